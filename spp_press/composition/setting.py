"""A chosen line becomes spans: marks halved, twins named, the line's slack in whole thousandths.

Order of squeezing (clreq, line adjustment): the mark at the line's end, word spaces, every gap by a
hair, brackets, ，、；：, 。？！. Order of opening: word spaces to half an em, then every gap alike.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from .breaking import Break
from .characters import Kind
from .fitting import SHRINK, TIGHT
from .items import Line, Span
from .joints import SPACE_LEAST, SPACE_MOST
from .matter import Matter

_RANK = {Kind.OPEN: 0, Kind.CLOSE: 0, Kind.PAUSE: 1, Kind.STOP: 2, Kind.ASK: 2}
_LETTERSPACING = 50  # thousandths of em
_WIDEST_SPACE = 0.9  # em; beyond it extractors see columns: a line is rather left short


def set_line(matter: Matter, line: Break, justify: bool = True) -> Line:
    """``line`` drawn out to its measure, or at its natural width where it may end short."""
    setter = _Setter(matter, line)
    slack = line.measure - setter.width
    if slack < -1e-9 and justify:
        setter.squeeze(slack)
    elif slack > 0 and justify and not line.last:
        setter.open(slack)
    return setter.line()


class _Setter:
    """One line being set; ``tracking[i]``: thousandths of em after its piece ``i``."""

    def __init__(self, matter: Matter, line: Break) -> None:
        self._matter = matter
        self._break = line
        start, end = line.start, line.end
        self._pieces = matter.pieces[start:end]
        self._joints = matter.joints[start : max(start, end - 1)]
        self._halved = matter.halved[start:end]
        if end > start:
            if matter.head_trim(start, line.indented):
                self._halved[0] = True
            if matter.tail_trim(end):
                self._halved[-1] = True
        hyphen = matter.joints[end - 1].hyphen if line.hyphen else 0.0
        self.width = matter.width(start, end, line.indented) + hyphen
        self._tracking = [
            round(joint.tracking / piece.size * 1000) if joint.tracking else 0
            for piece, joint in zip(self._pieces, self._joints, strict=False)
        ]

        self._inner: dict[int, int] = {}  # the same inside a Latin word

    def squeeze(self, slack: float) -> None:
        """Take ``-slack`` out of the line: spaces, then marks as far as must be, then all gaps."""
        slack = self._spread(slack, self._spaces(), self._to_least)
        if slack > -1e-9:
            return
        gaps = self._gaps()
        size = sum(self._pieces[at].size for at in gaps)
        while slack < -SHRINK * size - 1e-9:
            at = self._next_mark()
            if at is None:
                break
            self._halved[at] = True
            slack += self._pieces[at].saving
            self.width -= self._pieces[at].saving
        most = round((self._matter.house.stretch if slack > 0 else -TIGHT) * 1000)
        self._spread(slack, gaps, lambda _: most)

    def open(self, slack: float) -> None:
        """Fill ``slack``: word spaces to half an em, all gaps alike to the house's most."""
        spaces = self._spaces()
        slack = self._spread(slack, spaces, self._to_most)
        most = round(self._matter.house.stretch * 1000)
        slack = self._spread(slack, self._gaps(), lambda _: most)
        slack = self._spread(slack, spaces, self._to_widest)
        if slack > 0:
            self._letterspace(slack)

    def _letterspace(self, slack: float) -> None:
        """Where nothing else is left to open, open the line's Latin words a little."""
        words = [
            (at, (len(piece.text) - 1) * piece.size / 1000)
            for at, piece in enumerate(self._pieces)
            if piece.kind is Kind.LATIN and len(piece.text) > 1
        ]
        total = sum(unit for _, unit in words)
        if not total:
            return
        each = min(_LETTERSPACING, int(slack / total))
        left = slack - each * total
        for at, unit in words:
            more = each < _LETTERSPACING and unit <= left
            left -= unit * more
            self._inner[at] = each + more
            self.width += unit * (each + more)

    def _spaces(self) -> list[int]:
        """The word spaces; one that is set as a Han-Latin gap is none."""
        return [
            at
            for at, joint in enumerate(self._joints)
            if self._pieces[at].kind is Kind.SPACE and not joint.stretch
        ]

    def _gaps(self) -> list[int]:
        return [at for at, joint in enumerate(self._joints) if joint.stretch]

    def _next_mark(self) -> int | None:
        """The mark to halve next: by clreq's order, then the one farthest from those halved."""
        marks = [
            at
            for at, piece in enumerate(self._pieces)
            if piece.saving and not self._halved[at] and piece.kind in _RANK
        ]
        if not marks:
            return None
        rank = min(_RANK[self._pieces[at].kind] for at in marks)
        done = [at for at, halved in enumerate(self._halved) if halved]
        rivals = [at for at in marks if _RANK[self._pieces[at].kind] == rank]
        return max(rivals, key=lambda at: (min((abs(at - d) for d in done), default=0), -at))

    def _to_least(self, at: int) -> int:
        piece = self._pieces[at]
        return -max(0, ceil((piece.width / piece.size - SPACE_LEAST) * 1000))

    def _to_most(self, at: int) -> int:
        piece = self._pieces[at]
        return max(0, int((SPACE_MOST - piece.width / piece.size) * 1000))

    def _to_widest(self, at: int) -> int:
        piece = self._pieces[at]
        room = _WIDEST_SPACE - piece.width / piece.size
        return max(0, int(room * 1000) - self._tracking[at])

    def _spread(self, slack: float, at_joints: list[int], limit: Callable[[int], int]) -> float:
        """Share ``slack`` alike among joints, in whole thousandths; give back what is left."""
        joints = [at for at in at_joints if limit(at)]
        size = sum(self._pieces[at].size for at in joints)
        if not joints or abs(slack) < 1e-9:
            return slack
        each = int(slack * 1000 // size)
        left = slack
        shares: list[int] = []
        for at in joints:
            most = limit(at)
            share = min(each, most) if slack > 0 else max(each, most)
            shares.append(share)
            left -= share * self._pieces[at].size / 1000
        for number, at in enumerate(joints):  # the remainder: one thousandth more for the first
            unit = self._pieces[at].size / 1000
            most = limit(at)
            if left < unit - 1e-9:
                break
            if slack < 0 or shares[number] < most:
                extra = 1 if slack < 0 or shares[number] == each else 0
                extra = min(extra, most - shares[number]) if slack > 0 else extra
                shares[number] += extra
                left -= extra * unit
        for at, share in zip(joints, shares, strict=True):
            self._tracking[at] += share
            self.width += share * self._pieces[at].size / 1000
        return left

    def line(self) -> Line:
        """The spans, those drawn alike joined."""
        spans: list[Span] = []
        pieces, joints = self._pieces, self._joints
        for at, piece in enumerate(pieces):
            spans.extend(Span(number, 0, 0) for number in piece.lead)
            tracking = self._tracking[at] * piece.size / 1000 if at < len(joints) else 0.0
            if piece.start == piece.end:
                spans.append(Span(piece.item, 0, 0))
            elif piece.kind is Kind.LATIN:
                self._word(spans, at, tracking)
            else:
                feature = "hwid" if self._halved[at] and piece.saving else piece.feature
                last = piece.end - 1 if tracking else piece.end
                self._add(spans, Span(piece.item, piece.start, last, feature))
                self._add(spans, Span(piece.item, last, piece.end, feature, tracking))
            spans.extend(Span(number, 0, 0) for number in piece.trail)
        return Line(tuple(spans), self.width, self._break.hyphen, self._break.last)

    def _word(self, spans: list[Span], at: int, tracking: float) -> None:
        """Latin: padded twins at its edges, tracking after its last character, seldom inside."""
        piece, joints = self._pieces[at], self._joints
        start, end = piece.start, piece.end
        left = at > 0 and joints[at - 1].twins
        right = at < len(joints) and joints[at].twins
        if end - start == 1:
            twin = "ss16" if left and right else "ss18" if left else "ss17" if right else ""
            self._add(spans, Span(piece.item, start, end, twin or piece.feature, tracking))
            return
        inner = self._inner.get(at, 0) * piece.size / 1000
        if left:
            self._add(spans, Span(piece.item, start, start + 1, "ss18", inner))
            start += 1
        stop = end - 1 if right or tracking != inner else end
        self._add(spans, Span(piece.item, start, stop, piece.feature, inner))
        self._add(spans, Span(piece.item, stop, end, "ss17" if right else piece.feature, tracking))

    @staticmethod
    def _add(spans: list[Span], span: Span) -> None:
        if span.start == span.end:
            return
        if spans:
            last = spans[-1]
            if (last.item, last.end, last.features, last.tracking) == (
                span.item, span.start, span.features, span.tracking
            ) and last.start < last.end:  # fmt: skip
                spans[-1] = Span(last.item, last.start, span.end, last.features, last.tracking)
                return
        spans.append(span)
