"""Glyphs → the lines of each paragraph, found by the paragraph's own text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .glyphs import Glyph

_ALIKE = str.maketrans("―‑‐−", "—---")  # what fonts with one glyph for two characters read as
_SAME_LINE = 0.25  # of the size; baselines nearer than that are one line's


@dataclass(frozen=True)
class SetLine:
    """A line of a paragraph as it was drawn; its characters are ``[start, end)`` of the text.

    ``left``, ``right``: the edges of its column. ``hyphen``: it ends on a hyphen that is drawn
    only. ``at[i]`` is the place in the text of the line's glyph ``i``.
    """

    glyphs: tuple[Glyph, ...]
    at: tuple[int, ...]
    start: int
    end: int
    hyphen: bool
    first: bool
    last: bool
    left: float = 0.0
    right: float = 0.0

    @property
    def page(self) -> int:
        """The page, counted from 1."""
        return self.glyphs[0].page + 1

    @property
    def text(self) -> str:
        """What it shows."""
        return "".join(glyph.char for glyph in self.glyphs)


@dataclass
class SetParagraph:
    """A paragraph and its lines."""

    number: int
    text: str
    lines: list[SetLine] = field(default_factory=list)


def find_paragraphs(
    glyphs: Sequence[Glyph], texts: Sequence[str], measure: float
) -> tuple[list[SetParagraph], list[int]]:
    """The paragraphs of ``texts`` in order, and the numbers of those that the PDF lacks.

    ``measure``, pt, is the width of the column, whose left edge is each page's own.
    """
    ordered = _in_reading_order(glyphs)
    found: list[SetParagraph] = []
    lost: list[int] = []
    cursor = 0
    for number, text in enumerate(texts):
        matched = _find(ordered, text, cursor)
        if matched is None:
            lost.append(number)
            continue
        cursor = matched[-1][0] + 1
        found.append(SetParagraph(number, text, _lines(ordered, text, matched)))
    edges: dict[int, float] = {}
    for paragraph in found:
        for line in paragraph.lines:
            page = line.glyphs[0].page
            edges[page] = min(edges.get(page, 1e9), line.glyphs[0].left)
    for paragraph in found:
        paragraph.lines = [_placed(line, edges[line.glyphs[0].page], measure)
                           for line in paragraph.lines]  # fmt: skip
    return found, lost


def _placed(line: SetLine, left: float, measure: float) -> SetLine:
    return SetLine(
        line.glyphs, line.at, line.start, line.end, line.hyphen, line.first, line.last,
        left, left + measure,
    )  # fmt: skip


def _in_reading_order(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """From top to bottom and left to right, whatever order the PDF draws in."""
    ordered: list[Glyph] = []
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: (g.page, g.baseline)):
        if line and (
            glyph.page != line[0].page
            or glyph.baseline - line[0].baseline > _SAME_LINE * line[0].size
        ):
            ordered += sorted(line, key=lambda g: g.left)
            line = []
        line.append(glyph)
    return ordered + sorted(line, key=lambda g: g.left)


def _find(glyphs: Sequence[Glyph], text: str, cursor: int) -> list[tuple[int, int]] | None:
    """Pairs of a glyph's number and its place in ``text``; a drawn hyphen's place is -1."""
    text = text.translate(_ALIKE)
    wanted = [(at, char) for at, char in enumerate(text) if not char.isspace()]
    for start in range(cursor, len(glyphs)):
        if _char(glyphs[start]) == wanted[0][1]:
            pairs = _match(glyphs, wanted, start)
            if pairs is not None:
                return pairs
    return None


def _match(
    glyphs: Sequence[Glyph], wanted: Sequence[tuple[int, str]], start: int
) -> list[tuple[int, int]] | None:
    pairs: list[tuple[int, int]] = []
    number = start
    for at, char in wanted:
        if number < len(glyphs) and _char(glyphs[number]) != char and _is_drawn(glyphs, number):
            pairs.append((number, -1))
            number += 1
        if number >= len(glyphs) or _char(glyphs[number]) != char:
            return None
        pairs.append((number, at))
        number += 1
    return pairs


def _char(glyph: Glyph) -> str:
    return glyph.char.translate(_ALIKE)


def _is_drawn(glyphs: Sequence[Glyph], number: int) -> bool:
    """Whether the glyph is a hyphen at a line's end."""
    if glyphs[number].char not in "-‐" or number + 1 >= len(glyphs):
        return False
    return _new_line(glyphs[number], glyphs[number + 1])


def _new_line(a: Glyph, b: Glyph) -> bool:
    return a.page != b.page or abs(a.baseline - b.baseline) > _SAME_LINE * a.size


def _lines(glyphs: Sequence[Glyph], text: str, matched: Sequence[tuple[int, int]]) -> list[SetLine]:
    cuts = [0]
    cuts += [
        after
        for after, (a, b) in enumerate(pairwise(matched), 1)
        if _new_line(glyphs[a[0]], glyphs[b[0]])
    ]
    cuts.append(len(matched))
    lines = []
    for start, end in pairwise(cuts):
        pairs = matched[start:end]
        hyphen = pairs[-1][1] < 0
        places = tuple(at if at >= 0 else pairs[i - 1][1] for i, (_, at) in enumerate(pairs))
        lines.append(
            SetLine(
                glyphs=tuple(glyphs[number] for number, _ in pairs),
                at=places,
                start=places[0],
                end=places[-1] + 1,
                hyphen=hyphen,
                first=start == 0,
                last=end == len(matched),
            )
        )
    return lines


NUMBER = re.compile(
    r"[+\-−±$¥€£￥]?\d+(?:[.,:]\d+)*(?:/\d+(?!\w))?"
    r"(?:[%‰％℃]|\s?(?:[kMGT]?(?:Wh|W|Hz|B|m|g|L|t|V)|[cm]?m[²³]?|ha|℃|dB)(?!\w))?"
)
"""A number with its sign and its unit's symbol (T8)."""

ADDRESS = re.compile(r"[!-~]*(?:://|www\.|@|10\.\d{4,}/|/[\w.~-]*/|~/|^/)[!-~]*")
"""A web or mail address, a DOI or the path of a file: it breaks at its own points."""
