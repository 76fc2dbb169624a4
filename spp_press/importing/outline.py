"""Documents → sections and articles: by the contents list where there is one, else by headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePosixPath

from spp_press.importing.content import Block, Document, Kind
from spp_press.importing.contents import Contents, find_contents
from spp_press.importing.headings import as_heading, heal, key, likest, promote
from spp_press.problems import Place, Report
from spp_press.reading import shown

_TITLE = 40  # characters of a first line that may be a title
_TAIL = "。；，、！？;,"
_STEM = re.compile(r"^[\d\s._-]+|[\s_-]*(?:终稿|定稿|修改稿|最终版|final|v\d+)$", re.IGNORECASE)


@dataclass
class Piece:
    """An article, found. ``title`` is notation; ``contents`` what the contents list calls it."""

    title: str
    document: Document
    place: Place
    level: int = 1
    contents: str | None = None
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Outline:
    """The sections in order, each a title (``""``: not known) and its articles.

    ``front`` stands before the first article, the masthead; ``whole`` says that the documents are
    a whole issue, so that a colophon may stand at the end.
    """

    sections: list[tuple[str, list[Piece]]] = field(default_factory=list)
    front: list[tuple[Document, Block]] = field(default_factory=list)
    whole: bool = False

    @property
    def pieces(self) -> list[Piece]:
        """All articles in order."""
        return [piece for _, pieces in self.sections for piece in pieces]

    def add(self, title: str, pieces: list[Piece]) -> None:
        """Put ``pieces`` into the section ``title``, which is made where it is missing."""
        for name, held in self.sections:
            if name == title:
                held.extend(pieces)
                return
        self.sections.append((title, pieces))


def outline(documents: Sequence[Document], names: frozenset[str], report: Report) -> Outline:
    """The articles of ``documents``; every doubt about them is noted.

    ``names`` are the keys of the bulletin's own names: a heading that is one is the masthead's.
    """
    for document in documents:
        others = [block for d in documents if d is not document for block in d.blocks]
        contents = find_contents(document.blocks, others)
        if contents is not None:
            return _Listed(documents, document, contents, report).outline()
    found = Outline()
    for document in documents:
        document.blocks = promote(_without_names(document, names, found), ())
        _note_guessed(document, report)
        groups = list(_by_levels(document, found, report))
        for title, pieces in groups:
            found.add(title or document.section, pieces)
        count = sum(len(pieces) for _, pieces in groups)
        if count > 1:
            report.warning("import-several", document.place, count=count)
    return found


def _without_names(document: Document, names: frozenset[str], found: Outline) -> list[Block]:
    kept: list[Block] = []
    for block in document.blocks:
        if block.plain and key(block.plain) in names and len(kept) < 3:
            found.front.append((document, block))
            found.whole = True
        else:
            kept.append(block)
    return kept


def _note_guessed(document: Document, report: Report) -> None:
    guessed = [block for block in document.blocks if block.doubtful]
    if guessed:
        first = "、".join(shown(block.plain) for block in guessed[:3])
        report.warning("import-guessed", document.place, count=len(guessed), titles=first)


class _Listed:
    """Takes documents apart by a contents list, which is the truth for levels and sections."""

    def __init__(
        self, documents: Sequence[Document], owner: Document, contents: Contents, report: Report
    ) -> None:
        self._documents = documents
        self._owner = owner
        self._contents = contents
        self._report = report
        self._articles = {key(title): title for title in contents.articles}
        self._sections = {key(t): t for t, _ in contents.sections if t}
        self._found: dict[str, Piece] = {}
        self._extra: list[tuple[str, Piece]] = []  # the key that it stands after
        self._outline = Outline(whole=True)
        self._piece: Piece | None = None
        self._last = ""

    def outline(self) -> Outline:
        """The articles in the list's order, those that it does not name behind their neighbours."""
        for document in self._documents:
            blocks = document.blocks
            if document is self._owner:
                at = self._contents.blocks
                blocks = [*blocks[: at.start], *blocks[at.stop :]]
            document.blocks = promote(blocks, {*self._articles, *self._sections})
            _note_guessed(document, self._report)
            if document is not self._owner:
                self._piece = None
            for block in _opened(document.blocks, self._is_title):
                self._take(document, block)
        self._note_missing()
        self._sort()
        return self._outline

    def _is_title(self, block: Block) -> bool:
        known = {*self._articles, *self._sections}
        return likest(block.plain, known) is not None

    def _take(self, document: Document, block: Block) -> None:
        if block.kind is Kind.HEADING:
            unused = [each for each in self._articles if each not in self._found]
            match = likest(block.plain, unused)
            if key(block.plain) in self._sections and match is None:
                self._piece = None
                return
            if match is not None:
                self._begin(document, block, match)
                return
            if self._found and self._is_sibling(block):
                self._begin(document, block, None)
                self._report.warning("import-unlisted", block.place, title=shown(block.plain))
                return
        if self._piece is not None:
            self._piece.blocks.append(block)
        elif not self._found:
            self._outline.front.append((document, block))
        elif block.plain or block.picture or block.text:
            self._orphan(document, block)

    def _is_sibling(self, block: Block) -> bool:
        return bool(self._piece is None or (0 < block.level <= self._piece.level))

    def _begin(self, document: Document, block: Block, match: str | None) -> None:
        piece = _piece(document, [block], self._report)
        if match is None:
            self._extra.append((self._last, piece))
        else:
            listed = self._articles[match]
            if listed != heal(block.plain):
                piece.contents = listed
                values = {"title": shown(heal(block.plain)), "contents": shown(listed)}
                wording = (
                    "import-contents-words"
                    if match != key(block.plain)
                    else ("import-contents-marks")
                )
                self._report.warning(wording, block.place, **values)
            self._found[match] = piece
            self._last = match
        self._piece = piece

    def _orphan(self, document: Document, block: Block) -> None:
        """Text below a section's title and above its first article's."""
        title = block.plain[:_TITLE] or "文"
        self._report.warning("import-orphan", block.place, text=shown(block.plain[:40]))
        piece = Piece(heal(title), document, block.place)
        piece.blocks.append(block)
        self._extra.append((self._last, piece))
        self._piece = piece

    def _note_missing(self) -> None:
        for each, title in self._articles.items():
            if each not in self._found:
                self._report.warning("import-missing", self._owner.place, title=shown(title))

    def _sort(self) -> None:
        order = list(self._found)
        listed = [each for each in self._articles if each in self._found]
        if order != listed:
            self._report.warning("import-order", self._owner.place)
        strays = [piece for after, piece in self._extra if not after]
        for title, titles in self._contents.sections:
            pieces = strays
            strays = []
            for name in titles:
                if key(name) in self._found:
                    pieces = [*pieces, self._found[key(name)]]
                    pieces += [p for after, p in self._extra if after and after == key(name)]
            self._outline.sections.append((title, pieces))


