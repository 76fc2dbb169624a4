"""Where somebody else's pages are to be cut: as they say, or as their size tells.

Few programs write a TrimBox (ISO 32000-1, 14.11.2); most that are asked for bleed make the page
itself larger by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pikepdf

from spp_press.editions.boxes import MM, Box, grown, size_of, trim_of, written
from spp_press.printers import SAME_TRIM, Printer, page_ranges
from spp_press.problems import Report

_MAY_TELL = ("/MediaBox", "/CropBox", "/BleedBox")


def infer_trims(pdf: pikepdf.Pdf, printer: Printer, report: Report) -> bool:
    """Give a TrimBox to each page of ``pdf`` that has none and whose size tells it.

    Whether any was given one. Warnings say of which pages; errors of which the printer takes
    neither the trim nor the bleed, with the sizes (mm) that were found and that are wanted.
    """
    noted: dict[tuple[str, Box, Box], list[int]] = defaultdict(list)
    for count, page in enumerate(pdf.pages, start=1):
        media = _box(page.mediabox)
        trim, key = trim_of(page), None
        if not _says_trim(page):
            told = next(_told(page, printer), None)
            if told:
                page.obj.TrimBox, trim, key = written(told), told, "trim-inferred"
        if not printer.takes(*size_of(trim)):
            key = "finish-trim"
        elif _bleed(trim, media) < printer.bleed - SAME_TRIM:
            key = "finish-bleed"
        if key:
            noted[key, media, trim].append(count)
    for (key, media, trim), pages in noted.items():
        trims = printer.trims if key == "finish-trim" else (size_of(trim),)
        note = report.warning if key == "trim-inferred" else report.error
        note(
            key,
            pages=page_ranges(pages),
            found=_said(*size_of(media)),
            trim=_said(*size_of(trim)),
            bleed=f"{printer.bleed:g}",
            printer=printer.name,
            trims="、".join(_said(w, h) for w, h in trims),
            wanted="、".join(_said(w + 2 * printer.bleed, h + 2 * printer.bleed) for w, h in trims),
        )
    return any(key == "trim-inferred" for key, _, _ in noted)


def _says_trim(page: pikepdf.Page) -> bool:
    """Whether a page says where to cut; at its edge is nowhere."""
    return "/TrimBox" in page.obj and _box(page.obj.TrimBox) != _box(page.mediabox)


def _told(page: pikepdf.Page, printer: Printer) -> Iterator[Box]:
    """The trims that a page's boxes are, less the bleed."""
    for name in _MAY_TELL:
        box = page.mediabox if name == "/MediaBox" else page.obj.get(name)
        if box is not None:
            trim = grown(_box(box), -printer.bleed)
            if printer.takes(*size_of(trim)):
                yield trim


def _box(box: pikepdf.Object) -> Box:
    x0, y0, x1, y1 = (float(value) for value in box.as_list())
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _said(width: float, height: float) -> str:
    return f"{round(width, 1):g}×{round(height, 1):g}"


def _bleed(trim: Box, media: Box) -> float:
    """How far the page reaches beyond its trim where it reaches least, mm."""
    return min(abs(one - other) for one, other in zip(trim, media, strict=True)) / MM
