"""The blocks of a manuscript → HTML, each with the source line it came from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol
from urllib.parse import quote, unquote

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from spp_press.manuscript.inline import Context, plain, write_inline
from spp_press.problems import Place
from spp_press.reading import nearest, shown

# ::: 名称 → the class of its <aside>, and whether its line ends are kept.
CONTAINERS = {
    "合作方": ("partner", True),
    "编者按": ("editor-note", False),
    "通知": ("notice", False),
    "引语": ("pull-quote", False),
    "边栏": ("sidebar", False),
    "数字": ("key-figures", True),
}
_SOURCE = re.compile(r"[（(]?摘自\s*[：:《]")
_TABLE_TITLE = re.compile(r"表\s*(?P<number>[\d一二三四五六七八九十]+([.-]\d+)?)[\s:：]")
_CELLS = 5_000
_COLUMNS = 30
_SQUARE = (0.9, 1.1)  # width to height


class Shape(Protocol):
    """A vetted picture or drawing, as far as a manuscript needs it."""

    @property
    def width(self) -> float: ...  # noqa: D102

    @property
    def height(self) -> float: ...  # noqa: D102

    @property
    def mime(self) -> str: ...  # noqa: D102


Pictures = Callable[[str, Place], Shape | None]


@dataclass(frozen=True)
class Figure:
    """A picture in an issue: the asset's name (``images/x.jpg``), its words, where it is used."""

    name: str
    alt: str
    caption: str
    place: Place

    @property
    def url(self) -> str:
        """What the picture is called in HTML."""
        return asset_url(self.name)


def asset_url(name: str) -> str:
    """``images/图 1.jpg`` → ``asset:images/%E5%9B%BE%201.jpg``, as an engine asks for it."""
    return f"asset:{quote(name)}"


