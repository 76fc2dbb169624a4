"""Punctuation: GB/T 15834-2011, rule by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spp_press.copyediting.findings import Edit, Finding, Rule
from spp_press.copyediting.prose import HAN, Prose
from spp_press.manuscript.credits import is_byline, stands_before_credit

_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_OPENERS, _CLOSERS = "“‘《〈（【「『〔", "”’》〉）】」』〕"
_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}{_CLOSERS}])[,;:?!](?=[{HAN}{_OPENERS}]|\Z)")
_BESIDE_HAN = re.compile(
    rf"(?<=[{HAN}])(?:[,;:?!](?![{HAN}{_OPENERS},;:?!]|\Z)|\.(?![.A-Za-z0-9]))"
    rf"|(?<=[A-Za-z0-9%)])[,;:?!](?=[{HAN}])"
)
_PARENTHESES = re.compile(r"\(([^()（）\n]*)\)")
_ITEM = re.compile(rf"(?<![(（A-Za-z0-9])\d{{1,3}}\)(?=[ ]?[{HAN}])")
_STRAIGHT = re.compile(r"\"|(?<![A-Za-z0-9])'|'(?![A-Za-z0-9])")
_HAN = re.compile(f"[{HAN}]")
_DOTS = re.compile(r"\.{3,}|。{2,}|(?<!…)…(?!…)")
_HYPHENS = re.compile(rf"(?<=[{HAN}{_CLOSERS}])--+(?=[{HAN}{_OPENERS}])")
_REPEATED = re.compile(r"([，、；：])\1+|[，、；：](?=[。，、；：])(?!\1)")
_BETWEEN_TITLES = re.compile("(?<=》)、(?=《)|(?<=”)、(?=“)")
_DOUBLED = re.compile(r"(?<=\S)[ \t\u3000]{2,}(?=\S)")
_LABEL = re.compile(rf"[{HAN}]{{2,6}}：")
_AMONG_HAN = re.compile(
    rf"(?<=[{HAN}])[ \u3000](?=[{HAN}])|(?<=\S)[ \u3000](?=[，。、；：？！）》”])"
    r"|(?<=[，。、；：？！（《“])[ \u3000](?=\S)"
)
_PAIRS = dict(zip("“‘《〈（(【「『〔", "”’》〉））】」』〕", strict=True))
_HALVES = frozenset(_CLOSERS + ")")
_APOSTROPHE = re.compile("(?<=[A-Za-z0-9])’(?=[A-Za-z])|’(?=\\d)")
_NUMBERED = re.compile(r"(?<![(（A-Za-z0-9])(?:\d{1,3}|[a-zA-Z])[)）]")


def half_width_marks(prose: Prose) -> Iterator[Finding]:
    """``, ; : ? ! .`` that belong to Chinese text. GB/T 15834 5.1.1: a mark takes one character."""
    text = prose.text
    for found in _BETWEEN_HAN.finditer(text):
        edit = Edit(found.start(), found.end(), found[0].translate(_FULL))
        yield Finding("copy-half-width", found.start(), found.end(), (edit,))
    for pattern in (_BESIDE_HAN, _ITEM):
        for found in pattern.finditer(text):
            yield Finding("copy-half-width", found.end() - 1, found.end())


def half_width_brackets(prose: Prose) -> Iterator[Finding]:
    """``( )`` in Chinese text. GB/T 15834 4.9, 5.1.3."""
    text = prose.text
    for found in _PARENTHESES.finditer(text):
        start, end = found.span()
        touching = text[start - 1 : start]
        is_certain = bool(touching) and (touching in _CLOSERS or _HAN.match(touching) is not None)
        beside = text[:start].rstrip(" ")[-1:] + text[end:].lstrip(" ")[:1]
        if touching.isascii() and touching.isalnum():  # f(x)
            beside = ""
        if is_certain or _HAN.search(beside) or _HAN.search(found[1]):
            edits = (Edit(start, start + 1, "（"), Edit(end - 1, end, "）"))
            yield Finding("copy-half-width", start, end, edits if is_certain else ())


def straight_quotes(prose: Prose) -> Iterator[Finding]:
    """``"`` and ``'`` in Chinese text. GB/T 15834 4.8.2: “ ” outside, ‘ ’ inside."""
    if _HAN.search(prose.text):
        for found in _STRAIGHT.finditer(prose.text):
            yield Finding("copy-straight-quote", *found.span())


