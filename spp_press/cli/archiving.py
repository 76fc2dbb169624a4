"""``spp-press archive``: every issue brought up to date in parallel, and their catalogue."""

from __future__ import annotations

import json
import os
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from rich.live import Live
from rich.table import Table
from rich.text import Text

from spp_press.archive import Archive, Crew, LocalCrew, Outcome, State, write_catalogue
from spp_press.catalogue.words import word
from spp_press.cli.checking import record
from spp_press.cli.place import root_of
from spp_press.cli.show import Show
from spp_press.folders import cache_folder
from spp_press.numbering import list_issues
from spp_press.problems import Exit, InputError, Problem, Report
from spp_press.writing import check_writable, locked

_REFRESH = 8  # times a second


@dataclass(frozen=True)
class Wish:
    """The options of ``archive``, as they were given."""

    only: tuple[str, ...]
    jobs: int | None
    output: Path | None
    root: Path | None
    cache: Path | None
    cluster: str | None
    anyway: bool
    json: bool


def press_archive(wish: Wish, show: Show) -> Exit:
    """Press what has changed and write the catalogue; SOME_FAILED if an issue failed."""
    root = root_of(wish.root)
    home = wish.output or root / "build" / "archive"
    noted = Report()
    names = [name for name, _, _ in list_issues(root, noted)]
    wanted = _chosen(names, wish.only)
    archive = Archive(root, home, cache=cache_folder(wish.cache), anyway=wish.anyway)
    check_writable(home)
    outcomes = []
    with locked(home, "archive", lambda: show.note(word("waiting-archive", show.lang))):
        with _Board(len(wanted), show) as board:
            for outcome in archive.press(wanted, lambda: _crew(wish, root), board.hear):
                board.note(outcome)
                outcomes.append(outcome)
                if wish.json:
                    print(json.dumps(_said(outcome, show.lang), ensure_ascii=False), flush=True)
        written = write_catalogue(home, archive.listings(names))
    _tell(outcomes, show)
    show.problems(noted)
    counts = Counter(outcome.state.value for outcome in outcomes)
    summary = word("archived", show.lang, **{state.value: counts[state.value] for state in State})
    for line in (summary, *map(str, written)):
        (show.note if wish.json else show.line)(line)
    return Exit.SOME_FAILED if counts[State.FAILED.value] else Exit.DONE


def _crew(wish: Wish, root: Path) -> Crew:
    if wish.cluster is None:
        return LocalCrew(wish.jobs or os.cpu_count() or 1)
    from spp_press.archive.cluster import ClusterCrew

    return ClusterCrew(wish.cluster, root)


def _chosen(names: Sequence[str], only: Sequence[str]) -> list[str]:
    """The issues that one of the patterns ``only`` names; all, without any."""
    if not names:
        raise InputError([Problem("archive-empty")])
    issues = ("issues", ", ".join(names[-12:]))
    unused = [p for p in only if not any(fnmatchcase(name, p) for name in names)]
    if unused:
        raise InputError(
            Problem("only-nothing", values=(("pattern", pattern), issues)) for pattern in unused
        )
    return [n for n in names if not only or any(fnmatchcase(n, pattern) for pattern in only)]


def _tell(outcomes: Sequence[Outcome], show: Show) -> None:
    """What is wrong, under the name of each issue that failed or is not as it was printed."""
    for outcome in outcomes:
        failed = outcome.state is State.FAILED
        if failed:
            show.note(f"{outcome.identifier}  {word('state-failed', show.lang)}")
        shown = (*outcome.unlike_printed, *(outcome.problems if failed or show.verbose else ()))
        if shown and not failed:
            show.note(outcome.identifier)
        show.problems(shown)


def _said(outcome: Outcome, lang: str) -> dict[str, object]:
    return {
        "issue": outcome.identifier,
        "state": outcome.state.value,
        "exit": int(outcome.exit),
        "problems": [
            record(problem, lang) for problem in (*outcome.unlike_printed, *outcome.problems)
        ],
    }


class _Board:
    """One live table, on a terminal only: how many are done, and what each process is at."""

    def __init__(self, total: int, show: Show) -> None:
        self._total = total
        self._show = show
        self._counts: Counter[State] = Counter()
        self._running: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()
        self._live: Live | None = None
        if show.is_watched and not show.quiet:
            self._live = Live(
                get_renderable=self._table,
                console=show.err,
                refresh_per_second=_REFRESH,
                transient=True,
            )

    def __enter__(self) -> _Board:
        if self._live:
            self._live.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._live:
            self._live.stop()

    def hear(self, name: str, stage: str) -> None:
        """An issue has come to a stage; from any thread."""
        with self._lock:
            began = self._running[name][1] if name in self._running else time.monotonic()
            self._running[name] = (stage, began)

    def note(self, outcome: Outcome) -> None:
        """An issue is done."""
        with self._lock:
            self._running.pop(outcome.identifier, None)
            self._counts[outcome.state] += 1

    def _table(self) -> Table:
        lang = self._show.lang
        with self._lock:
            running = dict(self._running)
            counts = {state.value: self._counts[state] for state in State}
        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_row(Text(f"{sum(counts.values())}/{self._total}", style="bold"),
                      Text(word("archived", lang, **counts), style="dim"))  # fmt: skip
        for name, (stage, began) in running.items():
            seconds = f"{time.monotonic() - began:.0f} s"
            table.add_row(Text(name), Text(f"{word(f'stage-{stage}', lang)}  {seconds}"))
        return table
