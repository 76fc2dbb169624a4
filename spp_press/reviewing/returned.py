"""A Word file that comes back from review → its paragraphs, with every change and who made it.

Tracked insertions, deletions and moves are told apart from what stands (ISO/IEC 29500-1, 17.13);
comments are read with the words that they are about. Nothing of the file is run or fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from xml.etree.ElementTree import Element

from spp_press.importing.package import Package, Relation
from spp_press.importing.runs import MISSING, SYMBOLS, script
from spp_press.importing.spans import Span
from spp_press.importing.wordstyles import Styles, child, is_on, numbering_of, value
from spp_press.reviewing.passages import article_of
from spp_press.reviewing.tracing import PICTURE

_CHARACTERS = {
    "w:tab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
}
_INSERTED = ("w:ins", "w:moveTo")
_DELETED = ("w:del", "w:moveFrom")
_SILENT = {
    *("w:pPr", "w:rPr", "w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:instrText", "w:fldData"),
    *("w:delInstrText", "w:footnoteRef", "w:endnoteRef", "w:annotationRef"),
}
_LINK = re.compile(r'HYPERLINK\s+"([^"]*)"')


class Fate(Enum):
    """What became of a piece of text, as Word tracked it."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True)
class Piece:
    """A character, a picture or the call of a note; ``author`` tracked its change, if anybody.

    ``mark`` is what is drawn upon it: ``struck``, ``highlighted``, or nothing.
    """

    text: str
    look: Span
    fate: Fate = Fate.KEPT
    author: str = ""
    mark: str = ""


@dataclass
class Paragraph:
    """A paragraph; ``keys`` are those of its bookmarks, each with the pieces before it.

    ``level`` is a heading's in Word from 1; ``begun`` and ``joined`` are who tracked that a new
    paragraph begins after it, or that the next one joins it.
    """

    pieces: list[Piece] = field(default_factory=list)
    keys: list[tuple[str, int]] = field(default_factory=list)
    level: int = 0
    listed: bool = False
    in_table: bool = False
    begun: str = ""
    joined: str = ""

    @property
    def standing(self) -> list[Piece]:
        """Its pieces, all changes accepted."""
        return [piece for piece in self.pieces if piece.fate is not Fate.DELETED]

    @property
    def text(self) -> str:
        """Its words, all changes accepted."""
        return "".join(piece.text for piece in self.standing)


@dataclass(frozen=True)
class Comment:
    """What somebody says of some words, which stand in the passage ``key``."""

    author: str
    text: str
    about: str
    key: str


