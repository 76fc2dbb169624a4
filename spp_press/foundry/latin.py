"""Latin letters, digits and signs with the Han–Latin gap inside their advance.

The gap (clreq 3.2.2: a quarter of an em at most by custom, a fifth in the classic house style)
cannot be a margin: from a tenth of an em on, extractors read a gap between glyphs as a space. A
padded advance never reads as one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .glyphs import GlyphCase

PAD = 0.2
"""The gap in em."""


@dataclass
class Padded:
    """Each plain glyph's twins: space before it, after it, and on both sides."""

    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    around: dict[str, str] = field(default_factory=dict)


def strike_padded(case: GlyphCase, glyphs: list[str]) -> Padded:
    """Strike the three twins of each glyph, in the order given, repeats left out."""
    pad = round(case.em * PAD)
    padded = Padded()
    for glyph in dict.fromkeys(glyphs):
        wide = case.advance(glyph) + pad
        padded.before[glyph] = case.strike(glyph, pad, wide)
        padded.after[glyph] = case.strike(glyph, 0, wide)
        padded.around[glyph] = case.strike(glyph, pad, wide + pad)
    return padded
