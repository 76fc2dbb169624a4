"""A paragraph ready to be broken: pieces, joints, and the widths of any line in constant time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .characters import TRAILING, Kind
from .hyphens import FORBIDDEN
from .items import House, Item, Text
from .joints import SPACE_LEAST, SPACE_MOST, Look, joints
from .pieces import SHATTER_CUT, Piece, shattered

LAWLESS_CUT = 1000.0  # a prohibited break, where a line could not be set at all without it
_WIDE = frozenset(
    {Kind.HAN, Kind.SYMBOL, Kind.OPEN, Kind.CLOSE, Kind.PAUSE, Kind.STOP, Kind.ASK, Kind.DASH}
)
_FULL_IN_KAIMING = frozenset({Kind.STOP, Kind.ASK})


class Matter:
    """The pieces of one stretch of text, with running sums for every line that they could make.

    A line runs from piece ``start`` to piece ``end``, exclusive. ``size`` is the paragraph's ic.
    ``halved[i]``: piece ``i`` takes its half-width twin wherever it stands in a line.
    """

    def __init__(self, pieces: list[Piece], items: Sequence[Item], house: House) -> None:
        self.house = house
        self.items = list(items)
        self.pieces = pieces
        self.size = next((p.size for p in pieces if p.size), 1.0)
        self.joints = joints(pieces, Look(self.items, house))
        self._measure_hyphens()
        self._fit_typed_spaces()
        self.halved = halved_marks(pieces, house)
        self._sum()

    def _measure_hyphens(self) -> None:
        for piece, joint in zip(self.pieces, self.joints, strict=True):
            if piece.cut is not None and piece.cut.hyphen and joint.cut != FORBIDDEN:
                item = self.items[piece.item]
                if isinstance(item, Text):
                    joint.hyphen = item.metrics.advance("-") * piece.size

    def _fit_typed_spaces(self) -> None:
        """A space typed between Han and Latin stays in the text and is set as the gap (T4)."""
        pieces = self.pieces
        for at in range(1, len(pieces) - 1):
            space = pieces[at]
            if space.kind is not Kind.SPACE or space.text != " ":
                continue
            kinds = {pieces[at - 1].kind, pieces[at + 1].kind}
            if kinds & _WIDE:
                # No word space, which would open before all else: one gap with the joint before it.
                self.joints[at - 1].stretch = 0.0
                self.joints[at].stretch = space.size
            if kinds == {Kind.HAN, Kind.LATIN}:
                latin = pieces[at - 1] if pieces[at - 1].kind is Kind.LATIN else pieces[at + 1]
                char = latin.last if latin is pieces[at - 1] else latin.first
                if not char.isalnum():
                    continue
                gap = self.house.digit_gap if char.isdigit() else self.house.latin_gap
                joint = self.joints[at]
                excess = gap - space.width / space.size
                joint.tracking = joint.room = round(excess * 1000) * space.size / 1000

    def _sum(self) -> None:
        """Running sums over pieces and the joints after them."""
        n = len(self.pieces)
        self.widths = widths = [0.0] * (n + 1)
        self.stretches = stretches = [0.0] * (n + 1)
        self.open_spaces = open_spaces = [0.0] * (n + 1)
        self.close_spaces = close_spaces = [0.0] * (n + 1)
        self.light = light = [0.0] * (n + 1)
        self.heavy = heavy = [0.0] * (n + 1)
        width = stretch = more = less = soft = hard = 0.0
        for at, (piece, joint) in enumerate(zip(self.pieces, self.joints, strict=True)):
            width += piece.width + joint.room
            stretch += joint.stretch
            if piece.saving:
                if self.halved[at]:
                    width -= piece.saving
                elif piece.kind in _FULL_IN_KAIMING:
                    hard += piece.saving
                elif piece.kind is not Kind.DOT:
                    soft += piece.saving
            elif piece.kind is Kind.SPACE and not joint.stretch:
                more += max(0.0, SPACE_MOST * piece.size - piece.width)
                less += max(0.0, piece.width - SPACE_LEAST * piece.size)
            widths[at + 1] = width
            stretches[at + 1] = stretch
            open_spaces[at + 1] = more
            close_spaces[at + 1] = less
            light[at + 1] = soft
            heavy[at + 1] = hard

    def head_trim(self, start: int, indented: bool = False) -> float:
        """How much an opening mark gives up at a line's start, where it sets flush (T2)."""
        piece = self.pieces[start]
        if piece.kind is not Kind.OPEN or self.halved[start]:
            return 0.0
        if indented and self.house.indent_opener == "full":
            return 0.0
        return piece.saving

    def tail_trim(self, end: int) -> float:
        """How much the mark before ``end`` gives up at a line's end (GB/T 15834 5.1.10; T2)."""
        piece = self.pieces[end - 1]
        if piece.kind not in TRAILING or self.halved[end - 1]:
            return 0.0
        return piece.saving

    def end_of(self, cut: int) -> int:
        """Where the line that breaks before piece ``cut`` ends: a space at its end is dropped."""
        while cut > 0 and self.pieces[cut - 1].kind in {Kind.SPACE, Kind.WIDE_SPACE}:
            if self.pieces[cut - 1].lead or self.pieces[cut - 1].trail:
                break  # it carries the ends of boxes
            cut -= 1
        return cut

    def width(self, start: int, end: int, indented: bool = False) -> float:
        """The natural width of a line, its edges trimmed."""
        if end <= start:
            return 0.0
        return (
            self.widths[end] - self.widths[start] - self.joints[end - 1].room
            - self.head_trim(start, indented) - self.tail_trim(end)
        )  # fmt: skip

    def cuts(self) -> list[int]:
        """The pieces that a line may start with, and the end."""
        inner = [at for at, joint in enumerate(self.joints, 1) if joint.cut != FORBIDDEN]
        return [0, *(at for at in inner if at < len(self.pieces)), len(self.pieces)]


