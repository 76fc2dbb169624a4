"""A finished PDF on the proofing table: its pages measured once, and what the rules find noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pikepdf
from pikepdf import Object

from spp_press.preflight.marks import NOWHERE, Box, Mark, meet, within
from spp_press.preflight.walking import Walker
from spp_press.printers import Printer
from spp_press.problems import Problem, Report, Severity

MM = 72 / 25.4

MALFORMED = (
    pikepdf.PdfError, ArithmeticError, AttributeError, LookupError, OSError, RuntimeError,
    TypeError, ValueError,
)  # fmt: skip
"""What reading a PDF raises that is not one: an object of another type, a picture cut short."""


@dataclass(frozen=True)
class Page:
    """A page: its number from 1, its boxes in points (None where it has no such box), its marks.

    ``cut`` and ``bled`` are the trim and the bleed as a reader of the file has to take them.
    """

    number: int
    source: pikepdf.Page
    media: Box
    trim: Box | None
    bleed: Box | None
    marks: tuple[Mark, ...]
    readable: bool = True

    @property
    def cut(self) -> Box:
        """The trim box, or else what the whole page is."""
        return self.trim or self.media

    @property
    def bled(self) -> Box:
        """The bleed box, or else what the whole page is (ISO 32000-1, 14.11.2)."""
        return self.bleed or self.media

    @cached_property
    def printed(self) -> tuple[Mark, ...]:
        """The marks that show inside the bleed, those of patterns included."""
        return tuple(mark for mark in within(self.marks) if meet(mark.box, self.bled) != NOWHERE)

    def place(self, box: Box) -> tuple[str, str]:
        """The upper left corner of what shows of ``box``: mm from the trim's left and top."""
        left, _, _, top = self.cut
        if (shown := meet(box, self.bled)) != NOWHERE:
            box = shown
        return f"{(box[0] - left) / MM:.1f}", f"{(top - box[3]) / MM:.1f}"


class Finding(NamedTuple):
    """One place where a rule is broken; of several on a page the one with most ``weight`` shows."""

    page: Page
    box: Box
    values: Mapping[str, object]
    weight: float = 0.0


@dataclass
class Proof:
    """A PDF opened, and what is found in it. ``fonts`` are the families that it may use."""

    pdf: pikepdf.Pdf
    fonts: frozenset[str] | None = None
    report: Report = field(default_factory=Report)
    walker: Walker = field(default_factory=Walker)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page, walked."""
        return tuple(
            self._read(number, page) for number, page in enumerate(self.pdf.pages, start=1)
        )

    def _read(self, number: int, page: pikepdf.Page) -> Page:
        try:
            marks, readable = self.walker.marks(page), True
        except MALFORMED as error:
            self.error("proof-unreadable", page=number, reason=type(error).__name__)
            marks, readable = (), False
        return Page(
            number=number,
            source=page,
            media=_box(page.mediabox) or NOWHERE,
            trim=_box(page.obj.get("/TrimBox")),
            bleed=_box(page.obj.get("/BleedBox")),
            marks=marks,
            readable=readable,
        )

    def error(self, key: str, **values: object) -> None:
        """Note what stops the press, of the file or a page as a whole."""
        self.report.error(key, None, **values)

    def warning(self, key: str, **values: object) -> None:
        """Note what the editor should look at, of the file or a page as a whole."""
        self.report.warning(key, None, **values)

    def note(self, severity: Severity, key: str, findings: Iterable[Finding]) -> None:
        """Note places: one problem for each page, with the worst place and how many there are."""
        by_page: dict[int, list[Finding]] = {}
        for finding in findings:
            by_page.setdefault(finding.page.number, []).append(finding)
        for number, each in by_page.items():
            worst = max(each, key=lambda finding: finding.weight)
            x, y = worst.page.place(worst.box)
            values = {"page": number, "x": x, "y": y, "count": len(each), **worst.values}
            self.report.add(
                Problem(key, None, severity, tuple((k, str(v)) for k, v in values.items()))
            )


@dataclass
class PressProof(Proof):
    """A PDF for ``printer``.

    ``accepted`` names pictures that may be too small, ``pictures`` gives the names that the issue
    has for the PDF's, ``kept`` holds reduced pictures by content.
    """

    printer: Printer = field(kw_only=True)
    accepted: frozenset[str] = frozenset()
    pictures: Mapping[str, str] = field(default_factory=dict)
    kept: MutableMapping[str, bytes] = field(default_factory=dict)


def millimetres(points: float) -> str:
    """A length as a finding says it: mm, to a tenth."""
    return f"{points / MM:.1f}"


def _box(values: Object | None) -> Box | None:
    try:
        left, bottom, right, top = (float(v) for v in values or ())
    except MALFORMED:
        return None
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
