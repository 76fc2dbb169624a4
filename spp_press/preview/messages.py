"""What the preview and its two processes say to each other: the setter lays out, the eye renders.

Neither WeasyPrint nor pdfium is imported where these are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Flag, auto
from pathlib import Path

from spp_press.problems import Problem
from spp_press.sheets import Sheet

SCREEN = 96 / 72  # pixels in a pt at 100 %
LARGEST = 6.0  # pixels in a pt


class Changed(Flag):
    """What has to be read again."""

    NOTHING = 0
    ISSUE = auto()
    STYLE = auto()
    FONTS = auto()
    ALL = ISSUE | STYLE | FONTS


@dataclass(frozen=True)
class Order:
    """What is previewed: the issue in ``folder`` of the bulletin in ``root``.

    ``styles`` is whose own styles there are, where that is not ``root``.
    """

    root: Path
    folder: Path
    style: str | None = None
    printer: str | None = None
    styles: Path | None = None

    @property
    def home(self) -> Path:
        """The bulletin whose styles and fonts are used."""
        return self.styles or self.root


@dataclass(frozen=True)
class Build:
    """A request: read again what has changed and lay out; draw the pages of ``view`` first."""

    changed: Changed
    view: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Ink:
    """A request: the pages' ink, as the print edition of the last build has it."""


@dataclass(frozen=True)
class Entry:
    """An article in the contents of the preview: its file, its title, its section's."""

    file: str
    title: str
    section: str


@dataclass(frozen=True)
class Laid:
    """The first reply to a Build: every page measured, and the pages of the view drawn."""

    title: str
    sheets: tuple[Sheet, ...]
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    style: str
    resolution: float
    ink_limit: float
    view: tuple[int, ...]
    pdf: bytes


@dataclass(frozen=True)
class Drawn:
    """The last reply to a Build: all pages, drawn as ``make`` draws them."""

    pdf: bytes


@dataclass(frozen=True)
class Inked:
    """The reply to Ink: a PNG of each page with its bleed, what is above the limit in red."""

    maps: tuple[bytes, ...]


@dataclass(frozen=True, eq=False)
class Load:
    """A request: look at this PDF from now on; its pages are the issue's ``numbers``."""

    pdf: bytes
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Survey:
    """A request: the digest of page ``number``, and a small picture of its trim.

    ``bleed`` is what lies around the trim, pt. With a ``scale``, the page is rendered as well.
    """

    number: int
    bleed: float
    scale: float | None = None


@dataclass(frozen=True)
class Render:
    """A request: page ``number`` with its bleed, at ``scale`` pixels in a pt."""

    number: int
    scale: float


@dataclass(frozen=True)
class Surveyed:
    """The reply to Survey; ``thumb`` and ``png`` are PNGs."""

    digest: str
    thumb: bytes
    png: bytes | None


@dataclass(frozen=True)
class Rendered:
    """The reply to Render: a PNG."""

    png: bytes


SetterRequest = Build | Ink
SetterReply = Laid | Drawn | Inked
EyeRequest = Load | Survey | Render
EyeReply = Surveyed | Rendered


def setter(order: Order) -> Callable[[SetterRequest], Iterator[SetterReply]]:
    """The setter, in its process."""
    from spp_press.preview.session import Session

    return Session(order)


def eye() -> Callable[[EyeRequest], Iterator[EyeReply]]:
    """The eye, in its process."""
    from spp_press.preview.rendering import Renderer

    return Renderer()
