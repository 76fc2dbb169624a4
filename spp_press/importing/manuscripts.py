"""An article, found → the text of its manuscript, in the notation of ``issues/README.md``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spp_press.catalogue import CATALOGUE
from spp_press.importing.content import Block, Kind, Use
from spp_press.importing.headings import heal
from spp_press.importing.outline import Piece
from spp_press.importing.pictures import Shelf
from spp_press.manuscript.credits import is_byline, is_credit
from spp_press.problems import Place, Report
from spp_press.reading import shown

PARTNER = "合作方"
EDITOR_NOTE = "编者按"
_FIGURE = re.compile(r"图\s*[\d一二三四五六七八九十]+|图[：:]|图为")
_TABLE = re.compile(r"表\s*[\d一二三四五六七八九十]+")
_CAPTION = 60
_LABEL = "(?:【编者按】[：:]?|编者按[：:])"  # 编者按照 begins a sentence
_NOTE = re.compile(rf"(?:\*\*{_LABEL}\*\*[：:]?|(?P<bold>\*\*)?{_LABEL})\s*(?=\S)")
_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_NAME = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ&'’.,() -]{1,79}")
_STRAY = re.compile(r"(摘自\s*[：:][^()（）]*?)\s*[)）]\s*$")
_DEEPEST = 4
_BRIEF = 400  # characters of one paragraph


@dataclass(frozen=True)
class Written:
    """A manuscript's text, whether it is short enough for a brief, and the notes it calls."""

    text: str
    short: bool
    called: frozenset[str]


def write_manuscript(piece: Piece, stem: str, shelf: Shelf, report: Report) -> Written:
    """The manuscript of ``piece``; its pictures go to ``shelf`` under names from ``stem``."""
    return _Writer(piece, stem, shelf, report).write()


