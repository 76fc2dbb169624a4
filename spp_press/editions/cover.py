"""What goes to the press beside the print edition: cover and pages apart, and the job's ticket."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from spp_press.editions.boxes import MM, trim_of
from spp_press.editions.record import Record
from spp_press.editions.standards import STANDARDS, sealed
from spp_press.printers import Printer

COVER = 2  # pages at each end: 封面 and 封二, 封三 and 封底

# GB/T 788-1999 and the trade's names; width × height in mm.
_FORMATS = {
    (210, 285): "大16开",
    (210, 297): "A4",
    (185, 260): "16开",
    (148, 210): "A5",
    (140, 203): "大32开",
}


def cover_and_body(print_pdf: bytes, record: Record, printer: Printer) -> tuple[bytes, bytes]:
    """A print edition as two: the cover (the two first and last pages), and the pages within."""
    with pikepdf.open(BytesIO(print_pdf)) as pdf:
        pages = range(len(pdf.pages))
    outside = {*pages[:COVER], *pages[-COVER:]}
    cover = _part(print_pdf, record, printer, "cover", sorted(outside))
    body = _part(print_pdf, record, printer, "body", [p for p in pages if p not in outside])
    return cover, body


def for_the_press(print_pdf: bytes, record: Record, printer: Printer) -> dict[str, bytes]:
    """What goes to ``printer`` with a print edition, by file name."""
    files = {"工单.txt": job_ticket(print_pdf, record, printer).encode()}
    if printer.cover == "separate":
        files["封面.pdf"], files["内文.pdf"] = cover_and_body(print_pdf, record, printer)
    return {f"{record.identifier}-{name}": data for name, data in files.items()}


def job_ticket(print_pdf: bytes, record: Record, printer: Printer) -> str:
    """The ticket (工单) that goes with a print job, as text in Chinese; blank where not known."""
    with pikepdf.open(BytesIO(print_pdf)) as pdf:
        pages = len(pdf.pages)
        left, bottom, right, top = trim_of(pdf.pages[0])
    width, height = round((right - left) / MM, 1), round((top - bottom) / MM, 1)
    name = _FORMATS.get((round(width), round(height)), "异型")
    separate = printer.cover == "separate"
    parts = f"封面 {2 * COVER} 页另附，内文 {pages - 2 * COVER} 页" if separate else "自封面"
    cumulative = f"（总第{record.cumulative}期）" if record.cumulative else ""
    lines = (
        ("刊名", record.bulletin),
        ("期号", f"{record.cover_date}{cumulative}"),
        ("开本", f"{name}，成品 {width:g}×{height:g} 毫米，出血 {printer.bleed:g} 毫米"),
        ("页数", f"{pages} 页，{parts}"),
        ("色数", "四色（CMYK），双面 4/4；黑字单黑叠印"),
        ("装订", "骑马订"),
        ("印数", f"{record.copies} 册" if record.copies else "________ 册"),
        ("标准", f"{STANDARDS[printer.standard].title}，{printer.condition}"),
        ("墨量", f"总墨量不超过 {printer.ink_limit:g}%"),
        ("出版", record.publisher),
        *([("准印证", record.permit)] if record.permit else []),  # its original has to be shown
    )
    return "".join(f"{term}：{text}\n" for term, text in lines)


def _part(print_pdf: bytes, record: Record, printer: Printer, name: str, pages: list[int]) -> bytes:
    pdf = pikepdf.open(BytesIO(print_pdf))
    for index in reversed(range(len(pdf.pages))):
        if index not in pages:
            del pdf.pages[index]
    # They lead to pages that are in the other part.
    for key in ("/Outlines", "/Names"):
        if key in pdf.Root:
            del pdf.Root[key]
    labels = tuple(record.page_labels[index] for index in pages) if record.page_labels else ()
    part = record._replace(page_labels=labels)
    return sealed(pdf, part, printer, f"print-{name}", (print_pdf,))
