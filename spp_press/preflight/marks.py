"""What a page paints, mark by mark, in the page's own points: what a proof measures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pikepdf import Object, Stream

from spp_press.editions.placement import Matrix
from spp_press.preflight.spaces import Inks, Space
from spp_press.preflight.typefaces import Typeface

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Point = tuple[float, float]
Path = tuple[tuple[Point, ...], ...]
"""Subpaths, their curves flattened."""

CURVE = 8  # straight pieces that stand for a curve
NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
EVERYWHERE: Box = (-1e5, -1e5, 1e5, 1e5)


class Tile(NamedTuple):
    """A tiling pattern (ISO 32000-1, 8.7.3): its cell's marks, in the pattern's own space."""

    marks: tuple[Mark, ...]
    matrix: Matrix
    box: Box
    step: Point


class Gradient(NamedTuple):
    """A shading (8.7.4.5) and the matrix from its space to the page's."""

    shading: Object
    space: Space
    matrix: Matrix


class Paint(NamedTuple):
    """A colour as it was set: its space, its inks, or a pattern."""

    space: Space
    inks: Inks
    pattern: Tile | Gradient | None = None

    @property
    def is_white(self) -> bool:
        """No ink at all: paper."""
        return self.pattern is None and not any(self.inks)


class Mask(NamedTuple):
    """A soft mask (11.6.5.2): the group's marks; luminous, or by their opacity alone."""

    marks: tuple[Mark, ...]
    luminous: bool
    backdrop: float


class Clip(NamedTuple):
    """Where marks show: in ``box``, and inside each of ``paths`` (with whether it is even-odd)."""

    box: Box = EVERYWHERE
    paths: tuple[tuple[Path, bool], ...] = ()


class Setting(NamedTuple):
    """What is common to the marks painted in one graphics state; ``opm`` as OPM, 8.6.7."""

    clip: Clip = Clip()
    opacity: float = 1.0
    overprints: bool = False
    opm: int = 0
    blend: str = "/Normal"
    masks: tuple[Mask, ...] = ()


@dataclass(frozen=True)
class Mark:
    """Something painted; ``box`` is as much of it as the clip lets show."""

    box: Box
    setting: Setting


@dataclass(frozen=True)
class Text(Mark):
    """A string shown: ``size`` in points on the page, ``paint`` None where it is invisible."""

    face: Typeface
    size: float
    codes: tuple[int, ...]
    paint: Paint | None
    stroked: bool


@dataclass(frozen=True)
class Fill(Mark):
    """A path filled."""

    paint: Paint
    path: Path
    even_odd: bool


@dataclass(frozen=True)
class Stroke(Mark):
    """A path stroked, ``width`` points wide on the page."""

    paint: Paint
    path: Path
    width: float


@dataclass(frozen=True)
class Picture(Mark):
    """An image: ``name`` as the resources have it, ``matrix`` from the unit square to the page.

    ``paint`` is the colour of a stencil; ``inline`` an image that stands in the content itself.
    """

    name: str
    stream: Stream
    space: Space
    matrix: Matrix
    paint: Paint | None
    pixels: tuple[int, int]
    bits: int


@dataclass(frozen=True)
class Shade(Mark):
    """A gradient painted over all of the clip."""

    gradient: Gradient


def within(marks: Sequence[Mark]) -> Iterator[Mark]:
    """``marks``, and those inside their patterns."""
    for mark in marks:
        yield mark
        paint = getattr(mark, "paint", None)
        if paint is not None and isinstance(paint.pattern, Tile):
            yield from within(paint.pattern.marks)


def meet(one: Box, other: Box) -> Box:
    """What two boxes share; NOWHERE where they do not meet."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left < right and bottom < top else NOWHERE


def around(points: Sequence[Point], margin: float = 0.0) -> Box:
    """The box of ``points``, with ``margin`` on each side."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """A point under ``matrix``."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def rectangle(box: Box, matrix: Matrix) -> tuple[Point, ...]:
    """A box's corners under ``matrix``."""
    left, bottom, right, top = box
    corners = ((left, bottom), (right, bottom), (right, top), (left, top))
    return tuple(moved(matrix, x, y) for x, y in corners)


def is_upright(path: Path) -> bool:
    """Whether ``path`` is one rectangle along the page's sides."""
    if len(path) != 1:
        return False
    points = path[0][:-1] if len(path[0]) == 5 and path[0][0] == path[0][-1] else path[0]
    if len(points) != 4:
        return False
    (a, b), (c, d), (e, f), (g, h) = points
    near = 1e-3
    return (
        (abs(b - d) < near and abs(c - e) < near and abs(f - h) < near and abs(g - a) < near)
        or (abs(a - c) < near and abs(d - f) < near and abs(e - g) < near and abs(h - b) < near)
    )  # fmt: skip


def scale_of(matrix: Matrix) -> float:
    """By how much ``matrix`` makes lengths longer, on the whole."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def curve(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """The points after ``start`` of a Bézier curve (ISO 32000-1, 8.5.2.2), flattened."""
    points = []
    for step in range(1, CURVE + 1):
        t = step / CURVE
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        points.append(
            (
                a * start[0] + b * first[0] + c * second[0] + d * end[0],
                a * start[1] + b * first[1] + c * second[1] + d * end[1],
            )
        )
    return points
