"""Text that an edition writes beside its pages, in a face that comes with the press."""

from __future__ import annotations

import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from spp_press.editions.fonts import cff_table
from spp_press.folders import shipped

MISSING = "〓"  # what compositors set for a sort that they lack
POSTSCRIPT_NAME = 6  # in OpenType's name table
SYMBOLIC = 4  # a font descriptor's flag (ISO 32000-1, 9.8.2)


class Lettering:
    """One face under the resource name ``name``: what has been written with it is embedded.

    ``file`` is a CID-keyed OpenType font of ``fonts/`` whose CIDs are its glyphs' numbers.
    """

    def __init__(self, name: str, file: str) -> None:
        self.name = name
        self._face = hb.Face(hb.Blob.from_file_path(str(shipped("fonts") / file)))
        self._font = hb.Font(self._face)
        self._used: dict[int, str] = {}

    def width(self, text: str, size: float) -> float:
        """How wide ``text`` is at ``size``, both in points; nothing is kerned."""
        glyphs = (self._glyph(char) or self._glyph(MISSING) for char in text)
        return sum(map(self._advance, glyphs)) * size / 1000

    def write(self, text: str, x: float, y: float, size: float) -> str:
        """Content that shows ``text`` from ``x`` on the baseline ``y``, in points."""
        text = "".join(char if self._glyph(char) else MISSING for char in text)
        self._used.update({self._glyph(char): char for char in text})
        codes = "".join(f"{self._glyph(char):04X}" for char in text)
        return f"BT /{self.name} {size:g} Tf {x:.4f} {y:.4f} Td <{codes}> Tj ET"

    def embedded(self, pdf: Pdf) -> Object:
        """The font in ``pdf``, with the glyphs that were written (ISO 32000-1, 9.7)."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(self._used)
        program = cff_table(hb.subset(self._face, wanted).blob.data)
        assert program is not None
        file = pdf.make_stream(program)
        file.Subtype = Name.CIDFontType0C
        name = Name(f"/PROOFS+{self._face.get_name(POSTSCRIPT_NAME)}")
        extents = self._font.get_font_extents("ltr")
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=SYMBOLIC,
            FontBBox=Array([0, extents.descender, 1000, extents.ascender]),
            ItalicAngle=0,
            Ascent=extents.ascender,
            Descent=extents.descender,
            CapHeight=extents.ascender,
            StemV=80,
            FontFile3=file,
        )
        widths = Array()
        for glyph in sorted(self._used):
            widths.append(glyph)
            widths.append(Array([self._advance(glyph)]))
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0,
            BaseFont=name,
            CIDSystemInfo=Dictionary(
                Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
            ),
            FontDescriptor=pdf.make_indirect(descriptor),
            W=widths,
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(self._unicode()),
            )
        )

    def _glyph(self, char: str) -> int:
        return self._font.get_nominal_glyph(ord(char)) or 0

    def _advance(self, glyph: int) -> int:
        return int(self._font.get_glyph_h_advance(glyph))

    def _unicode(self) -> bytes:
        pairs = [
            f"<{glyph:04X}> <{char.encode('utf-16-be').hex()}>"
            for glyph, char in sorted(self._used.items())
        ]
        # A block holds at most a hundred (Adobe Technical Note 5014).
        blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        mapped = "\n".join(
            "\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")) for block in blocks
        )
        return f"{_CMAP_HEAD}{mapped}\n{_CMAP_TAIL}".encode()


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
