"""An issue → its passages: every stretch of words that a reviewer may change, and where it stands.

A passage is a title, a paragraph, an item, a cell, a caption or a note. Its glyphs are what is
printed of it, each with the span of the manuscript's text that prints it, so that what is changed
in Word can be changed there and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import accumulate, groupby
from posixpath import normpath
from unicodedata import normalize

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from spp_press.importing.spans import Span
from spp_press.issue import SETTINGS, Issue
from spp_press.manuscript import CONTAINERS, SPECIAL
from spp_press.manuscript.data import is_data
from spp_press.manuscript.figures import file_named
from spp_press.manuscript.inline import Context
from spp_press.manuscript.nodes import BREAKS, SILENT, images_of, inline_tokens, line_of, words_of
from spp_press.manuscript.separated import read_records
from spp_press.manuscript.tables import is_title
from spp_press.problems import Place, Report
from spp_press.reading import decode
from spp_press.reviewing.tracing import (
    NOWHERE,
    PICTURE,
    Glyph,
    Spans,
    is_call,
    located_cell,
    traced,
    traced_parser,
)

Data = Callable[[str], str | None]
_MAP = SPECIAL[1]
_KEY = re.compile(r"_spp(\d{1,4})_(\d{1,6})_(\d{1,5})")


class Role(Enum):
    """What a passage is; ``PLAIN`` is printed and stands in no manuscript."""

    PLAIN = "plain"
    MASTHEAD = "masthead"
    SECTION = "section"
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"
    PICTURE = "picture"
    CAPTION = "caption"
    CELL = "cell"
    NOTE = "note"


@dataclass(frozen=True)
class Cell:
    """Where a cell stands: in which of the article's tables, in which row and column, from 0."""

    table: int
    row: int
    column: int
    head: bool
    align: str


@dataclass(frozen=True)
class Passage:
    """A stretch of words.

    ``key`` names it in a Word file; ``lines`` is the range of lines, from 0, that are its own;
    ``level`` is a heading's from 1, which the title's is, or an item's depth from 1; ``marker``
    numbers the first paragraph of an item of the list ``group``. A note has its ``label``, and a
    ``group`` for each call of it.
    """

    key: str
    place: Place
    role: Role
    glyphs: tuple[Glyph, ...]
    lines: tuple[int, int] = (0, 0)
    level: int = 0
    marker: str = ""
    group: int = 0
    cell: Cell | None = None
    label: str = ""
    picture: str = ""
    alt: str = ""
    box: str = ""
    quoted: bool = False

    @property
    def text(self) -> str:
        """Its words, without their looks."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def shape(self) -> tuple[object, ...]:
        """All that a reader sees of it, without where it stands."""
        seen = tuple((glyph.text, glyph.look) for glyph in self.glyphs)
        return self.role, self.level, self.box, self.quoted, self.label, seen


def passages_of(issue: Issue) -> list[Passage]:
    """Every passage of an issue, in its order; an article's notes follow it."""
    number = issue.number
    label = f"{number.full_label}（{number.cumulative_label}）"
    settings = Place(SETTINGS)
    found = [
        _printed(0, 0, issue.bulletin.name, settings, Role.MASTHEAD),
        _printed(0, 1, label, settings, Role.PLAIN),
    ]

    def data(name: str) -> str | None:
        return decode(source_of(issue, name)[1], name, Report())

    at = 0
    for i, section in enumerate(issue.sections):
        place = next(p for t, p in issue.text if t == section.title and p.file == SETTINGS)
        found.append(_printed(0, 2 + i, section.title, place, Role.SECTION))
        for article in section.articles:
            at += 1
            text = decode(source_of(issue, article.file)[1], article.file, Report())
            assert text is not None  # it has been read
            found += passages_in(article.file, text, at, data)
    return found


def source_of(issue: Issue, file: str) -> tuple[str, bytes]:
    """A file's name in the issue's folder, in its own spelling, and its bytes."""
    folder = f"issues/{issue.identifier}/"
    wanted = normalize("NFC", normpath(file))
    return next(
        (name.removeprefix(folder), data)
        for name, data in issue.sources.items()
        if normalize("NFC", name.removeprefix(folder)) == wanted
    )


