"""Adding glyphs to a font, whatever its outlines: the foundry's only drawing.

A twin is an existing glyph moved along x and given another advance. A real advance is the point of
it: ``halt``, ``palt`` and ``chws`` move glyphs while the PDF keeps the font's own widths, and text
extractors then reorder or split what they read. All lengths are font units.
"""

from __future__ import annotations

import io
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont


class GlyphCase:
    """The glyphs of one font: look at them, and strike new ones from them.

    New glyphs come after all others, in the order in which they were struck, so that the glyph
    order depends on nothing but the source and the foundry. Call :meth:`close` once when done.
    """

    def __init__(self, font: TTFont) -> None:
        self.font: Any = font
        self.em: int = font["head"].unitsPerEm
        self._set: Any = font.getGlyphSet()
        self._metrics: dict[str, tuple[int, int]] = font["hmtx"].metrics
        self._order: list[str] = list(font.getGlyphOrder())
        self._ids = {name: index for index, name in enumerate(self._order)}
        self._cff: Any = font["CFF "].cff if "CFF " in font else None
        # A CID-keyed font's glyph names are its CIDs, so new glyphs take CIDs that are not in use.
        names = (f"cid{number:05d}" for number in range(1, 0x10000))
        self._free = (name for name in names if name not in self._ids)
        self.shifts: dict[str, int] = {}
        """How far each struck glyph's outline was moved."""

    def advance(self, glyph: str) -> int:
        """A glyph's advance width."""
        return self._metrics[glyph][0]

    def bounds(self, glyph: str) -> tuple[float, float, float, float] | None:
        """The least x and y and the greatest x and y of a glyph's outline; None if it is blank."""
        pen = BoundsPen(self._set)
        self._set[glyph].draw(pen)
        found: tuple[float, float, float, float] | None = pen.bounds
        return found

    def ink(self, glyph: str) -> tuple[float, float] | None:
        """The least and greatest x of a glyph's outline; None if it is blank."""
        bounds = self.bounds(glyph)
        return None if bounds is None else (bounds[0], bounds[2])

    def number(self, glyph: str) -> int:
        """A glyph's index in the font."""
        return self._ids[glyph]

    def names(self) -> tuple[str, ...]:
        """All glyphs, in order."""
        return tuple(self._order)

    def strike(
        self,
        base: str,
        shift: int,
        advance: int,
        *,
        stretch: tuple[float, float] = (1.0, 1.0),
        rise: int = 0,
    ) -> str:
        """Make a glyph: ``base`` stretched in x and y, then moved right and up; return its name."""
        name = next(self._free)
        matrix = (stretch[0], 0, 0, stretch[1], shift, rise)
        if self._cff is None:
            self._strike_truetype(name, base, matrix)
        else:
            self._strike_postscript(name, base, matrix, advance)
        ink = self.ink(base)
        left = 0 if ink is None else round(ink[0] * stretch[0]) + shift
        self._metrics[name] = (advance, left)
        self.shifts[name] = shift
        self._ids[name] = len(self._order)
        self._order.append(name)
        return name

    def close(self) -> None:
        """Tell the font's tables of the glyphs that were struck."""
        self.font.setGlyphOrder(self._order)
        if self._cff is None:
            self.font["glyf"].glyphOrder = self._order
        else:
            self._cff.topDictIndex[0].charset = list(self._order)
        self.font["maxp"].numGlyphs = len(self._order)

    def _strike_truetype(self, name: str, base: str, matrix: tuple[float, ...]) -> None:
        pen = TTGlyphPen(self._set)
        if self.font["glyf"][base].numberOfContours != 0:
            pen.addComponent(base, matrix)
        self.font["glyf"].glyphs[name] = pen.glyph()

    def _strike_postscript(
        self, name: str, base: str, matrix: tuple[float, ...], advance: int
    ) -> None:
        top = self._cff.topDictIndex[0]
        strings = top.CharStrings
        if hasattr(top, "FDSelect"):
            dictionary = top.FDSelect[self._ids[base]]
            private = top.FDArray[dictionary].Private
            top.FDSelect.append(dictionary)
        else:
            private = top.Private
        width = None if advance == private.defaultWidthX else advance - private.nominalWidthX
        pen = T2CharStringPen(width, self._set)
        self._set[base].draw(TransformPen(pen, matrix))
        drawn = pen.getCharString(private=private, globalSubrs=self._cff.GlobalSubrs)
        if strings.charStringsAreIndexed:
            strings.charStringsIndex.append(drawn)
            strings.charStrings[name] = len(strings.charStringsIndex) - 1
        else:
            strings.charStrings[name] = drawn


def number_cids(data: bytes) -> bytes:
    """Give a CID-keyed font the identity charset: every CID is its glyph's index.

    WeasyPrint writes glyph indices as CIDs. In a font whose charset is not the identity, poppler
    and pdfium still draw them as indices and MuPDF looks them up as CIDs: other glyphs, same text.
    A font without CIDs is returned as it is, since a PDF takes its CIDs for indices anyway.
    """
    font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)
    if "CFF " not in font or not hasattr(font["CFF "].cff.topDictIndex[0], "ROS"):
        return data
    top = font["CFF "].cff.topDictIndex[0]
    old = list(top.charset)
    new = [".notdef", *(f"cid{index:05d}" for index in range(1, len(old)))]
    strings = top.CharStrings
    strings.charStrings = {
        name: strings.charStrings[before] for name, before in zip(new, old, strict=True)
    }
    top.charset = new
    top.ROS = ("Adobe", "Identity", 0)
    top.CIDCount = len(new)
    font.setGlyphOrder(new)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
