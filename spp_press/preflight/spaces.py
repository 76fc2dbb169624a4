"""Colour spaces (ISO 32000-1, 8.6) as a press sees them: which plates, and how much on each."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Stream, String

if TYPE_CHECKING:  # numpy is loaded for what is computed, by a press's rules
    from spp_press.preflight.functions import Values

Inks = tuple[float, float, float, float]
PLATES = ("/Cyan", "/Magenta", "/Yellow", "/Black")
DEEPEST = 8  # names that stand for names, spaces based on spaces


class Kind(Enum):
    """What the press makes of a space: its own plates, black alone, or something it has not."""

    PROCESS = "CMYK"
    GREY = "K"
    RGB = "RGB"
    LAB = "Lab"
    SPOT = "spot"
    ALL = "All"
    PATTERN = "pattern"
    UNKNOWN = "unknown"


class Space(NamedTuple):
    """A colour space: its kind, its name in a message, how many values a colour has.

    ``plates`` are the colorants of a Separation or DeviceN; ``base`` is what an Indexed space or a
    tint stands for, ``table`` an Indexed space's colours or ``tint`` the function.
    """

    kind: Kind
    name: str
    channels: int
    plates: tuple[str, ...] = ()
    base: Space | None = None
    table: bytes = b""
    tint: Object | None = None

    @property
    def start(self) -> tuple[float, ...]:
        """The colour that the space starts out with (8.6.8)."""
        if self.plates:
            return (1.0,) * self.channels
        return (0.0, 0.0, 0.0, 1.0) if self.channels == 4 else (0.0,) * self.channels

    def inks(self, values: Sequence[float]) -> Inks:
        """A colour on the four plates; what is no process colour, as a press would turn it."""
        if not self.table and not self.plates and self.kind in (Kind.GREY, Kind.RGB, Kind.PROCESS):
            kept = [min(max(float(v), 0.0), 1.0) for v in values[: self.channels]]
            if self.kind is Kind.PROCESS:
                c, m, y, k = kept
                return c, m, y, k
            black = 1.0 - max(kept)
            c, m, y = (1.0 - v - black for v in kept) if self.channels == 3 else (0.0, 0.0, 0.0)
            return c, m, y, black
        import numpy as np

        row = self.many(np.array([values], dtype=np.float64))[0]
        c, m, y, k = (float(v) for v in row)
        return c, m, y, k

    def many(self, values: Values) -> Values:
        """Many colours, a row each → their inks, a row each."""
        import numpy as np

        count = len(values)
        if self.table and self.base is not None:
            width = self.base.channels
            whole = len(self.table) // width * width
            table = np.frombuffer(self.table[:whole], np.uint8).reshape(-1, width) / 255
            places = np.clip(values[:, 0].astype(int), 0, len(table) - 1)
            return self.base.many(table[places])
        if self.kind is Kind.ALL:
            return np.repeat(values[:, :1], 4, axis=1)
        if self.plates:
            return self._tinted(values)
        if self.kind is Kind.PROCESS:
            return np.clip(values[:, :4], 0, 1)
        if self.kind is Kind.GREY:
            return np.pad(1 - np.clip(values[:, :1], 0, 1), ((0, 0), (3, 0)))
        if self.kind is Kind.RGB:
            rgb = np.clip(values[:, :3], 0, 1)
            black = 1 - rgb.max(axis=1, keepdims=True)
            return np.hstack([1 - rgb - black, black])
        if self.kind is Kind.LAB:
            return np.pad(1 - np.clip(values[:, :1] / 100, 0, 1), ((0, 0), (3, 0)))
        return np.zeros((count, 4))

    def _tinted(self, values: Values) -> Values:
        import numpy as np

        from spp_press.preflight.functions import evaluate

        inks = np.zeros((len(values), 4))
        for index, plate in enumerate(self.plates):
            if plate in PLATES:
                inks[:, PLATES.index(plate)] = values[:, index]
        if self.kind is Kind.SPOT and self.base is not None:
            made = evaluate(self.tint, values[:, 0]) if self.channels == 1 else None
            if made is None:  # a program: as dark as its tints
                inks[:, 3] = np.maximum(inks[:, 3], values.max(axis=1))
            else:
                return self.base.many(made)
        return inks


GREY = Space(Kind.GREY, "DeviceGray", 1)
RGB = Space(Kind.RGB, "DeviceRGB", 3)
CMYK = Space(Kind.PROCESS, "DeviceCMYK", 4)
PATTERN = Space(Kind.PATTERN, "Pattern", 0)
UNKNOWN = Space(Kind.UNKNOWN, "-", 1)

_NAMED = {
    "/DeviceGray": GREY,
    "/G": GREY,
    "/CalGray": Space(Kind.GREY, "CalGray", 1),
    "/DeviceRGB": RGB,
    "/RGB": RGB,
    "/CalRGB": Space(Kind.RGB, "CalRGB", 3),
    "/DeviceCMYK": CMYK,
    "/CMYK": CMYK,
    "/Lab": Space(Kind.LAB, "Lab", 3),
    "/Pattern": PATTERN,
}
_ICC = {
    1: Space(Kind.GREY, "ICCBased", 1),
    3: Space(Kind.RGB, "ICCBased RGB", 3),
    4: Space(Kind.PROCESS, "ICCBased CMYK", 4),
}


def space_of(space: Object | None, resources: Object, depth: int = 0) -> Space:
    """The space that a name or an array stands for, among ``resources``."""
    if depth > DEEPEST or space is None:
        return UNKNOWN
    if isinstance(space, Name):
        known = _NAMED.get(str(space))
        named = resources.get("/ColorSpace", Dictionary()).get(str(space))
        return known or space_of(named, resources, depth + 1)
    if not isinstance(space, Array) or not len(space):
        return UNKNOWN
    head = str(space[0])
    match head:
        case "/ICCBased":
            return _ICC.get(int(space[1].get("/N", 0)), UNKNOWN)
        case "/Indexed" | "/I":
            base = space_of(space[1], resources, depth + 1)
            return Space(base.kind, base.name, 1, base=base, table=_bytes(space[3]))
        case "/Separation" | "/DeviceN":
            names = [space[1]] if head == "/Separation" else space[1].as_list()
            plates = tuple(str(name) for name in names)
            base = space_of(space[2], resources, depth + 1)
            shown = "、".join(plate[1:] for plate in plates)
            return Space(_plates(plates), shown, len(plates), plates, base, tint=space[3])
    return _NAMED.get(head, UNKNOWN)


def _plates(plates: Sequence[str]) -> Kind:
    if plates == ("/All",):
        return Kind.ALL
    return Kind.PROCESS if {*plates} <= {*PLATES, "/None"} else Kind.SPOT


def _bytes(table: Object) -> bytes:
    if isinstance(table, Stream):
        return table.read_bytes()
    return bytes(table) if isinstance(table, String) else b""
