"""Fonts with only their drawn glyphs, each found under the number that the page names."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from weasyprint.pdf import fonts

from spp_press.engine import compose, subsetting
from spp_press.engine.subsetting import HOOKED, compact_fonts, compacted, has_identity_cids
from tests.conftest import ROOT
from tests.engine.setting import FONTS

SONG = ROOT / "fonts" / "spp-song-400.otf"


def test_what_is_hooked_has_the_parameters_it_had() -> None:
    owner, name, parameters = HOOKED
    assert tuple(inspect.signature(getattr(owner, name)).parameters) == parameters


def test_only_the_drawn_glyphs_are_left_under_their_old_numbers() -> None:
    whole = TTFont(SONG)
    numbers = {whole.getGlyphID(whole.getBestCmap()[ord(char)]): char for char in "采购，2021A"}
    data = compacted(SONG, numbers)
    assert data and len(data) < SONG.stat().st_size / 1000
    compact = TTFont(BytesIO(data))
    names = compact["CFF "].cff[0].charset
    assert names == [".notdef", *(f"cid{number:05}" for number in sorted(numbers))]
    before, after = whole.getGlyphSet(), compact.getGlyphSet()
    for name in names[1:]:
        drawn, kept = DecomposingRecordingPen(before), DecomposingRecordingPen(after)
        before[name].draw(drawn)
        after[name].draw(kept)
        assert kept.value == drawn.value
        assert compact["hmtx"][name] == whole["hmtx"][name]


def test_another_kind_of_font_is_left_to_weasyprint(tmp_path: Path) -> None:
    assert compacted(ROOT / "fonts" / "spp-kai-400.ttf", {5: "a"}) is None
    assert compacted(ROOT / "fonts" / "fandol-fang-400.otf", {5: "a"}) is None
    plain = tmp_path / "plain.otf"
    plain.write_bytes(named_by_glyphs())
    assert compacted(plain, {1: "a"}) is None


def test_cids_that_are_not_the_numbers_of_glyphs_are_noticed(tmp_path: Path) -> None:
    """As a usual tool leaves them that subsets a CID-keyed font."""
    data = compacted(SONG, {100: "a", 300: "b"})
    assert data
    assert has_identity_cids(SONG.read_bytes())
    assert not has_identity_cids(data)
    sparse = tmp_path / "sparse.otf"
    sparse.write_bytes(data)
    assert compacted(sparse, {1: "a"}) is None


def named_by_glyphs() -> bytes:
    pen = T2CharStringPen(500, None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 500))
    pen.lineTo((500, 500))
    pen.closePath()
    shape = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({ord("a"): "a"})
    builder.setupCFF("Plain", {}, {".notdef": shape, "a": shape}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupPost()
    data = BytesIO()
    builder.save(data)
    return data.getvalue()


def test_no_font_is_in_memory_before_it_is_subset() -> None:
    before = dict(vars(fonts.Font)), fonts.get_hb_object_data
    with compact_fonts(()):
        font = object.__new__(fonts.Font)
        font.file_content = partial(bytes, 3)
        assert font.file_content == bytes(3)
        font.file_content = b"subset"
        assert font.file_content == b"subset"
    assert (dict(vars(fonts.Font)), fonts.get_hb_object_data) == before


def test_a_styles_fonts_are_subset_from_their_files(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []
    stock = subsetting.compacted

    def compacted(file: Path, glyphs: Mapping[int, str]) -> bytes | None:
        taken.append((file.name, sorted(glyphs.values())))
        return stock(file, glyphs)

    monkeypatch.setattr(subsetting, "compacted", compacted)
    css = "".join(
        f"@font-face {{ font-family: F{weight}; src: url(spp-song-{weight}.otf) }}"
        f" .w{weight} {{ font-family: F{weight} }}"
        for weight in (400, 700)
    )
    body = '<p class="w400">采购<p class="w700">目录'
    compose(f'<html lang="zh-CN"><title>t</title>{body}</html>', css, FONTS).draw()
    assert sorted(taken) == [
        ("spp-song-400.otf", ["购", "采"]),
        ("spp-song-700.otf", ["录", "目"]),
    ]
