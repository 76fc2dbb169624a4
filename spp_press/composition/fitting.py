"""How well text fits a line: what it costs to squeeze or stretch it to the measure."""

from __future__ import annotations

from .characters import Kind
from .matter import Matter

SHRINK = 0.03  # em, the most that every gap of a line closes
TIGHT = 0.06  # em, the most where the line would else fall far short of its measure
TIGHT_COST = 25.0
EVEN_STRETCH = 0.03  # em of stretch that cost 1
EVEN_SHRINK = 0.02
HALVED_COST = 3.0  # one mark halved inside a line: a bracket, a comma
HALVED_STOP_COST = 6.0  # a 。？！
SPACE_COST = 0.5  # word spaces opened to their most
RAGGED_COST = 40.0  # a line that falls short of the measure
RAGGED_COST_PER_IC = 25.0
IMPOSSIBLE = (-1.0, 0.0)


class Fitter:
    """The places where lines may start and end, by number, and the cost of any line between two.

    Place 0 is the start of the text and the last one its end. At place ``i``, a line starts with
    piece ``starts[i]`` or ends before piece ``ends[i]``; the break costs ``costs[i]``. A line from
    place ``i`` to ``j`` is ``reaches[j] - flush[i]`` wide, its edges trimmed, its hyphen drawn.
    """

    def __init__(self, matter: Matter, justify: bool) -> None:
        self._size = matter.size
        self._most = matter.house.stretch
        self._justify = justify
        joints = matter.joints
        self.starts = starts = matter.cuts()
        self.ends = ends = [matter.end_of(cut) for cut in starts]
        last = [joints[end - 1] for end in ends]
        heads = [matter.head_trim(cut) for cut in starts[:-1]] + [0.0]
        tails = [matter.tail_trim(end) if end else 0.0 for end in ends]
        stops = [matter.pieces[end - 1].kind in {Kind.STOP, Kind.ASK} for end in ends]
        self.places = [matter.widths[cut] for cut in starts]
        self.flush = [place + head for place, head in zip(self.places, heads, strict=True)]
        self.reaches = [
            matter.widths[end] - joint.room - tail + joint.hyphen
            for end, joint, tail in zip(ends, last, tails, strict=True)
        ]
        self.costs = [0.0, *(joints[cut - 1].cut for cut in starts[1:-1]), 0.0]
        self.hyphens = [joint.hyphen > 0 for joint in last[:-1]] + [False]
        # For each place, what the sums come to where a line starts there and where one ends.
        self._gaps = [
            (matter.stretches[cut], matter.stretches[end] - joint.stretch)
            for cut, end, joint in zip(starts, ends, last, strict=True)
        ]
        self._open = [
            (matter.open_spaces[cut], matter.open_spaces[end])
            for cut, end in zip(starts, ends, strict=True)
        ]
        self._close = [
            (matter.close_spaces[cut], matter.close_spaces[end])
            for cut, end in zip(starts, ends, strict=True)
        ]
        self._light = [
            (matter.light[cut] + head, matter.light[end] - (0.0 if stop else tail))
            for cut, end, head, tail, stop in zip(starts, ends, heads, tails, stops, strict=True)
        ]
        self._heavy = [
            (matter.heavy[cut], matter.heavy[end] - (tail if stop else 0.0))
            for cut, end, tail, stop in zip(starts, ends, tails, stops, strict=True)
        ]

    def fit(self, start: int, end: int, slack: float) -> tuple[float, float]:
        """The cost of a full line with ``slack`` left, and by how many em each gap opens."""
        if not self._justify:
            return ((slack / self._size) ** 2 / 4, 0.0) if slack > -1e-6 else IMPOSSIBLE
        gaps = self._gaps[end][1] - self._gaps[start][0]
        if slack >= 0:
            spaces = self._open[end][1] - self._open[start][0]
            if slack <= spaces:
                return SPACE_COST * slack / spaces if spaces else 0.0, 0.0
            cost, stretch = self._stretch(slack - spaces, gaps)
            if spaces <= 0:
                return cost, stretch
            # Word spaces can open further, at the price of a hole.
            return SPACE_COST + (cost / 2 if cost > RAGGED_COST else cost), stretch
        return self._squeeze(start, end, slack, gaps)

    def fit_last(self, start: int, end: int, slack: float) -> tuple[float, float]:
        """The same for a paragraph's last line, which may end short."""
        if slack > -1e-6:
            return 0.0, 0.0
        return self.fit(start, end, slack)

    def ragged(self, slack: float) -> float:
        """The cost of a line that stays short by ``slack``."""
        return RAGGED_COST + RAGGED_COST_PER_IC * slack / self._size

    def _stretch(self, slack: float, gaps: float) -> tuple[float, float]:
        """The cost of opening every gap alike, and of what the house's most leaves unfilled."""
        room = gaps * self._most
        if slack <= room:
            stretch = slack / gaps if gaps else 0.0
            return (stretch / EVEN_STRETCH) ** 2, stretch
        return self.ragged(slack - room), self._most

    def _squeeze(self, start: int, end: int, slack: float, gaps: float) -> tuple[float, float]:
        """Close word spaces, then every gap by a hair; where that is too little, halve marks too.

        Commas and brackets are halved before the ends of sentences. Where all marks are not enough,
        the gaps close a hair more.
        """
        need = -slack - (self._close[end][1] - self._close[start][0])
        if need <= gaps * SHRINK:
            shrink = need / gaps if need > 0 else 0.0
            return SPACE_COST + (shrink / EVEN_SHRINK) ** 2, -shrink
        light = self._light[end][1] - self._light[start][0]
        marks_room = light + self._heavy[end][1] - self._heavy[start][0]
        must = need - gaps * SHRINK
        cost = 0.0
        if must > marks_room + 1e-9:
            if need - gaps * TIGHT > marks_room + 1e-9:
                return IMPOSSIBLE
            cost = TIGHT_COST
            must = marks_room
        half = self._size / 2
        marks = -int(-(must - 1e-9) // half)
        stops = max(0, marks - round(light / half))
        cost += marks * HALVED_COST + stops * (HALVED_STOP_COST - HALVED_COST)
        rest = marks * half - need
        if rest >= 0 or gaps <= 0:
            stretch_cost, stretch = self._stretch(max(0.0, rest), gaps)
            return cost + stretch_cost, stretch
        stretch = rest / gaps
        return cost + (stretch / EVEN_SHRINK) ** 2, stretch
