"""A text file → :class:`Document`: Markdown as it stands, or plain lines as paragraphs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from spp_press.importing.content import Aside, Block, Document, Kind, Look, Use
from spp_press.importing.spans import escape
from spp_press.manuscript.addresses import tracker_site, without_trackers
from spp_press.manuscript.inline import plain
from spp_press.manuscript.nodes import inline_tokens, line_of
from spp_press.manuscript.notation import parser
from spp_press.problems import Place, Report
from spp_press.reading import shown

_BLANK = re.compile(r"^[ \t\u00a0\u3000]+$", re.MULTILINE)
_MARKDOWN = re.compile(r"^(?:#{1,6} |!\[[^\]]*\]\(|\|[-:| ]+\|\s*$)", re.MULTILINE)
_FRONT = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_SENTENCE_END = "。！？；”）…"
_BOLD = re.compile(r"\*\*(?!\s)([^*]+)\*\*")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(<?(https?://[^()\s<>]+)>?\)")

Pictures = Callable[[str], bytes | None]
"""Gives a picture's bytes by its path beside the text, or None if there is none."""


def read_text_file(file: str, text: str, pictures: Pictures, report: Report) -> Document:
    """The document in ``text``, which has ``\\n`` line ends."""
    text = _BLANK.sub("", text)
    front = _FRONT.match(text)
    text = _FRONT.sub(lambda m: "\n" * m[0].count("\n"), text, count=1) if front else text
    document = _read(file, text, pictures, report)
    if front:
        said = " ".join(front[0].strip("-. \n").split("\n"))
        document.asides.append(Aside("front", Place(file, 1), said))
        report.warning("import-front", Place(file, 1), text=shown(said))
    return document


def _read(file: str, text: str, pictures: Pictures, report: Report) -> Document:
    if file.lower().endswith((".md", ".markdown")) or _MARKDOWN.search(text):
        return _Markdown(file, text, pictures, report).read()
    document = Document(file)
    for i, line in enumerate(text.split("\n")):
        if line.strip():
            words = line.strip()
            place = Place(file, i + 1)
            document.blocks.append(Block(Kind.PARAGRAPH, place, escape(words), words))
    return document


