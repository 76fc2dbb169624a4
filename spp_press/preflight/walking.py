"""A page's content, walked as it is drawn (ISO 32000-1, 8 and 9) → its marks.

The graphics state is kept through pages, forms, tiles and masks. Groups are flattened: their
opacity and masks pass to each of their marks. The glyphs of Type 3 fonts are not entered.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, PdfInlineImage, Stream, String

from spp_press.editions.contents import Contents, Instruction, Operands
from spp_press.editions.placement import UNIT, Matrix, matrix_of, times
from spp_press.preflight.marks import (
    NOWHERE,
    Clip,
    Fill,
    Gradient,
    Mark,
    Mask,
    Paint,
    Path,
    Picture,
    Point,
    Shade,
    Stroke,
    Text,
    Tile,
    around,
    curve,
    is_upright,
    meet,
    moved,
    rectangle,
    scale_of,
)
from spp_press.preflight.spaces import CMYK, GREY, PATTERN, RGB, Space, space_of
from spp_press.preflight.state import State
from spp_press.preflight.typefaces import Typeface

DEEPEST = 32  # forms inside forms
MOST = 30_000  # forms, tiles and masks in a file: a few that draw each other twice never end

_DEVICE = {"g": GREY, "rg": RGB, "k": CMYK}
_INLINE = {"BPC": "BitsPerComponent", "IM": "ImageMask", "CS": "ColorSpace", "D": "Decode",
           "F": "Filter", "DP": "DecodeParms", "W": "Width", "H": "Height"}  # fmt: skip
_UNPACKED = ("Filter", "DecodeParms")


_Key = tuple[int, int]


class Walker:
    """Walks the content of one PDF; typefaces, forms and tiles are read once."""

    def __init__(self) -> None:
        self.faces: dict[_Key, Typeface] = {}
        self._streams = 0
        self._contents = Contents(_READ)
        self.scratch = pikepdf.new()  # owns the images that stand in content
        self._tiles: dict[tuple[_Key, Matrix], Tile] = {}

    def marks(self, page: pikepdf.Page) -> tuple[Mark, ...]:
        """What ``page`` paints, in order."""
        return self.walk(page.obj, page.resources, State(UNIT), 0)

    def walk(
        self, content: Object, resources: Object, state: State, depth: int
    ) -> tuple[Mark, ...]:
        """What a content stream paints, beginning in ``state``."""
        self._streams += 1
        if depth > DEEPEST:
            return ()
        if self._streams > MOST:
            raise RecursionError(self._streams)
        return _Content(self, resources, state, depth).walked(self._contents.of(content))

    def face(self, font: Object) -> Typeface:
        """The typeface of a font resource."""
        if not font.is_indirect:
            return Typeface.read(font)
        if font.objgen not in self.faces:
            self.faces[font.objgen] = Typeface.read(font)
        return self.faces[font.objgen]

    def tile(self, pattern: Stream, resources: Object, start: Matrix, depth: int) -> Tile:
        """A tiling pattern, its cell walked in the pattern's own space."""
        matrix = times(matrix_of(pattern.get("/Matrix")), start)
        key = (pattern.objgen, matrix)
        if key not in self._tiles:
            inner = pattern.get("/Resources", resources)
            left, bottom, right, top = (float(v) for v in pattern.BBox.as_list())
            self._tiles[key] = Tile(
                marks=self.walk(pattern, inner, State(UNIT), depth + 1),
                matrix=matrix,
                box=(left, bottom, right, top),
                step=(float(pattern.XStep), float(pattern.YStep)),
            )
        return self._tiles[key]


