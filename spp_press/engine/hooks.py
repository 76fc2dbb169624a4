"""Where the press leans on WeasyPrint's insides: functions of its layout, each with its reason.

WeasyPrint offers no way to say where the lines of a paragraph end, and nowhere but inside its
layout is the width of a line known. So these are replaced while :func:`composing` is in force:

``layout.block.iter_line_boxes``
    begins a block's lines: here the width is known, and the paragraph is composed for it.
``layout.inline.split_text_box``
    cuts a text where it fits: set text is cut already.
``layout.preferred.inline_min_content_width`` and ``inline_max_content_width``
    tell how narrow and how wide a paragraph could be: composed, that is something else.
``layout.inline.inline_min_content_width``
    tells how much room a line needs beside a float: a composed line was made for the room there is.
``layout.block.block_level_layout_switch``
    lays out one block: its height is rounded up to a whole number of grid lines
    (``--block-step``, after CSS Rhythmic Sizing), and the notes of its last line are kept.
``layout.table.auto_table_layout``, ``layout.block.table_layout``
    widths of columns, and the head of a table that goes on over the page (see ``tables``).

``emphasis`` replaces ``draw.draw_text``, ``drawings`` ``SVGImage.draw``, ``subsetting``
``pdf.fonts.Font.subset``, ``serialising`` properties of pydyf, while pages are drawn.
``tests/engine`` fails when any of them changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline, preferred, table
from weasyprint.layout.block import collapse_margin
from weasyprint.layout.float import avoid_collisions
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages
from weasyprint.text.line_break import strut

from spp_press.composition import (
    Lexicon,
    Line,
    Text,
    minimum_width,
    natural_width,
    set_heading,
    set_paragraph,
)
from spp_press.engine.composed import Composed
from spp_press.engine.fonts import Faces, Stack
from spp_press.engine.inline import NotComposable, Paragraph, Spaced, read, set_lines
from spp_press.engine.notes import keep_notes
from spp_press.engine.settext import SetText
from spp_press.engine.tables import continued_heads, fair_columns
from spp_press.engine.tokens import block_step, heading_shape, house_of
from spp_press.problems import InputError, Place, Problem, Report

_SOURCE = "source_children"
"""Where a composed LineBox keeps the children that it had."""

WIDEST = 19_200.0
"""Px: the largest page that a PDF can have (ISO 32000-2, C.2), and so the longest line."""

HOOKED = {
    (block, "iter_line_boxes"): (
        "context", "box", "position_y", "bottom_space", "skip_stack", "containing_block",
        "absolute_boxes", "fixed_boxes", "first_letter_style", "first_line_style",
    ),
    (inline, "inline_min_content_width"): (
        "context", "box", "outer", "skip_stack", "first_line", "is_line_start",
    ),
    (inline, "split_text_box"): ("context", "box", "available_width", "skip", "is_line_start"),
    (preferred, "inline_min_content_width"): (
        "context", "box", "outer", "skip_stack", "first_line", "is_line_start",
    ),
    (preferred, "inline_max_content_width"): ("context", "box", "outer", "is_line_start"),
    (block, "block_level_layout_switch"): (
        "context", "box", "bottom_space", "skip_stack", "containing_block", "page_is_empty",
        "absolute_boxes", "fixed_boxes", "adjoining_margins", "first_letter_style",
        "first_line_style", "discard", "max_lines",
    ),
    (table, "auto_table_layout"): ("context", "box", "containing_block"),
    (block, "table_layout"): (
        "context", "table", "bottom_space", "skip_stack", "containing_block", "page_is_empty",
        "absolute_boxes", "fixed_boxes",
    ),
}  # fmt: skip
"""What is replaced, and the parameters it has in the WeasyPrint that this was written for."""


@contextmanager
def composing(
    faces: Faces, lexicon: Lexicon, report: Report, composed: Composed | None = None
) -> Iterator[None]:
    """While in force, WeasyPrint's paragraphs are set by our composer.

    A character that none of its faces has becomes an error in ``report``. ``composed`` holds lines
    that were composed before with the same faces and lexicon.
    """
    composed = composed or Composed()
    composed.begin()
    composer = _Composer(faces, lexicon, report, composed)
    originals = {(module, name): getattr(module, name) for module, name in HOOKED}
    replacements: dict[tuple[Any, str], Callable[..., Any]] = {
        (block, "iter_line_boxes"): composer.iter_line_boxes(block.iter_line_boxes),
        (inline, "inline_min_content_width"): _room_beside(inline.inline_min_content_width),
        (inline, "split_text_box"): _split_text_box(inline.split_text_box),
        (preferred, "inline_min_content_width"): composer.content_width(
            preferred.inline_min_content_width, minimum_width
        ),
        (preferred, "inline_max_content_width"): composer.content_width(
            preferred.inline_max_content_width, natural_width
        ),
        (block, "block_level_layout_switch"): _block_level_layout(block.block_level_layout_switch),
        (table, "auto_table_layout"): fair_columns(table.auto_table_layout),
        (block, "table_layout"): continued_heads(block.table_layout),
    }
    try:
        for (module, name), replacement in replacements.items():
            setattr(module, name, replacement)
        yield
    finally:
        for (module, name), original in originals.items():
            setattr(module, name, original)


class _Composer:
    """Composes a LineBox for the width it is given, once for each width."""

    def __init__(self, faces: Faces, lexicon: Lexicon, report: Report, composed: Composed) -> None:
        self.faces = faces
        self.lexicon = lexicon
        self.report = report
        self.composed = composed

    def iter_line_boxes(self, stock: Callable[..., Any]) -> Callable[..., Any]:
        """WeasyPrint's function, its LineBox composed first."""

        def iter_line_boxes(  # noqa: PLR0917  (WeasyPrint's parameters)
            context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any,
            containing_block: Any, absolute_boxes: Any, fixed_boxes: Any,
            first_letter_style: Any, first_line_style: Any,
        ) -> Any:  # fmt: skip
            # Columns go on over the page with a copy of what was never composed.
            begins = skip_stack is None or _SOURCE not in vars(box)
            if begins and not first_letter_style and not first_line_style:
                self.compose(context, box, position_y, containing_block)
            return stock(
                context, box, position_y, bottom_space, skip_stack, containing_block,
                absolute_boxes, fixed_boxes, first_letter_style, first_line_style,
            )  # fmt: skip

        return iter_line_boxes

    def compose(self, context: Any, box: Any, position_y: float, containing_block: Any) -> None:
        """Give ``box`` children whose lines are settled for its width here."""
        if not _is_chinese(box):
            return
        if containing_block.width > WIDEST:
            raise InputError([Problem("line-wide")])
        source = vars(box).setdefault(_SOURCE, box.children)
        box.children = source
        resolve_percentages(box, containing_block)
        resolve_one_percentage(box, "text_indent", containing_block.width)
        try:
            paragraph = read(context, box, containing_block, self.faces)
        except NotComposable:
            return
        self.check_characters(box, paragraph)
        measure = _measure(context, box, position_y, containing_block)
        lines = self.lines(box, paragraph, measure)
        if lines:  # there is nothing to set in spaces alone
            box.children = set_lines(source, paragraph, lines)

    def check_characters(self, box: Any, paragraph: Paragraph) -> None:
        """Report each character that no face of its stack has."""
        for item in paragraph.items:
            if isinstance(item, Text) and isinstance(item.metrics, Stack | Spaced):
                for char in item.metrics.missing(item.text):
                    self.report.error(
                        "character-missing",
                        Place.parse(box.element.get("data-source")),
                        character=char,
                        code=f"U+{ord(char):04X}",
                    )

    def lines(self, box: Any, paragraph: Paragraph, measure: Callable[[int], float]) -> list[Line]:
        """The paragraph's lines, by words where the style asks for it."""
        house, items, indent = house_of(box.style), paragraph.items, box.text_indent
        shape = heading_shape(box.style)
        justified = box.style["text_align_all"] == "justify"

        def compose(measure: Callable[[int], float]) -> list[Line]:
            if shape:
                return set_heading(
                    items, measure, indent=indent, house=house, shape=shape, words=self.lexicon
                )
            align: Literal["justify", "start"] = "justify" if justified else "start"
            return set_paragraph(items, measure, indent=indent, house=house, align=align)

        key = (tuple(items), indent, house, shape, justified)
        return self.composed.lines(key, measure, compose)

    def content_width(
        self, stock: Callable[..., float], width_of: Callable[..., float]
    ) -> Callable[..., float]:
        """WeasyPrint's function, answering for a paragraph as it will be composed."""

        def content_width(
            context: Any, box: Any, outer: bool = True, *args: Any, **options: Any
        ) -> float:
            if not isinstance(box, boxes.LineBox) or args or options.get("first_line"):
                return stock(context, box, outer, *args, **options)
            if not _is_chinese(box):
                return stock(context, box, outer, *args, **options)
            composed = box.children
            box.children = vars(box).get(_SOURCE, box.children)
            try:
                items = read(context, box, None, self.faces).items
            except NotComposable:
                return stock(context, box, outer, *args, **options)
            finally:
                box.children = composed
            indent = box.style["text_indent"]
            width = width_of(items, house_of(box.style))
            if getattr(indent, "unit", "%") != "%":
                width += indent.value
            return float(preferred.adjust(box, outer, width))

        return content_width


