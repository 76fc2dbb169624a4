"""A PDF's pages as they are compared: their characters by line, and how they look."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2 import raw

PAGES = 800
"""The most pages that are compared: as many as an issue may have."""

_DPI = 110
_LARGEST = 2400  # px: a poster is drawn smaller
_SAME_LINE = 1.0  # pt
_APART = 1.5  # of a character's height: a wider gap parts columns
_FURNITURE = 3  # pages: what stands on so many alike belongs to the page, not to the text
_FOLIOS = 3  # where one page of so many has its own number, at least two, is their height
_RAISED = 0.5  # of the type's size: a call or an exponent, close to what it follows
_CALL = 0.9  # of the height of the character before it: a note's call is smaller
_DIGITS = re.compile(r"[0-9]+")
_LEADER = re.compile(r"[.·．‥…]{3,}[0-9]*$")
_LEADER_OR_NUMBER = re.compile(r"[.·．‥…]*[0-9]*$")
_CIRCLED = re.compile(r"[①-⑳㉑-㉟㊱-㊿]")
FIRST = "①"
"""What each call of a note is read as."""
_HYPHENS = "\x02\xad\ufffe"  # pdfium's own signs for one that ends a line, and the soft one


class TooManyPages(Exception):
    """A PDF has ``args[0]`` pages, which is more than are compared."""


@dataclass(frozen=True)
class Line:
    """Characters that stand on one line; ``x`` of the first, ``end`` of the last and the baseline
    ``y`` in pt from the top left, ``height`` (of the first) the size of its type.

    Spaces are no characters of it: ``spaces`` are the places of those between Latin letters, and
    ``loose`` those where the reader of the PDF has guessed one from a gap. ``note``: of a footnote.
    """

    text: str
    x: float
    y: float
    end: float
    height: float
    spaces: frozenset[int] = frozenset()
    loose: frozenset[int] = frozenset()
    note: bool = False


@dataclass(frozen=True)
class Page:
    """One page: its trim in pt, its lines of text, and those of its running head and folio."""

    size: tuple[float, float]
    lines: tuple[Line, ...]
    furniture: tuple[Line, ...]
    _page: pypdfium2.PdfPage = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """Its characters, running heads left out."""
        return "".join(line.text for line in self.lines)

    def draw(self) -> Image.Image:
        """The page to its trim, 110 pixels an inch unless it is a poster."""
        scale = min(_DPI / 72, _LARGEST / max(self.size))
        drawn: Image.Image = self._page.render(scale=scale).to_pil()
        return drawn.convert("RGB")


def read_both(before: bytes, now: bytes) -> tuple[list[Page], list[Page]]:
    """The pages of two PDFs. Running heads are known by their tags, if both PDFs are tagged.

    Raises pypdfium2.PdfiumError where one is none, and TooManyPages.
    """
    old, new = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(now)
    if max(len(old), len(new)) > PAGES:
        raise TooManyPages(max(len(old), len(new)))
    tagged = bool(raw.FPDFCatalog_IsTagged(old) and raw.FPDFCatalog_IsTagged(new))
    both = [[_read(page, tagged=tagged) for page in pdf] for pdf in (old, new)]
    heads = {key for pages in both for key in _heads(pages)}
    first, second = both
    return _without(heads, first), _without(heads, second)


@dataclass(frozen=True)
class _Char:
    text: str
    x: float
    y: float
    end: float = 0.0
    height: float = 0.0
    guessed: bool = False
    artifact: bool = False


def _read(page: pypdfium2.PdfPage, *, tagged: bool) -> Page:
    left, bottom, right, top = page.get_trimbox()
    page.set_mediabox(left, bottom, right, top)
    page.set_cropbox(left, bottom, right, top)
    lines: list[list[_Char]] = []
    gap = ""
    for char in _with_calls(_chars(page, left, top, tagged=tagged)):
        if not char.text.strip():
            gap = gap or ("guessed" if char.guessed else "drawn")
            continue
        last = lines[-1][-1] if lines else None
        if last is None or not _goes_on(last, char) or char.x < lines[-1][0].x:
            lines.append([char])
        else:
            if gap and is_latin(last.text) and is_latin(char.text):
                lines[-1].append(replace(char, text=" ", guessed=gap == "guessed"))
            lines[-1].append(char)
        gap = ""
    text = [_line(line) for line in lines if not line[0].artifact]
    furniture = tuple(_line(line) for line in lines if line[0].artifact)
    return Page((right - left, top - bottom), tuple(_without_leaders(text)), furniture, page)


def _goes_on(last: _Char, char: _Char) -> bool:
    """Whether a character stands on the line of the one before it, and not in the next column."""
    size = max(last.height, char.height)
    gap, rise = char.x - last.end, abs(last.y - char.y)
    raised = rise < _RAISED * size and abs(gap) < _RAISED * size
    on = (rise < _SAME_LINE and gap < _APART * size) or raised
    return on and char.artifact == last.artifact


def _chars(page: pypdfium2.PdfPage, left: float, top: float, *, tagged: bool) -> Iterator[_Char]:
    """What is drawn, in its order; a gap that is no character of the PDF is a line's end."""
    text = page.get_textpage()
    artifacts: dict[int | None, bool] = {}
    for i in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, i))
        if raw.FPDFText_IsGenerated(text, i) == 1:
            yield _Char(char, 0, 0, guessed=True)
            continue
        if char in _HYPHENS:
            char = "-"
        drawn = raw.FPDFText_GetTextObject(text, i)
        address = ctypes.cast(drawn, ctypes.c_void_p).value
        if address not in artifacts:
            artifacts[address] = tagged and "Artifact" in _marks(drawn)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, i, matrix)
        height = raw.FPDFText_GetFontSize(text, i) * math.hypot(matrix.c, matrix.d)
        end = text.get_charbox(i, loose=True)[2] - left
        yield _Char(char, x.value - left, top - y.value, end, height, artifact=artifacts[address])


