"""What a paragraph is made of, and what composing it gives back.

A paragraph comes as a sequence of *items*: texts in one face stack and size, rigid boxes, forced
line breaks. It goes back as *lines* of *spans*, which name characters of the items and say how
they are drawn. Lengths are in the unit of the measure (the engine's is pt) unless a docstring says
ic: the advance of one Han character, which is the size of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True)
class House:
    """The house style of a paragraph; lengths in ic of the text that they stand in.

    ``marks``: the width of marks: ``full`` (全身), ``kaiming`` (开明: only
    。？！ are full) or ``half`` (半角). ``latin_gap``, ``digit_gap``: between Han characters and
    Latin letters, or digits (0 to 0.3). ``indent_opener``: the width of an opening mark right after
    a paragraph's indent. ``orphan``: whether a last line of one character (孤字) is avoided.
    ``stretch``: the most that a gap may open; text extractors see a space from 0.10.
    """

    marks: Literal["full", "kaiming", "half"] = "full"
    latin_gap: float = 0.2
    digit_gap: float = 0.2
    indent_opener: Literal["full", "half"] = "half"
    orphan: bool = True
    hyphenate: bool = True
    stretch: float = 0.09


class Metrics(Protocol):
    """What is known of a text's face stack. Lengths in em of the text's own size.

    Features name a glyph's twins: ``hwid`` (a mark, half an em wide), ``pwid`` (a curly quote, dash
    or ellipsis, as wide as in Latin text), ``ss17``, ``ss18``, ``ss16`` (a letter or digit padded
    by 0.2 em on its right, its left, both sides).
    """

    def advance(self, text: str, feature: str = "") -> float:
        """The advance of ``text``, shaped as one run with kerning.

        ``feature`` is "", or ``pwid`` for a run with Latin quotation marks in it.
        """

    def has(self, char: str, feature: str) -> bool:
        """Whether the face that draws ``char`` has its twin for ``feature``."""


@dataclass(frozen=True)
class Text:
    """Characters in one face stack. ``size``: the measure's unit; ``lang``: a BCP 47 tag.

    ``wraps``: whether lines may break inside; ``verbatim``: set as it is, without squeezing, gaps
    or hyphens (inline code).
    """

    text: str
    size: float
    metrics: Metrics
    lang: str = "zh"
    wraps: bool = True
    verbatim: bool = False


@dataclass(frozen=True)
class Rigid:
    """A box that is no text. ``width``: the measure's unit.

    ``object``: an inline picture; breaks like a Han character. ``call``: a footnote call, never
    parted from what stands before it. ``open``, ``close``: what an inline box adds at its start
    (stays with what follows) and at its end (stays with what precedes).
    """

    width: float
    kind: Literal["object", "call", "open", "close"]


@dataclass(frozen=True)
class Forced:
    """A forced line break (HTML's ``br``)."""


Item = Text | Rigid | Forced


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``[start, end)`` of the text of item number ``item``, drawn alike.

    ``features``: "" or the twin that they are drawn with. ``tracking``: what is added after each of
    the characters, in the measure's unit: whole thousandths of the text's size, negative where the
    line is squeezed. A :class:`Rigid` is the span ``[0, 0)`` of its item.
    """

    item: int
    start: int
    end: int
    features: str = ""
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``width``: from its start (after the indent) to the end of its last glyph.

    The tracking after the last glyph is no part of ``width``; the hyphen is, if ``hyphen`` says
    that one is to be drawn. ``last``: the line ends the paragraph, or at a forced break.
    """

    spans: tuple[Span, ...]
    width: float
    hyphen: bool = False
    last: bool = False
