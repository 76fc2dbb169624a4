"""The notation of a manuscript: CommonMark, tables, notes, and what Chinese authors write.

``:::`` blocks, lists numbered 1） and （一）, paragraphs that begin with two full-width spaces, and
comments on lines of their own. HTML is parsed, so that it is seen and can be refused.
"""

from __future__ import annotations

import re
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as read_table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from mdit_py_plugins.footnote.index import footnote_def, footnote_ref

from spp_press.manuscript.emphasis import cjk_friendly_emphasis

# Past this the parser drops text without a word: manuscripts are refused long before.
_PARSER_NESTING = 60
PARAGRAPH = 20_000  # characters; the parser's time grows with their square
_UNBROKEN = re.compile(r"[!-~]{2000}")
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_FENCE = re.compile(r"[:：]{3,}[ \t]*(.*?)[ \t]*")
_NUMBER = re.compile(
    r"(?:(?P<full>\d{1,3}）|[（(]\d{1,3}[)）])"
    r"|(?P<half>\d{1,3}\)(?=[^\s\d!-~]))"
    r"|(?P<han>[（(][一二三四五六七八九十]{1,3}[)）]))[ \t\u3000]*"
)
_FIRST = re.compile(r"[（(]?[1一][)）]")


def parser() -> MarkdownIt:
    """A parser of the notation.

    In its ``env``, ``table_overflow`` lists the rows that lose a cell, and ``oversized`` those
    where a paragraph is longer than :data:`PARAGRAPH` or cannot be broken, which is not parsed.
    """
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": _PARSER_NESTING})
    md.enable("table").disable(["html_block", "code"])
    cjk_friendly_emphasis(md)
    block = md.block.ruler
    block.at("table", _table, {"alt": ["paragraph", "reference"]})
    block.before("fence", "comment", _comment, _INTERRUPTS)
    block.before("fence", "container", _container, _INTERRUPTS)
    block.before("list", "numbered", _numbered, _INTERRUPTS)
    block.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    block.before("paragraph", "indented", _indented, {"alt": ["paragraph"]})
    md.core.ruler.before("inline", "oversized", _oversized)
    md.inline.ruler.after("image", "footnote_ref", partial(footnote_ref, always_match=True))
    # Addresses are judged, and made fit for a PDF, where their line is known.
    md.validateLink = _any_address  # type: ignore[method-assign]
    md.normalizeLink = _as_written  # type: ignore[method-assign]
    md.normalizeLinkText = _as_written  # type: ignore[method-assign,assignment]
    return md


def _oversized(state: StateCore) -> None:
    for token in state.tokens:
        if len(token.content) > PARAGRAPH or _UNBROKEN.search(token.content):
            token.content = ""
            state.env.setdefault("oversized", []).append(token.map[0] if token.map else 0)


def _any_address(url: str) -> bool:
    return True


def _as_written(url: str) -> str:
    return url


