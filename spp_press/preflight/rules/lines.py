"""Whether lines are wide enough to print."""

from __future__ import annotations

from spp_press.preflight.limits import LINE_FINE, LINE_LEAST, LINE_LENGTH
from spp_press.preflight.marks import Fill, Mark, Stroke, around, is_upright
from spp_press.preflight.proof import Finding, Proof
from spp_press.problems import Severity

ROUNDING = 1e-4  # pt: 0.25 may come out a little less through the matrices


def is_wide_enough(proof: Proof) -> None:
    """A line is wider than 0.125 pt, and better 0.25 pt (GWG 2015).

    A filled rectangle much longer than it is wide is a line too.
    """
    for page in proof.pages:
        lost: list[Finding] = []
        fine: list[Finding] = []
        for mark in page.printed:
            width = width_of(mark)
            if width is None or width >= LINE_FINE - ROUNDING:
                continue
            limit = LINE_LEAST if width <= LINE_LEAST else LINE_FINE
            values = {"measured": f"{width:.3f}", "limit": f"{limit:g}"}
            finding = Finding(page, mark.box, values, -width)
            (lost if width <= LINE_LEAST else fine).append(finding)
        proof.note(Severity.ERROR, "proof-line", lost)
        proof.note(Severity.WARNING, "proof-line-fine", fine)


def width_of(mark: Mark) -> float | None:
    """The width of a line in points; None for what is no line."""
    if isinstance(mark, Stroke):
        return mark.width
    if isinstance(mark, Fill) and not mark.paint.is_white and is_upright(mark.path):
        left, bottom, right, top = around(mark.path[0])
        width, length = sorted((right - left, top - bottom))
        return width if length > LINE_LENGTH * width else None
    return None


RULES = (is_wide_enough,)
