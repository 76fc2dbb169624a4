"""Shapes and pictures as arrays at 72 ppi: a pixel is a point, rows run down the page.

Coverage is from 0 to 1. A raster covers ``box`` of the page, whole points; a *window* is the part
of it that a mark touches, as two slices.
"""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import MutableMapping, Sequence
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from pikepdf import Name, Stream
from PIL import Image, ImageChops, ImageDraw

from spp_press.editions.placement import Matrix, sides
from spp_press.preflight.marks import Box, Path, Picture, Point, is_upright
from spp_press.preflight.spaces import Space, space_of

Plane = NDArray[np.floating[Any]]
Coverage = Plane | float
Window = tuple[slice, slice]

FINER = 4  # times: small shapes are drawn so much larger
SMALL = 200 * 200  # pixels

_MODES = {1: "L", 3: "RGB", 4: "CMYK"}
LARGEST = 4096  # pixels a side, of a raster


def window(box: Box, raster: Box) -> Window | None:
    """The pixels of ``raster`` that ``box`` covers, at least one each way; None outside."""
    left, right = _pixels(box[0] - raster[0], box[2] - raster[0], raster[2] - raster[0])
    top, bottom = _pixels(raster[3] - box[3], raster[3] - box[1], raster[3] - raster[1])
    if left >= right or top >= bottom:
        return None
    return slice(top, bottom), slice(left, right)


def _pixels(low: float, high: float, size: float) -> tuple[int, int]:
    first, last = round(low), round(high)
    if first == last:
        first, last = math.floor(low), math.floor(low) + 1
    return max(first, 0), min(last, round(size))


def inside(path: Path, even_odd: bool, raster: Box, where: Window) -> Coverage:
    """How much of each pixel in ``where`` the filled ``path`` covers: 1 for an upright box."""
    if is_upright(path):
        return 1.0
    canvas = _Canvas(raster, where)
    winding = np.zeros(canvas.size[::-1], dtype=np.int8)
    for sub in path:
        points = canvas.points(sub)
        if len(points) < 3:
            continue
        mask = Image.new("1", canvas.size)
        ImageDraw.Draw(mask).polygon(points, fill=1)
        filled = np.asarray(mask, dtype=np.int8)
        winding += filled if even_odd or _area(points) > 0 else -filled
    return canvas.coverage(Image.fromarray((winding % 2 if even_odd else winding) != 0))


def along(path: Path, width: float, raster: Box, where: Window) -> Plane:
    """How much of each pixel a stroke covers; one finer than a pixel covers its share of it."""
    canvas = _Canvas(raster, where)
    mask = Image.new("1", canvas.size)
    draw = ImageDraw.Draw(mask)
    wide = max(round(canvas.finer * width), 1)
    for sub in path:
        draw.line(canvas.points(sub), fill=1, width=wide, joint="curve")
    return canvas.coverage(mask) * (canvas.finer * width / wide)


class _Canvas:
    """What a shape is drawn on: finer than the raster where the shape is small, mostly edges."""

    def __init__(self, raster: Box, where: Window) -> None:
        rows, columns = where
        wide, high = columns.stop - columns.start, rows.stop - rows.start
        self.finer = FINER if wide * high <= SMALL else 1
        self.size = (self.finer * wide, self.finer * high)
        self._left, self._top = raster[0] + columns.start, raster[3] - rows.start

    def points(self, sub: Sequence[Point]) -> list[Point]:
        """A subpath on the canvas; Pillow's coordinates are those of pixels' centres."""
        return [
            (self.finer * (x - self._left) - 0.5, self.finer * (self._top - y) - 0.5)
            for x, y in sub
        ]

    def coverage(self, mask: Image.Image) -> Plane:
        """How much of each pixel of the raster ``mask`` covers."""
        drawn = mask.convert("L")
        values = drawn.reduce(self.finer) if self.finer > 1 else drawn
        return np.asarray(values, dtype=np.float32) / 255


def _area(points: Sequence[Point]) -> float:
    return sum(
        x0 * y1 - x1 * y0
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True)
    )


def places(matrix: Matrix, raster: Box, where: Window) -> tuple[Plane, Plane]:
    """Where the centre of each pixel lies in the space that ``matrix`` leads from."""
    a, b, c, d, e, f = inverse(matrix)
    rows, columns = where
    x = np.arange(columns.start, columns.stop, dtype=np.float32) + (raster[0] + 0.5)
    y = (raster[3] - 0.5) - np.arange(rows.start, rows.stop, dtype=np.float32)
    return a * x[np.newaxis] + (c * y + e)[:, np.newaxis], b * x[np.newaxis] + (d * y + f)[
        :, np.newaxis
    ]


