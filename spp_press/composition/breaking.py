"""Optimal line breaking: the paragraph's cheapest path from break to break.

Knuth and Plass's idea (Software: Practice and Experience 11, 1981) over Chinese text: every line's
cost says how far it must be squeezed or stretched and what is unseemly about its break; the path
with the least sum wins. Work is linear in the length of the text, since a line is only so long.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from .characters import Kind
from .matter import Matter

SHRINK = 0.03  # em, the most that every gap of a line closes
TIGHT = 0.06  # em, the most where the line would else fall far short of its measure
TIGHT_COST = 25.0
EVEN_STRETCH = 0.03  # em of stretch that cost 1
EVEN_SHRINK = 0.02
HALVED_COST = 3.0  # one mark halved inside a line: a bracket, a comma
HALVED_STOP_COST = 5.0  # a 。？！
SPACE_COST = 0.5  # word spaces opened to their most
CHANGE = 0.04  # em of change of stretch from one line to the next that cost 1
CLASS = 0.02  # em; lines whose stretch differs by less are not told apart when paths meet
RAGGED_COST = 60.0  # a line that falls short of the measure
OVERFULL_COST = 1e6
IMPOSSIBLE = (-1.0, 0.0)
ORPHAN_COST = 60.0  # 孤字
SHORT_COST = 3.0  # a last line shorter than the usual indent and a mark
SHORT = 2.5  # ic
SECOND_HYPHEN_COST = 12.0
LAST_HYPHEN_COST = 6.0  # a paragraph that ends on the rest of a word
LOOK_BACK = 0.86  # the part of the measure that a line fills at the least


@dataclass(frozen=True, slots=True)
class Break:
    """A line: pieces ``[start, end)``, to be set ``measure`` wide, and the path's cost so far."""

    start: int
    end: int
    measure: float
    cost: float
    indented: bool
    hyphen: bool
    last: bool


Node = tuple[float, float, int, "Node | None", int]
"""Cost, stretch of the line before, number of lines, the node before, the ordinal of its cut."""


