"""What the blocks of a parsed manuscript hold, and where they are written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from spp_press.manuscript.inline import plain

SILENT = frozenset({"comment", "footnote_reference"})
BREAKS = ("softbreak", "hardbreak")


def line_of(node: SyntaxTreeNode) -> int:
    """The source line of a node, from 1; a cell has its row's."""
    at: SyntaxTreeNode | None = node
    while at is not None and not at.is_root:
        if at.map is not None:
            return at.map[0] + 1
        at = at.parent
    return 1


def inline_tokens(node: SyntaxTreeNode) -> list[Token]:
    """The tokens of the text of a paragraph, heading or cell."""
    inline = node.children[0] if node.children else None
    return list(inline.token.children or ()) if inline is not None and inline.token else []


def words_of(node: SyntaxTreeNode) -> str:
    """The characters of a paragraph, heading or cell, its line ends joined as in print."""
    return plain(inline_tokens(node))


def images_of(node: SyntaxTreeNode) -> list[tuple[Token, int]]:
    """The pictures of a paragraph that holds nothing else, each with its line."""
    if node.type != "paragraph":
        return []
    images = []
    line = line_of(node)
    for token in inline_tokens(node):
        if token.type == "image":
            images.append((token, line))
        elif token.type in BREAKS:
            line += 1
        elif token.content.strip():
            return []
    return images


def lines_of(block: SyntaxTreeNode) -> Iterator[tuple[int, list[Token]]]:
    """The lines of a block's paragraphs with their numbers; what is no text has no tokens."""
    for child in block.children:
        if child.type in SILENT:
            continue
        line = line_of(child)
        if child.type != "paragraph":
            yield line, []
            continue
        for at_break, part in groupby(inline_tokens(child), lambda t: t.type in BREAKS):
            tokens = list(part)
            if at_break:
                line += len(tokens)
            else:
                yield line, [t for t in tokens if t.type != "text" or t.content.strip()]


def is_blank(node: SyntaxTreeNode) -> bool:
    """Whether a paragraph has nothing in it."""
    children = inline_tokens(node)
    return all(t.type == "text" and not t.content.strip() for t in children)
