"""Fixture files that an editor can read: a title, an input and what is expected, between dots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_FIXTURES = Path(__file__).parent / "fixtures"
_CASE = re.compile(r"^([^\n]+)\n\.\n(.*?)^\.\n(.*?)^\.$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    expected: str

    def __str__(self) -> str:
        return self.title


def read_cases(name: str, folder: Path = _FIXTURES) -> list[Case]:
    """The cases of ``folder/name``; ``␠`` stands for a space at a line's end."""
    text = (folder / name).read_text(encoding="utf-8").replace("␠", " ")
    cases = [Case(t, i.rstrip("\n"), e.rstrip("\n")) for t, i, e in _CASE.findall(text)]
    assert 3 * len(cases) == len(re.findall(r"^\.$", text, re.MULTILINE))
    return cases
