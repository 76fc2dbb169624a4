"""What a cast font is called, and the box it sits in.

An OFL font that was changed may not carry a reserved name, so a cast font gets a family name of
its own; its copyright, licence and designers stay. Every face has the same vertical metrics, so
that faces mixed in one line at one size never move a baseline grid.
"""

from __future__ import annotations

import zlib
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

ASCENDER, DESCENDER = 880, -120
"""Thousandths of an em: the box of a Han character, 1 em high, with no line gap."""

VERSION = "1.000"
"""The foundry's own version; a change to what it casts changes it."""

WEIGHTS = {
    100: "Thin",
    200: "ExtraLight",
    300: "Light",
    400: "Regular",
    500: "Medium",
    600: "SemiBold",
    700: "Bold",
    800: "ExtraBold",
    900: "Black",
}

_KEPT_NAMES = (0, 9, 11, 12, 13, 14)
"""Copyright, designer, vendor and designer addresses, licence and its address."""

_WINDOWS, _UNICODE_BMP, _ENGLISH = 3, 1, 0x409
_USE_TYPO_METRICS, _REGULAR, _BOLD = 1 << 7, 1 << 6, 1 << 5
_MAC_BOLD = 1


def rename(font: TTFont, family: str, weight: int, source: str) -> None:
    """Name a font ``family`` in a weight; ``source`` (what it was cast from) goes on record.

    All identifiers follow from the arguments, so that two castings are the same byte for byte.
    """
    style = WEIGHTS[weight]
    in_four = style in {"Regular", "Bold"}
    old = font["name"]
    names: dict[int, str] = {
        number: text for number in _KEPT_NAMES if (text := old.getDebugName(number))
    }
    names |= {
        1: family if in_four else f"{family} {style}",
        2: style if in_four else "Regular",
        3: f"{VERSION};{postscript_name(family, weight)};{source}",
        4: f"{family} {style}",
        5: f"Version {VERSION};{source}",
        6: postscript_name(family, weight),
        10: f"Cast for Chinese setting by spp-press from {source}.",
    }
    if not in_four:
        names |= {16: family, 17: style}
    old.names = []
    for number, text in sorted(names.items()):
        old.setName(text, number, _WINDOWS, _UNICODE_BMP, _ENGLISH)
    _name_postscript(font, family, weight)
    _weigh(font, weight)


def postscript_name(family: str, weight: int) -> str:
    """A PostScript name: ASCII, without spaces, the same for the same family and weight."""
    plain = "".join(letter for letter in family if letter.isascii() and letter.isalnum())
    if not plain or not family.isascii():
        plain += f"F{zlib.crc32(family.encode()):08X}"
    return f"{plain[:48]}-{WEIGHTS[weight]}"


def source_name(font: TTFont) -> str:
    """A font's own full name and version, as in ``Noto Serif CJK SC 2.001``."""
    names = font["name"]
    version = (names.getDebugName(5) or "").removeprefix("Version ").split(";")[0]
    return f"{names.getDebugName(4) or 'an unnamed font'} {version}".strip()


def set_metrics(font: TTFont) -> None:
    """Give a font the house's vertical metrics in hhea, OS/2 typo and OS/2 win alike."""
    em = font["head"].unitsPerEm
    ascender, descender = round(ASCENDER * em / 1000), round(DESCENDER * em / 1000)
    head, system = font["hhea"], font["OS/2"]
    head.ascent, head.descent, head.lineGap = ascender, descender, 0
    _complete(font)
    system.version = max(system.version, 4)  # USE_TYPO_METRICS came with version 4
    system.sTypoAscender, system.sTypoDescender, system.sTypoLineGap = ascender, descender, 0
    system.usWinAscent, system.usWinDescent = ascender, -descender
    system.fsSelection |= _USE_TYPO_METRICS


def _complete(font: TTFont) -> None:
    """Give an OS/2 table of an older version the fields of version 4."""
    system, glyphs, cmap = font["OS/2"], font.getGlyphSet(), font.getBestCmap()

    def height(character: str) -> int:
        pen = BoundsPen(glyphs)
        if ord(character) in cmap:
            glyphs[cmap[ord(character)]].draw(pen)
        return round(pen.bounds[3]) if pen.bounds else 0

    made = {"ulCodePageRange1": 0, "ulCodePageRange2": 0, "usDefaultChar": 0, "usBreakChar": 0x20}
    for name, value in made.items():
        if not hasattr(system, name):
            setattr(system, name, value)
    if not hasattr(system, "sxHeight"):
        system.sxHeight, system.sCapHeight, system.usMaxContext = height("x"), height("H"), 3


def _weigh(font: TTFont, weight: int) -> None:
    system = font["OS/2"]
    system.usWeightClass = weight
    system.fsSelection &= _USE_TYPO_METRICS
    system.fsSelection |= {400: _REGULAR, 700: _BOLD}.get(weight, 0)
    font["head"].macStyle = _MAC_BOLD if weight == 700 else 0


def _name_postscript(font: TTFont, family: str, weight: int) -> None:
    if "CFF " not in font:
        return
    cff: Any = font["CFF "].cff
    top = cff.topDictIndex[0]
    cff.fontNames[0] = postscript_name(family, weight)
    if family.isascii():
        top.FamilyName, top.FullName = family, f"{family} {WEIGHTS[weight]}"
    else:
        top.FamilyName = top.FullName = postscript_name(family, weight)
    top.Weight = WEIGHTS[weight]
    for key in ("UniqueID", "XUID"):
        top.rawDict.pop(key, None)
        top.__dict__.pop(key, None)
