"""Runs of text, each with its emphasis → the manuscript's notation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from markdown_it import MarkdownIt

from spp_press.manuscript.inline import plain as plain_of
from spp_press.manuscript.notation import parser

_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,31};)")
_AT_START = re.compile(r"(?:[#>+~]|:(?=::)|(?=([-=_*])\1+\s*$).)")
_LAYERS = ("link", "bold", "emphasis", "underline", "script")
_MARKS = {"bold": ("**", "**"), "emphasis": ("*", "*"), "underline": ("<u>", "</u>")}


@dataclass(frozen=True)
class Span:
    """Characters of one look. ``text`` may hold line ends; ``raw`` is notation already."""

    text: str
    bold: bool = False
    emphasis: bool = False
    underline: bool = False
    script: str = ""  # sub, sup
    link: str = ""
    raw: bool = False


def plain_text(spans: Sequence[Span]) -> str:
    """The characters alone, what is raw left out."""
    return "".join(span.text for span in spans if not span.raw)


def all_bold(spans: Sequence[Span]) -> bool:
    """Whether there is text, and all of it bold."""
    inked = [span for span in spans if span.text.strip() and not span.raw]
    return bool(inked) and all(span.bold for span in inked)


def unbold(spans: Sequence[Span]) -> list[Span]:
    """The same without weight: a heading's is its style's affair."""
    return [replace(span, bold=False) for span in spans]


def write_spans(spans: Sequence[Span]) -> tuple[str, bool]:
    """The notation of ``spans`` in one line, and whether all of its emphasis could be kept."""
    spans = _merged(spans)
    for kept in (_LAYERS, ("link", "bold", "script"), ("link", "script"), ()):
        text = _nest(spans, kept)
        if _survives(text, spans):
            return text, kept == _LAYERS
    return _nest(spans, ()), False


def escape(text: str) -> str:
    """Plain text as notation that draws exactly it, from the beginning of a line."""
    text = _inner(text)
    return "\\" + text if _AT_START.match(text) else text


def _inner(text: str) -> str:
    text = text.replace("\t", " ").replace("\u00a0", " ")
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "<br>")


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Neighbours of one look as one span; the text trimmed."""
    merged: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        last = merged[-1] if merged else None
        blank = not span.text.strip() and not span.raw and "\n" not in span.text
        if last and (replace(last, text="") == replace(span, text="") or (blank and not last.raw)):
            merged[-1] = replace(last, text=last.text + span.text)
        else:
            merged.append(span)
    if merged and not merged[0].raw:
        merged[0] = replace(merged[0], text=merged[0].text.lstrip())
    if merged and not merged[-1].raw:
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip())
    return [span for span in merged if span.text]


def _nest(spans: Sequence[Span], layers: Sequence[str], *, first: bool = True) -> str:
    if not layers:
        parts = []
        for i, span in enumerate(spans):
            at_start = first and i == 0
            parts.append(span.text if span.raw else (escape if at_start else _inner)(span.text))
        return "".join(parts)
    layer, rest = layers[0], layers[1:]
    parts = []
    for value, group in groupby(spans, key=lambda span: getattr(span, layer)):
        at_start = first and not parts
        inner = _nest(list(group), rest, first=at_start and not value)
        parts.append(_wrapped(layer, value, inner) if value else inner)
    return "".join(parts)


def _wrapped(layer: str, value: str, inner: str) -> str:
    core = inner.strip()
    if not core:
        return inner
    if layer == "link":
        before, after = "[", f"]({value})"
    elif layer == "script":
        before, after = f"<{value}>", f"</{value}>"
    else:
        before, after = _MARKS[layer]
    start = inner.index(core)
    return f"{inner[:start]}{before}{core}{after}{inner[start + len(core) :]}"


@cache
def _parser() -> MarkdownIt:
    return parser()


def _survives(text: str, spans: Sequence[Span]) -> bool:
    """Whether a reader of ``text`` sees the characters of ``spans``."""
    children = _parser().parseInline(text, {})[0].children or []
    seen = plain_of(children)
    wanted = plain_text(spans)
    if any(span.raw for span in spans):
        return "**" not in re.sub(r"\\\*", "", seen)
    return "".join(seen.split()) == "".join(wanted.split())
