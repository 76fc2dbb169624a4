"""The figures of 2021-1's pages: titles broken inside words (T9), drift from the grid (T11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from spp_press.composition import Lexicon

from .glyphs import Glyph
from .reading import SetParagraph
from .texts import TITLE_WORDS


@dataclass(frozen=True)
class Title:
    """A title as it was set on a page (counted from 1), in lines."""

    page: int
    lines: tuple[str, ...]
    inside: str  # what the Lexicon, or a reader, would not have parted


def set_titles(
    glyphs: Sequence[Glyph], titles: Iterable[str], lexicon: Lexicon
) -> tuple[list[Title], list[str]]:
    """Every place where a title was set, and the titles that the PDF lacks."""
    found: list[Title] = []
    lost: list[str] = []
    runs = [
        list(run) for _, run in groupby(glyphs, key=lambda g: (g.page, g.font, round(g.size, 1)))
    ]
    for title in titles:
        text = "".join(title.split())
        places = [place for run in runs for place in _places(run, text)]
        if not places:
            lost.append(title)
        for place in places:
            cuts = [at for at, (a, b) in enumerate(pairwise(place), 1)
                    if abs(a.baseline - b.baseline) > 0.5 * a.size]  # fmt: skip
            whole = [0, *cuts, len(text)]
            lines = tuple(text[start:end] for start, end in pairwise(whole))
            found.append(Title(place[0].page + 1, lines, _inside(text, cuts, lexicon)))
    return found, lost


def _places(run: Sequence[Glyph], text: str) -> Iterator[Sequence[Glyph]]:
    drawn = "".join(glyph.char for glyph in run)
    start = drawn.find(text)
    while start >= 0:
        yield run[start : start + len(text)]
        start = drawn.find(text, start + 1)


def _inside(text: str, cuts: Sequence[int], lexicon: Lexicon) -> str:
    """The words that the cuts part."""
    parted = []
    for words in (lexicon.segment(text), _true_words(text)):
        ends = list(accumulate(map(len, words), initial=0))
        for word, (start, end) in zip(words, pairwise(ends), strict=True):
            parted += [word for cut in cuts if start < cut < end]
    return " ".join(dict.fromkeys(parted))


def _true_words(text: str) -> list[str]:
    """``text`` in as few of a reader's own words as may be; other characters by themselves."""
    best: list[list[str]] = [[]]
    for end in range(1, len(text) + 1):
        starts = [s for s in range(end) if s == end - 1 or text[s:end] in TITLE_WORDS]
        best.append(min(([*best[s], text[s:end]] for s in starts), key=len))
    return best[-1]


def drift(paragraphs: Sequence[SetParagraph], grid: float) -> dict[int, float]:
    """For each page, how far its lines stray from a grid that all pages share, pt."""
    baselines: dict[int, list[float]] = {}
    for paragraph in paragraphs:
        for line in paragraph.lines:
            baselines.setdefault(line.page, []).append(line.glyphs[0].baseline)
    first = next(iter(baselines.values()))[0]
    return {
        page: max(abs((y - first + grid / 2) % grid - grid / 2) for y in lines)
        for page, lines in sorted(baselines.items())
    }
