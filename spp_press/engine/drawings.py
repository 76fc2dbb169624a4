"""A drawing that comes again in the same size, a figure or an ornament, is drawn as a form.

Pages' backgrounds stand in patterns of their own, and are drawn in each.

WeasyPrint draws an SVG anew wherever it stands, letter by letter. What it draws depends on the
drawing and its size alone, so it becomes a form (ISO 32000-2, 8.10), which is painted wherever the
drawing stands in that size. A form of no group is painted as if its content stood in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.images import SVGImage

HOOKED = (SVGImage, "draw", ("self", "stream", "concrete_width", "concrete_height", "_style"))
"""What is replaced, and its parameters in the WeasyPrint that this was written for."""

_ROOM = 2
"""Times its own size: how far beyond its box a drawing may reach, as an overflow may."""


@contextmanager
def drawn_once() -> Iterator[None]:
    """While in force, an SVG is drawn twice at most for each size and dictionary of resources.

    The first time where it stands, the second as a form, which is painted from then on.
    """
    stock = SVGImage.draw
    SVGImage.draw = _draw(stock)
    try:
        yield
    finally:
        SVGImage.draw = stock


def _draw(stock: Callable[..., None]) -> Callable[..., None]:
    forms: dict[tuple[int, int, float, float], Any] = {}
    alive: list[Any] = []  # what the keys name, so that no other object takes its place

    def draw(self: Any, stream: Any, width: float, height: float, style: Any) -> None:
        key = (id(stream._resources), id(self), width, height)
        if key not in forms:  # one that does not come again needs no form
            forms[key] = None
            alive.append((stream._resources, self))
            stock(self, stream, width, height, style)
            return
        form = forms[key]
        if form is None:
            whole = 1 + 2 * _ROOM
            form = stream.add_group(-_ROOM * width, -_ROOM * height, whole * width, whole * height)
            del form.extra["Group"]
            stock(self, form, width, height, style)
            forms[key] = form
        stream.draw_x_object(form.id)

    return draw
