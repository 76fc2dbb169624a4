"""Laid-out pages → where on each of them what stands: for the preview, the catalogue, the proof.

Lengths are in pt from the upper left corner of the trim. This leans on WeasyPrint's box tree: a
page's boxes, their positions in px, and the element that each of them was made for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.images import RasterImage
from weasyprint.layout.replaced import replacedbox_layout
from weasyprint.text.line_break import strut

from spp_press.engine.layout import Pages
from spp_press.problems import Place
from spp_press.sheets import Image, Line, Rect, Sheet, Spot

PT = 0.75  # pt in a px
INCH = 96  # px in an inch

_PLACED = (boxes.BlockLevelBox, boxes.TableRowBox)


def sheets(pages: Pages) -> tuple[Sheet, ...]:
    """Every page of ``pages``, measured."""
    return tuple(map(_sheet, pages.document.pages))


def source_pages(pages: Pages) -> dict[Place, tuple[int, int]]:
    """The first and the last page, from 1, of everything that has a source."""
    found: dict[Place, tuple[int, int]] = {}
    for number, page in enumerate(pages.document.pages, start=1):
        for spot in _spots(page._page_box, None):
            first, _ = found.get(spot.source, (number, number))
            found[spot.source] = (first, number)
    return found


def lines(pages: Pages) -> tuple[tuple[Line, ...], ...]:
    """The lines of text of every page, in reading order; running heads and folios are none."""
    return tuple(tuple(_lines(page._page_box, None)) for page in pages.document.pages)


def _sheet(page: Any) -> Sheet:
    box = page._page_box
    area = (box.content_box_x(), box.content_box_y(), box.width, box.height)
    return Sheet(
        size=(_pt(page.width), _pt(page.height)),
        bleed=_pt(max(page.bleed.values())),
        area=_rect(*area),
        grid=_grid(box),
        spots=tuple(_spots(box, None)),
        images=tuple(_images(box)),
    )


def _grid(page_box: Any) -> tuple[float, float] | None:
    """The root's baselines, as if its text began at the top of the 版心."""
    root = page_box.children[0]
    if not any(isinstance(box, boxes.LineBox) for box in root.descendants()):
        return None
    step, baseline = strut(root.style)
    return _pt(page_box.content_box_y() + baseline), _pt(step)


def _spots(box: Any, above: Any) -> Iterator[Spot]:
    """The outermost box of each element with a source; an anonymous box has its parent's element.

    A paragraph that goes on overleaf has a spot on each page.
    """
    element = box.element
    if element is not None and element is not above and isinstance(box, _PLACED):
        source = Place.parse(element.get("data-source"))
        if source is not None:
            yield Spot(_border(box), source, _text(element))
        above = element
    for child in _children(box):
        yield from _spots(child, above)


def _images(box: Any) -> Iterator[Image]:
    if isinstance(box, boxes.ReplacedBox) and box.element is not None:
        name = (box.element.get("src") or "").removeprefix("asset:")
        rect = _rect(box.content_box_x(), box.content_box_y(), box.width, box.height)
        yield Image(rect, name, _resolution(box))
    for child in _children(box):
        yield from _images(child)


def _lines(box: Any, column: tuple[float, float] | None) -> Iterator[Line]:
    """The lines within ``box``; those of a table stand in its ``column``, others in their block.

    What stands in a line of its own within a line, such as a list's number, belongs to that line.
    """
    if isinstance(box, boxes.TableBox):
        column = column or _span(box)
    for child in _children(box):
        if isinstance(child, boxes.MarginBox) or child.is_outside_marker:
            continue
        if isinstance(child, boxes.LineBox) and _says_something(child):
            yield Line(_pt(child.position_y + child.baseline), *(column or _span(box)))
        else:
            yield from _lines(child, column)


def _says_something(box: Any) -> bool:
    """Whether there is text to see in a line, or a part of one, lines within it left out."""
    if isinstance(box, boxes.TextBox):
        return bool(box.text.strip()) and box.style["visibility"] == "visible"
    within = (child for child in _children(box) if not isinstance(child, boxes.LineBox))
    return any(map(_says_something, within))


def _span(box: Any) -> tuple[float, float]:
    left = box.content_box_x()
    return _pt(left), _pt(left + box.width)


def _resolution(box: Any) -> float | None:
    """Pixels an inch, as large as ``object-fit`` draws the picture."""
    if not isinstance(box.replacement, RasterImage):
        return None
    width, height, *_ = replacedbox_layout(box)
    return float(min(box.replacement.width / width, box.replacement.height / height) * INCH)


def _children(box: Any) -> list[Any]:
    if not isinstance(box, boxes.ParentBox):
        return []
    # What is positioned has a placeholder in its place.
    return [getattr(child, "_box", child) for child in box.children]


def _text(element: Any) -> str:
    """What an element says: its characters, and its pictures' alternative texts."""
    parts = [node.get("alt") or "" for node in element.iter("img")]
    parts.append("".join(element.itertext()))
    return " ".join(" ".join(parts).split())


def _border(box: Any) -> Rect:
    return _rect(box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())


def _rect(x: float, y: float, width: float, height: float) -> Rect:
    return _pt(x), _pt(y), _pt(width), _pt(height)


def _pt(px: float) -> float:
    return round(float(px) * PT, 2)
