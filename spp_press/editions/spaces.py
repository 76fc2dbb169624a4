"""What kind of colour a PDF colour space holds (ISO 32000-1, 8.6)."""

from __future__ import annotations

from enum import Enum

from pikepdf import Array, Dictionary, Name, Object

DEEPEST = 4  # names that stand for names


class Family(Enum):
    """A colour space by what converts it; OTHER is a spot, an index or nothing known."""

    GREY = "grey"
    RGB = "RGB"
    CMYK = "CMYK"
    LAB = "Lab"
    PATTERN = "pattern"
    OTHER = "other"


_NAMES = {
    "/DeviceGray": Family.GREY,
    "/CalGray": Family.GREY,
    "/G": Family.GREY,
    "/DeviceRGB": Family.RGB,
    "/CalRGB": Family.RGB,
    "/RGB": Family.RGB,
    "/DeviceCMYK": Family.CMYK,
    "/CMYK": Family.CMYK,
    "/Lab": Family.LAB,
    "/Pattern": Family.PATTERN,
}
_BY_CHANNELS = {1: Family.GREY, 3: Family.RGB, 4: Family.CMYK}


def family(space: Object | None, resources: Object, depth: int = 0) -> Family:
    """The family of a colour space, as ``cs`` or a dictionary names it.

    An ICC profile with three channels is taken for sRGB, as viewers without a profile would.
    """
    if isinstance(space, Array) and len(space):
        if space[0] == Name.ICCBased:
            return _BY_CHANNELS.get(int(space[1].get("/N", 0)), Family.OTHER)
        return _NAMES.get(str(space[0]), Family.OTHER)
    if not isinstance(space, Name):
        return Family.OTHER
    if str(space) in _NAMES:
        return _NAMES[str(space)]
    named = resources.get("/ColorSpace", Dictionary()).get(str(space))
    return family(named, resources, depth + 1) if depth < DEEPEST else Family.OTHER
