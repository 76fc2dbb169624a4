"""An issue → its record: what the editions say of it, as a library would catalogue it."""

from __future__ import annotations

from datetime import date

from spp_press.editions.record import Attachment, Record
from spp_press.issue import Issue


def record_of(issue: Issue, pages: int, sources: tuple[Attachment, ...] = ()) -> Record:
    """The record of ``issue``, which has come to ``pages`` pages, with its ``sources``.

    An issue without a date counts as of 1 January of its year.
    """
    bulletin, number = issue.bulletin, issue.number
    return Record(
        title=f"{bulletin.name} {number.full_label}（{number.cumulative_label}）",
        bulletin=bulletin.name,
        series=bulletin.series,
        publisher=bulletin.publisher,
        editor=issue.editor,
        identifier=issue.identifier,
        year=number.year,
        label=number.label,
        cumulative=str(number.cumulative),
        date=issue.date or date(number.year, 1, 1),
        page_labels=("封面", *map(str, range(2, pages)), "封底"),
        sources=sources,
        copies=issue.circulation.copies,
        permit=issue.circulation.permit.number if issue.circulation.permit else "",
    )
