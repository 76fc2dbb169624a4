"""The print edition, drawn and seen through its profile, against the screen edition."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pikepdf
import pymupdf
import pypdfium2
import pytest
from numpy.typing import NDArray
from pikepdf import Name
from PIL import Image

from spp_press.editions.colour import Press
from spp_press.editions.srgb import screen_picture
from spp_press.printers import Printer
from tests.editions import torture
from tests.editions.test_screen import elements

Pixels = NDArray[np.float64]

LIMIT = 3.0  # ΔE2000, mean
CLIPPED = 2.0  # ΔE2000 lost by the way there and back: outside the press's gamut
DPI = 72
FINE = 288  # PDFium draws tiles on whole pixels


def lab(image: Image.Image) -> Pixels:
    """sRGB pixels as CIE Lab, D50."""
    value = np.asarray(image, dtype=float) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    matrix = np.array(
        [
            [0.4360747, 0.3850649, 0.1430804],
            [0.2225045, 0.7168786, 0.0606169],
            [0.0139322, 0.0971045, 0.7141733],
        ]
    )
    xyz = linear @ matrix.T / np.array([0.96422, 1.0, 0.82521])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = (f[..., i] for i in range(3))
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def delta_e(one: Pixels, other: Pixels) -> Pixels:
    """CIEDE2000 (ISO/CIE 11664-6)."""
    (l1, a1, b1), (l2, a2, b2) = (np.moveaxis(v, -1, 0) for v in (one, other))
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25.0**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180
    hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    middle = (h1 + turn / 2) % 360
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * np.cos(np.radians(middle - 30))
        + 0.24 * np.cos(np.radians(2 * middle))
        + 0.32 * np.cos(np.radians(3 * middle + 6))
        - 0.20 * np.cos(np.radians(4 * middle - 63))
    )
    sl = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    rotation *= np.sin(np.radians(60 * np.exp(-(((middle - 275) / 25) ** 2))))
    dl, dc, dh = (l2 - l1) / sl, (c2 - c1) / sc, hue / sh
    result: Pixels = np.sqrt(np.maximum(dl**2 + dc**2 + dh**2 + rotation * dc * dh, 0))
    return result


@pytest.fixture(scope="module")
def pictures(print_pdf: bytes, screen_pdf: bytes) -> tuple[Image.Image, Image.Image]:
    """The page of pictures as its inks, and as its sRGB."""
    pdf = pikepdf.open(BytesIO(print_pdf))
    for page in pdf.pages:
        page.obj.MediaBox = page.obj.BleedBox = page.obj.TrimBox
    cropped = BytesIO()
    pdf.save(cropped)
    pymupdf.TOOLS.set_icc(False)  # the inks as they are, not seen through a profile of MuPDF's
    try:
        document = pymupdf.open(stream=cropped.getvalue())
        inks = document[2].get_pixmap(dpi=DPI, colorspace=pymupdf.csCMYK)
    finally:
        pymupdf.TOOLS.set_icc(True)
    printed = Image.frombytes("CMYK", (inks.width, inks.height), inks.samples)
    screen = pypdfium2.PdfDocument(screen_pdf)[2].render(scale=DPI / 72).to_pil().convert("RGB")
    assert printed.size == screen.size
    return printed, screen


def places(screen_pdf: bytes) -> dict[str, tuple[int, int, int, int]]:
    """Left, top, right and bottom of each raster figure, in pixels, by the picture's name."""
    pdf = pikepdf.open(BytesIO(screen_pdf))
    height = float(pdf.pages[2].mediabox[3])
    found = {}
    for figure in elements(pdf.Root.StructTreeRoot):
        if Name.Figure == figure.S and not str(figure.Alt).startswith("wide.svg"):
            left, bottom, right, top = (float(v) for v in figure.A.BBox.as_list())
            box = (left, height - top, right, height - bottom)
            found[str(figure.Alt).split()[0]] = tuple(round(v * DPI / 72) for v in box)
    return found  # type: ignore[return-value]


def test_pictures_look_alike_in_print_and_on_screen(
    pictures: tuple[Image.Image, Image.Image], printer: Printer, screen_pdf: bytes
) -> None:
    printed, screen = pictures
    press = Press(printer.profile, printer.ink_limit)
    there_and_back = screen_picture(press.picture(screen), printer.profile)
    seen = lab(screen)
    lost = delta_e(seen, lab(there_and_back))
    off = delta_e(seen, lab(screen_picture(printed, printer.profile)))
    figures = places(screen_pdf)
    assert len(figures) == len(torture.assets()) - 1
    for name, (left, top, right, bottom) in figures.items():
        inside = np.zeros(off.shape, dtype=bool)
        inside[top + 2 : bottom - 2, left + 2 : right - 2] = True
        inside &= lost < CLIPPED
        assert inside.sum() > 1000, name
        assert off[inside].mean() <= LIMIT, name


@pytest.mark.parametrize("edition", ["print_pdf", "screen_pdf"])
def test_readers_agree_on_what_is_where(edition: str, request: pytest.FixtureRequest) -> None:
    """MuPDF and PDFium mark the same parts of each page: no glyph or pattern is lost in one."""
    made: bytes = request.getfixturevalue(edition)
    mupdf, pdfium = pymupdf.open(stream=made), pypdfium2.PdfDocument(made)
    for index in range(len(pdfium)):
        one = mupdf[index].get_pixmap(dpi=FINE, colorspace=pymupdf.csGRAY)
        images = [
            Image.frombytes("L", (one.width, one.height), one.samples),
            pdfium[index].render(scale=FINE / 72).to_pil().convert("L"),
        ]
        size = (one.width // 32, one.height // 32)
        blocks = [np.asarray(image.resize(size, Image.Resampling.BOX)) for image in images]
        for this, that in (blocks, blocks[::-1]):
            assert float(((this < 215) & (that > 250)).mean()) < 0.001, index
        assert (blocks[0] < 250).any()
