"""Optimal line breaking: the paragraph's cheapest path from break to break.

Knuth and Plass's idea (Software: Practice and Experience 11, 1981) over Chinese text: every line's
cost says how far it must be squeezed or stretched and what is unseemly about its break; the path
with the least sum wins. Work is linear in the length of the text, since a line is only so long.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import groupby

from .characters import Kind
from .fitting import Fitter
from .matter import Matter

CHANGE = 0.04  # em of change of stretch from one line to the next that cost 1
CLASS = 0.02  # em; lines whose stretch differs by less are not told apart when paths meet
HOPELESS = 15.0  # a path dearer than another to the same place by more than any change costs
OVERFULL_COST = 1e6
ORPHAN_COST = 60.0  # 孤字
SHORT_COST = 3.0  # a last line shorter than the usual indent and a mark
SHORT = 2.5  # ic
SECOND_HYPHEN_COST = 12.0
LAST_HYPHEN_COST = 6.0  # a paragraph that ends on the rest of a word
FULL = 0.86  # the part of the measure that a justified line fills at the least, if it can
FULL_RAGGED = 0.5

_BODIES = frozenset({Kind.HAN, Kind.SYMBOL, Kind.LATIN, Kind.OBJECT, Kind.DASH})


@dataclass(frozen=True, slots=True)
class Break:
    """A line: pieces ``[start, end)``, to be set ``measure`` wide, and what it cost."""

    start: int
    end: int
    measure: float
    cost: float
    indented: bool
    hyphen: bool
    last: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """A path to a place: its cost, its number of lines, the stretch of the last of them."""

    cost: float
    stretch: float
    lines: int
    before: _Node | None
    place: int


class Breaker:
    """Breaks one :class:`Matter`; ``measures`` are the widths of its lines, the last for all more.

    The first line is indented by ``indent``.
    """

    def __init__(self, matter: Matter, measures: list[float], indent: float, justify: bool) -> None:
        self._matter = matter
        self._measures = measures
        self._indent = indent
        self._full = FULL if justify else FULL_RAGGED
        self._fitter = Fitter(matter, justify)
        self._final = len(self._fitter.starts) - 1
        # Lines are told apart by number only as far as their measures differ.
        alike = len(measures) - 1
        while alike and measures[alike - 1] == measures[-1]:
            alike -= 1
        self._alike = alike

    def lines(self) -> list[Break]:
        """The lines of the cheapest path."""
        paths: list[dict[tuple[int, int], _Node]] = [{} for _ in self._fitter.starts]
        paths[0][0, 0] = _Node(0.0, 0.0, 0, None, 0)
        for place in range(self._final):
            by_line = groupby(sorted(paths[place].items(), key=_line_of), key=_line_of)
            for line, group in by_line:
                nodes = [node for _, node in group]
                least = min(node.cost for node in nodes)
                self._extend([node for node in nodes if node.cost < least + HOPELESS], line, paths)
            paths[place] = {}
        return self._unwind(min(paths[-1].values(), key=lambda node: node.cost))

    def _extend(
        self, nodes: list[_Node], line: int, paths: list[dict[tuple[int, int], _Node]]
    ) -> None:
        """Add the lines that may follow ``nodes``: paths of ``line`` lines to one place."""
        place = nodes[0].place
        following = min(line + 1, self._alike)
        smooth = place > 0
        for to, cost, stretch in self._candidates(place, self._room(line, place == 0)):
            if smooth and to < self._final:
                total, best = min(
                    [
                        (node.cost + ((stretch - node.stretch) / CHANGE) ** 2, at)
                        for at, node in enumerate(nodes)
                    ]
                )
            else:
                total, best = min([(node.cost, at) for at, node in enumerate(nodes)])
            key = (following, round(stretch / CLASS))
            rival = paths[to].get(key)
            if rival is None or total + cost < rival.cost:
                node = nodes[best]
                paths[to][key] = _Node(total + cost, stretch, node.lines + 1, node, to)

    def _room(self, line: int, first: bool) -> float:
        return self._measures[min(line, self._alike)] - (self._indent if first else 0.0)

    def _flush(self, place: int) -> float:
        """Where a line from ``place`` starts to count, its opening mark trimmed."""
        if place == 0 and self._indent > 0:
            return self._matter.head_trim(0, indented=True)
        return self._fitter.flush[place]

    def _candidates(self, place: int, room: float) -> list[tuple[int, float, float]]:
        """The lines that may start here: the place of their end, their cost, their stretch."""
        fitter, final = self._fitter, self._final
        flush = self._flush(place)
        after_hyphen = fitter.hyphens[place]
        low = bisect_left(fitter.places, flush + room * self._full, place + 1, final)
        found: list[tuple[int, float, float]] = []
        for to in range(low, final):
            cost, stretch = fitter.fit(place, to, room - fitter.reaches[to] + flush)
            if cost < 0:
                break
            if after_hyphen and fitter.hyphens[to]:
                cost += SECOND_HYPHEN_COST
            found.append((to, cost + fitter.costs[to], stretch))
        else:
            natural = fitter.reaches[final] - flush
            cost, stretch = fitter.fit_last(place, final, room - natural)
            if cost >= 0:
                found.append((final, cost + self._ending(place, natural), stretch))
        return found or [self._short_line(place, low, room, flush)]

    def _short_line(
        self, place: int, to: int, room: float, flush: float
    ) -> tuple[int, float, float]:
        """Where nothing fills a line: the most that it holds, or else as little as can be."""
        reaches = self._fitter.reaches
        while to > place + 1 and reaches[to] - flush > room + 1e-6:
            to -= 1
        short = room - reaches[to] + flush
        cost = OVERFULL_COST if short < -1e-6 else self._fitter.ragged(short)
        return to, cost + self._fitter.costs[to], 0.0

    def _ending(self, place: int, natural: float) -> float:
        """What is unseemly about a paragraph's last line (T6)."""
        matter, start = self._matter, self._fitter.starts[place]
        count = len(matter.pieces) - start
        if place == 0:
            return 0.0
        cost = LAST_HYPHEN_COST if self._fitter.hyphens[place] and count <= 2 else 0.0
        if not matter.house.orphan or count > 4:
            return cost
        bodies = [piece for piece in matter.pieces[start:] if piece.kind in _BODIES]
        letters = sum(sum(map(str.isalnum, p.text)) if p.kind is Kind.LATIN else 1 for p in bodies)
        if letters <= 1:
            return cost + ORPHAN_COST
        return cost + (SHORT_COST if natural < SHORT * matter.size else 0.0)

    def _unwind(self, node: _Node) -> list[Break]:
        fitter = self._fitter
        lines: list[Break] = []
        while node.before is not None:
            before = node.before
            first = before.place == 0
            lines.append(
                Break(
                    start=fitter.starts[before.place],
                    end=fitter.ends[node.place],
                    measure=self._room(before.lines, first),
                    cost=node.cost - before.cost,
                    indented=first and self._indent > 0,
                    hyphen=fitter.hyphens[node.place],
                    last=node.place == self._final,
                )
            )
            node = before
        return lines[::-1]


def _line_of(path: tuple[tuple[int, int], _Node]) -> int:
    return path[0][0]