class Breaker:
    """Breaks one :class:`Matter`; ``measures`` are the widths of its lines, the last for all more.

    The first line is indented by ``indent``.
    """

    def __init__(self, matter: Matter, measures: list[float], indent: float, justify: bool) -> None:
        self._matter = matter
        self._measures = measures
        self._indent = indent
        self._justify = justify
        self._cuts = cuts = matter.cuts()
        self._ends = [matter.end_of(cut) for cut in cuts]
        self._places = [matter.widths[cut] for cut in cuts]
        # Lines are told apart by number only as far as their measures differ.
        alike = len(measures) - 1
        while alike and measures[alike - 1] == measures[-1]:
            alike -= 1
        self._alike = alike

    def lines(self) -> list[Break]:
        """The lines of the cheapest path."""
        cuts = self._cuts
        final = len(cuts) - 1
        nodes: list[dict[tuple[int, int], Node]] = [{} for _ in cuts]
        nodes[0][0, 0] = (0.0, 0.0, 0, None, 0)
        for ordinal in range(final):
            here = nodes[ordinal]
            if not here:
                continue
            by_line: dict[int, list[Node]] = {}
            for (line, _), node in here.items():
                by_line.setdefault(line, []).append(node)
            for line, group in by_line.items():
                self._extend(ordinal, line, group, nodes)
            nodes[ordinal] = {}
        best = min(nodes[final].values(), key=lambda node: node[0])
        return self._unwind(best)

    def _extend(
        self, ordinal: int, line: int, group: list[Node], nodes: list[dict[tuple[int, int], Node]]
    ) -> None:
        following = min(line + 1, self._alike)
        first = ordinal == 0
        for to, cost, stretch in self._candidates(ordinal, self._room(line, first)):
            last = to == len(self._cuts) - 1
            best_cost, best_node = float("inf"), group[0]
            for node in group:
                total = node[0] + cost
                if not first and not last:
                    total += ((stretch - node[1]) / CHANGE) ** 2
                if total < best_cost:
                    best_cost, best_node = total, node
            key = (following, round(stretch / CLASS))
            rival = nodes[to].get(key)
            if rival is None or best_cost < rival[0]:
                nodes[to][key] = (best_cost, stretch, best_node[2] + 1, best_node, to)

    def _room(self, line: int, first: bool) -> float:
        return self._measures[min(line, self._alike)] - (self._indent if first else 0.0)

    def _candidates(self, ordinal: int, room: float) -> list[tuple[int, float, float]]:
        """The lines that may start here: the ordinal of their end, their cost, their stretch."""
        matter, cuts, ends = self._matter, self._cuts, self._ends
        start = cuts[ordinal]
        final = len(cuts) - 1
        indented = ordinal == 0 and self._indent > 0
        head = matter.head_trim(start, indented)
        base = matter.widths[start] + head
        after_hyphen = ordinal > 0 and matter.joints[start - 1].hyphen > 0
        found: list[tuple[int, float, float]] = []
        look_back = LOOK_BACK if self._justify else 0.5
        low = bisect_left(self._places, base + room * look_back, ordinal + 1, final + 1)
        low = min(low, final)
        to = low
        while to <= final:
            end = ends[to]
            joint = matter.joints[end - 1]
            natural = matter.widths[end] - base - joint.room - matter.tail_trim(end) + joint.hyphen
            last = to == final
            cost, stretch = self._fit(start, end, room - natural, last)
            if cost < 0:
                break
            cost += 0.0 if last else matter.joints[cuts[to] - 1].cut
            if joint.hyphen and after_hyphen:
                cost += SECOND_HYPHEN_COST
            if last:
                cost += self._ending(start, end, natural, after_hyphen)
            found.append((to, cost, stretch))
            to += 1
        if not found:
            to = low
            while to > ordinal + 1 and self._natural(ordinal, to, indented) > room + 1e-6:
                to -= 1
            short = (room - self._natural(ordinal, to, indented)) / matter.size
            cost = OVERFULL_COST if short < -1e-6 else RAGGED_COST + 20 * short
            if to < final:
                cost += matter.joints[cuts[to] - 1].cut
            found.append((to, cost, 0.0))
        return found

    def _natural(self, ordinal: int, to: int, indented: bool) -> float:
        end = self._ends[to]
        return (
            self._matter.width(self._cuts[ordinal], end, indented)
            + self._matter.joints[end - 1].hyphen
        )

    def _fit(self, start: int, end: int, slack: float, last: bool) -> tuple[float, float]:
        """The cost of setting a line with ``slack`` left, and its stretch in em."""
        matter = self._matter
        size = matter.size
        if slack > -1e-6 and (last or not self._justify):
            return (0.0 if last else (slack / size) ** 2 / 4), 0.0
        stretches = matter.stretches[end - 1] - matter.stretches[start]
        if not self._justify:
            return IMPOSSIBLE
        if slack >= 0:
            spaces = matter.open_spaces[end] - matter.open_spaces[start]
            if slack <= spaces:
                return SPACE_COST * slack / spaces if spaces else 0.0, 0.0
            rest = slack - spaces
            most = matter.house.stretch
            if rest <= stretches * most:
                stretch = rest / stretches
                return SPACE_COST * (spaces > 0) + (stretch / EVEN_STRETCH) ** 2, stretch
            short = (rest - stretches * most) / size
            return RAGGED_COST * (0.5 if spaces else 1.0) + 20 * short, most
        need = -slack - (matter.close_spaces[end] - matter.close_spaces[start])
        if need <= 0:
            return SPACE_COST, 0.0
        shrink = need / stretches if stretches else float("inf")
        if shrink <= SHRINK:
            return SPACE_COST + (shrink / EVEN_SHRINK) ** 2, -shrink
        return self._squeeze(start, end, need, stretches)

    def _squeeze(self, start: int, end: int, need: float, stretches: float) -> tuple[float, float]:
        """Halve marks inside the line: commas and brackets before the ends of sentences.

        Where all of them are not enough, the gaps close a hair's breadth more.
        """
        light, heavy = self._halvable(start, end)
        half = self._matter.size / 2
        must = need - stretches * SHRINK
        cost = 0.0
        if must > light + heavy + 1e-9:
            if need - stretches * TIGHT > light + heavy + 1e-9:
                return IMPOSSIBLE
            cost = TIGHT_COST
            must = light + heavy
        marks = -int(-(must - 1e-9) // half)
        stops = max(0, marks - round(light / half))
        cost += marks * HALVED_COST + stops * (HALVED_STOP_COST - HALVED_COST)
        rest = marks * half - need
        if not stretches:
            return cost + rest / half, 0.0
        stretch = rest / stretches
        unit = EVEN_STRETCH if stretch > 0 else EVEN_SHRINK
        return cost + (stretch / unit) ** 2, stretch

    def _halvable(self, start: int, end: int) -> tuple[float, float]:
        """What halving all of a line's light marks would save, and what its 。？！ would."""
        matter = self._matter
        light = matter.light[end] - matter.light[start]
        heavy = matter.heavy[end] - matter.heavy[start]
        light -= matter.head_trim(start)
        trim = matter.tail_trim(end)
        if matter.pieces[end - 1].kind in {Kind.STOP, Kind.ASK}:
            return light, heavy - trim
        return light - trim, heavy

    def _ending(self, start: int, end: int, natural: float, after_hyphen: bool) -> float:
        """What is unseemly about a paragraph's last line (T6)."""
        matter = self._matter
        if start == 0:
            return 0.0
        cost = LAST_HYPHEN_COST if after_hyphen and end - start <= 2 else 0.0
        if not matter.house.orphan or end - start > 4:
            return cost
        bodies = [p for p in matter.pieces[start:end] if p.kind in _BODIES]
        letters = sum(len(p.text) if p.kind is Kind.LATIN else 1 for p in bodies)
        if letters <= 1:
            return cost + ORPHAN_COST
        if natural < SHORT * matter.size:
            cost += SHORT_COST
        return cost

    def _unwind(self, node: Node) -> list[Break]:
        lines: list[Break] = []
        final = len(self._cuts) - 1
        while node[3] is not None:
            before = node[3]
            end = self._ends[node[4]]
            lines.append(
                Break(
                    start=self._cuts[before[4]],
                    end=end,
                    measure=self._room(before[2], before[4] == 0),
                    cost=node[0] - before[0],
                    indented=before[4] == 0 and self._indent > 0,
                    hyphen=self._matter.joints[end - 1].hyphen > 0 and node[4] < final,
                    last=node[4] == final,
                )
            )
            node = before
        return lines[::-1]


_BODIES = frozenset({Kind.HAN, Kind.SYMBOL, Kind.LATIN, Kind.OBJECT, Kind.DASH})
