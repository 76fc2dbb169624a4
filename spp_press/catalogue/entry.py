"""The shape of a catalogue entry."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A message in both languages, with what to do; ``{name}`` stands for one of its values."""

    zh: str
    en: str
    zh_remedy: str
    en_remedy: str
