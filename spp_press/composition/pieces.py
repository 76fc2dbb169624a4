"""From items to pieces: what a line is made of and never breaks inside.

A piece is a Han character, a mark, a —— or ……, a space, a rigid box, or as much of a Latin word, a
number or an address as holds together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .characters import HALVED, JOINER, KINDS, LATIN_HYPHENS, SPACES, Kind, extends
from .hyphens import FORBIDDEN, HYPHEN_COST, Cut, syllables
from .items import Forced, House, Item, Rigid, Text
from .quotes import latin_marks

WORD_CUT = 12.0  # breaking after the hyphen of a compound: some readers drop it in copied text
ADDRESS_CUT = 1.0  # breaking an address after / ? & =
DOMAIN_CUT = 3.0  # after the points, hyphens and the like inside its parts
INNER_CUT = 22.0  # breaking a long address elsewhere, but never between two digits
LONG_ADDRESS = 8  # characters; a longer stretch without delimiters may break inside
SHATTER_CUT = 80.0  # breaking anywhere, where no line could hold the piece

_HOST = re.compile(
    r"\W?(?:[\w-]+\.){2,}[a-z]{2,}\W{0,2}|\W?(?:[\w-]+\.)+[a-z]{2,}/.*", re.IGNORECASE
)
_DOI = re.compile(r"\W?(?:doi:|10\.\d{4,9}/)", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
LONGEST_ADDRESS = 2000  # characters; what is longer is not looked into
_DELIMITERS = re.compile(r"[/?&=._@:;#~+,%-]*[/?&=._@:;#~+,-]")
_COMPOUND = re.compile(r"(?<=[^\W\d_]{2})[-‐–—…](?=[^\W\d_]{2})")


@dataclass(slots=True)
class Piece:
    """Characters ``[start, end)`` of an item, drawn together.

    ``width``: as set inside a line, the mark's blank included. ``saving``: how much narrower its
    half-width twin is, or 0. ``cut``: for a piece inside a word, the cost of a break after it.
    """

    item: int
    start: int
    end: int
    kind: Kind
    text: str
    size: float
    width: float
    saving: float = 0.0
    feature: str = ""
    cut: Cut | None = None
    address: bool = False
    bound: bool = False  # the break after it is one inside an item that does not wrap
    lead: list[int] = field(default_factory=list)  # empty boxes that open just before
    trail: list[int] = field(default_factory=list)  # empty boxes that close just after
    first: str = ""
    last: str = ""

    def __post_init__(self) -> None:
        self.first, self.last = self.text[:1], self.text[-1:]


class Cutter:
    """Cuts a paragraph's items into pieces. ``hyphenate``: cut words at their syllables too."""

    def __init__(self, items: Sequence[Item], house: House, hyphenate: bool) -> None:
        self._items = items
        self._house = house
        self._hyphenate = hyphenate

    def segments(self) -> list[list[Piece]]:
        """The pieces of each stretch between forced breaks, spaces at its edges dropped."""
        whole = "".join(
            item.text if isinstance(item, Text) else "\n" if isinstance(item, Forced) else "\ufffc"
            for item in self._items
        )
        lang = next((item.lang for item in self._items if isinstance(item, Text)), "zh")
        self._whole = whole
        self._latin = latin_marks(whole, lang)
        self._straight = False  # whether a straight double quote is open
        segments: list[list[Piece]] = [[]]
        opened: list[int] = []
        offset = 0
        for number, item in enumerate(self._items):
            pieces = segments[-1]
            if isinstance(item, Forced):
                self._settle(segments[-1], opened)
                opened = []
                segments.append([])
                offset += 1
            elif isinstance(item, Rigid):
                self._rigid(pieces, number, item, opened)
                offset += 1
            else:
                for piece in self._text(number, item, offset):
                    if piece.kind is Kind.SPACE and (not pieces or pieces[-1].kind is Kind.SPACE):
                        continue
                    if opened and piece.kind is not Kind.SPACE:
                        piece.lead, opened = opened, []
                    pieces.append(piece)
                offset += len(item.text)
        self._settle(segments[-1], opened)
        return segments

    @staticmethod
    def _rigid(pieces: list[Piece], number: int, item: Rigid, opened: list[int]) -> None:
        """A box that takes no room leaves its neighbours neighbours: it rides on one of them."""
        if item.width == 0 and item.kind == "open":
            opened.append(number)
            return
        if item.width == 0 and item.kind == "close":
            if opened:
                opened.append(number)
                return
            holder = next((p for p in reversed(pieces) if p.kind is not Kind.SPACE), None)
            if holder is None:
                opened.append(number)
            else:
                holder.trail.append(number)
            return
        kinds = {
            "object": Kind.OBJECT,
            "call": Kind.CALL,
            "open": Kind.BOX_OPEN,
            "close": Kind.BOX_CLOSE,
        }
        piece = Piece(number, 0, 0, kinds[item.kind], "", 0.0, item.width)
        piece.lead = opened[:]
        opened.clear()
        pieces.append(piece)

    @staticmethod
    def _settle(pieces: list[Piece], opened: list[int]) -> None:
        while pieces and pieces[-1].kind is Kind.SPACE:
            pieces.pop()
        if opened and not pieces:  # a line of empty boxes alone
            pieces.append(Piece(opened.pop(0), 0, 0, Kind.OBJECT, "", 0.0, 0.0))
        if opened:
            pieces[-1].trail.extend(opened)

    def _text(self, number: int, item: Text, offset: int) -> Iterator[Piece]:
        text, length = item.text, len(item.text)
        models: dict[str, Piece] = {}
        at = 0
        while at < length:
            kind = KINDS[text[at]]
            end = at + 1
            if kind is Kind.LATIN or (offset + at in self._latin):
                while end < length and self._in_word(text, end, offset):
                    end += 1
                yield from self._run(number, at, end, offset)
            elif kind is Kind.SPACE:
                while end < length and text[end] in SPACES:
                    end += 1
                width = item.metrics.advance(" ") * item.size
                space = Piece(number, at, at + 1, kind, " ", item.size, width)
                space.bound = not item.wraps
                yield space
            else:
                while end < length and (
                    (kind is Kind.DASH and text[end] == text[at] and end < at + 2)
                    or (text[end] >= "\u0300" and (extends(text[end]) or text[end - 1] == JOINER))
                ):
                    end += 1
                if kind is Kind.DASH and text[at:end] == "—":
                    kind = Kind.CONNECT
                yield self._single(number, at, end, kind, models)
            at = end

    def _in_word(self, text: str, at: int, offset: int) -> bool:
        return KINDS[text[at]] is Kind.LATIN or offset + at in self._latin or extends(text[at])

    def _single(
        self, number: int, start: int, end: int, kind: Kind, models: dict[str, Piece]
    ) -> Piece:
        """One Han character, mark or symbol; each is measured once per item."""
        item = self._item(number)
        text = item.text[start:end]
        model = models.get(text)
        if model is None:
            model = models[text] = self._piece(number, start, end, kind)
            halves = (kind in HALVED or kind is Kind.DOT) and not item.verbatim
            wide = model.width > 0.75 * item.size
            if halves and wide and item.metrics.has(text[0], "hwid"):
                model.saving = model.width - 0.5 * item.size
            return model
        piece = Piece(number, start, end, kind, text, model.size, model.width, model.saving)
        piece.bound = model.bound
        return piece

    def _run(self, number: int, start: int, end: int, offset: int) -> Iterator[Piece]:
        """A run of Latin; a hyphen of it that stands beside a Han character is set apart."""
        text, whole = self._item(number).text, self._whole
        if text[start:end] == "/" and _is_wide(whole[max(0, offset + start - 1)]):
            yield self._connector(number, start, end, Kind.SOLIDUS)
            return
        head, tail = start, end
        if text[start] in LATIN_HYPHENS and _is_wide(whole[max(0, offset + start - 1)]):
            head += 1
        if tail > head and text[end - 1] in LATIN_HYPHENS:
            tail -= _is_wide(whole[offset + end : offset + end + 1])
        if head > start:
            yield self._connector(number, start, head, Kind.CONNECT)
        if tail > head:
            yield from self._word(number, head, tail, offset)
        if tail < end:
            yield self._connector(number, tail, end, Kind.CONNECT)

    def _connector(self, number: int, start: int, end: int, kind: Kind) -> Piece:
        """A hyphen or / between Han characters takes half an ic (GB/T 15834 5.1.7, 5.1.9)."""
        piece = self._piece(number, start, end, kind)
        item = self._item(number)
        if not item.verbatim and item.metrics.has(piece.text, "hwid"):
            piece.feature = "hwid"
            piece.width = 0.5 * piece.size
        return piece

    def _word(self, number: int, start: int, end: int, offset: int) -> Iterator[Piece]:
        """A word, number or address: one piece, or as many as it may break into."""
        item = self._item(number)
        text = item.text[start:end]
        address = item.verbatim or is_address(text)
        cuts = cuts_of_address(text) if address else cuts_of_word(text)
        if self._hyphenate and self._house.hyphenate and not address and item.wraps:
            cuts = sorted(cuts + syllables(text, item.lang), key=lambda cut: cut.at)
        marks = [text[i - start] for i in range(start, end) if offset + i in self._latin]
        proportional = marks and all(item.metrics.has(mark, "pwid") for mark in marks)
        done = start
        for cut in [*cuts, None]:
            stop = start + cut.at if cut else end
            piece = self._piece(
                number, done, stop, Kind.LATIN, feature="pwid" if proportional else ""
            )
            piece.cut = cut
            piece.address = address
            self._straighten(piece)
            yield piece
            done = stop

    def _item(self, number: int) -> Text:
        item = self._items[number]
        assert isinstance(item, Text)
        return item

    def _piece(self, number: int, start: int, end: int, kind: Kind, *, feature: str = "") -> Piece:
        item = self._item(number)
        text = item.text[start:end]
        piece = Piece(number, start, end, kind, text, item.size, _advance(item, text, feature))
        piece.width *= item.size
        piece.feature = feature
        piece.bound = not item.wraps
        return piece

    def _straighten(self, piece: Piece) -> None:
        """A straight quote opens and closes by turns; its neighbours see it as a bracket."""
        quotes = piece.text.count('"')
        if not quotes:
            return
        if piece.first == '"':
            piece.first = ")" if self._straight else "("
        if piece.last == '"':
            opens = self._straight == (quotes % 2 == 0)
            piece.last = "(" if opens else ")"
        self._straight ^= quotes % 2 == 1


