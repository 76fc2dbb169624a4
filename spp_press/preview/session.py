"""The builds of a preview, in the process that lays out: what has not changed is not read again.

Runs as :mod:`spp_press.press` does, in the same order and with the same calls, so that the pages
are those of ``make``; a test compares them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass, field

from spp_press.cataloguing import record_of
from spp_press.composition import Lexicon
from spp_press.designing.checks import check_style
from spp_press.editions import EDITIONS, Job
from spp_press.engine import Typesetter
from spp_press.engine.places import sheets
from spp_press.issue import Issue, Vetted, read_issue
from spp_press.press import lay_out
from spp_press.preview.messages import (
    Build,
    Changed,
    Drawn,
    Entry,
    Ink,
    Inked,
    Laid,
    Order,
    SetterReply,
    SetterRequest,
)
from spp_press.printers import Printer, read_printer
from spp_press.problems import InputError, Problem, Report
from spp_press.styles import Style, answerable, read_style


@dataclass
class _Read:
    """What was read, and what was noted on the way."""

    issue: Issue
    printer: Printer
    problems: Report


@dataclass
class _Made:
    """A style ready for layout, and what was noted on the way; ``words`` are the issue's own."""

    style: Style
    setter: Typesetter
    lexicon: Lexicon
    words: tuple[str, ...]
    problems: Report


@dataclass
class Session:
    """Answers requests about one issue."""

    order: Order
    _read: _Read | None = None
    _made: _Made | None = None
    _before: _Made | None = None
    _drawn: bytes | None = None
    _count: int = 0
    _vetted: Vetted = field(default_factory=dict)
    _kept: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # A layout is a million objects that live as long as it does: looking for cycles among
        # them while it grows takes a third of the time.
        gc.disable()

    def __call__(self, request: SetterRequest) -> Iterator[SetterReply]:
        """The replies to ``request``. Raises InputError with every problem."""
        match request:
            case Build():
                yield from self._build(request)
            case Ink():
                yield self._ink()
        gc.collect()

    def _build(self, build: Build) -> Iterator[SetterReply]:
        read = self._reading(anew=Changed.ISSUE in build.changed)
        made = self._making(read.issue, build.changed)
        report = Report([*read.problems, *made.problems])
        made.setter.check_characters(read.issue.text, report)
        multiple = read.printer.page_multiple
        _, pages = lay_out(read.issue, made.style, made.setter, multiple, report)
        view = tuple(n for n in build.view if n < len(pages)) or (len(pages) - 1,)
        self._count = len(pages)
        self._drawn = None
        with answerable(made.style):
            measured, drawn = sheets(pages), pages.draw_some(view)
        yield Laid(
            title=record_of(read.issue, len(pages)).title,
            sheets=measured,
            entries=_entries(read.issue),
            problems=tuple(report),
            style=made.style.name,
            resolution=read.printer.resolution,
            ink_limit=read.printer.ink_limit,
            view=view,
            pdf=drawn,
        )
        with answerable(made.style):
            self._drawn = pages.draw()
        yield Drawn(self._drawn)

    def _reading(self, *, anew: bool) -> _Read:
        if anew:
            self._read = None
        if self._read is None:
            report = Report()
            order = self.order
            issue = read_issue(order.folder, order.root, report, self._vetted)
            self._vetted = {k: v for k, v in self._vetted.items() if issue.assets.get(k[0]) is v}
            printers = order.root / "issues" / "printers"
            self._read = _Read(
                issue, read_printer(order.printer or issue.printer, printers), report
            )
        return self._read

    def _making(self, issue: Issue, changed: Changed) -> _Made:
        """The style made ready; its fonts and what has not changed in it are kept."""
        name = self.order.style or issue.style
        made, before = self._made, self._before
        anew = bool(changed & (Changed.STYLE | Changed.FONTS))
        if made and not anew and made.style.name == name and made.words == issue.words:
            return made
        self._made = None
        if Changed.FONTS in changed:
            before = self._before = None
        report = Report()
        style = read_style(name, self.order.home, report)
        check_style(style, report)
        same = before and before.words == issue.words
        lexicon = before.lexicon if before and same else Lexicon.common().extended(issue.words)
        setter = Typesetter(style, lexicon, report, before.setter if before else None)
        self._made = self._before = _Made(style, setter, lexicon, issue.words, report)
        return self._made

    def _ink(self) -> Inked:
        from spp_press.preflight import ink_maps

        if self._drawn is None or self._read is None or self._made is None:
            raise InputError([Problem("preview-nothing-drawn")])
        record = record_of(self._read.issue, self._count)
        printer = self._read.printer
        job = Job(self._drawn, record, self._made.style.inks, printer, self._kept)
        return Inked(ink_maps(EDITIONS["print"](job), printer))


def _entries(issue: Issue) -> tuple[Entry, ...]:
    return tuple(
        Entry(article.file, article.title, section.title)
        for section in issue.sections
        for article in section.articles
    )
