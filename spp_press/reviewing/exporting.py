"""An issue → its text as one Word file, for those who review in Word.

The parts are written here, with ``zipfile`` and plain XML: what a library for Word would give
(styles, runs, tables) is little, it has no notes, and each saves with a clock. A passage's key is
the name of a bookmark around its words, which Word, WPS and LibreOffice keep when they save.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

from spp_press.drawings import Drawing
from spp_press.importing.package import REVIEW
from spp_press.importing.spans import Span
from spp_press.issue import Issue
from spp_press.numbering import han_number
from spp_press.pictures import Picture
from spp_press.reviewing import parts
from spp_press.reviewing.passages import Passage, Role, passages_of
from spp_press.reviewing.record import PARTS, Record, digest_of, write_record
from spp_press.reviewing.tracing import Glyph, is_call

_PREVIEW = 1000  # pixels, of the longer side
_BOX = (9.0, 7.0)  # cm, which a picture fits into
_EMU = 360_000  # in a centimetre
_TEXT = 15.92  # cm, the width of the text on A4
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+")
_HAN = {han_number(i): i for i in range(1, 100)}
# XML 1.0 has no place for these, and a manuscript may have them, with a warning.
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_STYLES = {
    Role.PLAIN: "Subtitle",
    Role.MASTHEAD: "Title",
    Role.SECTION: "Heading1",
    Role.TITLE: "Heading2",
    Role.PARAGRAPH: "BodyText",
    Role.ITEM: "ListParagraph",
    Role.CODE: "Code",
    Role.PICTURE: "Picture",
    Role.CAPTION: "Caption",
    Role.CELL: "TableText",
    Role.NOTE: "FootnoteText",
}
_SCRIPTS = {"sub": "subscript", "sup": "superscript"}
_ALIGNED = {"left": "left", "center": "center", "right": "right"}


def export_docx(issue: Issue) -> bytes:
    """The issue's text as a Word file; the same issue gives the same bytes."""
    return _Exporter(issue).docx()


