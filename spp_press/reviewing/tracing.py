"""The inline notation of a manuscript → glyphs, each with the span of the source that prints it.

markdown-it keeps no offsets inside a block. Its tokens stand in the source's order, though, and all
but links say how long they are: one walk along both gives every character its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise

from markdown_it import MarkdownIt, rules_inline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_ref

from spp_press.importing.spans import Span
from spp_press.manuscript.addresses import tracker_site, without_trackers
from spp_press.manuscript.inline import joint
from spp_press.manuscript.notation import parser

NOWHERE = (-1, -1)
"""The span of what the source does not have as it is printed."""
PICTURE = "〔图〕"
"""What stands for a picture among glyphs."""

_BREAK = re.compile(r"(?:[ \t]*|\\)\n[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")
_LOOKS: dict[str, dict[str, bool | str]] = {
    "strong": {"bold": True},
    "em": {"emphasis": True},
    "u": {"underline": True},
    "sub": {"script": "sub"},
    "sup": {"script": "sup"},
}
_TAG = re.compile(r"<(/?)([a-z]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Glyph:
    """A character, or what cannot be parted: the call of a note, a picture.

    ``look`` is a span without text; ``start`` and ``end`` are offsets in the manuscript's text, -1
    where there are none. Glyphs that only stand or fall together have the same.
    """

    text: str
    look: Span
    start: int = -1
    end: int = -1


def is_call(glyph: Glyph) -> bool:
    """Whether this calls a note: ``[^1]``."""
    return len(glyph.text) > 1 and glyph.text != PICTURE


Spans = Sequence[tuple[int, int]]


@cache
def traced_parser() -> MarkdownIt:
    """The parser of the notation; what is longer than its words has its ``start`` and ``end``."""
    md = parser()
    md.core.ruler.disable("text_join")
    rules: dict[str, Callable[[StateInline, bool], bool]] = {
        "backticks": rules_inline.backtick,
        "link": rules_inline.link,
        "image": rules_inline.image,
        "autolink": rules_inline.autolink,
        "html_inline": rules_inline.html_inline,
        "footnote_ref": partial(footnote_ref, always_match=True),
    }
    for name, rule in rules.items():
        md.inline.ruler.at(name, _noting(rule))
    return md


def _noting(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    def noting(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and len(state.tokens) > count:
            state.tokens[-1].meta |= {"start": start, "end": state.pos}
        return found

    return noting


def traced(
    children: Sequence[Token], content: str, spans: Spans, *, keep_lines: bool
) -> tuple[Glyph, ...]:
    """The glyphs of ``children``, which were parsed from ``content``.

    ``spans`` is where each character of ``content`` stands in the manuscript.
    """
    return tuple(_Tracer(children, content, spans, keep_lines).glyphs())


class _Tracer:
    def __init__(
        self, children: Sequence[Token], content: str, spans: Spans, keep_lines: bool
    ) -> None:
        self._children = children
        self._content = content
        self._spans = spans
        self._keep_lines = keep_lines
        self._at = 0
        self._looks = [Span("")]

    def glyphs(self) -> Iterator[Glyph]:
        for i, token in enumerate(self._children):
            yield from self._glyphs(i, token)

    def _glyphs(self, i: int, token: Token) -> Iterator[Glyph]:
        match token.type:
            case "text":
                yield from self._text(i, token.content)
            case "text_special":
                yield from self._solid(token.content, len(token.markup))
            case "softbreak" | "hardbreak":
                found = _BREAK.match(self._content, self._at)
                length = found.end() - self._at if found else 0
                soft = token.type == "softbreak" and not self._keep_lines
                yield from self._solid(joint(self._children, i) if soft else "\n", length)
            case "code_inline":
                marks = len(token.markup)
                end = token.meta["end"]
                inner = self._content[self._at + marks : end - marks]
                lead = inner.find(token.content)
                if lead < 0:
                    yield from self._solid(token.content, end - self._at)
                else:
                    self._at += marks + lead
                    yield from self._each(token.content)
                self._at = end
            case "em_open" | "strong_open":
                self._at += len(token.markup)
                self._begin(token.tag)
            case "em_close" | "strong_close":
                self._at += len(token.markup)
                self._looks.pop()
            case "link_open":
                self._at += 1
                address = str(token.attrs["href"])
                link = "" if tracker_site(address) else address
                self._looks.append(replace(self._looks[-1], link=link))
            case "link_close":
                self._at = token.meta["end"]
                self._looks.pop()
            case "html_inline":
                yield from self._tag(token)
            case "footnote_ref":
                yield self._whole(f"[^{token.meta['label']}]", token.meta["end"] - self._at)
            case "image":  # a map's, beside its number
                yield self._whole(PICTURE, token.meta["end"] - self._at)
            case other:
                raise AssertionError(other)

    def _text(self, i: int, text: str) -> Iterator[Glyph]:
        first = i == 0 or self._children[i - 1].type in ("softbreak", "hardbreak")
        if first:
            bare = text.lstrip("\u3000")  # the style indents
            self._at += len(text) - len(bare)
            text = bare
        cut, sites = without_trackers(text)
        if not sites:
            yield from self._each(text)
            return
        lead = next((k for k, (a, b) in enumerate(zip(text, cut, strict=False)) if a != b), 0)
        yield from self._each(text[:lead])
        yield from self._solid(cut[lead:], len(text) - lead)

    def _tag(self, token: Token) -> Iterator[Glyph]:
        found = _TAG.match(token.content)
        length = token.meta["end"] - self._at
        name = found[2].lower() if found else ""
        if name == "br":
            yield from self._solid("\n", length)
        elif name == "rt" and found:
            yield from self._solid("）" if found[1] else "（", length)
        else:
            self._at += length
            if found and found[1]:
                self._looks.pop()
            elif found:
                self._begin(name)

    def _begin(self, tag: str) -> None:
        self._looks.append(replace(self._looks[-1], **_LOOKS.get(tag, {})))  # type: ignore[arg-type]

    def _each(self, text: str) -> Iterator[Glyph]:
        """Characters that are printed as they are written."""
        good = self._content.startswith(text, self._at)
        for k, character in enumerate(text):
            span = self._spans[self._at + k] if good else NOWHERE
            yield Glyph(character, self._looks[-1], *span)
        self._at += len(text)

    def _solid(self, text: str, length: int) -> Iterator[Glyph]:
        """What stands or falls together: an escape, an entity, a line's end."""
        span = self._span(length)
        for character in text:
            yield Glyph(character, self._looks[-1], *span)

    def _whole(self, text: str, length: int) -> Glyph:
        return Glyph(text, self._looks[-1], *self._span(length))

    def _span(self, length: int) -> tuple[int, int]:
        start, self._at = self._at, self._at + length
        within = self._spans[start : self._at]
        if not within or NOWHERE in within:
            return NOWHERE
        return within[0][0], within[-1][1]


