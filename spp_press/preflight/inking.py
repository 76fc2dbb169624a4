"""Total ink, computed: a page's marks composed on four plates at 72 ppi.

Approximations, each on the safe side or too small for a window of 15 mm² to show: glyphs are an
even tint of their line's box, heavier the larger they are where that makes more ink; curves are
polygons; a group's opacity and masks apply to each of its marks; of the blend modes Multiply and
Darken are followed and the others are Normal; meshes and gradients by a program leave no ink.
RGB, which no print file should need, is separated without a profile.
"""

from __future__ import annotations

import math
from collections.abc import MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pikepdf import Object, Stream

from spp_press.preflight import rasters
from spp_press.preflight.functions import evaluate
from spp_press.preflight.limits import INK_WINDOW
from spp_press.preflight.marks import (
    Box,
    Fill,
    Gradient,
    Mark,
    Mask,
    Paint,
    Picture,
    Setting,
    Shade,
    Stroke,
    Text,
    Tile,
    within,
)
from spp_press.preflight.rasters import LARGEST, Coverage, Plane, Window, window
from spp_press.preflight.spaces import GREY

TEXT = 0.25  # of a line's box that its glyphs cover at least: Han characters; Latin covers less
SOLID = 28.0  # pt: the strokes of bold type fill the window; those of smaller type a share of it
RAMP = 256  # colours of a gradient

Plates = NDArray[np.floating[Any]]
"""(4, rows, columns): cyan, magenta, yellow, black; 0 to 1."""

MM = 72 / 25.4
SIDE = max(round(math.sqrt(INK_WINDOW) * MM), 1)  # pixels a side of the window


