"""Fonts as bare CFF: smaller, and read by RIPs and standards that refuse OpenType's wrapper."""

from __future__ import annotations

import struct

import pikepdf
from pikepdf import Name, Stream


def unwrap_fonts(pdf: pikepdf.Pdf) -> None:
    """Replace each embedded OpenType font by its CFF table (ISO 32000-1, 9.9, table 126).

    Glyphs are found the same way in both: a CIDFontType0 goes through the CFF's own character set.
    """
    for thing in pdf.objects:
        if not isinstance(thing, Stream) or thing.get("/Subtype") != Name.OpenType:
            continue
        table = cff_table(thing.read_bytes())
        if table is not None:
            thing.write(table)
            thing.Subtype = Name.CIDFontType0C


def cff_table(font: bytes) -> bytes | None:
    """The ``CFF `` table of an OpenType file; None where its outlines are TrueType."""
    if font[:4] != b"OTTO":
        return None
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4s3L", font, 12 + 16 * index)
        if tag == b"CFF ":
            return font[offset : offset + length]
    return None
