"""Fonts in the PDF have the glyphs that are drawn, and no empty place for any other.

WeasyPrint subsets a font twice and keeps the number of every glyph up to the last one drawn: of a
Chinese face twenty thousand empty ones, forty kilobytes. A CID-keyed CFF says for itself which CID
each of its glyphs has (ISO 32000-2, 9.7.4.2), so its glyphs may be renumbered, and the page goes on
naming them by CID; if only the CIDs were the glyphs' numbers to begin with, since WeasyPrint writes
those. Such are all fonts made for setting. Any other font takes WeasyPrint's way.

All go into the PDF as bare CFF tables: smaller, read by RIPs and standards that refuse OpenType's
wrapper, and by poppler and pdfium, which in the wrapper take a CID for a glyph's number.

WeasyPrint copies each font into memory when it is first drawn with, and keeps all of them to the
end; here a font is subset from its file, of which only what is drawn is read.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import pydyf
import uharfbuzz as hb
from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi, harfbuzz

HOOKED = (fonts.Font, "subset", ("self", "to_unicode", "hinting"))
"""What is replaced, and its parameters in the WeasyPrint that this was written for."""

_USELESS = (
    "BASE", "DSIG", "GDEF", "GPOS", "GSUB", "OS/2", "VORG", "cmap", "name", "post", "vhea", "vmtx",
)  # fmt: skip
_ROS, _CHARSET, _CHAR_STRINGS = 0x0C1E, 0x0F, 0x11  # operators of a Top DICT


_HEAD = 512
"""Bytes of a font that tell it from others: its directory, with a sum of each table."""


@contextmanager
def compact_fonts(files: Iterable[Path]) -> Iterator[None]:
    """While in force, those of WeasyPrint's fonts that are ``files`` are subset here if sound."""
    stock, stock_data = fonts.Font.subset, fonts.get_hb_object_data
    fonts.Font.subset = _subset(
        stock, {_head_of_file(path): path for path in files if path.is_file()}
    )
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


def _head_of_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _head_of_font(font: Any) -> bytes:
    blob = harfbuzz.hb_face_reference_blob(font.hb_face)
    with ffi.new("unsigned int *") as length:
        data = harfbuzz.hb_blob_get_data(blob, length)
        head = bytes(ffi.buffer(data, min(length[0], _HEAD)))
    harfbuzz.hb_blob_destroy(blob)
    return head


def _subset(stock: Callable[..., None], files: Mapping[bytes, Path]) -> Callable[..., None]:
    def subset(self: Any, to_unicode: Mapping[int, str], hinting: bool) -> None:
        special = self.missing or self.bitmap or self.png or self.svg or self.colr
        file = files.get(_head_of_font(self))
        if to_unicode and file and not special and "fvar" not in self.tables and self.index == 0:
            compact = compacted(file, to_unicode)
            if compact is not None:
                self.file_content = compact
                return
        stock(self, to_unicode, hinting)

    return subset


def compacted(file: Path, glyphs: Mapping[int, str]) -> bytes | None:
    """The font in ``file`` with .notdef and ``glyphs`` alone, each under its number as its CID.

    None where it is not a CID-keyed CFF whose CIDs are the numbers of its glyphs.
    """
    with file.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as font:
        if not has_identity_cids(font):
            return None
    face = hb.Face(hb.Blob.from_file_path(str(file)))
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _USELESS)
    wanted.flags = hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_HINTING
    return bytes(hb.subset(face, wanted).blob.data)


def has_identity_cids(font: bytes | mmap) -> bool:
    """Whether a font has a CID-keyed CFF table, each CID its glyph's number (Technical Note 5176).

    Only what is asked of ``font`` is read.
    """
    table = _cff_table(font)
    if table is None:
        return False
    names = table + font[table + 2]
    (top,) = _index(font, _end_of_index(font, names))
    operands = dict(_operators(top))
    if _ROS not in operands or _CHARSET not in operands:
        return False
    count: int = struct.unpack_from(">H", font, table + operands[_CHAR_STRINGS])[0]
    charset = operands[_CHARSET]
    place = table + charset
    left = {1: ">HB", 2: ">HH"}.get(font[place] if charset > 2 else -1)  # 0–2 are sets of names
    glyph: int = 1
    place += 1
    while left and glyph < count:
        first, more = struct.unpack_from(left, font, place)
        if first != glyph:
            return False
        glyph += more + 1
        place += struct.calcsize(left)
    return glyph == count


def _cff_table(font: bytes | mmap) -> int | None:
    """Where the ``CFF `` table of an OpenType font begins; None where it has none."""
    if font[:4] != b"OTTO":
        return None
    (count,) = struct.unpack_from(">H", font, 4)
    tables = (struct.unpack_from(">4s4xL4x", font, 12 + 16 * index) for index in range(count))
    return next((start for tag, start in tables if tag == b"CFF "), None)


def _index(cff: bytes | mmap, place: int) -> list[bytes]:
    """The objects of the INDEX at ``place`` (5176, §5)."""
    count, size = struct.unpack_from(">HB", cff, place)
    place += 3
    offsets = [
        int.from_bytes(cff[at : at + size], "big")
        for at in range(place, place + (count + 1) * size, size)
    ]
    data = place + (count + 1) * size - 1
    return [cff[data + start : data + end] for start, end in pairwise(offsets)]


def _end_of_index(cff: bytes | mmap, place: int) -> int:
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
