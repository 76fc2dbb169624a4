"""A PDF's pages as they are compared: their characters by line, and how they look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2
from PIL import Image

_DPI = 110
_SAME_LINE = 1.0  # pt
_FURNITURE = 3  # pages: what stands on so many alike belongs to the page, not to the text
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Line:
    """Characters that stand on one line; ``x`` (of the first) and ``y`` in pt from the top left."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Page:
    """One page: its trim in pt, its lines of text without running heads, and its picture."""

    size: tuple[float, float]
    lines: tuple[Line, ...]
    image: Image.Image

    @property
    def text(self) -> str:
        """Its characters, spaces left out."""
        return "".join(line.text for line in self.lines)


def read_pages(data: bytes) -> list[Page]:
    """The pages of a PDF. Raises pypdfium2.PdfiumError where it is none."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return _without_furniture([_read(page) for page in pdf])
    finally:
        pdf.close()


def _read(page: pypdfium2.PdfPage) -> Page:
    left, bottom, right, top = page.get_trimbox()
    page.set_mediabox(left, bottom, right, top)
    page.set_cropbox(left, bottom, right, top)
    text = page.get_textpage()
    lines: list[tuple[float, float, list[str]]] = []
    for i in range(text.count_chars()):
        char = text.get_text_range(i, 1)
        if not char.strip():
            continue
        x0, y0, _, _ = text.get_charbox(i, loose=True)
        x, y = x0 - left, top - y0
        if lines and abs(lines[-1][1] - y) < _SAME_LINE and x >= lines[-1][0]:
            lines[-1][2].append(char)
        else:
            lines.append((x, y, [char]))
    image = page.render(scale=_DPI / 72).to_pil().convert("RGB")
    read = tuple(Line("".join(chars), x, y) for x, y, chars in lines)
    return Page((right - left, top - bottom), read, image)


def _without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without the lines that stand at the same height on several, but for a number."""
    seen = Counter(key for page in pages for key in {_key(line) for line in page.lines})
    return [
        replace(page, lines=tuple(n for n in page.lines if seen[_key(n)] < _FURNITURE))
        for page in pages
    ]


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.y)