def _is_wide(char: str) -> bool:
    return char != "" and KINDS[char] not in {Kind.LATIN, Kind.SPACE}


def is_address(text: str) -> bool:
    """Whether a run of Latin is a web or mail address, a DOI or the path of a file."""
    if "://" in text or (text.count("/") > 1 and any(map(str.isalpha, text))):
        return True
    if len(text) > LONGEST_ADDRESS or not ("." in text or ":" in text):
        return False
    if "@" in text and _MAIL.search(text):
        return True
    return _HOST.fullmatch(text) is not None or _DOI.match(text) is not None


def cuts_of_word(text: str) -> list[Cut]:
    """Where a Latin run breaks of itself: after the hyphens of a compound (never in a number)."""
    cuts = [Cut(match.end(), WORD_CUT) for match in _COMPOUND.finditer(text)]
    if "\u00ad" in text or "\u200b" in text:  # the author's own: soft hyphen, zero-width space
        for at, char in enumerate(text[:-1], 1):
            if char == "\u00ad" and text[at - 2 : at - 1].isalnum() and text[at].isalnum():
                cuts.append(Cut(at, HYPHEN_COST, True))
            elif char == "\u200b":
                cuts.append(Cut(at, 0.0))
        cuts.sort(key=lambda cut: cut.at)
    return cuts


