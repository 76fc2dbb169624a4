"""Setting headings: broken between words and balanced, never stretched (T9, T20)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import Literal

from .breaking import Break
from .characters import ASKS, PAUSES, STOPS, Kind
from .hyphens import FORBIDDEN
from .items import House, Item, Line
from .lexicon import Lexicon
from .matter import Matter, shatter
from .pieces import Cutter, Piece
from .setting import set_line

Shape = Literal["balance", "trapezium", "lozenge", "none"]

EVENNESS = 0.4  # the cost of a line one ic off its due width; it grows with the square
WIDE = 21.0  # ic: in a wider measure, as of a contents list, sense counts for more than evenness
WIDE_EVENNESS = 0.12
WORD_CUT = 60.0  # inside a word that no line could hold
SHORT_LAST_COST = 40.0  # a last line of one or two characters, but for one in brackets: （m）
SHORT_COST = 12.0  # another line of one or two
WEAK_COST = 4.0  # a line that ends on 和, or starts with 等
DE_LAST_COST = 1.5
DE_COST = 12.0  # a line that starts with 的: official titles never do (GB/T 9704's practice)
SINGLE_COST = 1.5  # a break beside a word of one character
TITLE_COST = 14.0  # a break inside 《》 or “”
CONNECTED_COST = 8.0  # a break after a connecting hyphen
PAUSE_GAIN = 18.0  # a line that ends on ， ： or ——
LIST_GAIN = 4.0  # a line that ends on 、
BRACKET_GAIN = 1.0  # a break before 《 or after 》
LISTS = "、"
_PAUSING = frozenset(PAUSES + STOPS + ASKS + ":;,")

MOST_LINES = 12  # what is longer is no heading: its lines are filled, not balanced
EXTRA_LINE_COST = 12.0  # a line more than the fewest, where these break sense, if not WIDE
STEP = 0.14  # of the mean width: how much longer each line of a trapezium is than the one before

WEAK_LAST = frozenset(
    "和与及或并而且地得之后前在于对为以将把被从向由到按就使让给因但又也都不很最更各该此其每第"
)
WEAK_FIRST = frozenset("地得了着过等之所者们中上下里内外间性化型式类级和与及或")


def set_heading(
    items: Sequence[Item],
    measure: Callable[[int], float],
    *,
    indent: float = 0.0,
    house: House = House(),  # noqa: B008 -- frozen
    shape: Shape = "balance",
    words: Lexicon | None = None,
) -> list[Line]:
    """The best lines for a heading: the fewest that hold it, broken between words.

    ``shape``: ``balance``, lines as even as sense allows; ``trapezium`` (梯形) and ``lozenge``
    (菱形), the forms of GB/T 9704 for centred titles; ``none``, each line as full as may be.
    ``words``: :meth:`Lexicon.common` where it is left out; asked only if one line is not enough.
    """
    lines: list[Line] = []
    for number, pieces in enumerate(Cutter(items, house, False).segments()):
        if not pieces:
            lines.append(Line((), 0.0, last=True))
            continue
        first = indent if number == 0 else 0.0
        matter = Matter(pieces, items, house)
        size = len(pieces)
        if matter.width(0, size, first > 0) <= measure(len(lines)) - first + 1e-6:
            breaks = [Break(0, size, measure(len(lines)) - first, 0.0, first > 0, False, True)]
        else:
            heading = _Heading(matter, measure, len(lines), first, words or Lexicon.common())
            matter, breaks = heading.matter, heading.breaks(shape)
        lines += [set_line(matter, line, justify=False) for line in breaks]
    return lines if any(line.spans for line in lines) else []


class _Heading:
    """One heading that needs several lines."""

    def __init__(
        self,
        matter: Matter,
        measure: Callable[[int], float],
        done: int,
        indent: float,
        words: Lexicon,
    ) -> None:
        self._measure = measure
        self._done = done
        self._indent = indent
        self.matter = shatter(matter, min(self._room(0), self._room(1)))
        self._wide = self._room(0) > WIDE * matter.size
        self._costs = self._cut_costs(words)
        self._cuts = sorted(self._costs)

    def _room(self, line: int) -> float:
        return self._measure(self._done + line) - (self._indent if line == 0 else 0.0)

    def _cut_costs(self, words: Lexicon) -> dict[int, float]:
        """The cost of starting a line with each piece that may start one."""
        pieces, joints = self.matter.pieces, self.matter.joints
        texts = [piece.text or "\ufffc" for piece in pieces]
        starts = list(accumulate(map(len, texts), initial=0))
        narrowest = min(self._room(0), self._room(1))
        longest = max(1, int(narrowest / self.matter.size))
        segmented = words.segment("".join(texts), longest)
        bounds = list(accumulate(map(len, segmented), initial=0))
        before = dict(zip(bounds[1:], segmented, strict=True))
        after = dict(zip(bounds, segmented, strict=False))
        costs = {0: 0.0, len(pieces): 0.0}
        depth = 0
        for at in range(1, len(pieces)):
            depth += _depth(pieces[at - 1])
            if joints[at - 1].cut == FORBIDDEN:
                continue
            place = starts[at]
            cost = joints[at - 1].cut + TITLE_COST * max(0, depth)
            if place in before:
                cost += _sense(before[place], after[place], pieces[at - 1], pieces[at])
            elif pieces[at - 1].kind is Kind.LATIN and pieces[at - 1].cut is None:
                continue
            else:
                cost += WORD_CUT
            costs[at] = cost
        return costs

    def breaks(self, shape: Shape) -> list[Break]:
        """The lines of the best arrangement."""
        cuts = self._filled()
        cost = 0.0
        count = len(cuts) - 1
        if count <= MOST_LINES:
            rivals = [self._arranged(targets) for targets in self._targets(shape, count)]
            if shape != "none" and not self._wide and count < len(self._cuts) - 1:
                longer = [self._arranged(targets) for targets in self._targets(shape, count + 1)]
                rivals += [(cost + EXTRA_LINE_COST, cuts) for cost, cuts in longer]
            cost, cuts = min(rivals, key=lambda rival: rival[0])
        return [
            Break(
                start=start,
                end=self.matter.end_of(stop),
                measure=self._room(line),
                cost=cost,
                indented=line == 0 and self._indent > 0,
                hyphen=self.matter.joints[stop - 1].hyphen > 0,
                last=stop == len(self.matter.pieces),
            )
            for line, (start, stop) in enumerate(pairwise(cuts))
        ]

    def _width(self, start: int, stop: int, line: int) -> float:
        end = self.matter.end_of(stop)
        hyphen = self.matter.joints[end - 1].hyphen if stop < len(self.matter.pieces) else 0.0
        return self.matter.width(start, end, line == 0 and self._indent > 0) + hyphen

    def _fits(self, start: int, stop: int, line: int) -> bool:
        return self._width(start, stop, line) <= self._room(line) + 1e-6

    def _filled(self) -> list[int]:
        """Where the lines start, and the end, when each takes all words that it holds.

        Places inside a word count only where the word would not fit a line.
        """
        cuts = [0]
        at = 0
        while cuts[-1] < len(self.matter.pieces):
            held: list[int] = []
            for ahead in range(at + 1, len(self._cuts)):
                if held and not self._fits(cuts[-1], self._cuts[ahead], len(cuts) - 1):
                    break
                held.append(ahead)
            whole = [ahead for ahead in held if self._costs[self._cuts[ahead]] < WORD_CUT]
            at = (whole or held)[-1]
            cuts.append(self._cuts[at])
        return cuts

    def _targets(self, shape: Shape, count: int) -> list[list[float | None]]:
        """The widths that the lines ought to have; several, if several are right."""
        if shape == "none":
            return [[*(self._room(line) for line in range(count - 1)), None]]
        mean = self._width(0, len(self.matter.pieces), 0) / count
        middle = (count - 1) / 2
        steps = [line - middle for line in range(count)]
        if shape == "lozenge" and count > 2:
            heights = [middle - abs(step) for step in steps]
            level = sum(heights) / count
            return [[mean * (1 + 2 * STEP * (height - level)) for height in heights]]
        if shape in {"trapezium", "lozenge"}:
            return [[mean * (1 + sign * STEP * step) for step in steps] for sign in (1, -1)]
        return [[mean] * count]

    def _arranged(self, targets: list[float | None]) -> tuple[float, list[int]]:
        """The cheapest cuts into lines near ``targets``: cost, and where each line starts."""
        size = self.matter.size
        evenness = WIDE_EVENNESS if self._wide else EVENNESS
        final = len(self.matter.pieces)
        paths: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
        for line, target in enumerate(targets):
            longer: dict[int, tuple[float, list[int]]] = {}
            last = line == len(targets) - 1
            for start, (cost, cuts) in paths.items():
                for stop in self._cuts[bisect_right(self._cuts, start) :]:
                    if (stop == final) != last:
                        continue
                    width = self._width(start, stop, line)
                    over = max(0.0, width - self._room(line) - 1e-6) / size
                    total = cost + self._costs[stop] + 1000 * over
                    if target is not None:
                        total += evenness * ((width - target) / size) ** 2
                    if width < 2.6 * size and self.matter.pieces[start].kind is not Kind.OPEN:
                        total += SHORT_LAST_COST if last else SHORT_COST
                    if stop not in longer or total < longer[stop][0]:
                        longer[stop] = (total, [*cuts, stop])
                    if over:
                        break
            paths = longer
        return paths[final]


def _depth(piece: Piece) -> int:
    return (piece.kind is Kind.OPEN) - (piece.kind is Kind.CLOSE)


def _sense(before: str, after: str, a: Piece, b: Piece) -> float:
    """The cost of a break between two words, by what they are."""
    cost = 0.0
    if a.last == LISTS:
        cost -= LIST_GAIN
    elif a.kind in {Kind.DASH, Kind.SPACE} or a.last in _PAUSING:
        cost -= PAUSE_GAIN
    elif a.kind is Kind.CONNECT:
        cost += CONNECTED_COST
    elif a.kind is Kind.CLOSE or b.kind is Kind.OPEN:
        cost -= BRACKET_GAIN
    elif len(before) == 1 or len(after) == 1:
        cost += SINGLE_COST
    if before in WEAK_LAST:
        cost += WEAK_COST
    elif before == "的":
        cost += DE_LAST_COST
    if after in WEAK_FIRST:
        cost += WEAK_COST
    if after == "的":
        cost += DE_COST
    return cost
