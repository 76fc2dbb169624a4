"""Small repairs to a source: figures that it lacks, and glyphs that have the wrong width."""

from __future__ import annotations

import unicodedata

from .glyphs import GlyphCase

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"

_SIZE, _RISE, _DROP = 0.6, 0.33, 0.13
"""Of a made figure: its size against a digit; how far it rises or drops, in em."""


def strike_figures(case: GlyphCase, cmap: dict[int, str], wanted: frozenset[int]) -> dict[int, str]:
    """Strike the wanted superscript and subscript figures that the font lacks (CO₂, PM₂.₅).

    Superscripts are digits at the size and height of the font's own ², subscripts are superscripts
    below the baseline.
    """
    struck: dict[int, str] = {}
    size, rise = _figure_size(case, cmap)
    for value, (above, below) in enumerate(zip(SUPERSCRIPTS, SUBSCRIPTS, strict=True)):
        digit = cmap.get(ord("0") + value)
        if digit is None or ord(below) not in wanted:
            continue
        superscript = cmap.get(ord(above))
        if superscript is None:
            advance = round(case.advance(digit) * size)
            superscript = case.strike(digit, 0, advance, stretch=(size, size), rise=rise)
            struck[ord(above)] = superscript
        if ord(below) not in cmap:
            drop = -rise - round(_DROP * case.em)
            struck[ord(below)] = case.strike(superscript, 0, case.advance(superscript), rise=drop)
    return struck


def strike_square(case: GlyphCase, cmap: dict[int, str]) -> dict[int, str]:
    """Strike East Asian wide characters anew whose advance is nearly but not exactly one em.

    The composer counts on a Han character being 1 em; one of 977 thousandths would leave a line
    short and its glyph off the grid.
    """
    struck: dict[int, str] = {}
    for code, glyph in sorted(cmap.items()):
        short = case.em - case.advance(glyph)
        wide = unicodedata.east_asian_width(chr(code)) in {"W", "F"}
        if wide and 0 < abs(short) < case.em / 10:
            struck[code] = case.strike(glyph, round(short / 2), case.em)
    return struck


def strike_tabular(case: GlyphCase, cmap: dict[int, str]) -> dict[int, str]:
    """Strike the figures that are narrower than the widest anew, each in the middle of its width.

    Below one another they then stand in columns; a 1 that is narrower puts all before it aside.
    """
    digits = {code: cmap[code] for code in map(ord, "0123456789") if code in cmap}
    widest = max(map(case.advance, digits.values()), default=0)
    struck: dict[int, str] = {}
    for code, glyph in digits.items():
        if short := widest - case.advance(glyph):
            struck[code] = case.strike(glyph, round(short / 2), widest)
    return struck


def _figure_size(case: GlyphCase, cmap: dict[int, str]) -> tuple[float, int]:
    """The size of superscript figures against digits, and their rise in font units."""
    digit, model = cmap.get(ord("2")), cmap.get(ord("²"))
    if digit is not None and model is not None:
        full, small = case.bounds(digit), case.bounds(model)
        if full is not None and small is not None:
            return (small[3] - small[1]) / (full[3] - full[1]), round(small[1])
    return _SIZE, round(_RISE * case.em)