class _Writer:
    def __init__(self, piece: Piece, stem: str, shelf: Shelf, report: Report) -> None:
        self._piece = piece
        self._stem = stem
        self._shelf = shelf
        self._report = report
        self._levels: list[int] = []
        self._called: dict[str, None] = {}
        self._moved: list[str] = []  # notes of a title or a caption, where none can be called
        self._headings_changed = False

    def write(self) -> Written:
        piece = self._piece
        blocks = [b for b in piece.blocks if b.kind is not Kind.BREAK]
        blocks = list(_captioned(_titled(_without_empty(blocks)), self._report))
        title = self._without_calls(piece.title)
        parts = [f"# {title}"]
        previous: Block | None = None
        depth = 0
        for i, block in enumerate(blocks):
            text = self._block(block, blocks, i, depth)
            depth += (block.kind is Kind.OPEN) - (block.kind is Kind.CLOSE)
            if not text:
                continue
            tight = previous is not None and _is_tight(previous, block)
            opened = previous is not None and previous.kind is Kind.OPEN
            close = block.kind is Kind.CLOSE
            if (tight or opened or close) and parts:
                parts[-1] += "\n" + text
            else:
                parts.append(text)
            previous = block
        if self._headings_changed:
            self._report.notice("import-levels", piece.place, title=shown(title))
        parts += self._notes()
        if len(parts) == 1:
            self._report.warning("import-empty", piece.place, title=shown(title))
            parts.append("<!-- 这里没有找到正文 -->")
        texts = [b for b in blocks if b.plain]
        short = (
            len(texts) == 1
            and texts[0].kind is Kind.PARAGRAPH
            and len(texts[0].plain) <= _BRIEF
            and len([b for b in blocks if b.picture]) <= 1
        )
        text = self._renumbered("\n\n".join(parts) + "\n")
        return Written(text, short, frozenset(self._called))

    def _block(self, block: Block, blocks: Sequence[Block], i: int, depth: int) -> str:
        match block.kind:
            case Kind.HEADING:
                return self._heading(block, boxed=depth > 0)
            case Kind.PARAGRAPH:
                if depth == 0 and (found := _NOTE.match(block.text)):
                    return self._editor_note(block, found)
                before = (b.plain for b in blocks[:i])
                return self._paragraph(block, first=all(not t or is_byline(t) for t in before))
            case Kind.LIST | Kind.INSIDE:
                return self._item(block, blocks, i)
            case Kind.PICTURE:
                return self._picture(block)
            case Kind.COMMENT:
                return f"<!-- {CATALOGUE[block.text].zh} -->"
            case Kind.OPEN:
                return ":" * (3 + _depth_below(blocks, i)) + f" {block.text}"
            case Kind.CLOSE:
                return ":" * (3 + _depth_below(blocks, _opening_of(blocks, i)))
            case _:
                self._remember(block.text)
                return block.text

    def _heading(self, block: Block, *, boxed: bool) -> str:
        text = self._without_calls(heal(block.text)) + self._take_moved()
        if boxed:
            return f"**{text}**"
        while self._levels and self._levels[-1] >= block.level:
            self._levels.pop()
        self._levels.append(block.level)
        level = min(len(self._levels) + 1, _DEEPEST)
        self._headings_changed |= level != block.level - self._piece.level + 1
        return "#" * level + f" {text}"

    def _paragraph(self, block: Block, *, first: bool) -> str:
        text = block.text
        if block.plain.startswith("摘自") and (found := _STRAY.match(text)):
            self._report.warning("import-stray", block.place, text=shown(block.plain[-20:]))
            text = found[1].rstrip()
        self._remember(text)
        lines = block.plain.split("\n")
        if first and len(lines) <= 4 and all(_NAME.fullmatch(line.strip()) for line in lines):
            self._report.warning("import-partner", block.place, text=shown("、".join(lines)))
            return f"::: {PARTNER}\n" + "\n".join(line.strip() for line in lines) + "\n:::"
        return text + self._take_moved()

    def _editor_note(self, block: Block, label: re.Match[str]) -> str:
        """A paragraph that begins with 编者按, as a box, which says so itself."""
        self._report.notice("import-editor-note", block.place, text=shown(block.plain[:20]))
        text = (label["bold"] or "") + block.text[label.end() :]
        self._remember(text)
        return f"::: {EDITOR_NOTE}\n{text}{self._take_moved()}\n:::"

    def _item(self, block: Block, blocks: Sequence[Block], i: int) -> str:
        self._remember(block.text)
        levels: list[int] = []
        start = i
        while start and blocks[start - 1].kind in (Kind.LIST, Kind.INSIDE):
            start -= 1
        for each in blocks[start:i]:
            if each.kind is Kind.LIST:
                _enter(levels, each.level)
        if block.kind is Kind.LIST:
            _enter(levels, block.level)
            return "    " * (len(levels) - 1) + block.text
        outer = [level for level in levels if level < block.level]
        return "    " * len(outer) + block.text

    def _picture(self, block: Block) -> str:
        use = block.picture
        assert use is not None
        data = self._piece.document.pictures[use.key]
        name, printable = self._shelf.add(self._stem, use.key, data, block.place)
        caption = self._without_calls(use.caption)
        caption = re.sub(r"\s+", " ", caption).replace("\\", "\\\\").replace('"', '\\"')
        alt = re.sub(r"\s+", " ", use.alt or use.caption)
        alt = re.sub(r"[\\\[\]*_`<]", r"\\\g<0>", alt)
        title = f' "{caption}"' if caption else ""
        if not use.alt:
            key = "import-alt" if caption else "import-alt-none"
            self._report.warning(key, Place(name))
        notation = f"![{alt}](../{name}{title})"
        if printable:
            return notation
        return (
            f"<!-- 图 {name} 要先转换：{caption} -->" if caption else f"<!-- 图 {name} 要先转换 -->"
        )

    def _without_calls(self, text: str) -> str:
        """``text`` where no note can be called; its notes are called behind the next paragraph."""
        labels = [label for label in _CALL.findall(text) if label in self._piece.document.notes]
        if labels:
            self._moved += labels
            self._report.warning("import-note-moved", self._piece.place, text=shown(text[:40]))
        return _CALL.sub(lambda m: "" if m[1] in labels else m[0], text)

    def _take_moved(self) -> str:
        calls = "".join(f"[^{label}]" for label in self._moved)
        self._remember(calls)
        self._moved = []
        return calls

    def _remember(self, text: str) -> None:
        for label in _CALL.findall(text):
            if label in self._piece.document.notes:
                self._called[label] = None

    def _renumbered(self, text: str) -> str:
        """``text`` with its notes numbered from 1; a file numbers them over all its articles."""
        numbers = {label: i for i, label in enumerate(self._called, 1)}
        return _CALL.sub(lambda m: f"[^{numbers[m[1]]}]" if m[1] in numbers else m[0], text)

    def _notes(self) -> Iterator[str]:
        if self._moved:
            yield self._take_moved()
        for label in self._called:
            yield f"[^{label}]: {self._piece.document.notes[label]}"