def located_cell(content: str, line: str, column: int, start: int) -> list[tuple[int, int]]:
    """The spans of a cell's characters in its row, a ``line`` that begins at ``start``.

    ``\\|`` in a row is ``|`` in its cell.
    """
    bounds = [0, *(found.start() + 1 for found in _PIPE.finditer(line)), len(line) + 1]
    parts = [(a, b - 1) for a, b in pairwise(bounds)]
    # What stands before the first mark is a cell, or the marks of what the table stands in.
    bare = not line[: bounds[1] - 1].strip("> \t")
    for first, last in (*parts[bare:][column : column + 1], *parts[column : column + 1]):
        spans = _matched(content, line, first, last)
        if spans is not None:
            return [(start + a, start + b) for a, b in spans]
    return [NOWHERE] * len(content)


def _matched(content: str, line: str, first: int, last: int) -> list[tuple[int, int]] | None:
    """The spans of ``content`` at the end of ``line[first:last]``; None if it is not there."""
    at = first + len(line[first:last].rstrip())
    spans: list[tuple[int, int]] = []
    for character in reversed(content):
        if at <= first or line[at - 1] != character:
            return None
        width = 2 if character == "|" and line[at - 2 : at - 1] == "\\" else 1
        spans.append((at - width, at))
        at -= width
    return spans[::-1]
