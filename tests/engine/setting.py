"""Sets a scrap of HTML as the press would, and reads the finished PDF back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import pdfplumber

from spp_press.composition import Lexicon
from spp_press.engine import Typesetter
from spp_press.problems import Report
from spp_press.styles import FaceFile, Sheet, Style
from spp_press.typeset import Typeset

FONTS = Path(__file__).parents[2] / "fonts"
FACES = tuple(
    FaceFile(family, weight, False, FONTS / file)
    for family, weight, file in (
        ("SPP Song", 400, "spp-song-400.otf"),
        ("SPP Song", 700, "spp-song-700.otf"),
        ("SPP Hei", 700, "spp-hei-700.otf"),
    )
)
FONT_FACES = "".join(
    f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight};"
    f" src: url({face.path.name}) }}"
    for face in FACES
)
BASE = (
    "@page { size: 160mm 200mm; margin: 10mm }"
    "html { font: 10pt/16pt 'SPP Song' } body { margin: 0 }"
    "p { margin: 0; text-align: justify; text-indent: 2ic }"
)


@dataclass(frozen=True)
class Glyph:
    """A drawn character; lengths in pt from the page's top left, ``x1`` by its advance."""

    char: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str


@cache
def set_html(body: str, css: str = "") -> bytes:
    """The drawn PDF of ``body``. Raises InputError where the press would."""
    report = Report()
    sheet = Sheet("asset://style/test.css", "test.css", FONT_FACES + BASE + css)
    style = Style("test", FONTS, (sheet,), {}, {}, FACES, ())
    setter = Typesetter(style, Lexicon.common(), report)
    html = f'<!doctype html><html lang="zh-CN"><title>t</title><body>{body}</body></html>'
    return setter.lay_out(Typeset(html, {}), report).draw()


def lines_of(pdf: bytes) -> list[list[Glyph]]:
    """The lines of all pages: glyphs that share a baseline, from left to right."""
    lines = []
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            glyphs = [
                Glyph(
                    char["text"],
                    char["x0"],
                    char["x1"],
                    round(float(page.height) - char["matrix"][5], 2),
                    char["size"],
                    char["fontname"].partition("+")[2],
                )
                for char in page.chars
            ]
            glyphs.sort(key=lambda glyph: (glyph.baseline, glyph.x0))
            lines += [list(line) for _, line in groupby(glyphs, key=lambda g: g.baseline)]
    return lines


def text_of(line: list[Glyph]) -> str:
    """The characters of a line."""
    return "".join(glyph.char for glyph in line)
