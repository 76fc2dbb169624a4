"""The whole press on one screen: an issue's folder in, its editions out.

The command line and the preview both call :func:`make`, in a process of its own (``worker``).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from spp_press.cataloguing import record_of
from spp_press.composition import Lexicon
from spp_press.designing.checks import check_style
from spp_press.editions import EDITIONS, Job, for_the_press
from spp_press.engine import Composed, Pages, Typesetter
from spp_press.engine.places import lines, source_pages
from spp_press.inventory import composing_key, receipt_of
from spp_press.issue import Issue, read_issue
from spp_press.kept import Kept
from spp_press.listing import listing_of
from spp_press.manuscript import CODE
from spp_press.orders import Made, Order
from spp_press.printers import read_printer
from spp_press.problems import LimitError, Problem, Report
from spp_press.proofing import Proofs
from spp_press.receipts import proof_unlike_printed, unlike_printed
from spp_press.sources import sources_of
from spp_press.styles import Style, answerable, read_style
from spp_press.typeset import Typeset, typeset
from spp_press.vetted import KeptVetted
from spp_press.worker import Limits


def make(order: Order, tell: Callable[[str], None]) -> Made:
    """Read, typeset, lay out and finish an issue; ``tell`` hears of each stage as it begins.

    Raises PressError, with every problem found until then.
    """
    report = Report()
    tell("read")
    kept = Kept(order.cache) if order.cache else {}
    issue = read_issue(order.folder, order.root, report, KeptVetted(kept))
    tell("style")
    style = read_style(order.style or issue.style, order.styles or order.root, report)
    check_style(style, report)
    printer = read_printer(order.printer or issue.printer, order.root / "issues" / "printers")
    tell("lay-out")
    composed = Composed(kept if order.cache else None, composing_key(issue, style))
    setter = Typesetter(style, Lexicon.common().extended(issue.words), report, composed=composed)
    setter.check_characters(issue.text, report)
    set_issue, pages = lay_out(issue, style, setter, printer.page_multiple, report)
    composed.save()
    tell("draw")
    with answerable(style):
        drawn = pages.draw()
        tell("pictures")
        wanted = "screen" in order.editions
        sources = sources_of(issue, style, printer, drawn, kept) if wanted else ()
        job = Job(
            drawn,
            record_of(issue, len(pages), sources),
            style.inks,
            printer,
            kept,
            stage=order.stage,
            lines=lines(pages) if "proof" in order.editions else (),
        )
        editions = {}
        for name in order.editions:
            tell(name)
            editions[name] = EDITIONS[name](job)
    tell("check")
    proofs = Proofs(issue, style, printer, kept)
    found = {name: proofs.of(name, pdf) for name, pdf in editions.items()}
    rejected = frozenset(n for n, problems in found.items() if any(p.is_error for p in problems))
    good = {name: pdf for name, pdf in editions.items() if name not in rejected}
    papers = for_the_press(good["print"], job.record, printer) if "print" in good else {}
    # A proof is a working paper, replaced at each stage: nobody prints it, or verifies it.
    lasting = {f"{issue.identifier}-{n}.pdf": pdf for n, pdf in good.items() if n != "proof"}
    receipt = receipt_of(issue, style, printer, {**lasting, **papers})
    if "proof" in editions and order.stage.decides:
        name = f"{issue.identifier}-print.pdf"
        report.extend(proof_unlike_printed(order.folder, receipt, name, job.print_pdf))
    return Made(
        identifier=issue.identifier,
        editions=editions,
        rejected=rejected,
        papers=papers,
        receipt=receipt,
        unlike_printed=unlike_printed(order.folder, receipt),
        html=set_issue.html,
        listing=listing_of(issue, len(pages), source_pages(pages)),
        pictures=sum(not name.startswith(CODE) for name in issue.assets),
        problems=(*report, *chain.from_iterable(found.values())),
    )


def lay_out(
    issue: Issue, style: Style, setter: Typesetter, multiple: int, report: Report
) -> tuple[Typeset, Pages]:
    """The pages of an issue, padded by the style to a multiple of ``multiple``."""
    set_issue = typeset(issue, style)
    with answerable(style):
        pages = setter.lay_out(set_issue, report)
    if len(pages) > Limits.pages:
        values = (("pages", str(len(pages))), ("limit", str(Limits.pages)))
        raise LimitError([*report, Problem("too-many-pages", values=values)])
    if fillers := -len(pages) % multiple:
        set_issue = typeset(issue, style, fillers=fillers)
        with answerable(style):
            pages = setter.lay_out(set_issue, report)
    return set_issue, pages
