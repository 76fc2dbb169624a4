"""What can be wrong with an issue, said the same way everywhere: what, where, what to do.

A stage that meets a problem adds it to a :class:`Report` and goes on as far as it can, so that an
editor sees all problems of an issue at once; the stage's end raises :class:`PressError` if any of
them is an error. The sentences live in :mod:`spp_press.catalogue`; a Problem only names its entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import NamedTuple


class Exit(IntEnum):
    """The command's exit codes: a stable interface, documented in the handbook."""

    DONE = 0
    DIFFERENT = 1  # compare or verify found a difference
    USAGE = 2
    INPUT = 3  # issue, manuscript, picture, style
    WRITE = 4  # cannot write
    ENVIRONMENT = 5  # something is missing on this machine
    LIMIT = 6  # time, memory or pages
    PREFLIGHT = 7
    SOME_FAILED = 8
    INTERRUPTED = 130


class Severity(Enum):
    """How much a problem matters; only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Place(NamedTuple):
    """Where: a file as its owner knows it (``articles/02-value-chain.md``), and a line from 1."""

    file: str
    line: int | None = None

    @classmethod
    def parse(cls, text: str | None) -> Place | None:
        """``articles/02.md:14`` → the place it names; None for nothing."""
        if not text:
            return None
        file, colon, line = text.rpartition(":")
        return cls(file, int(line)) if colon and line.isdecimal() else cls(text)

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


class Problem(NamedTuple):
    """One thing that is wrong: an entry of the catalogue, its place, and the values it names."""

    key: str
    place: Place | None = None
    severity: Severity = Severity.ERROR
    values: tuple[tuple[str, str], ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether this stops the build."""
        return self.severity is Severity.ERROR


class PressError(Exception):
    """A stage cannot go on. ``problems`` says why; ``exit`` is the command's exit code."""

    exit = Exit.INPUT

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{p.place or '-'}: {p.key}" for p in self.problems))

    def __reduce__(self) -> tuple[type[PressError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class UsageError(PressError):
    """The command is not used as it can be."""

    exit = Exit.USAGE


class InputError(PressError):
    """The issue, a manuscript, a picture or a style is not as it has to be."""


class WriteError(PressError):
    """The output cannot be written; what was there before is untouched."""

    exit = Exit.WRITE


class MissingError(PressError):
    """Something is missing on this machine: a library, a font."""

    exit = Exit.ENVIRONMENT


class LimitError(PressError):
    """A limit of time, memory or pages was hit."""

    exit = Exit.LIMIT


class PreflightError(PressError):
    """A finished PDF would not print right."""

    exit = Exit.PREFLIGHT


@dataclass
class Report:
    """The problems that one stage has met, in the order met; each is kept once."""

    problems: list[Problem] = field(default_factory=list)
    _kept: set[Problem] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._kept = set(self.problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def add(self, problem: Problem) -> None:
        """Keep ``problem``, once."""
        if problem not in self._kept:
            self._kept.add(problem)
            self.problems.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep each of ``problems``, once."""
        for problem in problems:
            self.add(problem)

    def error(self, key: str, place: Place | None = None, **values: object) -> None:
        """Note what stops the build."""
        self._note(Severity.ERROR, key, place, values)

    def warning(self, key: str, place: Place | None = None, **values: object) -> None:
        """Note what the editor should look at."""
        self._note(Severity.WARNING, key, place, values)

    def notice(self, key: str, place: Place | None = None, **values: object) -> None:
        """Note what was done for the editor."""
        self._note(Severity.NOTICE, key, place, values)

    def _note(
        self, severity: Severity, key: str, place: Place | None, values: dict[str, object]
    ) -> None:
        self.add(Problem(key, place, severity, tuple((k, str(v)) for k, v in values.items())))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the build."""
        return tuple(p for p in self.problems if p.is_error)

    def raise_errors(self, kind: type[PressError] = InputError) -> None:
        """Raise ``kind`` with every problem, warnings included, if there is an error among them."""
        if self.errors:
            raise kind(self.problems)
