"""A laid-out page, measured. Lengths are in pt, from the upper left corner of its trim."""

from __future__ import annotations

from typing import NamedTuple

from spp_press.problems import Place

Rect = tuple[float, float, float, float]
"""Left, top, width, height; pt."""


class Spot(NamedTuple):
    """A paragraph, heading, figure or other block: where it stands, its source, what it says."""

    rect: Rect
    source: Place
    text: str


class Image(NamedTuple):
    """A picture as it is printed; ``ppi`` is its effective resolution, None for a drawing."""

    rect: Rect
    name: str
    ppi: float | None


class Line(NamedTuple):
    """A line of text: its baseline, and from where to where its column reaches; pt."""

    baseline: float
    left: float
    right: float


class Sheet(NamedTuple):
    """A page: its trim (width, height), its bleed on each side, its 版心, and what stands on it.

    ``grid`` is the first baseline and the distance to the next; None where the page has no text.
    """

    size: tuple[float, float]
    bleed: float
    area: Rect
    grid: tuple[float, float] | None
    spots: tuple[Spot, ...]
    images: tuple[Image, ...]