class _Exporter:
    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._passages = passages_of(issue)
        self._lists = parts.Lists()
        self._relations: list[parts.Relation] = [
            ("styles", "styles.xml", False),
            ("numbering", "numbering.xml", False),
            ("settings", "settings.xml", False),
            ("footnotes", "footnotes.xml", False),
            ("footer", "footer.xml", False),
            ("customXml", "../customXml/item1.xml", False),
        ]
        self._note_relations: list[parts.Relation] = []
        self._into = self._relations
        self._media: dict[str, bytes] = {}
        self._drawn: dict[str, str] = {}
        self._marks = 0
        self._notes: list[str] = []
        self._list: tuple[int, int, int] = (0, 0, 0)  # the list, its numId, its last number

    def docx(self) -> bytes:
        body = self._body()
        document = f"{parts.HEAD}<w:document {parts.NAMES}><w:body>{body}</w:body></w:document>"
        notes = self._note_part()
        digest = digest_of([document.encode(), notes.encode()])
        record = Record(self._issue.identifier, digest, tuple(self._passages))
        title = f"{self._issue.bulletin.name} {self._issue.number.full_label}"
        files: dict[str, str | bytes] = {
            "[Content_Types].xml": parts.content_types(),
            "_rels/.rels": parts.package_relations(),
            PARTS[0]: document,
            "word/_rels/document.xml.rels": parts.relations(self._relations),
            "word/styles.xml": parts.styles(),
            "word/numbering.xml": self._lists.part(),
            "word/settings.xml": parts.settings(),
            PARTS[1]: notes,
            "word/_rels/footnotes.xml.rels": parts.relations(self._note_relations),
            "word/footer.xml": parts.footer(),
            "docProps/core.xml": parts.core_properties(title),
            "customXml/item1.xml": write_record(record),
            "customXml/_rels/item1.xml.rels": parts.relations(
                [("customXmlProps", "itemProps1.xml", False)]
            ),
            "customXml/itemProps1.xml": parts.item_properties(REVIEW),
            **self._media,
        }
        return parts.packed(files)

    def _body(self) -> str:
        """The passages in their order; a table's cells together, notes where they are called."""
        notes = [p for p in self._passages if p.role is Role.NOTE]
        by_call = groupby(notes, key=lambda p: (p.place.file, p.group))
        self._calls = iter([list(group) for _, group in by_call])
        blocks: list[str] = []
        others = [p for p in self._passages if p.role is not Role.NOTE]
        self._titles = {
            one.key for one, two in pairwise(others) if one.role is Role.CAPTION and two.cell
        }
        for table, group in groupby(others, key=lambda p: p.cell and (p.place.file, p.cell.table)):
            passages = list(group)
            blocks += [self._table(passages)] if table else map(self._paragraph, passages)
        section = (
            '<w:sectPr><w:footerReference w:type="default" r:id="rId5"/>'
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" '
            'w:bottom="1440" w:left="1440" w:header="851" w:footer="850" w:gutter="0"/></w:sectPr>'
        )
        return "".join(blocks) + section

    def _paragraph(self, passage: Passage) -> str:
        properties = f'<w:pStyle w:val="{self._style(passage)}"/>'
        if passage.role is Role.ITEM:
            properties += self._item(passage)
        if passage.role is Role.PICTURE:
            inner = f"<w:r>{self._picture(passage)}</w:r>"
        else:
            inner = self._runs(passage)
        return self._marked(passage.key, properties, inner)

    def _style(self, passage: Passage) -> str:
        role = passage.role
        if role is Role.PLAIN and passage.box:
            return "BoxLabel"
        if passage.box and role in (Role.PARAGRAPH, Role.ITEM, Role.HEADING):
            return "BoxHeading" if role is Role.HEADING else "Box"
        if role is Role.HEADING:
            return f"Heading{passage.level + 1}"
        if passage.quoted and role is Role.PARAGRAPH:
            return "Quote"
        return "TableTitle" if passage.key in self._titles else _STYLES[role]

    def _marked(self, key: str, properties: str, inner: str) -> str:
        self._marks += 1
        return (
            f"<w:p><w:pPr>{properties}</w:pPr>"
            f'<w:bookmarkStart w:id="{self._marks}" w:name="{key}"/>{inner}'
            f'<w:bookmarkEnd w:id="{self._marks}"/></w:p>'
        )

    def _item(self, passage: Passage) -> str:
        level = min(passage.level, 9) - 1
        if not passage.marker:
            return f'<w:ind w:left="{440 * (level + 1)}"/>'
        found = _NUMBER.search(passage.marker)
        number = 1
        if found is None:
            kind, text = "bullet", "•"
        else:
            number = _HAN.get(found[0]) or int(found[0])
            kind = "chineseCounting" if found[0] in _HAN else "decimal"
            text = passage.marker[: found.start()] + "%1" + passage.marker[found.end() :]
        group, numbered, last = self._list
        if group != passage.group or (found and number != last + 1):
            numbered = self._lists.begun(kind, text, level, number)
        self._list = (passage.group, numbered, number)
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbered}"/></w:numPr>'

    def _table(self, cells: Sequence[Passage]) -> str:
        rows = []
        columns = 1
        for _, group in groupby(cells, key=lambda p: p.cell and p.cell.row):
            row = list(group)
            columns = max(columns, len(row))
            head = row[0].cell and row[0].cell.head
            properties = "<w:trPr><w:cantSplit/>" + "<w:tblHeader/>" * bool(head) + "</w:trPr>"
            rows.append(f"<w:tr>{properties}{''.join(map(self._cell, row))}</w:tr>")
        width = round(_TEXT / 2.54 * 1440 / columns)
        grid = f'<w:gridCol w:w="{width}"/>' * columns
        after = '<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr></w:p>'
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{after}"
        )

    def _cell(self, passage: Passage) -> str:
        cell = passage.cell
        assert cell is not None
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if cell.head else ""
        align = f'<w:jc w:val="{_ALIGNED[cell.align]}"/>' if cell.align in _ALIGNED else ""
        properties = f'<w:pStyle w:val="TableText"/>{align}'
        paragraph = self._marked(passage.key, properties, self._runs(passage))
        return f"<w:tc><w:tcPr>{shade}</w:tcPr>{paragraph}</w:tc>"

    def _runs(self, passage: Passage) -> str:
        runs = []
        for link, group in groupby(passage.glyphs, key=lambda g: g.look.link):
            inner = "".join(self._looks(group, bool(link)))
            if link:
                self._into.append(("hyperlink", link, True))
                inner = f'<w:hyperlink r:id="rId{len(self._into)}">{inner}</w:hyperlink>'
            runs.append(inner)
        return "".join(runs)

    def _looks(self, glyphs: Iterable[Glyph], linked: bool) -> Iterator[str]:
        for look, group in groupby(glyphs, key=lambda g: replace(g.look, link="")):
            properties = _properties(look, linked)
            for called, some in groupby(group, key=is_call):
                if called:
                    yield from (self._call() for _ in some)
                else:
                    text = "".join(glyph.text for glyph in some)
                    yield f"<w:r>{properties}{_texts(text)}</w:r>"

    def _call(self) -> str:
        """The next note, and its call."""
        passages = next(self._calls)
        outer, self._into = self._into, self._note_relations
        inner = []
        for i, passage in enumerate(passages):
            mark = _NOTE_MARK.format("footnoteRef") if i == 0 else ""
            properties = '<w:pStyle w:val="FootnoteText"/>'
            inner.append(self._marked(passage.key, properties, mark + self._runs(passage)))
        self._into = outer
        identifier = len(self._notes) + 2
        self._notes.append(f'<w:footnote w:id="{identifier}">{"".join(inner)}</w:footnote>')
        return _NOTE_MARK.format(f'footnoteReference w:id="{identifier}"')

    def _note_part(self) -> str:
        separators = "".join(
            f'<w:footnote w:type="{kind}" w:id="{i}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for i, kind in enumerate(("separator", "continuationSeparator"))
        )
        inner = separators + "".join(self._notes)
        return f"{parts.HEAD}<w:footnotes {parts.NAMES}>{inner}</w:footnotes>"

    def _picture(self, passage: Passage) -> str:
        asset = self._issue.assets[passage.picture]
        if passage.picture not in self._drawn:
            self._drawn[passage.picture] = self._embedded(asset)
        scale = min(_BOX[0] / asset.width, _BOX[1] / asset.height)
        size = [max(1, round(side * scale * _EMU)) for side in (asset.width, asset.height)]
        extent = f'cx="{size[0]}" cy="{size[1]}"'
        described = f'id="{self._marks + 1}" name={quoteattr(passage.picture)}'
        described += f" descr={quoteattr(_fit(passage.alt))}"
        space = "http://schemas.openxmlformats.org/drawingml/2006/picture"
        return (
            '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f"<wp:extent {extent}/><wp:docPr {described}/>"
            f'<a:graphic><a:graphicData uri="{space}"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="0" name=""/><pic:cNvPicPr/></pic:nvPicPr>'
            f"<pic:blipFill>{self._drawn[passage.picture]}<a:stretch><a:fillRect/></a:stretch>"
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )

    def _embedded(self, asset: Picture | Drawing) -> str:
        """The reference to a small preview; to a drawing too, which newer Words draw themselves."""
        if isinstance(asset, Picture):
            return f'<a:blip r:embed="{self._kept("jpeg", _preview(asset))}"/>'
        space = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
        drawing = self._kept("svg", asset.data)
        return (
            f'<a:blip r:embed="{self._kept("png", _blank(asset))}"><a:extLst>'
            '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
            f'<asvg:svgBlip xmlns:asvg="{space}" r:embed="{drawing}"/></a:ext>'
            "</a:extLst></a:blip>"
        )

    def _kept(self, suffix: str, data: bytes) -> str:
        name = f"media/image{len(self._media) + 1}.{suffix}"
        self._media[f"word/{name}"] = data
        self._relations.append(("image", name, False))
        return f"rId{len(self._relations)}"


