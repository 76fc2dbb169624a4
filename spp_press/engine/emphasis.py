"""着重号: a dot under each Han character of emphasised text (GB/T 15834 4.12, clreq).

A style asks for it with ``--emphasis-mark: dot``. The dots are drawn and are no characters: what is
copied from the page is the text alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

from weasyprint import draw

from spp_press.engine.settext import SetText

_BELOW = 0.30  # em from the baseline to a dot's centre
_RADIUS = 0.075  # em
_ROUND = 0.5523  # a quarter of a circle as a Bézier curve


def dots_under(text: str, advances: Sequence[int], size: float) -> tuple[float, ...]:
    """Where the middles of the Han characters of set text lie from its start; px, as ``size``.

    ``advances``: what each character takes, in thousandths of the em.
    """
    starts = accumulate(advances, initial=0)
    return tuple(
        (start / 1000 + 0.5) * size
        for char, start in zip(text, starts, strict=False)
        if _takes_dot(char)
    )


def _takes_dot(char: str) -> bool:
    letter = unicodedata.category(char)[0] == "L" or char == "〇"
    return letter and unicodedata.east_asian_width(char) == "W"


@contextmanager
def dotting() -> Iterator[None]:
    """While in force, WeasyPrint draws the dots of the text that has some."""
    stock = draw.draw_text
    draw.draw_text = _with_dots(stock)
    try:
        yield
    finally:
        draw.draw_text = stock


def _with_dots(stock: Callable[..., None]) -> Callable[..., None]:
    def draw_text(
        stream: Any, textbox: Any, offset_x: float, text_overflow: Any, block_ellipsis: Any
    ) -> None:
        stock(stream, textbox, offset_x, text_overflow, block_ellipsis)
        if isinstance(textbox, SetText) and textbox.dots:
            size = textbox.style["font_size"]
            stream.set_color(textbox.style["color"])
            y = textbox.position_y + textbox.baseline + _BELOW * size
            for x in textbox.dots:
                _circle(stream, textbox.position_x + x, y, _RADIUS * size)
            stream.fill()

    return draw_text


def _circle(stream: Any, x: float, y: float, r: float) -> None:
    k = _ROUND * r
    stream.move_to(x + r, y)
    stream.curve_to(x + r, y + k, x + k, y + r, x, y + r)
    stream.curve_to(x - k, y + r, x - r, y + k, x - r, y)
    stream.curve_to(x - r, y - k, x - k, y - r, x, y - r)
    stream.curve_to(x + k, y - r, x + r, y - k, x + r, y)
    stream.close()
