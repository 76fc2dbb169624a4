"""Comma-separated values, as spreadsheets save them → rows of text (RFC 4180).

Commas, semicolons and tabs separate; which of them is told by the rows being alike. A file that
can be read in two ways, or not whole, is an error with its line: nothing of it is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spp_press.manuscript.inline import Context
from spp_press.reading import MEGABYTE

DATA_CAP = MEGABYTE // 4
LONGEST = 2_000  # characters of a cell
_SEPARATORS = "\t;,"  # those that text has least come first
_ENOUGH = 20  # rows that are told


class Record(NamedTuple):
    """A row's fields, without the space around them, and the line that it begins in."""

    line: int
    fields: tuple[str, ...]


class _Stray(Exception):
    """A quotation mark stands where none can, in the line that is given."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def read_records(context: Context, text: str) -> list[Record]:
    """The rows of ``text``, all of one length, the first the head; none if an error was noted.

    Rows and last columns in which nothing stands are left out. ``context`` is the file's own.
    """
    readings = [_reading(text, separator) for separator in _SEPARATORS]
    even = [records for records in readings if not isinstance(records, _Stray) and _even(records)]
    best = even[0] if even else max(readings, key=_promise)
    if isinstance(best, _Stray):
        context.error("csv-quote", best.line)
        return []
    if len(best) < 2:
        context.error("csv-empty", None)
        return []
    columns = len(best[0].fields)
    uneven = [record for record in best if len(record.fields) != columns]
    for record in uneven[:_ENOUGH]:
        found = len(record.fields)
        context.error("csv-row", record.line, found=found, columns=columns)
    long = [record for record in best if any(len(field) > LONGEST for field in record.fields)]
    for record in long[:_ENOUGH]:
        context.error("csv-cell", record.line, limit=LONGEST)
    return [] if uneven or long else best


def _reading(text: str, separator: str) -> list[Record] | _Stray:
    try:
        records = [record for record in _records(text, separator) if any(record.fields)]
    except _Stray as stray:
        return stray
    used = max(map(_used, records), default=0)
    return [Record(record.line, record.fields[:used]) for record in records]


def _records(text: str, separator: str) -> Iterator[Record]:
    field = _field(separator)
    at, line, begins, fields = 0, 1, 1, []
    while at < len(text):
        found = field.match(text, at)
        assert found
        at = found.end()
        quoted = found["quoted"]
        fields.append((found["plain"] if quoted is None else quoted.replace('""', '"')).strip())
        line += found[0].count("\n")
        if at < len(text) and text[at] == separator:
            at += 1
            if at < len(text):
                continue
            fields.append("")
        elif at < len(text) and text[at] != "\n":
            raise _Stray(line)
        yield Record(begins, tuple(fields))
        at, line, fields = at + 1, line + 1, []
        begins = line


@cache
def _field(separator: str) -> re.Pattern[str]:
    mark = re.escape(separator)
    return re.compile(rf'"(?P<quoted>(?:[^"]++|"")*+)"|(?P<plain>[^"{mark}\n]*+)')


def _used(record: Record) -> int:
    """How many fields there are up to the last in which something stands."""
    return max((i for i, field in enumerate(record.fields, start=1) if field), default=0)


def _even(records: list[Record]) -> bool:
    lengths = {len(record.fields) for record in records}
    return len(lengths) == 1 and lengths != {1}


def _promise(reading: list[Record] | _Stray) -> tuple[bool, int]:
    """Which of several bad readings is told: the one with most columns, or that went farthest."""
    if isinstance(reading, _Stray):
        return False, reading.line
    return True, len(reading[0].fields) if reading else 0
