"""One hostile input: how to plant it, and what it must get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.hostile.judging import Wanted
from tests.hostile.stage import Stage

Plant = Callable[..., Any]
"""Called with a stage."""


@dataclass(frozen=True)
class Case:
    """``plant`` puts the input on a stage; ``arguments`` follow the command's name."""

    category: str
    name: str
    plant: Plant
    wanted: Wanted
    arguments: tuple[str, ...] = ("make",)

    def __str__(self) -> str:
        return f"{self.category}-{self.name}"


class Cases(list[Case]):
    """The cases of one category."""

    def __init__(self, category: str) -> None:
        super().__init__()
        self._category = category

    def add(self, name: str, wanted: Wanted, plant: Plant) -> None:
        """One more."""
        self.append(Case(self._category, name, plant, wanted))

    def bodies(self, wanted: Wanted, texts: dict[str, str]) -> None:
        """Articles of these bodies."""
        for name, text in texts.items():
            self.add(name, wanted, lambda stage, text=text: stage.body(text))


def formatted(stage: Stage, text: str) -> str:
    """``text`` with the stage's addresses: ``@OUT@``, ``@URL@``."""
    return text.replace("@OUT@", str(stage.outside)).replace("@URL@", stage.url)
