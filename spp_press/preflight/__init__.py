"""A finished PDF, ours or another's, measured before it goes to press.

:func:`preflight` holds a print file to what the printer and the trade ask for, :func:`proof_screen`
a screen edition to what its readers need, :func:`proof_sheets` a proof to what paper can show.
Everything is measured in the PDF's own objects; the thresholds stand in ``limits``, the rules by
subject in ``rules``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from io import BytesIO
from typing import TypeVar

import pikepdf

from spp_press.preflight.proof import MALFORMED, PressProof, Proof
from spp_press.preflight.rules.identity import press_intents
from spp_press.preflight.rules.pictures import names_in_pdf
from spp_press.preflight.rules.screen import RULES as SCREEN_RULES
from spp_press.preflight.rules.screen import claims_access
from spp_press.preflight.rules.stages import RULES as STAGE_RULES
from spp_press.preflight.rules.stages import stage_of
from spp_press.printers import Printer
from spp_press.problems import PreflightError, Problem

__all__ = [
    "ink_maps",
    "is_print_edition",
    "is_proof_edition",
    "is_screen_edition",
    "names_in_pdf",
    "preflight",
    "proof_screen",
    "proof_sheets",
]

_Proof = TypeVar("_Proof", bound=Proof)


def preflight(
    pdf: bytes,
    printer: Printer,
    *,
    accepted: frozenset[str] = frozenset(),
    fonts: frozenset[str] | None = None,
    pictures: Mapping[str, str] | None = None,
    kept: MutableMapping[str, bytes] | None = None,
) -> tuple[Problem, ...]:
    """What would not print right of a finished PDF, on ``printer``'s press.

    ``accepted`` names pictures that may be too small. ``fonts`` are the families that may be used;
    None for any. ``pictures`` gives an issue's names for the PDF's pictures, as
    :func:`names_in_pdf` makes them. ``kept`` holds reduced pictures by content between calls.

    A problem's values have the page, the place (mm from the left and the top of the trim), what
    was measured and the limit. A file that cannot be opened is a problem too.
    """
    from spp_press.preflight.rules.press import RULES  # with numpy, which a screen does without

    opened = _opened(pdf)
    if isinstance(opened, Problem):
        return (opened,)
    with opened:
        proof = PressProof(
            opened,
            fonts,
            printer=printer,
            accepted=accepted,
            pictures=pictures or {},
            kept={} if kept is None else kept,
        )
        return _followed(RULES, proof)


def proof_screen(pdf: bytes, *, fonts: frozenset[str] | None = None) -> tuple[Problem, ...]:
    """What readers of a screen edition would miss: tags, alternative texts, language, fonts."""
    opened = _opened(pdf)
    if isinstance(opened, Problem):
        return (opened,)
    with opened:
        proof = Proof(opened, fonts)
        return _followed(SCREEN_RULES, proof)


def proof_sheets(pdf: bytes) -> tuple[Problem, ...]:
    """What keeps a proof (校样) from being printed and read anywhere; and that it is only one."""
    opened = _opened(pdf)
    if isinstance(opened, Problem):
        return (opened,)
    with opened:
        return _followed(STAGE_RULES, Proof(opened))


def is_screen_edition(pdf: bytes) -> bool:
    """Whether a PDF is for readers: it claims PDF/UA, and no printing condition."""
    return _is(pdf, lambda proof: claims_access(proof) and not press_intents(proof))


def is_proof_edition(pdf: bytes) -> bool:
    """Whether a PDF is for those who proofread: it claims to be for a stage of proofs."""
    return _is(pdf, lambda proof: stage_of(proof) != "")


def is_print_edition(pdf: bytes) -> bool:
    """Whether a PDF is for a press: it names a printing condition (PDF/X)."""
    return _is(pdf, lambda proof: bool(press_intents(proof)))


def _is(pdf: bytes, claims: Callable[[Proof], bool]) -> bool:
    opened = _opened(pdf)
    if isinstance(opened, Problem):
        return False
    with opened:
        try:
            return claims(Proof(opened))
        except MALFORMED:
            return False


def ink_maps(pdf: bytes, printer: Printer) -> tuple[bytes, ...]:
    """A PNG of each page at 72 ppi, in grey, what has more ink than ``printer`` allows in red.

    Raises PreflightError for a file that cannot be opened.
    """
    from spp_press.preflight.inking import inked
    from spp_press.preflight.showing import ink_map

    opened = _opened(pdf)
    if isinstance(opened, Problem):
        raise PreflightError([opened])
    with opened:
        proof = PressProof(opened, printer=printer)
        limit = printer.ink_limit / 100
        return tuple(
            ink_map(sheet, limit)
            for page in proof.pages
            if (sheet := inked(page.marks, page.bled, -1.0, proof.kept)) is not None
        )


def _opened(pdf: bytes) -> pikepdf.Pdf | Problem:
    try:
        return pikepdf.open(BytesIO(pdf))
    except pikepdf.PasswordError:
        return Problem("proof-encrypted")
    except pikepdf.PdfError:
        return Problem("proof-damaged")


def _followed(rules: Iterable[Callable[[_Proof], None]], proof: _Proof) -> tuple[Problem, ...]:
    for rule in rules:
        try:
            rule(proof)
        except MALFORMED as error:
            proof.error("proof-malformed", reason=type(error).__name__)
    if proof.pdf.get_warnings():
        proof.warning("proof-repaired")
    return _in_order(proof.report)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The file's problems first, and then page by page; errors before warnings."""

    def order(problem: Problem) -> tuple[int, bool]:
        return int(dict(problem.values).get("page", 0)), not problem.is_error

    return tuple(sorted(problems, key=order))
