"""How large each picture is on its page: pages, forms and patterns walked with their matrices."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Object, Stream

from spp_press.editions.contents import Contents

Matrix = tuple[float, float, float, float, float, float]

UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
POINTS_PER_INCH = 72.0
ENOUGH = 1.1  # times the pixels that are needed: taking fewer away is not worth another loss
DEEPEST = 32  # forms inside forms; WeasyPrint's nest a handful


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """``inner`` and then ``outer`` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i, a * h + b * j,
        c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def matrix_of(values: object) -> Matrix:
    """Six numbers of a PDF as a matrix; None for the unit matrix."""
    if values is None:
        return UNIT
    a, b, c, d, e, f = (float(v) for v in values)  # type: ignore[attr-defined]
    return a, b, c, d, e, f


def sides(matrix: Matrix) -> tuple[float, float]:
    """Lengths in points of a unit square's sides under ``matrix``."""
    return math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])


def picture_sizes(pdf: pikepdf.Pdf) -> dict[int, tuple[float, float]]:
    """Object number of each picture → its largest width and height on any page, in points."""
    sizes: dict[int, tuple[float, float]] = {}
    contents = Contents("q Q cm Do scn SCN")
    for page in pdf.pages:
        for number, matrix in _placed(contents, page.obj, page.resources, UNIT, 0):
            wide, high = sides(matrix)
            known = sizes.get(number, (0.0, 0.0))
            sizes[number] = max(known[0], wide), max(known[1], high)
    return sizes


def pixels_for(size: tuple[int, int], printed: tuple[float, float], ppi: float) -> tuple[int, int]:
    """How many pixels of ``size`` a picture needs that is ``printed`` so large, in points.

    All of them, unless it has :data:`ENOUGH` times ``ppi``.
    """
    wanted = [side / POINTS_PER_INCH * ppi for side in printed]
    share = max(want / have for want, have in zip(wanted, size, strict=True))
    if share * ENOUGH >= 1 or share <= 0:
        return size
    return math.ceil(size[0] * share), math.ceil(size[1] * share)


def _placed(
    contents: Contents, content: Object, resources: Object, start: Matrix, depth: int
) -> Iterator[tuple[int, Matrix]]:
    if depth > DEEPEST:
        return
    names = resources.get("/XObject", Dictionary())
    patterns = resources.get("/Pattern", Dictionary())
    matrix = start
    stack: list[Matrix] = []
    for operator, operands in contents.of(content):
        inside = None
        match operator:
            case "q":
                stack.append(matrix)
            case "Q" if stack:
                matrix = stack.pop()
            case "cm":
                matrix = times(matrix_of(operands), matrix)
            case "Do":
                inside, outside = names.get(str(operands[0])), matrix
            case "scn" | "SCN" if operands and isinstance(operands[-1], Name):
                # A pattern's space is that of the content it stands in, before any cm (8.7.3.1).
                inside, outside = patterns.get(str(operands[-1])), start
        if not isinstance(inside, Stream):
            continue
        if inside.get("/Subtype") == Name.Image:
            yield inside.objgen[0], outside
        else:
            inner = times(matrix_of(inside.get("/Matrix")), outside)
            within = inside.get("/Resources", resources)
            yield from _placed(contents, inside, within, inner, depth + 1)
