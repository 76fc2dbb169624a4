"""Whether poppler, pdfium and MuPDF draw the same glyphs.

Each glyph's ink box is cut from the three renderings at 200 dpi, softened and laid over the others
wherever it fits best within two pixels: the same glyph covers nearly the same ground however a
rasteriser snaps and smooths it, another glyph does not.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pymupdf
import pypdfium2
from PIL import Image, ImageFilter

from .glyphs import Glyph

DPI = 200
SHIFT = 2  # px
ALIKE = 0.85
"""The least correlation of two drawings of one glyph: over 0.94 for Han characters, 0.87 for the
smallest marks; of two glyphs it is seldom over 0.75."""

Grey = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Drawn:
    """A glyph that two renderers draw otherwise."""

    renderers: str
    page: int
    char: str
    x: float
    y: float
    likeness: float

    def __str__(self) -> str:
        return (
            f"{self.renderers}: p{self.page} {self.char!r} at {self.x:.0f}, {self.y:.0f} pt"
            f" ({self.likeness:.2f})"
        )


def drawn_otherwise(pdf: bytes, glyphs: Sequence[Glyph]) -> list[Drawn]:
    """The glyphs on which the renderers differ."""
    pages = _render(pdf)
    found = []
    for glyph in glyphs:
        mine = _box(pages["pdfium"][glyph.page], glyph, 0)
        if mine is None:
            continue
        for name, images in pages.items():
            other = _box(images[glyph.page], glyph, SHIFT) if name != "pdfium" else None
            if other is not None and (alike := likeness(mine, other)) < ALIKE:
                place = (glyph.page + 1, glyph.char, glyph.x, glyph.baseline)
                found.append(Drawn(f"pdfium/{name}", *place, alike))
    return found


def likeness(mine: Grey, other: Grey) -> float:
    """The best correlation of ``mine`` with any part of ``other``, which is a little larger."""
    height, width = mine.shape
    best = -1.0
    for down in range(other.shape[0] - height + 1):
        for right in range(other.shape[1] - width + 1):
            part = other[down : down + height, right : right + width]
            spread = mine.std() * part.std()
            if spread > 1e-6:
                product = (mine - mine.mean()) * (part - part.mean())
                best = max(best, float(product.mean() / spread))
        if best > 0.95:
            break
    return best


def _render(pdf: bytes) -> dict[str, list[Grey]]:
    document = pypdfium2.PdfDocument(pdf)
    scale = DPI / 72
    pages = {"pdfium": [_grey(page.render(scale=scale).to_pil()) for page in document]}
    document.close()
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        pages["mupdf"] = [
            _grey(page.get_pixmap(matrix=pymupdf.Matrix(scale, scale)).pil_image())
            for page in opened
        ]
    if shutil.which("pdftoppm"):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "set.pdf").write_bytes(pdf)
            command = ["pdftoppm", "-r", str(DPI), "set.pdf", "page"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
            files = sorted(Path(folder).glob("page*.ppm"))
            pages["poppler"] = [_grey(Image.open(file)) for file in files]
    return pages


def _grey(image: Image.Image) -> Grey:
    """Softened over three pixels, so that half a pixel's shift is no difference."""
    return np.asarray(image.convert("L").filter(ImageFilter.BoxBlur(1)), dtype=np.float64)


def _box(image: Grey, glyph: Glyph, more: int) -> Grey | None:
    """The glyph's ink box and ``more`` px about it; None where too little of it can be seen."""
    left, top, right, bottom = (value * DPI / 72 for value in glyph.ink)
    rows = slice(int(top) - 1 - more, int(bottom) + 2 + more)
    columns = slice(int(left) - 1 - more, int(right) + 2 + more)
    if rows.start < 0 or columns.start < 0:
        return None
    box = image[rows, columns]
    whole = (rows.stop - rows.start, columns.stop - columns.start)
    return box if box.shape == whole and np.ptp(box) > 40 else None