def halved_marks(pieces: list[Piece], house: House) -> list[bool]:
    """Which marks are half wide whatever line they come to stand in.

    Adjacent marks take one and a half ic: the blank between them shrinks to half (clreq,
    punctuation width adjustment; T3). Paired ？！ take one ic, three take two (GB/T 15834 5.1.2).
    · takes half (5.1.6). Under 开明 only marks that end a sentence are full, under 半角 none.
    """
    halved = [False] * len(pieces)
    run = 0  # how many ？！ stand together
    for at, piece in enumerate(pieces):
        if not piece.saving:
            run = 0
            continue
        kind = piece.kind
        following = pieces[at + 1] if at + 1 < len(pieces) and pieces[at + 1].saving else None
        if kind is Kind.DOT:
            halved[at] = True
            continue
        if house.marks == "half" or (house.marks == "kaiming" and kind not in _FULL_IN_KAIMING):
            halved[at] = True
        elif following is not None and kind in TRAILING:
            halved[at] = following.kind in TRAILING or following.kind is Kind.OPEN
        elif kind is Kind.OPEN and at and pieces[at - 1].kind is Kind.OPEN:
            halved[at] = pieces[at - 1].saving > 0
        run = run + 1 if kind is Kind.ASK else 0
        if run and run % 2 == 0:
            halved[at] = True
    return halved


def shatter(matter: Matter, limit: float) -> Matter:
    """``matter`` with places to break in whatever is wider than ``limit``, the shortest measure."""
    cuts = matter.cuts()
    wide: list[tuple[int, int, int]] = []
    for start, cut in pairwise(cuts):
        end = matter.end_of(cut)
        if (
            matter.width(start, end, indented=start == 0) + matter.joints[end - 1].hyphen
            > limit + 1e-6
        ):
            wide.append((start, end, cut))
    if not wide:
        return matter
    pieces: list[Piece] = []
    lawless: list[int] = []
    around: dict[int, float] = {}  # what the cuts before and after were
    done = 0
    for start, end, cut in wide:
        pieces += matter.pieces[done:start]
        first = len(pieces)
        for piece in matter.pieces[start:end]:
            item = matter.items[piece.item]
            if piece.kind is Kind.LATIN and len(piece.text) > 1 and isinstance(item, Text):
                pieces += shattered(piece, item)
            else:
                pieces.append(piece)
        lawless += range(first, len(pieces) - 1)
        if start:
            around[first - 1] = matter.joints[start - 1].cut
        if cut < len(matter.pieces):
            around[cut - 1 + len(pieces) - end] = matter.joints[cut - 1].cut
        done = end
    pieces += matter.pieces[done:]
    broken = Matter(pieces, matter.items, matter.house)
    for at, before in around.items():  # s of “0 s00” is no unit because it stands alone now
        broken.joints[at].cut = min(broken.joints[at].cut, before)
    for at in lawless:
        joint = broken.joints[at]
        if joint.cut == FORBIDDEN and pieces[at + 1].kind is not Kind.SPACE:
            joint.cut = LAWLESS_CUT if pieces[at].cut is None else SHATTER_CUT
    return broken
