"""What the command prints: problems in a table, progress by stage, the summary."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

from spp_press.catalogue import remedy, say
from spp_press.catalogue.words import word
from spp_press.problems import Problem, Severity

if TYPE_CHECKING:  # loaded where there is a table or a terminal to draw on
    from rich.console import Console

_YES = ("y", "yes", "是", "好", "对")
_NO = ("n", "no", "否", "不")
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}


class Show:
    """Prints for people: results on standard output, everything else on standard error."""

    def __init__(self, lang: str, *, quiet: bool = False, verbose: bool = False) -> None:
        self.lang = lang
        self.quiet = quiet
        self.verbose = verbose

    @cached_property
    def out(self) -> Console:
        """Standard output, for a table."""
        from rich.console import Console

        return Console(highlight=False, soft_wrap=True)

    @cached_property
    def err(self) -> Console:
        """Standard error, for a table or for progress."""
        from rich.console import Console

        return Console(stderr=True, highlight=False)

    @property
    def is_watched(self) -> bool:
        """Whether somebody sees standard error as it comes."""
        return sys.stderr.isatty()

    def line(self, text: str) -> None:
        """A line of the result."""
        if not self.quiet:
            _print(text, sys.stdout)

    def text(self, lines: Iterable[str]) -> str:
        """What :meth:`line` prints of ``lines``."""
        return "" if self.quiet else "".join(f"{_printable(line)}\n" for line in lines)

    def document(self, value: object) -> None:
        """The result for a script: one JSON document, alone on standard output."""
        _print(json.dumps(value, ensure_ascii=False, indent=1), sys.stdout)

    def note(self, text: str) -> None:
        """Something to know while it goes on."""
        if not self.quiet:
            _print(text, sys.stderr)

    def problems(self, problems: Iterable[Problem]) -> None:
        """A table of problems, each with its place and its remedy; plain lines in a pipe."""
        shown = [p for p in problems if self._is_shown(p)]
        if not shown:
            return
        if not self.is_watched:
            for problem in shown:
                _print(self._plain(problem), sys.stderr)
            return
        from rich.table import Table
        from rich.text import Text

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

    def spans(self, title: str, spans: Mapping[str, float]) -> None:
        """How many seconds each stage took, and what part of all; plain lines in a pipe."""
        whole = sum(spans.values())
        rows = [
            (word(f"stage-{stage}", self.lang), f"{seconds:.3f}", f"{seconds / whole:.0%}")
            for stage, seconds in {**spans, "all": whole}.items()
        ]
        if not self.is_watched:
            _print("\n".join((title, *("\t".join(row) for row in rows))), sys.stderr)
            return
        from rich.table import Table

        table = Table(title=title, box=None, pad_edge=False, header_style="dim", title_style="")
        table.add_column(word("column-stage", self.lang))
        for column in ("column-seconds", "column-share"):
            table.add_column(word(column, self.lang), justify="right")
        for row in rows:
            table.add_row(*row)
        self.err.print(table)

    @property
    def asks(self) -> bool:
        """Whether there is somebody to ask."""
        return self.is_watched and sys.stdin.isatty()

    def asked(self, question: str, default: str = "") -> str:
        """What a person answers; ``default`` if nothing. Raises EOFError at the end of input."""
        _print(f"{question} [{default}]: " if default else f"{question}: ", sys.stderr, end="")
        return input().strip() or default

    def agreed(self, question: str, *, default: bool = False) -> bool:
        """Whether a person says yes; where there is nobody to ask, nobody has agreed."""
        if not self.asks:
            return False
        answers = {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False), "": default}
        given = None
        while given not in answers:
            _print(f"{question} [{'Y/n' if default else 'y/N'}] ", sys.stderr, end="")
            try:
                given = input().strip().lower()
            except EOFError:
                return False
        return answers[given]

    @contextmanager
    def progress(self, title: str) -> Iterator[Callable[[str], None]]:
        """Tells of each stage as it begins, on a terminal only."""
        if self.quiet or not self.is_watched:
            yield lambda stage: None
            return
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

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


def _printable(text: str) -> str:
    """A text as it is, less what moves a terminal's cursor."""
    return text.translate(_CONTROLS)


def _print(text: str, stream: TextIO, *, end: str = "\n") -> None:
    print(_printable(text), file=stream, end=end, flush=True)


_CONTROLS = dict.fromkeys((*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)))
