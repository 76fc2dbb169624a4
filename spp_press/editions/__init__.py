"""One drawn PDF → the editions: ``print``, ``screen`` for readers, ``booklet``, ``proof``.

All come from the same bytes, so that page breaks, lines and positions are the same in each. A new
edition is a function from :class:`Job` to bytes, and its entry in ``EDITIONS``.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from functools import cached_property

from spp_press.editions.booklet import booklet
from spp_press.editions.cover import cover_and_body, for_the_press, job_ticket
from spp_press.editions.finish import finish
from spp_press.editions.print import print_edition
from spp_press.editions.proof import proof
from spp_press.editions.record import Attachment, Record
from spp_press.editions.screen import screen_edition
from spp_press.editions.srgb import screen_rgb
from spp_press.printers import Printer
from spp_press.sheets import Line
from spp_press.stages import STAGES, Stage
from spp_press.styles import Ink

__all__ = [
    "EDITIONS",
    "Attachment",
    "Ink",
    "Job",
    "Record",
    "booklet",
    "cover_and_body",
    "finish",
    "for_the_press",
    "job_ticket",
    "print_edition",
    "proof",
    "screen_edition",
    "screen_rgb",
]


@dataclass(frozen=True)
class Job:
    """What any edition may want: the drawn PDF, the issue's record, the style's inks, the printer.

    ``kept`` holds converted pictures by content, between editions and between builds. A proof wants
    its ``stage`` and the ``lines`` of each page.
    """

    drawn: bytes
    record: Record
    inks: tuple[Ink, ...]
    printer: Printer
    kept: MutableMapping[str, bytes]
    stage: Stage = STAGES[0]
    lines: tuple[tuple[Line, ...], ...] = ()

    @cached_property
    def print_pdf(self) -> bytes:
        """The print edition, which others are made of."""
        return print_edition(self.drawn, self.record, self.inks, self.printer, self.kept)


def _print(job: Job) -> bytes:
    return job.print_pdf


def _screen(job: Job) -> bytes:
    return screen_edition(job.drawn, job.record, job.kept)


def _booklet(job: Job) -> bytes:
    return booklet(job.print_pdf, job.record, job.printer)


def _proof(job: Job) -> bytes:
    return proof(job.print_pdf, job.record, job.printer, job.stage, job.lines)


EDITIONS: dict[str, Callable[[Job], bytes]] = {
    "print": _print,
    "screen": _screen,
    "booklet": _booklet,
    "proof": _proof,
}
