"""Headings: healed of soft wraps, compared, and told where no style says that they are some."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spp_press.importing.content import Block, Kind
from spp_press.manuscript.credits import is_byline

_SPACE = re.compile(r"(?:<br>|[ \t\n\u00a0\u3000])+")
_EITHER = "“”‘’…—·*\\"  # Chinese or Latin as their neighbours are, and notation
_LONGEST = 40
_ENDS = "。；，、：:;,.!！…"
_CAPTION = re.compile(r"[图表]\s*[\d一二三四五六七八九十]|图[：:]|资料来源|来源[：:]|注[：:]|摘自")
_BOLD = re.compile(r"\*\*((?:(?!\*\*).)+)\*\*")
_LARGER = 2.0  # pt above the text's size, of a line that is a heading without being bold
ALIKE = 0.75


def heal(text: str) -> str:
    """``text`` without the spaces of soft wraps: one stays only where Latin meets Latin."""

    def joint(found: re.Match[str]) -> str:
        before = _nearest(reversed(text[: found.start()]))
        after = _nearest(text[found.end() :])
        return "" if _is_wide(before) or _is_wide(after) else " "

    text = text.strip()
    return _SPACE.sub(joint, text)


def key(text: str) -> str:
    """What of a title is compared: its letters and figures, whatever their width."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum())


def likest(text: str, among: Iterable[str], least: float = ALIKE) -> str | None:
    """The key among ``among`` that is the key of ``text``, or most like it from ``least`` on."""
    wanted = key(text)
    best, how = None, least
    for each in among:
        if each == wanted:
            return each
        if (
            not wanted
            or not each
            or min(len(wanted), len(each)) / max(len(wanted), len(each)) < 0.5
        ):
            continue
        ratio = difflib.SequenceMatcher(None, wanted, each, autojunk=False).ratio()
        if ratio >= how:
            best, how = each, ratio
    return best


def promote(blocks: Sequence[Block], titles: Iterable[str]) -> list[Block]:
    """``blocks`` with the headings that are headings by their look, or because ``titles``, the
    keys of a contents list, name them."""
    known = set(titles)
    named = [
        as_heading(block, block.level or 1)
        if block.kind is Kind.PARAGRAPH and _is_named(block, known)
        else block
        for block in blocks
    ]
    if any(block.kind is Kind.HEADING and block.level for block in blocks):
        return named
    return _by_look(named)


def _is_named(block: Block, known: set[str]) -> bool:
    if block.contents or len(block.plain) > 2 * _LONGEST or not known:
        return False
    return key(block.plain) in known or likest(block.plain, known, 0.9) is not None


def _by_look(blocks: list[Block]) -> list[Block]:
    sizes = Counter[float]()
    for block in blocks:
        if block.kind is Kind.PARAGRAPH:
            sizes[block.look.size] += len(block.plain)
    body = max(sizes, key=lambda size: sizes[size], default=0.0)
    found = [i for i, block in enumerate(blocks) if _looks(block, body)]
    found = [i for i in found if _has_text_after(blocks, i) and not _is_boxed(blocks, i)]
    ranks = sorted({blocks[i].look.size for i in found}, reverse=True)
    texts = [i for i, block in enumerate(blocks) if block.plain and not block.contents]
    only_one_size = len(ranks) == 1 and len(found) > 1 and found[0] == texts[0]
    promoted = list(blocks)
    for i in found:
        level = ranks.index(blocks[i].look.size) + 1
        if only_one_size and i != found[0]:
            level = 2  # the first is the title of all
        promoted[i] = as_heading(blocks[i], level, doubtful=True)
    return promoted


def as_heading(block: Block, level: int, *, doubtful: bool = False) -> Block:
    """``block`` as a heading, whose weight is its style's affair."""
    text = _BOLD.sub(r"\1", block.text)
    return replace(block, kind=Kind.HEADING, text=text, level=level, doubtful=doubtful)


def _looks(block: Block, body: float) -> bool:
    if block.kind is not Kind.PARAGRAPH or block.contents or block.caption:
        return False
    words = block.plain
    short = 2 <= len(words) <= _LONGEST and "\n" not in words and words[-1] not in _ENDS
    marked = block.look.bold or (body > 0 and block.look.size >= body + _LARGER)
    return short and marked and not _CAPTION.match(words) and not is_byline(words)


def _has_text_after(blocks: Sequence[Block], i: int) -> bool:
    return any(block.plain or block.picture for block in blocks[i + 1 :])


def _is_boxed(blocks: Sequence[Block], i: int) -> bool:
    before = [block.kind for block in blocks[:i]]
    return before.count(Kind.OPEN) > before.count(Kind.CLOSE)


def _nearest(characters: Iterable[str]) -> str:
    return next((c for c in characters if c not in _EITHER and not c.isspace()), "x")


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