class _Markdown:
    def __init__(self, file: str, text: str, pictures: Pictures, report: Report) -> None:
        self._file = file
        self._lines = text.split("\n")
        self._pictures = pictures
        self._report = report
        self._document = Document(file)

    def read(self) -> Document:
        tokens = parser().parse("\n".join(self._lines), {})
        at = 0
        for node in SyntaxTreeNode(tokens).children:
            if node.map is None:
                continue
            start, end = node.map
            self._loose(at, start)
            self._document.blocks += self._blocks(node, start, end)
            at = max(at, end)
        self._loose(at, len(self._lines))
        return self._document

    def _loose(self, start: int, end: int) -> None:
        """Lines that are in no block: where links are defined."""
        text = "\n".join(self._lines[start:end]).strip()
        if text:
            self._document.blocks.append(Block(Kind.OTHER, Place(self._file, start + 1), text, ""))

    def _blocks(self, node: SyntaxTreeNode, start: int, end: int) -> Iterator[Block]:
        place = Place(self._file, line_of(node))
        source = "\n".join(self._lines[start:end]).strip("\n")
        if node.type == "heading":
            tokens = inline_tokens(node)
            inner = node.children[0].content if node.children else ""
            words = self._untracked(_BOLD.sub(r"\1", inner), place)
            yield Block(Kind.HEADING, place, words, plain(tokens), level=int(node.tag[1]))
        elif node.type == "footnote_reference":
            label = node.meta["label"]
            body = source.partition("]:")[2].strip()
            self._document.notes[label] = self._untracked(body, place)
        elif node.type == "paragraph":
            yield from self._paragraph(node, source, place)
        elif node.type == "table":
            words = "\t".join(plain(t.children or ()) for t in _inlines(node))
            yield Block(Kind.TABLE, place, self._untracked(source, place), words)
        elif node.type == "comment":
            yield Block(Kind.OTHER, place, source, "")
        else:
            words = "".join(plain(t.children or ()) or t.content for t in _inlines(node))
            yield Block(Kind.OTHER, place, self._untracked(source, place), words)

    def _paragraph(self, node: SyntaxTreeNode, source: str, place: Place) -> Iterator[Block]:
        tokens = inline_tokens(node)
        images = [token for token in tokens if token.type == "image"]
        only = all(t.type in ("image", "softbreak") or not t.content.strip() for t in tokens)
        if images and not only:
            self._report.warning("import-picture-inline", place, count=len(images))
        text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", source) if images else source
        if images and only:
            text = ""
        yield from (block for image in images if only for block in self._image(image, place))
        if text.strip():
            words = without_trackers(_with_lines(tokens))[0]
            inked = [t for t in tokens if t.type == "text" and t.content.strip()]
            bold = len(inked) == 1 and source.startswith("**") and source.endswith("**")
            lines = text.split("\n")
            if _are_paragraphs(lines):
                self._report.warning("import-lines", place, count=len(lines))
                for i, line in enumerate(lines):
                    yield from self._line(line.strip(), Place(place.file, (place.line or 1) + i))
            else:
                written = self._untracked(_joined(text), place)
                yield Block(Kind.PARAGRAPH, place, written, words, look=Look(bold=bold))
        yield from (block for image in images if not only for block in self._image(image, place))

    def _line(self, line: str, place: Place) -> Iterator[Block]:
        words = plain(parser().parseInline(line, {})[0].children or [])
        written = self._untracked(line, place)
        yield Block(Kind.PARAGRAPH, place, written, without_trackers(words)[0])

    def _image(self, token: Token, place: Place) -> Iterator[Block]:
        address = unquote(str(token.attrs["src"]))
        key = posixpath.basename(address)
        use = Use(key, plain(token.children or ()), str(token.attrs.get("title", "")))
        data = None if re.match(r"\w+:|//", address) else self._pictures(address)
        if data is None:
            self._report.warning("import-picture-missing", place, name=address)
            yield Block(Kind.COMMENT, place, "import-linked-picture-here")
            return
        self._document.pictures[key] = data
        yield Block(Kind.PICTURE, place, picture=use)

    def _untracked(self, text: str, place: Place) -> str:
        """``text`` with each tracker's link as its site: a subscriber's id is never kept."""

        def linked(found: re.Match[str]) -> str:
            site = tracker_site(found[2])
            if site is None:
                return found[0]
            self._report.warning("import-tracker", place, site=site)
            return site if tracker_site(found[1]) else found[1]

        text = _LINK.sub(linked, _AUTOLINK.sub(lambda m: _site_or(m[0], m[1]), text))
        text, sites = without_trackers(text)
        for site in sites:
            self._report.warning("import-tracker", place, site=site)
        return text


def _site_or(written: str, address: str) -> str:
    return address if tracker_site(address) else written


def _are_paragraphs(lines: list[str]) -> bool:
    """Whether lines that only end are meant as paragraphs: every one of them ends a sentence."""
    return len(lines) > 1 and all(line[-1:] in _SENTENCE_END for line in lines if line)


def _joined(text: str) -> str:
    """A paragraph's lines; two spaces at a line's end become a line end that can be seen."""
    lines = [line.strip(" \t\u3000") + "\n" for line in text.split("\n")]
    for i, line in enumerate(text.split("\n")[:-1]):
        if line.endswith("  "):
            lines[i] = lines[i].rstrip("\n") + "<br>"
    return "".join(lines).strip()


def _with_lines(tokens: list[Token]) -> str:
    """The characters of ``tokens``, with its line ends."""
    parts = [
        "\n" if t.type in ("softbreak", "hardbreak") or t.content.startswith("<br") else t.content
        for t in tokens
        if t.type in ("text", "code_inline", "softbreak", "hardbreak")
        or t.content.startswith("<br")
    ]
    return "".join(parts).strip()


def _inlines(node: SyntaxTreeNode) -> Iterator[Token]:
    for each in node.walk():
        if each.type in ("inline", "fence") and each.token is not None:
            yield each.token
