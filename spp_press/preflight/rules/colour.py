"""Whether every colour is on the press's plates, and no more ink on them than the paper takes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pikepdf
from pikepdf import Dictionary, Name, Object, Stream

from spp_press.preflight.functions import outputs
from spp_press.preflight.inking import SIDE, develop, inked
from spp_press.preflight.limits import INK_SLACK
from spp_press.preflight.marks import Fill, Gradient, Mark, Picture, Shade, Stroke, Text
from spp_press.preflight.proof import Finding, PressProof, Proof
from spp_press.preflight.spaces import Kind, Space, space_of
from spp_press.problems import Severity

_PRESS = (Kind.PROCESS, Kind.GREY, Kind.PATTERN)


def is_on_the_plates(proof: Proof) -> None:
    """No RGB, Lab or spot colour, and All only outside the bleed (GWG 2015; X-4 allows more)."""
    for page in proof.pages:
        findings = [
            Finding(page, mark.box, {"space": f"{space.kind.value}（{space.name}）"})
            for mark in page.printed
            for space in spaces_of(mark)
            if space.kind not in _PRESS
        ]
        proof.note(Severity.ERROR, "proof-colour", findings)


def has_whole_gradients(proof: Proof) -> None:
    """A gradient's function gives as many values as its space has (ISO 32000-1, 8.7.4.5)."""
    for page in proof.pages:
        findings = [
            Finding(page, mark.box, {"measured": given, "limit": gradient.space.channels})
            for mark in page.printed
            if (gradient := gradient_of(mark)) is not None
            if (given := outputs(gradient.shading.get("/Function"))) is not None
            if given != gradient.space.channels
        ]
        proof.note(Severity.ERROR, "proof-gradient", findings)


def blends_in_inks(proof: Proof) -> None:
    """Pages and groups blend in CMYK (ISO 15930-7); masks in what they like."""
    masks = set(_masks(proof.pdf))
    for page in proof.pages:
        for holder in _groups(page.source.obj, page.source.resources, set()):
            space = holder.Group.get("/CS")
            if space is None or holder.objgen in masks:
                continue
            blend = space_of(space, page.source.resources)
            if blend.kind is not Kind.PROCESS:
                proof.error("proof-blend", page=page.number, space=blend.name)


def is_flat_for_x_1a(proof: PressProof) -> None:
    """PDF/X-1a knows no transparency (ISO 15930-4)."""
    if proof.printer.standard != "x-1a":
        return
    for page in proof.pages:
        findings = [
            Finding(page, mark.box, {})
            for mark in page.printed
            if mark.setting.opacity < 1 or mark.setting.masks
            or mark.setting.blend not in ("/Normal", "/Compatible")
            or (isinstance(mark, Picture) and "/SMask" in mark.stream)
        ]  # fmt: skip
        proof.note(Severity.ERROR, "proof-transparency", findings)


def keeps_to_the_ink_limit(proof: PressProof) -> None:
    """No 15 mm² inside the bleed have more ink than the printer allows (GWG 2015)."""
    limit = proof.printer.ink_limit / 100
    develop([mark for page in proof.pages for mark in page.marks], proof.kept)
    for page in proof.pages:
        sheet = inked(page.marks, page.bled, limit + INK_SLACK, proof.kept)
        if sheet is None or sheet.most() <= limit + INK_SLACK:
            continue
        means = sheet.means()
        if not means.size or (most := float(means.max())) <= limit + INK_SLACK:
            continue
        row, column = np.unravel_index(int(means.argmax()), means.shape)
        left, top = sheet.box[0] + float(column), sheet.box[3] - float(row)
        values = {"measured": f"{100 * most:.0f}", "limit": f"{100 * limit:g}"}
        spot = (left, top - SIDE, left + SIDE, top)
        proof.note(Severity.ERROR, "proof-ink", [Finding(page, spot, values)])


def has_no_white_overprint(proof: Proof) -> None:
    """White that overprints is not there in print (GWG 2015)."""
    for page in proof.pages:
        findings = [
            Finding(page, mark.box, {})
            for mark in page.printed
            if isinstance(mark, Fill | Stroke | Text)
            if mark.setting.overprints and mark.paint is not None and mark.paint.is_white
            if mark.paint.space.kind in _PRESS and mark.paint.space.kind is not Kind.PATTERN
        ]
        proof.note(Severity.ERROR, "proof-white-overprint", findings)


def spaces_of(mark: Mark) -> Iterator[Space]:
    """The colour spaces that ``mark`` is painted in; those of its masks' own marks too."""
    for mask in mark.setting.masks:
        for inner in mask.marks:
            yield from spaces_of(inner)
    if isinstance(mark, Picture) and mark.paint is None:
        yield mark.space
        return
    gradient = gradient_of(mark)
    if gradient is not None:
        yield gradient.space
        return
    paint = getattr(mark, "paint", None)
    if paint is not None:
        yield paint.space


def gradient_of(mark: Mark) -> Gradient | None:
    """The gradient that ``mark`` is painted with, if it is."""
    if isinstance(mark, Shade):
        return mark.gradient
    pattern = getattr(getattr(mark, "paint", None), "pattern", None)
    return pattern if isinstance(pattern, Gradient) else None


def _masks(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    """The groups that are soft masks, of graphics states in or outside of resources."""
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary | Stream):
            continue
        resources = thing.get("/Resources", thing)
        states = resources.get("/ExtGState") if isinstance(resources, Dictionary) else None
        inside = states.values() if isinstance(states, Dictionary) else ()
        for state in (thing, *inside):
            mask = state.get("/SMask") if isinstance(state, Dictionary) else None
            if isinstance(mask, Dictionary) and "/G" in mask:
                yield mask.G.objgen


def _groups(holder: Object, resources: Object, seen: set[tuple[int, int]]) -> Iterator[Object]:
    """``holder`` and the forms and tiles inside it that are transparency groups."""
    if "/Group" in holder:
        yield holder
    for kind in ("/XObject", "/Pattern"):
        for _, thing in resources.get(kind, Dictionary()).items():
            if not isinstance(thing, Stream) or thing.get("/Subtype") == Name.Image:
                continue
            if thing.objgen not in seen:
                seen.add(thing.objgen)
                yield from _groups(thing, thing.get("/Resources", Dictionary()), seen)


RULES = (
    is_on_the_plates,
    has_whole_gradients,
    blends_in_inks,
    is_flat_for_x_1a,
    keeps_to_the_ink_limit,
    has_no_white_overprint,
)
