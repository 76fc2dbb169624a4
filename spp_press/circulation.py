"""Whom an issue goes to, in how many copies, and whether it is confidential.

The bulletin's settings state it for all issues, and an issue's for itself, key by key: what an
official bulletin prints on its first page (密级) and at the foot of its last (报、送、发 and 印数,
GB/T 9704-2012, 7.2.2 and 7.4). Every key may be left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spp_press.settings import Table

_LARGEST = 10_000_000


@dataclass(frozen=True)
class Circulation:
    """``report``, ``send`` and ``distribute`` are 报, 送 and 发; what is not stated is empty."""

    classification: str = ""
    report: str = ""
    send: str = ""
    distribute: str = ""
    copies: int | None = None

    def over(self, other: Circulation) -> Circulation:
        """This circulation, and what it leaves open as in ``other``."""
        return Circulation(
            self.classification or other.classification,
            self.report or other.report,
            self.send or other.send,
            self.distribute or other.distribute,
            self.copies or other.copies,
        )


def read_circulation(table: Table, drawn: Callable[[Table, str], str]) -> Circulation:
    """What a settings file says of it; ``drawn`` reads a line of text that will be printed."""
    classification = drawn(table, "classification")
    copies = table.whole("copies", 1, _LARGEST)
    recipients = table.table("recipients")
    if recipients is None:
        return Circulation(classification, copies=copies)
    report, send, distribute = (drawn(recipients, k) for k in ("report", "send", "distribute"))
    recipients.finish()
    return Circulation(classification, report, send, distribute, copies)