def ellipses(prose: Prose) -> Iterator[Finding]:
    """``...`` and other short forms of ……. GB/T 15834 4.11.2, 5.1.5: six dots, two characters."""
    text = prose.text
    for found in _DOTS.finditer(text):
        start, end = found.span()
        if not _HAN.search(text[max(start - 1, 0) : start] + text[end : end + 1]):
            continue
        among = re.match(rf"[{HAN}{_CLOSERS}]", text[start - 1 : start]) and (
            end == len(text) or re.match(rf"[{HAN}{_OPENERS}]", text[end])
        )
        is_certain = among and found[0][0] != "。"
        edits = (Edit(start, end, "……"),) if is_certain else ()
        yield Finding("copy-ellipsis", start, end, edits)


def hyphens_for_dashes(prose: Prose) -> Iterator[Finding]:
    """``--`` for ——. GB/T 15834 4.10.2, 5.1.4."""
    for found in _HYPHENS.finditer(prose.text):
        edit = Edit(*found.span(), "——")
        yield Finding("copy-dash", *found.span(), (edit,))


def repeated_marks(prose: Prose) -> Iterator[Finding]:
    """Two marks where one stands, ``，，`` or ``、。``. GB/T 15834 5.1.1."""
    for found in _REPEATED.finditer(prose.text):
        start, end = found.start(), found.end()
        if found[1]:
            yield Finding("copy-repeated", start, end, (Edit(start, end, found[1]),))
        else:
            yield Finding("copy-repeated", start, end + 1)


def commas_between_titles(prose: Prose) -> Iterator[Finding]:
    """、 between quotations or between titles. GB/T 15834 4.5.3.5: usually none."""
    for found in _BETWEEN_TITLES.finditer(prose.text):
        yield Finding("copy-comma-between", found.start() - 1, found.end() + 1)


def spaces(prose: Prose) -> Iterator[Finding]:
    """Doubled spaces, and spaces among Han characters. clreq: Chinese text has none.

    One stands before 译者： and 摄影：, between the names of a byline, and any before each label
    of a line that begins with one: 地点：一楼　电话：12345.
    """
    if is_byline(prose.text):
        return
    for found in _DOUBLED.finditer(prose.text):
        if _stands_before_label(prose.text, found):
            continue
        edit = Edit(*found.span(), " ")
        yield Finding("copy-spaces", *found.span(), (edit,))
    for found in _AMONG_HAN.finditer(prose.text):
        text = prose.text
        if not (stands_before_credit(text, found.end()) or _stands_before_label(text, found)):
            yield Finding("copy-space-han", *found.span())


def _stands_before_label(text: str, found: re.Match[str]) -> bool:
    begins = text.rfind("\n", 0, found.start()) + 1
    return bool(_LABEL.match(text, begins) and _LABEL.match(text, found.end()))


def mixed_pairs(prose: Prose) -> Iterator[Finding]:
    """``（UNEP)``: halves of two widths. GB/T 15834 5.1.3."""
    text = prose.text
    for start, end in _pair(text)[0]:
        if (text[start] == "(") != (text[end] == ")"):
            half = start if text[start] == "(" else end
            edit = Edit(half, half + 1, text[half].translate(_FULL))
            yield Finding("copy-mixed-pair", start, end + 1, (edit,))


def lone_halves(proses: Sequence[Prose]) -> Iterator[tuple[Prose, Finding]]:
    """A half of a pair alone. GB/T 15834 4.8, 4.9, 4.15.

    4.8.3.5: a quotation of several paragraphs opens each of them, and closes with the last.
    """
    for prose, following in zip(proses, (*proses[1:], None), strict=True):
        goes_on = following is not None and following.text[0] in "“‘「"
        for at in _pair(prose.text)[1]:
            if not (goes_on and at == 0 and prose.text[0] in "“‘「"):
                values = (("mark", prose.text[at]),)
                yield prose, Finding("copy-unbalanced", at, at + 1, values=values)


def _pair(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """The pairs of a text, and the halves that are alone; ``1）`` and an apostrophe need none."""
    items = {found.end() - 1 for found in _NUMBERED.finditer(text)}
    apostrophes = {found.start() for found in _APOSTROPHE.finditer(text)}
    pairs, alone, opened = [], [], []
    for i, char in enumerate(text):
        if char in _PAIRS:
            opened.append(i)
        elif char in _HALVES and i not in apostrophes:
            wanted = char.translate(_FULL)
            at = next((o for o in reversed(opened) if _PAIRS[text[o]] == wanted), None)
            if at is not None:
                pairs.append((at, i))
                alone += opened[opened.index(at) + 1 :]
                del opened[opened.index(at) :]
            elif i not in items:
                alone.append(i)
    return pairs, sorted(alone + opened)


RULES: tuple[Rule, ...] = (
    half_width_marks,
    half_width_brackets,
    straight_quotes,
    ellipses,
    hyphens_for_dashes,
    repeated_marks,
    commas_between_titles,
    spaces,
    mixed_pairs,
)
