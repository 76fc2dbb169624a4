"""A reviewer at work on an exported Word file: what Word would write, done to its XML."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from spp_press.reviewing.parts import NAMES

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
for prefix, uri in re.findall(r'xmlns:(\w+)="([^"]+)"', NAMES):
    ElementTree.register_namespace(prefix, uri)


class Reviewer:
    """Changes a Word file; ``by`` tracks a change under a name, and without it nothing tells."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.document = ElementTree.fromstring(self.parts["word/document.xml"])
        self._notes = self.parts["word/footnotes.xml"]
        self.notes = ElementTree.fromstring(self._notes)
        self._comments = Element(f"{_W}comments")

    def docx(self) -> bytes:
        """The file, saved."""
        parts = dict(self.parts)
        parts["word/document.xml"] = ElementTree.tostring(self.document)
        if parts["word/footnotes.xml"] == self._notes:
            parts["word/footnotes.xml"] = ElementTree.tostring(self.notes)
        if len(self._comments):
            parts["word/comments.xml"] = ElementTree.tostring(self._comments)
            rels = parts["word/_rels/document.xml.rels"].decode()
            one = f'<Relationship Id="rIdC" Type="{_TYPE}" Target="comments.xml"/>'
            rels = rels.replace("</Relationships>", f"{one}</Relationships>")
            parts["word/_rels/document.xml.rels"] = rels.encode()
            types = parts["[Content_Types].xml"].decode()
            one = f'<Override PartName="/word/comments.xml" ContentType="{_KIND}"/>'
            parts["[Content_Types].xml"] = types.replace("</Types>", f"{one}</Types>").encode()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, part in parts.items():
                package.writestr(name, part)
        return out.getvalue()

    def replace(self, old: str, new: str, by: str = "") -> None:
        """``old``, within one paragraph, becomes ``new``."""
        paragraph, runs = self._runs(old)
        self.change(paragraph, runs, new, by)

    def insert(self, after: str, new: str, by: str = "") -> None:
        """``new`` is typed after ``after``, in the look of its last character."""
        paragraph, runs = self._runs(after)
        self.type(paragraph, runs[-1], new, by)

    def type(self, paragraph: Element, run: Element, new: str, by: str) -> None:
        """``new`` after ``run``."""
        parent = _parent(paragraph, run)
        typed = _run(new, run.find(f"{_W}rPr"))
        at = list(parent).index(run) + 1
        parent.insert(at, _tracked("ins", by, [typed]) if by else typed)

    def change(self, paragraph: Element, runs: list[Element], new: str, by: str) -> None:
        """``new`` in place of ``runs``."""
        if new:
            self.type(paragraph, runs[-1], new, by)
        for run in runs:
            parent = _parent(paragraph, run)
            at = list(parent).index(run)
            parent.remove(run)
            if by:
                for text in run.iter(f"{_W}t"):
                    text.tag = f"{_W}delText"
                parent.insert(at, _tracked("del", by, [run]))

    def look(self, text: str, name: str, value: str = "") -> None:
        """``text`` gets a property: ``b``; ``value`` is its w:val, 0 to take it away."""
        _, runs = self._runs(text)
        for run in runs:
            properties = run.find(f"{_W}rPr")
            if properties is None:
                properties = Element(f"{_W}rPr")
                run.insert(0, properties)
            for there in properties.findall(f"{_W}{name}"):
                properties.remove(there)
            SubElement(properties, f"{_W}{name}", {f"{_W}val": value} if value else {})

    def delete_paragraph(self, text: str, by: str = "") -> None:
        """The paragraph with ``text`` goes."""
        paragraph = self.paragraph(text)
        if not by:
            _parent(self._root_of(paragraph), paragraph).remove(paragraph)
            return
        self.change(paragraph, [r for r in paragraph.iter(f"{_W}r")], "", by)
        _mark(paragraph, "del", by)

    def add_paragraph(self, after: str, new: str, style: str = "BodyText", by: str = "") -> None:
        """A new paragraph after the one with ``after``."""
        paragraph = self.paragraph(after)
        added = Element(f"{_W}p")
        properties = SubElement(added, f"{_W}pPr")
        SubElement(properties, f"{_W}pStyle", {f"{_W}val": style})
        listed = paragraph.find(f"{_W}pPr/{_W}numPr")
        if style == "ListParagraph" and listed is not None:
            properties.append(copy.deepcopy(listed))
        run = _run(new, None)
        added.append(_tracked("ins", by, [run]) if by else run)
        if by:
            _mark(added, "ins", by)
        body = _parent(self._root_of(paragraph), paragraph)
        body.insert(list(body).index(paragraph) + 1, added)

    def delete_row(self, text: str) -> None:
        """The row of a table with ``text`` goes."""
        paragraph = self.paragraph(text)
        row = next(r for r in self.document.iter(f"{_W}tr") if paragraph in list(r.iter()))
        _parent(self.document, row).remove(row)

    def delete_call(self) -> None:
        """The first call of a note goes, and the note with it, as Word has it."""
        call = next(self.document.iter(f"{_W}footnoteReference"))
        run = _parent(self.document, call)
        _parent(self.document, run).remove(run)
        number = call.get(f"{_W}id")
        note = next(n for n in self.notes if n.get(f"{_W}id") == number)
        self.notes.remove(note)

    def move_paragraph(self, text: str, after: str) -> None:
        """The paragraph with ``text`` is cut, and pasted after the one with ``after``."""
        paragraph, anchor = self.paragraph(text), self.paragraph(after)
        body = _parent(self._root_of(paragraph), paragraph)
        body.remove(paragraph)
        body.insert(list(body).index(anchor) + 1, paragraph)

    def split(self, text: str) -> None:
        """A new line is begun before ``text``."""
        paragraph, runs = self._runs(text)
        second = Element(f"{_W}p")
        properties = paragraph.find(f"{_W}pPr")
        if properties is not None:
            second.append(copy.deepcopy(properties))
        at = list(paragraph).index(runs[0])
        for each in list(paragraph)[at:]:
            paragraph.remove(each)
            second.append(each)
        body = _parent(self._root_of(paragraph), paragraph)
        body.insert(list(body).index(paragraph) + 1, second)

    def begin_above(self, text: str, new: str) -> None:
        """A new line is begun at the start of a paragraph, where its bookmark stays."""
        paragraph = self.paragraph(text)
        above = Element(f"{_W}p")
        for each in list(paragraph):
            if each.tag == f"{_W}pPr":
                above.append(copy.deepcopy(each))
            elif each.tag == f"{_W}bookmarkStart":
                paragraph.remove(each)
                above.append(each)
        above.append(_run(new, None))
        body = _parent(self._root_of(paragraph), paragraph)
        body.insert(list(body).index(paragraph), above)

    def join(self, text: str, by: str = "") -> None:
        """The end of the paragraph with ``text`` is deleted: the next one joins it."""
        paragraph = self.paragraph(text)
        if by:
            _mark(paragraph, "del", by)
            return
        body = _parent(self._root_of(paragraph), paragraph)
        following = list(body)[list(body).index(paragraph) + 1]
        body.remove(following)
        paragraph.extend(each for each in following if each.tag != f"{_W}pPr")

    def comment(self, text: str, says: str, by: str) -> None:
        """``by`` says something of ``text``."""
        paragraph, runs = self._runs(text)
        number = {f"{_W}id": str(len(self._comments))}
        parent = _parent(paragraph, runs[0])
        parent.insert(list(parent).index(runs[0]), Element(f"{_W}commentRangeStart", number))
        parent = _parent(paragraph, runs[-1])
        at = list(parent).index(runs[-1]) + 1
        parent.insert(at, Element(f"{_W}commentRangeEnd", number))
        reference = Element(f"{_W}r")
        SubElement(reference, f"{_W}commentReference", number)
        parent.insert(at + 1, reference)
        comment = SubElement(self._comments, f"{_W}comment", {**number, f"{_W}author": by})
        SubElement(comment, f"{_W}p").append(_run(says, None))

    def paragraph(self, text: str) -> Element:
        """The first paragraph that has ``text``."""
        for root in (self.document, self.notes):
            for paragraph in root.iter(f"{_W}p"):
                if text in _words(paragraph):
                    return paragraph
        raise AssertionError(f"no paragraph has {text}")

    def keyed(self, key: str) -> Element:
        """The paragraph with a bookmark."""
        for root in (self.document, self.notes):
            for paragraph in root.iter(f"{_W}p"):
                if any(m.get(f"{_W}name") == key for m in paragraph.iter(f"{_W}bookmarkStart")):
                    return paragraph
        raise AssertionError(f"nothing is called {key}")

    def _root_of(self, paragraph: Element) -> Element:
        return self.document if paragraph in list(self.document.iter()) else self.notes

    def _runs(self, text: str) -> tuple[Element, list[Element]]:
        """The runs of exactly ``text``, which are parted from their neighbours."""
        paragraph = self.paragraph(text)
        start = _words(paragraph).index(text)
        return paragraph, self.runs(paragraph, start, start + len(text))

    def runs(self, paragraph: Element, start: int, end: int) -> list[Element]:
        """The runs of exactly the characters from ``start`` to ``end`` of a paragraph."""
        at = 0
        found = []
        for run in list(paragraph.iter(f"{_W}r")):
            for text in list(run.iter(f"{_W}t")):
                words = text.text or ""
                first, last = max(start - at, 0), min(end - at, len(words))
                at += len(words)
                if first >= last:
                    continue
                parts = words[:first], words[first:last], words[last:]
                parent = _parent(paragraph, run)
                index = list(parent).index(run)
                pieces = [_run(part, run.find(f"{_W}rPr")) for part in parts]
                before = [e for e in run if e.tag != f"{_W}rPr"]
                k = before.index(text)
                for extra in before[:k]:
                    pieces[0].append(extra) if not parts[0] else pieces[0].insert(-1, extra)
                for extra in before[k + 1 :]:
                    pieces[2].append(extra)
                parent.remove(run)
                for piece in reversed(pieces):
                    parent.insert(index, piece)
                found.append(pieces[1])
                run = pieces[2]  # noqa: PLW2901  (what is left of it)
        return found


def _run(text: str, properties: Element | None) -> Element:
    run = Element(f"{_W}r")
    if properties is not None:
        run.append(copy.deepcopy(properties))
    if text:
        SubElement(run, f"{_W}t", {_SPACE: "preserve"}).text = text
    return run


def _tracked(kind: str, by: str, runs: list[Element]) -> Element:
    number = {f"{_W}id": "900", f"{_W}author": by, f"{_W}date": "2026-01-01T00:00:00Z"}
    element = Element(f"{_W}{kind}", number)
    element.extend(runs)
    return element


def _mark(paragraph: Element, kind: str, by: str) -> None:
    """Track the paragraph's end."""
    properties = paragraph.find(f"{_W}pPr")
    assert properties is not None
    SubElement(properties, f"{_W}rPr").append(_tracked(kind, by, []))


def _parent(root: Element, element: Element) -> Element:
    return next(each for each in root.iter() if element in list(each))


def _words(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{_W}t"))
