"""The figures of a document's running text (T1 to T8), and every place that misses one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from .glyphs import MARKS, OPENING, TRAILING, Glyph, is_han
from .reading import ADDRESS, NUMBER, SetLine, SetParagraph

NEVER_FIRST = frozenset("、，。；：？！·～％℃!),.:;?]}%°/／") | TRAILING
NEVER_LAST = frozenset("([{/／￥$#") | (MARKS - TRAILING)
COUNTED = frozenset("年月日个期")
HAIR = 0.02  # ic; what rounding, and reading a PDF, may come to
LONG_PIECE = 6.0  # ic; the lines beside a longer one that cannot break are counted apart


@dataclass(frozen=True)
class Miss:
    """A place where a figure is missed."""

    figure: str
    paragraph: int
    page: int
    line: int
    text: str
    value: float = 0.0

    def __str__(self) -> str:
        where = f"p{self.page} ¶{self.paragraph} line {self.line}"
        return f"{self.figure:22} {where}: {self.text} ({self.value:+.3f})"


@dataclass
class Figures:
    """What was measured; lengths in ic. ``gaps``: right-edge gaps of full lines."""

    paragraphs: int = 0
    lines: int = 0
    gaps: list[float] = field(default_factory=list)
    apart: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    stretches: list[float] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    def count(self, *figures: str) -> int:
        """How many misses there are of these."""
        return sum(miss.figure in figures for miss in self.misses)


def p90(values: Sequence[float]) -> float:
    """The ninetieth percentile, 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))] if ordered else 0.0


def measure(paragraphs: Sequence[SetParagraph], gap: float = 0.2) -> Figures:
    """Measure set paragraphs. ``gap``: the Han-Latin gap that the style asks for, ic."""
    figures = Figures(len(paragraphs))
    for paragraph in paragraphs:
        figures.lines += len(paragraph.lines)
        stretches = [stretch(line) for line in paragraph.lines]
        for number, line in enumerate(paragraph.lines):
            place = (paragraph.number, line.page, number + 1)
            if not line.last:
                _edge(figures, paragraph, number)
                if stretches[number] is not None:
                    figures.stretches.append(stretches[number] or 0.0)
            for name, text, value in (
                *_prohibitions(paragraph, line),
                *_marks(line),
                *_boundaries(line, stretches[number], gap),
            ):
                figures.misses.append(Miss(name, *place, text, value))
        full = stretches[:-1]
        figures.changes += [
            abs(a - b) for a, b in pairwise(full) if a is not None and b is not None
        ]
        figures.misses += _last_line(paragraph)
    return figures


def stretch(line: SetLine) -> float | None:
    """By how much each gap of a line is opened, ic: the median over those after Han characters."""
    extras = [
        (b.x - a.x) / a.size - 1
        for a, b in pairwise(line.glyphs)
        if is_han(a.char) and (is_han(b.char) or b.char in TRAILING)
    ]
    return median(extras) if extras else None


def _edge(figures: Figures, paragraph: SetParagraph, number: int) -> None:
    line = paragraph.lines[number]
    end = line.glyphs[-1]
    gap = (line.right - end.right) / end.size
    place = (paragraph.number, line.page, number + 1)
    if end.char in TRAILING:
        if gap < 0:  # some place the mark by its ink: only what that passes the edge by counts
            gap = min(0.0, (line.right - end.ink[2]) / end.size)
        if gap > 0.25:
            figures.misses.append(Miss("line-end mark", *place, line.text[-6:], gap))
        elif end.advance > 0.52 * end.size and gap > -0.25:
            # Drawn full width, its blank outside the measure: hung, not halved.
            figures.misses.append(Miss("line-end mark hung", *place, line.text[-6:], end.advance))
    if gap < -0.05:
        figures.misses.append(Miss("overfull", *place, line.text[-8:], gap))
    if _is_beside_long_piece(paragraph, number):
        figures.apart.append(abs(gap))
    else:
        figures.gaps.append(abs(gap))
        if abs(gap) > 0.1:
            figures.misses.append(Miss("right edge", *place, line.text, gap))
    if not line.first and line.glyphs[0].char in OPENING:
        head = (line.glyphs[0].left - line.left) / end.size
        if head > 0.25:
            figures.misses.append(Miss("line-start opener", *place, line.text[:6], head))


