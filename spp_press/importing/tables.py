"""A Word table → the notation's, which knows no merged cells, no blocks in cells and no nesting.

A table that only places things (one cell, long texts, pictures with their captions) is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spp_press.importing.content import SIDEBAR, Block, Kind
from spp_press.problems import Place, Report

CELL_BREAK = "<br>"
_LONG = 300  # characters of several paragraphs: a cell that holds an article, not a datum
_PARAGRAPHS = 4
_CAPTION = 60
_TITLE = re.compile(r"表\s*[\d一二三四五六七八九十]+")
_MARKER = re.compile(r"- ")


@dataclass(frozen=True)
class Cell:
    """A cell: its blocks; how many columns it takes; whether it continues the one above."""

    blocks: list[Block]
    columns: int = 1
    continues: bool = False
    merged: bool = False

    @property
    def pictures(self) -> list[Block]:
        """What cannot stand in a cell: pictures and remarks."""
        return [b for b in self.blocks if b.kind in (Kind.PICTURE, Kind.COMMENT)]

    @property
    def texts(self) -> list[Block]:
        """The blocks with words."""
        return [b for b in self.blocks if b.plain and b.kind is not Kind.TABLE]

    @property
    def plain(self) -> str:
        """The words of the cell."""
        return "".join(block.plain for block in self.texts)


@dataclass(frozen=True)
class Grid:
    """A table's rows of cells."""

    rows: list[list[Cell]]

    @property
    def cells(self) -> list[Cell]:
        """All cells, row by row."""
        return [cell for row in self.rows for cell in row]

    @property
    def columns(self) -> int:
        """The widest row's columns."""
        return max((sum(c.columns for c in row) for row in self.rows), default=0)


def table_blocks(grid: Grid, place: Place, report: Report) -> Iterator[Block]:
    """The blocks that a table becomes; what is doubtful about that is noted."""
    filled = [cell for cell in grid.cells if cell.blocks]
    if not any(cell.texts or cell.pictures for cell in filled) and not _nested(grid):
        return
    if len(filled) == 1 and len(grid.cells) == 1:
        yield from _boxed(filled[0], place, report)
    elif any(cell.pictures for cell in filled) and _is_gallery(grid):
        yield from _gallery(grid)
    elif any(_is_layout(cell) for cell in filled):
        report.warning("import-table-layout", place, text=filled[0].plain[:20])
        for cell in grid.cells:
            yield from cell.blocks
    else:
        yield from _data(grid, place, report)


def _nested(grid: Grid) -> list[Block]:
    return [b for cell in grid.cells for b in cell.blocks if b.kind is Kind.TABLE]


def _boxed(cell: Cell, place: Place, report: Report) -> Iterator[Block]:
    """A frame around text: a side box, unless it holds a whole article."""
    framed = bool(cell.texts) and not any(b.kind is Kind.HEADING for b in cell.blocks)
    if framed:
        report.warning("import-table-box", place, text=cell.plain[:20])
        yield Block(Kind.OPEN, place, SIDEBAR)
    yield from cell.blocks
    if framed:
        yield Block(Kind.CLOSE, place)


def _is_layout(cell: Cell) -> bool:
    headings = any(b.kind is Kind.HEADING for b in cell.blocks)
    return headings or (len(cell.texts) >= _PARAGRAPHS and len(cell.plain) > _LONG)


def _is_gallery(grid: Grid) -> bool:
    """Whether a table only sets pictures side by side, with captions in or below their cells."""
    return (
        all(len(cell.plain) <= _CAPTION and not cell.plain.isdecimal() for cell in grid.cells)
        and (all(any(c.pictures for c in row) for row in grid.rows[::2]) or len(grid.rows) == 1)
        and not _nested(grid)
    )


def _gallery(grid: Grid) -> Iterator[Block]:
    for i, row in enumerate(grid.rows):
        under = grid.rows[i + 1] if i + 1 < len(grid.rows) else []
        captions = under if not any(cell.pictures for cell in under) else []
        above = i and any(cell.pictures for cell in grid.rows[i - 1])
        if above and not any(cell.pictures for cell in row):
            extra = row[len(grid.rows[i - 1]) :]
            extra += [c for c, p in zip(row, grid.rows[i - 1], strict=False) if not p.pictures]
            for cell in extra:
                yield from cell.texts
            continue
        for at, cell in enumerate(row):
            words = cell.texts or (captions[at].texts if at < len(captions) else [])
            if cell.pictures and cell.texts and at < len(captions):
                words = [*cell.texts, *captions[at].texts]
            pictures = [b for b in cell.pictures if b.picture]
            if not pictures:
                yield from cell.blocks
                continue
            caption = " ".join(b.plain for b in words)
            *first, last = pictures
            yield from first
            assert last.picture
            yield replace(last, picture=replace(last.picture, caption=caption))
            yield from (b for b in cell.pictures if not b.picture)


def _data(grid: Grid, place: Place, report: Report) -> Iterator[Block]:
    rows = grid.rows
    columns = grid.columns
    first = rows[0]
    if len(rows) > 2 and len(first) == 1 and columns > 1 and len(first[0].texts) == 1:
        title = first[0].texts[0]  # a title set into the first row, over all columns
        yield replace(title, kind=Kind.PARAGRAPH)
        yield from first[0].pictures
        rows = rows[1:]
        if not _TITLE.match(title.plain):
            report.warning("import-table-title", place, text=title.plain[:40])
    lines = [_row(row, columns) for row in rows]
    lines.insert(1, "|" + "---|" * columns)
    plain = "\t".join(cell.plain for row in rows for cell in row)
    merged = sum(cell.columns > 1 or cell.continues for row in rows for cell in row)
    start = next((cell.plain for row in rows for cell in row if cell.plain), "-")[:20]
    if merged:
        report.warning("import-table-merged", place, count=merged, text=start)
    lost = [b for row in rows for cell in row for b in (*cell.pictures, *_inner_tables(cell))]
    if any(block.kind is Kind.TABLE for block in lost):
        report.warning("import-table-nested", place, text=start)
    if any(block.kind is Kind.PICTURE for block in lost):
        report.warning("import-table-pictures", place, text=start)
    yield Block(Kind.TABLE, place, "\n".join(lines), plain)
    yield from lost


def _inner_tables(cell: Cell) -> list[Block]:
    return [block for block in cell.blocks if block.kind is Kind.TABLE]


def _row(row: list[Cell], columns: int) -> str:
    texts: list[str] = []
    for cell in row:
        texts.append(CELL_BREAK.join(_in_cell(block) for block in cell.texts))
        texts += [""] * (cell.columns - 1)
    texts += [""] * (columns - len(texts))
    return "| " + " | ".join(texts) + " |"


def _in_cell(block: Block) -> str:
    text = block.text.replace("\n", CELL_BREAK)
    if block.kind is Kind.LIST:
        text = _MARKER.sub("• ", text, count=1)
    return re.sub(r"(?<!\\)\|", r"\\|", text)
