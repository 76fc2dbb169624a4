"""Whether text prints sharp: its inks, its size, its fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spp_press.preflight.limits import (
    BLACK,
    DARK,
    MANY_INKS,
    MANY_INKS_LEAST,
    MANY_INKS_SMALL,
    NEUTRAL,
    OVERPRINTS,
    RICH_BLACK,
    SMALLEST_DOT,
    SOLID_BLACK,
    TYPE_LEAST,
    TYPE_SLACK,
)
from spp_press.preflight.marks import Paint, Text
from spp_press.preflight.proof import Finding, Page, Proof
from spp_press.preflight.spaces import Inks
from spp_press.problems import Severity


def is_black_alone(proof: Proof) -> None:
    """Black text is K alone; small text with other inks in it shows their fringes (GWG 2015)."""

    def is_rich(mark: Text, paint: Paint) -> bool:
        return _is_rich_black(paint.inks)

    for page in proof.pages:
        found = list(_inked(page, is_rich))
        limit = RICH_BLACK
        small = [_finding(page, m, p, limit) for m, p in found if _is_below(m, limit)]
        large = [_finding(page, m, p, limit) for m, p in found if not _is_below(m, limit)]
        proof.note(Severity.ERROR, "proof-rich-black", small)
        proof.note(Severity.WARNING, "proof-rich-black-large", large)


def has_few_inks(proof: Proof) -> None:
    """Small coloured text has one or two inks (GWG 2015)."""

    def has_many(mark: Text, paint: Paint) -> bool:
        plates = sum(ink >= SMALLEST_DOT for ink in paint.inks)
        small = _is_below(mark, MANY_INKS_SMALL)
        return small and plates >= MANY_INKS and not _is_rich_black(paint.inks)

    for page in proof.pages:
        found = list(_inked(page, has_many))
        least, better = MANY_INKS_LEAST, MANY_INKS_SMALL
        tiny = [_finding(page, m, p, least) for m, p in found if _is_below(m, least)]
        small = [_finding(page, m, p, better) for m, p in found if not _is_below(m, least)]
        proof.note(Severity.ERROR, "proof-many-inks", tiny)
        proof.note(Severity.WARNING, "proof-many-inks-small", small)


def overprints_when_black(proof: Proof) -> None:
    """Small black text overprints: a gap around its strokes would show (GWG 2015)."""

    def knocks_out(mark: Text, paint: Paint) -> bool:
        c, m, y, k = paint.inks
        black = not (c or m or y) and k >= BLACK
        return black and _is_below(mark, OVERPRINTS) and not mark.setting.overprints

    for page in proof.pages:
        found = _inked(page, knocks_out)
        findings = [_finding(page, m, p, OVERPRINTS) for m, p in found]
        proof.note(Severity.WARNING, "proof-knocks-out", findings)


def is_legible(proof: Proof) -> None:
    """No type is smaller than 5 pt."""
    for page in proof.pages:
        findings = [
            _finding(page, mark, paint, TYPE_LEAST)
            for mark, paint in _inked(
                page, lambda mark, _: mark.size > 0 and _is_below(mark, TYPE_LEAST)
            )
        ]
        proof.note(Severity.WARNING, "proof-type-size", findings)


def has_its_fonts(proof: Proof) -> None:
    """Every font that draws something is embedded (ISO 15930-7)."""
    _fonts(proof, Severity.ERROR, "proof-font-missing", lambda mark: not mark.face.embedded)


def has_its_glyphs(proof: Proof) -> None:
    """No box stands for a character that the font has not (ISO 19005-2, 6.2.11.8)."""
    _fonts(
        proof,
        Severity.ERROR,
        "proof-glyph-missing",
        lambda mark: mark.face.draws_nothing(list(mark.codes)),
    )


def has_the_styles_fonts(proof: Proof) -> None:
    """Only fonts of the style are used, where it is known."""
    allowed = proof.fonts
    if allowed is not None:
        _fonts(
            proof,
            Severity.ERROR,
            "proof-font-foreign",
            lambda mark: not {mark.face.family, mark.face.name} & allowed,
        )


def has_outlines(proof: Proof) -> None:
    """No font is drawn by programs: presses set Type 3 as pictures."""
    _fonts(proof, Severity.WARNING, "proof-font-type3", lambda mark: mark.face.type3)


def _is_below(mark: Text, limit: float) -> bool:
    return mark.size < limit - TYPE_SLACK


def _inked(page: Page, wanted: Callable[[Text, Paint], bool]) -> Iterator[tuple[Text, Paint]]:
    for mark in page.printed:
        if isinstance(mark, Text) and mark.paint is not None and wanted(mark, mark.paint):
            yield mark, mark.paint


def _finding(page: Page, mark: Text, paint: Paint, limit: float) -> Finding:
    inks = " ".join(f"{100 * ink:.0f}" for ink in paint.inks)
    values = {"measured": f"{mark.size:.1f}", "limit": f"{limit:g}", "inks": inks}
    return Finding(page, mark.box, values, -mark.size)


def _fonts(proof: Proof, severity: Severity, key: str, wanted: Callable[[Text], bool]) -> None:
    """Note each font once a page."""
    for page in proof.pages:
        by_face: dict[str, list[Finding]] = {}
        for mark in page.printed:
            if isinstance(mark, Text) and mark.paint is not None and wanted(mark):
                finding = Finding(page, mark.box, {"font": mark.face.name})
                by_face.setdefault(mark.face.name, []).append(finding)
        for findings in by_face.values():
            proof.note(severity, key, findings)


def _is_rich_black(inks: Inks) -> bool:
    c, m, y, k = inks
    if k < SMALLEST_DOT or max(c, m, y) < SMALLEST_DOT:
        return False
    neutral = max(c, m, y) - min(c, m, y) <= NEUTRAL
    return k >= SOLID_BLACK or (neutral and k + min(c, m, y) >= DARK)


RULES = (
    is_black_alone,
    has_few_inks,
    overprints_when_black,
    is_legible,
    has_its_fonts,
    has_its_glyphs,
    has_the_styles_fonts,
    has_outlines,
)
