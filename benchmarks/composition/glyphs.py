"""A finished PDF → the glyphs that it draws, as pdfium reads them: never the HTML behind it.

Lengths are in pt from the page's top left. A glyph's *body* is the part of the em that it fills by
design: all of it for a Han character, the half with the ink for a full-width mark, the advance
without any padding for a letter. Bodies come from origins and ink, so that they mean the same in
every maker's PDF, however it squeezes marks or opens gaps.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import uharfbuzz as hb

OPENING = frozenset("“‘《〈（【「『〔［｛")
CLOSING = frozenset("”’》〉）】」』〕］｝")
TRAILING = CLOSING | frozenset("，。、；：？！．")
MARKS = OPENING | TRAILING


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn character. ``x``: its origin; ``ink``: left, top, right, bottom."""

    char: str
    page: int
    x: float
    baseline: float
    size: float
    advance: float
    ink: tuple[float, float, float, float]
    font: str
    body: tuple[float, float]

    @property
    def left(self) -> float:
        """Where the body begins."""
        return self.body[0]

    @property
    def right(self) -> float:
        """Where the body ends."""
        return self.body[1]


def is_han(char: str) -> bool:
    """Whether ``char`` is a Han character."""
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000" or char == "〇"


class Bearings:
    """The side bearings that a font's own letters have, em: what is more was added as a gap."""

    def __init__(self, file: Path, number: int = 0) -> None:
        face = hb.Face(hb.Blob.from_file_path(str(file)), number)
        self._font = hb.Font(face)
        self._upem = face.upem

    def of(self, char: str) -> tuple[float, float]:
        """Left and right."""
        glyph = self._font.get_nominal_glyph(ord(char))
        if not glyph:
            return 0.0, 0.0
        extents = self._font.get_glyph_extents(glyph)
        advance = self._font.get_glyph_h_advance(glyph)
        rest = advance - extents.x_bearing - extents.width
        return extents.x_bearing / self._upem, rest / self._upem


def read_glyphs(pdf: bytes, bearings: Callable[[str], Bearings | None]) -> list[Glyph]:
    """The glyphs of all pages in the order of their text, spaces left out.

    ``bearings`` finds a font's bearings by its name in the PDF (without the subset's tag).
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            glyph
            for number in range(len(document))
            for glyph in _page_glyphs(document[number], number, bearings)
        ]
    finally:
        document.close()


def _page_glyphs(
    page: pypdfium2.PdfPage, number: int, bearings: Callable[[str], Bearings | None]
) -> Iterator[Glyph]:
    text = page.get_textpage()
    height = page.get_height()
    count = pdfium.FPDFText_CountChars(text)
    x, y = ctypes.c_double(), ctypes.c_double()
    box = [ctypes.c_double() for _ in range(4)]
    loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    known = cache(bearings)
    for at in range(count):
        char = chr(pdfium.FPDFText_GetUnicode(text, at))
        if char == "\x02":  # how pdfium says: a hyphen at a line's end
            char = "-"
        if pdfium.FPDFText_IsGenerated(text, at) == 1 or char.isspace() or char == "\0":
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium.FPDFText_GetCharBox(text, at, box[0], box[2], box[3], box[1])
        pdfium.FPDFText_GetLooseCharBox(text, at, loose)
        pdfium.FPDFText_GetMatrix(text, at, matrix)
        pdfium.FPDFText_GetFontInfo(text, at, name, 128, flags)
        size = pdfium.FPDFText_GetFontSize(text, at) * abs(matrix.d)
        font = name.value.decode(errors="replace").rpartition("+")[2]
        left, top, right, bottom = (value.value for value in box)
        ink = (left, height - top, right, height - bottom)
        advance = loose.right - x.value
        body = _body(char, x.value, advance, size, ink=(left, right), bearings=known(font))
        yield Glyph(char, number, x.value, height - y.value, size, advance, ink, font, body)


def _body(
    char: str,
    x: float,
    advance: float,
    size: float,
    *,
    ink: tuple[float, float],
    bearings: Bearings | None,
) -> tuple[float, float]:
    half = size / 2
    wide = advance > 0.9 * size or abs(advance - half) < 0.02 * size
    if char in OPENING and wide:
        return (x + half, x + size) if advance > 0.75 * size else (x, x + half)
    if char in TRAILING and wide:
        return x, x + half
    if is_han(char):
        return x, x + size
    if char.isalnum() and bearings is not None:
        before, after = bearings.of(char)
        return ink[0] - before * size, ink[1] + after * size
    return x, x + advance