def _is_beside_long_piece(paragraph: SetParagraph, number: int) -> bool:
    line, following = paragraph.lines[number], paragraph.lines[number + 1]
    pieces = [*_pieces(line.glyphs), next(_pieces(following.glyphs), 0.0)]
    return max(pieces, default=0.0) > LONG_PIECE


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[float]:
    """The widths of the runs of Latin that hold together, ic."""
    start: Glyph | None = None
    before: Glyph | None = None
    for glyph in glyphs:
        joined = before is not None and glyph.left - before.right < 0.12 * glyph.size
        latin = glyph.char.isascii()
        if start is not None and before is not None and not (latin and joined):
            yield (before.right - start.left) / start.size
            start = None
        if latin and start is None:
            start = glyph
        elif not latin and before is None:
            yield 0.0
        before = glyph
    if start is not None and before is not None:
        yield (before.right - start.left) / start.size


def _prohibitions(paragraph: SetParagraph, line: SetLine) -> Iterator[tuple[str, str, float]]:
    text = paragraph.text
    if any(match.start() < line.end < match.end() for match in ADDRESS.finditer(text)):
        return
    around = f"{text[max(0, line.end - 6) : line.end]} | {text[line.end : line.end + 6]}"
    spaced = text[: line.start].endswith(" ")
    if not line.first and not spaced and text[line.start] in NEVER_FIRST:
        yield "line start", line.text[:6], 0.0
    if line.last:
        return
    if text[line.end - 1] in NEVER_LAST:
        yield "line end", around, 0.0
    before = text[line.end - 1]
    if before in "—…" and text[line.end : line.end + 1] == before:
        run = len(text[: line.end]) - len(text[: line.end].rstrip(before))
        if run % 2:
            yield "split pair", around, 0.0
    for match in NUMBER.finditer(text):
        if match.start() < line.end < match.end():
            yield "split number", around, 0.0
    if before.isdigit() and text[line.end : line.end + 1] in COUNTED:
        yield "number from 年月日", around, 0.0


def _marks(line: SetLine) -> Iterator[tuple[str, str, float]]:
    """Adjacent marks wider than one and a half ic (T3), by the blank between their bodies."""
    for (a, b), (at, after) in zip(pairwise(line.glyphs), pairwise(line.at), strict=True):
        if a.char in MARKS and b.char in MARKS and after - at == 1:
            blank = (b.left - a.right) / a.size
            due = 0.5 if a.char in TRAILING and b.char in OPENING else 0.0
            if a.char in OPENING and b.char in TRAILING:
                continue
            if a.char in "？！" and b.char in "？！":
                continue
            if blank > due + HAIR:
                yield "adjacent marks", a.char + b.char, blank - due
            if blank < -HAIR:
                yield "overlapping marks", a.char + b.char, blank


def _boundaries(
    line: SetLine, stretched: float | None, gap: float
) -> Iterator[tuple[str, str, float]]:
    """Han-Latin boundaries that are off the style's gap by more than the line's stretch (T4)."""
    loose = abs(stretched or 0.0) + HAIR
    for (a, b), (at, after) in zip(pairwise(line.glyphs), pairwise(line.at), strict=True):
        latin = b if is_han(a.char) else a
        han = a if latin is b else b
        if not is_han(han.char) or not latin.char.isalnum() or not latin.char.isascii():
            continue
        if after - at > 1:
            continue  # a space that the author typed
        off = (b.left - a.right) / han.size - gap
        if abs(off) > loose:
            yield "Han-Latin gap", a.char + b.char, off


def _last_line(paragraph: SetParagraph) -> Iterator[Miss]:
    line = paragraph.lines[-1]
    if len(paragraph.lines) < 2:
        return
    bodies = [glyph for glyph in line.glyphs if glyph.char.isalnum() or glyph.char in "—…"]
    if len(bodies) <= 1:
        place = (paragraph.number, line.page, len(paragraph.lines))
        yield Miss("last line of one", *place, line.text)