def _marks(drawn: Any) -> list[str]:
    """The marked content that an object belongs to, by its tags (ISO 32000-1, 14.6)."""
    found = []
    for i in range(raw.FPDFPageObj_CountMarks(drawn)):
        mark = raw.FPDFPageObj_GetMark(drawn, i)
        buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
        room = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
        if raw.FPDFPageObjMark_GetName(mark, room, 64, length):
            found.append(buffer.raw[: max(0, length.value - 2)].decode("utf-16-le", "replace"))
    return found


def _with_calls(chars: Iterator[_Char]) -> Iterator[_Char]:
    """With each note's call as ①: notes are numbered anew on each page (typography.md T19).

    A number that begins a line is a note's, if it was called on the page.
    """
    called: set[str] = set()
    before: _Char | None = None
    ended = True
    for char in chars:
        number = _CIRCLED.match(char.text)
        if number and before and char.height < _CALL * before.height:
            called.add(char.text)
            yield replace(char, text=FIRST)
        elif number and ended and char.text in called:
            yield replace(char, text=FIRST)
        else:
            yield char
        if char.text.strip():
            before, ended = char, False
        else:
            ended = ended or char.text in "\r\n"


def _line(chars: Sequence[_Char]) -> Line:
    text = ""
    spaces: set[int] = set()
    loose: set[int] = set()
    for char in chars:
        if char.text == " ":
            (loose if char.guessed else spaces).add(len(text))
        else:
            text += char.text
    first, last = chars[0], chars[-1]
    return Line(text, first.x, first.y, last.end, first.height, frozenset(spaces), frozenset(loose))


def _without_leaders(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a page, without leaders and the page numbers that they lead to.

    Where a title leaves no room for a leader, its number ends where the others do.
    """
    led = [line.end for line in lines if _LEADER.search(line.text)]
    for line in lines:
        if any(abs(line.end - end) < _SAME_LINE for end in led):
            text = _LEADER_OR_NUMBER.sub("", line.text)
            spaces, loose = (
                frozenset(place for place in places if place < len(text))
                for places in (line.spaces, line.loose)
            )
            line = replace(line, text=text, spaces=spaces, loose=loose)  # noqa: PLW2901
        if line.text:
            yield line


def _heads(pages: Sequence[Page]) -> Iterator[str]:
    """What stands alike, but for a number, at the same height on several pages; numbers are #."""
    seen = Counter(
        key for page in pages for key in {(_key(line), round(line.y)) for line in page.lines}
    )
    yield from (text for (text, _), count in seen.items() if count >= _FURNITURE)


def _folios(pages: Sequence[Page]) -> set[int]:
    """The heights at which pages have their own numbers."""
    rows = Counter(
        row
        for number, page in enumerate(pages, start=1)
        for row in {round(line.y) for line in page.lines if _has_folio(line.text, number)}
    )
    return {row for row, count in rows.items() if count >= max(2, len(pages) // _FOLIOS)}


def _without(heads: set[str], pages: Sequence[Page]) -> list[Page]:
    """Pages whose text is without what belongs to the page, where no tag has told that.

    It stands at the height of the folios, or higher or lower than all else and is one of ``heads``.
    """
    folios = _folios(pages)
    return [_without_heads(heads, folios, page) for page in pages]


def _without_heads(heads: set[str], folios: set[int], page: Page) -> Page:
    rows = sorted({round(line.y) for line in page.lines if _key(line) not in heads})
    top, bottom = (rows[0], rows[-1]) if rows else (math.inf, -math.inf)
    text: list[Line] = []
    furniture = list(page.furniture)
    for line in page.lines:
        row = round(line.y)
        head = row in folios or (_key(line) in heads and not top < row < bottom)
        (furniture if head else text).append(line)
    return replace(page, lines=tuple(_with_notes(text)), furniture=tuple(furniture))


def _with_notes(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a page, those of its notes marked: they are drawn last, and smaller."""
    heights = Counter(line.height for line in lines for _ in line.text)
    text = heights.most_common(1)[0][0] if heights else 0.0
    small = len(lines) - sum(1 for _ in takewhile(lambda n: n.height < text, reversed(lines)))
    first = next((i for i in range(small, len(lines)) if lines[i].text.startswith(FIRST)), None)
    for i, line in enumerate(lines):
        yield replace(line, note=first is not None and i >= first)


def _has_folio(text: str, number: int) -> bool:
    """Whether a line begins or ends with the number of its page."""
    return bool(re.match(rf"[\W_]*{number}(?!\d)|.*(?<!\d){number}[\W_]*$", text))


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def is_latin(char: str) -> bool:
    """Whether spaces count beside it: in Chinese they are the layout's."""
    return "!" <= char < "\u2000"
