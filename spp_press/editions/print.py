"""The print edition: the drawn pages as a press takes them, by the printer's standard.

Everything in the press's inks, nothing that only a screen can do, and boxes that say where to cut.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, MutableMapping
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Dictionary

from spp_press.editions.boxes import box_for_print
from spp_press.editions.fonts import unwrap_fonts
from spp_press.editions.pictures import Darkroom, for_print, forbid_interpolation, read, write
from spp_press.editions.placement import picture_sizes, pixels_for
from spp_press.editions.record import Record
from spp_press.editions.separation import Separator
from spp_press.editions.standards import STANDARDS, sealed
from spp_press.editions.transparency import flatten_opaque, transparencies
from spp_press.printers import Printer
from spp_press.problems import InputError, Report
from spp_press.styles import Ink

if TYPE_CHECKING:
    from spp_press.editions.colour import Press

PLENTY = 1.5  # times the printer's resolution: what a picture has beyond it no plate shows

_SCREEN_ONLY = (
    "/AA", "/AcroForm", "/AF", "/Collection", "/MarkInfo", "/OpenAction", "/PageMode",
    "/StructTreeRoot", "/Threads", "/URI", "/ViewerPreferences",
)  # fmt: skip
_SCREEN_ONLY_ON_PAGES = (
    "/AA", "/Annots", "/B", "/Metadata", "/PieceInfo", "/PresSteps", "/StructParents", "/Tabs",
    "/Thumb", "/Trans",
)  # fmt: skip


def print_edition(
    drawn: bytes,
    record: Record,
    inks: Iterable[Ink],
    printer: Printer,
    kept: MutableMapping[str, bytes] | None = None,
) -> bytes:
    """The print edition of a ``drawn`` RGB PDF whose boxes have the bleed outside the trim.

    ``kept`` holds converted pictures by content between calls. The same input gives the same
    bytes. Raises InputError, with each page, where the printer does not take the trim, the bleed
    is missing, the pages do not fill the sheets, something cannot be separated, or something needs
    transparency, which the printer's standard lacks.
    """
    from spp_press.editions.colour import Press  # with numpy, which a screen does without

    inks = tuple(inks)
    report = Report()
    pdf = pikepdf.open(BytesIO(drawn))
    if len(pdf.pages) % printer.page_multiple:
        report.error(
            "pages-not-multiple", pages=len(pdf.pages), printer=printer.name,
            multiple=printer.page_multiple,
        )  # fmt: skip
    press = Press(printer.profile, printer.ink_limit, inks)
    drop_screen_only(pdf)
    separate(pdf, press, printer, report, kept)
    box_for_print(pdf, printer, report)
    if not STANDARDS[printer.standard].transparency:
        for page, what in transparencies(pdf):
            report.error("transparency-left", page=page, what=what, printer=printer.name)
        flatten_opaque(pdf)
    report.raise_errors(InputError)
    unwrap_fonts(pdf)
    return sealed(pdf, record, printer, "print", (drawn, repr(inks).encode()))


def separate(
    pdf: pikepdf.Pdf,
    press: Press,
    printer: Printer,
    report: Report,
    kept: MutableMapping[str, bytes] | None,
) -> None:
    """All colours of ``pdf``, its pictures included, in the inks of ``press``."""
    separator = Separator(pdf, press, report)
    separator.separate()
    pictures = {
        number: picture
        for number, stream in separator.pictures.items()
        if (picture := read(stream)) is not None
    }
    printed = picture_sizes(pdf)
    sizes = {
        number: pixels_for(
            (picture.width, picture.height), printed[number], PLENTY * printer.resolution
        )
        for number, picture in pictures.items()
        if number in printed
    }
    condition = (hashlib.sha256(printer.profile).hexdigest(), printer.ink_limit)
    developed = Darkroom(kept).develop(
        pictures,
        lambda number, picture: for_print(picture, press, sizes.get(number)),
        lambda number: ("print", condition, sizes.get(number)),
    )
    for number, picture in developed.items():
        write(separator.pictures[number], picture)
    forbid_interpolation(pdf)


def drop_screen_only(pdf: pikepdf.Pdf) -> None:
    """Take out links, forms, actions, attachments and the structure; the outline stays."""
    for key in _SCREEN_ONLY:
        if key in pdf.Root:
            del pdf.Root[key]
    names = pdf.Root.get("/Names", Dictionary())
    for key in list(names.keys()):
        if key != "/Dests":
            del names[key]
    for page in pdf.pages:
        for key in _SCREEN_ONLY_ON_PAGES:
            if key in page.obj:
                del page.obj[key]
