"""Where Latin words hyphenate (T21): by their language, never a name in capitals or a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

FORBIDDEN = float("inf")
"""The cost of a break that no line may take."""

HYPHEN_COST = 5.0
NAME_COST = 12.0  # more for a word with a capital: likely a name
LONGEST = 60  # letters; nothing longer is a word

_WORD = re.compile(r"[^\W\d_]{6,}")
_PROSE = re.compile(r"[^\w-]*[^\W\d_]+(?:[-–—’'][^\W\d_]+)*\W*")  # no code, no option, no formula


@dataclass(frozen=True, slots=True)
class Cut:
    """A place inside a run of Latin where a line may end: before character ``at``, at a cost."""

    at: int
    cost: float
    hyphen: bool = False


def syllables(text: str, lang: str) -> list[Cut]:
    """Where the words in ``text`` hyphenate. A Chinese text's Latin words count as English."""
    cuts: list[Cut] = []
    if not _PROSE.fullmatch(text):
        return cuts
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) > LONGEST or not word[1:].islower():
            continue
        cost = HYPHEN_COST + (NAME_COST if word[0].isupper() else 0)
        cuts += [Cut(match.start() + at, cost, True) for at in _positions(word.lower(), lang)]
    return cuts


@lru_cache(maxsize=4096)
def _positions(word: str, lang: str) -> tuple[int, ...]:
    dictionary = _dictionary("en_US" if lang.lower().startswith(("zh", "ja", "ko")) else lang)
    if dictionary is None:
        return ()
    return tuple(at for at in dictionary.positions(word) if 3 <= at <= len(word) - 3)


@lru_cache(maxsize=16)
def _dictionary(lang: str) -> Any:
    import pyphen  # a tenth of a second, and many paragraphs never need it

    name = pyphen.language_fallback(lang)
    return pyphen.Pyphen(lang=name) if name else None