def _opened(blocks: Sequence[Block], is_title: Callable[[Block], bool]) -> Iterator[Block]:
    """``blocks`` without the frames around those that hold an article's title."""
    closing: list[bool] = []
    for i, block in enumerate(blocks):
        if block.kind is Kind.OPEN:
            inner = blocks[i + 1 : _close_of(blocks, i)]
            keep = not any(b.kind is Kind.HEADING and is_title(b) for b in inner)
            closing.append(keep)
            if keep:
                yield block
        elif block.kind is Kind.CLOSE:
            if not closing or closing.pop():
                yield block
        else:
            yield block


def _close_of(blocks: Sequence[Block], start: int) -> int:
    depth = 0
    for i in range(start, len(blocks)):
        depth += (blocks[i].kind is Kind.OPEN) - (blocks[i].kind is Kind.CLOSE)
        if depth == 0:
            return i
    return len(blocks)


def _by_levels(
    document: Document, found: Outline, report: Report
) -> Iterator[tuple[str, list[Piece]]]:
    """A document without a contents list: sections and articles by the levels of its headings."""
    blocks = list(_opened(document.blocks, lambda block: True))
    heads = [i for i, block in enumerate(blocks) if block.kind is Kind.HEADING and block.level]
    titles = [i for i, block in enumerate(blocks) if block.kind is Kind.HEADING and not block.level]
    if titles and not heads:
        heads = titles
    elif titles and len(titles) == 1 and _is_flat(blocks, heads):
        heads = titles  # a title above, and headings of one level below it: an article
    if not heads:
        yield "", [_untitled(document, blocks, report)]
        return
    top = min(blocks[i].level for i in heads)
    tops = [i for i in heads if blocks[i].level == top]
    if len(tops) == 1 and not _has_text(blocks, tops[0]) and _holds_sections(blocks, tops[0]):
        report.warning("import-title", blocks[tops[0]].place, title=shown(blocks[tops[0]].plain))
        found.front.append((document, blocks[tops[0]]))
        heads = [i for i in heads if i != tops[0]]
        top = min(blocks[i].level for i in heads)
        tops = [i for i in heads if blocks[i].level == top]
    front = blocks[: tops[0]]
    sections = [i for i in tops if not _has_text(blocks, i) and _is_parent(blocks, i)]
    if len(tops) > 1 and sections and len(sections) < len(tops):
        names = "、".join(shown(blocks[i].plain) for i in sections[:3])
        report.warning("import-levels-mixed", document.place, titles=names)
        sections = []
    if len(tops) == 1:
        sections = []
    bounds = [*tops, len(blocks)]
    pieces: list[tuple[str, list[Piece]]] = []
    for start, end in pairwise(bounds):
        if start in sections:
            section = heal(blocks[start].plain)
            pieces.append((section, list(_children(document, blocks[start + 1 : end], report))))
        else:
            pieces.append(("", [_piece(document, blocks[start:end], report)]))
    _give_front(document, front, pieces, found, report)
    yield from pieces


