"""Our documents: 2021-1 as the press makes it, and its paragraphs at other measures."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.engine.setting import set_html

from .glyphs import Bearings, Glyph, read_glyphs
from .texts import ROOT

SIZE = 10.0  # pt, of the paragraphs at other measures
MEASURES = (16, 20, 24, 30, 36)  # ic
ISSUE_SIZE = 10.5
ISSUE_MEASURE = 336.0  # pt: 32 ic
GRID = 17.0  # pt
FONTS = ROOT / "fonts"


def set_paragraphs(texts: Sequence[str], measure: float) -> bytes:
    """``texts`` as paragraphs of ``measure`` ic, set by the engine."""
    body = "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in texts)
    return set_html(body, f"p {{ width: {measure}ic; hyphens: auto }}")


def glyphs_of(pdf: bytes) -> list[Glyph]:
    """What a PDF draws, with the bearings of the fonts in ``fonts/``."""
    return read_glyphs(pdf, bearings)


def running_text(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of 2021-1 that are of the size and face of running text."""
    return [g for g in glyphs if abs(g.size - ISSUE_SIZE) < 0.1 and "Song" in g.font]


@cache
def bearings(font: str) -> Bearings | None:
    """The bearings of a face, by its name in the PDF."""
    files: dict[str, tuple[Path, int]] = {
        "songbold": (FONTS / "spp-song-700.otf", 0),
        "songblack": (FONTS / "spp-song-900.otf", 0),
        "song": (FONTS / "spp-song-400.otf", 0),
        "heibold": (FONTS / "spp-hei-700.otf", 0),
        "hei": (FONTS / "spp-hei-400.otf", 0),
        "kai": (FONTS / "spp-kai-400.ttf", 0),
        "notoserif": (Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"), 2),
    }
    name = font.lower().replace("-", "").replace(" ", "")
    for key, (file, number) in files.items():
        if key in name and file.is_file():
            return Bearings(file, number)
    return None