def _is_chinese(box: Any) -> bool:
    """Whether the box's language is Chinese; a page's margin boxes have none and take ours."""
    language = box.style["lang"]
    return language is None or str(language).lower().startswith("zh")


def _measure(
    context: Any, box: Any, position_y: float, containing_block: Any
) -> Callable[[int], float]:
    """The width of the paragraph's line ``i``: the block's, less what floats take of it."""
    if not context.excluded_shapes:
        width = float(containing_block.width)
        return lambda line: width
    line_height, _ = strut(box.style)

    def measure(line: int) -> float:
        box.position_y = position_y + line * line_height
        box.width, box.height = _least(box), line_height
        _, _, available = avoid_collisions(context, box, containing_block, outer=False)
        return float(available)

    return measure


_BESIDE = 4
"""Characters, of which an indent leaves two: fewer beside a picture are no line."""


def _room_beside(stock: Callable[..., float]) -> Callable[..., float]:
    def inline_min_content_width(context: Any, box: Any, *args: Any, **options: Any) -> float:
        source = box.__dict__.get("source_children")
        if source is None or box.children is source:
            return stock(context, box, *args, **options)
        return _least(box)

    return inline_min_content_width


def _least(box: Any) -> float:
    """Px: what a line beside a float has to have; with less it begins below the float."""
    return _BESIDE * float(box.style["font_size"])


