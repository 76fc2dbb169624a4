"""What a rule finds in a prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spp_press.copyediting.prose import Prose


@dataclass(frozen=True)
class Edit:
    """``prose.text[start:end]`` is to become ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Finding:
    """Something that an editor would mark at ``prose.text[start:end]``.

    ``key`` names its message; ``edits`` correct it, where it is certain how.
    """

    key: str
    start: int
    end: int
    edits: tuple[Edit, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


Rule = Callable[[Prose], Iterator[Finding]]
