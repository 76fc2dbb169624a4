"""What an editor has mistyped in a settings file that is not TOML: a key of the catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

_AT = re.compile(r"\(at line (\d+), column \d+\)")
_TWICE = ("Cannot overwrite", "twice", "Cannot declare", "Cannot mutate", "Cannot redefine")
_FULL_WIDTH = re.compile("[“”‘’＝［］｛｝，＂＃]")
_DAY = re.compile(
    r"(\w+)\s*=\s*(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\s*(?:#.*)?"
)
_UNIT = re.compile(r"(\w+)\s*=\s*(\d+)\s*[\u4e00-\u9fff]+\s*(?:#.*)?")
_INNER_QUOTES = re.compile(r'[=\[,]\s*"[^"]*"[^\s"#,\]}=:.][^"]*"')


@dataclass(frozen=True)
class Slip:
    """What is wrong (``key``), in which line from 1, and what the message names besides."""

    key: str
    line: int | None
    source: str
    values: dict[str, str] = field(default_factory=dict)


def find_slip(text: str, reason: str) -> Slip:
    """What is wrong in ``text``, which :mod:`tomllib` refused with ``reason``."""
    found = _AT.search(reason)
    line = int(found[1]) if found else None
    if line is None and "end of document" in reason:
        line = text.rstrip("\n").count("\n") + 1
    lines = text.split("\n")
    source = lines[line - 1].strip() if line else ""
    if any(word in reason for word in _TWICE):
        return Slip("toml-twice", line, source)
    day = _DAY.fullmatch(source)
    if day:
        key, *numbers = day.groups()
        try:
            values = {"setting": key, "day": str(date(*map(int, numbers)))}
        except ValueError:
            return Slip("toml-no-day", line, source, {"setting": key})
        return Slip("toml-day", line, source, values)
    unit = _UNIT.fullmatch(source)
    if unit:
        return Slip("toml-unit", line, source, {"setting": unit[1], "number": unit[2]})
    if _FULL_WIDTH.search(re.sub(r'"[^"]*"', "", source)):
        return Slip("toml-full-width", line, source)
    if _INNER_QUOTES.search(source):
        return Slip("toml-quotes", line, source)
    if line and "Unclosed" in reason:
        return _without_comma(lines, line)
    return Slip("toml-broken", line, source)


def _without_comma(lines: list[str], line: int) -> Slip:
    """A list's item or a table's entry begins in ``line`` where a comma should stand before it."""
    source = lines[line - 1].strip()
    if not source.startswith(('"', "'", "{")):
        within = re.search(r"[\"'}]\s+(?:[\"'{]|\w+\s*=)", source)
        return Slip("toml-comma" if within else "toml-broken", line, source)
    before = line - 1
    while before > 1 and not lines[before - 1].partition("#")[0].strip():
        before -= 1
    return Slip("toml-comma", before, lines[before - 1].strip())
