"""Whether the pages can be cut and bound: boxes, sizes, number, what reaches the edge."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import pikepdf

from spp_press.preflight.limits import BOX_SLACK, SAFE
from spp_press.preflight.marks import NOWHERE, Box, Fill, Mark, Stroke, Text, meet
from spp_press.preflight.proof import MM, Finding, Page, PressProof, Proof, millimetres
from spp_press.problems import Severity

SLACK = BOX_SLACK * MM
PADDING = ["q", "Q"]  # a page that is blank on purpose says so: it saves and restores, no more


def has_a_trim(proof: Proof) -> None:
    """Each page says where it is cut, in one box only (ISO 15930-7)."""
    for page in proof.pages:
        if page.trim is None or "/ArtBox" in page.source.obj:
            proof.error("proof-trim-missing", page=page.number)


def is_taken(proof: PressProof) -> None:
    """The printer takes the trim."""
    for values in proof.printer.refused(_size(page.cut) for page in proof.pages):
        proof.error("trim-not-taken", **values)


def nests(proof: Proof) -> None:
    """The trim lies in the bleed, and that in the media (ISO 32000-1, 14.11.2)."""
    for page in proof.pages:
        for inner, outer, names in (
            (page.cut, page.bled, ("TrimBox", "BleedBox")),
            (page.bled, page.media, ("BleedBox", "MediaBox")),
        ):
            beyond = -min(_margins(inner, outer))
            if beyond > SLACK:
                proof.error(
                    "proof-boxes",
                    page=page.number,
                    inner=names[0],
                    outer=names[1],
                    measured=millimetres(beyond),
                )


def has_bleed(proof: PressProof) -> None:
    """There is as much bleed on each side as the printer wants."""
    for page in proof.pages:
        measured = min(_margins(page.cut, page.bled)) / MM
        if measured < proof.printer.bleed - BOX_SLACK:
            proof.error(
                "proof-bleed",
                page=page.number,
                measured=f"{max(measured, 0):.1f}",
                limit=f"{proof.printer.bleed:g}",
            )


def bleeds_off(proof: PressProof) -> None:
    """What reaches the trim reaches the bleed, on every side of it."""
    for page in proof.pages:
        wanted = proof.printer.bleed * MM
        findings = [
            Finding(
                page,
                meet(mark.box, page.cut),
                {"measured": millimetres(max(short, 0)), "limit": f"{proof.printer.bleed:g}"},
                wanted - short,
            )
            for mark in _artwork(page)
            if (short := _shortest_bleed(mark.box, page.cut)) < wanted - SLACK
        ]
        proof.note(Severity.ERROR, "proof-artwork", findings)


def fills_sheets(proof: PressProof) -> None:
    """The pages fill the sheets that are bound."""
    count, multiple = len(proof.pages), proof.printer.page_multiple
    if not count or count % multiple:
        proof.error(
            "pages-not-multiple", pages=count, printer=proof.printer.name, multiple=multiple
        )


def is_one_size(proof: Proof) -> None:
    """All pages are as large as the first."""
    first = _size(proof.pages[0].cut) if proof.pages else (0.0, 0.0)
    for page in proof.pages[1:]:
        size = _size(page.cut)
        if max(abs(a - b) for a, b in zip(first, size, strict=True)) > BOX_SLACK:
            proof.error(
                "proof-size",
                page=page.number,
                measured=f"{size[0]:.4g}×{size[1]:.4g}",
                limit=f"{first[0]:.4g}×{first[1]:.4g}",
            )


def is_not_empty(proof: PressProof) -> None:
    """No page is empty but one that says so: its content is ``q Q``.

    Those that fill up the sheet before the last page are meant too (GB/T 9704-2012, 7.5: blank
    pages before the imprint).
    """
    inner = proof.pages[-proof.printer.page_multiple : -1]
    fillers = {page.number for page in takewhile(_is_empty, reversed(inner))}
    for page in proof.pages:
        if page.number in fillers or not _is_empty(page):
            continue
        content = pikepdf.parse_content_stream(page.source)
        if [str(instruction.operator) for instruction in content] != PADDING:
            proof.warning("proof-empty", page=page.number)


def is_text_safe(proof: Proof) -> None:
    """Text keeps its distance from where the page is cut."""
    for page in proof.pages:
        findings = [
            Finding(
                page, mark.box, {"measured": millimetres(max(near, 0)), "limit": f"{SAFE:g}"}, -near
            )
            for mark in page.printed
            if isinstance(mark, Text) and mark.paint is not None
            if (near := min(_margins(mark.box, page.cut))) < SAFE * MM - SLACK
        ]
        proof.note(Severity.WARNING, "proof-text-edge", findings)


def _artwork(page: Page) -> Iterator[Mark]:
    """Marks that reach the trim from inside; white ones only where they cover something."""
    below: list[Box] = []
    for mark in page.marks:
        if isinstance(mark, Text) or meet(mark.box, page.cut) == NOWHERE:
            continue
        if _is_paper(mark):
            if any(meet(mark.box, box) != NOWHERE for box in below):
                yield mark
            continue
        below.append(mark.box)
        yield mark


def _is_empty(page: Page) -> bool:
    return page.readable and all(_is_paper(mark) for mark in page.printed)


def _is_paper(mark: Mark) -> bool:
    return isinstance(mark, Fill | Stroke) and mark.paint.is_white


def _shortest_bleed(box: Box, trim: Box) -> float:
    """By how much ``box`` goes beyond the trim, on the side where it does so least."""
    sides = (trim[0] - box[0], trim[1] - box[1], box[2] - trim[2], box[3] - trim[3])
    return min((side for side in sides if side > -SLACK), default=float("inf"))


def _margins(inner: Box, outer: Box) -> tuple[float, float, float, float]:
    return inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]


def _size(box: Box) -> tuple[float, float]:
    return (box[2] - box[0]) / MM, (box[3] - box[1]) / MM


RULES = (
    has_a_trim,
    is_taken,
    nests,
    has_bleed,
    bleeds_off,
    fills_sheets,
    is_one_size,
    is_not_empty,
    is_text_safe,
)
