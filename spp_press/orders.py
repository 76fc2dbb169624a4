"""What is asked of the press, and what it gives back: all that a build's process is told and says.

Nothing of the engine is imported here, so that the process that only asks need not load it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from spp_press.listing import Listing
from spp_press.problems import Problem
from spp_press.receipts import Receipt
from spp_press.stages import STAGES, Stage

EDITIONS = ("print", "screen", "booklet", "proof")
"""What an issue can be made as."""


class Order(NamedTuple):
    """What is to be made: the issue in ``folder``, as each of ``editions``.

    Converted pictures are kept in ``cache`` from build to build, if there is one. ``styles`` is
    whose own styles there are, where that is not ``root``. ``stage`` is what a proof is for.
    """

    root: Path
    folder: Path
    editions: tuple[str, ...]
    style: str | None = None
    printer: str | None = None
    cache: Path | None = None
    styles: Path | None = None
    stage: Stage = STAGES[0]


class Made(NamedTuple):
    """What was made: each edition's PDF by name, and what the summary says of it.

    ``rejected`` names the editions that would not print right, or could not be read; ``papers``
    is what goes to the press with the print edition, by file name; the ``receipt`` is of both, the
    rejected and the proof left out. ``listing`` is the issue's entry in a catalogue.
    ``unlike_printed`` says what would be otherwise than it went to press.
    """

    identifier: str
    editions: Mapping[str, bytes]
    rejected: frozenset[str]
    papers: Mapping[str, bytes]
    receipt: Receipt
    unlike_printed: tuple[Problem, ...]
    html: str
    listing: Listing
    pictures: int
    problems: tuple[Problem, ...]
