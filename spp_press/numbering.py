"""An issue's number: 2021年第1期, 总第3期, what it is called, and whether it fits its neighbours.

``2021-1`` is a year and a number; 合刊 ``2021-3-4`` counts as two; 增刊 ``2021-S1`` is numbered
apart, in its year and cumulatively. Within a year, cumulative number minus number is constant.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from spp_press.problems import InputError, Place, Problem, Report
from spp_press.reading import Folder, shown
from spp_press.settings import SETTINGS_CAP, Table
from spp_press.years import YEARS

LARGEST = 99_999
_IDENTIFIER = re.compile(
    r"([0-9]{4})-(?:([1-9][0-9]{0,4})(?:-([1-9][0-9]{0,4}))?|S([1-9][0-9]{0,4}))"
)
_HEAD = re.compile(r"^[ \t]*\[", re.MULTILINE)
_DIGITS = "〇一二三四五六七八九"


class Number(NamedTuple):
    """An issue's place in the series; ``last`` is ``number``, but for a 合刊.

    ``cumulative`` is the first cumulative number of a 合刊; 增刊 have their own series of both.
    """

    year: int
    number: int
    last: int
    cumulative: int
    supplement: bool = False

    @property
    def identifier(self) -> str:
        """``2021-1``, ``2021-3-4`` or ``2021-S1``: the name of the issue's folder."""
        if self.supplement:
            return f"{self.year}-S{self.number}"
        return f"{self.year}-{self._span(self.number, self.last)}"

    @property
    def last_cumulative(self) -> int:
        """The last cumulative number that the issue takes."""
        return self.cumulative + self.last - self.number

    @property
    def label(self) -> str:
        """第1期, 第3-4期 or 增刊第1期."""
        return self._prefixed(f"第{self._span(self.number, self.last)}期")

    @property
    def label_han(self) -> str:
        """第一期, 第三-四期 or 增刊第一期."""
        numbers = dict.fromkeys((self.number, self.last))
        return self._prefixed(f"第{'-'.join(map(han_number, numbers))}期")

    @property
    def cumulative_label(self) -> str:
        """总第3期, 总第5-6期 or 增刊总第1期."""
        return self._prefixed(f"总第{self._span(self.cumulative, self.last_cumulative)}期")

    @property
    def full_label(self) -> str:
        """2021年第1期."""
        return f"{self.year}年{self.label}"

    @property
    def order(self) -> tuple[bool, int, int]:
        """What the issues of a series are sorted by; supplements come after all others."""
        return self.supplement, self.year, self.number

    def _prefixed(self, label: str) -> str:
        return f"增刊{label}" if self.supplement else label

    @staticmethod
    def _span(first: int, last: int) -> str:
        return str(first) if first == last else f"{first}-{last}"


class Gap(NamedTuple):
    """The issues between ``before`` and ``after``, two of one series, that are not there."""

    before: Number
    after: Number

    @property
    def first(self) -> int:
        """The first cumulative number that is missing."""
        return self.before.last_cumulative + 1

    @property
    def last(self) -> int:
        """The last cumulative number that is missing."""
        return self.after.cumulative - 1

    @property
    def missing(self) -> int:
        """How many are missing."""
        return self.last - self.first + 1

    @property
    def cumulative_label(self) -> str:
        """总第4期 or 总第4–6期."""
        numbers = dict.fromkeys((self.first, self.last))
        return self.after._prefixed(f"总第{'–'.join(map(str, numbers))}期")

    @property
    def full_label(self) -> str:
        """2020年第4期 or 2020年第4期–2021年第1期; empty where a whole year may be missing."""
        if self.after.year - self.before.year > 1:
            return ""
        return "–".join(map(self._label_of, dict.fromkeys((self.first, self.last))))

    def _label_of(self, cumulative: int) -> str:
        year, number = self.after.year, self.after.number - self.after.cumulative + cumulative
        if number < 1:
            year, number = self.before.year, self.before.last + cumulative - self.first + 1
        return self.after._replace(year=year, number=number, last=number).full_label


def gaps_in(numbers: Iterable[Number]) -> tuple[Gap, ...]:
    """What is missing between the issues, and between the 增刊, each in their order."""
    numbers = sorted(numbers, key=lambda number: number.order)
    return tuple(
        Gap(before, after)
        for before, after in pairwise(numbers)
        if before.supplement == after.supplement and before.last_cumulative + 1 < after.cumulative
    )


