"""Ruby: small text above its base, ``<ruby>璟<rt>jǐng</rt></ruby>``; the pair is never parted.

The base keeps its width, since a wider gap would be a space to whoever copies the text. What stands
above is centred on it and reaches over the neighbours by a tenth of a character at most, so that
two of them never overlap (clreq, interlinear annotations): ``zhuāng`` is set smaller for it. The
style says how small ``rt`` is otherwise and, with ``vertical-align``, how high; its line height has
to be 0, which keeps the lines' grid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes

from spp_press.engine.fonts import Stack
from spp_press.engine.settext import SetText

_OVER = 0.1  # ic of the base that an annotation may reach over on either side


def set_ruby(box: Any, stack_of: Callable[[Any], Stack]) -> tuple[Any, float]:
    """A ``ruby`` element's InlineBox with its annotations in place, and its width, px.

    ``stack_of`` gives the faces for a computed style.
    """
    children: list[Any] = []
    width = base_width = 0.0
    for child in box.children:
        if child.element_tag == "rt":
            children.append(_above(child, base_width, box.style["font_size"], stack_of))
            base_width = 0.0
        else:
            (base,) = _set([child], stack_of)
            children.append(base)
            base_width += _width(base)
            width += _width(base)
    return box.copy_with_children(children), width


def _above(rt: Any, base_width: float, size: float, stack_of: Callable[[Any], Stack]) -> Any:
    """An annotation drawn back over its base; it takes no width."""
    above = rt.copy_with_children(list(_set(rt.children, stack_of)))
    limit = base_width + 2 * _OVER * size
    if (width := _width(above)) > limit:
        above = rt.copy_with_children(list(_set(rt.children, stack_of, limit / width)))
        width = _width(above)
    start = -(base_width + width) / 2
    above.style = rt.style.copy()
    above.style["margin_left"] = Dimension(start, "px")
    above.style["margin_right"] = Dimension(-start - width, "px")
    return above


def _set(
    children: Iterable[Any], stack_of: Callable[[Any], Stack], scale: float = 1.0
) -> Iterator[Any]:
    """``children``, their texts set each in one piece, ``scale`` times their size."""
    for child in children:
        if isinstance(child, boxes.TextBox):
            stack, size = stack_of(child.style), child.style["font_size"] * scale
            advances = [round(1000 * advance) for advance in stack.set_advances(child.text, ())]
            width = sum(advances) * size / 1000
            height = stack.height * size
            text = SetText(child, child.text, width, height, (), advances=advances)
            text.style = child.style.copy()
            text.style["font_size"] = size
            yield text
        elif isinstance(child, boxes.InlineBox):
            yield child.copy_with_children(list(_set(child.children, stack_of, scale)))
        else:
            yield child


def _width(box: Any) -> float:
    if isinstance(box, SetText):
        return float(box.set_width)
    return sum(map(_width, getattr(box, "children", ())))
