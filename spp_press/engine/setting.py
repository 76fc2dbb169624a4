"""How a span of characters is set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """How the characters ``start`` to ``end`` of a text are set.

    ``features`` is an OpenType feature tag or empty; ``tracking`` is added after each character,
    in thousandths of the em, as PDF counts it.
    """

    start: int
    end: int
    features: str
    tracking: int