def han_number(number: int) -> str:
    """``number``, from 1 to 99,999, in Chinese: 十二, 一百零五."""
    digits = str(number)
    words = ""
    for i, digit in enumerate(digits):
        unit = ("", "十", "百", "千", "万")[len(digits) - 1 - i]
        if digit != "0":
            words += _DIGITS[int(digit)] + unit
        elif not words.endswith("零") and digits[i:].strip("0"):
            words += "零"
    return words.removeprefix("一") if words.startswith("一十") else words


def parse_identifier(identifier: str) -> Number | None:
    """The number that an issue's name tells, its cumulative number 0, or None if it tells none."""
    found = _IDENTIFIER.fullmatch(identifier)
    if not found or not YEARS[0] <= int(found[1]) <= YEARS[1]:
        return None
    if found[4]:
        return Number(int(found[1]), int(found[4]), int(found[4]), 0, supplement=True)
    number = int(found[2])
    last = int(found[3] or number)
    return None if found[3] and last <= number else Number(int(found[1]), number, last, 0)


def read_number(table: Table, identifier: str, report: Report) -> Number | None:
    """The number in an issue's settings, which has to be what its folder is called."""
    year = table.whole("year", *YEARS, required=True)
    number = table.whole("number", 1, LARGEST, required=True)
    last = table.whole("last", 1, LARGEST) or number
    cumulative = table.whole("cumulative", 1, LARGEST, required=True)
    supplement = table.flag("supplement")
    if year is None or number is None or last is None or cumulative is None:
        return None
    if last < number or (supplement and last != number):
        report.error("number-last", table.place("last"), number=number, last=last)
        return None
    found = Number(year, number, last, cumulative, supplement)
    if found.identifier != identifier:
        place = table.place("number")
        report.error("number-folder", place, folder=shown(identifier), expected=found.identifier)
    return found


def read_numbers(issues: Path, report: Report, leave_out: str = "") -> dict[str, Number | None]:
    """The numbers of the issues in the folder ``issues``, by name; None where one is broken.

    Of each only the head of its settings is read: an archive has a thousand of them.
    """
    numbers: dict[str, Number | None] = {}
    for name in Folder(issues).names():
        if name == leave_out or not (issues / name).is_dir():
            continue
        if parse_identifier(name) or "issue.toml" in Folder(issues / name).names():
            numbers[name] = _head_number(Folder(issues / name, f"issues/{shown(name)}/"), name)
            if numbers[name] is None:
                report.warning("neighbour-broken", Place(f"issues/{shown(name)}/issue.toml"))
    return numbers


def _head_number(folder: Folder, name: str) -> Number | None:
    try:
        text = folder.read("issue.toml", SETTINGS_CAP).decode("utf-8-sig")
        values = _head(text.replace("\r\n", "\n"))
    except (InputError, ValueError, RecursionError):
        return None
    silent = Report()
    number = read_number(Table(values, "", {}, silent), name, silent)
    return None if silent.errors else number


def _head(text: str) -> Mapping[str, object]:
    head = _HEAD.search(text)
    try:
        return tomllib.loads(text[: head.start()] if head else text)
    except ValueError:
        return tomllib.loads(text)


def check_number(
    number: Number, others: Mapping[str, Number | None], place: Place, report: Report
) -> None:
    """Note what contradicts another issue (an error), and a gap before this one (a warning)."""
    series = [o for o in others.values() if o and o.supplement == number.supplement]
    for other in series:
        key = _contradiction(number, other)
        if key:
            values = {
                "this": number.full_label,
                "cumulative": number.cumulative_label,
                "other": other.identifier,
                "other_cumulative": other.cumulative_label,
                "expected": number.number + other.cumulative - other.number,
            }
            report.error(key, place, **values)
    before = _before(number, series)
    if before and before.last_cumulative + 1 < number.cumulative:
        missing = number.cumulative - before.last_cumulative - 1
        report.warning("number-gap", place, before=before.identifier, missing=missing)


def issues_before(numbers: Mapping[str, Number | None]) -> dict[str, dict[str, Number]] | None:
    """For each issue the one before it, to check it against; None if any two contradict.

    Where no two that follow each other contradict, no others do: an archive has a thousand issues.
    """
    before: dict[str, dict[str, Number]] = {}
    for supplement in (False, True):
        series = [(n, number) for n, number in numbers.items()
                  if number and number.supplement == supplement]  # fmt: skip
        for (name, number), (after, next_) in pairwise(sorted(series, key=lambda s: s[1].order)):
            if _contradiction(number, next_):
                return None
            before[after] = {name: number}
    return before


