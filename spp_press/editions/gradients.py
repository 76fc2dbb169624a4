"""Shadings in the press's inks: the colour space, and every colour of their functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from spp_press.editions.spaces import Family, family

if TYPE_CHECKING:
    from spp_press.editions.colour import Press

PIECES = 8  # of a stretch between two colours, straight each
STEEPEST = 8.0  # exponents beyond are a jump, not a stretch

Colour = Sequence[float]
Between = Callable[[Colour, Colour, Sequence[float]], Sequence[Colour]]


class UnsupportedShadingError(ValueError):
    """A mesh, or a function given by samples or a program: nothing that WeasyPrint writes."""


def separate_shading(shading: Object, resources: Object, press: Press) -> None:
    """Turn an axial or radial shading (ISO 32000-1, 8.7.4.5.3–4) into CMYK, in place.

    Raises :class:`UnsupportedShadingError`.
    """
    kind = family(shading.get("/ColorSpace"), resources)
    if kind is Family.RGB:
        _convert(shading, Name.DeviceCMYK, press.between)
    elif kind not in (Family.CMYK, Family.GREY):
        raise UnsupportedShadingError(kind.value)


def grey_shading(shading: Object, resources: Object) -> None:
    """Turn a shading inside a luminosity mask into DeviceGray, in place."""
    kind = family(shading.get("/ColorSpace"), resources)
    if kind is Family.RGB:
        _convert(shading, Name.DeviceGray, _luminosities)
    elif kind is not Family.GREY:
        raise UnsupportedShadingError(kind.value)


def luminosity(rgb: Colour) -> tuple[float]:
    """What a luminosity mask makes of a colour (ISO 32000-1, 10.3.2)."""
    red, green, blue = rgb
    return (round(0.3 * red + 0.59 * green + 0.11 * blue, 4),)


def _luminosities(first: Colour, last: Colour, shares: Sequence[float]) -> list[Colour]:
    (a,), (b,) = luminosity(first), luminosity(last)
    return [(a + share * (b - a),) for share in shares]


def _convert(shading: Object, space: Name, between: Between) -> None:
    if int(shading.get("/ShadingType", 0)) not in (2, 3):
        raise UnsupportedShadingError(f"type {shading.get('/ShadingType')}")
    shading.Function = _function(shading.get("/Function"), between)
    if "/Background" in shading:
        ground = _numbers(shading.Background)
        shading.Background = _colour(between(ground, ground, (0,))[0])
    shading.ColorSpace = space


def _function(function: Object | None, between: Between) -> Object:
    if not isinstance(function, Dictionary) or isinstance(function, Stream):
        raise UnsupportedShadingError("function")
    if int(function.get("/FunctionType", -1)) == 3:
        stitched = Dictionary(dict(function.items()))
        stitched.Functions = Array([_function(p, between) for p in function.Functions.as_list()])
        if "/Range" in stitched:
            del stitched["/Range"]
        return stitched
    if int(function.get("/FunctionType", -1)) != 2:
        raise UnsupportedShadingError(f"function type {function.get('/FunctionType')}")
    first, last = _numbers(function.C0), _numbers(function.C1)
    exponent = float(function.get("/N", 1))
    if first == last or not 1 / STEEPEST <= exponent <= STEEPEST:
        start, end = between(first, last, (0, 1))
        return _stretch(start, end, exponent)
    colours = between(first, last, [(i / PIECES) ** exponent for i in range(PIECES + 1)])
    pieces = [_stretch(a, b, 1) for a, b in pairwise(colours)]
    return Dictionary(
        FunctionType=3,
        Domain=Array([0, 1]),
        Functions=Array(pieces),
        Bounds=Array([round(i / PIECES, 4) for i in range(1, PIECES)]),
        Encode=Array([0, 1] * PIECES),
    )


def _stretch(first: Colour, last: Colour, exponent: float) -> Dictionary:
    return Dictionary(
        FunctionType=2,
        Domain=Array([0, 1]),
        C0=_colour(first),
        C1=_colour(last),
        N=int(exponent) if exponent == int(exponent) else round(exponent, 6),
    )


def _colour(values: Colour) -> Array:
    return Array([pikepdf.Object.parse(number(v)) for v in values])


def number(value: float) -> bytes:
    """A colour component as PDF writes it, to four places."""
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()


def _numbers(values: Object) -> list[float]:
    return [float(v) for v in values.as_list()]
