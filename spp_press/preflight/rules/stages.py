"""A proof (校样) that goes round on paper: it has to print in any office, and goes to no press."""

from __future__ import annotations

from collections.abc import Callable

from spp_press.preflight.proof import Proof
from spp_press.preflight.rules.identity import has_id, is_open, runs_nothing
from spp_press.preflight.rules.text import has_its_fonts, has_its_glyphs

_STAGE = "{urn:x-spp-press:bulletin:1.0/}proofStage"


def stage_of(proof: Proof) -> str:
    """The stage of proofs that the file claims to be for; empty where it is no proof."""
    with proof.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        return str(xmp.get(_STAGE, ""))


def is_no_print_file(proof: Proof) -> None:
    """Who holds a proof against a printer's demands has taken the wrong file."""
    proof.warning("stage-not-for-press", stage=stage_of(proof))


RULES: tuple[Callable[[Proof], None], ...] = (
    is_no_print_file,
    has_id,
    is_open,
    runs_nothing,
    has_its_fonts,
    has_its_glyphs,
)
