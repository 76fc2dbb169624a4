"""A paragraph's box tree → what the composer reads, and its lines → a box tree again.

A LineBox, before its layout, holds all of a paragraph's inline content. :func:`read` flattens it
into the composer's items; :func:`set_lines` gives it children in which every line is settled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import atomic_box
from weasyprint.layout.percent import resolve_percentages
from weasyprint.layout.preferred import max_content_width
from weasyprint.text.line_break import split_first_line

from spp_press.composition import Forced, Item, Line, Rigid, Span, Text
from spp_press.engine.emphasis import dots_under
from spp_press.engine.fonts import Faces, Stack
from spp_press.engine.ruby import is_ruby, set_ruby
from spp_press.engine.settext import SetText
from spp_press.engine.setting import Setting
from spp_press.engine.tokens import has_emphasis_dots


@dataclass(frozen=True)
class Spaced:
    """A face stack set with CSS ``letter-spacing``, in em."""

    stack: Stack
    spacing: float

    def advance(self, text: str, feature: str = "") -> float:
        """The width of ``text``, em."""
        return self.stack.advance(text, feature) + self.spacing * len(text)

    def missing(self, text: str) -> list[str]:
        """The characters of ``text`` that none of the faces draws."""
        return self.stack.missing(text)

    def has(self, char: str, feature: str) -> bool:
        """Whether the face has the twin."""
        return self.stack.has(char, feature)


@dataclass
class Paragraph:
    """A LineBox's content as the composer reads it, and the way back.

    ``of`` tells for a box (by identity) which item it became, ``instead`` what is set in its place.
    """

    items: list[Item] = field(default_factory=list)
    of: dict[int, int] = field(default_factory=dict)
    opens: dict[int, int] = field(default_factory=dict)
    closes: dict[int, int] = field(default_factory=dict)
    instead: dict[int, Any] = field(default_factory=dict)

    def add(self, box: Any, item: Item) -> None:
        """Append what ``box`` became."""
        self.of[id(box)] = len(self.items)
        self.items.append(item)


class NotComposable(Exception):
    """The content is of a kind that is left to WeasyPrint: preformatted, or with a float in it."""


def read(context: Any, line_box: Any, containing_block: Any, faces: Faces) -> Paragraph:
    """The content of ``line_box``; raises NotComposable where WeasyPrint should set it.

    Without a ``containing_block`` (its width is just being asked for), percentages are nothing and
    inline blocks are as wide as they like.
    """
    paragraph = Paragraph()
    _read_children(context, line_box, containing_block, faces, paragraph)
    if not any(isinstance(item, Text) for item in paragraph.items):
        raise NotComposable
    return paragraph


def _read_children(
    context: Any, parent: Any, containing_block: Any, faces: Faces, paragraph: Paragraph
) -> None:
    before = (None, *parent.children)
    after = (*parent.children[1:], None)
    for previous, child, following in zip(before, parent.children, after, strict=False):
        if not child.is_in_normal_flow():
            if child.is_floated():
                raise NotComposable
        elif isinstance(child, boxes.TextBox):
            _read_text(child, faces, paragraph)
        elif is_ruby(child):
            stack_of = partial(_stack, faces=faces)
            instead, width = set_ruby(child, previous, following, stack_of)
            paragraph.instead[id(child)] = instead
            paragraph.add(child, Rigid(width, "object"))
        elif isinstance(child, boxes.InlineBox) and not child.is_leader and not child.footnote:
            resolve_percentages(child, containing_block or (0, 0))
            _read_edge(child, "left", paragraph)
            _read_children(context, child, containing_block, faces, paragraph)
            _read_edge(child, "right", paragraph)
        elif isinstance(child, boxes.InlineBox):
            width = _opaque_width(context, child)
            paragraph.add(child, Rigid(width, "call"))  # never parted from what is before it
        elif isinstance(child, boxes.AtomicInlineLevelBox):
            width = _atomic_width(context, child, containing_block)
            paragraph.add(child, Rigid(width, "object"))
        else:
            raise NotComposable


def _atomic_width(context: Any, box: Any, containing_block: Any) -> float:
    if containing_block is None:
        return float(max_content_width(context, box))
    resolve_percentages(box, containing_block)
    placed = atomic_box(context, box, 0, None, containing_block, [], [])
    return float(placed.margin_width())


def _read_text(box: Any, faces: Faces, paragraph: Paragraph) -> None:
    style = box.style
    if box.text == "\n":
        paragraph.add(box, Forced())
        return
    if "\n" in box.text or "\t" in box.text or not style["font_size"]:
        raise NotComposable
    paragraph.add(
        box,
        Text(
            box.text,
            style["font_size"],
            _metrics(style, faces),
            lang=style["lang"] or "zh",
            wraps=style["white_space"] not in ("nowrap", "pre"),
            verbatim=style["white_space"] in ("pre", "pre-wrap") or box.element_tag == "code",
        ),
    )


def _metrics(style: Any, faces: Faces) -> Stack | Spaced:
    stack = _stack(style, faces)
    if style["letter_spacing"] in ("normal", 0):
        return stack
    return Spaced(stack, style["letter_spacing"] / style["font_size"])


def _stack(style: Any, faces: Faces) -> Stack:
    face = style["font_weight"], style["font_style"] != "normal"
    stack = faces.stack(style["font_family"], *face)
    if not stack.faces:
        # A family that the style has no face of, as the browser's monospace for code: Pango would
        # take whichever it likes.
        style["font_family"] = (faces.default,)
        stack = faces.stack(style["font_family"], *face)
    return stack


def _read_edge(box: Any, side: str, paragraph: Paragraph) -> None:
    margin = getattr(box, f"margin_{side}")
    width = (
        (0 if margin == "auto" else margin)
        + getattr(box, f"padding_{side}")
        + getattr(box, f"border_{side}_width")
    )
    if width:
        edges = paragraph.opens if side == "left" else paragraph.closes
        edges[id(box)] = len(paragraph.items)
        paragraph.items.append(Rigid(width, "open" if side == "left" else "close"))


def _opaque_width(context: Any, box: Any) -> float:
    """The width of an inline box that is set as it stands: a footnote's call, a leader."""
    width = 0.0
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            width += split_first_line(child.text, child.style, context, None, 0)[3]
        elif isinstance(child, boxes.InlineBox):
            width += _opaque_width(context, child)
    return width


