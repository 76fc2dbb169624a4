"""The whole press on one screen: an issue's folder in, its editions out.

The command line and the preview both call :func:`make`, in a process of its own (``worker``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from spp_press.cataloguing import record_of
from spp_press.composition import Lexicon
from spp_press.editions import EDITIONS, Job, KeptPictures
from spp_press.engine import Pages, Typesetter
from spp_press.issue import Issue, read_issue
from spp_press.printers import read_printer
from spp_press.problems import LimitError, Problem, Report
from spp_press.proofing import Proofs
from spp_press.styles import Style, read_style
from spp_press.typeset import Typeset, typeset
from spp_press.worker import Limits

KEPT = Path("build", ".pictures")
"""Where in the root converted pictures are kept from build to build."""


@dataclass(frozen=True)
class Order:
    """What is to be made: the issue in ``folder``, as each of ``editions``."""

    root: Path
    folder: Path
    editions: tuple[str, ...]
    style: str | None = None
    printer: str | None = None


@dataclass(frozen=True)
class Made:
    """What was made: each edition's PDF by name, and what the summary says of it.

    ``rejected`` names the editions that would not print right, or could not be read.
    """

    identifier: str
    editions: Mapping[str, bytes]
    rejected: frozenset[str]
    html: str
    pages: int
    sections: int
    articles: int
    pictures: int
    problems: tuple[Problem, ...]


def make(order: Order, tell: Callable[[str], None]) -> Made:
    """Read, typeset, lay out and finish an issue; ``tell`` hears of each stage as it begins.

    Raises PressError, with every problem found until then.
    """
    report = Report()
    tell("read")
    issue = read_issue(order.folder, order.root, report)
    style = read_style(order.style or issue.style, order.root, report)
    printer = read_printer(order.printer or issue.printer, order.root / "issues" / "printers")
    tell("lay-out")
    setter = Typesetter(style, Lexicon.common().extended(issue.words), report)
    setter.check_characters(issue.text, report)
    set_issue, pages = lay_out(issue, style, setter, printer.page_multiple, report)
    tell("draw")
    drawn = pages.draw()
    kept = KeptPictures(order.root / KEPT)
    job = Job(drawn, record_of(issue, len(pages)), style.inks, printer, kept)
    editions = {}
    for name in order.editions:
        tell(name)
        editions[name] = EDITIONS[name](job)
    tell("check")
    proofs = Proofs(issue, style, printer, kept)
    found = {name: proofs.of(name, pdf) for name, pdf in editions.items()}
    return Made(
        identifier=issue.identifier,
        editions=editions,
        rejected=frozenset(n for n, problems in found.items() if any(p.is_error for p in problems)),
        html=set_issue.html,
        pages=len(pages),
        sections=len(issue.sections),
        articles=sum(len(section.articles) for section in issue.sections),
        pictures=len(issue.assets),
        problems=(*report, *chain.from_iterable(found.values())),
    )


def lay_out(
    issue: Issue, style: Style, setter: Typesetter, multiple: int, report: Report
) -> tuple[Typeset, Pages]:
    """The pages of an issue, padded by the style to a multiple of ``multiple``."""
    set_issue = typeset(issue, style)
    pages = setter.lay_out(set_issue, report)
    if len(pages) > Limits.pages:
        values = (("pages", str(len(pages))), ("limit", str(Limits.pages)))
        raise LimitError([*report, Problem("too-many-pages", values=values)])
    if fillers := -len(pages) % multiple:
        set_issue = typeset(issue, style, fillers=fillers)
        pages = setter.lay_out(set_issue, report)
    return set_issue, pages
