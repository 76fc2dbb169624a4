"""``spp-press list`` and ``spp-press new``: which issues there are, and the next one."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table

from spp_press.catalogue import say
from spp_press.catalogue.words import word
from spp_press.cli.place import root_of
from spp_press.cli.show import Show
from spp_press.issue import list_issues
from spp_press.problems import Report
from spp_press.starting import start_issue


def list_all(root: Path | None, show: Show) -> None:
    """Print every issue with its numbering, and what is wrong with it."""
    report = Report()
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("issue", "number", "cumulative", "state"):
        table.add_column(word(f"column-{column}", show.lang))
    for identifier, number, problems in list_issues(root_of(root), report):
        state = "；".join(say(p, show.lang) for p in problems if p.is_error)
        table.add_row(
            identifier,
            f"{number.year}年{number.label}" if number else "",
            number.cumulative_label if number else "",
            state or word("state-good", show.lang),
        )
    show.out.print(table)
    show.problems(report)


def start(issue: str, root: Path | None, show: Show) -> None:
    """Start the issue ``issue`` and say where it is."""
    report = Report()
    folder = start_issue(root_of(root), issue, report)
    show.problems(report)
    show.line(word("started", show.lang, path=folder, issue=folder.name))
