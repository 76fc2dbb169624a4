"""The finished fonts keep what the foundry promises; any font is cast the same way."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from spp_press.foundry import (
    Face,
    FoundryError,
    Outcome,
    build_all,
    cast,
    load_manifest,
    marks,
    mending,
)
from spp_press.foundry import __main__ as command
from spp_press.foundry import repertoire as kept
from spp_press.foundry.building import describe
from spp_press.foundry.features import KEPT
from spp_press.foundry.manifest import save_manifest

FONTS = Path(__file__).parents[1] / "fonts"
LISTED = load_manifest(FONTS)
FACES = tuple(face for face in LISTED if not (face.unmodified or face.part))
ADDED = {"hwid", "pwid", "ss13", "ss14", "ss16", "ss17", "ss18"}
FULL_WIDTH_MARKS = marks.OPENERS + marks.CLOSERS + marks.STOPS + marks.CENTRED

each_face = pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)

Glyph = tuple[int, int]  # index, advance


class Shaper:
    """A font, open for looking at and for shaping."""

    def __init__(self, data: bytes) -> None:
        self.font: Any = TTFont(io.BytesIO(data), lazy=True)
        self.em: int = self.font["head"].unitsPerEm
        self.cmap: dict[int, str] = self.font.getBestCmap()
        self.advances: dict[str, tuple[int, int]] = self.font["hmtx"].metrics
        self._shaper = hb.Font(hb.Face(data))

    def shape(self, text: str, *features: str, latin: bool = False) -> list[Glyph]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "ltr"
        buffer.script = "Latn" if latin else "Hani"
        buffer.language = "en" if latin else "zh-Hans"
        hb.shape(self._shaper, buffer, dict.fromkeys(features, True))
        return [
            (info.codepoint, place.x_advance)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def width(self, text: str, *features: str, latin: bool = False) -> int:
        return sum(advance for _, advance in self.shape(text, *features, latin=latin))

    def ink(self, glyph: int) -> tuple[int, int]:
        """The extent of a glyph's outline along x."""
        extents = self._shaper.get_glyph_extents(glyph)
        assert extents is not None
        return extents.x_bearing, extents.x_bearing + extents.width

    def height(self, character: str) -> tuple[int, int]:
        """The extent of a character's outline along y."""
        [(glyph, _)] = self.shape(character, latin=True)
        extents = self._shaper.get_glyph_extents(glyph)
        assert extents is not None
        return extents.y_bearing + extents.height, extents.y_bearing

    def own(self, glyph: int) -> int:
        """A glyph's advance in hmtx: what a PDF writes as its width."""
        return self.advances[self.font.getGlyphName(glyph)][0]


@cache
def opened(file: str) -> Shaper:
    return Shaper((FONTS / file).read_bytes())


def is_han(code: int) -> bool:
    name = unicodedata.name(chr(code), "")
    return name.startswith(("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH")) or code == 0x3007


# The finished fonts


def test_the_faces_of_the_house() -> None:
    assert {(face.family, face.weight) for face in FACES} >= {
        ("SPP Song", 400),
        ("SPP Song", 700),
        ("SPP Song", 900),
        ("SPP Hei", 400),
        ("SPP Hei", 700),
        ("SPP Kai", 400),
    }


def test_a_companion_has_marks_and_letters_and_leaves_han_to_the_face_after_it() -> None:
    [face] = [face for face in LISTED if face.part == "companion"]
    shaper = opened(face.file)
    assert not [chr(code) for code in shaper.cmap if is_han(code)]
    assert set(map(ord, "，。“”（）《》—…·①Aaé0%")) <= shaper.cmap.keys()
    assert shaper.width("，", "hwid") == shaper.em // 2
    assert shaper.width("“") == shaper.em
    assert shaper.width("A", "ss18", latin=True) == shaper.width("A", latin=True) + shaper.em // 5


