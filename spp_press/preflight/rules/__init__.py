"""The rules of the preflight, by subject: each a function that notes what it finds in a Proof."""

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