class Sheet:
    """The four plates of a page's ``box``, in whole points, as marks are laid on it.

    What no press prints (more than 4096 points a side) is cut off.
    """

    def __init__(self, box: Box, kept: MutableMapping[str, bytes]) -> None:
        left, bottom = math.floor(box[0]), math.floor(box[1])
        wide, high = (
            min(round(end - start), LARGEST) for start, end in zip(box[:2], box[2:], strict=True)
        )
        self.box = (left, bottom, left + wide, bottom + high)
        shape = (4, self.box[3] - self.box[1], self.box[2] - self.box[0])
        self.plates: Plates = np.zeros(shape, dtype=np.float32)
        self._kept = kept
        self._masks: dict[int, Plane] = {}

    def lay(self, marks: Sequence[Mark]) -> None:
        """Lay ``marks`` on the plates, in order."""
        for mark in marks:
            where = window(mark.box, self.box)
            if where is None:
                continue
            match mark:
                case Text(paint=Paint() as paint):
                    cover = self._glyphs(mark, paint, where)
                    self._paint(paint, cover, mark.setting, where)
                case Fill():
                    cover = rasters.inside(mark.path, mark.even_odd, self.box, where)
                    self._paint(mark.paint, cover, mark.setting, where)
                case Stroke():
                    cover = rasters.along(mark.path, mark.width, self.box, where)
                    self._paint(mark.paint, cover, mark.setting, where)
                case Picture():
                    self._picture(mark, where)
                case Shade():
                    self._gradient(mark.gradient, 1.0, mark.setting, where)

    def most(self) -> float:
        """The most total ink of any pixel: no window has more."""
        return float(self.plates.sum(axis=0).max(initial=0.0))

    def means(self) -> Plane:
        """Total ink in each window of 15 mm² that lies wholly on the sheet, by its top left."""
        total = self.plates.sum(axis=0, dtype=np.float64)
        summed = np.pad(total, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
        down = summed[SIDE:] - summed[:-SIDE]
        across: Plane = ((down[:, SIDE:] - down[:, :-SIDE]) / SIDE**2).astype(np.float32)
        return across

    def _glyphs(self, mark: Text, paint: Paint, where: Window) -> Coverage:
        heavy = min(max(mark.size / SOLID, TEXT), 1.0)
        if mark.setting.overprints:
            return heavy
        under = self.plates[:, where[0], where[1]].sum(axis=0)
        return np.where(under < sum(paint.inks), np.float32(heavy), np.float32(TEXT))

    def _paint(self, paint: Paint, cover: Coverage, setting: Setting, where: Window) -> None:
        if isinstance(paint.pattern, Gradient):
            self._gradient(paint.pattern, cover, setting, where)
        elif isinstance(paint.pattern, Tile):
            self._tile(paint.pattern, cover, setting, where)
        else:
            inks = np.array(paint.inks, dtype=np.float32).reshape(4, 1, 1)
            plates = _overprinting(paint, setting)
            self._compose(inks, cover, setting, where, plates)

    def _compose(
        self,
        inks: Plates,
        cover: Coverage,
        setting: Setting,
        where: Window,
        plates: Sequence[int] = (0, 1, 2, 3),
    ) -> None:
        """``inks`` (4, rows, columns) over what is there, where ``cover`` and the clip let them."""
        rows, columns = where
        for path, even_odd in setting.clip.paths:
            cover = cover * rasters.inside(path, even_odd, self.box, where)
        for mask in setting.masks:
            cover = cover * self._mask(mask)[rows, columns]
        cover = cover * setting.opacity
        for plate in plates:
            under = self.plates[plate, rows, columns]
            over = inks[plate]
            if setting.blend == "/Multiply":
                over = 1 - (1 - under) * (1 - over)
            elif setting.blend == "/Darken":
                over = np.maximum(under, over)
            if isinstance(cover, float) and cover == 1.0:
                under[...] = over
            else:
                under += cover * (over - under)

    def _picture(self, mark: Picture, where: Window) -> None:
        pixels = rasters.sampled(rasters.reduced(mark, self._kept), mark.matrix, self.box, where)
        if mark.paint is not None:  # a stencil paints where it is 0 (8.9.6.2)
            self._paint(mark.paint, 1 - pixels[..., 0], mark.setting, where)
            return
        cover: Coverage = 1.0
        mask = mark.stream.get("/SMask") or mark.stream.get("/Mask")
        if isinstance(mask, Stream):
            cover = self._alpha(mark, mask, where)
        inks = np.moveaxis(rasters.inks_of(pixels, mark.space), -1, 0)
        self._compose(inks, cover, mark.setting, where)

    def _alpha(self, mark: Picture, mask: Stream, where: Window) -> Plane:
        soft = Picture(
            mark.box, mark.setting, mark.name, mask, GREY, mark.matrix, None,
            (int(mask.Width), int(mask.Height)), int(mask.get("/BitsPerComponent", 8)),
        )  # fmt: skip
        values = rasters.sampled(rasters.reduced(soft, self._kept), mark.matrix, self.box, where)
        alpha: Plane = values[..., 0]
        return 1 - alpha if mask.get("/ImageMask", False) else alpha  # 8.9.6.3: 1 masks out

    def _gradient(
        self, gradient: Gradient, cover: Coverage, setting: Setting, where: Window
    ) -> None:
        found = _shares(gradient.shading, *rasters.places(gradient.matrix, self.box, where))
        domain = [float(v) for v in gradient.shading.get("/Domain", [0, 1])]
        ramp = evaluate(gradient.shading.get("/Function"), np.linspace(domain[0], domain[1], RAMP))
        if found is None or ramp is None or ramp.shape[1] != gradient.space.channels:
            return
        shares, drawn = found
        colours = gradient.space.many(ramp).astype(np.float32)
        inks = np.moveaxis(colours[(shares * (RAMP - 1)).astype(int)], -1, 0)
        self._compose(inks, cover * drawn, setting, where)

    def _tile(self, tile: Tile, cover: Coverage, setting: Setting, where: Window) -> None:
        """One cell laid on a sheet of its own, and read wherever the pattern repeats it."""
        cell = Sheet(tile.box, self._kept)
        cell.lay(tile.marks)
        drawn = Sheet(tile.box, self._kept)
        drawn.lay([_solid(mark) for mark in tile.marks])
        x, y = rasters.places(tile.matrix, self.box, where)
        x, y = np.broadcast_arrays(x, y)
        column = np.floor(np.mod(x - cell.box[0], abs(tile.step[0]) or 1)).astype(int)
        row = np.floor(
            cell.box[3] - cell.box[1] - np.mod(y - cell.box[1], abs(tile.step[1]) or 1)
        ).astype(int)
        high, wide = cell.plates.shape[1:]
        inside = (row >= 0) & (row < high) & (column < wide)
        row, column = np.clip(row, 0, high - 1), np.clip(column, 0, wide - 1)
        solid = drawn.plates[3, row, column] * inside
        self._compose(cell.plates[:, row, column], cover * solid, setting, where)

    def _mask(self, mask: Mask) -> Plane:
        """What a soft mask lets through, over the whole sheet."""
        if id(mask) not in self._masks:
            sheet = Sheet(self.box, self._kept)
            if mask.luminous:
                sheet.plates[3] = 1 - mask.backdrop
                sheet.lay(mask.marks)
                c, m, y, k = sheet.plates
                through = 1 - np.minimum(0.3 * c + 0.59 * m + 0.11 * y + k, 1)  # 10.3.2
            else:
                sheet.lay([_solid(mark) for mark in mask.marks])
                through = sheet.plates[3]
            self._masks[id(mask)] = through
        return self._masks[id(mask)]


def inked(
    marks: Sequence[Mark], box: Box, limit: float, kept: MutableMapping[str, bytes]
) -> Sheet | None:
    """The sheet of ``marks``; None where no order of them could put down more than ``limit``."""
    if _most(marks) <= limit:
        return None
    sheet = Sheet(box, kept)
    sheet.lay(marks)
    return sheet


def develop(marks: Sequence[Mark], kept: MutableMapping[str, bytes]) -> None:
    """Reduce all pictures among ``marks`` into ``kept``, on every processor."""
    with ThreadPoolExecutor() as pool:
        for _ in pool.map(lambda mark: rasters.reduced(mark, kept), _pictures(marks)):
            pass


def _pictures(marks: Sequence[Mark]) -> list[Picture]:
    return [mark for mark in within(marks) if isinstance(mark, Picture)]


def _most(marks: Sequence[Mark]) -> float:
    """No point of the page has more ink than this: a bound that needs no raster."""
    most = np.zeros(4)
    highest = 0.0
    for mark in marks:
        paint = getattr(mark, "paint", None)
        if isinstance(mark, Picture | Shade) or (paint is not None and paint.pattern):
            return 4.0
        if paint is None:
            continue
        if mark.setting.overprints or mark.setting.blend != "/Normal":
            most = np.maximum(most, paint.inks)
        highest = max(highest, sum(paint.inks))
    return highest + float(most.sum())


def _overprinting(paint: Paint, setting: Setting) -> Sequence[int]:
    """The plates that a colour changes (8.6.7): those it has, where it overprints."""
    space = paint.space
    if setting.overprints and (space.plates or (setting.opm == 1 and space.channels == 4)):
        return [plate for plate, ink in enumerate(paint.inks) if ink]
    return (0, 1, 2, 3)


_SOLID = Paint(GREY, (0.0, 0.0, 0.0, 1.0))


def _solid(mark: Mark) -> Mark:
    """``mark`` in solid black: what is left of it is where it is painted at all."""
    match mark:
        case Text(paint=Paint()):
            return Text(
                mark.box, mark.setting, mark.face, mark.size, mark.codes, _SOLID, mark.stroked
            )
        case Fill():
            return Fill(mark.box, mark.setting, _SOLID, mark.path, mark.even_odd)
        case Stroke():
            return Stroke(mark.box, mark.setting, _SOLID, mark.path, mark.width)
        case Picture() | Shade():
            left, bottom, right, top = mark.box
            corners = ((left, bottom), (right, bottom), (right, top), (left, top))
            return Fill(mark.box, mark.setting, _SOLID, (corners,), False)
    return mark


def _shares(shading: Object, x: Plane, y: Plane) -> tuple[Plane, Plane] | None:
    """How far along its gradient each point lies (0 to 1), and whether it is painted at all."""
    if "/Coords" not in shading:
        return None
    coords = [float(v) for v in shading.Coords]
    before, after = (bool(v) for v in shading.get("/Extend", [False, False]))
    if int(shading.ShadingType) == 2:
        x0, y0, x1, y1 = coords
        length = (x1 - x0) ** 2 + (y1 - y0) ** 2 or 1e-9
        share: Plane = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length
        valid = np.ones(share.shape, dtype=bool)
    else:
        share, valid = _radial(coords, x, y, before, after)
    valid = valid & ((share >= 0) | before) & ((share <= 1) | after)
    return np.clip(share, 0, 1), valid.astype(np.float32)


def _radial(
    coords: Sequence[float], x: Plane, y: Plane, before: bool, after: bool
) -> tuple[Plane, NDArray[np.bool_]]:
    """The larger share whose circle goes through each point (8.7.4.5.4)."""
    x0, y0, r0, x1, y1, r1 = coords
    dx, dy, dr = x1 - x0, y1 - y0, r1 - r0
    a = dx * dx + dy * dy - dr * dr or 1e-9
    b = (x - x0) * dx + (y - y0) * dy + r0 * dr
    c = (x - x0) ** 2 + (y - y0) ** 2 - r0 * r0
    root = b * b - a * c
    spread = np.sqrt(np.maximum(root, 0))
    best: Plane
    best, valid = np.zeros_like(b), np.zeros(b.shape, dtype=bool)
    ends: list[Plane] = [(b - spread) / a, (b + spread) / a]
    for share in sorted(ends, key=lambda end: float(end.mean())):
        fits = (root >= 0) & (r0 + share * dr >= 0)
        fits &= ((share >= 0) | before) & ((share <= 1) | after)
        best, valid = np.where(fits, share, best), valid | fits
    return best, valid
