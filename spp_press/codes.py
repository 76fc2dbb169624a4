"""A link → its QR code as a drawing (ISO/IEC 18004), black alone on white.

Error level M; modules of 0.4 mm or more, a code of 15 mm or more, and the four modules of quiet
about it that scanners need. Its size is the drawing's own, and the style leaves it so.
"""

from __future__ import annotations

from itertools import groupby

import segno

from spp_press.drawings import Drawing
from spp_press.problems import Place, Report

CODE_LIMIT = 213  # bytes: version 10-M, 57 modules, as much as a phone reads at 0.4 mm
_QUIET = 4  # modules
_LEAST = 15.0  # mm, the code without its quiet zone
_MODULE = 0.4  # mm
_PX = 96 / 25.4  # px in a mm


def draw_code(name: str, address: str, place: Place, report: Report) -> Drawing | None:
    """The code of ``address`` as the asset ``name``, or None if an error was noted at ``place``."""
    length = len(address.encode())
    if length > CODE_LIMIT:
        report.error("code-long", place, count=length, limit=CODE_LIMIT)
        return None
    code = segno.make_qr(address, error="m", mode="byte", boost_error=False)
    modules = len(code.matrix)
    side = modules + 2 * _QUIET
    size = round(side * max(_LEAST / modules, _MODULE), 3)
    dark = "".join(_runs(row, y) for y, row in enumerate(code.matrix, start=_QUIET))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}mm" height="{size}mm"'
        f' viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{dark}"/></svg>'
    )
    return Drawing(name, svg.encode(), size * _PX, size * _PX, text="")


def _runs(row: bytearray, y: int) -> str:
    """A row's dark modules, a rectangle to each run of them."""
    path, x = "", _QUIET
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            path += f"M{x} {y}h{width}v1h-{width}z"
        x += width
    return path
