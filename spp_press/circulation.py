"""Whom an issue goes to, in how many copies, how confidential it is, by what permit it is printed.

The bulletin's settings state it for all issues, and an issue's for itself, key by key: what an
official bulletin prints on its first page (密级) and at the foot of its last (报、送、发 and 印数,
GB/T 9704-2012, 7.2.2 and 7.4), and what an internal publication has to print
(内部资料性出版物管理办法, 14). Every key may be left out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from spp_press.problems import Place, Report
from spp_press.settings import Table

_LARGEST = 10_000_000


class Permit(NamedTuple):
    """The 准印证 of an internal publication: its ``number`` as granted, and where it is stated."""

    number: str
    place: Place

    @property
    def label(self) -> str:
        """准印证号：桐内资准字2026-L031, or as granted where the number itself says 准印证."""
        return self.number if "准印证" in self.number else f"准印证号：{self.number}"


class Circulation(NamedTuple):
    """``report``, ``send`` and ``distribute`` are 报, 送 and 发, ``audience`` is 发送对象.

    ``printed_by`` is 印刷单位. What is not stated is empty.
    """

    classification: str = ""
    report: str = ""
    send: str = ""
    distribute: str = ""
    copies: int | None = None
    permit: Permit | None = None
    audience: str = ""
    printed_by: str = ""

    def over(self, other: Circulation) -> Circulation:
        """This circulation, and what it leaves open as in ``other``."""
        return Circulation(
            self.classification or other.classification,
            self.report or other.report,
            self.send or other.send,
            self.distribute or other.distribute,
            self.copies or other.copies,
            self.permit or other.permit,
            self.audience or other.audience,
            self.printed_by or other.printed_by,
        )


def read_circulation(table: Table, drawn: Callable[[Table, str], str]) -> Circulation:
    """What a settings file says of it; ``drawn`` reads a line of text that will be printed."""
    classification = drawn(table, "classification")
    copies = table.whole("copies", 1, _LARGEST)
    number = drawn(table, "permit")
    permit = Permit(number, table.place("permit")) if number else None
    audience = drawn(table, "audience")
    printed_by = drawn(table, "printed_by")
    report = send = distribute = ""
    recipients = table.table("recipients")
    if recipients is not None:
        report, send, distribute = (drawn(recipients, k) for k in ("report", "send", "distribute"))
        recipients.finish()
    return Circulation(
        classification, report, send, distribute, copies, permit, audience, printed_by
    )


def vet_permit(
    circulation: Circulation, printed_on: date | None, likely: str, issue: Place, report: Report
) -> None:
    """Note what has to be printed with a permit and is not stated (art. 14).

    Where an issue has to state it, that is said at ``issue``, else at the permit; ``likely`` is a
    day to be given as an example. What is stated and wrong has been noted already.
    """
    if not circulation.permit:
        return
    place = circulation.permit.place
    stated = {
        "audience": (circulation.audience, place),
        "printed_by": (circulation.printed_by, place),
        "printed_on": (printed_on, issue),
        "copies": (circulation.copies, place),
    }
    wrong = {value for problem in report for name, value in problem.values if name == "setting"}
    for name, (value, where) in stated.items():
        if not value and name not in wrong:
            report.error(f"permit-{name.replace('_', '-')}", where, day=likely)
