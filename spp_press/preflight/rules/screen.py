"""Whether everyone can read the screen edition: its claims, its tags, its fonts.

Only what a reader notices; the letter of PDF/A and PDF/UA is veraPDF's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pikepdf import Array, Dictionary, Name, Object

from spp_press.preflight.proof import Proof
from spp_press.preflight.rules.identity import has_id, is_open, runs_nothing
from spp_press.preflight.rules.text import has_its_fonts, has_its_glyphs, has_the_styles_fonts

_CLAIMS = {
    "PDF/A-3a": (
        ("{http://www.aiim.org/pdfa/ns/id/}part", "3"),
        ("{http://www.aiim.org/pdfa/ns/id/}conformance", "A"),
    ),
    "PDF/UA-1": (("{http://www.aiim.org/pdfua/ns/id/}part", "1"),),
}
_HEADING = re.compile(r"/H([1-6])")


def claims_its_standards(proof: Proof) -> None:
    """PDF/A-3a and PDF/UA-1 are claimed in XMP (ISO 19005-3, 6.6.4; ISO 14289-1, 5)."""
    with proof.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for standard, claims in _CLAIMS.items():
            if any(str(xmp.get(key, "")) != value for key, value in claims):
                proof.error("screen-identity", wanted=standard)
        if not xmp.get("{http://purl.org/dc/elements/1.1/}title"):
            proof.error("screen-title")


def claims_access(proof: Proof) -> bool:
    """Whether any part of PDF/UA is claimed."""
    with proof.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        return "{http://www.aiim.org/pdfua/ns/id/}part" in xmp


def says_its_language(proof: Proof) -> None:
    """The language is said, for the voice that reads (ISO 14289-1, 7.2)."""
    if not str(proof.pdf.Root.get("/Lang", "")):
        proof.error("screen-language")


def is_tagged(proof: Proof) -> None:
    """There is a structure to read out (ISO 14289-1, 7.1)."""
    marked = proof.pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked", False)
    if not marked or "/StructTreeRoot" not in proof.pdf.Root:
        proof.error("screen-tags")


def describes_its_figures(proof: Proof) -> None:
    """Every figure has an alternative text (ISO 14289-1, 7.3)."""
    for element in _elements(proof):
        if element.get("/S") == Name.Figure and not str(element.get("/Alt", "")).strip():
            proof.error("screen-figure", page=_page_of(proof, element))


def steps_its_headings(proof: Proof) -> None:
    """No heading is more than one level below the one before it (ISO 14289-1, 7.4.2)."""
    before = 0
    for element in _elements(proof):
        found = _HEADING.fullmatch(str(element.get("/S", "")))
        if found is None:
            continue
        level = int(found[1])
        if level > before + 1:
            page = _page_of(proof, element)
            proof.error("screen-heading", page=page, measured=f"H{level}", limit=f"H{before + 1}")
        before = level


def has_an_outline(proof: Proof) -> None:
    """There are bookmarks to go by."""
    if len(proof.pdf.pages) > 1 and "/First" not in proof.pdf.Root.get("/Outlines", Dictionary()):
        proof.warning("screen-outline")


def _elements(proof: Proof) -> Iterator[Object]:
    """The structure's elements, in reading order."""
    root = proof.pdf.Root.get("/StructTreeRoot")
    waiting = [root] if isinstance(root, Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        element = waiting.pop()
        if element.is_indirect:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
        yield element
        kids = element.get("/K", Array())
        each = kids.as_list() if isinstance(kids, Array) else [kids]
        waiting += [kid for kid in reversed(each) if isinstance(kid, Dictionary)]


def _page_of(proof: Proof, element: Object) -> int:
    """The number of the page that an element begins on; 0 where it does not say."""
    numbers = {page.obj.objgen: number for number, page in enumerate(proof.pdf.pages, start=1)}
    while isinstance(element, Dictionary):
        if "/Pg" in element:
            return numbers.get(element.Pg.objgen, 0)
        kids = element.get("/K")
        kid = kids[0] if isinstance(kids, Array) and len(kids) else kids
        if not isinstance(kid, Dictionary):
            break
        element = kid
    return 0


RULES: tuple[Callable[[Proof], None], ...] = (
    claims_its_standards,
    says_its_language,
    is_tagged,
    describes_its_figures,
    steps_its_headings,
    has_an_outline,
    has_id,
    is_open,
    runs_nothing,
    has_its_fonts,
    has_its_glyphs,
    has_the_styles_fonts,
)
