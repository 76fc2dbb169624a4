"""TOML text → checked values, each with its line.

A :class:`Table` is asked for its keys one by one, with the shape each must have; what is then left
over in it is unknown. Nothing is guessed: a number in quotes is not a number.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from spp_press.problems import Place, Report
from spp_press.reading import Folder, nearest, shown, vet_characters, visible

_Path = tuple[str | int, ...]
SETTINGS_CAP = 256 << 10  # bytes
_LONGEST = 2000  # characters in one value
_MOST = 500  # items of one list
_ENOUGH = 20  # messages about one table's unknown keys
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


class Table:
    """One table of a settings file: a typed view that notes what is not as it has to be.

    Each method takes a key, marks it as known, and gives its value, or None where the key is
    absent or wrong; ``required`` makes its absence an error. :meth:`finish` notes unknown keys.
    """

    def __init__(
        self,
        values: Mapping[str, object],
        file: str,
        lines: Mapping[_Path, int],
        report: Report,
        *,
        path: _Path = (),
        outer: Table | None = None,
    ) -> None:
        self._values = values
        self._file = file
        self._lines = lines
        self._report = report
        self._path = path
        self._outer = outer
        self._known: list[str] = []

    def place(self, *keys: str | int) -> Place:
        """The line of a key, or of an item of it; the table's own line without ``keys``."""
        path = (*self._path, *keys)
        while path and path not in self._lines:
            path = path[:-1]
        return Place(self._file, self._lines.get(path))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str, *, required: bool = False) -> str | None:
        """A line of text that is not empty."""
        value = self._get(key, required)
        return None if value is None else self._line(value, key)

    def prose(self, key: str, *, required: bool = False) -> str | None:
        """Text that is not empty, of one line or several."""
        value = self._get(key, required)
        return None if value is None else self._line(value, key, several=True)

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of lines of text."""
        lines = (self._line(item, key, i) for i, item in enumerate(self._items(key, required)))
        return tuple(line for line in lines if line is not None)

    def whole(self, key: str, low: int, high: int, *, required: bool = False) -> int | None:
        """A whole number from ``low`` to ``high``."""
        value = self._get(key, required)
        if value is None:
            return None
        if type(value) is not int:  # True is an int too
            self._wrong(key, "whole")
            return None
        if not low <= value <= high:
            self._report.error("key-range", self.place(key), setting=key, low=low, high=high)
            return None
        return value

    def number(self, key: str, low: float, high: float, *, required: bool = False) -> float | None:
        """A number from ``low`` to ``high``."""
        value = self._get(key, required)
        if value is None:
            return None
        if type(value) not in (int, float):
            self._wrong(key, "number")
            return None
        number = float(str(value))
        if not low <= number <= high:
            self._report.error("key-range", self.place(key), setting=key, low=low, high=high)
            return None
        return number

    def numbers(self, key: str, count: int, low: float, high: float) -> tuple[float, ...] | None:
        """A list of exactly ``count`` numbers from ``low`` to ``high``; it has to be there."""
        items = self._items(key, required=True)
        if len(items) == count and all(type(item) in (int, float) for item in items):
            found = tuple(float(str(item)) for item in items)
            if all(low <= number <= high for number in found):
                return found
        if key in self:
            values = {"setting": key, "count": count, "low": low, "high": high}
            numbers = [item for item in items if type(item) in (int, float)]
            outside = [n for n in numbers if not low <= float(str(n)) <= high]
            if outside and len(items) == len(numbers) == count:
                values = {"setting": key, "value": outside[0], "low": low, "high": high}
                self._report.error("key-number-range", self.place(key), **values)
                return None
            self._report.error("key-not-numbers", self.place(key), **values)
        return None

    def colour(self, key: str) -> tuple[int, int, int] | None:
        """A colour, ``#006c6a``, as sRGB 0–255; it has to be there."""
        value = self.text(key, required=True)
        if value is None:
            return None
        if not _COLOUR.fullmatch(value):
            self._wrong(key, "colour")
            return None
        return _rgb(value)

    def colours(self, key: str) -> tuple[tuple[int, int, int], ...]:
        """A list of colours, each as :meth:`colour` gives one."""
        values = self.texts(key)
        if all(_COLOUR.fullmatch(value) for value in values):
            return tuple(map(_rgb, values))
        self._wrong(key, "colour")
        return ()

    def flag(self, key: str) -> bool:
        """True or false; false where absent."""
        value = self._get(key, required=False)
        if value is None or isinstance(value, bool):
            return bool(value)
        self._wrong(key, "flag")
        return False

    def day(self, key: str) -> date | None:
        """A date without a time."""
        value = self._get(key, required=False)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._wrong(key, "day")
        return None

    def choice(self, key: str, among: Collection[str], *, required: bool = False) -> str | None:
        """One of the words ``among``."""
        value = self.text(key, required=required)
        if value is None or value in among:
            return value
        words = ", ".join(among)
        like = nearest(value, among) or next(iter(among))
        place = self.place(key)
        self._report.error("key-choice", place, setting=key, value=value, among=words, like=like)
        return None

    def names(self) -> tuple[str, ...]:
        """Its keys, in the order of the file."""
        return tuple(self._values)

    def table(self, key: str, *, required: bool = False) -> Table | None:
        """A table within this one."""
        value = self._get(key, required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong(key, "table")
            return None
        return self._inner(value, key)

    def tables(self, key: str, *, required: bool = False) -> tuple[Table, ...]:
        """A list of tables: ``[[key]]``."""
        found = []
        for i, item in enumerate(self._items(key, required)):
            if isinstance(item, dict):
                found.append(self._inner(item, key, i))
            else:
                self._wrong(key, "tables", i)
        return tuple(found)

    def mixed(self, key: str, *, required: bool = False) -> Iterator[Table | str | None]:
        """A list whose items are lines of text or tables; None stands for one that is wrong."""
        for i, item in enumerate(self._items(key, required)):
            if isinstance(item, dict):
                yield self._inner(item, key, i)
            elif isinstance(item, str):
                yield self._line(item, key, i)
            else:
                self._wrong(key, "text-or-table", i)
                yield None

    def finish(self) -> None:
        """Note every key that was not asked for."""
        unknown = [key for key in self._values if key not in self._known]
        for key in unknown[:_ENOUGH]:
            if self._outer and key in self._outer._known and not self._is_inline(key):
                table = "[[{}]]" if isinstance(self._path[-1], int) else "[{}]"
                table = table.format(next(p for p in reversed(self._path) if isinstance(p, str)))
                self._report.error("key-below", self.place(key), setting=key, table=table)
                continue
            like = nearest(key, self._known)
            name = "key-unknown-like" if like else "key-unknown"
            known = ", ".join(self._known)
            self._report.error(name, self.place(key), setting=shown(key), like=like, known=known)

    def _is_inline(self, key: str) -> bool:
        """Whether the table is written ``{ … }``, on the line of its key."""
        return self.place(key) == self.place()

    def _get(self, key: str, required: bool) -> object | None:
        self._known.append(key)
        if required and key not in self._values:
            self._report.error("key-missing", self.place(), setting=key)
        return self._values.get(key)

    def _items(self, key: str, required: bool) -> list[object]:
        value = self._get(key, required)
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(key, "list")
            return []
        if len(value) > _MOST:
            self._report.error("key-many", self.place(key), setting=key, limit=_MOST)
        return value[:_MOST]

    def _line(self, value: object, *keys: str | int, several: bool = False) -> str | None:
        key = str(keys[0])
        place = self.place(*keys)
        if not isinstance(value, str):
            self._wrong(key, "text", *keys[1:])
            return None
        if not visible(value).strip():
            self._report.error("key-empty", place, setting=key)
            return None
        if not several and "\n" in value:
            self._report.error("key-lines", place, setting=key)
            return None
        if len(value) > _LONGEST:
            self._report.error("key-long", place, setting=key, limit=_LONGEST)
            return None
        # an escape such as \u0000 is seen only now
        fit = vet_characters(value, place.file, self._report, place.line or 1)
        return visible(value).strip() if fit else None

    def _wrong(self, key: str, expected: str, *items: str | int) -> None:
        self._report.error(f"key-not-{expected}", self.place(key, *items), setting=key)

    def _inner(self, values: Mapping[str, object], *keys: str | int) -> Table:
        path = (*self._path, *keys)
        return Table(values, self._file, self._lines, self._report, path=path, outer=self)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def read_settings(folder: Folder, name: str, report: Report) -> Table | None:
    """The settings in the file ``name`` of ``folder``, or None if an error was noted."""
    text = folder.text(name, report, cap=SETTINGS_CAP)
    return None if text is None else parse_settings(text, folder.place(name).file, report)


def parse_settings(text: str, file: str, report: Report) -> Table | None:
    """The settings in ``text``, or None if it is not TOML, which is noted with its line."""
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        from spp_press.slips import find_slip

        slip = find_slip(text, str(error))
        values = {"source": slip.source, "reason": str(error).partition("(at")[0], **slip.values}
        values = {name: shown(value.strip()) for name, value in values.items()}
        report.error(slip.key, Place(file, slip.line), **values)
        return None
    return Table(values, file, key_lines(text), report)


def key_lines(text: str) -> dict[_Path, int]:
    """The line of every key and list item in ``text``, which has to be valid TOML."""
    return _Lines(text).found


class _Lines:
    """A light scanner for places only; :mod:`tomllib` has found the text to be valid."""

    _blank = re.compile(r"(?:[ \t\n\r]|#[^\n]*)*")
    _string = re.compile(
        r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\]|\\.)*"|\'[^\']*\'', re.DOTALL
    )
    _bare = re.compile(r"[A-Za-z0-9_-]+")
    _scalar = re.compile(r"[^,\]}\n#]+")

    def __init__(self, text: str) -> None:
        self.found: dict[_Path, int] = {}
        self._text = text
        self._at = 0
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._lists: dict[_Path, int] = {}
        self._document()

    def _document(self) -> None:
        prefix: _Path = ()
        while self._skip(self._blank) < len(self._text):
            double = self._text.startswith("[[", self._at)
            if double or self._text[self._at] == "[":
                self._at += 2 if double else 1
                prefix = self._header(double)
            else:
                self._pair(prefix)

    def _header(self, double: bool) -> _Path:
        line = self._line()
        *outer, last = self._key()
        path: _Path = ()
        for part in outer:
            self.found.setdefault((*path, part), line)
            path = self._latest((*path, part))
        path = (*path, last)
        if double:
            self._lists[path] = self._lists.get(path, -1) + 1
            self.found.setdefault(path, line)
            path = self._latest(path)
        self.found.setdefault(path, line)
        self._at += 2 if double else 1
        return path

    def _latest(self, path: _Path) -> _Path:
        return (*path, self._lists[path]) if path in self._lists else path

    def _pair(self, prefix: _Path) -> None:
        line = self._line()
        path = prefix
        for part in self._key():
            path = (*path, part)
            self.found.setdefault(path, line)
        self._at += 1  # =
        self._value(path)

    def _key(self) -> list[str]:
        parts = []
        while True:
            self._skip(self._blank)
            if self._text[self._at] in "\"'":
                quoted = self._take(self._string)
                parts.append(str(next(iter(tomllib.loads(quoted + "=0")))))
            else:
                parts.append(self._take(self._bare))
            self._skip(self._blank)
            if self._text[self._at] != ".":
                return parts
            self._at += 1

    def _value(self, path: _Path) -> None:
        self._skip(self._blank)
        opening = self._text[self._at]
        if opening == "[":
            self._inside("]", path)
        elif opening == "{":
            self._inside("}", path)
        elif opening in "\"'":
            self._take(self._string)
        else:
            self._take(self._scalar)

    def _inside(self, closing: str, path: _Path) -> None:
        self._at += 1
        index = 0
        while self._skip(self._blank) < len(self._text) and self._text[self._at] != closing:
            if self._text[self._at] == ",":
                self._at += 1
            elif closing == "}":
                self._pair(path)
            else:
                self.found.setdefault((*path, index), self._line())
                self._value((*path, index))
                index += 1
        self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        assert found, "the text is valid TOML"
        self._at = found.end()
        return found[0]

    def _line(self) -> int:
        return bisect(self._ends, self._at - 1) + 1
