"""A style's colours and its inks: what is printed with which build, and looks like it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spp_press.designing.declarations import Declaration, tokens_in
from spp_press.editions.srgb import press_build, screen_rgb
from spp_press.problems import Place, Report
from spp_press.styles import Style

_NEAR = 12  # per channel: closer than this to an ink, a colour was meant to be it
_DRAWN = re.compile(r"""(?:fill|stroke|color)\s*[:=]\s*["']?\s*#([0-9a-fA-F]{3,6})\b""")

_Colour = tuple[int, int, int]


def check_colours(declarations: Sequence[Declaration], style: Style, report: Report) -> None:
    """Warn in ``report``, once each, of colours in sheets and drawings that are no ink's.

    Greys, black and white need none: they are printed in black.
    """
    for declaration in declarations:
        for token in tokens_in(declaration.value):
            if token.type == "function" and token.lower_name == "device-cmyk":
                report.warning("colour-device-cmyk", declaration.place)
    told: set[_Colour] = set()
    for digits, place, name in (*_in_sheets(declarations), *_in_drawings(style)):
        colour = _colour(digits)
        if colour and len(set(colour)) > 1 and colour not in told:
            told.add(colour)
            _check_colour(colour, digits, place, name, style, report)


def check_inks(style: Style, report: Report) -> None:
    """The press derives screen colours from the builds; a CSS that says otherwise prints wrong."""
    for ink in style.inks:
        right = screen_rgb(ink.cmyk)
        if _distance(right, ink.rgb) > 1:
            values = {"rgb": _hex(ink.rgb), "right": _hex(right)}
            report.warning("ink-rgb", style.ink_places.get(ink.name), ink=ink.name, **values)


def _in_sheets(declarations: Sequence[Declaration]) -> Iterator[tuple[str, Place, str]]:
    """The digits of each colour, where it is, and what its ink could be called."""
    for declaration in declarations:
        name = declaration.name.removeprefix("--") if declaration.name.startswith("--") else ""
        for token in tokens_in(declaration.value):
            if token.type == "hash":
                yield token.value, declaration.place, name


def _in_drawings(style: Style) -> Iterator[tuple[str, Place, str]]:
    for url, asset in style.assets.items():
        if asset.mime == "image/svg+xml":
            text = asset.data.decode("utf-8", "replace")
            for found in _DRAWN.finditer(text):
                file = f"styles/{style.name}/{url.removeprefix('asset://style/')}"
                yield found[1], Place(file, text.count("\n", 0, found.start()) + 1), ""


def _check_colour(  # noqa: PLR0917
    colour: _Colour, digits: str, place: Place, name: str, style: Style, report: Report
) -> None:
    ink = min(style.inks, key=lambda ink: _distance(ink.rgb, colour), default=None)
    distance = _distance(ink.rgb, colour) if ink else 255
    if ink and 0 < distance <= _NEAR:
        values = {"ink": ink.name, "rgb": _hex(ink.rgb)}
        report.warning("colour-near-ink", place, colour=f"#{digits}", **values)
    elif distance:
        build = press_build(colour)
        rgb = _hex(screen_rgb(build))
        name = name or f"ink-{_hex(colour)[1:]}"
        cmyk = ", ".join(f"{percent:.0f}" for percent in build)
        entry = f'{name} = {{ cmyk = [{cmyk}], rgb = "{rgb}" }}'
        report.warning("colour-no-ink", place, colour=f"#{digits}", entry=entry, rgb=rgb)


def _colour(digits: str) -> _Colour | None:
    if re.fullmatch("[0-9a-fA-F]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch("[0-9a-fA-F]{6}", digits):
        return None
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def _distance(one: _Colour, other: _Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _hex(colour: _Colour) -> str:
    return "#" + bytes(colour).hex()
