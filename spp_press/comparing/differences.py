"""What became of each page: the same, other text, reflowed, moved, other colours, added or gone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from PIL import Image, ImageChops

from spp_press.comparing.reading import Line, Page, read_pages

_MOVED = 0.2  # pt: less is nothing that can be seen
_SHADE = 24  # of 255: what rounding and smoothing may differ by
_CLAUSE = re.compile(r"[^，。；：！？、（）《》“”,.;:!?\n]*[，。；：！？、（）《》“”,.;:!?\n]?")
_INDENT = 40.0  # pt: a paragraph's second line begins at most so much before its first
_MM = 25.4 / 72


class Change(Enum):
    """How a page changed, the weightiest kind first."""

    SIZE = "size"
    TEXT = "text"
    REFLOW = "reflow"
    MOVED = "moved"
    COLOUR = "colour"
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Verdict:
    """One page before and now (numbers from 1, None where there is none), and what changed.

    ``words`` are some of the clauses that are new or gone; ``count`` lines moved, by ``distance``
    mm at most.
    """

    before: int | None
    now: int | None
    change: Change
    words: tuple[str, ...] = ()
    count: int = 0
    distance: float = 0.0


@dataclass(frozen=True)
class Comparison:
    """The pages of both, and a verdict on each pair of them in the order of now."""

    before: Sequence[Page]
    now: Sequence[Page]
    verdicts: tuple[Verdict, ...]


def compare_pdfs(before: bytes, now: bytes) -> Comparison:
    """Compare two PDFs page by page. Raises pypdfium2.PdfiumError where one is none."""
    old, new = read_pages(before), read_pages(now)
    gone, fresh = _changed_clauses(old, new)
    verdicts = []
    for i, j in _pairs(old, new):
        if i is None or j is None:
            change = Change.ADDED if i is None else Change.REMOVED
            verdicts.append(Verdict(_from_1(i), _from_1(j), change))
            continue
        words = (*gone.get(i, ()), *fresh.get(j, ()))
        verdicts.append(_verdict(i, j, old[i], new[j], words))
    return Comparison(old, new, tuple(verdicts))


def _verdict(i: int, j: int, old: Page, new: Page, words: tuple[str, ...]) -> Verdict:
    change, count, distance = Change.SAME, 0, 0.0
    if any(abs(a - b) > 1 for a, b in zip(old.size, new.size, strict=True)):
        change = Change.SIZE
    elif words:
        change = Change.TEXT
    elif [line.text for line in old.lines] != [line.text for line in new.lines]:
        change = Change.REFLOW
    else:
        moves = [_distance(a, b) for a, b in zip(old.lines, new.lines, strict=True)]
        count = sum(move > _MOVED for move in moves)
        distance = max(moves, default=0.0) * _MM
        if count:
            change = Change.MOVED
        elif _looks_different(old.image, new.image):
            change = Change.COLOUR
    return Verdict(i + 1, j + 1, change, words, count, distance)


def _pairs(old: Sequence[Page], new: Sequence[Page]) -> list[tuple[int | None, int | None]]:
    """Which page became which: those of equal text, and those between them in their order."""
    pairs: list[tuple[int | None, int | None]] = []
    matcher = SequenceMatcher(None, [p.text for p in old], [p.text for p in new], autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        both = min(i2 - i1, j2 - j1)
        pairs += [(i1 + k, j1 + k) for k in range(both)]
        pairs += [(i, None) for i in range(i1 + both, i2)]
        pairs += [(None, j) for j in range(j1 + both, j2)]
    return pairs


def _changed_clauses(
    old: Sequence[Page], new: Sequence[Page]
) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """The clauses that are gone and those that are new, by page; where they stand is no matter.

    The text is read through, so that a clause that runs over a page's end is one.
    """
    before, now = _clauses(old), _clauses(new)
    matcher = SequenceMatcher(None, [c for c, _ in before], [c for c, _ in now], autojunk=False)
    gone: dict[int, tuple[str, ...]] = {}
    fresh: dict[int, tuple[str, ...]] = {}
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal" or sorted(before[i1:i2]) == sorted(now[j1:j2]):
            continue
        for clause, page in before[i1:i2]:
            gone[page] = (*gone.get(page, ()), f"−{clause}")
        for clause, page in now[j1:j2]:
            fresh[page] = (*fresh.get(page, ()), f"+{clause}")
    return gone, fresh


def _clauses(pages: Sequence[Page]) -> list[tuple[str, int]]:
    starts: list[int] = []
    text, before = "", None
    for page in pages:
        starts.append(len(text))
        for line in page.lines:
            text += line.text if before and _goes_on(before, line) else f"\n{line.text}"
            before = line
    found, on = [], 0
    for match in _CLAUSE.finditer(text):
        while on + 1 < len(starts) and starts[on + 1] <= match.start():
            on += 1
        if clause := match[0].strip():
            found.append((clause, on))
    return found


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line goes on with the paragraph of the line before it, by where it begins."""
    return -1 < before.x - line.x < _INDENT and line.y - before.y < _INDENT


def _distance(one: Line, other: Line) -> float:
    return max(abs(one.x - other.x), abs(one.y - other.y))


def _looks_different(old: Image.Image, new: Image.Image) -> bool:
    if old.size != new.size:
        new = new.resize(old.size)
    extrema = ImageChops.difference(old, new).getextrema()
    return any(isinstance(band, tuple) and band[1] > _SHADE for band in extrema)


def _from_1(index: int | None) -> int | None:
    return None if index is None else index + 1
