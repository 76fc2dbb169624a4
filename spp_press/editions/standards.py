"""The standards that a printed file claims, and how it says so.

PDF/X-4 with PDF/A-2u in one file (ISO 15930-7, ISO 19005-2), or PDF/X-1a:2003 (ISO 15930-4) for
presses that take nothing later.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pikepdf
from pikepdf import Name, String

from spp_press.editions.identity import identify, intend_print, saved
from spp_press.editions.record import Record
from spp_press.editions.xmp import Property
from spp_press.printers import Printer, Standard


class Claim(NamedTuple):
    """A standard: its ``title``, and what a file that follows it has to contain."""

    title: str
    pdf_version: str
    intents: tuple[str, ...]
    properties: tuple[Property, ...]
    object_streams: bool
    transparency: bool


STANDARDS: dict[Standard, Claim] = {
    "x-4": Claim(
        title="PDF/X-4",
        pdf_version="1.6",
        intents=("GTS_PDFX", "GTS_PDFA1"),
        properties=(
            ("pdf", "Trapped", "False"),
            ("pdfxid", "GTS_PDFXVersion", "PDF/X-4"),
            ("pdfaid", "part", "2"),
            ("pdfaid", "conformance", "U"),
        ),
        object_streams=True,
        transparency=True,
    ),
    "x-1a": Claim(
        title="PDF/X-1a:2003",
        pdf_version="1.4",
        intents=("GTS_PDFX",),
        properties=(("pdf", "Trapped", "False"),),
        object_streams=False,
        transparency=False,
    ),
}


def sealed(
    pdf: pikepdf.Pdf, record: Record, printer: Printer, edition: str, inputs: Iterable[bytes]
) -> bytes:
    """The bytes of a finished file, with the printer's standard and condition said in it.

    ``inputs`` is all that the edition was made of besides the printer.
    """
    claim = STANDARDS[printer.standard]
    settings = repr(printer._replace(profile=b"")).encode()
    intend_print(pdf, printer, claim.intents)
    identify(
        pdf, record, edition, (*inputs, settings, printer.profile), *claim.properties
    )  # fmt: skip
    pdf.docinfo["/Trapped"] = Name("/False")
    if printer.standard == "x-1a":
        pdf.docinfo["/GTS_PDFXVersion"] = String(claim.title)
    return saved(pdf, claim.pdf_version, object_streams=claim.object_streams)
