"""Total ink as we compute it, beside what MuPDF draws on four plates."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pikepdf
import pymupdf
import pytest

from spp_press.preflight import ink_maps
from spp_press.preflight.inking import SIDE, Sheet, inked
from spp_press.preflight.proof import PressProof
from spp_press.preflight.rasters import window
from spp_press.printers import Printer
from tests.conftest import Made
from tests.preflight.small import damaged, drawing

TOLERANCE = 0.05  # of 1, that is 5 % ink: what half a pixel makes of a window's edge
SAFE_SIDE = 0.15  # where the page's most ink is in type, or in small arrowheads

LARGE_TYPE = 2.3  # the inks of the darkest type of a style


@pytest.fixture(autouse=True, scope="module")
def plates_as_they_are() -> Iterator[None]:
    """MuPDF would show them as on a monitor."""
    pymupdf.TOOLS.set_icc(False)
    yield
    pymupdf.TOOLS.set_icc(True)


def ours(pdf: bytes, printer: Printer) -> list[Sheet]:
    """Each page as we compute it."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        sheets = [
            inked(page.marks, page.bled, -1, {})
            for page in PressProof(opened, printer=printer).pages
        ]
    return [sheet for sheet in sheets if sheet is not None]


def theirs(pdf: bytes) -> list[Sheet]:
    """Each page as MuPDF draws it."""
    sheets = []
    for page in pymupdf.open(stream=pdf):
        drawn = page.get_pixmap(colorspace=pymupdf.csCMYK, alpha=False)
        pixels = np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.width, 4)
        sheet = Sheet((0, 0, drawn.width, drawn.height), {})
        sheet.plates = np.moveaxis(pixels, -1, 0).astype(np.float32) / 255
        sheets.append(sheet)
    return sheets


def excess(pdf: bytes, printer: Printer) -> list[float]:
    """By how much our highest window is above MuPDF's, page by page."""
    return [
        float(mine.means().max() - other.means().max())
        for mine, other in zip(ours(pdf, printer), theirs(pdf), strict=True)
    ]


def test_the_bulletins_ink_is_what_mupdf_draws(made: Made, printer: Printer) -> None:
    pdf = made.print.read_bytes()
    highest = [float(sheet.means().max()) for sheet in ours(pdf, printer)]
    for high, more in zip(highest, excess(pdf, printer), strict=True):
        assert more >= -TOLERANCE
        # Large type counts as if solid, also where its strokes are few (目): far below any limit.
        assert more <= SAFE_SIDE or high <= LARGE_TYPE


def test_the_torture_issues_ink_is_what_mupdf_draws(print_pdf: bytes, printer: Printer) -> None:
    found = excess(print_pdf, printer)
    assert min(found) >= -TOLERANCE and max(found) <= SAFE_SIDE


@pytest.mark.parametrize(
    "content",
    [
        "0.9 0.2 0 0.1 k 100 100 200 100 re f",
        "0.9 0.2 0 0.1 k 100 100 m 300 120 l 200 300 l h f",
        "0 1 0 0 k 300 300 m 300 355 255 400 200 400 c 145 400 100 355 100 300 c 100 245 145 200 "
        "200 200 c 255 200 300 245 300 300 c f*",
        "30 w 1 0 1 0 K 100 100 m 300 300 l S",
        "100 100 m 300 120 l 200 300 l h W n 0.4 0.4 0.4 0 k 0 0 500 500 re f",
        "0.7 0.7 0 0 k 100 100 200 100 re f 0 0 0 1 k 150 120 50 50 re f",
        "0.7 0.7 0 0 k 100 100 200 100 re f /H gs 0 0 1 0.2 k 150 120 100 100 re f",
        "0.7 0.7 0 0 k 100 100 200 100 re f /M gs 0.5 0 1 0.2 k 150 120 100 100 re f",
    ],
    ids=["box", "triangle", "disc", "stroke", "clip", "knockout", "half", "multiply"],
)
def test_a_shapes_ink_is_what_mupdf_draws(content: str, clean: bytes, printer: Printer) -> None:
    pdf = damaged(
        clean,
        drawing(
            content,
            ExtGState_H=pikepdf.Dictionary(ca=0.5),
            ExtGState_M=pikepdf.Dictionary(BM=pikepdf.Name.Multiply),
        ),
    )
    assert abs(excess(pdf, printer)[1]) <= TOLERANCE


def test_what_overprints_adds_its_ink(clean: bytes, printer: Printer) -> None:
    content = "0.7 0.7 0 0 k 100 400 50 50 re f /O gs 0 0 0 1 k 110 410 20 20 re f"
    over = drawing(content, ExtGState_O=pikepdf.Dictionary(op=True, OPM=1))
    for damage, most in ((over, 2.4), (drawing(content), 1.4)):
        sheet = ours(damaged(clean, damage), printer)[1]
        rows, columns = window((100, 400, 150, 450), sheet.box) or (slice(0), slice(0))
        total = sheet.plates.sum(axis=0)[rows, columns]
        assert total.max() == pytest.approx(most)


def test_the_map_is_red_where_there_is_too_much(clean: bytes, printer: Printer) -> None:
    heavy = damaged(clean, drawing("0.9 0.8 0.8 0.7 k 100 400 50 50 re f"))
    maps = ink_maps(heavy, printer)
    assert len(maps) == 4
    red = [(_pixels(png) == (220, 0, 40)).all(axis=2).sum() for png in maps]
    assert red[0] == red[2] == red[3] == 0
    assert (50 - SIDE) ** 2 < red[1] < (50 + SIDE) ** 2


def _pixels(png: bytes) -> np.ndarray:
    from PIL import Image

    return np.asarray(Image.open(BytesIO(png)))
