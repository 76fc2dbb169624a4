"""What a reader finds in a file: blocks in the manuscript's notation, and what stands aside.

A block's ``text`` is ready to be written into a manuscript; ``plain`` is the same without notation,
for comparing and counting. Nothing that a file says is in neither its blocks nor its asides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from spp_press.problems import Place

SIDEBAR = "边栏"
"""The container that text boxes and framed text become."""


class Kind(Enum):
    """What a block is."""

    HEADING = auto()
    PARAGRAPH = auto()
    LIST = auto()  # one item
    INSIDE = auto()  # a paragraph within an item
    TABLE = auto()
    PICTURE = auto()
    OPEN = auto()  # a container begins: its name is the text
    CLOSE = auto()
    COMMENT = auto()  # for the editor's eyes
    BREAK = auto()  # a new page
    OTHER = auto()


@dataclass(frozen=True)
class Look:
    """How a paragraph looks where no style says what it is. ``size`` in pt, 0 if unknown."""

    bold: bool = False
    centred: bool = False
    size: float = 0.0


@dataclass(frozen=True)
class Use:
    """A picture where it is used; ``key`` is its name in the document's pictures."""

    key: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Block:
    """One block. ``level``: a heading's from 1 (0: the document's title), an item's depth from 0.

    ``contents`` is the level of a line in a table of contents, 0 elsewhere; ``caption`` marks a
    paragraph that its style calls a caption; ``doubtful`` a heading that only looks like one.
    """

    kind: Kind
    place: Place
    text: str = ""
    plain: str = ""
    level: int = 0
    look: Look = Look()
    picture: Use | None = None
    contents: int = 0
    caption: bool = False
    doubtful: bool = False


@dataclass(frozen=True)
class Aside:
    """What a file says outside its text: ``kind`` is a word of the catalogue (``header``, …)."""

    kind: str
    place: Place
    text: str


@dataclass
class Document:
    """One file, read. ``notes`` by label; ``pictures`` by key: a name with its suffix → bytes."""

    file: str
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    asides: list[Aside] = field(default_factory=list)
    section: str = ""

    @property
    def place(self) -> Place:
        """The file as a whole."""
        return Place(self.file)
