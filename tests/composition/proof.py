"""Reads the fixtures, and writes lines as proofs that an editor can read.

A fixture file holds cases: ``== title``, settings (``measure = 10``), the text after ``<<``, and
the lines that it must be set in, each after ``>>``. In a proof, ``½`` follows a mark that takes its
half-width twin, ``^`` is a Han-Latin gap in a letter's padded twin, ``ᵖ`` follows a proportional
(Latin) quotation mark, dash or ellipsis, ``‐`` is a hyphen that the line draws, ``|`` in a text is
a forced break.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spp_press.composition import (
    Forced,
    House,
    Item,
    Lexicon,
    Line,
    Text,
    set_heading,
    set_paragraph,
)

FIXTURES = Path(__file__).parent / "fixtures"
_HALF = frozenset("“”‘’《〈（【「『〔》〉）】」』〕，。、；：？！-–/")
_PROPORTIONAL = frozenset("“”‘’—…")


class PlainMetrics:
    """A face whose Latin glyphs are half an em wide, and its Han glyphs and marks one em."""

    def __init__(self, twins: bool = True) -> None:
        self._twins = twins

    def advance(self, text: str, feature: str = "") -> float:
        return sum(self._glyph(char, feature) for char in text)

    def has(self, char: str, feature: str) -> bool:
        if not self._twins:
            return False
        if feature == "hwid":
            return char in _HALF
        if feature == "pwid":
            return char in _PROPORTIONAL
        return char.isalnum() or char in "%‰"

    @staticmethod
    def _glyph(char: str, feature: str) -> float:
        if unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf"}:
            return 0.0
        if char in _PROPORTIONAL:
            return 0.5 if feature == "pwid" else 1.0
        if char == " ":
            return 0.25
        if char == "·":
            return 0.5
        wide = unicodedata.east_asian_width(char) in "WF" or ord(char) > 0x2E7F
        return 1.0 if wide or unicodedata.category(char) in {"So", "No"} else 0.5


METRICS = PlainMetrics()


@dataclass
class Case:
    """One case of a fixture file."""

    file: str
    title: str
    settings: dict[str, str] = field(default_factory=dict)
    text: str = ""
    expected: list[str] = field(default_factory=list)

    def items(self) -> list[Item]:
        items: list[Item] = []
        for part in self.text.split("|"):
            lang = self.settings.get("lang", "zh")
            items += [Text(part, 1.0, METRICS, lang), Forced()]
        return items[:-1]

    def lines(self) -> list[str]:
        """The proofs of the lines that the case's text is set in."""
        items = self.items()
        house = House(
            marks=self.settings.get("marks", "full"),  # type: ignore[arg-type]
            latin_gap=float(self.settings.get("gap", 0.2)),
            digit_gap=float(self.settings.get("gap", 0.2)),
            indent_opener=self.settings.get("opener", "half"),  # type: ignore[arg-type]
        )
        indent = float(self.settings.get("indent", 0))
        measure = self.measure()
        if "heading" in self.settings:
            words = Lexicon.common().extended(self.settings.get("words", "").split())
            shape = self.settings["heading"]
            lines = set_heading(
                items,
                measure,
                indent=indent,
                house=house,
                shape=shape,  # type: ignore[arg-type]
                words=words,
            )
        else:
            lines = set_paragraph(items, measure, indent=indent, house=house)
        return [proof(items, line) for line in lines]

    def measure(self) -> Callable[[int], float]:
        widths = [float(width) for width in self.settings["measure"].split()]
        return lambda line: widths[min(line, len(widths) - 1)]


def proof(items: Sequence[Item], line: Line) -> str:
    """A line as an editor reads it."""
    parts: list[str] = []
    for span in line.spans:
        item = items[span.item]
        text = item.text[span.start : span.end] if isinstance(item, Text) else "◻"
        if span.features == "hwid":
            text = "".join(char + "½" for char in text)
        elif span.features == "pwid":
            text = "".join(char + "ᵖ" * (char in _PROPORTIONAL) for char in text)
        elif span.features in {"ss16", "ss17", "ss18"}:
            text = "^" * (span.features != "ss17") + text + "^" * (span.features != "ss18")
        parts.append(text)
    return "".join(parts) + "‐" * line.hyphen


def read_cases() -> list[Case]:
    """All cases of all fixture files."""
    cases: list[Case] = []
    for path in sorted(FIXTURES.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            sign, rest = line[:3], line[3:]
            if sign == "== ":
                cases.append(Case(path.stem, rest))
            elif sign == "<< ":
                cases[-1].text = rest
            elif sign.rstrip() == ">>":
                cases[-1].expected.append(rest)
            elif line and not line.startswith("#"):
                name, _, value = line.partition("=")
                cases[-1].settings[name.strip()] = value.strip()
    return cases
