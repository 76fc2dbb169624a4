"""One font in, one font made for Chinese setting out: the whole casting, step by step."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, TTLibError, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from . import repertoire
from .errors import FoundryError
from .features import KEPT, Substitutions, extend_positions, keep_one_language
from .glyphs import GlyphCase, number_cids
from .latin import Padded, strike_padded
from .marks import DASH, SHARED, Marks, strike_marks
from .mending import strike_figures, strike_square, strike_tabular
from .naming import WEIGHTS, rename, set_metrics, source_name

_DROPPED = (
    *("BASE", "DSIG", "VORG", "vhea", "vmtx", "gasp", "hdmx", "LTSH", "VDMX", "PCLT", "meta"),
    *("FFTM", "TTFA", "STAT", "feat", "kerx", "mort", "morx", "prop"),
)
_RESTRICTED, _NO_SUBSETTING, _BITMAP_ONLY = 0x0002, 0x0100, 0x0200
_PUNCTUATION = 0x2010
"""From here on characters have regional forms; letters before it have none we want."""


def cast(
    source: bytes | Path,
    family: str,
    weight: int,
    number: int | str | None = None,
    characters: frozenset[int] | None = None,
) -> bytes:
    """Cast a font: the bytes of an OpenType font made for Chinese setting.

    ``source`` is an OpenType, TrueType or WOFF font, or a collection, of which ``number`` picks a
    font by index or by name (left out: the only one whose family ends in "SC"). ``weight`` is a CSS
    weight in hundreds. ``characters`` are the code points to keep, by default
    :func:`repertoire.house`. The same arguments always give the same bytes (with the same fontTools
    and HarfBuzz). Raises :class:`FoundryError` for a font that cannot or may not be cast.
    """
    if weight not in WEIGHTS:
        raise FoundryError(f"weight {weight}: use one of {', '.join(map(str, WEIGHTS))}")
    data = source.read_bytes() if isinstance(source, Path) else source
    data = single_font(data, number)
    font = _open(data)
    _refuse(font)
    name = source_name(font)

    wanted = repertoire.house() if characters is None else characters
    forms = _Forms(font, data)
    chinese = forms.chinese(wanted)
    latin = forms.latin(chinese)
    _set_cmap(font, chinese)
    keep_one_language(font)
    _subset(font, set(chinese), set(latin.values()))
    _strike(font, latin, wanted, dashes_join=forms.dashes_join())
    set_metrics(font)
    rename(font, family, weight, name)
    out = io.BytesIO()
    font.save(out)
    return number_cids(out.getvalue())


def single_font(data: bytes, number: int | str | None = None) -> bytes:
    """A plain font file's bytes from a font, a WOFF font or one font of a collection."""
    if data[:4] == b"ttcf":
        return _from_collection(data, number)
    if data[:4] not in {b"wOFF", b"wOF2"}:
        return data
    font = _open(data)
    font.flavor = None
    return _saved(font)


def _from_collection(data: bytes, number: int | str | None) -> bytes:
    fonts = TTCollection(io.BytesIO(data), lazy=True).fonts
    families = [
        font["name"].getDebugName(16) or font["name"].getDebugName(1) or "" for font in fonts
    ]
    listing = "; ".join(f"{index} {family}" for index, family in enumerate(families))
    if isinstance(number, str):
        found = [index for index, family in enumerate(families) if family == number]
    elif number is not None:
        found = [number] if 0 <= number < len(fonts) else []
    else:
        found = [
            index
            for index, family in enumerate(families)
            if family.endswith(" SC") and "Mono" not in family
        ]
    if len(found) != 1:
        raise FoundryError(f"this is a collection; pick one of its fonts: {listing}")
    return _saved(TTFont(io.BytesIO(data), fontNumber=found[0], lazy=True, recalcTimestamp=False))


def _open(data: bytes) -> Any:
    try:
        return TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)
    except (TTLibError, AssertionError, ImportError) as error:  # WOFF2 needs brotli
        raise FoundryError(f"this is not a font that can be read ({error})") from error


def _saved(font: Any) -> bytes:
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


def _refuse(font: Any) -> None:
    """Stop at what the foundry cannot cast, and at what the font's licence bits forbid."""
    if "fvar" in font or "CFF2" in font:
        raise FoundryError(
            "this is a variable font; make a static font of the weight you want first "
            "(fonttools varLib.instancer FONT wght=400)"
        )
    if "glyf" not in font and "CFF " not in font:
        raise FoundryError("this font has no outlines (neither glyf nor CFF)")
    forbidden = _RESTRICTED | _NO_SUBSETTING | _BITMAP_ONLY
    if (kind := font["OS/2"].fsType) & forbidden:
        raise FoundryError(
            f"the font's embedding bits (fsType {kind}) forbid changing or subsetting it; "
            "with a licence to embed it, use it as it is (--unmodified)"
        )