def _contradiction(one: Number, two: Number) -> str | None:
    """What is wrong between two issues of one series: a key of the catalogue."""
    same_year = one.year == two.year
    if same_year and one.number <= two.last and two.number <= one.last:
        return "number-repeated"
    if one.cumulative <= two.last_cumulative and two.cumulative <= one.last_cumulative:
        return "cumulative-repeated"
    if same_year and one.cumulative - one.number != two.cumulative - two.number:
        return "cumulative-offset"
    if (one.order < two.order) != (one.cumulative < two.cumulative):
        return "cumulative-order"
    return None


def next_cumulative(number: Number, others: Iterable[Number | None]) -> tuple[int, Number | None]:
    """The cumulative number that follows for ``number``, and the issue that it follows from.

    The issues between are taken to be missing, not renumbered; without any issue before or after,
    the series begins with this year.
    """
    series = _series(others, number.supplement)
    same_year = [o for o in series if o.year == number.year]
    if same_year:
        near = _before(number, same_year) or same_year[0]
        return number.number + near.cumulative - near.number, near
    before = _before(number, series)
    if before:
        return before.last_cumulative + number.number, before
    after = min((o for o in series if o.order > number.order), key=lambda o: o.order, default=None)
    if after:
        first = after.cumulative - after.number + 1  # of the later year
        return max(first - 1 - (number.last - number.number), 1), after
    return number.number, None


class Next(NamedTuple):
    """The issue that comes next, its cumulative number 0; ``after`` is the one before it.

    ``ended`` is the last number of the year before ``after``'s, if that is why a year has ended.
    """

    number: Number
    after: Number | None
    ended: int | None = None

    @property
    def instead(self) -> str:
        """What the issue would be called if the year had ended, or had not."""
        if self.ended and self.after:
            return f"{self.after.year}-{self.after.last + 1}"
        return self.number._replace(year=self.number.year + 1, number=1, last=1).identifier


def next_number(
    others: Iterable[Number | None],
    today: int,
    *,
    year: int | None = None,
    supplement: bool = False,
    joint: bool = False,
) -> Next:
    """The issue after the last one, of ``year`` if it is given; a 合刊 of two; or a 增刊.

    A year has ended when it has as many issues as the year before had, and a 增刊 belongs to the
    year that the issues have come to; ``today`` is only the year of the first issue of all.
    """
    others = list(others)
    series = _series(others, supplement)
    ended = None
    if year is None and series and not supplement:
        ended = _last_of_year(series, series[-1])
        year = series[-1].year + 1 if ended else series[-1].year
    elif year is None:
        year = max((other.year for other in others if other), default=today)
    start = max((other.last for other in series if other.year == year), default=0) + 1
    number = Number(year, start, start + joint, 0, supplement)
    return Next(number, _before(number, series), ended)


def _last_of_year(series: Sequence[Number], after: Number) -> int | None:
    """The last number of the year before, if ``after`` has come to it."""
    earlier = max((o.year for o in series if o.year < after.year), default=None)
    if earlier is None:
        return None
    most = max(o.last for o in series if o.year == earlier)
    return most if after.last >= most else None


def _series(numbers: Iterable[Number | None], supplement: bool) -> list[Number]:
    found = (number for number in numbers if number and number.supplement == supplement)
    return sorted(found, key=lambda number: number.order)


def _before(number: Number, series: Iterable[Number]) -> Number | None:
    earlier = (other for other in series if other.order < number.order)
    return max(earlier, key=lambda other: other.order, default=None)


def list_issues(root: Path, report: Report) -> list[tuple[str, Number | None, tuple[Problem, ...]]]:
    """The issues of a bulletin in the order of their numbers, each with what is wrong with it.

    An issue whose number cannot be read comes last. ``report`` gets all the problems as well.
    """
    noted = Report()
    numbers = read_numbers(root / "issues", noted)
    before = issues_before(numbers)
    listed = []
    for name, number in numbers.items():
        place = Place(f"issues/{shown(name)}/issue.toml")
        own = Report([p for p in noted if p.place == place])
        if number:
            if before is None:
                others = {n: other for n, other in numbers.items() if n != name}
                check_number(number, others, place, own)
            else:
                check_number(number, before.get(name, {}), place, own)
        report.extend(own)
        listed.append((name, number, tuple(own)))
    return sorted(listed, key=lambda item: (item[1] is None, item[1].order if item[1] else item[0]))