class BodyWriter:
    """Writes the blocks after an article's title; ``base`` is the level of the title's heading."""

    def __init__(self, context: Context, pictures: Pictures, base: int, overflow: set[int]) -> None:
        self.figures: list[Figure] = []
        self._context = context
        self._pictures = pictures
        self._base = base
        self._overflow = overflow
        self._level = 1
        self._keep_lines = False

    def write(self, nodes: Sequence[SyntaxTreeNode]) -> str:
        """The HTML of the article's blocks; pictures before its first text open it."""
        nodes = [n for n in nodes if not (n.type == "paragraph" and _is_blank(n))]
        opening = 0
        while opening < len(nodes) and (_images(nodes[opening]) or nodes[opening].type in SILENT):
            opening += 1
        return self._blocks(nodes[:opening], " opening") + self._blocks(nodes[opening:])

    def _blocks(self, nodes: Sequence[SyntaxTreeNode], opening: str = "") -> str:
        html = []
        i = 0
        while i < len(nodes):
            node = nodes[i]
            images = _images(node)
            following = nodes[i + 1].type if i + 1 < len(nodes) else ""
            if images:
                while i + 1 < len(nodes) and (more := _images(nodes[i + 1])):
                    images += more
                    i += 1
                html.append(self._figures(images, opening))
            elif following == "table" and _is_table_title(node):
                i += 1
                html.append(self._table(nodes[i], node))
            elif node.type not in SILENT:
                html.append(self._block(node))
            i += 1
        return "".join(html)

    def _block(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "paragraph":
                return self._paragraph(node)
            case "heading":
                return self._heading(node)
            case "bullet_list":
                return f"<ul{self._from(node)}>{''.join(map(self._item, node.children))}</ul>"
            case "ordered_list" | "numbered_list":
                return self._ordered(node)
            case "blockquote":
                self._refuse_headings(node)
                inner = self._blocks(node.children)
                return f"<blockquote{self._from(node)}>{inner}</blockquote>"
            case "table":
                return self._table(node, None)
            case "fence":
                if not node.info.isascii():
                    self._context.error("fence-info", line_of(node), info=shown(node.info))
                drawn = self._context.draw(node.content.removesuffix("\n"), line_of(node) + 1)
                return f"<pre{self._from(node)}><code>{drawn}</code></pre>"
            case "hr":
                return f"<hr{self._from(node)}>"
            case "container":
                return self._container(node)
            case other:
                raise AssertionError(other)

    def _from(self, node: SyntaxTreeNode, classes: str = "") -> str:
        attribute = f' class="{classes}"' if classes else ""
        return f'{attribute} data-source="{escape(self._context.file)}:{line_of(node)}"'

    def _inline(self, node: SyntaxTreeNode) -> str:
        """The text of a paragraph, heading or cell."""
        children = inline_tokens(node)
        return write_inline(self._context, children, line_of(node), keep_lines=self._keep_lines)

    def _paragraph(self, node: SyntaxTreeNode) -> str:
        inner = self._inline(node)
        if node.hidden:  # the text of a tight list's item
            return inner
        classes = "source" if _SOURCE.match(plain(inline_tokens(node))) else ""
        return f"<p{self._from(node, classes)}>{inner}</p>" if inner.strip() else ""

    def _heading(self, node: SyntaxTreeNode) -> str:
        level = int(node.tag[1]) - self._base + 1
        if level < 2:
            self._context.error("heading-second-title", line_of(node), text=_words(node))
            level = 2
        elif level > self._level + 1:
            expected = "#" * (self._level + self._base)
            found = "#" * int(node.tag[1])
            self._context.error("heading-skipped", line_of(node), found=found, expected=expected)
        elif level > 4:
            self._context.error("heading-deep", line_of(node), text=_words(node))
            level = 4
        if not _words(node):
            self._context.error("heading-empty", line_of(node))
        if node.markup in "-=":
            self._context.error("heading-underlined", line_of(node), text=_words(node)[:40])
        self._level = level
        tag = f"h{level + 1}"  # h1 is a section's title, h2 the article's
        return f"<{tag}{self._from(node)}>{self._inline(node)}</{tag}>"

    def _refuse_headings(self, node: SyntaxTreeNode) -> None:
        for child in node.children:
            if child.type == "heading":
                self._context.error("heading-inside", line_of(child), text=_words(child))

    def _ordered(self, node: SyntaxTreeNode) -> str:
        items = node.children
        numbers = [item.info for item in items]
        if node.type == "numbered_list":
            kind = "han" if node.meta["kind"] == "han" else "paren"
            markers = numbers
        else:
            kind = "paren" if node.markup == ")" else "decimal"
            if len(set(numbers)) == 1:  # 1. 1. 1. asks to be counted
                numbers = [str(int(numbers[0]) + i) for i in range(len(items))]
            markers = [number + node.markup for number in numbers]
        inner = "".join(self._item(item, m) for item, m in zip(items, markers, strict=True))
        return f"<ol{self._from(node, kind)}>{inner}</ol>"

    def _item(self, node: SyntaxTreeNode, marker: str = "") -> str:
        drawn = self._context.draw(marker, line_of(node))
        marker = f'<span class="marker">{drawn}</span>' if marker else ""
        self._refuse_headings(node)
        inner = self._blocks(node.children)
        if marker and inner.startswith("<p"):  # it stands in the line that it numbers
            end = inner.index(">") + 1
            inner = inner[:end] + marker + inner[end:]
        else:
            inner = marker + inner
        return f"<li{self._from(node)}>{inner}</li>"

    def _container(self, node: SyntaxTreeNode) -> str:
        name = node.info
        if "wrong" in node.meta:
            self._context.error(node.meta["wrong"], line_of(node), name=name)
        if name not in CONTAINERS:
            known = "、".join(CONTAINERS)
            like = nearest(name, CONTAINERS) or next(iter(CONTAINERS))
            values = {"name": shown(name), "known": known, "like": like}
            self._context.error("container-unknown", line_of(node), **values)
            return ""
        classes, keep_lines = CONTAINERS[name]
        outer = self._keep_lines, self._level
        self._keep_lines = keep_lines
        inner = self._blocks(node.children)
        self._keep_lines, self._level = outer
        if not inner:
            self._context.error("container-empty", line_of(node), name=name)
        return f"<aside{self._from(node, classes)}>{inner}</aside>"

    def _table(self, node: SyntaxTreeNode, title: SyntaxTreeNode | None) -> str:
        rows = [row for part in node.children for row in part.children]
        columns = len(rows[0].children)
        if columns > _COLUMNS or columns * len(rows) > _CELLS:
            limits = {"columns": _COLUMNS, "cells": _CELLS}
            self._context.error("table-large", line_of(node), **limits)
            return ""
        for row in rows:
            if line_of(row) - 1 in self._overflow:
                self._context.error("table-row", line_of(row), columns=columns)
        caption, number = "", ""
        if title is not None:
            caption = f"<caption{self._from(title)}>{self._inline(title)}</caption>"
            found = _TABLE_TITLE.match(_words(title))
            number = found["number"] if found else ""
        # Said above the head wherever the table goes on over a page; the engine leaves it out
        # where the table begins.
        said = self._context.draw(f"续表{number}", line_of(node))
        again = f'<tr class="continued"><th colspan="{columns}">{said}</th></tr>'
        head, *body = node.children
        parts = self._table_part(head, again) + "".join(map(self._table_part, body))
        return f"<table{self._from(node)}>{caption}{parts}</table>"

    def _table_part(self, part: SyntaxTreeNode, first: str = "") -> str:
        rows = first + "".join(
            f"<tr>{''.join(self._cell(cell) for cell in row.children)}</tr>"
            for row in part.children
        )
        return f"<{part.type}>{rows}</{part.type}>"

    def _cell(self, cell: SyntaxTreeNode) -> str:
        scope = ' scope="col"' if cell.type == "th" else ""
        align = str(cell.attrs.get("style", "")).removeprefix("text-align:")
        classes = f' class="{align}"' if align else ""
        return f"<{cell.type}{scope}{classes}>{self._inline(cell)}</{cell.type}>"

    def _figures(self, images: list[tuple[Token, int]], opening: str) -> str:
        if len(images) == 1:
            return self._figure(*images[0], opening)
        inner = "".join(self._figure(token, line) for token, line in images)
        source = f"{escape(self._context.file)}:{images[0][1]}"
        return f'<div class="figures{opening}" data-source="{source}">{inner}</div>'

    def _figure(self, token: Token, line: int, opening: str = "") -> str:
        place = self._context.place(line)
        name = self._asset_name(str(token.attrs["src"]), line)
        if name is None:
            return ""
        caption = " ".join(str(token.attrs.get("title", "")).split())
        alt = " ".join(plain(token.children or ()).split()) or caption
        if not alt:
            self._context.warning("picture-alt", line, name=shown(name))
        shape = self._pictures(name, place)
        self.figures.append(Figure(name, alt, caption, place))
        source = f"{escape(self._context.file)}:{line}"
        drawn = self._context.draw(caption, line)
        return (
            f'<figure class="{_classes(name, shape)}{opening}" data-source="{source}">'
            f'<img src="{asset_url(name)}" alt="{escape(alt)}">'
            + (f"<figcaption>{drawn}</figcaption>" if drawn else "")
            + "</figure>"
        )

    def _asset_name(self, address: str, line: int) -> str | None:
        """The picture's name in the issue's folder; ``address`` is relative to the manuscript."""
        name = unquote(address)
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/", name) or "\\" in name or not name:
            self._context.error("picture-outside", line, name=shown(name))
            return None
        folder = posixpath.dirname(self._context.file)
        return posixpath.normpath(posixpath.join(folder, name))


SILENT = frozenset({"comment", "footnote_reference"})


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


def _words(node: SyntaxTreeNode) -> str:
    return plain(inline_tokens(node))


def _images(node: SyntaxTreeNode) -> list[tuple[Token, int]]:
    """The pictures of a paragraph that holds nothing else, each with its line."""
    if node.type != "paragraph":
        return []
    images = []
    line = line_of(node)
    for token in inline_tokens(node):
        if token.type == "image":
            images.append((token, line))
        elif token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.content.strip():
            return []
    return images


def _is_table_title(node: SyntaxTreeNode) -> bool:
    return node.type == "paragraph" and _TABLE_TITLE.match(_words(node)) is not None


def _is_blank(node: SyntaxTreeNode) -> bool:
    children = inline_tokens(node)
    return all(t.type == "text" and not t.content.strip() for t in children)


def _classes(name: str, shape: Shape | None) -> str:
    if shape is None:
        return "drawing" if name.lower().endswith(".svg") else "picture"
    kind = "drawing" if shape.mime == "image/svg+xml" else "picture"
    ratio = shape.width / shape.height
    if ratio > _SQUARE[1]:
        return f"{kind} landscape"
    return f"{kind} portrait" if ratio < _SQUARE[0] else f"{kind} square"
