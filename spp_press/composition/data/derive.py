"""Derives lexicon.txt from jieba's dictionary (MIT licence; see LICENCE.txt).

    pip download --no-deps --no-binary :all: jieba==0.42.1   # jieba/dict.txt is in the archive
    python -m spp_press.composition.data.derive path/to/jieba/dict.txt > lexicon.txt

Kept are the most frequent words of two to six Han characters and the most frequent characters.
A line of lexicon.txt is a cost, a tab, and all words of that cost: minus the natural logarithm of
the word's probability, in steps of a half. Words grouped by cost load in a few milliseconds.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

WORDS = 54_000
CHARACTERS = 4_000


def derive(dictionary: Iterable[str]) -> Iterator[str]:
    """The lines of lexicon.txt from those of jieba's dict.txt (word, frequency, part of speech)."""
    entries = [line.split() for line in dictionary]
    counts = {entry[0]: int(entry[1]) for entry in entries if all(map(_is_han, entry[0]))}
    total = sum(counts.values())
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    kept = [word for word in ranked if len(word) == 1][:CHARACTERS]
    kept += [word for word in ranked if 2 <= len(word) <= 6][:WORDS]
    groups: defaultdict[float, list[str]] = defaultdict(list)
    for word in kept:
        groups[round(2 * math.log(total / max(1, counts[word]))) / 2].append(word)
    for cost in sorted(groups):
        yield f"{cost:g}\t{' '.join(sorted(groups[cost]))}\n"


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as source:
        sys.stdout.writelines(derive(source))