def passages_in(file: str, text: str, at: int, data: Data = lambda name: None) -> list[Passage]:
    """The passages of a manuscript that the press reads, of the article ``at``, from 1.

    ``data`` gives the text of a table's file, whose cells are then among them.
    """
    return list(_Walker(file, text, at, data=data).walk())


def article_of(key: str) -> int | None:
    """Which article a key is of, 0 for what stands in the settings; None if it is no key."""
    found = _KEY.fullmatch(key)
    return int(found[1]) if found else None


def _printed(article: int, at: int, text: str, place: Place, role: Role) -> Passage:
    glyphs = tuple(Glyph(c, Span("")) for c in text)
    return Passage(f"_spp{article:02}_{place.line or 0}_{at}", place, role, glyphs)


@dataclass(frozen=True)
class _Frame:
    """What a block stands in."""

    depth: int = 0
    group: int = 0
    marker: str = ""
    box: str = ""
    keep_lines: bool = False
    quoted: bool = False
    label: str = ""


@dataclass
class _Walker:
    file: str
    text: str
    at: int
    lists: int = 0
    tables: int = 0
    data: Data = lambda name: None
    keys: dict[int, int] = field(default_factory=dict)

    def walk(self) -> Iterator[Passage]:
        lines = self.text.split("\n")
        self.lines = lines
        self.starts = [0, *accumulate(len(line) + 1 for line in lines)]
        root = SyntaxTreeNode(traced_parser().parse(self.text, {}))
        walked = (node for node in root.walk() if node.type == "footnote_reference")
        notes = {node.meta["label"]: node for node in walked}
        first, *rest = [node for node in root.children if node.type not in SILENT]
        self.base = int(first.tag[1])
        passages = [self._passage(first, Role.TITLE, _Frame(), level=1)]
        passages += self._blocks(rest, _Frame())
        yield from passages
        calls = [g.text[2:-1] for p in passages for g in p.glyphs if is_call(g)]
        for group, label in enumerate(calls, 1):
            for block in notes[label].children:
                yield self._passage(block, Role.NOTE, _Frame(label=label, group=group))

    def _blocks(self, nodes: Sequence[SyntaxTreeNode], frame: _Frame) -> Iterator[Passage]:
        for i, node in enumerate(nodes):
            table = i + 1 < len(nodes) and _is_table(nodes[i + 1])
            if table and node.type == "paragraph" and is_title(words_of(node)):
                yield self._passage(node, Role.CAPTION, frame)
            else:
                yield from self._block(node, frame)
            if i == 0 and frame.marker:
                frame = replace(frame, marker="")

    def _block(self, node: SyntaxTreeNode, frame: _Frame) -> Iterator[Passage]:
        match node.type:
            case "paragraph" if images := images_of(node):
                for token, line in images:
                    yield from self._image(node, token, line, frame)
            case "paragraph" if frame.box == _MAP:
                yield from self._map(node, frame)
            case "paragraph":
                passage = self._passage(node, Role.PARAGRAPH, frame)
                if passage.glyphs:
                    yield passage
            case "heading":
                level = int(node.tag[1]) - self.base + 1
                yield self._passage(node, Role.HEADING, frame, level=level)
            case "bullet_list" | "ordered_list" | "numbered_list":
                yield from self._list(node, frame)
            case "blockquote":
                yield from self._blocks(node.children, replace(frame, quoted=True))
            case "container":
                name = node.info
                yield self._label(node, name)
                keep_lines = CONTAINERS[name][1] if name in CONTAINERS else True
                inner = replace(frame, box=name, keep_lines=keep_lines)
                yield from self._blocks(node.children, inner)
            case "table":
                yield from self._table(node, frame)
            case "fence":
                yield self._code(node, frame)

    def _list(self, node: SyntaxTreeNode, frame: _Frame) -> Iterator[Passage]:
        self.lists += 1
        group, depth = self.lists, frame.depth + 1
        numbers = [item.info for item in node.children]
        if node.type == "bullet_list":
            markers = ["•"] * len(numbers)
        elif node.type == "numbered_list":
            markers = numbers
        else:
            if len(set(numbers)) == 1:  # 1. 1. 1. asks to be counted
                numbers = [str(int(numbers[0]) + i) for i in range(len(numbers))]
            markers = [number + node.markup for number in numbers]
        for item, marker in zip(node.children, markers, strict=True):
            inner = replace(frame, depth=depth, group=group, marker=marker)
            passages = list(self._blocks(item.children, inner))
            if len(passages) == 1 and item.map:  # its marker goes with it
                passages = [replace(passages[0], lines=self._trimmed(item))]
            yield from passages

    def _table(self, node: SyntaxTreeNode, frame: _Frame) -> Iterator[Passage]:
        self.tables += 1
        rows = [(part.type == "thead", row) for part in node.children for row in part.children]
        for i, (head, row) in enumerate(rows):
            index = line_of(row) - 1
            for j, cell in enumerate(row.children):
                content = inline_content(cell)
                start = self.starts[index]
                spans = located_cell(content, self.lines[index], j, start)
                align = str(cell.attrs.get("style", "")).removeprefix("text-align:")
                yield replace(
                    self._made(index + 1, Role.CELL, frame),
                    glyphs=traced(inline_tokens(cell), content, spans, keep_lines=False),
                    lines=(index, index + 1),
                    cell=Cell(self.tables, i, j, head, align),
                )

    def _map(self, node: SyntaxTreeNode, frame: _Frame) -> Iterator[Passage]:
        """A map and its numbers, a line each."""
        line = line_of(node)
        for token in inline_tokens(node):
            if token.type == "image":
                yield from self._image(node, token, line, frame)
            line += token.type in BREAKS
        whole = self._passage(node, Role.CAPTION, frame)
        for is_words, group in groupby(whole.glyphs, key=lambda g: g.text not in ("\n", PICTURE)):
            if is_words:
                made = self._made(line_of(node), Role.CAPTION, frame)
                yield replace(made, glyphs=tuple(group), lines=whole.lines)

    def _image(
        self, node: SyntaxTreeNode, token: Token, line: int, frame: _Frame
    ) -> Iterator[Passage]:
        """A picture, or a table from a file of data, and its words."""
        content, spans = self._located(node)
        start, end = token.meta["start"], token.meta["end"]
        lines = self._trimmed(node) if len(images_of(node)) == 1 else (line - 1, line)
        name = file_named(Context(self.file, Report()), str(token.attrs["src"])) or ""
        quoted = " ".join(str(token.attrs.get("title", "")).split())
        alt = " ".join("".join(child.content for child in token.children or ()).split())
        of_data = is_data((token, line))
        words = quoted or alt * of_data
        caption = []
        if words:
            glyphs = tuple(_spaced(words, content[start:end], spans[start:end]))
            made = self._made(line, Role.CAPTION, frame)
            caption = [replace(made, glyphs=glyphs, lines=lines)]
        if of_data:
            yield from (*caption, *self._data(name, line, frame))
            return
        whole = Glyph(PICTURE, Span(""), spans[start][0], spans[end - 1][1])
        made = self._made(line, Role.PICTURE, frame)
        yield replace(made, glyphs=(whole,), lines=lines, picture=name, alt=alt or quoted)
        yield from caption

    def _data(self, name: str, line: int, frame: _Frame) -> Iterator[Passage]:
        """The cells of a table from a file, which is changed elsewhere than in the manuscript."""
        text = self.data(name)
        self.tables += 1
        for i, record in enumerate(read_records(Context(name, Report()), text) if text else ()):
            for j, words in enumerate(record.fields):
                glyphs = tuple(Glyph(c, Span("")) for c in words)
                yield replace(
                    self._made(line, Role.PLAIN, frame),
                    place=Place(name, record.line),
                    glyphs=glyphs,
                    cell=Cell(self.tables, i, j, i == 0, ""),
                )

    def _code(self, node: SyntaxTreeNode, frame: _Frame) -> Passage:
        glyphs: list[Glyph] = []
        first = line_of(node)
        code = node.content.removesuffix("\n").split("\n")
        for i, line in enumerate(code):
            source = self.lines[first + i] if first + i < len(self.lines) else ""
            at = self.starts[first + i] + len(source) - len(line)
            if i:
                glyphs.append(Glyph("\n", Span(""), self.starts[first + i] - 1, at))
            good = source.endswith(line)
            glyphs += (
                Glyph(c, Span(""), *((at + k, at + k + 1) if good else NOWHERE))
                for k, c in enumerate(line)
            )
        made = self._made(first, Role.CODE, frame)
        return replace(made, glyphs=tuple(glyphs), lines=self._trimmed(node))

    def _label(self, node: SyntaxTreeNode, name: str) -> Passage:
        """The name of a box, which its style may print; nobody changes it in Word."""
        made = self._made(line_of(node), Role.PLAIN, _Frame(box=name))
        return replace(made, glyphs=tuple(Glyph(c, Span("")) for c in name))

    def _passage(
        self, node: SyntaxTreeNode, role: Role, frame: _Frame, *, level: int = 0
    ) -> Passage:
        content, spans = self._located(node)
        glyphs = traced(inline_tokens(node), content, spans, keep_lines=frame.keep_lines)
        made = self._made(line_of(node), role, frame)
        if role is Role.PARAGRAPH and frame.depth:
            made = replace(made, role=Role.ITEM)
        return replace(made, glyphs=glyphs, lines=self._trimmed(node), level=level or frame.depth)

    def _made(self, line: int, role: Role, frame: _Frame) -> Passage:
        """A passage without its words; its key is the next one of its line."""
        at = self.keys[line] = self.keys.get(line, 0) + 1
        return Passage(
            f"_spp{self.at:02}_{line}_{at}",
            Place(self.file, line),
            role,
            (),
            level=frame.depth,
            marker=frame.marker,
            group=frame.group,
            label=frame.label,
            box=frame.box,
            quoted=frame.quoted,
        )

    def _trimmed(self, node: SyntaxTreeNode) -> tuple[int, int]:
        """The lines of a block, without the blank ones after it."""
        first, last = node.map or (line_of(node) - 1, line_of(node))
        while last > first + 1 and not self.lines[last - 1].strip():
            last -= 1
        return first, last

    def _located(self, node: SyntaxTreeNode) -> tuple[str, list[tuple[int, int]]]:
        """The source of a block's words as they are parsed, and each character's span.

        A block's lines are what is left of the source's when markers and indents are taken away.
        """
        content = inline_content(node)
        index = line_of(node) - 1
        lines = content.split("\n")
        last = (node.map or (0, 0))[1] - len(lines)
        while index < last and lines[0].rstrip() not in self.lines[index]:
            index += 1  # lines of full-width spaces alone are not among its words
        spans: list[tuple[int, int]] = []
        for i, line in enumerate(lines, index):
            source = self.lines[i]
            bare = line.rstrip(" \t")
            at = source.rfind(bare)
            good = at >= 0
            start = self.starts[i] + at
            if i > index:
                spans.append((self.starts[i] - 1, start) if good else NOWHERE)
            spans += ((start + k, start + k + 1) if good else NOWHERE for k in range(len(line)))
        return content, spans


def _spaced(words: str, source: str, spans: Spans) -> Iterator[Glyph]:
    """The glyphs of ``words``, as a ``source`` has them that may have more space between them."""
    tries = re.finditer(r"\s+".join(map(re.escape, words.split(" "))), source)
    found = next(iter(list(tries)[::-1]), None)
    at = found.start() if found else -1
    for character in words:
        if at < 0:
            yield Glyph(character, Span(""))
            continue
        end = at + 1
        while character == " " and source[end].isspace():
            end += 1
        yield Glyph(character, Span(""), spans[at][0], spans[end - 1][1])
        at = end


def _is_table(node: SyntaxTreeNode) -> bool:
    return node.type == "table" or any(is_data(image) for image in images_of(node)[:1])


def inline_content(node: SyntaxTreeNode) -> str:
    """The source of the text of a paragraph, heading or cell, as it is parsed."""
    inline = node.children[0] if node.children else None
    return inline.token.content if inline is not None and inline.token else ""
