"""Text that a style puts where there is no paper: WeasyPrint draws it there, and says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes


def texts_outside(page: Any) -> Iterator[Any]:
    """The text boxes of a laid-out page that lie outside it altogether, its bleed included.

    What is transformed is drawn elsewhere, and left out.
    """
    box = page._page_box
    bleed = page.bleed
    edges = (
        box.position_x - bleed["left"],
        box.position_y - bleed["top"],
        box.position_x + box.margin_width() + bleed["right"],
        box.position_y + box.margin_height() + bleed["bottom"],
    )
    yield from _outside(box, edges)


def _outside(box: Any, edges: tuple[float, float, float, float]) -> Iterator[Any]:
    if box.style["transform"]:
        return
    if isinstance(box, boxes.TextBox):
        left, top, right, bottom = edges
        x, y = box.position_x, box.position_y
        inside = x < right and y < bottom and x + box.width > left and y + box.height > top
        if box.text.strip() and not inside:
            yield box
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            # What is positioned has a placeholder in its place.
            yield from _outside(getattr(child, "_box", child), edges)
