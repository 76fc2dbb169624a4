"""``spp-press list`` and ``spp-press new``: which issues there are, and the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from spp_press.catalogue import say
from spp_press.catalogue.words import word
from spp_press.cli.checking import record
from spp_press.cli.place import root_of, root_option
from spp_press.cli.show import Show
from spp_press.numbering import Number, gaps_in, list_issues, next_number, read_numbers
from spp_press.problems import Problem, Report, UsageError
from spp_press.starting import start_issue


def list_all(root: Path | None, as_json: bool, show: Show) -> None:
    """Print every issue with its numbering, what is wrong with it, and what is missing before."""
    report = Report()
    issues = list_issues(root_of(root), report)
    if as_json:
        show.document([_said(*issue, show.lang) for issue in issues])
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("issue", "number", "cumulative", "state"):
        table.add_column(word(f"column-{column}", show.lang))
    missing = {gap.after: gap for gap in gaps_in(number for _, number, _ in issues if number)}
    for identifier, number, problems in issues:
        if number and (gap := missing.get(number)):
            state = word("state-missing", show.lang, count=gap.missing)
            table.add_row("", gap.full_label, gap.cumulative_label, state)
        state = "；".join(say(p, show.lang) for p in problems if p.is_error or number is None)
        table.add_row(
            identifier,
            f"{number.year}年{number.label}" if number else "",
            number.cumulative_label if number else "",
            state or word("state-good", show.lang),
        )
    show.out.print(table)
    show.problems(report)


def _said(
    identifier: str, number: Number | None, problems: Sequence[Problem], lang: str
) -> dict[str, object]:
    return {
        "issue": identifier,
        "number": None if number is None else number._asdict(),
        "label": None if number is None else number.full_label,
        "cumulative": None if number is None else number.cumulative_label,
        "problems": [record(problem, lang) for problem in problems],
    }


@dataclass(frozen=True)
class Wish:
    """Which issue to start: the one named, or the next, of a year, as a 合刊 of two or a 增刊."""

    issue: str | None
    year: int | None
    joint: bool
    supplement: bool


def start(wish: Wish, root: Path | None, show: Show) -> None:
    """Start an issue; say where it is and how its numbers were found.

    Raises UsageError for what contradicts itself.
    """
    chosen = {"--joint": wish.joint, "--supplement": wish.supplement, "--year": bool(wish.year)}
    options = [option for option, is_chosen in chosen.items() if is_chosen]
    if (wish.issue and options) or (wish.joint and wish.supplement):
        options = [wish.issue, *options] if wish.issue else options[:2]
        raise UsageError([Problem("usage-together", values=(("options", "、".join(options)),))])
    report = Report()
    root = root_of(root)
    folder = start_issue(root, wish.issue or _next(wish, root, report), report)
    show.problems(report)
    at = root_option(root)
    show.line(word("started", show.lang, path=folder, issue=folder.name, at=at))


def _next(wish: Wish, root: Path, report: Report) -> str:
    others = read_numbers(root / "issues", Report()).values()
    today = datetime.now(UTC).year  # of the first issue of all: nothing else tells it
    found = next_number(others, today, year=wish.year, supplement=wish.supplement, joint=wish.joint)
    values = {"this": found.number.full_label, "instead": found.instead}
    if wish.year:
        report.notice("number-of-year", None, **values)
    elif found.after is None:
        report.notice("number-first", None, **values)
    else:
        key = "number-next-year" if found.ended else "number-next"
        report.notice(key, None, **values, other=found.after.full_label, ended=found.ended)
    return found.number.identifier
