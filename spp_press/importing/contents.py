"""The contents list (目录): where it stands, and which sections and articles it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spp_press.importing.content import Block, Kind
from spp_press.importing.headings import heal, key, likest

_TITLES = {"目录", "目次", "本期目录", "本期内容", "contents", "tableofcontents"}
_PAGE = re.compile(r"(?:\t\s*|[.·…⋯‥。\s]{2,})[（(]?\d{1,3}[)）]?\s*$")
_LOOSE_PAGE = re.compile(r"\s[（(]?\d{1,3}[)）]?\s*$")
_LABEL = re.compile(r"\s*(?:[●•▪■◆◇·]|[（(]?\d{1,2}[.、．)）](?!\d))\s*")
_LONGEST = 60


@dataclass(frozen=True)
class Line:
    """One line: its words, the level that its look or style gives it, and its page's number."""

    text: str
    level: int
    has_page: bool


@dataclass
class Contents:
    """A contents list, parted. ``sections``: each a title and the titles of its articles."""

    sections: list[tuple[str, list[str]]] = field(default_factory=list)
    blocks: range = range(0)

    @property
    def articles(self) -> list[str]:
        """The titles of all articles."""
        return [title for _, titles in self.sections for title in titles]


def find_contents(blocks: Sequence[Block], others: Sequence[Block] = ()) -> Contents | None:
    """The contents list in ``blocks``, or None; ``others`` are the blocks of the other files."""
    start = next((i for i, block in enumerate(blocks) if _begins(block)), None)
    if start is None:
        return None
    if blocks[start].contents:
        end = start
        while end < len(blocks) and (blocks[end].contents or not blocks[end].plain):
            end += 1
    elif any(block.contents for block in blocks[start : start + 4]):
        end = start + 1
        while end < len(blocks) and (blocks[end].contents or not blocks[end].plain):
            end += 1
    else:
        end = _end(blocks, start + 1, others)
    lines = _lines(blocks[start:end])
    if not lines:
        return None
    rest = [*blocks[:start], *blocks[end:], *others]
    return Contents(_parted(lines, rest), range(start, end))


def _begins(block: Block) -> bool:
    titled = block.kind in (Kind.HEADING, Kind.PARAGRAPH) and key(block.plain) in _TITLES
    return bool(block.contents) or titled


def _end(blocks: Sequence[Block], start: int, others: Sequence[Block]) -> int:
    """The end of a list that was typed by hand: where its first title comes again."""
    seen: list[str] = []
    for i in range(start, len(blocks)):
        block = blocks[i]
        if block.kind is Kind.BREAK and not seen:
            continue
        if block.kind not in (Kind.HEADING, Kind.PARAGRAPH, Kind.LIST):
            return _before_heading(blocks, start, i)
        lines = [_cleaned(line) for line in block.plain.split("\n")]
        if any(len(line) > _LONGEST or line.endswith(("。", "！", "；")) for line in lines):
            return _before_heading(blocks, start, i)
        if len(lines) == 1 and likest(lines[0], seen) is not None:
            return i
        seen += [key(line) for line in lines if key(line)]
    elsewhere = {key(block.plain) for block in others if len(block.plain) <= _LONGEST}
    if any(likest(each, elsewhere) for each in seen):
        return len(blocks)
    return start  # nothing comes again: no list of what follows


def _before_heading(blocks: Sequence[Block], start: int, end: int) -> int:
    """``end``, where text begins, or the headings that stand directly above that text."""
    while end > start and blocks[end - 1].kind is Kind.HEADING:
        end -= 1
    return end


def _lines(blocks: Sequence[Block]) -> list[Line]:
    raw: list[tuple[str, int]] = []
    for block in blocks:
        level = block.contents
        if not level:
            level = 1 if block.kind is Kind.HEADING or block.look.bold else 2
        if key(block.plain) not in _TITLES:
            raw += [(text, level) for text in block.plain.split("\n") if key(text)]
    loose = sum(bool(_LOOSE_PAGE.search(text)) for text, _ in raw) > max(1, len(raw) // 3)
    lines = []
    for text, level in raw:
        bare = _cleaned(text)
        if loose:
            bare = _LOOSE_PAGE.sub("", bare)
        lines.append(Line(heal(bare), level, bare != text.strip()))
    return [line for line in lines if key(line.text)]


def _cleaned(line: str) -> str:
    return _LABEL.sub("", _PAGE.sub("", line), count=1).strip() if key(line) else ""


def _parted(lines: list[Line], rest: Sequence[Block]) -> list[tuple[str, list[str]]]:
    """The lines as sections and their articles, by level, else by what the text has headings for.

    A first level whose headings have text of their own are articles; the levels below it are then
    their subheadings.
    """
    levels = sorted({line.level for line in lines})
    top = levels[0]
    if len(levels) > 1 and not _have_text([x.text for x in lines if x.level == top], rest):
        lines = [line for line in lines if line.level in levels[:2]]
        heads = {i for i, line in enumerate(lines) if line.level == top}
    elif len(levels) > 1:
        lines = [line for line in lines if line.level == top]
        heads = set()
    else:
        heads = _unmatched_heads(lines, rest)
    sections: list[tuple[str, list[str]]] = []
    for i, line in enumerate(lines):
        if i in heads:
            sections.append((line.text, []))
        else:
            if not sections:
                sections.append(("", []))
            sections[-1][1].append(line.text)
    return sections


def _have_text(titles: list[str], rest: Sequence[Block]) -> bool:
    """Whether most of ``titles`` stand in the text with text of their own directly below."""
    keys = {key(title) for title in titles}
    with_text = 0
    for i, block in enumerate(rest):
        if block.kind in (Kind.HEADING, Kind.PARAGRAPH) and key(block.plain) in keys:
            below = next((b for b in rest[i + 1 :] if b.plain or b.picture), None)
            with_text += (
                below is not None
                and below.kind is not Kind.HEADING
                and (key(below.plain) not in keys and len(below.plain) > _LONGEST)
            )
    return with_text > len(keys) / 2


def _unmatched_heads(lines: list[Line], rest: Sequence[Block]) -> set[int]:
    """Lines that the text has no heading for, each before one that it has: the sections' names."""
    bodies = {key(b.plain) for b in rest if b.kind in (Kind.HEADING, Kind.PARAGRAPH) and b.plain}
    short = {each for each in bodies if len(each) <= _LONGEST}
    matched = [likest(line.text, short) is not None for line in lines]
    paged = any(line.has_page for line in lines)
    return {
        i
        for i, line in enumerate(lines[:-1])
        if not matched[i] and matched[i + 1] and not (paged and line.has_page)
    }
