"""Full-width marks and their half-width twins; dashes, ellipses and quotes as Chinese sets them.

Chinese marks are drawn in one half of a full-width box. Adjacent to another mark, or at a line's
edge, a mark gives its blank half away (clreq 3.1.6; GB/T 15834-2011, 5.1.10), which ``hwid`` does
with a glyph of its own that is really half an em wide. ``pwid`` goes the other way: the Latin
glyph of a character that both scripts use, for a quotation inside Latin text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .glyphs import GlyphCase

OPENERS = "“‘《〈（【「『〔［｛〖〝"
CLOSERS = "”’》〉）】」』〕］｝〗〞"
STOPS = "，。、．"
CENTRED = "；：？！"
CONNECTORS = "-–/"
"""Latin marks that join Han words and then take half an em (GB/T 15834-2011, 5.1.7 and 5.1.9)."""

QUOTES = "“”‘’"
SHARED = "“”‘’—…·"
"""Characters that Chinese sets at a fixed width and Latin proportionally."""

INTERPUNCT = "·"
DASH = "—"
_QUOTE_AIR = 0.08
"""Space between a made full-width quote's ink and the quoted side of its box, in em."""


@dataclass
class Marks:
    """What was struck: glyph substitutions by feature, and characters with a new glyph."""

    hwid: dict[str, str] = field(default_factory=dict)
    pwid: dict[str, str] = field(default_factory=dict)
    cmap: dict[int, str] = field(default_factory=dict)
    long_dash: tuple[str, str] | None = None
    """(dash, two-em dash): a ligature to add, where the source does not join ——."""


def strike_marks(
    case: GlyphCase, cmap: dict[int, str], latin: dict[str, str], *, dashes_join: bool
) -> Marks:
    """Strike all marks that a font can give.

    ``cmap`` is the font's character map with Chinese forms in it, ``latin`` the proportional glyph
    of each of :data:`SHARED` that the font has, ``dashes_join`` whether its own ``ccmp`` makes one
    glyph of two dashes. Marks the font lacks are passed over.
    """
    marks = Marks()
    for character in QUOTES:
        glyph = cmap.get(ord(character))
        if glyph is not None and case.advance(glyph) < case.em * 0.9:
            marks.cmap[ord(character)] = _full_width_quote(case, glyph, character in OPENERS)
    dash = cmap.get(ord(DASH))
    if dash is not None:
        _strike_dashes(case, dash, cmap.get(0x2E3A), marks, joined=dashes_join)
    dot = cmap.get(ord(INTERPUNCT))
    if dot is not None and (ink := case.ink(dot)) is not None:
        half = case.em // 2
        middle = round(half / 2 - (ink[0] + ink[1]) / 2)
        marks.cmap[ord(INTERPUNCT)] = case.strike(dot, middle, half)

    now = cmap | marks.cmap
    for character in OPENERS + CLOSERS + STOPS + CENTRED + CONNECTORS:
        glyph = now.get(ord(character))
        if glyph is not None and case.advance(glyph) != case.em // 2:
            _strike_half(case, glyph, character, marks)
    for character in SHARED:
        proportional, wide = latin.get(character), now.get(ord(character))
        if proportional is not None and wide is not None and proportional != wide:
            marks.pwid[wide] = proportional
    return marks


def half_width_shift(character: str, ink: tuple[float, float], em: int) -> int:
    """How far right a full-width mark's outline moves in a box half an em wide.

    Openers move left by half an em, closers and stops stay; both then move as little as brings
    their ink inside. A mark whose ink is not in the left half already (；：？！ in some fonts), or
    that is wider than the box, is centred by its ink.
    """
    half = em // 2
    base = -half if character in OPENERS else 0
    left, right = ink[0] + base, ink[1] + base
    if left >= 0 and right <= half and character not in CONNECTORS:
        return base
    if right - left > half or character in CENTRED + CONNECTORS:
        return base + round((half - left - right) / 2)
    return base + (round(-left) if left < 0 else round(half - right))


def _strike_half(case: GlyphCase, glyph: str, character: str, marks: Marks) -> None:
    ink = case.ink(glyph)
    if ink is not None and glyph not in marks.hwid:
        shift = half_width_shift(character, ink, case.em)
        marks.hwid[glyph] = case.strike(glyph, shift, case.em // 2)


def _full_width_quote(case: GlyphCase, glyph: str, opens: bool) -> str:
    left, right = case.ink(glyph) or (0, 0)
    air = round(_QUOTE_AIR * case.em)
    shift = round(case.em - air - right) if opens else round(air - left)
    return case.strike(glyph, shift, case.em)


def _strike_dashes(
    case: GlyphCase, dash: str, long: str | None, marks: Marks, *, joined: bool
) -> None:
    """Make — one em wide and —— one glyph of two (GB/T 15834-2011, 5.1.4)."""
    ink = case.ink(dash)
    if ink is None:
        return
    if case.advance(dash) != case.em:
        shift = round((case.em - ink[0] - ink[1]) / 2)
        dash = marks.cmap[ord(DASH)] = case.strike(dash, shift, case.em)
        joined = False
    if joined:
        return
    if long is None or case.advance(long) != 2 * case.em:
        left, right = case.ink(dash) or (0, case.em)
        air = max(left, 0)
        stretch = (2 * case.em - 2 * air) / (right - left)
        long = case.strike(dash, round(air - left * stretch), 2 * case.em, stretch=(stretch, 1.0))
    marks.long_dash = (dash, long)
