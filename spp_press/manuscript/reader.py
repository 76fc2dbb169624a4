"""An article's text → :class:`Manuscript`: title, body, and what would be lost in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape, unescape
from typing import Any, NamedTuple

from markdown_it.tree import SyntaxTreeNode

from spp_press.manuscript.body import BodyWriter
from spp_press.manuscript.data import Data
from spp_press.manuscript.figures import Figure, Pictures
from spp_press.manuscript.inline import Context, plain, write_inline
from spp_press.manuscript.nodes import SILENT, inline_tokens, line_of
from spp_press.manuscript.notation import PARAGRAPH, parser
from spp_press.manuscript.vetting import clean, lost_characters
from spp_press.problems import Place, Report
from spp_press.reading import shown, vet_characters

_LINES = 20_000
_CALLS = 10  # of one note
_ENOUGH = 20  # messages about entities
_DEEPEST = 24  # levels of the parser: a list takes two, a quotation one
_FRONT_MATTER = re.compile(r"---[ \t]*\n")
_ENTITY = re.compile(r"&(?:#\w{1,8}|[a-zA-Z]\w{1,31});")


class Manuscript(NamedTuple):
    """An article as it was written, vetted.

    ``title`` is plain text; ``title_html`` and ``body`` are safe HTML, the title not in the body;
    ``authors`` are those that the byline names, which is in the body;
    ``text`` is every run of characters that will be drawn, and ``links`` every address linked to.
    """

    file: str
    title: str
    title_html: str
    authors: tuple[str, ...]
    body: str
    figures: tuple[Figure, ...]
    text: tuple[tuple[str, Place], ...]
    links: tuple[tuple[str, Place], ...]
    place: Place


def read_manuscript(
    name: str,
    text: str,
    report: Report,
    pictures: Pictures = lambda name, place: None,
    data: Data = lambda name, place: None,
    *,
    codes: bool = False,
) -> Manuscript | None:
    """The manuscript in ``text``, or None if an error was noted.

    ``name`` is the file's, from the issue's folder (``articles/02-value-chain.md``); ``pictures``
    gives a picture by its name, ``data`` the text of a table's file; what is wrong with either
    they note at the place that uses it. ``codes`` asks for a QR code beside a source's link, which
    ``pictures`` gives by :data:`CODE` and the address.
    """
    noted = Report()
    manuscript = _Reader(name, text, noted, pictures, data, codes=codes).read()
    report.extend(noted)
    return None if noted.errors else manuscript


def read_text(file: str, text: str, line: int | None, report: Report) -> tuple[str, str]:
    """One paragraph of a settings file, with emphasis and links, as HTML and as plain text."""
    context = Context(file, report)
    children = parser().parseInline(text, {})[0].children or []
    html = write_inline(context, children, line or 1)
    return clean(html), plain(children)


class _Reader:
    def __init__(
        self,
        name: str,
        text: str,
        report: Report,
        pictures: Pictures,
        data: Data,
        *,
        codes: bool,
    ) -> None:
        self._text = text
        self._pictures = pictures
        self._data = data
        self._codes = codes
        self._context = Context(name, report, note=self._note)
        self._notes: dict[str, SyntaxTreeNode] = {}
        self._used: Counter[str] = Counter()
        self._in_note = False

    def read(self) -> Manuscript | None:
        """The manuscript, so far as it can be read at all."""
        context = self._context
        if not self._text.strip():
            context.error("article-empty", None)
            return None
        if _FRONT_MATTER.match(self._text):
            context.error("front-matter", 1)
            return None
        if self._text.count("\n") > _LINES:
            context.error("article-long", None, limit=_LINES)
            return None
        self._vet_entities()
        references = _References()
        env: dict[str, Any] = {"references": references}
        tokens = parser().parse(self._text, env)
        deep = next((t for t in tokens if t.level > _DEEPEST), None)
        if deep is not None:
            context.error("nested-deep", deep.map[0] + 1 if deep.map else None)
            return None
        nodes = self._without_notes(SyntaxTreeNode(tokens))
        if not nodes or nodes[0].type != "heading":
            line = line_of(nodes[0]) if nodes else None
            context.error("title-missing", line)
            return None
        for index in env.get("oversized", []):
            context.error("paragraph-long", index + 1, limit=PARAGRAPH)
        manuscript = self._write(nodes, set(env.get("table_overflow", [])))
        self._vet_references(references, env)
        if not context.report.errors:
            lost = lost_characters(tokens, self._used, manuscript.title_html + manuscript.body)
            if lost:  # a fault of ours, but never a silent one
                context.error("text-lost", None, characters=shown(lost))
        return manuscript

    def _write(self, nodes: Sequence[SyntaxTreeNode], overflow: set[int]) -> Manuscript:
        context = self._context
        heading, *rest = nodes
        line = line_of(heading)
        title_tokens = inline_tokens(heading)
        if not plain(title_tokens):
            context.error("title-missing", line)
        if any(t.type == "footnote_ref" for t in title_tokens):
            context.error("title-note", line)
        if heading.markup in "-=":
            context.error("heading-underlined", line, text=plain(title_tokens)[:40])
        title_html = write_inline(context, title_tokens, line)
        base = int(heading.tag[1])
        writer = BodyWriter(context, self._pictures, self._data, base, overflow, codes=self._codes)
        body = writer.write(rest)
        if not body and not context.report.errors:
            context.error("article-empty", line)
        return Manuscript(
            context.file,
            plain(title_tokens),
            clean(title_html),
            writer.authors,
            clean(body),
            writer.figures,
            tuple(context.runs),
            tuple(context.links),
            context.place(line),
        )

    def _vet_entities(self) -> None:
        """The characters that entities stand for: ``&#8203;`` is as invisible as its character."""
        file, report = self._context.file, self._context.report
        for source in dict.fromkeys(_ENTITY.findall(self._text)):
            noted = Report()
            vet_characters(unescape(source), file, noted)
            if noted.problems:
                line = self._text.count("\n", 0, self._text.index(source)) + 1
                vet_characters(unescape(source), file, report, line)
            if len(report.problems) >= _ENOUGH:
                break

    def _without_notes(self, root: SyntaxTreeNode) -> list[SyntaxTreeNode]:
        """The blocks of the article proper; its notes are kept by their labels."""
        for node in root.walk():
            if node.type == "footnote_reference":
                label = node.meta["label"]
                if label in self._notes:
                    line = line_of(node)
                    self._context.error("note-twice", line, label=shown(label))
                self._notes[label] = node
            elif node.type == "comment" and node.meta.get("wrong"):
                line = line_of(node)
                self._context.error(node.meta["wrong"], line)
        return [node for node in root.children if node.type not in SILENT]

    def _note(self, label: str, place: Place) -> str:
        """A note's text where it is called; the style takes it to the foot of the page."""
        node = self._notes.get(label)
        if node is None:
            self._context.error("note-missing", place.line, label=shown(label))
            return ""
        self._used[label] += 1
        if self._used[label] > _CALLS:  # each call prints the note once more
            self._context.error("note-often", place.line, label=shown(label), limit=_CALLS)
            return ""
        if self._in_note:
            self._context.error("note-nested", place.line, label=shown(label))
            return ""
        self._in_note = True
        paragraphs = []
        for block in node.children:
            line = line_of(block)
            if block.type != "paragraph":
                self._context.error("note-block", line, label=shown(label))
                continue
            paragraphs.append(write_inline(self._context, inline_tokens(block), line))
        self._in_note = False
        source = f"{escape(self._context.file)}:{line_of(node)}"
        return f'<span class="footnote" data-source="{source}">{"<br>".join(paragraphs)}</span>'

    def _vet_references(self, references: _References, env: dict[str, Any]) -> None:
        """What is defined and not used would be lost in silence."""
        for label, node in self._notes.items():
            if not self._used[label]:
                line = line_of(node)
                self._context.error("note-unused", line, label=shown(label))
        for label, reference in references.items():
            if label not in references.used:
                line = reference["map"][0] + 1
                self._context.error("reference-unused", line, label=shown(label.lower()))
        for reference in env.get("duplicate_refs", []):
            line = reference["map"][0] + 1
            self._context.error("reference-twice", line, label=shown(reference["label"].lower()))


class _References(dict[str, dict[str, list[int]]]):
    """Link definitions that remember which of them were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        """As a dictionary does, remembering ``key``."""
        self.used.add(key)
        return super().get(key, default)
