"""Page boxes (ISO 32000-1, 14.11.2) and marks: what is kept, what bleeds off, where to cut."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from spp_press.printers import SAME_TRIM, Printer
from spp_press.problems import Report

MM = 72 / 25.4  # points
SLUG = 7.0  # mm outside the bleed, for the marks
GAP = 0.5  # mm between the bleed and a mark
MARK_WIDTH = 0.25  # pt
TARGET = 1.5  # mm, radius of a registration target
KAPPA = 0.5523  # a quarter circle as a Bézier curve

Box = tuple[float, float, float, float]


def trim_of(page: pikepdf.Page) -> Box:
    """The trim box in points."""
    left, bottom, right, top = (float(v) for v in page.trimbox.as_list())
    return left, bottom, right, top


def grown(box: Box, by: float) -> Box:
    """``box`` with ``by`` mm more on each side."""
    left, bottom, right, top = box
    edge = by * MM
    return left - edge, bottom - edge, right + edge, top + edge


def written(box: Box) -> Array:
    """A box as PDF has it, to a ten-thousandth of a point."""
    return Array([round(value, 4) for value in box])


def crop_to_trim(pdf: pikepdf.Pdf) -> None:
    """Nothing outside the trim: every box is the trim box."""
    for page in pdf.pages:
        trim = written(trim_of(page))
        for key in ("/BleedBox", "/ArtBox", "/CropBox"):
            if key in page.obj:
                del page.obj[key]
        page.obj.MediaBox = trim
        page.obj.TrimBox = trim


def box_for_print(pdf: pikepdf.Pdf, printer: Printer, report: Report) -> None:
    """Trim, bleed and media for ``printer``, with its marks; what it does not take is noted."""
    plates = all_plates(pdf) if printer.marks else None
    for values in printer.refused(size_of(trim_of(page)) for page in pdf.pages):
        report.error("trim-not-taken", None, **values)
    for count, page in enumerate(pdf.pages, start=1):
        trim, drawn = trim_of(page), [float(v) for v in page.mediabox.as_list()]
        bleed = grown(trim, printer.bleed)
        if any(
            abs(edge - side) / MM < printer.bleed - SAME_TRIM
            for edge, side in zip(trim, drawn, strict=True)
        ):
            report.error("bleed-missing", page=count, bleed=f"{printer.bleed:g}")
        for key in ("/CropBox", "/ArtBox"):
            if key in page.obj:
                del page.obj[key]
        media = grown(bleed, SLUG) if printer.marks else bleed
        page.obj.TrimBox, page.obj.BleedBox = written(trim), written(bleed)
        page.obj.MediaBox = written(media)
        if plates is not None:
            _mark(pdf, page, trim, bleed, plates)


def size_of(box: Box) -> tuple[float, float]:
    """Width and height, mm."""
    return (box[2] - box[0]) / MM, (box[3] - box[1]) / MM


def _mark(
    pdf: pikepdf.Pdf, page: pikepdf.Page, trim: Box, bleed: Box, plates: pikepdf.Object
) -> None:
    left, bottom, right, top = bleed
    # What reaches beyond the bleed would lie under the marks.
    clip = f"q {left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re W n"
    marks = on_all_plates(crop_marks(trim, bleed) + targets(bleed))
    parts = (clip.encode(), page.obj.Contents.read_bytes(), b"Q", marks)
    page.obj.Contents = pdf.make_stream(b"\n".join(parts))
    if "/ColorSpace" not in page.resources:
        page.resources.ColorSpace = Dictionary()
    page.resources.ColorSpace["/AllPlates"] = plates


def crop_marks(trim: Box, bleed: Box) -> list[str]:
    """Where to cut, at each corner of ``trim`` and outside ``bleed``: strokes, in points."""
    left, bottom, right, top = bleed
    near, far = GAP * MM, (SLUG - GAP) * MM
    strokes = []
    for x in (trim[0], trim[2]):
        strokes.append(line(x, bottom - near, x, bottom - far))
        strokes.append(line(x, top + near, x, top + far))
    for y in (trim[1], trim[3]):
        strokes.append(line(left - near, y, left - far, y))
        strokes.append(line(right + near, y, right + far, y))
    return strokes


def targets(bleed: Box) -> list[str]:
    """Registration targets in the middle of each side, outside ``bleed``: strokes, in points."""
    left, bottom, right, top = bleed
    middle_x, middle_y, out = (left + right) / 2, (bottom + top) / 2, SLUG / 2 * MM
    places = (
        (middle_x, bottom - out),
        (middle_x, top + out),
        (left - out, middle_y),
        (right + out, middle_y),
    )
    return [_target(x, y) for x, y in places]


def on_all_plates(strokes: list[str]) -> bytes:
    """Content that draws ``strokes`` with the resource ``/AllPlates``."""
    head = f"/Artifact BMC q /AllPlates CS 1 SCN {MARK_WIDTH} w"
    return "\n".join((head, *strokes, "Q EMC")).encode()


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A straight stroke."""
    return f"{x0:.4f} {y0:.4f} m {x1:.4f} {y1:.4f} l S"


def _target(x: float, y: float) -> str:
    radius, arm = TARGET * MM, TARGET * 1.6 * MM
    bend = radius * KAPPA
    quarters = " ".join(
        f"{x + ax * radius + bx * bend:.4f} {y + ay * radius + by * bend:.4f} "
        f"{x + cx * radius + dx * bend:.4f} {y + cy * radius + dy * bend:.4f} "
        f"{x + cx * radius:.4f} {y + cy * radius:.4f} c"
        for (ax, ay), (bx, by), (cx, cy), (dx, dy) in (
            ((1, 0), (0, 1), (0, 1), (1, 0)),
            ((0, 1), (-1, 0), (-1, 0), (0, 1)),
            ((-1, 0), (0, -1), (0, -1), (-1, 0)),
            ((0, -1), (1, 0), (1, 0), (0, -1)),
        )
    )
    cross = f"{line(x - arm, y, x + arm, y)} {line(x, y - arm, x, y + arm)}"
    return f"{cross} {x + radius:.4f} {y:.4f} m {quarters} S"


def all_plates(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The colour space ``/AllPlates``: the colorant All marks every plate (8.6.6.4)."""
    tint = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1] * 4), N=1
    )
    return pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))
