"""Footnotes counted anew on each page: ①②③ (typography.md T19).

WeasyPrint counts through the document, and what stands on a page is known after layout alone. But
circled numbers are all one ic wide, so a number changes nothing of a layout: where a style writes
``①`` in a call and its marker, the page's number takes its place when the pages are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any

from weasyprint.formatting_structure import boxes

FIRST = "①"
_CIRCLED = [
    chr(code)
    for start, end in ((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF))
    for code in range(start, end + 1)
]


def circled(number: int) -> str:
    """1 → ①, to 50; a page that had more would begin again."""
    return _CIRCLED[(number - 1) % len(_CIRCLED)]


def keep_notes(context: Any, box: Any) -> None:
    """Carry over to the next page the notes of a block's last line that WeasyPrint has not placed.

    It lets a line in at a page's foot by carrying over other notes, and forgets the line's own.
    """
    lines = box.children
    if context.footnotes and lines and isinstance(lines[-1], boxes.LineBox):
        for part in lines[-1].descendants():
            if part.footnote in context.footnotes:
                context.layout_footnote(part.footnote)
                context.report_footnote(part.footnote)


def number_notes(
    pages: Iterable[Any], draws: Callable[[Any, str], object], lost: Callable[[Any], object]
) -> None:
    """Number the notes of laid-out page boxes.

    A note that is carried over keeps the number of its call, and no other has it on that page.
    ``draws`` hears of each text box and its number, ``lost`` of the element of a note that stands
    on no page.
    """
    numbers: dict[int, int] = {}
    pages = list(pages)
    placed = {id(box.element) for page in pages for box in _parts(page, "marker")}
    for page in pages:
        calls = []
        for box in _parts(page, "call"):
            calls.append(id(box.element))
            if id(box.element) not in placed:
                lost(box.element)
        markers = [id(box.element) for box in _parts(page, "marker")]
        taken = {numbers[note] for note in markers if note in numbers}
        free = (number for number in count(1) if number not in taken)
        for note in (*calls, *markers):  # a paragraph that is set as a note is called nowhere
            if note not in numbers:
                numbers[note] = next(free)
    for page in pages:
        for part in ("call", "marker"):
            for box in _parts(page, part):
                _write(box, circled(numbers[id(box.element)]), draws)


def _parts(page: Any, part: str) -> Iterator[Any]:
    """The calls or the markers on a page, in reading order."""
    tag = f"::footnote-{part}"
    for box in page.descendants():
        if isinstance(box, boxes.TextBox) and (box.element_tag or "").endswith(tag):
            yield box


def _write(box: Any, number: str, draws: Callable[[Any, str], object]) -> None:
    if FIRST in box.text:
        box.text = box.text.replace(FIRST, number)
        box.pango_layout.text = box.pango_layout.text.replace(FIRST, number)
        draws(box, number)
