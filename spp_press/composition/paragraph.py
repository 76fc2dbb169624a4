"""Setting paragraphs: what an engine calls for running text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal

from .breaking import Break, Breaker
from .items import House, Item, Line
from .matter import Matter, shatter
from .pieces import Cutter, Piece
from .setting import set_line

POOR = 4.5  # a line that costs more calls for hyphens; it is stretched by about 0.06 ic


def set_paragraph(
    items: Sequence[Item],
    measure: Callable[[int], float],
    *,
    indent: float = 0.0,
    house: House = House(),  # noqa: B008 -- frozen
    align: Literal["justify", "start"] = "justify",
) -> list[Line]:
    """The best lines for a paragraph (T1 to T8, T10, T17, T21).

    ``measure(i)`` is the width of line ``i``, counted from 0, in the unit of the items' sizes; it
    is constant from some line on. ``indent`` is taken from the first line. Every character is in
    one span, in order, but for the spaces at the edges of lines and all but one of several spaces
    in a row. A line is wider than its measure only where a single character, a —— or a box is.
    """
    return _Paragraph(items, measure, indent, house, align == "justify").lines()


def natural_width(items: Sequence[Item], house: House = House()) -> float:  # noqa: B008
    """The width at which nothing breaks but where it is forced to (CSS max-content)."""
    matters = [Matter(pieces, items, house) for pieces in _segments(items, house) if pieces]
    return max((matter.width(0, len(matter.pieces)) for matter in matters), default=0.0)


def minimum_width(items: Sequence[Item], house: House = House()) -> float:  # noqa: B008
    """The width of the longest piece that no rule lets break (CSS min-content)."""
    widest = 0.0
    for pieces in _segments(items, house):
        if pieces:
            matter = Matter(pieces, items, house)
            cuts = matter.cuts()
            for start, cut in pairwise(cuts):
                widest = max(widest, matter.width(start, matter.end_of(cut)))
    return widest


def _segments(items: Sequence[Item], house: House, hyphenate: bool = False) -> list[list[Piece]]:
    return Cutter(items, house, hyphenate).segments()


class _Paragraph:
    """One paragraph on its way into lines; hyphens are tried only where a line is poor without."""

    def __init__(
        self,
        items: Sequence[Item],
        measure: Callable[[int], float],
        indent: float,
        house: House,
        justify: bool,
    ) -> None:
        self._items = items
        self._measure = measure
        self._indent = indent
        self._house = house
        self._justify = justify

    def lines(self) -> list[Line]:
        lines: list[Line] = []
        for number, pieces in enumerate(_segments(self._items, self._house)):
            if not pieces:
                lines.append(Line((), 0.0, last=True))
                continue
            matter, breaks = self._break(pieces, number, len(lines))
            if self._house.hyphenate and max(line.cost for line in breaks) > POOR:
                cut = self._hyphenated[number]
                if any(piece.cut is not None and piece.cut.hyphen for piece in cut):
                    rival, rivals = self._break(cut, number, len(lines))
                    if sum(line.cost for line in rivals) < sum(line.cost for line in breaks):
                        matter, breaks = rival, rivals
            lines += [set_line(matter, line, self._justify) for line in breaks]
        return lines if any(line.spans for line in lines) else []

    @cached_property
    def _hyphenated(self) -> list[list[Piece]]:
        return _segments(self._items, self._house, hyphenate=True)

    def _break(self, pieces: list[Piece], number: int, done: int) -> tuple[Matter, list[Break]]:
        indent = self._indent if number == 0 else 0.0
        matter = Matter(pieces, self._items, self._house)
        measures = self._measures(matter, done)
        shortest = min(measures[0] - indent, *measures)
        matter = shatter(matter, shortest)
        return matter, Breaker(matter, measures, indent, self._justify).lines()

    def _measures(self, matter: Matter, done: int) -> list[float]:
        """The measure of each line that the matter may need, from line ``done`` on."""
        measures = [self._measure(done)]
        narrowest = max(measures[0], matter.size)
        while len(measures) < 2 + matter.widths[-1] * 1.1 / narrowest:
            measures.append(self._measure(done + len(measures)))
            narrowest = max(min(narrowest, measures[-1]), matter.size)
        return measures
