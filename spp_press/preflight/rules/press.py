"""The rules of a print file, all of them."""

from __future__ import annotations

from collections.abc import Callable

from spp_press.preflight.proof import PressProof
from spp_press.preflight.rules import colour, identity, lines, pages, pictures, text

Rule = Callable[[PressProof], None]

RULES: tuple[Rule, ...] = (
    *identity.RULES,
    *pages.RULES,
    *colour.RULES,
    *pictures.RULES,
    *text.RULES,
    *lines.RULES,
)
