"""PDF/X-1a has no transparency (ISO 15930-4, 6.5): what needs it is found, what only says so goes.

WeasyPrint wraps each background picture in a transparency group and states an opacity of 1 before
each colour. Both mean nothing where everything is opaque, and are taken out.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Object, Stream

from spp_press.editions.boxes import MM, trim_of
from spp_press.editions.pictures import read
from spp_press.editions.placement import DEEPEST, UNIT, Matrix, matrix_of, times

_STATE_KEYS = ("/ca", "/CA", "/SMask", "/BM", "/AIS")


def transparencies(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    """Each thing that is not opaque: its page from 1, what it is, and where in mm from the trim."""
    for count, page in enumerate(pdf.pages, start=1):
        left, _, _, top = trim_of(page)
        for what, (*_, x, y) in _found(page.obj, page.resources, UNIT, 0):
            yield count, f"{what} ({(x - left) / MM:.0f}, {(top - y) / MM:.0f} mm)"


def flatten_opaque(pdf: pikepdf.Pdf) -> None:
    """Take out groups, opacities and masks of a PDF in which everything is opaque."""
    for page in pdf.pages:
        if "/Group" in page.obj:
            del page.obj["/Group"]
        _make_opaque(page.resources)
    for thing in pdf.objects:
        if not isinstance(thing, Stream):
            continue
        for key in ("/Group", "/SMask"):
            if key in thing:
                del thing[key]
        if "/Resources" in thing:
            _make_opaque(thing.Resources)


def _make_opaque(resources: Object) -> None:
    for state in resources.get("/ExtGState", Dictionary()).values():
        for key in _STATE_KEYS:
            if key in state:
                del state[key]


def _found(
    content: Object, resources: Object, matrix: Matrix, depth: int
) -> Iterator[tuple[str, Matrix]]:
    if depth > DEEPEST:
        return
    start, stack = matrix, [matrix]
    for instruction in pikepdf.parse_content_stream(content, "q Q cm gs Do scn SCN"):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "q":
                stack.append(matrix)
            case "Q":
                matrix = stack.pop() if stack else matrix
            case "cm":
                matrix = times(matrix_of(operands), matrix)
            case "gs":
                state = _resource(resources, "/ExtGState", operands)
                if state is not None and (what := _state(state)):
                    yield what, matrix
            case "Do":
                yield from _drawn(_resource(resources, "/XObject", operands), matrix, depth)
            case "scn" | "SCN" if operands and isinstance(operands[-1], Name):
                yield from _drawn(_resource(resources, "/Pattern", operands), start, depth)


def _drawn(thing: Object | None, matrix: Matrix, depth: int) -> Iterator[tuple[str, Matrix]]:
    if not isinstance(thing, Stream):
        return
    if thing.get("/Subtype") == Name.Image:
        if isinstance(mask := thing.get("/SMask"), Stream) and not _is_solid(mask):
            yield f"SMask {int(thing.Width)}×{int(thing.Height)}", matrix
        return
    inner = times(matrix_of(thing.get("/Matrix")), matrix)
    yield from _found(thing, thing.get("/Resources", Dictionary()), inner, depth + 1)


def _resource(resources: Object, kind: str, operands: list[Object]) -> Object | None:
    return resources.get(kind, Dictionary()).get(str(operands[-1]))


def _state(state: Object) -> str:
    if isinstance(state.get("/SMask"), Dictionary):
        return "SMask"
    for key in ("/ca", "/CA"):
        if float(state.get(key, 1)) < 1:
            return f"opacity {float(state[key]):g}"
    mode = state.get("/BM", Name.Normal)
    return "" if mode in (Name.Normal, Name.Compatible) else f"blend mode {str(mode)[1:]}"


def _is_solid(mask: Stream) -> bool:
    picture = read(mask)
    return picture is not None and picture.image().getextrema() == (255, 255)
