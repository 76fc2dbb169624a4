"""A table's rows → HTML: its columns aligned, its title above, 续表 where it goes on.

A column of figures is set right, and at the decimal point: what a figure lacks of the longest
fraction is its cell's ``data-rest`` (``.00``), which the style draws unseen after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from spp_press.manuscript.inline import Context
from spp_press.problems import Place

CELLS = 5_000
COLUMNS = 30

_TITLE = re.compile(r"表\s*(?P<number>[\d一二三四五六七八九十]+([.-]\d+)?)[\s:：]")
_FIGURE = re.compile(
    r"[-−–+±]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:[,\u2009\u202f ]\d{3})+)"
    r"(?:\.(?P<fraction>\d+))?\s?(?P<unit>[%‰]?)"
)
_NOTHING = frozenset({"", "-", "–", "—", "——", "−", "…", "……", "/"})


class Cell(NamedTuple):
    """A cell: its characters, and its HTML."""

    words: str
    html: str


class Row(NamedTuple):
    """A row's cells, and where it is written."""

    place: Place
    cells: tuple[Cell, ...]


class Title(NamedTuple):
    """What stands above a table; its number (``1``) is said again where the table goes on."""

    words: str
    html: str
    source: str

    @property
    def number(self) -> str:
        """``表1 各站水情`` → ``1``; empty where it has none."""
        found = _TITLE.match(self.words)
        return found["number"] if found else ""

    @property
    def caption(self) -> str:
        """Its HTML, ``表1`` a ``span.label``: the style sets one ic after it (CY/T 170-2019)."""
        found = _TITLE.match(self.words)
        label = found[0].rstrip() if found else ""
        if label == (found and found[0]) or not self.html.startswith(label):
            return self.html  # 表1： has its colon
        return f'<span class="label">{label}</span>{self.html[len(label) :]}'


def is_title(words: str) -> bool:
    """Whether a paragraph is the title of the table that follows it."""
    return _TITLE.match(words) is not None


def write_table(
    context: Context,
    line: int,
    title: Title | None,
    rows: Sequence[Row],
    alignments: Sequence[str],
) -> str:
    """The table of ``rows``, the first its head; each column ``left``, ``right`` … or empty."""
    columns = len(alignments)
    if columns > COLUMNS or columns * len(rows) > CELLS:
        context.error("table-large", line, columns=COLUMNS, cells=CELLS)
        return ""
    head, *body = rows
    caption = f"<caption{title.source}>{title.caption}</caption>" if title else ""
    # Said above the head wherever the table goes on over a page; the engine leaves it out where
    # the table begins.
    said = context.draw(f"续表{title.number if title else ''}", line)
    again = f'<tr class="continued"><th colspan="{columns}">{said}</th></tr>'
    rests = [_rests([row.cells[i].words for row in body]) for i in range(columns)]
    classes = [f' class="{alignment}"' if alignment else "" for alignment in alignments]
    names = "".join(
        f'<th scope="col"{classes[i]}>{cell.html}</th>' for i, cell in enumerate(head.cells)
    )
    parts = f"<thead>{again}<tr{_source(head)}>{names}</tr></thead>"
    if body:
        lines = []
        for at, row in enumerate(body):
            cells = []
            for i, cell in enumerate(row.cells):
                rest = rests[i][at] if alignments[i] == "right" else ""
                rest = f' data-rest="{rest}"' if rest else ""
                cells.append(f"<td{classes[i]}{rest}>{cell.html}</td>")
            lines.append(f"<tr{_source(row)}>{''.join(cells)}</tr>")
        parts += f"<tbody>{''.join(lines)}</tbody>"
    return f"<table{context.source(line)}>{caption}{parts}</table>"


def is_numeric(column: Sequence[str]) -> bool:
    """Whether cells hold figures, at least one, and nothing else but dashes for what is missing."""
    figures = [words for words in column if words not in _NOTHING]
    return bool(figures) and all(map(_FIGURE.fullmatch, figures))


def _rests(column: Sequence[str]) -> list[str]:
    """What each of a column's figures lacks of the longest fraction."""
    if not is_numeric(column):
        return [""] * len(column)
    tails = []
    for words in column:
        found = _FIGURE.fullmatch(words)
        tails.append((len(found["fraction"] or ""), found["unit"]) if found else (0, ""))
    places, unit = max(places for places, _ in tails), max(unit for _, unit in tails)
    return [
        ("." if places and not own else "") + "0" * (places - own) + ("" if has else unit)
        for own, has in tails
    ]


def _source(row: Row) -> str:
    return f' data-source="{escape(str(row.place))}"'
