"""A table's file beside the article (``../data/spend.csv``) → its HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

from markdown_it.token import Token

from spp_press.manuscript.figures import file_named
from spp_press.manuscript.inline import Context
from spp_press.manuscript.separated import read_records
from spp_press.manuscript.tables import Cell, Row, Title, is_numeric, write_table
from spp_press.problems import Place
from spp_press.reading import shown

_DATA = ".csv"
WORKBOOKS = (".xls", ".xlsx", ".xlsm", ".et", ".ods", ".numbers")
"""What spreadsheets save, and a table cannot be read from: their own files."""

Data = Callable[[str, Place], str | None]
"""The text of a file of data by its name; what is wrong with it is noted at the place."""


def is_data(image: tuple[Token, int]) -> bool:
    """Whether what stands where a picture could is a table, beside the article."""
    return unquote(str(image[0].attrs["src"])).lower().endswith((_DATA, *WORKBOOKS))


class DataWriter:
    """Writes the tables of one manuscript's files of data."""

    def __init__(self, context: Context, data: Data) -> None:
        self._context = context
        self._data = data

    def write(self, token: Token, line: int, title: Title | None) -> str:
        """The table that a picture's notation names."""
        address = str(token.attrs["src"])
        name = file_named(self._context, address)
        if name is None:
            self._context.error("path-leaves", line, name=shown(unquote(address)))
            return ""
        if not name.lower().endswith(_DATA):
            self._context.error("table-workbook", line, name=shown(name))
            return ""
        text = self._data(name, self._context.place(line))
        if text is None:  # which is noted; the title's words are not lost besides
            return title.caption if title else ""
        own = replace(self._context, file=name)
        records = read_records(own, text)
        if not records:
            return ""
        columns = zip(*(record.fields for record in records[1:]), strict=True)
        alignments = ["right" if i and is_numeric(c) else "" for i, c in enumerate(columns)]
        rows = []
        for record in records:
            cells = (Cell(field, _cell(own, field, record.line)) for field in record.fields)
            rows.append(Row(own.place(record.line), tuple(cells)))
        return write_table(self._context, line, title, rows, alignments)


def _cell(context: Context, text: str, line: int) -> str:
    """The text of a cell as it is, formula or markup; ``context`` is its file's."""
    lines = context.without_trackers(text, line).split("\n")
    return "<br>".join(context.draw(part.strip(), line) for part in lines)
