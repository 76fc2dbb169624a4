"""What the command prints: problems in a table, progress by stage, the summary."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.prompt import Confirm
from rich.table import Table
from rich.text import Text

from spp_press.catalogue import remedy, say
from spp_press.catalogue.words import word
from spp_press.problems import Problem, Severity

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}


class Show:
    """Prints for people: results on standard output, everything else on standard error."""

    def __init__(self, lang: str, *, quiet: bool = False, verbose: bool = False) -> None:
        self.lang = lang
        self.quiet = quiet
        self.verbose = verbose
        self.out = Console(highlight=False, soft_wrap=True)
        self.err = Console(stderr=True, highlight=False)

    def line(self, text: str) -> None:
        """A line of the result."""
        if not self.quiet:
            self.out.print(Text(text))

    def note(self, text: str) -> None:
        """Something to know while it goes on."""
        if not self.quiet:
            self.err.print(Text(text))

    def problems(self, problems: Iterable[Problem]) -> None:
        """A table of problems, each with its place and its remedy; plain lines in a pipe."""
        shown = [p for p in problems if self._is_shown(p)]
        if not shown:
            return
        if not self.err.is_terminal:
            for problem in shown:
                self.err.print(Text(self._plain(problem)), soft_wrap=True)
            return
        table = Table(box=None, pad_edge=False, header_style="dim")
        table.add_column("")
        for column in ("column-place", "column-what", "column-remedy"):
            table.add_column(word(column, self.lang), overflow="fold")
        for problem in shown:
            table.add_row(
                Text(self._severity(problem), style=_COLOURS[problem.severity]),
                Text(str(problem.place or "")),
                Text(say(problem, self.lang)),
                Text(remedy(problem, self.lang), style="dim"),
            )
        self.err.print(table)

    def agreed(self, question: str) -> bool:
        """Ask, where there is somebody to ask; elsewhere nobody has agreed."""
        if not (self.err.is_terminal and sys.stdin.isatty()):
            return False
        try:
            return Confirm.ask(question, console=self.err, default=False)
        except EOFError:
            return False

    @contextmanager
    def progress(self, title: str) -> Iterator[Callable[[str], None]]:
        """Tells of each stage as it begins, on a terminal only."""
        if self.quiet or not self.err.is_terminal:
            yield lambda stage: None
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=self.err, transient=True) as progress:
            task = progress.add_task(title)

            def tell(stage: str) -> None:
                described = f"{title}  {word(f'stage-{stage}', self.lang)}"
                progress.update(task, description=described)

            yield tell

    def _is_shown(self, problem: Problem) -> bool:
        if self.quiet:
            return problem.is_error
        return self.verbose or problem.severity is not Severity.NOTICE

    def _severity(self, problem: Problem) -> str:
        return word(f"severity-{problem.severity.value}", self.lang)

    def _plain(self, problem: Problem) -> str:
        place = f"{problem.place}: " if problem.place else ""
        what, to_do = say(problem, self.lang), remedy(problem, self.lang)
        stop = "。" if self.lang == "zh" else ". "
        gap = stop if what[-1] not in "。！？.!?" else stop[1:]
        return f"{place}{self._severity(problem)}: {what}{gap}{to_do}"
