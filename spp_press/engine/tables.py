"""Tables: columns that need no break get none, and a table that goes on over the page says so.

Both replace a function of WeasyPrint's (see ``hooks``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import preferred


def fair_columns(stock: Callable[..., None]) -> Callable[..., None]:
    """``auto_table_layout``: a column that fits into its share of the table is not broken.

    CSS gives each column something of what it lacks, so that ``得分`` breaks beside a long column.
    Where all columns that are narrower than an even share take their natural widths, what is left
    for the others is still more than theirs.
    """

    def auto_table_layout(context: Any, box: Any, containing_block: Any) -> None:
        table = box.get_wrapped_table()
        widths = preferred.table_and_columns_preferred_widths(context, box, outer=False)
        least, natural, spacing = widths[2], widths[3], widths[6]
        whole = containing_block[0] if table.width == "auto" else table.width
        kept = list(least)
        if least:
            share = (whole - spacing) / len(least)
            least[:] = [
                most if most <= share else few for few, most in zip(least, natural, strict=True)
            ]
        stock(context, box, containing_block)
        least[:] = kept  # WeasyPrint remembers these lists, and the width may be another

    return auto_table_layout


def continued_heads(stock: Callable[..., Any]) -> Callable[..., Any]:
    """``table_layout``: a head's row ``tr.continued`` (续表1) is for later pages."""

    def table_layout(
        context: Any, table: Any, bottom_space: float, skip_stack: Any, *args: Any
    ) -> Any:
        if skip_stack is not None:
            return stock(context, table, bottom_space, skip_stack, *args)
        with _as_it_begins(table):
            return stock(context, table, bottom_space, skip_stack, *args)

    return table_layout


@contextmanager
def _as_it_begins(table: Any) -> Iterator[None]:
    header: Any = table.children[0] if table.children else None
    rows = header.children if header is not None and header.is_header else ()
    dropped = [i for i, row in enumerate(rows) if _is_continued(row)]
    if not dropped:
        yield
        return
    grid = getattr(table, "collapsed_border_grid", None)
    header.children = [row for i, row in enumerate(rows) if i not in dropped]
    if grid:
        vertical, horizontal = grid
        table.collapsed_border_grid = (
            [line for i, line in enumerate(vertical) if i not in dropped],
            # The line above the first row stays above what is now the first.
            [line for i, line in enumerate(horizontal) if i - 1 not in dropped],
        )
    try:
        yield
    finally:
        header.children = rows
        if grid:
            table.collapsed_border_grid = grid


def _is_continued(row: Any) -> bool:
    return row.element is not None and "continued" in (row.element.get("class") or "").split()
