"""A .docx → :class:`Document`: every paragraph, table, text box, note, header and change in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from spp_press.importing.content import SIDEBAR, Aside, Block, Document, Kind, Look
from spp_press.importing.drawn import Drawn
from spp_press.importing.package import Package
from spp_press.importing.runs import Content, Runs
from spp_press.importing.spans import Span, all_bold, plain_text, unbold, write_spans
from spp_press.importing.tables import CELL_BREAK, Cell, Grid, table_blocks
from spp_press.importing.wordstyles import (
    Numbering,
    ParagraphStyle,
    Styles,
    child,
    is_on,
    numbering_of,
    value,
)
from spp_press.manuscript.addresses import without_trackers
from spp_press.problems import Place, Report
from spp_press.reading import shown

_LIST_LABEL = re.compile(
    r"\d{1,3}[.)]|\d{1,3}）|[（(]\d{1,3}[)）]|[（(][一二三四五六七八九十]{1,3}[)）]"
)
_SENTENCE_END = "。！？；.!?;”’）)："
_SHOWN = 20  # changes or comments told one by one


def read_docx(file: str, data: bytes, report: Report) -> Document:
    """The document in ``data``; what is doubtful is noted in ``report``.

    Raises InputError if it is no .docx or is not to be opened.
    """
    package = Package(file, data)
    package.note_foreign(report)
    return _Reader(package, report).read()


class _Reader:
    def __init__(self, package: Package, report: Report) -> None:
        self._package = package
        self._report = report
        self._place = Place(package.file)
        self._document = Document(package.file)
        self._styles = Styles(package)
        self._numbering = Numbering(package)
        self._runs = self._runs_of(package.main)
        self._drawn = Drawn(package, package.main, self._document, report)
        self._changes: list[tuple[str, str, str]] = []
        self._pending: list[Span] = []  # of a paragraph whose mark was deleted
        self._boxes = 0
        self._labels: set[str] = set()

    def read(self) -> Document:
        root = self._package.xml(self._package.main)
        body = root.find("w:body")
        notes = self._notes()
        if body is not None:
            self._document.blocks += self._blocks(body)
        self._write_notes(notes)
        self._headers()
        self._comments()
        self._note_doubts(root)
        return self._document

    def _runs_of(self, part: str) -> Runs:
        runs = Runs(self._package, part, self._styles, self._report)
        runs.note_calls = self._call
        return runs

    def _blocks(self, parent: Element) -> Iterator[Block]:
        """The blocks of a body, a cell, a text box or a note."""
        for element in parent:
            if element.tag == "w:p":
                yield from self._paragraph(element)
            elif element.tag == "w:tbl":
                yield from self._table(element)
            elif element.tag == "w:altChunk":
                yield self._comment("docx-chunk-here")
            elif element.tag == "mc:AlternateContent":
                chosen = element.find("mc:Choice")
                chosen = element.find("mc:Fallback") if chosen is None else chosen
                if chosen is not None:
                    yield from self._blocks(chosen)
            elif element.tag in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"):
                yield from self._blocks(element)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = child(element, "w:pPr")
        style = self._styles.paragraph(value(properties, "w:pStyle"))
        content = self._runs.read(element)
        self._keep_changes(content)
        if child(properties, "w:rPr", "w:del") is not None:
            self._pending += content.spans
            return
        spans = [self._without_trackers(span) for span in (*self._pending, *content.spans)]
        self._pending = []
        before = [each for at, each in content.floats if at == 0]
        after = [each for at, each in content.floats if at > 0]
        text = plain_text(spans).strip()
        if content.breaks or is_on(properties, "w:pageBreakBefore"):
            yield Block(Kind.BREAK, self._place)
        yield from self._floats(before if text else [*before, *after])
        if text or any(span.raw for span in spans):
            yield from self._text_blocks(spans, content, properties, style)
            yield from self._floats(after)

    def _text_blocks(
        self, spans: list[Span], content: Content, properties: Element | None, style: ParagraphStyle
    ) -> Iterator[Block]:
        look = Look(
            bold=style.bold or all_bold(spans),
            centred=(value(properties, "w:jc") or ("center" if style.centred else "")) == "center",
            size=content.size or style.size,
        )
        outline = value(properties, "w:outlineLvl")
        level = int(outline) + 1 if outline in tuple("012345678") else style.level
        contents = style.contents or int(content.in_contents)
        numbered = numbering_of(properties, style)
        label = self._numbering.label(*numbered) if numbered else ""
        plain = plain_text(spans).strip()
        if contents:
            yield self._line(Kind.PARAGRAPH, spans, look=look, contents=contents)
        elif level is not None and len(plain) <= 120:
            heading = unbold(spans)
            if label and label != "•":
                heading = [Span(f"{label} "), *heading]
            yield self._line(Kind.HEADING, heading, level=level, look=look)
        elif numbered and (label == "•" or _LIST_LABEL.fullmatch(label)):
            marker = "- " if label == "•" else f"{label} " if label[-1] in ".)" else label
            block = self._line(Kind.LIST, spans, level=numbered[1], look=look)
            yield replace(block, text=marker + block.text, plain=f"{label} {block.plain}")
        elif numbered and numbered[1] and label:
            yield self._line(Kind.INSIDE, [Span(f"{label} "), *spans], level=numbered[1])
        else:
            if label:
                spans = [Span(label if label[-1] in "、）．" else f"{label} "), *spans]
            for line in _paragraphs(spans):
                yield self._line(Kind.PARAGRAPH, line, look=look, caption=style.caption)

    def _line(
        self,
        kind: Kind,
        spans: list[Span],
        *,
        level: int = 0,
        look: Look = Look(),  # noqa: B008  (frozen)
        contents: int = 0,
        caption: bool = False,
    ) -> Block:
        text, kept = write_spans(spans)
        plain = plain_text(spans).strip()
        if not kept:
            self._report.warning("import-emphasis", self._place, text=shown(plain[:40]))
        return Block(kind, self._place, text, plain, level, look, None, contents, caption)

    def _without_trackers(self, span: Span) -> Span:
        text, sites = without_trackers(span.text)
        for site in sites:
            self._report.warning("import-tracker", self._place, site=site)
        return replace(span, text=text)

    def _floats(self, elements: list[Element]) -> Iterator[Block]:
        for element in elements:
            yield from self._drawn.blocks(element)
            for box in self._drawn.text_boxes(element):
                inner = [block for block in self._blocks(box) if block.kind is not Kind.BREAK]
                if not any(block.plain for block in inner):
                    yield from inner
                    continue
                self._boxes += 1
                yield Block(Kind.OPEN, self._place, SIDEBAR)
                yield from inner
                yield Block(Kind.CLOSE, self._place)

    def _table(self, element: Element) -> Iterator[Block]:
        rows: list[list[Cell]] = []
        for row in _rows(element):
            if child(row, "w:trPr", "w:del") is not None:
                self._changes.append(("deleted", _words_of(row), ""))
                continue
            skipped = int(value(row, "w:trPr", "w:gridBefore") or 0)
            cells = [Cell([]) for _ in range(min(skipped, 60))]
            for cell in _cells(row):
                merge = child(cell, "w:tcPr", "w:vMerge")
                span = value(cell, "w:tcPr", "w:gridSpan") or "1"
                cells.append(
                    Cell(
                        list(self._blocks(cell)),
                        columns=min(int(span), 60) if span.isdecimal() else 1,
                        continues=merge is not None and merge.get("w:val") != "restart",
                        merged=merge is not None,
                    )
                )
            rows.append(cells)
        yield from table_blocks(Grid(rows), self._place, self._report)

    def _call(self, kind: str, identifier: str) -> str:
        label = identifier if kind == "footnote" else f"e{identifier}"
        return f"[^{label}]" if label in self._labels else ""

    def _notes(self) -> list[tuple[str, str, Element]]:
        """The notes, by label, with the part each is in."""
        found = []
        for kind in ("footnote", "endnote"):
            for part in self._package.by_kind(f"{kind}s"):
                for note in self._package.xml(part).iter(f"w:{kind}"):
                    if note.get("w:type") in (None, "normal"):
                        label = note.get("w:id", "")
                        found.append((label if kind == "footnote" else f"e{label}", part, note))
        self._labels = {label for label, _, _ in found}
        return found

    def _write_notes(self, notes: list[tuple[str, str, Element]]) -> None:
        """Notes are paragraphs alone: whatever else is in one stands as its words."""
        outer = self._runs, self._drawn
        for label, part, note in notes:
            self._runs = self._runs_of(part)
            self._drawn = Drawn(self._package, part, self._document, self._report)
            self._runs.note_calls = lambda kind, identifier: ""
            blocks = list(self._blocks(note))
            texts = [b.text for b in blocks if b.plain and b.kind is not Kind.TABLE]
            self._document.notes[label] = CELL_BREAK.join(texts)
            for block in blocks:
                if block.kind in (Kind.TABLE, Kind.PICTURE):
                    self._report.warning("import-note-block", self._place, label=label)
                    kind = "picture" if block.picture else "note"
                    said = block.picture.key if block.picture else block.plain
                    self._document.asides.append(Aside(kind, self._place, said))
        self._runs, self._drawn = outer

    def _headers(self) -> None:
        outer = self._runs, self._drawn
        for kind in ("header", "footer"):
            said: dict[str, None] = {}
            for part in self._package.by_kind(kind):
                self._runs = self._runs_of(part)
                self._drawn = Drawn(self._package, part, self._document, self._report)
                for block in self._blocks(self._package.xml(part)):
                    if block.picture:
                        self._document.asides.append(
                            Aside("picture", self._place, block.picture.key)
                        )
                    elif len(block.plain) > 1 and not block.plain.isdecimal():
                        said[block.plain] = None
            for text in said:
                self._document.asides.append(Aside(kind, self._place, text))
                self._report.warning(f"import-{kind}", self._place, text=shown(text))
        self._runs, self._drawn = outer

    def _keep_changes(self, content: Content) -> None:
        near = plain_text(content.spans).strip()[:20]
        for kind, texts in (
            ("inserted", content.tracked.inserted),
            ("deleted", content.tracked.deleted),
        ):
            self._changes += [(kind, text, near) for text in texts if text]

    def _comments(self) -> None:
        told = 0
        for part in self._package.by_kind("comments"):
            for comment in self._package.xml(part).iter("w:comment"):
                author = comment.get("w:author", "-")
                text = _words_of(comment)
                on = self._runs.commented.get(comment.get("w:id", ""), "")
                self._document.asides.append(
                    Aside("comment", self._place, f"{author}: {text}" + (f"【{on}】" if on else ""))
                )
                told += 1
                if told <= _SHOWN:
                    values = {"author": author, "text": shown(text), "on": shown(on[:40]) or "-"}
                    self._report.warning("import-comment", self._place, **values)
        if told > _SHOWN:
            self._report.warning("import-more", self._place, count=told - _SHOWN)

    def _note_doubts(self, root: Element) -> None:
        for i, (kind, text, near) in enumerate(self._changes):
            self._document.asides.append(Aside(kind, self._place, text))
            if i < _SHOWN:
                values = {"text": shown(text), "near": shown(near) or "-"}
                self._report.warning(f"import-{kind}", self._place, **values)
        if len(self._changes) > _SHOWN:
            self._report.warning("import-more", self._place, count=len(self._changes) - _SHOWN)
        for text in self._runs.hidden:
            self._document.asides.append(Aside("hidden", self._place, text))
            self._report.warning("import-hidden", self._place, text=shown(text))
        counts = {
            "import-struck": self._runs.struck,
            "import-highlighted": self._runs.highlighted,
            "import-formulas": self._runs.formulas,
            "import-boxes": self._boxes,
            "import-columns": sum(
                int(c.get("w:num", "1")) > 1 if c.get("w:num", "1").isdecimal() else False
                for c in root.iter("w:cols")
            ),
        }
        for key, count in counts.items():
            if count:
                self._report.warning(key, self._place, count=count)
        if self._pending:
            self._document.blocks.append(self._line(Kind.PARAGRAPH, self._pending))
        self._note_unread(root)

    def _note_unread(self, root: Element) -> None:
        """Say which Chinese characters of the text are in no block: a fault of ours."""
        read = Counter[str]()
        for block in self._document.blocks:
            read.update(Counter(block.plain) | Counter(block.text))
            read.update(block.picture.caption if block.picture else "")
        for aside in self._document.asides:
            read.update(aside.text)
        there = Counter(c for text in _texts(root) for c in text if "\u3400" <= c <= "\u9fff")
        if lost := "".join(sorted(there - read)):
            self._report.warning("import-unread", self._place, characters=shown(lost))

    def _comment(self, key: str) -> Block:
        return Block(Kind.COMMENT, self._place, key)


def _paragraphs(spans: list[Span]) -> Iterator[list[Span]]:
    """``spans`` parted where a line was broken by hand after a sentence's end: 软回车."""
    line: list[Span] = []
    for span in spans:
        if span.raw:
            line.append(span)
            continue
        parts = span.text.split("\n")
        for i, part in enumerate(parts):
            if i:
                before = plain_text(line).rstrip()
                if not before or before[-1] in _SENTENCE_END:
                    if plain_text(line).strip() or any(s.raw for s in line):
                        yield line
                    line = []
                else:
                    line.append(replace(span, text="\n"))
            line.append(replace(span, text=part))
    if plain_text(line).strip() or any(s.raw for s in line):
        yield line


def _texts(element: Element) -> Iterator[str]:
    """The texts below ``element``, one of alternatives, without what was deleted."""
    for each in element:
        if each.tag == "w:t":
            yield each.text or ""
        elif each.tag == "mc:AlternateContent":
            chosen = each.find("mc:Choice")
            chosen = each.find("mc:Fallback") if chosen is None or not len(chosen) else chosen
            yield from () if chosen is None else _texts(chosen)
        elif each.tag not in ("w:del", "w:moveFrom"):
            yield from _texts(each)


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == "w:tr":
            yield element
        elif element.tag in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins"):
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if element.tag == "w:tc":
            yield element
        elif element.tag in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins"):
            yield from _cells(element)


def _words_of(element: Element) -> str:
    return "".join(e.text or "" for e in element.iter() if e.tag in ("w:t", "w:delText"))
