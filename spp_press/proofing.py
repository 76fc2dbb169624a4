"""An issue's editions, held to what the issue, its style and its printer say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from spp_press.designing.checks import check_style
from spp_press.issue import Issue, read_issue
from spp_press.kept import Kept
from spp_press.manuscript import asset_url
from spp_press.preflight import (
    is_proof_edition,
    is_screen_edition,
    names_in_pdf,
    preflight,
    proof_screen,
    proof_sheets,
)
from spp_press.printers import Printer, read_printer
from spp_press.problems import InputError, Place, Problem, Report
from spp_press.receipts import digest_of, pdf_name, read_receipt, receipt_name
from spp_press.styles import Style, read_style, style_files

PROOFED = ("print", "screen")
"""The editions that are held to something; the others are the print edition's pages again."""


class Proofs(NamedTuple):
    """What is asked of an issue's editions. ``kept`` holds reduced pictures by content."""

    issue: Issue
    style: Style
    printer: Printer
    kept: MutableMapping[str, bytes]

    def of(self, edition: str, pdf: bytes) -> tuple[Problem, ...]:
        """What is wrong with one edition, each problem at the name of its file."""
        families = frozenset(face.family for face in self.style.faces)
        if edition == "print":
            found = preflight(
                pdf,
                self.printer,
                accepted=self.issue.accepts,
                fonts=families,
                pictures=names_in_pdf({asset_url(name): name for name in self.issue.assets}),
                kept=self.kept,
            )
        elif edition == "screen":
            found = proof_screen(pdf, fonts=families)
        else:
            found = ()
        return placed(found, f"{self.issue.identifier}-{edition}.pdf")


def proof_issue(  # noqa: PLR0917  (it goes to another process as it stands)
    folder: Path,
    root: Path,
    output: Path,
    style_name: str | None,
    printer: str | None,
    cache: Path | None,
) -> tuple[tuple[Problem, ...], Printer]:
    """What is wrong with the issue in ``folder``, its words, its style and its editions in
    ``output``.

    The style and the printer are the issue's own unless others are named. An edition that was made
    of something else, by its receipt, is a warning; one that stands beside what was rejected since
    is an error.
    Reduced pictures are kept in ``cache``, if given. Raises InputError where the issue cannot be
    read at all.
    """
    from spp_press.copyediting import proof_manuscript

    report = Report()
    issue = read_issue(folder, root, report)
    style = read_style(style_name or issue.style, root, report)
    check_style(style, report)
    press = read_printer(printer or issue.printer, root / "issues" / "printers")
    report.extend(proof_manuscript(issue, root))
    proofs = Proofs(issue, style, press, Kept(cache) if cache else {})
    files = {edition: output / f"{issue.identifier}-{edition}.pdf" for edition in PROOFED}
    pdfs = {edition: path.read_bytes() for edition, path in files.items() if path.is_file()}
    rejected = set(_rejected(files.values(), issue.identifier, report))
    current = {files[e].name: pdf for e, pdf in pdfs.items() if files[e] not in rejected}
    _hold_to_receipt(current, proofs, output, report)
    for edition, pdf in pdfs.items():
        report.extend(proofs.of(edition, pdf))
    return tuple(report), press


def _rejected(files: Iterable[Path], identifier: str, report: Report) -> Iterator[Path]:
    """Those of ``files`` that are older than the last make, whose own was rejected.

    No clock is asked: what was rejected is there until a good one is made.
    """
    for path in files:
        beside = path.with_name(pdf_name(path.stem, rejected=True))
        if beside.is_file():
            report.error("pdf-rejected", Place(beside.name), issue=identifier)
            if path.is_file():
                report.error("pdf-older", Place(path.name), rejected=beside.name, issue=identifier)
                yield path


def _hold_to_receipt(
    pdfs: Mapping[str, bytes], proofs: Proofs, output: Path, report: Report
) -> None:
    """Note which of ``pdfs``, by file name, are not known to be of the issue as it is now."""
    issue = proofs.issue
    try:
        receipt = read_receipt(output, receipt_name(issue.identifier))
    except InputError as error:
        report.extend(error.problems)
        return
    changed: tuple[tuple[str, str], ...] = ()
    if receipt is not None:
        today = {"sources": issue.digests, "style": style_files(proofs.style)}
        changed = receipt.differences(replace(receipt, inputs={**receipt.inputs, **today}))
    inputs = ", ".join(name for _, name in changed)
    for name, pdf in pdfs.items():
        if receipt is None or name not in receipt.outputs:
            report.warning("pdf-unrecorded", Place(name), issue=issue.identifier)
        elif receipt.outputs[name] != digest_of(pdf):
            report.warning("pdf-altered", Place(name), issue=issue.identifier)
        elif changed:
            report.warning("pdf-stale", Place(name), issue=issue.identifier, inputs=inputs)


def proof_file(pdf: bytes, name: str, printer: Printer) -> tuple[Problem, ...]:
    """What is wrong with a finished PDF, whoever made it: for the press, a screen, or to mark."""
    if is_proof_edition(pdf):
        found = proof_sheets(pdf)
    elif is_screen_edition(pdf):
        found = proof_screen(pdf)
    else:
        found = preflight(pdf, printer)
    return placed(found, name)


def placed(problems: tuple[Problem, ...], file: str) -> tuple[Problem, ...]:
    """``problems``, each in ``file``."""
    return tuple(problem._replace(place=Place(file)) for problem in problems)