def inverse(matrix: Matrix) -> Matrix:
    """The way back; from nowhere, if ``matrix`` flattens everything."""
    a, b, c, d, e, f = matrix
    size = a * d - b * c or 1e-9
    return (
        d / size, -b / size, -c / size, a / size,
        (c * f - d * e) / size, (b * e - a * f) / size,
    )  # fmt: skip


def sampled(pixels: NDArray[np.uint8], matrix: Matrix, raster: Box, where: Window) -> Plane:
    """A picture's pixels (rows, columns, channels) as they lie under ``matrix``; 0 to 1."""
    high, wide = pixels.shape[:2]
    u, v = places(matrix, raster, where)
    if not (matrix[1] or matrix[2]):  # upright: rows and columns apart
        u, v = u[:1], v[:, :1]
    column = np.clip((u * wide).astype(int), 0, wide - 1)
    row = np.clip(((1 - v) * high).astype(int), 0, high - 1)
    values: Plane = pixels[row, column].astype(np.float32) / 255
    return values


def reduced(mark: Picture, kept: MutableMapping[str, bytes]) -> NDArray[np.uint8]:
    """A picture's values at 72 ppi of its size on the page: (rows, columns, channels) of bytes.

    ``kept`` holds them by content between calls.
    """
    wide, high = (min(max(round(side), 1), LARGEST) for side in sides(mark.matrix))
    size = (min(wide, mark.pixels[0]), min(high, mark.pixels[1]))
    raw = mark.stream.read_raw_bytes()
    form = repr(("proof", size, mark.space.name, mark.space.channels, mark.bits))
    key = hashlib.sha256(form.encode() + raw).hexdigest()
    data = kept.get(key)
    if data is None:
        image = _opened(mark.stream, mark.space, raw, size)
        if image.size != size:
            image = image.resize(size, Image.Resampling.BOX)
        data = kept[key] = bytes([len(image.getbands())]) + image.tobytes()
    return np.frombuffer(data, np.uint8, offset=1).reshape(size[1], size[0], data[0])


def _opened(stream: Stream, space: Space, raw: bytes, size: tuple[int, int]) -> Image.Image:
    """The picture's own values, ``Decode`` applied; a JPEG no larger than it has to be."""
    decode = [float(v) for v in stream.get("/Decode", [])]
    turned = len(decode) > 1 and decode[0] > decode[1]
    whole = (int(stream.Width), int(stream.Height))
    bits = 1 if stream.get("/ImageMask", False) else int(stream.get("/BitsPerComponent", 8))
    if stream.get("/Filter") == Name.DCTDecode:
        jpeg = Image.open(io.BytesIO(raw))
        jpeg.draft(None, size)
        jpeg.load()
        # Pillow turns every CMYK JPEG round, as Adobe's are; PDF only where Decode says so.
        return ImageChops.invert(jpeg) if turned != (jpeg.mode == "CMYK") else jpeg
    if bits in (1, 8) and not space.table:
        try:
            image = _plain(stream.read_bytes(), whole, space.channels, bits)
        except (pikepdf.PdfError, ValueError):
            pass  # a filter of pictures only (CCITTFax, JBIG2, JPX): pikepdf's to read
        else:
            return ImageChops.invert(image) if turned else image
    image = pikepdf.PdfImage(stream).as_pil_image()
    if image.mode in _MODES.values():
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _plain(data: bytes, size: tuple[int, int], channels: int, bits: int) -> Image.Image:
    """Unpacked values as an image. Raises ValueError for too few, and for no known kind."""
    wide, high = size
    if bits == 1 and channels == 1:
        row = -(-wide // 8)
        packed = np.frombuffer(data, np.uint8)[: row * high].reshape(high, row)
        return Image.fromarray(np.unpackbits(packed, axis=1)[:, :wide] * np.uint8(255))
    if bits == 1 or channels not in _MODES:
        raise ValueError(channels)
    return Image.frombytes(_MODES[channels], size, data[: wide * high * channels])


def inks_of(pixels: Plane, space: Space) -> Plane:
    """Values of a picture (…, channels) on the four plates (…, 4)."""
    channels = pixels.shape[-1]
    if channels == 4:
        return pixels
    if channels == 1 and space.channels == 1 and not space.plates:
        inks = np.zeros((*pixels.shape[:-1], 4), dtype=np.float32)
        inks[..., 3] = 1 - pixels[..., 0]
        return inks
    flat = pixels.reshape(-1, channels)
    usual = {1: Name.DeviceGray, 3: Name.DeviceRGB}
    known = (
        space
        if space.channels == channels and not space.table
        else space_of(usual.get(channels), pikepdf.Dictionary())
    )
    return known.many(flat).reshape(*pixels.shape[:-1], 4).astype(np.float32)
