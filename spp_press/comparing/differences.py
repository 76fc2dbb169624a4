"""What became of each page: the same, other text, reflowed, moved, other colours, added or gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from PIL import Image, ImageChops

from spp_press.comparing.reading import Line, Page, read_both
from spp_press.comparing.wording import changed_words

_MOVED = 0.2  # pt: less is nothing that can be seen
_SHADE = 24  # of 255: what rounding and smoothing may differ by
_MM = 25.4 / 72


class Change(Enum):
    """How a page changed, the weightiest kind first."""

    TEXT = "text"
    SIZE = "size"
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
    """Compare two PDFs page by page.

    Raises pypdfium2.PdfiumError where one is none, and TooManyPages.
    """
    old, new = read_both(before, now)
    gone, fresh = changed_words(old, new)
    verdicts = []
    for i, j in _pairs(old, new):
        if i is None or j is None:
            change = Change.ADDED if i is None else Change.REMOVED
            words = gone.get(i, ()) if i is not None else fresh.get(j or 0, ())
            verdicts.append(Verdict(_from_1(i), _from_1(j), change, words))
            continue
        words = (*gone.get(i, ()), *fresh.get(j, ()))
        verdicts.append(_verdict(i, j, old[i], new[j], words))
    return Comparison(old, new, tuple(verdicts))


def _verdict(i: int, j: int, old: Page, new: Page, words: tuple[str, ...]) -> Verdict:
    change, count, distance = Change.SAME, 0, 0.0
    if words:
        change = Change.TEXT
    elif any(abs(a - b) > 1 for a, b in zip(old.size, new.size, strict=True)):
        change = Change.SIZE
    elif [line.text for line in old.lines] != [line.text for line in new.lines]:
        change = Change.REFLOW
    else:
        moves = [_distance(a, b) for a, b in _standing(old, new)]
        count = sum(move > _MOVED for move in moves)
        distance = max(moves, default=0.0) * _MM
        if count:
            change = Change.MOVED
        elif _looks_different(old.draw(), new.draw()):
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


def _standing(old: Page, new: Page) -> Iterator[tuple[Line, Line]]:
    """The lines of both, one by one, and those of running heads that say the same."""
    yield from zip(old.lines, new.lines, strict=True)
    heads = [line.text for line in old.furniture]
    if heads == [line.text for line in new.furniture]:
        yield from zip(old.furniture, new.furniture, strict=True)


def _distance(one: Line, other: Line) -> float:
    """How far the farthest of a line's edges went, pt; its type may be larger."""
    return max(
        abs(one.x - other.x),
        abs(one.y - other.y),
        abs(one.end - other.end),
        abs(one.height - other.height),
    )


def _looks_different(old: Image.Image, new: Image.Image) -> bool:
    if old.size != new.size:
        new = new.resize(old.size)
    extrema = ImageChops.difference(old, new).getextrema()
    return any(isinstance(band, tuple) and band[1] > _SHADE for band in extrema)


def _from_1(index: int | None) -> int | None:
    return None if index is None else index + 1
