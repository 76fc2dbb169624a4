"""A drawing that comes again is drawn once, and looks as it did."""

from __future__ import annotations

import inspect
import io

import numpy as np
import pikepdf
import pymupdf
import pypdfium2
import pytest
from numpy.typing import NDArray
from weasyprint.images import SVGImage

from spp_press.engine import Pages, compose, drawings
from spp_press.engine.drawings import HOOKED
from spp_press.styles import Asset
from tests.engine.setting import FONTS

CSS = (
    "@font-face { font-family: Song; src: url(spp-song-400.otf) }"
    "@page { size: 90mm 60mm; margin: 10mm } html { font: 10pt/16pt Song } body { margin: 0 }"
    "img { width: 20mm } .small { width: 10mm } .faint { opacity: .5 }"
)
CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" font-family="Song">
<defs><linearGradient id="g"><stop stop-color="#c00"/><stop offset="1" stop-color="#00c"/>
</linearGradient><clipPath id="c"><circle cx="40" cy="50" r="30"/></clipPath></defs>
<rect x="10" y="10" width="80" height="80" fill="url(#g)" clip-path="url(#c)"/>
<g opacity=".5"><circle cx="120" cy="40" r="30"/><circle cx="140" cy="60" r="30" fill="red"/></g>
<text x="100" y="95" text-anchor="middle" font-size="20">采购金额</text>
<path d="M150 10 L190 90" stroke="green" stroke-width="4"/></svg>"""
ROUNDED = 16
"""Of 255: readers multiply a form's matrices in another order."""

IMAGES = '<p><img src="asset:a.svg" alt="甲"><img src="asset:a.svg" alt="乙">'
SMALL = '<img src="asset:a.svg" alt="丙" class="small">'
FAINT = '<img src="asset:a.svg" alt="丁" class="faint">'


def laid_out(body: str) -> Pages:
    assets = {"asset:a.svg": Asset(CHART.encode(), "image/svg+xml")}
    return compose(f'<html lang="zh-CN"><title>t</title>{body}</html>', CSS, FONTS, assets=assets)


def drawn_anew(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The pages with every drawing drawn where it stands, as WeasyPrint does."""
    with monkeypatch.context() as patched:
        patched.setattr(drawings, "_draw", lambda stock: stock)
        return pages.draw()


def paintings(pdf: bytes) -> list[str]:
    """The forms that pages paint, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            str(instruction.operands[0])
            for page in opened.pages
            for instruction in pikepdf.parse_content_stream(page, "Do")
        ]


def by_mupdf(pdf: bytes) -> list[NDArray[np.int_]]:
    drawn = [page.get_pixmap(dpi=144) for page in mupdf(pdf)]
    return [np.frombuffer(pixels.samples, np.uint8).astype(int) for pixels in drawn]


def by_pdfium(pdf: bytes) -> list[NDArray[np.int_]]:
    opened = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=2).to_numpy().astype(int) for page in opened]


def mupdf(pdf: bytes) -> pymupdf.Document:
    return pymupdf.open(stream=pdf)


def test_what_is_hooked_has_the_parameters_it_had() -> None:
    owner, name, parameters = HOOKED
    assert tuple(inspect.signature(getattr(owner, name)).parameters) == parameters


@pytest.mark.parametrize(
    ("body", "forms"),
    [
        (IMAGES, 1),  # the first is drawn in place
        (IMAGES + IMAGES + "<p style='break-before: page'>又" + IMAGES, 1),
        (IMAGES + SMALL, 1),
        (IMAGES + SMALL + SMALL, 2),
        (IMAGES + FAINT, 1),  # in a group of its own, with resources of its own
    ],
)
def test_a_drawing_that_comes_again_is_painted_again(body: str, forms: int) -> None:
    pdf = laid_out(body).draw()
    times = body.count("<img")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        plain = [
            thing.objgen
            for thing in opened.objects
            if isinstance(thing, pikepdf.Stream)
            and thing.get("/Subtype") == "/Form"
            and "/Group" not in thing
        ]
    assert len(plain) == forms
    assert len(paintings(pdf)) < times * 2  # each has an opacity and an anchored text of its own


@pytest.mark.parametrize("body", [IMAGES, IMAGES + IMAGES + SMALL + SMALL + FAINT + FAINT])
def test_it_looks_and_reads_as_if_drawn_anew(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = laid_out(body)
    once, anew = pages.draw(), drawn_anew(pages, monkeypatch)
    assert once != anew

    assert [page.get_text() for page in mupdf(once)] == [page.get_text() for page in mupdf(anew)]
    for pixels in (by_mupdf, by_pdfium):
        for one, other in zip(pixels(once), pixels(anew), strict=True):
            assert np.abs(one - other).max() <= ROUNDED


def test_nothing_stays_hooked() -> None:
    stock = SVGImage.draw
    laid_out(IMAGES).draw()
    assert SVGImage.draw is stock