class _Content:
    """One content stream on its way."""

    def __init__(self, walker: Walker, resources: Object, state: State, depth: int) -> None:
        self._walker = walker
        self._resources = resources
        self._depth = depth
        self._start = state.matrix
        self._state = state
        self._stack: list[State] = []
        self._marks: list[Mark] = []
        self._path: list[list[Point]] = []
        self._pending: bool | None = None  # even-odd of a clip that the next painting sets
        self._line = self._text = UNIT
        self._kinds: dict[str, Object] = {}

    def walked(self, instructions: Iterable[Instruction]) -> tuple[Mark, ...]:
        """All marks, in order."""
        for operator, operands in instructions:
            _FOLLOW[operator](self, operator, operands)
        return tuple(self._marks)

    def _follow_state(self, operator: str, operands: Operands) -> None:
        state = self._state
        match operator:
            case "q":
                self._stack.append(state.copied())
            case "Q":
                self._state = self._stack.pop() if self._stack else state
            case "cm":
                state.matrix = times(matrix_of(operands), state.matrix)
            case "w":
                state.width = float(operands[0])
            case "gs":
                self._external(self._resource("/ExtGState", operands[0]))

    def _follow_colour(self, operator: str, operands: Operands) -> None:
        match operator:
            case "cs" | "CS":
                space = space_of(operands[0], self._resources)
                paint = Paint(space, space.inks(space.start) if space.channels else (0.0,) * 4)
            case _:
                space = _DEVICE[operator.lower()]
                paint = Paint(space, space.inks([float(v) for v in operands]))
        self._colour(space, paint, stroke=operator.isupper())

    def _follow_shading(self, _operator: str, operands: Operands) -> None:
        if (shading := self._resource("/Shading", operands[0])) is not None:
            gradient = self._gradient(shading, self._state.matrix)
            self._add(Shade(self._state.clip.box, self._state.of(stroke=False), gradient))

    def _follow_text(self, operator: str, operands: Operands) -> None:
        state = self._state
        match operator:
            case "BT":
                self._line = self._text = UNIT
            case "Tf":
                font = self._resource("/Font", operands[0])
                state.face = None if font is None else self._walker.face(font)
                state.size = float(operands[1])
            case "Tm":
                self._line = self._text = matrix_of(operands)
            case "Td" | "TD":
                x, y = float(operands[0]), float(operands[1])
                if operator == "TD":
                    state.leading = -y
                self._next_line(x, y)
            case "T*":
                self._next_line(0, -state.leading)
            case "TL":
                state.leading = float(operands[0])
            case "Tc":
                state.spacing = float(operands[0])
            case "Tw":
                state.word = float(operands[0])
            case "Tz":
                state.stretch = float(operands[0]) / 100
            case "Ts":
                state.rise = float(operands[0])
            case "Tr":
                state.mode = int(operands[0])

    def _follow_shown(self, operator: str, operands: Operands) -> None:
        match operator:
            case "TJ":
                self._show(operands[0].as_list())
            case "Tj":
                self._show([operands[0]])
            case _:
                if operator == '"':
                    self._state.word = float(operands[0])
                    self._state.spacing = float(operands[1])
                self._next_line(0, -self._state.leading)
                self._show([operands[-1]])

    def _add(self, mark: Mark) -> None:
        if mark.box != NOWHERE:
            self._marks.append(mark)

    def _resource(self, kind: str, name: object) -> Object | None:
        # Looked up one by one: all pages may share one dictionary, of everything in the file.
        found = self._kinds.get(kind)
        if found is None:
            found = self._kinds[kind] = self._resources.get(kind, Dictionary())
        return found.get(str(name))

    # The graphics state.

    def _external(self, state: Object | None) -> None:
        if state is None:
            return
        now = self._state
        now.setting = {}
        for key, value in state.items():
            match key:
                case "/LW":
                    now.width = float(value)
                case "/CA":
                    now.stroke_opacity = float(value)
                case "/ca":
                    now.fill_opacity = float(value)
                case "/OP":
                    now.stroke_overprint = bool(value)
                    if "/op" not in state:
                        now.fill_overprint = bool(value)
                case "/op":
                    now.fill_overprint = bool(value)
                case "/OPM":
                    now.opm = int(value)
                case "/BM":
                    now.blend = str(value[0] if isinstance(value, Array) else value)
                case "/SMask":
                    now.mask = self._mask(value) if isinstance(value, Dictionary) else None
                case "/Font":
                    now.face, now.size = self._walker.face(value[0]), float(value[1])

    def _mask(self, mask: Object) -> Mask | None:
        group = mask.get("/G")
        if not isinstance(group, Stream):
            return None
        marks = self._inside(group, State(self._state.matrix))
        backdrop = 0.0
        if "/BC" in mask:
            space = space_of(group.get("/Group", Dictionary()).get("/CS"), self._resources)
            backdrop = 1 - min(1.0, sum(space.inks([float(v) for v in mask.BC])))
        return Mask(marks, mask.get("/S") == Name.Luminosity, backdrop)

    def _colour(self, space: Space, paint: Paint, *, stroke: bool) -> None:
        if stroke:
            self._state.stroke_space, self._state.stroke = space, paint
        else:
            self._state.fill_space, self._state.fill = space, paint

    def _follow_pattern(self, operator: str, operands: Operands) -> None:
        stroke = operator.isupper()
        space = self._state.stroke_space if stroke else self._state.fill_space
        if space is not PATTERN and not (operands and isinstance(operands[-1], Name)):
            values = [float(v) for v in operands]
            if len(values) == space.channels:
                self._colour(space, Paint(space, space.inks(values)), stroke=stroke)
            return
        pattern = self._resource("/Pattern", operands[-1])
        if pattern is None:
            return
        # A pattern's space is that of the content it stands in, before any cm (8.7.3.1).
        drawn: Tile | Gradient
        if isinstance(pattern, Stream):
            drawn = self._walker.tile(pattern, self._resources, self._start, self._depth)
        else:
            matrix = times(matrix_of(pattern.get("/Matrix")), self._start)
            drawn = self._gradient(pattern.Shading, matrix)
        self._colour(space, Paint(space, (0.0,) * 4, drawn), stroke=stroke)

    def _gradient(self, shading: Object, matrix: Matrix) -> Gradient:
        return Gradient(shading, space_of(shading.get("/ColorSpace"), self._resources), matrix)

    # Paths.

    def _build(self, operator: str, operands: Operands) -> None:
        values = [float(v) for v in operands]
        matrix, path = self._state.matrix, self._path
        match operator:
            case "m":
                path.append([moved(matrix, values[0], values[1])])
            case "re":
                x, y, wide, high = values
                corners = rectangle((x, y, x + wide, y + high), matrix)
                path.append([*corners, corners[0]])
            case _ if not path:
                return
            case "l":
                path[-1].append(moved(matrix, values[0], values[1]))
            case "h":
                path[-1].append(path[-1][0])
            case _:
                points = [
                    moved(matrix, *pair) for pair in zip(values[::2], values[1::2], strict=True)
                ]
                if operator == "v":
                    points.insert(0, path[-1][-1])
                elif operator == "y":
                    points.append(points[-1])
                path[-1] += curve(path[-1][-1], *points)

    def _follow_clip(self, operator: str, _operands: Operands) -> None:
        self._pending = operator == "W*"

    def _paint(self, operator: str, _operands: Operands) -> None:
        state = self._state
        if operator in ("s", "b", "b*") and self._path:
            self._path[-1].append(self._path[-1][0])
        # A point that nothing leads on from paints nothing.
        path: Path = tuple(tuple(sub) for sub in self._path if len(sub) > 1)
        if path:
            points = [point for sub in path for point in sub]
            if operator[0] in "fFbB":
                box = meet(around(points), state.clip.box)
                even_odd = operator.endswith("*")
                self._add(Fill(box, state.of(stroke=False), state.fill, path, even_odd))
            if operator[0] in "sSbB":
                width = state.width * scale_of(state.matrix)
                # A line along an axis has no height of its own.
                box = meet(around(points, max(width, 0.01) / 2), state.clip.box)
                self._add(Stroke(box, state.of(stroke=True), state.stroke, path, width))
        if self._pending is not None:
            self._clip(path, even_odd=self._pending)
            self._pending = None
        self._path = []

    def _clip(self, path: Path, *, even_odd: bool) -> None:
        clip = self._state.clip
        points = [point for sub in path for point in sub]
        box = meet(around(points), clip.box) if points else NOWHERE
        paths = clip.paths if is_upright(path) else (*clip.paths, (path, even_odd))
        self._state.clip = Clip(box, paths)
        self._state.setting = {}

    # Forms and pictures.

    def _draw(self, _operator: str, operands: Operands) -> None:
        name = str(operands[0])
        thing = self._resource("/XObject", name)
        if not isinstance(thing, Stream):
            raise LookupError(name)
        if thing.get("/Subtype") == Name.Image:
            self._picture(name, thing)
            return
        state = self._state.copied()
        state.setting = {}
        if "/Group" in thing:  # what it is painted with applies to the group as a whole (11.6.6)
            state.outer_opacity *= state.fill_opacity
            state.fill_opacity = state.stroke_opacity = 1.0
            if state.mask is not None:
                state.outer_masks, state.mask = (*state.outer_masks, state.mask), None
        self._marks += self._inside(thing, state)

    def _inside(self, form: Stream, state: State) -> tuple[Mark, ...]:
        state.matrix = times(matrix_of(form.get("/Matrix")), state.matrix)
        if "/BBox" in form:
            left, bottom, right, top = (float(v) for v in form.BBox.as_list())
            corners = rectangle((left, bottom, right, top), state.matrix)
            state.clip = Clip(meet(around(corners), state.clip.box), state.clip.paths)
        resources = form.get("/Resources", self._resources)
        return self._walker.walk(form, resources, state, self._depth + 1)

    def _picture(self, name: str, stream: Stream) -> None:
        state = self._state
        stencil = bool(stream.get("/ImageMask", False))
        space = GREY if stencil else space_of(stream.get("/ColorSpace"), self._resources)
        box = meet(around(rectangle((0, 0, 1, 1), state.matrix)), state.clip.box)
        self._add(
            Picture(
                box, state.of(stroke=False), name[1:], stream, space, state.matrix,
                state.fill if stencil else None,
                (int(stream.Width), int(stream.Height)),
                1 if stencil else int(stream.get("/BitsPerComponent", 8)),
            )
        )  # fmt: skip

    def _inline(self, _operator: str, operands: Operands) -> None:
        image: PdfInlineImage = operands[0]
        try:
            data = image.read_bytes()
        except ValueError:  # pikepdf reads none that is less than three pixels wide
            return
        named = {_INLINE.get(key[1:], key[1:]): value for key, value in image.obj.items()}
        settings = {f"/{key}": value for key, value in named.items() if key not in _UNPACKED}
        self._picture("/inline", pikepdf.Stream(self._walker.scratch, data, settings))

    # Text.

    def _next_line(self, x: float, y: float) -> None:
        self._line = self._text = times((1, 0, 0, 1, x, y), self._line)

    def _show(self, strings: Iterable[Any]) -> None:
        state = self._state
        face, size = state.face, state.size
        if face is None:
            raise LookupError("font")  # this text would be lost
        shown, tracking = bytearray(), 0.0
        for part in strings:
            if isinstance(part, String):
                shown += bytes(part)
            else:
                tracking += float(part)
        codes = face.codes(bytes(shown))
        gaps = state.spacing * len(codes)
        if state.word and not face.composite:
            gaps += state.word * shown.count(b" ")
        if face.vertical:
            advance, matrix = -size * len(codes) - size * tracking / 1000 - gaps, self._text
            box = (-size / 2, advance, size / 2, 0.0)
            self._text = times((1, 0, 0, 1, 0, advance), matrix)
        else:
            advance = (size * (face.advance(codes) - tracking / 1000) + gaps) * state.stretch
            matrix = self._text
            low, high = size * face.descent + state.rise, size * face.ascent + state.rise
            box = (min(0.0, advance), min(low, high), max(0.0, advance), max(low, high))
            self._text = times((1, 0, 0, 1, advance, 0), matrix)
        if not codes:
            return
        placed = times(matrix, state.matrix)
        on_page = meet(around(rectangle(box, placed)), state.clip.box)
        stroked = state.mode in (1, 2, 5, 6)
        paint = state.stroke if state.mode in (1, 5) else state.fill
        self._add(
            Text(
                on_page, state.of(stroke=state.mode in (1, 5)), face,
                abs(size) * math.hypot(placed[2], placed[3]), tuple(codes),
                None if state.mode in (3, 7) else paint, stroked,
            )
        )  # fmt: skip


_FOLLOW: dict[str, Callable[[_Content, str, Operands], None]] = {
    operator: method
    for operators, method in (
        ("q Q cm w gs", _Content._follow_state),
        ("g rg k G RG K cs CS", _Content._follow_colour),
        ("sc scn SC SCN", _Content._follow_pattern),
        ("sh", _Content._follow_shading),
        ("m l c v y h re", _Content._build),
        ("W W*", _Content._follow_clip),
        ("n f F f* B B* b b* S s", _Content._paint),
        ("Do", _Content._draw),
        ("BT Tf Tm Td TD T* TL Tc Tw Tz Ts Tr", _Content._follow_text),
        ("Tj TJ ' \"", _Content._follow_shown),
    )
    for operator in operators.split()
}
_FOLLOW["INLINE IMAGE"] = _Content._inline  # as pikepdf calls BI … ID … EI
_READ = " ".join((*_FOLLOW, "BI", "ID", "EI"))