def set_lines(
    source: Sequence[Any], paragraph: Paragraph, lines: Sequence[Line]
) -> tuple[Any, ...]:
    """The children of the set LineBox: those of ``source``, cut where ``lines`` end."""
    return tuple(_Setter(paragraph, lines).children(source))


_HAIR = 0.004
"""Em; twice what rounding the tracking of a line can come to."""


@dataclass(frozen=True)
class _Piece:
    """What one line takes of one text: its spans, and what stands at the line's end."""

    spans: Sequence[Span]
    is_last: bool
    breaks: bool
    hyphen: bool


class _Setter:
    """Walks the source boxes again and puts set text in place of each."""

    def __init__(self, paragraph: Paragraph, lines: Sequence[Line]) -> None:
        self.paragraph = paragraph
        self.pieces: dict[int, list[_Piece]] = {}
        self.ends_after: set[int] = set()
        for line, following in zip(lines, (*lines[1:], None), strict=True):
            self._read_line(line, following)

    def _read_line(self, line: Line, following: Line | None) -> None:
        """Sort the line's spans by item; a break falls after the last, if a line follows."""
        if not line.spans:
            return
        by_item: dict[int, list[Span]] = {}
        for span in line.spans:
            by_item.setdefault(span.item, []).append(span)
        last = line.spans[-1].item
        # A forced break has a line end of its own; any other line needs one.
        breaks = following is not None and not line.last
        for item, spans in by_item.items():
            is_last = item == last
            if isinstance(self.paragraph.items[item], Text):
                piece = _Piece(spans, is_last, breaks and is_last, line.hyphen and is_last)
                self.pieces.setdefault(item, []).append(piece)
            elif breaks and is_last:
                self.ends_after.add(item)

    def children(self, source: Sequence[Any]) -> Iterator[Any]:
        for box in source:
            item = self.paragraph.of.get(id(box))
            if item is not None and isinstance(self.paragraph.items[item], Text):
                yield from self._texts(box, item)
            elif isinstance(box, boxes.InlineBox) and item is None and box.is_in_normal_flow():
                yield from self._inline(box)
            elif item is not None and isinstance(self.paragraph.items[item], Forced):
                yield SetText(box, "\n", 0, 0, ())
            else:
                yield self.paragraph.instead.get(id(box), box)
                if item in self.ends_after:
                    yield _line_end(box)

    def _inline(self, box: Any) -> Iterator[Any]:
        yield box.copy_with_children(list(self.children(box.children)))
        if self.paragraph.closes.get(id(box)) in self.ends_after:
            yield _line_end(box)

    def _texts(self, box: Any, item: int) -> Iterator[SetText]:
        source = self.paragraph.items[item]
        assert isinstance(source, Text)
        spacing = round(getattr(source.metrics, "spacing", 0.0) * 1000)
        stack = source.metrics.stack if isinstance(source.metrics, Spaced) else source.metrics
        assert isinstance(stack, Stack)
        dotted = has_emphasis_dots(box.style)
        for piece in self.pieces.get(item, ()):
            text, settings = "", []
            for span in piece.spans:
                start = len(text)
                text += source.text[span.start : span.end]
                tracking = round(span.tracking / source.size * 1000) + spacing
                settings.append(Setting(start, len(text), span.features, tracking))
            if piece.hyphen:
                text += "-"
            advances = [round(1000 * advance) for advance in stack.set_advances(text, settings)]
            for setting in settings:
                for at in range(setting.start, setting.end):
                    advances[at] += setting.tracking
            tail = settings[-1].tracking if piece.is_last and settings else 0
            width = (sum(advances) - tail) * source.size / 1000  # none after the last glyph
            if piece.breaks:
                # Whole thousandths may end a line a hair past the measure, where WeasyPrint
                # would break it once more.
                width -= _HAIR * source.size
            dots = dots_under(text, advances, source.size) if dotted else ()
            text += "\n" * piece.breaks
            height = stack.height * source.size
            yield SetText(box, text, width, height, settings, advances=advances, dots=dots)


def _line_end(box: Any) -> SetText:
    """An empty text that ends the line after ``box``."""
    return SetText(box, "\n", 0, 0, ())
