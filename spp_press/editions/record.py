"""What the editions say of an issue: in their metadata, their page labels, their attachments."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Attachment(NamedTuple):
    """A source of the issue, kept inside the screen edition: its name there, bytes, media type."""

    name: str
    data: bytes
    mime: str
    description: str


class Record(NamedTuple):
    """An issue as a library would catalogue it.

    ``identifier`` is ``2021-1``, ``2021-3-4`` for a double issue, ``2021-S1`` for a supplement;
    ``label`` is its number as the cover has it (``第1期``), ``cumulative`` the number over all
    years, empty where there is none. ``date`` is 1 January where the issue has no date; wherever
    PDF wants a time it is 00:00Z. ``page_labels`` has one label a page; none at all means 1, 2, 3.
    ``copies`` is how many are printed, if that is known; ``permit`` is the number of the 准印证,
    empty where there is none.
    """

    title: str
    bulletin: str
    series: str
    publisher: str
    editor: str
    identifier: str
    year: int
    label: str
    cumulative: str
    date: date
    lang: str = "zh-CN"
    page_labels: tuple[str, ...] = ()
    sources: tuple[Attachment, ...] = ()
    copies: int | None = None
    permit: str = ""

    @property
    def number(self) -> str:
        """The number within the year: ``1``, ``3-4``, ``S1``."""
        return self.identifier.partition("-")[2]

    @property
    def cover_date(self) -> str:
        """The date as the cover displays it: ``2021年第1期``."""
        return f"{self.year}年{self.label}"

    @property
    def iso_time(self) -> str:
        """The date as XMP writes a time."""
        return f"{self.date.isoformat()}T00:00:00Z"

    @property
    def pdf_time(self) -> str:
        """The date as PDF writes a time (ISO 32000-1, 7.9.4)."""
        return f"D:{self.date:%Y%m%d}000000Z"
