"""The booklet: the print edition's pages two-up, in the order that folding and stapling wants.

Colours, fonts and output intents stay as the print edition has them.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Object, Stream

from spp_press.editions.boxes import (
    GAP,
    MM,
    SLUG,
    Box,
    all_plates,
    crop_marks,
    grown,
    line,
    on_all_plates,
    trim_of,
    written,
)
from spp_press.editions.placement import Matrix, matrix_of, times
from spp_press.editions.record import Record
from spp_press.editions.standards import sealed
from spp_press.printers import SAME_TRIM, Printer
from spp_press.problems import InputError, Report

SRA3 = (450.0, 320.0)  # mm (ISO 217): A3 with room for bleed and marks
A3 = (420.0, 297.0)  # mm (ISO 216)
PAPER = 0.1  # mm: the thickness of a sheet of 80 to 100 g/m²
PAGES_A_SHEET = 4
FOLD = "[2 2] 0 d"  # dashed, so that nobody cuts there

# Operators that name a resource, and its kind (ISO 32000-1, 7.8.3).
_RESOURCES = {
    "Tf": "/Font",
    "gs": "/ExtGState",
    "Do": "/XObject",
    "sh": "/Shading",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
    "BDC": "/Properties",
    "DP": "/Properties",
}


def spreads(pages: int) -> list[tuple[int, int]]:
    """The pages (from 1) on the left and right of each side, sheet by sheet from the outside."""
    return [
        (pages - side, side + 1) if side % 2 == 0 else (side + 1, pages - side)
        for side in range(pages // 2)
    ]


def booklet(print_pdf: bytes, record: Record, printer: Printer, paper: float = PAPER) -> bytes:
    """A print edition imposed for saddle stitch, each page of the result one side of a sheet.

    A printer that bleeds gets SRA3 with crop and fold marks, one that does not gets A3. ``paper``
    is the sheet's thickness in mm: each sheet inside another moves its pages that much further
    towards the spine, since folding pushes it out there (creep). Raises InputError where the pages
    do not fill the sheets, or two of them are wider or higher than a sheet.
    """
    report = Report()
    pdf = pikepdf.open(BytesIO(print_pdf))
    count = len(pdf.pages)
    if count % PAGES_A_SHEET:
        report.error(
            "pages-not-multiple", pages=count, printer=printer.name, multiple=PAGES_A_SHEET
        )
    left, bottom, right, top = trim_of(pdf.pages[0])
    sheet = SRA3 if printer.bleed else A3
    spread = (2 * (right - left) / MM, (top - bottom) / MM)
    if any(need > have + SAME_TRIM for need, have in zip(spread, sheet, strict=True)):
        report.error(
            "sheet-too-small", sheet=f"{sheet[0]:g}×{sheet[1]:g}",
            spread=f"{spread[0]:.4g}×{spread[1]:.4g}",
        )  # fmt: skip
    report.raise_errors(InputError)
    plates = all_plates(pdf)
    for side, (verso, recto) in enumerate(spreads(count)):
        imposed = _Side(pdf, sheet, (right - left, top - bottom), printer.bleed)
        creep = side // 2 * paper * MM
        imposed.place(pdf.pages[verso - 1], "V", 0, creep)
        imposed.place(pdf.pages[recto - 1], "R", right - left, -creep)
        pdf.pages.append(imposed.finished(plates))
    del pdf.pages[:count]
    for key in ("/Outlines", "/Names"):
        if key in pdf.Root:
            del pdf.Root[key]
    settings = repr((paper, sheet)).encode()
    return sealed(pdf, record._replace(page_labels=()), printer, "booklet", (print_pdf, settings))


class _Side:
    """One side of a sheet. The spread's lower left corner is the origin; lengths in points.

    Pages are put into the side's own content and not drawn as forms: readers do not agree where a
    pattern is that is used in a form that has been moved.
    """

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        sheet: tuple[float, float],
        trim: tuple[float, float],
        bleed: float,
    ) -> None:
        self._pdf = pdf
        self._width, self._height = trim
        self._bleed = bleed
        self._trim: Box = (0.0, 0.0, 2 * self._width, self._height)
        beside = (sheet[0] * MM - 2 * self._width) / 2
        below = (sheet[1] * MM - self._height) / 2
        self._media: Box = (-beside, -below, 2 * self._width + beside, self._height + below)
        self._room = min(beside, below) / MM
        self._resources = Dictionary()
        self._group: Object | None = None
        self._content: list[bytes] = []

    def place(self, page: pikepdf.Page, prefix: str, left: float, creep: float) -> None:
        """A page whose trim begins at ``left``, moved by ``creep``, cut off at the spine."""
        self._group = page.obj.get("/Group")
        trim = trim_of(page)
        shift: Matrix = (1.0, 0.0, 0.0, 1.0, left + creep - trim[0], -trim[1])
        edge = self._bleed * MM
        outer = left - edge if left == 0 else left
        clip = f"{outer:.4f} {-edge:.4f} {self._width + edge:.4f} {self._height + 2 * edge:.4f}"
        head = f"q {clip} re W n 1 0 0 1 {shift[4]:.4f} {shift[5]:.4f} cm"
        self._content += [head.encode(), self._renamed(page, prefix, shift), b"Q"]

    def finished(self, plates: Object) -> pikepdf.Page:
        """The side as a page, with its marks."""
        bleed = grown(self._trim, self._bleed)
        if self._bleed and self._room >= self._bleed + SLUG:
            self._content.append(on_all_plates(crop_marks(self._trim, bleed) + self._folds(bleed)))
            self._take("/ColorSpace", "/AllPlates", plates)
        page = Dictionary(
            Type=Name.Page,
            MediaBox=written(self._media),
            BleedBox=written(bleed),
            TrimBox=written(self._trim),
            Resources=self._resources,
            Contents=self._pdf.make_stream(b"\n".join(self._content)),
        )
        if self._group is not None:
            page.Group = self._group
        return pikepdf.Page(self._pdf.make_indirect(page))

    def _folds(self, bleed: Box) -> list[str]:
        near, far = GAP * MM, (SLUG - GAP) * MM
        return [
            FOLD,
            line(self._width, bleed[1] - near, self._width, bleed[1] - far),
            line(self._width, bleed[3] + near, self._width, bleed[3] + far),
        ]

    def _renamed(self, page: pikepdf.Page, prefix: str, shift: Matrix) -> bytes:
        """The page's content with its resources under names of their own, and them taken over."""
        out = []
        for instruction in pikepdf.parse_content_stream(page):
            kind = _RESOURCES.get(str(instruction.operator))
            operands = list(instruction.operands)
            at = 0 if kind == "/Font" else -1
            if kind is None or not operands or not isinstance(operands[at], Name):
                out.append(instruction)
                continue
            name = str(operands[at])
            found = page.resources.get(kind, Dictionary()).get(name)
            if found is not None:
                new = f"/{prefix}{name[1:]}"
                operands[at] = Name(new)
                self._take(kind, new, found if kind != "/Pattern" else self._moved(found, shift))
            out.append(ContentStreamInstruction(operands, instruction.operator))
        return pikepdf.unparse_content_stream(out)

    def _take(self, kind: str, name: str, thing: Object) -> None:
        if kind not in self._resources:
            self._resources[kind] = Dictionary()
        self._resources[kind][name] = thing

    def _moved(self, pattern: Object, shift: Matrix) -> Object:
        if isinstance(pattern, Stream):
            copy: Object = self._pdf.make_stream(pattern.read_bytes())
        else:
            copy = self._pdf.make_indirect(Dictionary())
        for key, value in pattern.items():
            if key not in ("/Length", "/Filter", "/DecodeParms"):
                copy[key] = value
        matrix = times(matrix_of(pattern.get("/Matrix")), shift)
        copy.Matrix = Array([round(v, 6) for v in matrix])
        return copy