def _source(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """GFM's table, which drops a cell that has no column: such rows are remembered."""
    if not read_table(state, start, end, silent):
        return False
    if not silent:
        columns = _cells(_source(state, start))
        rows = range(start + 2, state.line)
        overflow = [row for row in rows if _cells(_source(state, row)) > columns]
        state.env.setdefault("table_overflow", []).extend(overflow)
    return True


def _cells(row: str) -> int:
    cells = escapedSplit(row.strip())
    return len(cells) - (cells[0] == "") - (len(cells) > 1 and cells[-1] == "")


def _comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``<!-- … -->`` from a line's beginning, over blank lines too."""
    if not _source(state, start).startswith("<!--"):
        return False
    if silent:
        return True
    at = state.bMarks[start] + state.tShift[start] + 4
    close = state.src.find("-->", at, state.eMarks[end - 1])
    last = end - 1 if close < 0 else start + state.src.count("\n", at, close)
    token = state.push("comment", "", 0)
    token.map = [start, last + 1]
    if close < 0:
        token.meta = {"wrong": "comment-open"}
    elif state.src[close + 3 : state.eMarks[last]].strip():
        token.meta = {"wrong": "comment-trailing"}
    state.line = last + 1
    return True


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``::: 名称``, blocks, ``:::``; an outer container has more colons than an inner one."""
    source = _source(state, start)
    found = _FENCE.fullmatch(source)
    if not found:
        return False
    if silent:
        return True
    colons = len(source) - len(source.lstrip(":："))
    last = _closing(state, start, end, colons)
    other = _FENCE.fullmatch(_source(state, last).strip()) if last < end else None
    after = last + 1 if other and not other[1] else last
    token = state.push("container_open", "aside", 1)
    token.map = [start, after]
    token.info = found[1]
    if other and other[1]:
        token.meta = {"wrong": "container-between", "next": last + 1, "inner": other[1]}
    elif not other:
        token.meta = {"wrong": "container-open"}
    _tokenize(state, start + 1, last, "container")
    state.push("container_close", "aside", -1)
    state.line = after
    return True


def _closing(state: StateBlock, start: int, end: int, colons: int) -> int:
    """The line that closes a container, or begins another that it cannot hold; else ``end``.

    What was once not found is not looked for again.
    """
    if colons >= state.env.get("unclosed", colons + 1):
        return end
    for line in range(start + 1, end):
        bare = _source(state, line).strip()
        if len(bare) - len(bare.lstrip(":：")) >= colons:
            return line
    state.env["unclosed"] = colons
    return end


def _tokenize(state: StateBlock, start: int, end: int, parent: str) -> None:
    outer = state.parentType, state.lineMax
    state.parentType, state.lineMax = parent, end
    state.md.block.tokenize(state, start, end)
    state.parentType, state.lineMax = outer


def _numbered(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Items that begin with 1）, （1） or （一）; what is indented by two belongs to them."""
    first = _NUMBER.match(_source(state, start))
    if not first:
        return False
    if silent:  # as in CommonMark, only a list's beginning interrupts a paragraph
        return state.parentType != "paragraph" or bool(_FIRST.match(first[0]))
    opening = state.push("numbered_list_open", "ol", 1)
    opening.meta = {"kind": first.lastgroup}
    items = len(state.tokens)
    line, loose = start, False
    while True:
        after = _item(state, line, end)
        line = state.skipEmptyLines(after)
        found = _NUMBER.match(_source(state, line)) if line < end else None
        if not found or found.lastgroup != first.lastgroup or state.sCount[line] < state.blkIndent:
            break
        loose = loose or line > after
    opening.map = [start, after]
    for token in state.tokens[items:]:
        if token.type.startswith("paragraph") and token.level == opening.level + 2:
            token.hidden = not loose
    state.push("numbered_list_close", "ol", -1)
    state.line = after
    return True


def _item(state: StateBlock, start: int, end: int) -> int:
    """One item's tokens; gives the line after it."""
    found = _NUMBER.match(_source(state, start))
    assert found
    last = _item_end(state, start, end)
    token = state.push("list_item_open", "li", 1)
    token.info = found[0].rstrip(" \t\u3000")
    token.map = [start, last]
    kept = state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent
    state.bMarks[start] += state.tShift[start] + found.end()
    state.blkIndent += 2
    state.tShift[start], state.sCount[start] = 0, state.blkIndent
    _tokenize(state, start, last, "list")
    state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent = kept
    state.push("list_item_close", "li", -1)
    return max(state.line, start + 1)


def _item_end(state: StateBlock, start: int, end: int) -> int:
    inner = state.blkIndent + 2
    rules = state.md.block.ruler.getRules("paragraph")
    line, blank = start + 1, False
    while line < end:
        if state.isEmpty(line):
            blank = True
        elif state.sCount[line] < inner:
            if blank or _NUMBER.match(_source(state, line)):
                break
            if any(rule(state, line, end, True) for rule in rules):
                break
        else:
            blank = False
        line += 1
    while line > start + 1 and state.isEmpty(line - 1):
        line -= 1
    return line


def _indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Two full-width spaces begin a paragraph, with or without a blank line before."""
    return silent and _source(state, start).startswith("\u3000\u3000")
