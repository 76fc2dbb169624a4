"""A PDF's colours separated into the press's inks: pages, forms, patterns, masks and gradients.

Content is walked as it is drawn, so that each form is met with the matrix it is drawn under. Text
in black alone overprints, as far as it is small enough for a gap in register to show; everything
else knocks out. Inside a luminosity mask colours are opacities and become DeviceGray.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Stream,
)

from spp_press.editions.gradients import (
    UnsupportedShadingError,
    grey_shading,
    luminosity,
    number,
    separate_shading,
)
from spp_press.editions.placement import UNIT, Matrix, matrix_of, times
from spp_press.editions.spaces import Family, family
from spp_press.problems import Report

if TYPE_CHECKING:
    from spp_press.editions.colour import Press

KNOCKS_OUT = 36.0  # pt: black type of this size would let what is under it show through
DEEPEST = 32  # forms inside forms

OVERPRINT = "/Overprint"
KNOCKOUT = "/Knockout"

# Only fills overprint, and only where the other inks are zero (OPM 1; ISO 32000-1, 8.6.7).
_OVERPRINT_STATES: dict[str, dict[str, bool | int]] = {
    OVERPRINT: {"/op": True, "/OP": False, "/OPM": 1},
    KNOCKOUT: {"/op": False, "/OP": False},
}
_DEVICE = {"g": Family.GREY, "rg": Family.RGB, "k": Family.CMYK}


class _State(NamedTuple):
    """As much of the graphics state as the plates depend on."""

    matrix: Matrix
    fill: Family = Family.GREY
    stroke: Family = Family.GREY
    black: bool = True  # the fill is black alone: the initial colour is
    size: float = 0.0  # of the type, before its matrices
    rendering: int = 0  # the text rendering mode
    overprints: bool = False


class Separator:
    """Separates one PDF for one press, in place; pictures are gathered, for the darkroom.

    ``pictures`` and ``masks`` hold the image XObjects met, by object number: those on the page, and
    those inside luminosity masks. What cannot be separated is noted in ``report`` with its page.
    """

    def __init__(self, pdf: pikepdf.Pdf, press: Press, report: Report) -> None:
        self.pictures: dict[int, Stream] = {}
        self.masks: dict[int, Stream] = {}
        self.press = press
        self._pdf = pdf
        self._report = report
        self._page = 0
        self._done: set[int] = set()
        self._resources: list[Object] = []
        self._states = {
            name: pdf.make_indirect(Dictionary({"/Type": Name.ExtGState, **settings}))
            for name, settings in _OVERPRINT_STATES.items()
        }

    def separate(self) -> None:
        """Every page, and then what no page draws."""
        for count, page in enumerate(self._pdf.pages, start=1):
            self._page = count
            data = self._separated(page.obj, page.resources, UNIT, masks=False, depth=0)
            page.obj.Contents = self._pdf.make_stream(data)
            page.obj.Group = Dictionary(
                Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK, I=True, K=False
            )
        for thing in self._pdf.objects:
            if isinstance(thing, Stream):
                if thing.get("/Subtype") in (Name.Form, Name.Image) or "/PatternType" in thing:
                    self.draw(thing, Dictionary(), UNIT, masks=False, depth=0)
            elif isinstance(thing, Dictionary) and "/ShadingType" in thing:
                self.shade(thing, Dictionary(), masks=False)
        for resources in self._resources:
            _drop_converted_spaces(resources)
        for picture in list(self.pictures.values()):
            if isinstance(soft := picture.get("/SMask"), Stream):
                self.pictures.pop(soft.objgen[0], None)

    def draw(
        self, thing: Stream, around: Object, matrix: Matrix, *, masks: bool, depth: int
    ) -> None:
        """A form, a tile or a picture, once; ``around`` are the resources where it is drawn."""
        number = thing.objgen[0]
        if number in self._done:
            return
        self._done.add(number)
        if thing.get("/Subtype") == Name.Image:
            (self.masks if masks else self.pictures)[number] = thing
            return
        if "/Resources" not in thing:
            thing.Resources = Dictionary(dict(around.items()))
        inner = times(matrix_of(thing.get("/Matrix")), matrix)
        thing.write(self._separated(thing, thing.Resources, inner, masks=masks, depth=depth))
        if "/CS" in thing.get("/Group", Dictionary()):
            thing.Group.CS = Name.DeviceGray if masks else Name.DeviceCMYK

    def shade(self, shading: Object, resources: Object, *, masks: bool) -> None:
        """A gradient; one that is already separated stays as it is."""
        try:
            if masks:
                grey_shading(shading, resources)
            else:
                separate_shading(shading, resources, self.press)
        except UnsupportedShadingError as error:
            self.refuse(f"shading ({error})")

    def refuse(self, what: str) -> None:
        """Note what cannot be separated, with its page."""
        self._report.error("not-separable", page=self._page, what=what)

    def _separated(
        self, content: Object, resources: Object, matrix: Matrix, *, masks: bool, depth: int
    ) -> bytes:
        if depth > DEEPEST:
            self.refuse("forms inside forms")
            return b""
        self._resources.append(resources)
        if "/ExtGState" not in resources:
            resources.ExtGState = Dictionary()
        for name, state in self._states.items():
            resources.ExtGState[name] = state
        return _Content(self, resources, matrix, masks=masks, depth=depth).separated(content)


class _Content:
    """One content stream on its way through the separator."""

    def __init__(
        self, separator: Separator, resources: Object, matrix: Matrix, *, masks: bool, depth: int
    ) -> None:
        self._separator = separator
        self._resources = resources
        self._start = matrix
        self._masks = masks
        self._depth = depth
        self._state = _State(matrix)
        self._stack: list[_State] = []
        self._text_scale = 1.0
        self._out: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []

    def separated(self, content: Object) -> bytes:
        """The same drawing, in the press's inks."""
        for instruction in pikepdf.parse_content_stream(content):
            if isinstance(instruction, ContentStreamInlineImage):
                self._separator.refuse("inline image")
            elif not self._recoloured(str(instruction.operator), instruction):
                self._out.append(instruction)
        return pikepdf.unparse_content_stream(self._out)

    def _recoloured(self, operator: str, instruction: ContentStreamInstruction) -> bool:
        """Follow one operator; whether something else was written in its stead."""
        match operator:
            case "q":
                self._stack.append(self._state)
            case "Q":
                self._state = self._stack.pop() if self._stack else self._state
            case "cm":
                matrix = times(matrix_of(instruction.operands), self._state.matrix)
                self._state = self._state._replace(matrix=matrix)
            case "Tf":
                self._state = self._state._replace(size=abs(float(instruction.operands[1])))
            case "Tr":
                self._state = self._state._replace(rendering=int(instruction.operands[0]))
            case "BT":
                self._text_scale = 1.0
            case "Tm":
                self._text_scale = _scale(matrix_of(instruction.operands))
            case "gs":
                # Our own, where a print edition is separated again: they are set anew.
                if str(instruction.operands[0]) in _OVERPRINT_STATES:
                    return True
                self._follow_state(str(instruction.operands[0]))
            case "g" | "rg" | "k" | "G" | "RG" | "K":
                values = [float(v) for v in instruction.operands]
                self._colour(_DEVICE[operator.lower()], values, stroke=operator.isupper())
                return True
            case "cs" | "CS":
                return self._space(instruction.operands[0], stroke=operator == "CS")
            case "sc" | "scn" | "SC" | "SCN":
                return self._special(list(instruction.operands), stroke=operator.isupper())
            case "Tj" | "TJ" | "'" | '"':
                self._overprint(self._is_small_black())
            case "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "S" | "s":
                self._overprint(False)
            case "sh":
                self._overprint(False)
                shading = self._resource("/Shading", str(instruction.operands[0]))
                if shading is not None:
                    self._separator.shade(shading, self._resources, masks=self._masks)
            case "Do":
                self._overprint(False)
                self._draw("/XObject", str(instruction.operands[0]), self._state.matrix)
        return False

    def _colour(self, kind: Family, values: Sequence[float], *, stroke: bool) -> None:
        """Set a colour in inks, or as an opacity inside a mask."""
        if self._masks:
            grey = _opacity(kind, values)
            self._out.append(_set_colour((grey,), "G" if stroke else "g"))
            return
        press = self._separator.press
        if kind is Family.RGB:
            inks = press.from_rgb(values)
        elif kind is Family.LAB:
            inks = press.from_lab(values[0], values[1], values[2])
        elif kind is Family.GREY:
            inks = press.from_grey(values[0])
        else:
            inks = press.clamped(values)
        self._out.append(_set_colour(inks, "K" if stroke else "k"))
        if not stroke:
            self._state = self._state._replace(black=inks[:3] == (0, 0, 0) and inks[3] > 0.999)

    def _space(self, name: Object, *, stroke: bool) -> bool:
        kind = family(name, self._resources)
        if stroke:
            self._state = self._state._replace(stroke=kind)
        else:
            self._state = self._state._replace(fill=kind, black=False)
        if kind is Family.PATTERN:
            return False
        if kind is Family.OTHER:
            self._separator.refuse(f"colour space {name}")
            return False
        # A colour space starts out black (8.6.5.6), and its own operator is not needed any more.
        self._colour(Family.GREY, (0.0,), stroke=stroke)
        return True

    def _special(self, operands: list[Object], *, stroke: bool) -> bool:
        kind = self._state.stroke if stroke else self._state.fill
        if kind is Family.OTHER:
            return False
        if kind is not Family.PATTERN:
            self._colour(kind, [float(v) for v in operands], stroke=stroke)
            return True
        if len(operands) > 1:
            self._separator.refuse("uncoloured pattern")
        pattern = self._resource("/Pattern", str(operands[-1]))
        if pattern is not None and pattern.get("/PatternType") == 2:
            self._separator.shade(pattern.Shading, self._resources, masks=self._masks)
        else:
            # A pattern's space is that of the content it stands in, before any cm (8.7.3.1).
            self._draw("/Pattern", str(operands[-1]), self._start)
        return False

    def _draw(self, kind: str, name: str, matrix: Matrix) -> None:
        thing = self._resource(kind, name)
        if isinstance(thing, Stream):
            depth = self._depth + 1
            self._separator.draw(thing, self._resources, matrix, masks=self._masks, depth=depth)

    def _follow_state(self, name: str) -> None:
        state = self._resource("/ExtGState", name)
        if state is None:
            return
        for key in ("/op", "/OP", "/OPM"):
            if key in state:
                del state[key]
        mask = state.get("/SMask")
        if not isinstance(mask, Dictionary) or not isinstance(mask.G, Stream):
            return
        # An alpha mask's colours do not count, but they have to be the press's all the same.
        luminous = mask.get("/S") == Name.Luminosity
        matrix, depth = self._state.matrix, self._depth + 1
        self._separator.draw(mask.G, self._resources, matrix, masks=luminous, depth=depth)
        if len(backdrop := mask.get("/BC", Array())) == 3:
            mask.BC = Array(luminosity([float(v) for v in backdrop.as_list()]))

    def _resource(self, kind: str, name: str) -> Object | None:
        return self._resources.get(kind, Dictionary()).get(name)

    def _is_small_black(self) -> bool:
        size = self._state.size * self._text_scale * _scale(self._state.matrix)
        return self._state.black and self._state.rendering == 0 and size < KNOCKS_OUT

    def _overprint(self, wanted: bool) -> None:
        if wanted != self._state.overprints and not self._masks:
            name = OVERPRINT if wanted else KNOCKOUT
            self._out.append(ContentStreamInstruction([Name(name)], Operator("gs")))
            self._state = self._state._replace(overprints=wanted)


@lru_cache(maxsize=4096)
def _set_colour(values: tuple[float, ...], operator: str) -> ContentStreamInstruction:
    return ContentStreamInstruction([Object.parse(number(v)) for v in values], Operator(operator))


def _opacity(kind: Family, values: Sequence[float]) -> float:
    if kind is Family.RGB:
        return luminosity(values)[0]
    if kind is Family.CMYK:
        c, m, y, k = values
        return max(0.0, 1 - 0.3 * c - 0.59 * m - 0.11 * y - k)  # 10.3.2
    return values[0] if kind is Family.GREY else values[0] / 100


def _scale(matrix: Matrix) -> float:
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def _drop_converted_spaces(resources: Object) -> None:
    spaces = resources.get("/ColorSpace", Dictionary())
    for name in list(spaces.keys()):
        if family(spaces[name], resources) is not Family.OTHER:
            del spaces[name]
    if "/ColorSpace" in resources and not len(spaces.keys()):
        del resources["/ColorSpace"]