class _Forms:
    """What HarfBuzz makes of single characters: the source's Chinese and Latin forms."""

    def __init__(self, font: Any, data: bytes) -> None:
        self._font = hb.Font(hb.Face(data))
        self._order: list[str] = font.getGlyphOrder()
        self._cmap: dict[int, str] = font.getBestCmap()
        self._metrics = font["hmtx"].metrics
        self._em: int = font["head"].unitsPerEm

    def chinese(self, wanted: frozenset[int]) -> dict[int, str]:
        """The glyph of each wanted character in Simplified Chinese (``locl``, ZHS)."""
        plain = {"ccmp": False, "liga": False, "calt": False, "clig": False}
        found: dict[int, str] = {}
        for code in sorted(wanted & self._cmap.keys()):
            glyphs = [self._cmap[code]]
            if code >= _PUNCTUATION and not 0x2028 <= code <= 0x202F:
                glyphs = self._shape(chr(code), "Hani", "zh-Hans", plain)
            found[code] = glyphs[0] if len(glyphs) == 1 else self._cmap[code]
        return found

    def latin(self, chinese: dict[int, str]) -> dict[str, str]:
        """The Latin glyph of each shared character, where it is another or a narrow one.

        Some fonts keep a proportional · for Japanese only, so that is asked after English.
        """
        found: dict[str, str] = {}
        for character in SHARED:
            if ord(character) not in self._cmap:
                continue
            for language in ("en", "ja"):
                glyphs = self._shape(character, "Latn", language, {"pwid": True, "ccmp": False})
                if len(glyphs) != 1:
                    continue
                narrow = self._metrics[glyphs[0]][0] < 0.95 * self._em
                if narrow or glyphs[0] != chinese.get(ord(character), glyphs[0]):
                    found[character] = glyphs[0]
                    break
        return found

    def dashes_join(self) -> bool:
        """Whether two dashes become one glyph of two em in Chinese."""
        if ord(DASH) not in self._cmap:
            return False
        glyphs = self._shape(DASH * 2, "Hani", "zh-Hans", {})
        return len(glyphs) == 1 and self._metrics[glyphs[0]][0] == 2 * self._em

    def _shape(self, text: str, script: str, language: str, features: dict[str, bool]) -> list[str]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "ltr", script, language
        hb.shape(self._font, buffer, features)
        return [self._order[info.codepoint] for info in buffer.glyph_infos]


def _set_cmap(font: Any, mapping: dict[int, str]) -> None:
    """Write a character map of two subtables: the BMP, and all of Unicode."""
    table = newTable("cmap")
    table.tableVersion, table.tables = 0, []
    for form, encoding in ((4, 1), (12, 10)):
        subtable = CmapSubtable.newSubtable(form)
        subtable.platformID, subtable.platEncID, subtable.language = 3, encoding, 0
        subtable.cmap = {
            code: glyph for code, glyph in mapping.items() if code < 0x10000 or form == 12
        }
        table.tables.append(subtable)
    font["cmap"] = table


def _subset(font: Any, codes: set[int], glyphs: set[str]) -> None:
    options = Options()
    options.layout_features = list(KEPT)
    options.name_IDs, options.name_languages = ["*"], ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = False
    options.drop_tables = [*options.drop_tables, *_DROPPED]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes, glyphs=glyphs)
    subsetter.subset(font)
    if "post" in font:
        font["post"].formatType = 3.0


def _strike(font: Any, latin: dict[str, str], wanted: frozenset[int], *, dashes_join: bool) -> None:
    """Strike the twins of marks and letters, and offer them as features (see the package)."""
    case = GlyphCase(font)
    cmap: dict[int, str] = font.getBestCmap()
    cmap |= strike_square(case, cmap)
    if wanted == repertoire.figures():  # alone they are for tables, where they stand in columns
        cmap |= strike_tabular(case, cmap)
    cmap |= strike_figures(case, cmap, wanted)
    latin_glyphs = {glyph for code, glyph in cmap.items() if repertoire.is_latin(code)}
    full_width = {glyph for glyph in case.names() if case.advance(glyph) == case.em}
    full_width -= latin_glyphs
    narrow = set(case.names()) - full_width
    substitutions = Substitutions(font, case)
    marks = Marks()
    if any(0x3000 < code < 0xA000 for code in cmap):  # a Latin face keeps its quotes as they are
        marks = strike_marks(case, cmap, latin, dashes_join=dashes_join)
    _offer_marks(substitutions, marks)
    letters = [
        glyph
        for code, glyph in sorted(cmap.items())
        if repertoire.at_boundary(code, full_width=glyph in full_width)
    ]
    letters += [latin[character] for character in SHARED if character in latin]
    letters += [
        glyph
        for glyph in substitutions.alternates(letters)
        if glyph in narrow and case.advance(glyph) > 0
    ]
    padded = strike_padded(case, letters)
    cmap |= marks.cmap
    _set_cmap(font, cmap)
    if padded.before:
        # No gap beside a mark, nor between a number and a full-width unit (12℃).
        beside = {*narrow, *padded.before, *padded.before.values(), *padded.after.values()}
        beside |= {*marks.hwid, *marks.hwid.values()}
        beside |= {cmap[ord(character)] for character in SHARED if ord(character) in cmap}
        _offer_padded(substitutions, padded, beside)
    substitutions.close()
    extend_positions(font, case, padded, full_width)
    case.close()


def _offer_marks(substitutions: Substitutions, marks: Marks) -> None:
    if marks.long_dash is not None:
        dash, long = marks.long_dash
        substitutions.feature("ccmp", [substitutions.ligature((dash, dash), long)])
    for tag, mapping in (("hwid", marks.hwid), ("pwid", marks.pwid)):
        if mapping:
            substitutions.feature(tag, [substitutions.single(mapping)])


def _offer_padded(substitutions: Substitutions, padded: Padded, beside: set[str]) -> None:
    """Offer twins by glyph, and by the ends of a run: where no glyph of ``beside`` is next."""
    before = substitutions.single(padded.before)
    after = substitutions.single(padded.after)
    around = substitutions.single(padded.around)
    both = {padded.before[glyph]: twin for glyph, twin in padded.around.items()}
    closing = substitutions.single(padded.after | both)
    plain, opened = set(padded.before), set(padded.before.values())
    start = substitutions.at_edge(plain, beside, [before], start=True)
    end = substitutions.at_edge(plain | opened, beside, [closing], start=False)
    for tag, lookup in (
        ("ss13", start),
        ("ss14", end),
        ("ss16", around),
        ("ss17", after),
        ("ss18", before),
    ):
        substitutions.feature(tag, [lookup])