def _split_text_box(stock: Callable[..., Any]) -> Callable[..., Any]:
    def split_text_box(
        context: Any, box: Any, available_width: float | None, skip: int | None,
        is_line_start: bool = True,
    ) -> Any:  # fmt: skip
        if isinstance(box, SetText):
            return box.set_line()
        return stock(context, box, available_width, skip, is_line_start=is_line_start)

    return split_text_box


_ADJOINING = HOOKED[block, "block_level_layout_switch"].index("adjoining_margins") - 2
_HAIR = 0.01
"""Px; a block that is higher than whole lines by less is as high as they are."""


def _step_of(box: Any) -> float:
    """The block's step. A table's box has its margins and title in a wrapper: that is the block."""
    if isinstance(box, boxes.TableBox):
        return 0.0
    return block_step((box.get_wrapped_table() if box.is_table_wrapper else box).style)


def _block_level_layout(stock: Callable[..., Any]) -> Callable[..., Any]:
    def block_level_layout_switch(context: Any, box: Any, *args: Any, **named: Any) -> Any:
        step = _step_of(box)
        adjoining = named["adjoining_margins"] if named else args[_ADJOINING]  # flex names it
        before = list(adjoining or ()) if step else []
        result = stock(context, box, *args, **named)
        new_box, resume_at = result[0], result[1]
        if new_box is None:
            return result
        keep_notes(context, new_box)
        if step and resume_at is None:
            # What the block adds to the page: less than its margins where these collapse.
            top = new_box.margin_top
            added = collapse_margin([*before, top]) - collapse_margin(before)
            rest = -(new_box.margin_height() - top + added) % step
            if rest < step - _HAIR:
                new_box.padding_bottom += rest
        return result

    return block_level_layout_switch