@dataclass
class Returned:
    """A file as it came back: its paragraphs, its notes by their ids there, its comments."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: dict[str, list[Paragraph]] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)


def call_of(identifier: str) -> str:
    """What stands for the call of a note until it is known which note that is."""
    return f"[^#{identifier}]"


def read_returned(package: Package) -> Returned:
    """What is in a Word file. Raises InputError if it is not to be opened."""
    returned = Returned()
    reader = _Reader(package, package.main)
    body = package.xml(package.main).find("w:body")
    if body is not None:
        returned.paragraphs = _joined(list(reader.blocks(body)))
    abouts = dict(reader.abouts)
    for kind in ("footnote", "endnote"):
        for part in package.by_kind(f"{kind}s"):
            notes = _Reader(package, part)
            for note in package.xml(part).iter(f"w:{kind}"):
                if note.get("w:type") in (None, "normal"):
                    identifier = f"{kind[0]}{note.get('w:id', '')}"
                    returned.notes[identifier] = _joined(list(notes.blocks(note)))
            abouts |= notes.abouts
    for part in package.by_kind("comments"):
        for comment in package.xml(part).iter("w:comment"):
            about, key = abouts.get(comment.get("w:id", ""), ("", ""))
            text = "\n".join(p.text for p in _Reader(package, part).blocks(comment) if p.text)
            author = comment.get("w:author", "")
            returned.comments.append(Comment(author, text, about, key))
    return returned


@dataclass(frozen=True)
class _Frame:
    """What a run stands in."""

    look: Span = Span("")  # noqa: RUF009  (frozen)
    fate: Fate = Fate.KEPT
    author: str = ""
    mark: str = ""


@dataclass
class _Field:
    instruction: str = ""
    shows: bool = False


class _Reader:
    """Reads the paragraphs of a part, one after the other."""

    def __init__(self, package: Package, part: str) -> None:
        self._relations: dict[str, Relation] = package.relations(part)
        self._styles = Styles(package)
        self._paragraph = Paragraph()
        self._pending: list[str] = []  # bookmarks that begin between paragraphs
        self._fields: list[_Field] = []
        self._boxes: list[Element] = []
        self._key = ""
        self._open: dict[str, tuple[list[str], str]] = {}
        self.abouts: dict[str, tuple[str, str]] = {}

    def blocks(self, parent: Element, *, in_table: bool = False) -> Iterator[Paragraph]:
        """The paragraphs below ``parent``, in their order."""
        for element in parent:
            if element.tag == "w:p":
                yield self._read(element, in_table)
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    yield from self.blocks(box)
            elif element.tag == "w:bookmarkStart":
                self._pending.append(element.get("w:name", ""))
            elif element.tag in ("w:commentRangeStart", "w:commentRangeEnd"):
                self._element(element, _Frame())
            elif element.tag not in _SILENT:
                yield from self.blocks(element, in_table=in_table or element.tag == "w:tbl")

    def _read(self, element: Element, in_table: bool) -> Paragraph:
        properties = child(element, "w:pPr")
        style = self._styles.paragraph(value(properties, "w:pStyle"))
        marks = child(properties, "w:rPr")
        self._paragraph = Paragraph(
            level=style.level or 0,
            listed=numbering_of(properties, style) is not None,
            in_table=in_table,
            begun=_author(child(marks, "w:ins")),
            joined=_author(child(marks, "w:del")),
        )
        for name in self._pending:
            self._bookmark(name)
        self._pending = []
        self._children(element, _Frame())
        return self._paragraph

    def _children(self, element: Element, frame: _Frame) -> None:
        for each in element:
            self._element(each, frame)

    def _element(self, element: Element, frame: _Frame) -> None:
        tag = element.tag
        if tag == "w:instrText" and self._fields:
            self._fields[-1].instruction += element.text or ""
        if tag in _SILENT:
            return
        if tag in ("w:t", "w:delText", "m:t"):
            self._text(element.text or "", frame)
        elif tag == "w:br" and element.get("w:type") in ("page", "column"):
            return
        elif tag == "w:sym":
            self._text(SYMBOLS.get(element.get("w:char", "").upper(), MISSING), frame)
        elif tag in _CHARACTERS:
            self._text(_CHARACTERS[tag], frame)
        elif tag == "w:r":
            self._children(element, self._look(element, frame))
        elif tag in _INSERTED and frame.fate is not Fate.DELETED:
            self._children(element, replace(frame, fate=Fate.INSERTED, author=_author(element)))
        elif tag in _DELETED:
            self._children(element, replace(frame, fate=Fate.DELETED, author=_author(element)))
        elif tag == "w:hyperlink":
            relation = self._relations.get(element.get("r:id", ""))
            link = relation.target if relation and relation.external else ""
            self._children(element, replace(frame, look=replace(frame.look, link=link)))
        elif tag == "w:fldSimple":
            if "PAGE" not in element.get("w:instr", ""):
                self._children(element, frame)
        elif tag == "w:fldChar":
            self._field(element.get("w:fldCharType", ""))
        elif tag in ("w:footnoteReference", "w:endnoteReference"):
            call = call_of(tag[2] + element.get("w:id", ""))
            self._piece(call, replace(frame, look=Span("", link=frame.look.link)))
        elif tag in ("w:drawing", "w:pict", "w:object"):
            self._drawing(element, frame)
        elif tag == "mc:AlternateContent":
            chosen = element.find("mc:Choice")
            chosen = element.find("mc:Fallback") if chosen is None else chosen
            if chosen is not None:
                self._children(chosen, frame)
        elif tag == "w:bookmarkStart":
            self._bookmark(element.get("w:name", ""))
        elif tag == "w:commentRangeStart":
            self._open[element.get("w:id", "")] = ([], self._key)
        elif tag == "w:commentRangeEnd":
            words, key = self._open.pop(element.get("w:id", ""), ([], self._key))
            self.abouts[element.get("w:id", "")] = ("".join(words), key or self._key)
        elif tag == "w:commentReference":  # a comment about a point has no range
            self.abouts.setdefault(element.get("w:id", ""), ("", self._key))
        else:
            self._children(element, frame)

    def _bookmark(self, name: str) -> None:
        if article_of(name) is not None:
            self._paragraph.keys.append((name, len(self._paragraph.pieces)))
            self._key = name

    def _text(self, text: str, frame: _Frame) -> None:
        if not all(each.shows for each in self._fields):
            return
        for each in self._fields:
            if found := _LINK.search(each.instruction):
                frame = replace(frame, look=replace(frame.look, link=found[1]))
        for character in text:
            self._piece(character, frame)

    def _piece(self, text: str, frame: _Frame) -> None:
        look = replace(frame.look, underline=frame.look.underline and not frame.look.link)
        self._paragraph.pieces.append(Piece(text, look, frame.fate, frame.author, frame.mark))
        if frame.fate is not Fate.DELETED:
            for words, _ in self._open.values():
                words.append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].shows = not re.match(r"\s*PAGE", self._fields[-1].instruction)
        elif self._fields and kind == "end":
            self._fields.pop()

    def _drawing(self, element: Element, frame: _Frame) -> None:
        boxes = [each for each in element.iter() if each.tag == "w:txbxContent"]
        self._boxes += boxes[:1]  # an alternative's fallback says the same again
        if any(each.tag in ("a:blip", "v:imagedata") for each in element.iter()):
            self._piece(PICTURE, replace(frame, look=Span("")))

    def _look(self, run: Element, frame: _Frame) -> _Frame:
        properties = run.find("w:rPr")
        if properties is None:
            return frame
        bold = is_on(properties, "w:b")
        if bold is None:
            bold = self._styles.is_bold(value(properties, "w:rStyle"))
        look = replace(
            frame.look,
            bold=bold,
            emphasis=bool(is_on(properties, "w:i"))
            or value(properties, "w:em") not in (None, "none"),
            underline=value(properties, "w:u") not in (None, "none"),
            script=script(properties),
        )
        author = _author(child(properties, "w:rPrChange"))
        return replace(frame, look=look, author=frame.author or author, mark=_mark(properties))


def _mark(properties: Element) -> str:
    """What a hand draws upon words where changes are not tracked."""
    if is_on(properties, "w:strike") or is_on(properties, "w:dstrike"):
        return "struck"
    return "highlighted" if value(properties, "w:highlight") not in (None, "none") else ""


def _author(element: Element | None) -> str:
    """Who tracked a change; somebody at least, where there is one."""
    return "" if element is None else element.get("w:author") or "?"


def _joined(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs whose end was deleted, with words left in them, are one with what follows."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        last = joined[-1] if joined else None
        if last is None or not last.joined or not last.text:
            joined.append(paragraph)
            continue
        count = len(last.pieces)
        last.keys += [(key, count + at) for key, at in paragraph.keys]
        last.pieces += [
            replace(p, fate=Fate.INSERTED, author=last.joined) if p.fate is Fate.KEPT else p
            for p in paragraph.pieces
        ]
        last.joined = paragraph.joined
    return joined
