"""Emphasis beside full-width marks: CommonMark's rule 6.2 with its CJK-friendly amendments.

CommonMark leaves the asterisks of ``**粗体：**后文`` in the text, since a mark stands before the
closing run and a letter after it. The amendments let a CJK neighbour stand for a space.
"""

from __future__ import annotations

import unicodedata

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter


def cjk_friendly_emphasis(md: MarkdownIt) -> None:
    """Let ``md`` find emphasis beside Chinese punctuation."""
    md.inline.ruler.at("emphasis", _tokenize)


def _tokenize(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    opens, closes = _flanking(state.src, state.pos, end, state.posMax, marker)
    length = end - state.pos
    for _ in range(length):
        state.push("text", "", 0).content = marker
        token = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), length, token, -1, opens, closes))
    state.pos = end
    return True


def _flanking(src: str, start: int, end: int, limit: int, marker: str) -> tuple[bool, bool]:
    """Whether the run of markers from ``start`` to ``end`` can open and can close emphasis."""
    before = _before(src, start)
    after = src[end] if end < limit else " "
    space_before, space_after = isWhiteSpace(ord(before[0])), isWhiteSpace(ord(after))
    mark_before, mark_after = _is_mark(before[0]), _is_mark(after)
    cjk_before, cjk_after = _is_cjk(before), _is_cjk(after)
    left = not space_after and (
        not mark_after or cjk_after or space_before or mark_before or cjk_before
    )
    right = not space_before and (
        not mark_before or cjk_before or space_after or mark_after or cjk_after
    )
    if marker == "*":
        return left, right
    return left and (not right or mark_before), right and (not left or mark_after)


def _before(src: str, start: int) -> str:
    """The character before ``start``, with its variation selector if it has one."""
    if start == 0:
        return " "
    last = src[start - 1]
    if start > 1 and "\ufe00" <= last <= "\ufe0e":
        return src[start - 2 : start]
    return last


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _is_cjk(sequence: str) -> bool:
    character = sequence[0]
    if sequence[1:] == "\ufe01" and character in "‘’“”":  # asked for in its full-width form
        return True
    code = ord(character)
    if 0xE0100 <= code <= 0xE01EF:  # an ideographic variation selector
        return True
    emoji = unicodedata.category(character) == "So" and not 0x2E80 <= code <= 0x33FF
    wide = unicodedata.east_asian_width(character) in "WFH" and not emoji
    return wide or 0x1100 <= code <= 0x11FF or 0xA960 <= code <= 0xA97F