def test_figures_alone_are_of_one_width_and_keep_it_beside_han() -> None:
    [face] = [face for face in LISTED if face.part == "figures"]
    shaper = opened(face.file)
    assert {c for c in map(chr, shaper.cmap) if not c.isspace()} == set("0123456789")
    assert set(" \u00a0\u3000") <= set(map(chr, shaper.cmap))  # Pango asks it for those too
    for features, gaps in ((), 0), (("ss17",), 1), (("ss18",), 1), (("ss16",), 2):
        widths = {shaper.width(figure, *features, latin=True) for figure in "0123456789"}
        assert widths == {562 + gaps * shaper.em // 5}  # the 9 is the widest of the source's
    [(one, _)] = shaper.shape("1", latin=True)
    left, right = shaper.ink(one)
    [(plain, advance)] = opened("spp-song-400.otf").shape("1", latin=True)
    ink = opened("spp-song-400.otf").ink(plain)
    assert right - left == ink[1] - ink[0]
    assert abs((left + right) - (ink[0] + ink[1]) - (562 - advance)) <= 1  # still in its middle


def test_names_are_what_gb2312_lacks() -> None:
    [face] = [face for face in LISTED if face.part == "names"]
    shaper = opened(face.file)
    characters = set(map(chr, shaper.cmap))
    assert set("璟玥喆䴙鸻㛃𠮷") <= characters
    assert not [c for c in characters if c.encode("gb2312", "ignore") and not c.isspace()]
    han = [code for code in shaper.cmap if is_han(code)]
    assert {shaper.advances[shaper.cmap[code]][0] for code in han} == {shaper.em}
    fang = TTFont(FONTS / "fandol-fang-400.otf", lazy=True).getBestCmap()
    standard = set(map(ord, "".join(kept.tongyong())))
    assert standard <= fang.keys() | shaper.cmap.keys()  # every character that a name may have


def test_an_unmodified_face_is_the_file_that_was_published() -> None:
    [face] = [face for face in LISTED if face.unmodified]
    data = (FONTS / face.file).read_bytes()
    assert hashlib.sha256(data).hexdigest() == face.sha256 == face.source.sha256
    assert "special exception" in (FONTS / face.licence).read_text(encoding="utf-8")


@each_face
def test_manifest_tells_the_truth(face: Face) -> None:
    data = (FONTS / face.file).read_bytes()
    assert hashlib.sha256(data).hexdigest() == face.sha256
    assert describe(face, data) == face
    licence = (FONTS / face.licence).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    copyright_line = opened(face.file).font["name"].getDebugName(0).splitlines()[0]
    assert copyright_line in licence


@each_face
def test_names_weight_and_permission(face: Face) -> None:
    font = opened(face.file).font
    names = font["name"]
    assert (names.getDebugName(16) or names.getDebugName(1)) == face.family
    assert names.getDebugName(6).startswith(face.family.replace(" ", "") + "-")
    assert "Open Font License" in names.getDebugName(13)
    assert font["OS/2"].usWeightClass == face.weight
    assert font["OS/2"].fsType == 0


@each_face
def test_every_face_has_the_same_box(face: Face) -> None:
    shaper = opened(face.file)
    head, system = shaper.font["hhea"], shaper.font["OS/2"]
    box = round(0.88 * shaper.em), round(-0.12 * shaper.em), 0
    assert (head.ascent, head.descent, head.lineGap) == box
    assert (system.sTypoAscender, system.sTypoDescender, system.sTypoLineGap) == box
    assert (system.usWinAscent, -system.usWinDescent) == box[:2]
    assert system.fsSelection & 1 << 7


@each_face
def test_repertoire(face: Face) -> None:
    cmap = opened(face.file).cmap.keys()
    assert kept.required() - cmap == set(map(ord, face.missing))
    assert not any(is_han(ord(character)) for character in face.missing)
    wanted = "①⑳■●→℃№™€‰ⅠⅫ²³ǎǐǒǔǚǹḿÀÿāēīōūαΩ–…·⁰⁵⁹₀₂₅₉"
    assert [character for character in wanted if ord(character) not in cmap] == []


@each_face
def test_a_han_character_is_one_em(face: Face) -> None:
    shaper = opened(face.file)
    han = [code for code in shaper.cmap if is_han(code)]
    assert len(han) > 20_000
    assert {shaper.advances[shaper.cmap[code]][0] for code in han} == {shaper.em}


@each_face
def test_cid_is_glyph_index(face: Face) -> None:
    font = opened(face.file).font
    if "CFF " in font:
        top = font["CFF "].cff.topDictIndex[0]
        assert top.ROS == ("Adobe", "Identity", 0)
        assert top.charset == [".notdef", *(f"cid{i:05d}" for i in range(1, len(top.charset)))]


@each_face
def test_nothing_is_left_over(face: Face) -> None:
    font = opened(face.file).font
    assert not {"vhea", "vmtx", "VORG", "BASE", "DSIG", "fpgm", "prep", "cvt "} & set(font.keys())
    for tag in {"GSUB", "GPOS"} & set(font.keys()):
        table = font[tag].table
        tags = [record.FeatureTag for record in table.FeatureList.FeatureRecord]
        assert set(tags) <= ADDED | set(KEPT)
        assert tags == sorted(tags)


@each_face
def test_half_width_twins(face: Face) -> None:
    shaper = opened(face.file)
    for mark in FULL_WIDTH_MARKS:
        assert shaper.width(mark) == shaper.em, mark
        [(twin, advance)] = shaper.shape(mark, "hwid")
        assert advance == shaper.own(twin) == shaper.em // 2, mark
        left, right = shaper.ink(twin)
        assert left >= 0, mark
        assert right <= shaper.em // 2, mark
    for connector in marks.CONNECTORS:
        assert shaper.width(connector, "hwid") == shaper.em // 2


@each_face
def test_the_side_on_which_a_mark_is_blank(face: Face) -> None:
    shaper = opened(face.file)
    for mark in marks.OPENERS:
        [(full, _)], [(half, _)] = shaper.shape(mark), shaper.shape(mark, "hwid")
        moved = shaper.ink(half)[0] - shaper.ink(full)[0]
        assert abs(moved + shaper.em // 2) <= shaper.em * 0.02, mark
    for mark in marks.CLOSERS + marks.STOPS:
        [(full, _)], [(half, _)] = shaper.shape(mark), shaper.shape(mark, "hwid")
        assert abs(shaper.ink(half)[0] - shaper.ink(full)[0]) <= shaper.em * 0.02, mark


@each_face
def test_dashes_ellipses_and_the_interpunct(face: Face) -> None:
    shaper = opened(face.file)
    for latin in (False, True):
        assert [advance for _, advance in shaper.shape("——", latin=latin)] == [2 * shaper.em]
    assert [advance for _, advance in shaper.shape("……")] == [shaper.em] * 2
    [(dot, advance)] = shaper.shape("·")
    assert advance == shaper.own(dot) == shaper.em // 2
    left, right = shaper.ink(dot)
    assert left == pytest.approx(advance - right, abs=1)


@each_face
def test_quotes_in_latin_text(face: Face) -> None:
    shaper = opened(face.file)
    for quote in marks.QUOTES:
        assert shaper.width(quote, latin=True) == shaper.em
        assert shaper.width(quote, "pwid", latin=True) < shaper.em * 0.6
    assert shaper.width("·", "pwid", latin=True) < shaper.em / 2
    if face.family != "SPP Kai":  # whose dash and ellipsis are the same in Latin text
        for character in "—…":
            assert shaper.shape(character, "pwid") != shaper.shape(character)
    plain = shaper.width("’", "pwid", latin=True)
    assert shaper.width("’", "pwid", "ss17", latin=True) == plain + shaper.em // 5


@each_face
def test_padded_twins(face: Face) -> None:
    shaper = opened(face.file)
    gap = shaper.em // 5
    for letter in [*map(chr, range(0x21, 0x7F)), *"‰°℃€™²³éāßÆŒǎΩ"]:
        [(plain, advance)] = shaper.shape(letter, latin=True)
        for feature, moved, wider in (("ss18", gap, gap), ("ss17", 0, gap), ("ss16", gap, 2 * gap)):
            [(twin, wide)] = shaper.shape(letter, feature, latin=True)
            assert wide == shaper.own(twin) == advance + wider, (letter, feature)
            assert shaper.ink(twin) == tuple(x + moved for x in shaper.ink(plain)), letter


@each_face
def test_the_ends_of_a_run(face: Face) -> None:
    shaper = opened(face.file)
    gap = shaper.em // 5
    for run in ("A", "AV", "Level 12.7.1", "50%"):
        plain = shaper.shape(run, latin=True)
        padded = shaper.shape(run, "ss13", "ss14", latin=True)
        assert sum(w for _, w in padded) == sum(w for _, w in plain) + 2 * gap, run
        assert padded[1:-1] == plain[1:-1], run
    for inside in ("（A）", "——A——", "·A…"):
        assert shaper.width(inside, "ss13", "ss14") == shaper.width(inside)
    assert shaper.width("12℃", "ss13", "ss14") == shaper.width("12℃") + 2 * gap
    assert shaper.width("共12℃的A", "ss13", "ss14") == shaper.width("共12℃的A") + 4 * gap


@pytest.mark.parametrize("face", [f for f in FACES if f.file.endswith("otf")], ids=lambda f: f.file)
def test_kerning_reaches_the_twins(face: Face) -> None:
    shaper = opened(face.file)
    gap = shaper.em // 5
    kerned = shaper.width("AV", latin=True)
    assert kerned < shaper.width("A", latin=True) + shaper.width("V", latin=True)
    assert shaper.width("AV", "ss13", latin=True) == kerned + gap
    assert shaper.width("AV", "ss14", latin=True) == kerned + gap
    assert shaper.width("かなカナ、。", latin=False) == 6 * shaper.em


@each_face
def test_small_figures(face: Face) -> None:
    shaper = opened(face.file)
    digit = shaper.height("5")
    for above, below in zip(mending.SUPERSCRIPTS, mending.SUBSCRIPTS, strict=True):
        top, bottom = shaper.height(above), shaper.height(below)
        assert 0.45 < (top[1] - top[0]) / (digit[1] - digit[0]) < 0.75
        assert top[0] > shaper.em * 0.2
        assert -0.25 * shaper.em < bottom[0] < 0
        assert shaper.width(above) == shaper.width(below) or face.family == "SPP Kai"


# The repertoire


def test_the_table_of_characters() -> None:
    assert [len(level) for level in kept.tongyong()] == [3500, 3000, 1605]
    every = set(map(ord, "".join(kept.tongyong())))
    assert len(every) == 8105
    assert len(every - kept.gbk()) == 276
    assert not any(0xE000 <= code < 0xF900 for code in kept.gbk())
    assert {ord(character) for character in kept.RARE_NAMES} <= kept.house()


@pytest.mark.parametrize(
    ("mark", "ink", "shift"),
    [
        ("（", (700, 930), -500),  # an opener moves left by half an em
        ("〖", (700, 1010), -510),  # and a little more, if it stuck out
        ("）", (60, 300), 0),
        ("〗", (-12, 300), 12),
        ("，", (76, 229), 0),
        ("！", (194, 303), 0),  # on the left already, as a Simplified Chinese font draws it
        ("？", (300, 700), -250),  # in the middle of a full box: to the middle of half a box
        ("？", (70, 610), -90),  # wider than half an em: the same overhang on both sides
        ("-", (43, 302), 78),
    ],
)
def test_half_width_shift(mark: str, ink: tuple[float, float], shift: int) -> None:
    assert marks.half_width_shift(mark, ink, 1000) == shift


# Casting other fonts


WIDE = "中文“（）”，。？—…"
NARROW = " AV9-·"


def small_font(*, postscript: bool = False, em: int = 2048, permission: int = 0) -> TTFont:
    """A font of boxes: Han characters and marks full-width, the rest narrow; A and V kern."""
    characters = sorted(WIDE + NARROW)
    names = {ord(character): f"u{ord(character):04X}" for character in characters}
    builder = FontBuilder(em, isTTF=not postscript)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    metrics, drawn = {".notdef": (em, 0)}, {}
    for name in builder.font.getGlyphOrder():
        character = chr(int(name[1:], 16)) if name != ".notdef" else "中"
        advance = em if character in WIDE and character not in "“”" else em // 3
        left = em // 2 + 50 if character == "（" else 50
        pen = T2CharStringPen(advance, None) if postscript else TTGlyphPen(None)
        if character != " ":
            right = left + (em // 3 if advance == em else em // 5)
            pen.moveTo((left, 0))
            for point in ((left, em // 2), (right, em // 2), (right, 0)):
                pen.lineTo(point)
            pen.closePath()
        drawn[name] = pen.getCharString() if postscript else pen.glyph()
        metrics[name] = (advance, left)
    if postscript:
        builder.setupCFF("Small", {}, drawn, {})
    else:
        builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=em, descent=-em // 4)
    builder.setupNameTable({"copyright": "© A. Designer", "familyName": "Small"})
    builder.setupOS2(fsType=permission)
    builder.setupPost()
    builder.addOpenTypeFeatures("feature kern { pos u0041 u0056 -100; } kern;")
    return builder.font


def saved(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@pytest.mark.parametrize("postscript", [False, True])
def test_any_static_font_is_cast_alike(postscript: bool) -> None:
    data = saved(small_font(postscript=postscript))
    result = cast(data, "Own", 400)
    assert result == cast(data, "Own", 400)
    shaper = Shaper(result)
    assert shaper.em == 2048
    assert shaper.width("“", latin=True) == 2048
    assert shaper.width("“", "hwid") == shaper.width("？", "hwid") == 1024
    assert shaper.width("“", "pwid", latin=True) == 2048 // 3
    assert shaper.width("·") == 1024
    assert len(shaper.shape("——")) == 1
    assert shaper.width("——") == 2 * 2048
    kerned = shaper.width("AV", latin=True)
    assert kerned == 2 * (2048 // 3) - 100
    assert shaper.width("AV", "ss13", "ss14", latin=True) == kerned + 2 * round(0.2 * 2048)
    assert (shaper.font["hhea"].ascent, shaper.font["hhea"].descent) == (1802, -246)
    assert shaper.font["name"].getDebugName(0) == "© A. Designer"


def test_a_finished_font_can_be_cast_again() -> None:
    characters = frozenset(map(ord, "国家标准，“”——AVo"))
    face = next(face for face in FACES if face.file.endswith("otf"))
    data = (FONTS / face.file).read_bytes()
    result = cast(data, "Again", 700, characters=characters)
    assert result == cast(data, "Again", 700, characters=characters)
    shaper, before = Shaper(result), opened(face.file)
    for text, features in (("——", ()), ("，", ("hwid",)), ("AVo", ("ss13", "ss14"))):
        assert shaper.width(text, *features) == before.width(text, *features)
    assert set(shaper.cmap) == characters


def test_a_latin_face_keeps_its_quotes() -> None:
    data = saved(small_font())
    shaper = Shaper(cast(data, "Own", 400, characters=frozenset(map(ord, "AV“”—"))))
    assert shaper.width("“") == 2048 // 3
    assert shaper.width("A", "ss17", latin=True) == 2048 // 3 + round(0.2 * 2048)


def test_an_old_font_gets_the_fields_of_a_new_one() -> None:
    font = small_font()
    system = font["OS/2"]
    system.version = 0
    for name in ("ulCodePageRange1", "ulCodePageRange2", "sxHeight", "sCapHeight"):
        delattr(system, name)
    result = TTFont(io.BytesIO(cast(saved(font), "Own", 400)))
    assert result["OS/2"].version == 4
    assert result["OS/2"].fsSelection & 1 << 7


def test_a_family_with_a_chinese_name() -> None:
    font = TTFont(io.BytesIO(cast(saved(small_font(postscript=True)), "我的宋体", 900)))
    assert font["name"].getDebugName(16) == "我的宋体"
    assert font["name"].getDebugName(6).isascii()


def test_collections_are_picked_from() -> None:
    collection = TTCollection()
    collection.fonts = [small_font(), small_font()]
    collection.fonts[1]["name"].setName("Small SC", 1, 3, 1, 0x409)
    out = io.BytesIO()
    collection.save(out)
    data = out.getvalue()
    assert cast(data, "Own", 400) == cast(data, "Own", 400, 1) == cast(data, "Own", 400, "Small SC")
    with pytest.raises(FoundryError, match=r"pick one of its fonts: 0 Small; 1 Small SC"):
        cast(data, "Own", 400, 2)


def test_what_is_refused() -> None:
    with pytest.raises(FoundryError, match=r"fsType 2.*--unmodified"):
        cast(saved(small_font(permission=2)), "Own", 400)
    with pytest.raises(FoundryError, match="weight 450"):
        cast(saved(small_font()), "Own", 450)
    with pytest.raises(FoundryError, match="not a font"):
        cast(b"<!doctype html>", "Own", 400)
    variable = FontBuilder(font=small_font())
    variable.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    with pytest.raises(FoundryError, match="variable font"):
        cast(saved(variable.font), "Own", 400)


def test_add_casts_and_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "small.ttf"
    source.write_bytes(saved(small_font()))
    out = tmp_path / "out"
    arguments = ["add", str(source), "--family", "My Face", "--weight", "700", "--out", str(out)]
    assert command.main(arguments) == 0
    [face] = load_manifest(out)
    assert (face.family, face.weight, face.file) == ("My Face", 700, "my-face-700.ttf")
    assert (out / face.file).read_bytes() == cast(source, "My Face", 700)
    assert "19 characters" in capsys.readouterr().out

    assert command.main([*arguments, "--unmodified"]) == 0
    [face] = load_manifest(out)
    assert face.unmodified
    assert (out / face.file).read_bytes() == source.read_bytes()


def test_building_again_compares(tmp_path: Path) -> None:
    source = tmp_path / "small.ttf"
    source.write_bytes(saved(small_font()))
    fonts = tmp_path / "fonts"
    assert command.main(["add", str(source), "--family", "My Face", "--out", str(fonts)]) == 0
    [face] = load_manifest(fonts)
    kept_file = fonts / face.file

    def outcome(*, accept: bool = False) -> Outcome:
        [one] = build_all(fonts, [tmp_path], accept=accept).values()
        return one

    assert outcome() is Outcome.SAME
    kept_file.write_bytes(kept_file.read_bytes() + b"\0")
    assert outcome() is Outcome.DIFFERENT
    assert outcome(accept=True) is Outcome.ACCEPTED
    kept_file.unlink()
    assert outcome() is Outcome.NEW
    source.write_bytes(saved(small_font(em=1000)))
    assert outcome() is Outcome.OTHER_SOURCE
    source.unlink()
    assert outcome() is Outcome.NO_SOURCE


def test_manifest_keeps_what_it_was_given(tmp_path: Path) -> None:
    save_manifest(tmp_path, LISTED)
    assert load_manifest(tmp_path) == LISTED
    with pytest.raises(FoundryError, match="not a manifest"):
        load_manifest(tmp_path / "elsewhere")


def test_reading_the_manifest_loads_no_font_library() -> None:
    code = (
        "import sys; from spp_press.foundry import load_manifest; "
        "sys.exit('fontTools' in sys.modules or 'uharfbuzz' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