def cuts_of_address(text: str) -> list[Cut]:
    """The characters of an address, which may be parted at a cost, without a hyphen.

    After ``/ ? & = . _`` and their like it is small; inside what is long without them, greater;
    between two digits and after a hyphen, none is allowed. Each character is a piece, since where
    nothing else gives, an address is stretched letter by letter.
    """
    costs: dict[int, float] = {}
    whole: list[int] = []
    done = 0
    for match in _DELIMITERS.finditer(text):
        at = match.end()
        if match.start() == 0 or at >= len(text):
            continue
        digits = text[match.start() - 1].isdigit() and text[at].isdigit()
        if digits or match.group()[-1] == "-":  # a hyphen at a line's end is lost in copied text
            whole.append(at)
            continue
        costs[at] = ADDRESS_CUT if match.group()[-1] in "/?&=" else DOMAIN_CUT
        _cut_inside(costs, text, done, at)
        done = at
    _cut_inside(costs, text, done, len(text))
    costs.update(dict.fromkeys(whole, FORBIDDEN))
    places = (at for at in range(1, len(text)) if not extends(text[at]))
    return [Cut(at, costs.get(at, FORBIDDEN)) for at in places]


def _cut_inside(costs: dict[int, float], text: str, start: int, end: int) -> None:
    if end - start > LONG_ADDRESS:
        for at in range(start + 3, end - 2):
            digits = text[at - 1].isdigit() and text[at].isdigit()
            if not digits and text[at].isalnum():
                costs[at] = INNER_CUT


def shattered(piece: Piece, item: Text) -> list[Piece]:
    """``piece``, too long for any line, in as small pieces as its characters allow."""
    text = piece.text
    marks = {cut.at: cut for cut in syllables(text, item.lang)} if not piece.address else {}
    parts: list[Piece] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and extends(text[at]):
            continue
        advance = _advance(item, text[start:at], piece.feature)
        part = Piece(
            piece.item, piece.start + start, piece.start + at, piece.kind, text[start:at],
            piece.size, advance * piece.size, feature=piece.feature, address=piece.address,
            bound=piece.bound,
        )  # fmt: skip
        part.cut = marks.get(at) or Cut(at, SHATTER_CUT)
        parts.append(part)
        start = at
    parts[-1].cut = piece.cut
    parts[0].lead, parts[-1].trail = piece.lead, piece.trail
    parts[0].first, parts[-1].last = piece.first, piece.last
    return parts


def _advance(item: Text, text: str, feature: str) -> float:
    return item.metrics.advance(text, feature) if feature else item.metrics.advance(text)