_NOTE_MARK = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:{0}/></w:r>'


def _properties(look: Span, linked: bool) -> str:
    """A run's properties, in the order that their schema asks for (17.3.2.28)."""
    inner = '<w:rStyle w:val="Hyperlink"/>' if linked else ""
    inner += "<w:b/>" if look.bold else ""
    inner += '<w:u w:val="single"/>' if look.underline else ""
    inner += f'<w:vertAlign w:val="{_SCRIPTS[look.script]}"/>' if look.script else ""
    inner += '<w:em w:val="dot"/>' if look.emphasis else ""
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _fit(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _texts(text: str) -> str:
    pieces = re.split("([\n\t])", _fit(text))
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    return "".join(
        marks.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in pieces
        if part
    )


def _preview(picture: Picture) -> bytes:
    with Image.open(io.BytesIO(picture.data)) as opened:
        opened.thumbnail((_PREVIEW, _PREVIEW))
        image: Image.Image = opened
        if opened.mode in ("RGBA", "LA", "PA", "P"):
            paper = Image.new("RGBA", opened.size, "white")
            image = Image.alpha_composite(paper, opened.convert("RGBA"))
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=72)
        return out.getvalue()


def _blank(drawing: Drawing) -> bytes:
    """A grey field in the shape of a drawing, for what cannot draw it."""
    scale = 240 / max(drawing.width, drawing.height)
    size = max(1, round(drawing.width * scale)), max(1, round(drawing.height * scale))
    out = io.BytesIO()
    Image.new("L", size, 0xEE).save(out, "PNG")
    return out.getvalue()
