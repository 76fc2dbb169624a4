"""The proof (校样): the print edition's pages, each on a sheet to read, mark and sign.

A page stands at its own size (原大) in the middle of a landscape sheet: readers judge the very type
that will be printed, and have a wide margin at either side, since the lines that lead from a slip
to its correction leave between the lines of text and may not cross (GB/T 14706-1993, 5.3). Nothing
is written on the page itself, and nothing is there to cut by.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from io import BytesIO

import pikepdf
from pikepdf import Dictionary

from spp_press.editions.boxes import MM, Box, line, trim_of, written
from spp_press.editions.identity import identify, intend_print, saved
from spp_press.editions.lettering import Lettering
from spp_press.editions.record import Record
from spp_press.printers import SAME_TRIM, Printer
from spp_press.problems import InputError, Report
from spp_press.sheets import Line
from spp_press.stages import Stage

SHEETS = (("A4", 297.0, 210.0), ("A3", 420.0, 297.0))
"""What an office printer has, landscape (ISO 216); mm."""

MARGIN = 60.0  # mm at least beside the page, to write in
EDGE = 12.0  # mm of the sheet that stay blank: printers do not reach it, clips do
BESIDE = 14.0  # mm between the page and what is printed in its margin; line numbers stand there
ROW = 10.0  # mm from one blank to sign in to the next
GAP = 2.0  # mm between the page and a line's number
NUMBER = 7.5  # pt: 六号
APART = 5.0  # pt: two baselines that are nearer share a number
DIGITS = 12  # of the print edition's SHA-256
RULE, FRAME = 0.25, 1.2  # pt

PLAIN, BOLD = ("ProofPlain", "spp-hei-400.otf"), ("ProofBold", "spp-hei-700.otf")


def proof(
    print_pdf: bytes,
    record: Record,
    printer: Printer,
    stage: Stage,
    lines: Sequence[Sequence[Line]],
) -> bytes:
    """A print edition as the proof of ``stage``: PDF/A-2u, and no file for a press.

    ``lines`` are those of each page, or none. A sheet's ArtBox is the page. What is signed for
    print names the print edition by its SHA-256. Raises InputError where a page is too large for a
    sheet.
    """
    pdf = pikepdf.open(BytesIO(print_pdf))
    paper = _paper(trim_of(pdf.pages[0]))
    plain, bold = Lettering(*PLAIN), Lettering(*BOLD)
    signed = hashlib.sha256(print_pdf).hexdigest()[:DIGITS] if stage.decides else ""
    labels = record.page_labels or [str(n) for n in range(1, len(pdf.pages) + 1)]
    sheets = [_Sheet(trim_of(page), paper, plain, bold, last=len(pdf.pages)) for page in pdf.pages]
    for number, (sheet, label) in enumerate(zip(sheets, labels, strict=True), start=1):
        sheet.stamp(record, stage, signed, number, label)
        sheet.sign(stage, whole=number == 1)
        sheet.number(lines[number - 1] if lines else ())
    fonts = {face.name: face.embedded(pdf) for face in (plain, bold)}
    for page, sheet in zip(pdf.pages, sheets, strict=True):
        sheet.put(pdf, page, fonts)
    intend_print(pdf, printer, ("GTS_PDFA1",))
    titled = record._replace(title=f"{record.title} {stage.name}样")
    identify(
        pdf, titled, "proof", (print_pdf, repr((stage, lines)).encode()),
        ("pdfaid", "part", "2"),
        ("pdfaid", "conformance", "U"),
        ("bulletin", "proofStage", stage.name),
    )  # fmt: skip
    return saved(pdf, "1.7")


def numbered(lines: Sequence[Line], width: float) -> Iterator[tuple[int, float, bool]]:
    """Each number beside a page: it, from 1, its baseline, and whether it stands at the left edge.

    That is where the line's column lies in the left half of the page, ``width`` pt wide. Numbers
    follow the reading, and grow downwards at either edge. Lines beside each other at one edge, as a
    table's are, share one.
    """
    places: list[tuple[bool, float]] = []
    for each in lines:
        at_left = each.right <= width / 2
        if all(at_left != side or abs(each.baseline - y) >= APART for side, y in places):
            places.append((at_left, each.baseline))
    for edge in (True, False):
        numbers = [number for number, (side, _) in enumerate(places, start=1) if side is edge]
        baselines = sorted(y for side, y in places if side is edge)
        yield from ((number, y, edge) for number, y in zip(numbers, baselines, strict=True))


def _paper(trim: Box) -> tuple[str, float, float]:
    """The smallest sheet with room for a page and its margins."""
    width, height = (trim[2] - trim[0]) / MM, (trim[3] - trim[1]) / MM
    for name, wide, high in SHEETS:
        if width + 2 * MARGIN <= wide and height <= high + SAME_TRIM:
            return name, wide, high
    report = Report()
    report.error("proof-too-large", trim=f"{width:.4g}×{height:.4g}", sheet=SHEETS[-1][0])
    raise InputError(report)


class _Sheet:
    """A page's sheet; lengths in points, where the page has them."""

    def __init__(
        self,
        trim: Box,
        paper: tuple[str, float, float],
        plain: Lettering,
        bold: Lettering,
        last: int,
    ) -> None:
        self._trim = trim
        name, wide, high = paper
        beside = (wide * MM - (trim[2] - trim[0])) / 2
        below = (high * MM - (trim[3] - trim[1])) / 2
        self._paper = name
        self._media = (trim[0] - beside, trim[1] - below, trim[2] + beside, trim[3] + below)
        self._left, self._right = self._media[0] + EDGE * MM, trim[0] - BESIDE * MM
        self._plain, self._bold = plain, bold
        self._last = last
        self._content: list[str] = []

    def stamp(self, record: Record, stage: Stage, signed: str, number: int, label: str) -> None:
        """What proof of what this is, at the top of the left margin."""
        name = f"{stage.name}样"
        size, pad = 26.0, 4 * MM
        width, height = self._bold.width(name, size) + 2 * pad, size + 1.4 * pad
        y = self._media[3] - EDGE * MM - height
        self._content.append(f"{FRAME} w {self._left:.4f} {y:.4f} {width:.4f} {height:.4f} re S")
        self._write(self._bold, name, self._left + pad, y + height / 2 - 0.37 * size, size)
        cumulative = f"（总第{record.cumulative}期）" if record.cumulative else ""
        place = f"第 {number} 页，共 {self._last} 页"
        rows = (
            (self._bold, stage.warns, 10.5),
            (self._plain, record.bulletin, 10.5),
            (self._plain, f"{record.cover_date}{cumulative}", 10.5),
            (self._plain, place if label == str(number) else f"{label}：{place}", 10.5),
            (self._plain, f"{self._paper} 纸，原大（100%）打印", 9.0),
            *([(self._plain, f"印刷文件 {signed}", 9.0)] if signed else []),
        )
        y -= 3 * MM
        for face, text, size in rows:
            y -= 6 * MM
            fits = min(1.0, (self._right - self._left) / face.width(text, size))
            self._write(face, text, self._left, y, size * fits)

    def sign(self, stage: Stage, *, whole: bool) -> None:
        """Blanks to sign in, at the foot of the left margin: on the first sheet for the issue."""
        y = self._media[1] + EDGE * MM
        rows = [*stage.signs, "日期"] if whole else list(stage.signs[:2])
        for term in reversed(rows):
            self._blank(term, y)
            y += ROW * MM
        if whole:
            for decision in reversed(stage.decides):
                side = 3.5 * MM
                self._content.append(
                    f"0.5 w {self._left:.4f} {y - 1:.4f} {side:.4f} {side:.4f} re S"
                )
                self._write(self._plain, decision, self._left + 1.7 * side, y, 10.5)
                y += ROW * MM

    def number(self, lines: Sequence[Line]) -> None:
        """Each line's number beside the page, on the line's baseline; every fifth is bold."""
        left, _, right, top = self._trim
        for number, baseline, at_left in numbered(lines, right - left):
            face = self._plain if number % 5 else self._bold
            text = str(number)
            # Units stand under units.
            end = left - GAP * MM if at_left else right + GAP * MM + face.width("00", NUMBER)
            x = end - face.width(text, NUMBER)
            self._write(face, text, x, top - baseline, NUMBER)

    def put(self, pdf: pikepdf.Pdf, page: pikepdf.Page, fonts: dict[str, pikepdf.Object]) -> None:
        """Make ``page`` this sheet: the page cut off at its trim, framed, and what is beside it."""
        left, bottom, right, top = self._trim
        edge = f"{left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re"
        head = f"/Artifact BMC q 0 0 0 1 K 0 0 0 1 k {RULE} w {edge} S"
        beside = "\n".join((head, *self._content, "Q EMC"))
        parts = (f"q {edge} W n".encode(), page.obj.Contents.read_bytes(), b"Q", beside.encode())
        page.obj.Contents = pdf.make_stream(b"\n".join(parts))
        if "/Font" not in page.resources:
            page.resources.Font = Dictionary()
        for name, font in fonts.items():
            page.resources.Font[f"/{name}"] = font
        for key in ("/BleedBox", "/CropBox"):
            if key in page.obj:
                del page.obj[key]
        page.obj.MediaBox = page.obj.TrimBox = written(self._media)
        page.obj.ArtBox = written(self._trim)

    def _blank(self, term: str, y: float) -> None:
        size = 10.5
        start = self._left + self._plain.width(term, size) + 2 * MM
        self._write(self._plain, term, self._left, y, size)
        self._content.append(f"{RULE} w {line(start, y - 2, self._right, y - 2)}")
        if term == "日期":
            third = (self._right - start) / 3
            for place, unit in enumerate("年月日", start=1):
                self._write(self._plain, unit, start + place * third - size, y, size)

    def _write(self, face: Lettering, text: str, x: float, y: float, size: float) -> None:
        self._content.append(face.write(text, x, y, size))
