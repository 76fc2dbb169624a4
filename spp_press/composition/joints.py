"""What happens between two pieces of a line: whether it may break there, and what room there is.

Each rule names its clause. A joint's room counts only inside a line: at an edge it is dropped, so
that a gap never shows there (T4).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .characters import HALVED, NEVER_FIRST, NEVER_LAST, TRAILING, Kind, takes_gap
from .hyphens import FORBIDDEN
from .items import House, Item, Text
from .pieces import Piece

PAD = 0.2  # em that the padded twins ss16, ss17, ss18 add
SPACE_MOST = 0.5  # em that a word space may open to before other gaps do
SPACE_LEAST = 0.25  # em that it may close to

COUNTED = frozenset(
    "年月日号时点分秒个期项页次人家国万亿千百元名位件种条章节款届岁米吨层类级倍度世周天篇"
    "余多卷册部辆台座所户例处成美克升"
)
COUNTED_CUT = 5.0  # a number parted from what it counts (T8)
LABELS = frozenset("第表图式卷册栏")
LABEL_CUT = 5.0  # 第, 表 or 图 parted from its number
NAME_CUT = 3.0  # a foreign name parted at its ·
INITIAL_CUT = 20.0  # J. | Smith
DASH_FIRST_CUT = 1.0  # a line that starts with ——
DASHES_CUT = 30.0  # a run of …… or —— parted between two of them
CONNECT_CUT = 1.5  # a break after a connecting mark
RANGE_CUT = 15.0  # 12—|15
OPERATOR_CUT = 8.0  # a | = b

OPERATORS = frozenset("=+−±×÷<>≤≥≠≈∈→∝")

_UNIT = re.compile(
    r"""(?:(?:[YZEPTGMkhdcmµμnpf]|da)?(?:m|g|s|A|K|W|V|J|N|Pa|Hz|L|l|t|B|b|bit|byte|eV|Wh|mol|Ω|bar|cal|Ah)
        [²³23]?(?:/\w+)?|°[CF]?|[℃℉%‰′″]|min|h|d|ha|dB|px|pt|in|ft|lb|oz|mph|rpm|ppm|pH)
        (?![\w'’-])""",
    re.VERBOSE,
)
_INITIAL = re.compile(r"(?:[A-Z]\.)+|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|St\.|No\.|Fig\.|p\.|pp\.|vol\.|cf\.")
_NO_STRETCH = frozenset({Kind.CONNECT, Kind.DOT, Kind.SOLIDUS, Kind.PREFIX})
_RIGID = frozenset({Kind.OBJECT, Kind.CALL, Kind.BOX_OPEN, Kind.BOX_CLOSE})


@dataclass(frozen=True, slots=True)
class Look:
    """What pieces refer to: the paragraph's items, and the house style."""

    items: Sequence[Item]
    house: House


@dataclass(slots=True)
class Joint:
    """The joint after a piece.

    ``cut``: the cost of a break here, :data:`FORBIDDEN` where there may be none. ``hyphen``: the
    width of the hyphen that a break draws. ``room``: what is added between the two glyphs inside a
    line, of which ``tracking`` is added after the first piece's last character and the rest is in
    the glyphs (padded twins, kerning). ``twins``: the Latin side takes its padded twin.
    ``stretch``: the size by which it shares in stretching a line, 0 if it does not.
    """

    cut: float = 0.0
    hyphen: float = 0.0
    room: float = 0.0
    tracking: float = 0.0
    twins: bool = False
    stretch: float = 0.0


def joints(pieces: list[Piece], look: Look) -> list[Joint]:
    """The joint after each of ``pieces``; the last one is the paragraph's end."""
    result: list[Joint] = []
    for at, (a, b) in enumerate(pairwise(pieces)):
        joint = Joint()
        if b.kind is Kind.SPACE or a.kind is Kind.BOX_OPEN or b.kind is Kind.BOX_CLOSE:
            joint.cut = FORBIDDEN
        elif a.kind is Kind.SPACE:
            joint.cut = _cut_at_space(_before(pieces, at - 1), a, _after(pieces, at + 1))
        elif a.kind in _RIGID or b.kind in _RIGID:
            joint.cut = _cut(_before(pieces, at), _after(pieces, at + 1))
        else:
            joint.cut = _cut(a, b)
        if a.kind is not Kind.SPACE and b.kind is not Kind.SPACE:
            _make_room(joint, a, b, look)
        if a.kind is not Kind.SPACE and a.kind not in _RIGID:
            joint.stretch = _stretch(joint, a, b)
        result.append(joint)
    result.append(Joint())
    return result


def _before(pieces: list[Piece], at: int) -> Piece:
    """The piece that a line would end with, as the rules see it: through the ends of boxes."""
    while at > 0 and pieces[at].kind in {Kind.BOX_CLOSE, Kind.CALL}:
        at -= 1
    return pieces[max(at, 0)]


def _after(pieces: list[Piece], at: int) -> Piece:
    """The piece that a line would start with, through the starts of boxes."""
    while at + 1 < len(pieces) and pieces[at].kind is Kind.BOX_OPEN:
        at += 1
    return pieces[at]


def _cut(a: Piece, b: Piece) -> float:
    """The cost of a line that ends with ``a`` before one that starts with ``b``."""
    if a.cut is not None and a.item == b.item and a.end == b.start:
        return FORBIDDEN if a.bound else a.cut.cost
    if a.bound and b.bound and a.item == b.item:
        return FORBIDDEN
    if _never_last(a) or _never_first(b):
        return FORBIDDEN
    if a.kind is Kind.LATIN and b.kind is Kind.LATIN:
        return FORBIDDEN
    if a.kind is b.kind is Kind.DASH and a.last == b.first:
        # A —— that two items share is one; of several …… a line may hold some (GB/T 15834 5.1.5).
        return FORBIDDEN if len(a.text) == len(b.text) == 1 else DASHES_CUT
    if a.kind is Kind.LATIN and a.last.isdigit() and b.first in COUNTED:
        return COUNTED_CUT
    if a.last in LABELS and b.first.isdigit():
        return LABEL_CUT
    if a.kind is Kind.DOT:
        return NAME_CUT
    if a.kind is Kind.CONNECT:
        return RANGE_CUT if b.first.isdigit() else CONNECT_CUT
    if b.kind is Kind.DASH:
        return DASH_FIRST_CUT
    return 0.0


def _never_last(a: Piece) -> bool:
    """Line-end prohibition (clreq, GB-style prohibition rules; GB/T 15834 5.1.3, 5.1.9)."""
    if a.kind in {Kind.OPEN, Kind.PREFIX, Kind.SOLIDUS, Kind.BOX_OPEN}:
        return True
    return a.kind is Kind.LATIN and a.last in NEVER_LAST and not a.address


def _never_first(b: Piece) -> bool:
    """Line-start prohibition (clreq, GB-style prohibition rules; GB/T 15834 5.1.1 to 5.1.9)."""
    if b.kind in TRAILING or b.kind in {
        Kind.DOT, Kind.CONNECT, Kind.POSTFIX, Kind.SOLIDUS, Kind.CALL, Kind.BOX_CLOSE,
        Kind.WIDE_SPACE,
    }:  # fmt: skip
        return True
    return b.kind is Kind.LATIN and b.first in NEVER_FIRST


def _cut_at_space(a: Piece, space: Piece, b: Piece) -> float:
    """The cost of a break at a space between ``a`` and ``b``."""
    if space.bound and a.item == b.item:
        return FORBIDDEN
    if a.kind is Kind.BOX_OPEN or b.kind is Kind.BOX_CLOSE:
        return FORBIDDEN
    if a.kind is not Kind.LATIN or b.kind is not Kind.LATIN:
        return _cut(a, b)
    if _never_first(b) and len(b.text) == 1 and b.cut is None and b.text not in "-–*|":
        return FORBIDDEN
    if a.last in "([{/" or b.first in "/":
        return FORBIDDEN
    if a.last.isdigit() and _UNIT.match(b.text):
        return FORBIDDEN  # 12 kg (T8)
    if a.text[-3:].isdigit() and b.text[:3].isdigit() and len(b.text) >= 3 and len(a.text) <= 3:
        return FORBIDDEN  # 10 000 (ISO 80000-1, 7.3.1)
    if a.text in OPERATORS or b.text in OPERATORS:
        return OPERATOR_CUT
    if _INITIAL.fullmatch(a.text.lstrip("(“‘")):
        return INITIAL_CUT
    return 0.0


def _make_room(joint: Joint, a: Piece, b: Piece, look: Look) -> None:
    """Kerning inside a word, the gap between Han and Latin, the half ic of a connecting hyphen."""
    if a.kind is Kind.LATIN and b.kind is Kind.LATIN:
        if a.cut is not None and a.item == b.item:
            joint.room = _kerning(a, b, look)
    elif a.kind is Kind.HAN and b.kind is Kind.LATIN and takes_gap(b.first):
        _open_gap(joint, a, b, b, look)
    elif a.kind is Kind.LATIN and b.kind is Kind.HAN and takes_gap(a.last):
        _open_gap(joint, a, b, a, look)
    elif Kind.CONNECT in {a.kind, b.kind}:
        hyphen = a if a.kind is Kind.CONNECT else b
        lacking = max(0.0, 0.5 - hyphen.width / hyphen.size) / 2
        if lacking and a.size:  # a box carries no tracking
            joint.tracking = joint.room = _thousandths(min(lacking, look.house.stretch), a.size)


def _kerning(a: Piece, b: Piece, look: Look) -> float:
    item = look.items[a.item]
    assert isinstance(item, Text)
    left, right = a.text[-1], b.text[0]
    pair = item.metrics.advance(left + right)
    return (pair - item.metrics.advance(left) - item.metrics.advance(right)) * a.size


def _open_gap(joint: Joint, a: Piece, b: Piece, latin: Piece, look: Look) -> None:
    """The Han-Latin gap (T4): in the padded twin's advance as far as it goes, the rest tracked."""
    item = look.items[latin.item]
    assert isinstance(item, Text)
    if item.verbatim:
        return
    han = b if latin is a else a
    char = latin.last if latin is a else latin.first
    gap = (
        look.house.digit_gap if char.isdigit() or char in "%‰" else look.house.latin_gap
    ) * han.size
    pad = PAD * latin.size
    most = look.house.stretch * a.size
    needed = ["ss17" if latin is a else "ss18"]
    if len(latin.text) == 1:
        needed.append("ss16")
    if gap > most and all(item.metrics.has(char, feature) for feature in needed):
        joint.twins = True
        joint.tracking = _thousandths(max(-most, min(gap - pad, most)) / a.size, a.size)
        joint.room = pad + joint.tracking
    else:
        joint.tracking = joint.room = _thousandths(min(gap, most) / a.size, a.size)


def _thousandths(ems: float, size: float) -> float:
    return round(ems * 1000) * size / 1000


def _stretch(joint: Joint, a: Piece, b: Piece) -> float:
    """The share of a joint in even stretching: every gap opens alike, but for these."""
    if joint.tracking:
        return 0.0  # a gap whose tracking is spoken for stays as the style sets it
    if b.kind in {Kind.CONNECT, Kind.DOT, Kind.SOLIDUS, Kind.CALL, Kind.POSTFIX}:
        return 0.0
    if a.kind in _NO_STRETCH or (a.kind in HALVED and b.kind in HALVED):
        return 0.0  # adjacent marks keep their one and a half ic (T3)
    if a.kind is Kind.LATIN and b.kind in {Kind.LATIN, Kind.SPACE}:
        inside = a.address and b.kind is Kind.LATIN and a.cut is not None
        # On top of a pair's own kerning (f", ww) a stretch would come out as a space (T15).
        return a.size if inside and joint.room <= 0 else 0.0
    return a.size
