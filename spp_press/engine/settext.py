"""Text that is set already: its line is known, and where each of its glyphs goes.

A :class:`SetText` takes the place of WeasyPrint's TextBox once a paragraph is composed. Its width
comes from the composer, so layout asks Pango nothing; when the page is drawn, Pango shapes the
text with the features of each span, and each glyph gets the width that it was composed with. Pango
would not give it that: it shapes scripts apart, so that a pair such as 3D or _Y, whose first
character it counts to the Han text before it, goes without its kerning.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text.ffi import ffi, pango, unicode_to_char_p
from weasyprint.text.line_break import Layout, strut

from spp_press.engine.setting import Setting

_PANGO_SCALE = 1024


class SetText(TextBox):  # type: ignore[misc]
    """A run of set text; a ``\\n`` at its end ends the line.

    ``advances``: what each character takes, in thousandths of the em, tracking included;
    without them, what Pango gives it. ``dots`` says where emphasis dots are drawn under it, px
    from its start.
    """

    def __init__(
        self, model: TextBox, text: str, width: float, height: float, settings: Sequence[Setting],
        *, advances: Sequence[int] = (), dots: Sequence[float] = (),
    ) -> None:  # fmt: skip
        super().__init__(model.element_tag, model.style, model.element, text)
        self.set_width = width
        self.set_height = height
        self.settings = tuple(settings)
        self.advances = tuple(advances)
        self.dots = tuple(dots)
        self.link_annotation = None

    def set_line(self) -> tuple[SetText | None, int | None, bool]:
        """The laid-out box, where to resume (bytes), and whether the line ends here.

        What WeasyPrint's ``split_text_box`` answers, without splitting.
        """
        text = self.text.rstrip("\n")
        ends = len(text) < len(self.text)
        box = None
        if text:
            box = self.copy_with_text(text)
            box.width = self.set_width
            box.height = self.set_height
            line_height, baseline = strut(self.style)
            box.margin_top = box.margin_bottom = (line_height - box.height) / 2
            box.baseline = baseline
            box.pango_layout = SetLayout(self.style, text, self.settings, self.advances)
        return box, len(self.text.encode()) if ends else None, ends


class SetLayout(Layout):  # type: ignore[misc]
    """The Pango layout of a SetText, alive only while it is drawn."""

    def __init__(
        self, style: Any, text: str, settings: Sequence[Setting], advances: Sequence[int]
    ) -> None:
        self.text = text
        self.settings = settings
        self.advances = advances
        self.justification_spacing = 0
        self.max_width = None
        self.first_line_direction = 0
        if style["text_decoration_line"] != "none":
            # draw_text reads the underline's place before it brings the layout back to life.
            self.setup(style)
            self.deactivate()

    def set_text(self, text: str, justify: bool = False) -> None:
        """Give Pango the text, with each span's features."""
        self.text = text
        pointer, _ = unicode_to_char_p(text)
        pango.pango_layout_set_text(self.layout, pointer, -1)
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        offsets = self._byte_offsets()
        for setting in self.settings:
            if setting.features:
                attribute = pango.pango_attr_font_features_new(setting.features.encode() + b" 1")
                attribute.start_index = offsets[setting.start]
                attribute.end_index = offsets[setting.end]
                pango.pango_attr_list_insert(attributes, attribute)
        pango.pango_layout_set_attributes(self.layout, attributes)
        self._tracked = False

    def get_first_line(self) -> tuple[Any, int | None]:
        """Pango's line, its glyphs spaced as they are set."""
        line, index = super().get_first_line()
        if not self._tracked:
            self._tracked = True
            self._track(line)
        return line, index

    def _byte_offsets(self) -> list[int]:
        offsets = [0]
        for char in self.text:
            offsets.append(offsets[-1] + len(char.encode()))
        return offsets

    def _track(self, line: Any) -> None:
        """Give each cluster's last glyph what the cluster's characters are to take."""
        if not self.advances:
            return
        width_at = dict(zip(self._byte_offsets(), self.advances, strict=False))
        em = self.style["font_size"] * _PANGO_SCALE
        run = line.runs[0]
        while run != ffi.NULL:
            item = run.data
            run = run.next
            glyphs, clusters = item.glyphs, item.glyphs.log_clusters
            first = 0
            for i in range(glyphs.num_glyphs):
                end = clusters[i + 1] if i + 1 < glyphs.num_glyphs else item.item.length
                if end == clusters[i]:
                    continue
                bytes_of = range(item.item.offset + clusters[i], item.item.offset + end)
                due = sum(width_at.get(at, 0) for at in bytes_of)
                drawn = sum(glyphs.glyphs[j].geometry.width for j in range(first, i + 1))
                more = due - round(drawn * 1000 / em)
                first = i + 1
                if more:
                    # WeasyPrint truncates to whole thousandths; a third of one keeps ours whole.
                    geometry = glyphs.glyphs[i].geometry
                    thousandths = round(geometry.width * 1000 / em) + more
                    thousandths += 0.3 if more > 0 else -0.3
                    geometry.width = round(thousandths * em / 1000)
