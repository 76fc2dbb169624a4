"""A PDF's fonts as far as a proof needs them: embedded or not, how wide, what they lack."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

_SUBSET = re.compile(r"^/?(?:[A-Z]{6}\+)?")  # ISO 32000-1, 9.6.4
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
EM = 1000.0


@dataclass(frozen=True)
class Typeface:
    """A font resource. ``ascent`` and ``descent`` in em, the latter negative."""

    name: str
    family: str
    embedded: bool
    type3: bool
    composite: bool
    vertical: bool
    ascent: float
    descent: float
    source: Object

    @classmethod
    def read(cls, font: Object) -> Typeface:
        """The typeface of a font dictionary (ISO 32000-1, 9.6 and 9.7)."""
        composite = font.get("/Subtype") == Name.Type0
        inner = font.DescendantFonts[0] if composite else font
        descriptor = inner.get("/FontDescriptor", Dictionary())
        name = _SUBSET.sub("", str(font.get("/BaseFont", font.get("/Name", "-"))))
        type3 = font.get("/Subtype") == Name.Type3
        return cls(
            name=name,
            family=str(descriptor.get("/FontFamily", "")) or name,
            embedded=type3 or any(file in descriptor for file in _FILES),
            type3=type3,
            composite=composite,
            vertical=str(font.get("/Encoding", "")).endswith("-V"),
            ascent=_em(descriptor.get("/Ascent", 0)) or 0.88,
            descent=_em(descriptor.get("/Descent", 0)) or -0.12,
            source=font,
        )

    def codes(self, text: bytes) -> list[int]:
        """The character codes of a shown string: two bytes each in a composite font."""
        if not self.composite:
            return list(text)
        count = len(text) // 2
        return list(struct.unpack_from(f">{count}H", text))

    def advance(self, codes: list[int]) -> float:
        """The width of ``codes`` together, em."""
        widths, default = self._widths
        return sum([widths.get(code, default) for code in codes]) / EM

    def draws_nothing(self, codes: list[int]) -> bool:
        """Whether any of ``codes`` stands for ``.notdef``, the box of a missing glyph."""
        return not self._missing.isdisjoint(codes) or (
            self._range is not None and any(code not in self._range for code in codes)
        )

    @cached_property
    def _missing(self) -> frozenset[int]:
        if self.composite:
            table = self.source.DescendantFonts[0].get("/CIDToGIDMap")
            if not isinstance(table, Stream):
                return frozenset({0})
            glyphs = table.read_bytes()
            pairs = zip(glyphs[::2], glyphs[1::2], strict=False)
            return frozenset(cid for cid, pair in enumerate(pairs) if pair == (0, 0))
        missing, code = set(), 0
        encoding = self.source.get("/Encoding")
        for each in encoding.get("/Differences", []) if isinstance(encoding, Dictionary) else []:
            if isinstance(each, Name):
                if str(each) == "/.notdef":
                    missing.add(code)
                code += 1
            else:
                code = int(each)
        return frozenset(missing)

    @cached_property
    def _range(self) -> range | None:
        if self.composite or "/FirstChar" not in self.source or self.type3:
            return None
        return range(int(self.source.FirstChar), int(self.source.LastChar) + 1)

    @cached_property
    def _widths(self) -> tuple[dict[int, float], float]:
        if not self.composite:
            first = int(self.source.get("/FirstChar", 0))
            each = self.source.get("/Widths", Array())
            scale = EM * float(self.source.FontMatrix[0]) if self.type3 else 1.0
            default = 500.0 if not len(each) else 0.0
            return {first + i: float(w) * scale for i, w in enumerate(each)}, default
        inner = self.source.DescendantFonts[0]
        return _composite_widths(inner.get("/W", Array())), float(inner.get("/DW", EM))


def _composite_widths(ranges: Object) -> dict[int, float]:
    """``/W`` of a CIDFont (9.7.4.3): ``first [w w w]`` or ``first last w``."""
    widths: dict[int, float] = {}
    each = iter(pikepdf.Array(ranges).as_list())
    for first in each:
        start, then = int(first), next(each)
        if isinstance(then, Array):
            widths.update({start + i: float(w) for i, w in enumerate(then.as_list())})
        else:
            width = float(next(each))
            widths.update(dict.fromkeys(range(start, int(then) + 1), width))
    return widths


def _em(value: Any) -> float:
    return float(value) / EM
