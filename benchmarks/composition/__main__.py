"""``python -m benchmarks.composition``: the figures of composition, ours and our peers'.

Every figure is read from a finished PDF. ``--misses`` lists each place that misses one.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from spp_press.composition import Lexicon
from spp_press.press import Order, make

from .documents import (
    GRID,
    ISSUE_MEASURE,
    MEASURES,
    SIZE,
    glyphs_of,
    running_text,
    set_paragraphs,
)
from .extraction import Differing, differing
from .glyphs import Glyph
from .measure import Figures, measure, p90
from .pages import drift, set_titles
from .peers import GAPS, peers
from .reading import find_paragraphs
from .rendering import Drawn, drawn_otherwise
from .texts import ROOT, issue, paragraphs, titles
from .timing import time_composing

ROWS = (
    "prohibitions, split pairs and numbers",
    "right edge, p90 (ic)",
    "right edge, max (ic)",
    "the same beside pieces over 6 ic",
    "line-end marks not 1/2 ic, openers not flush",
    "adjacent marks over 1 1/2 ic",
    "Han-Latin gaps off the style's",
    "last lines of one character",
    "change of stretch, p90 (ic)",
    "paragraphs extracted otherwise",
    "glyphs drawn otherwise",
    "number | 年 月 日 个 期",
    "lines",
)


@dataclass
class Column:
    """One document's figures."""

    name: str
    figures: Figures
    lost: Sequence[int]
    differing: Sequence[Differing]
    drawn: Sequence[Drawn] | None = None
    cells: list[str] = field(init=False)

    def __post_init__(self) -> None:
        count = self.figures.count
        apart = self.figures.apart
        self.cells = [
            str(count("line start", "line end", "split pair", "split number")),
            f"{p90(self.figures.gaps):.3f}",
            f"{max(self.figures.gaps, default=0):.3f}",
            f"{max(apart):.2f} ({len(apart)})" if apart else "-",
            str(count("line-end mark", "line-start opener")),
            str(count("adjacent marks")),
            str(count("Han-Latin gap")),
            str(count("last line of one")),
            f"{p90(self.figures.changes):.3f}",
            str(len({found.paragraph for found in self.differing} | set(self.lost))),
            str(len(self.drawn)) if self.drawn is not None else "-",
            str(count("number from 年月日")),
            str(self.figures.lines),
        ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.composition", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every miss")
    parser.add_argument("--no-peers", action="store_true", help="ours only")
    arguments = parser.parse_args()
    source = issue()
    texts = paragraphs(source)
    order = Order(ROOT, ROOT / "issues" / "2021-1", ("screen",))
    pdf = make(order, lambda stage: None).editions["screen"]
    column = _column("2021-1", pdf, texts, ISSUE_MEASURE, body=running_text)
    _print([column], arguments.misses)
    _print_pages(glyphs_of(pdf), texts)
    _print(
        [_column(f"{n} ic", set_paragraphs(texts, n), texts, n * SIZE) for n in MEASURES],
        arguments.misses,
    )
    for name, setter in {} if arguments.no_peers else peers().items():
        if setter is None:
            print(f"\n{name}: not installed, skipped")
            continue
        columns = [
            _column(f"{name} {n}", setter(texts, n), texts, n * SIZE, gap=GAPS[name], draw=False)
            for n in MEASURES
        ]
        _print(columns, arguments.misses)
    timed = time_composing(source, texts)
    print(f"\ncomposing 2021-1, fonts loaded: {timed.first:.3f} s ({timed.calls} paragraphs),")
    print(f"again, with all widths known: {timed.again:.3f} s; its text as one paragraph, so many")
    print("times over: " + ", ".join(f"{n}: {s:.2f} s" for n, s in timed.long.items()))


def _column(
    name: str,
    pdf: bytes,
    texts: Sequence[str],
    width: float,
    *,
    gap: float = 0.2,
    body: Callable[[Sequence[Glyph]], Sequence[Glyph]] | None = None,
    draw: bool = True,
) -> Column:
    """``body`` picks running text out; ``draw``: compare what the renderers draw."""
    glyphs = glyphs_of(pdf)
    found, lost = find_paragraphs(body(glyphs) if body else glyphs, texts, width)
    drawn = drawn_otherwise(pdf, glyphs) if draw else None
    return Column(name, measure(found, gap), lost, differing(pdf, found), drawn)


def _print(columns: Sequence[Column], misses: bool) -> None:
    print("\n" + " " * 46 + "".join(f"{column.name:>14}" for column in columns))
    for number, row in enumerate(ROWS):
        print(f"{row:46}" + "".join(f"{column.cells[number]:>14}" for column in columns))
    for column in columns if misses else ():
        for miss in (*column.figures.misses, *column.differing, *(column.drawn or ())):
            print(f"  {column.name}: {miss}")


def _print_pages(glyphs: Sequence[Glyph], texts: Sequence[str]) -> None:
    source = issue()
    lexicon = Lexicon.common().extended(source.words)
    found, lost = set_titles(glyphs, titles(source), lexicon)
    parted = [title for title in found if title.inside]
    print(f"\ntitles, contents entries, cover lines: {len(found)}, parted in a word: {len(parted)}")
    for title in parted:
        print(f"  p{title.page}: {' | '.join(title.lines)}: {title.inside}")
    for text in lost:
        print(f"  not found: {text}")
    body, _ = find_paragraphs(running_text(glyphs), texts, ISSUE_MEASURE)
    strays = drift(body, GRID)
    print("drift from the grid, pt: " + ", ".join(f"p{p} {d:.2f}" for p, d in strays.items()))


if __name__ == "__main__":
    main()
