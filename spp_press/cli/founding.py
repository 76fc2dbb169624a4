"""``spp-press init``: a new bulletin in an empty folder, what it needs given or asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spp_press.catalogue.words import word
from spp_press.cli.place import root_option
from spp_press.cli.show import Show
from spp_press.founding import Founding, found_bulletin
from spp_press.numbering import parse_identifier
from spp_press.problems import Problem, Report


@dataclass(frozen=True)
class Wish:
    """The options of ``init``, as they were given."""

    name: str | None
    publisher: str | None
    first: str | None
    cumulative: int | None
    editor: str | None
    style: str


def start_bulletin(folder: Path, wish: Wish, show: Show) -> None:
    """Begin a bulletin in ``folder`` and say what to do next."""
    report = Report()
    name = _value("name", wish.name, show, report)
    publisher = _value("publisher", wish.publisher, show, report)
    first = _value("first", wish.first, show, report)
    number = parse_identifier(first)
    if first and number is None:
        report.error("identifier-wrong", None, name=first)
    report.raise_errors()
    assert number is not None
    number = number._replace(cumulative=wish.cumulative or number.number)
    founding = Founding(name, publisher, number, wish.editor or "", wish.style)
    issue = found_bulletin(folder.absolute(), founding, report)
    path = folder.resolve()
    values = {"path": path, "issue": issue.name, "number": number.cumulative_label}
    show.line(word("founded", show.lang, **values, at=root_option(path)))


def _value(key: str, given: str | None, show: Show, report: Report) -> str:
    """An option's value; asked for where a person is there."""
    value = (given or "").strip()
    while not value and show.asks:
        value = show.asked(word(f"ask-{key}", show.lang))
    if not value:
        values = (("what", word(f"ask-{key}", show.lang)), ("option", f"--{key}"))
        report.add(Problem("bulletin-value", values=values))
    return value