def _without_empty(blocks: Sequence[Block]) -> list[Block]:
    return [
        b for b in blocks
        if b.plain or b.picture or b.text or b.kind in (Kind.OPEN, Kind.CLOSE, Kind.COMMENT)
    ]  # fmt: skip


def _captioned(blocks: Sequence[Block], report: Report) -> Iterator[Block]:
    """``blocks`` with each caption at its picture: the styled or numbered line next to it."""
    taken: set[int] = set()
    uses: dict[int, Use] = {}
    for i, block in enumerate(blocks):
        if block.picture is None or block.picture.caption:
            continue
        below = i + 1 if i + 1 < len(blocks) else None
        above = i - 1 if i else None
        styled = [at for at in (below, above) if at is not None and at not in taken]
        for at in styled:
            other = blocks[at]
            sure = other.caption or _FIGURE.match(other.plain) or is_credit(other.plain)
            looks = at == below and other.look.centred and not other.look.bold
            if at == above and not other.caption:
                continue
            if (
                other.kind is Kind.PARAGRAPH
                and len(other.plain) <= _CAPTION
                and (
                    (sure and not _TABLE.match(other.plain))
                    or (looks and other.plain[-1:] not in "。：")
                )
            ):
                taken.add(at)
                caption = _unescaped(other.text)
                if _is_credit_line(blocks, at + 1):
                    taken.add(at + 1)
                    caption += f" {_unescaped(blocks[at + 1].text)}"
                uses[i] = replace(block.picture, caption=caption)
                if not sure:
                    report.warning("import-caption", other.place, text=shown(other.plain))
                break
    for i, block in enumerate(blocks):
        if i not in taken:
            yield replace(block, picture=uses[i]) if i in uses else block


def _is_credit_line(blocks: Sequence[Block], at: int) -> bool:
    return at < len(blocks) and blocks[at].kind is Kind.PARAGRAPH and is_credit(blocks[at].plain)


def _unescaped(text: str) -> str:
    """A caption's notation as plain text, its notes' calls kept."""
    text = re.sub(r"\*\*|<br>|</?(?:u|sub|sup)>", "", text)
    return re.sub(r"\\([\\`*_\[\]<&#>+~:-])", r"\1", text)


def _titled(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` with a table's title above its table, where the notation has it."""
    ordered = list(blocks)
    for i in range(len(ordered) - 1):
        table, title = ordered[i], ordered[i + 1]
        above = ordered[i - 1] if i else None
        below = ordered[i + 2] if i + 2 < len(ordered) else None
        if table.kind is Kind.TABLE and title.kind is Kind.PARAGRAPH:
            titled = above is not None and _TABLE.match(above.plain)
            next_one = below is not None and below.kind is Kind.TABLE and not title.caption
            short = _TABLE.match(title.plain) and len(title.plain) <= _CAPTION
            if short and not titled and not next_one:
                ordered[i], ordered[i + 1] = title, table
    return ordered


def _enter(levels: list[int], level: int) -> None:
    """Note that an item of ``level`` stands within those of lower ones in ``levels``."""
    while levels and levels[-1] >= level:
        levels.pop()
    levels.append(level)


def _is_tight(previous: Block, block: Block) -> bool:
    """Whether two blocks are items of one list, or of a list within one."""
    items = previous.kind is Kind.LIST is block.kind
    bulleted = previous.text.startswith("- ") == block.text.startswith("- ")
    return items and (bulleted or previous.level != block.level)


def _opening_of(blocks: Sequence[Block], close: int) -> int:
    depth = 0
    for i in range(close, -1, -1):
        depth += (blocks[i].kind is Kind.CLOSE) - (blocks[i].kind is Kind.OPEN)
        if depth == 0:
            return i
    return 0


def _depth_below(blocks: Sequence[Block], opening: int) -> int:
    """How many containers stand within each other inside the one that opens at ``opening``."""
    depth = deepest = 0
    for block in blocks[opening:]:
        depth += (block.kind is Kind.OPEN) - (block.kind is Kind.CLOSE)
        deepest = max(deepest, depth)
        if depth == 0:
            break
    return max(deepest - 1, 0)
