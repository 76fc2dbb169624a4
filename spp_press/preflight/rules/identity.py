"""Whether the file is what a press takes: PDF/X, one printing condition, nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from spp_press.preflight.marks import NOWHERE, meet
from spp_press.preflight.proof import PressProof, Proof

# The registry of color.org: FOGRA39, CGATS TR 001, CGATS21-2-CRPC6, JC200103, IFRA26, EUROSB104.
REGISTERED = re.compile(
    r"FOGRA\d{2}L?|CGATS ?TR ?00\d|CGATS21-2-CRPC\d|J[A-Z]{1,2}20\d{2}(?:0\d)?|IFRA\d\d"
    r"|EUROS?[BC]\d{3}"
)
PRINTERS_OWN = (Name.TrapNet, Name.PrinterMark)  # ISO 15930-7


def is_pdf_x(proof: PressProof) -> None:
    """The version of PDF/X that the printer wants is claimed (ISO 15930-7)."""
    wanted = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a"}[proof.printer.standard]
    said = str(proof.pdf.docinfo.get("/GTS_PDFXVersion", ""))
    if not said:
        with proof.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            said = str(xmp.get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion", ""))
    if not said.startswith(wanted):
        proof.error("proof-identity", said=said or "-", wanted=wanted)


def has_one_condition(proof: PressProof) -> None:
    """One output intent for the press, with a CMYK profile (ISO 15930-7)."""
    intents = press_intents(proof)
    if len(intents) != 1:
        proof.error("proof-intents", count=len(intents))
        return
    intent = intents[0]
    condition = str(intent.get("/OutputConditionIdentifier", ""))
    registered = REGISTERED.fullmatch(condition) is not None
    profile = intent.get("/DestOutputProfile")
    if isinstance(profile, Stream):
        if int(profile.get("/N", 0)) != 4:
            proof.error("proof-profile", channels=profile.get("/N", "-"))
    elif not registered:
        proof.error("proof-profile", channels="-")
    if not registered:
        proof.warning("proof-condition", condition=condition or "-")
    elif condition != proof.printer.condition:
        proof.warning("proof-other-condition", condition=condition, wanted=proof.printer.condition)


def says_if_trapped(proof: Proof) -> None:
    """Trapped is True or False (ISO 15930-7)."""
    said = proof.pdf.docinfo.get("/Trapped")
    if said not in (Name.TRUE, Name("/True"), Name("/False")):
        proof.error("proof-trapped", said=said or "-")


def has_id(proof: Proof) -> None:
    """The file has an identifier (ISO 15930-7)."""
    if len(proof.pdf.trailer.get("/ID", Array())) != 2:
        proof.error("proof-id")


def is_open(proof: Proof) -> None:
    """Nothing is encrypted (ISO 15930-7)."""
    if proof.pdf.is_encrypted:
        proof.error("proof-encrypted")


def runs_nothing(proof: Proof) -> None:
    """No JavaScript, in names, actions or triggers (ISO 15930-7)."""
    root = proof.pdf.Root
    if "/JavaScript" in root.get("/Names", Dictionary()) or any(
        _is_script(thing) for thing in _actions(proof)
    ):
        proof.error("proof-javascript")


def has_no_annotations(proof: Proof) -> None:
    """No annotation inside the bleed but the printer's own (ISO 15930-7)."""
    for page in proof.pages:
        for annotation in page.source.obj.get("/Annots", []):
            if annotation.get("/Subtype") in PRINTERS_OWN or "/Rect" not in annotation:
                continue
            left, bottom, right, top = (float(v) for v in annotation.Rect)
            box = min(left, right), min(bottom, top), max(left, right), max(bottom, top)
            if meet(box, page.bled) != NOWHERE or left == right:
                x, y = page.place(box)
                kind = str(annotation.get("/Subtype", "/-"))[1:]
                proof.error("proof-annotation", page=page.number, x=x, y=y, kind=kind)
                break


def press_intents(proof: Proof) -> list[Object]:
    """The output intents that name a printing condition."""
    intents = proof.pdf.Root.get("/OutputIntents", Array()).as_list()
    return [i for i in intents if isinstance(i, Dictionary) and i.get("/S") == Name.GTS_PDFX]


def _actions(proof: Proof) -> Iterator[Object]:
    holders = [proof.pdf.Root, *(page.obj for page in proof.pdf.pages)]
    for page in proof.pdf.pages:
        holders += list(page.obj.get("/Annots", []))
    for holder in holders:
        for key in ("/A", "/OpenAction"):
            if isinstance(holder.get(key), Dictionary):
                yield holder[key]
        triggers = holder.get("/AA")
        if isinstance(triggers, Dictionary):
            yield from (action for _, action in triggers.items())


def _is_script(action: Object, depth: int = 0) -> bool:
    if not isinstance(action, Dictionary) or depth > 8:
        return False
    if action.get("/S") == Name.JavaScript or isinstance(action.get("/JS"), String | Stream):
        return True
    following = action.get("/Next")
    if isinstance(following, Array):
        return any(_is_script(each, depth + 1) for each in following)
    return following is not None and _is_script(following, depth + 1)


RULES = (
    is_pdf_x,
    has_one_condition,
    says_if_trapped,
    has_id,
    is_open,
    runs_nothing,
    has_no_annotations,
)
