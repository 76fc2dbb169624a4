"""Ruby: small text above its base, ``<ruby>璟<rt>jǐng</rt></ruby>``; the pair is never parted.

The base keeps its width, since a wider gap would be a space to whoever copies the text. What stands
above is centred on it and may reach over the neighbours; it is set smaller where it would reach too
far, or into what stands above a neighbour (clreq, interlinear annotations). The style says how
small ``rt`` is otherwise and, with ``vertical-align``, how high; its line height has to be 0, which
keeps the lines' grid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes

from spp_press.engine.fonts import Stack
from spp_press.engine.settext import SetText

_OVER = 0.4  # ic that an annotation may reach over on either side
_APART = 0.1  # ic between two annotations


@dataclass
class _Pair:
    """Bases set for good, and what stands above them, if anything does. Lengths in px."""

    bases: list[Any]
    base_width: float
    above: Any
    above_width: float
    size: float
    scale: float = 1.0

    def fit(self) -> None:
        """Keep what stands above from reaching too far."""
        limit = self.base_width + 2 * _OVER * self.size
        if self.above_width > limit:
            self.scale = limit / self.above_width

    def fit_beside(self, other: _Pair) -> None:
        """Keep the two apart; each gives way alike."""
        room = self.base_width + other.base_width - 2 * _APART * self.size
        wanted = self.above_width + other.above_width
        if self.above_width and other.above_width and wanted > room > 0:
            self.scale = min(self.scale, room / wanted)


def set_ruby(
    box: Any, before: Any, after: Any, stack_of: Callable[[Any], Stack]
) -> tuple[Any, float]:
    """A ``ruby`` element's InlineBox with its annotations in place, and its width, px.

    ``before`` and ``after`` are the boxes beside it, or None; ``stack_of`` gives the faces for a
    computed style.
    """
    pairs = _pairs(box, stack_of)
    for pair in pairs:
        pair.fit()
    for one, other in pairwise(pairs):
        one.fit_beside(other)
        other.fit_beside(one)
    if is_ruby(before):
        pairs[0].fit_beside(_pairs(before, stack_of)[-1])
    if is_ruby(after):
        pairs[-1].fit_beside(_pairs(after, stack_of)[0])
    children: list[Any] = []
    for pair in pairs:
        children += pair.bases
        if pair.above is not None:
            children.append(_above(pair, stack_of))
    return box.copy_with_children(children), sum(pair.base_width for pair in pairs)


def is_ruby(box: Any) -> bool:
    """Whether it is the inline box of a ``ruby`` element that has something in it."""
    return isinstance(box, boxes.InlineBox) and box.element_tag == "ruby" and bool(box.children)


def _pairs(box: Any, stack_of: Callable[[Any], Stack]) -> list[_Pair]:
    size = box.style["font_size"]
    pairs = []
    bases: list[Any] = []
    for child in (*box.children, None):
        if child is not None and child.element_tag != "rt":
            bases += _set([child], stack_of)
        elif child is not None or bases:
            above = 0.0 if child is None else sum(map(_width, _set(child.children, stack_of)))
            pairs.append(_Pair(bases, sum(map(_width, bases)), child, above, size))
            bases = []
    return pairs


def _above(pair: _Pair, stack_of: Callable[[Any], Stack]) -> Any:
    """An annotation drawn back over its base; it takes no width."""
    above = pair.above.copy_with_children(list(_set(pair.above.children, stack_of, pair.scale)))
    width = _width(above)
    start = -(pair.base_width + width) / 2
    above.style = pair.above.style.copy()
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