def _piece(document: Document, blocks: Sequence[Block], report: Report) -> Piece:
    """The article that begins with the heading ``blocks[0]``, its title healed."""
    head = blocks[0]
    title = heal(head.text)
    if title != head.text.strip():
        report.notice("import-healed", head.place, title=shown(title))
    return Piece(title, document, head.place, head.level, None, list(blocks[1:]))


def _children(document: Document, blocks: Sequence[Block], report: Report) -> Iterator[Piece]:
    level = min(b.level for b in blocks if b.kind is Kind.HEADING)
    heads = [i for i, b in enumerate(blocks) if b.kind is Kind.HEADING and b.level == level]
    heads[0] = 0  # what stands above belongs to the first
    for start, end in zip(heads, [*heads[1:], len(blocks)], strict=True):
        yield _piece(document, blocks[start:end], report)


def _give_front(
    document: Document,
    front: list[Block],
    pieces: list[tuple[str, list[Piece]]],
    found: Outline,
    report: Report,
) -> None:
    """What stands above the first heading: a masthead if it tells a number, else the article's."""
    worth = [block for block in front if block.kind is not Kind.BREAK]
    if not worth:
        return
    if any(re.search(r"第\s*[\d一二三四五六七八九十]+.{0,9}期", block.plain) for block in worth):
        found.front += [(document, block) for block in worth]
        found.whole = True
        return
    words = next((block.plain for block in worth if block.plain), "")
    if words:
        report.warning("import-above", worth[0].place, text=shown(words[:40]))
    pieces[0][1][0].blocks[:0] = worth


def _untitled(document: Document, blocks: list[Block], report: Report) -> Piece:
    """A document without headings: its first short line is its title, else its file's name."""
    first = next((i for i, block in enumerate(blocks) if block.plain), None)
    if first is not None:
        block = blocks[first]
        short = block.kind is Kind.PARAGRAPH and len(block.plain) <= _TITLE
        more = any(b.plain for b in blocks[first + 1 :])
        if short and more and block.plain[-1] not in _TAIL:
            report.warning("import-first-line", block.place, title=shown(block.plain))
            rest = [*blocks[:first], *blocks[first + 1 :]]
            return _piece(document, [as_heading(block, 1), *rest], report)
    stem = PurePosixPath(document.file).stem
    title = _STEM.sub("", stem) or stem
    report.warning("import-file-name", document.place, title=shown(title))
    return Piece(heal(title), document, document.place, 1, None, blocks)


def _is_flat(blocks: Sequence[Block], heads: Sequence[int]) -> bool:
    """Whether no heading holds another: then they are parts of one article."""
    return not any(_is_parent(blocks, i) and not _has_text(blocks, i) for i in heads)


def _has_text(blocks: Sequence[Block], i: int) -> bool:
    below = next((b for b in blocks[i + 1 :] if b.kind is not Kind.BREAK), None)
    return below is not None and below.kind is not Kind.HEADING


def _is_parent(blocks: Sequence[Block], i: int) -> bool:
    below = next((b for b in blocks[i + 1 :] if b.kind is Kind.HEADING), None)
    return below is not None and below.level > blocks[i].level


def _holds_sections(blocks: Sequence[Block], top: int) -> bool:
    """Whether the headings below ``top`` hold headings themselves, without text of their own."""
    below = [i for i in range(top + 1, len(blocks)) if blocks[i].kind is Kind.HEADING]
    level = min((blocks[i].level for i in below), default=0)
    direct = [i for i in below if blocks[i].level == level]
    return len(direct) > 1 and all(
        _is_parent(blocks, i) and not _has_text(blocks, i) for i in direct
    )
