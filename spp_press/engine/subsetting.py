"""Fonts in the PDF have the glyphs that are drawn, and no empty place for any other.

WeasyPrint subsets a font twice and keeps the number of every glyph up to the last one drawn: of a
Chinese face twenty thousand empty ones, forty kilobytes. A CID-keyed CFF says for itself which CID
each of its glyphs has (ISO 32000-2, 9.7.4.2), so its glyphs may be renumbered, and the page goes on
naming them by CID; if only the CIDs were the glyphs' numbers to begin with, since WeasyPrint writes
those. Such are all fonts made for setting. Any other font takes WeasyPrint's way.

All go into the PDF as bare CFF tables: smaller, read by RIPs and standards that refuse OpenType's
wrapper, and by poppler and pdfium, which in the wrapper take a CID for a glyph's number.

WeasyPrint copies each font into memory when it is first drawn with, and keeps all of them to the
end; here a font is copied when it is subset, and no longer.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import Any

import pydyf
import uharfbuzz as hb
from weasyprint.pdf import fonts

HOOKED = (fonts.Font, "subset", ("self", "to_unicode", "hinting"))
"""What is replaced, and its parameters in the WeasyPrint that this was written for."""

_USELESS = (
    "BASE", "DSIG", "GDEF", "GPOS", "GSUB", "OS/2", "VORG", "cmap", "name", "post", "vhea", "vmtx",
)  # fmt: skip
_ROS, _CHARSET, _CHAR_STRINGS = 0x0C1E, 0x0F, 0x11  # operators of a Top DICT


@contextmanager
def compact_fonts() -> Iterator[None]:
    """While in force, WeasyPrint's fonts are subset here where that is sound."""
    stock, stock_data = fonts.Font.subset, fonts.get_hb_object_data
    fonts.Font.subset = _subset(stock)
    fonts.Font.file_content = _Content()
    fonts.get_hb_object_data = _later(stock_data)
    try:
        yield
    finally:
        fonts.Font.subset, fonts.get_hb_object_data = stock, stock_data
        del fonts.Font.file_content


class _Content:
    """A font's bytes: what is given as a way to get them is got when they are asked for."""

    def __get__(self, font: Any, owner: Any = None) -> Any:
        content = vars(font)["file_content"]
        return content() if callable(content) else content

    def __set__(self, font: Any, content: Any) -> None:
        vars(font)["file_content"] = content


def _later(stock: Callable[..., Any]) -> Callable[..., Any]:
    def get_hb_object_data(hb_object: Any, ot_color: Any = None, glyph: Any = None) -> Any:
        if ot_color is not None:
            return stock(hb_object, ot_color, glyph)
        return partial(stock, hb_object)

    return get_hb_object_data


def bare_fonts(document: Any, pdf: Any) -> None:
    """Replace each OpenType font of a pydyf PDF by its CFF table (ISO 32000-2, 9.9, table 124)."""
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and thing.extra.get("Subtype") == "/OpenType":
            (font,) = thing.stream
            thing.stream = [hb.Face(hb.Blob(font)).reference_table("CFF ").data]
            thing.extra["Subtype"] = "/CIDFontType0C"


def _subset(stock: Callable[..., None]) -> Callable[..., None]:
    def subset(self: Any, to_unicode: Mapping[int, str], hinting: bool) -> None:
        special = self.missing or self.bitmap or self.png or self.svg or self.colr
        plain = "CFF " in self.tables and "fvar" not in self.tables and self.index == 0
        if to_unicode and not special and plain:
            compact = compacted(self.file_content, to_unicode)
            if compact is not None:
                self.file_content = compact
                return
        stock(self, to_unicode, hinting)

    return subset


def compacted(font: bytes, glyphs: Mapping[int, str]) -> bytes | None:
    """``font`` with .notdef and ``glyphs`` alone, each under its number as its CID.

    None where ``font`` is not a CID-keyed CFF whose CIDs are the numbers of its glyphs.
    """
    if font[:4] != b"OTTO":
        return None
    face = hb.Face(hb.Blob(font))
    if "CFF " not in face.table_tags or not has_identity_cids(face.reference_table("CFF ").data):
        return None
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _USELESS)
    wanted.flags = hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_HINTING
    return bytes(hb.subset(face, wanted).blob.data)


def has_identity_cids(cff: bytes) -> bool:
    """Whether a CFF table is CID-keyed and each CID is its glyph's number (Technical Note 5176)."""
    names = cff[2]
    (top,) = _index(cff, _end_of_index(cff, names))
    operands = dict(_operators(top))
    if _ROS not in operands or _CHARSET not in operands:
        return False
    count: int = struct.unpack_from(">H", cff, operands[_CHAR_STRINGS])[0]
    place = operands[_CHARSET]
    left = {1: ">HB", 2: ">HH"}.get(cff[place] if place > 2 else -1)  # 0–2 are charsets of names
    glyph: int = 1
    place += 1
    while left and glyph < count:
        first, more = struct.unpack_from(left, cff, place)
        if first != glyph:
            return False
        glyph += more + 1
        place += struct.calcsize(left)
    return glyph == count


def _index(cff: bytes, place: int) -> list[bytes]:
    """The objects of the INDEX at ``place`` (5176, §5)."""
    count, size = struct.unpack_from(">HB", cff, place)
    place += 3
    offsets = [
        int.from_bytes(cff[at : at + size], "big")
        for at in range(place, place + (count + 1) * size, size)
    ]
    data = place + (count + 1) * size - 1
    return [cff[data + start : data + end] for start, end in pairwise(offsets)]


def _end_of_index(cff: bytes, place: int) -> int:
    count, size = struct.unpack_from(">HB", cff, place)
    last = place + 3 + count * size
    length = int.from_bytes(cff[last : last + size], "big")
    return int(last + size - 1 + length)


def _operators(dictionary: bytes) -> Iterator[tuple[int, int]]:
    """Each operator of a DICT with its last operand, if that is an integer (5176, §4)."""
    place, operand = 0, 0
    while place < len(dictionary):
        first = dictionary[place]
        place += 1
        if first <= 21:
            escaped = first == 12
            yield (0x0C00 | dictionary[place] if escaped else first), operand
            place += escaped
        elif first == 30:  # a real number, in half bytes until 0xF
            while dictionary[place] & 0x0F != 0x0F:
                place += 1
            place += 1
        else:
            length = {28: 2, 29: 4}.get(first, int(first > 246))
            more = dictionary[place : place + length]
            place += length
            if first in (28, 29):
                operand = int.from_bytes(more, "big", signed=True)
            elif length:
                operand = (first - 247) * 256 + more[0] + 108  # if negative: never one of ours
            else:
                operand = first - 139
