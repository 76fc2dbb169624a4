"""The blocks of a manuscript → HTML, each with the source line it came from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, takewhile

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from spp_press.manuscript.credits import authors_in, is_byline, spaced
from spp_press.manuscript.data import Data, DataWriter, is_data
from spp_press.manuscript.excerpts import is_source, with_links
from spp_press.manuscript.figures import Figure, FigureWriter, Pictures
from spp_press.manuscript.inline import Context, plain, write_inline
from spp_press.manuscript.nodes import (
    BREAKS,
    SILENT,
    images_of,
    inline_tokens,
    is_blank,
    line_of,
    words_of,
)
from spp_press.manuscript.tables import Cell, Row, Title, is_title, write_table
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
SPECIAL = ("二维码", "地图", "小图")


class BodyWriter:
    """Writes the blocks after an article's title; ``base`` is the level of the title's heading.

    ``codes`` asks for a QR code beside a source that has a link.
    """

    def __init__(
        self,
        context: Context,
        pictures: Pictures,
        data: Data,
        base: int,
        overflow: set[int],
        *,
        codes: bool,
    ) -> None:
        self._context = context
        self._codes_asked = codes
        self._figures = FigureWriter(context, pictures)
        special = (self._figures.codes, self._figures.map, self._figures.small)
        self._special = dict(zip(SPECIAL, special, strict=True))
        self._data = DataWriter(context, data)
        self._base = base
        self._overflow = overflow
        self._level = 1
        self._keep_lines = False
        self._in_box = False
        self.authors: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The pictures that have been written."""
        return tuple(self._figures.figures)

    def write(self, nodes: Sequence[SyntaxTreeNode]) -> str:
        """The HTML of the article's blocks, a byline first; pictures before its text open it."""
        nodes = [n for n in nodes if not (n.type == "paragraph" and is_blank(n))]
        bylines = list(takewhile(_is_byline, nodes))
        self.authors = authors_in("\n".join(map(_with_lines, bylines)))
        nodes = nodes[len(bylines) :]
        opening = 0
        while opening < len(nodes) and (images_of(nodes[opening]) or nodes[opening].type in SILENT):
            opening += 1
        first = self._byline(bylines) + self._blocks(nodes[:opening], " opening")
        return first + self._blocks(nodes[opening:])

    def _blocks(self, nodes: Sequence[SyntaxTreeNode], opening: str = "") -> str:
        html = []
        i = 0
        while i < len(nodes):
            node = nodes[i]
            title = None
            if i + 1 < len(nodes) and _is_table(nodes[i + 1]) and _is_table_title(node):
                title = node
                i += 1
                node = nodes[i]
            if images := images_of(node):
                while i + 1 < len(nodes) and (more := images_of(nodes[i + 1])):
                    images += more
                    i += 1
                html.append(self._images(images, title, opening))
            elif node.type == "table":
                html.append(self._table(node, title))
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
        return attribute + self._context.source(line_of(node))

    def _inline(self, node: SyntaxTreeNode) -> str:
        """The text of a paragraph, heading or cell."""
        children = inline_tokens(node)
        return write_inline(self._context, children, line_of(node), keep_lines=self._keep_lines)

    def _paragraph(self, node: SyntaxTreeNode) -> str:
        inline = node.children[0].token if node.children else None
        of_source = inline is not None and is_source(words_of(node))
        if inline is not None and of_source:
            inline.children = list(with_links(inline.children or ()))
        links = self._context.links
        before = len(links)
        inner = self._inline(node)
        if node.hidden:  # the text of a tight list's item
            return inner
        if not of_source:
            return f"<p{self._from(node)}>{inner}</p>" if inner.strip() else ""
        source = f"<p{self._from(node, 'source')}>{inner}</p>"
        if self._codes_asked and len(links) > before:
            return self._figures.code(links[before][0], line_of(node), source) or source
        return source

    def _byline(self, nodes: Sequence[SyntaxTreeNode]) -> str:
        """Authors and translators, their lines kept."""
        lines = []
        for node in nodes:
            children = inline_tokens(node)
            for token in children:
                if token.type == "text":
                    token.content = spaced(token.content)
            lines.append(write_inline(self._context, children, line_of(node), keep_lines=True))
        return f"<p{self._from(nodes[0], 'byline')}>{'<br>'.join(lines)}</p>" if nodes else ""

    def _heading(self, node: SyntaxTreeNode) -> str:
        level = int(node.tag[1]) - self._base + 1
        if level < 2:
            self._context.error("heading-second-title", line_of(node), text=words_of(node))
            level = 2
        elif level > self._level + 1:
            expected = "#" * (self._level + self._base)
            found = "#" * int(node.tag[1])
            key = "heading-skipped-in-box" if self._in_box else "heading-skipped"
            self._context.error(key, line_of(node), found=found, expected=expected)
        elif level > 4:
            self._context.error("heading-deep", line_of(node), text=words_of(node))
            level = 4
        if not words_of(node):
            self._context.error("heading-empty", line_of(node))
        if node.markup in "-=":
            self._context.error("heading-underlined", line_of(node), text=words_of(node)[:40])
        self._level = level
        tag = f"h{level + 1}"  # h1 is a section's title, h2 the article's
        return f"<{tag}{self._from(node)}>{self._inline(node)}</{tag}>"

    def _refuse_headings(self, node: SyntaxTreeNode) -> None:
        for child in node.children:
            if child.type == "heading":
                self._context.error("heading-inside", line_of(child), text=words_of(child))

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
            values = {key: shown(str(value)) for key, value in node.meta.items() if key != "wrong"}
            self._context.error(node.meta["wrong"], line_of(node), name=shown(name), **values)
        if name in self._special:
            return self._special[name](node)
        if name not in CONTAINERS:
            names = (*CONTAINERS, *SPECIAL)
            known = "、".join(names)
            values = {"name": shown(name), "known": known}
            if like := nearest(name, names):
                self._context.error("container-unknown-like", line_of(node), like=like, **values)
            else:
                self._context.error("container-unknown", line_of(node), **values)
            return ""
        classes, keep_lines = CONTAINERS[name]
        outer = self._keep_lines, self._level, self._in_box
        self._keep_lines, self._in_box = keep_lines, True
        inner = self._blocks(node.children)
        self._keep_lines, self._level, self._in_box = outer
        if not inner:
            self._context.error("container-empty", line_of(node), name=name)
        return f"<aside{self._from(node, classes)}>{inner}</aside>"

    def _images(
        self, images: list[tuple[Token, int]], title: SyntaxTreeNode | None, opening: str
    ) -> str:
        """Pictures and files of data that follow one another; ``title`` is the first's."""
        html = []
        for of_data, group in groupby(images, key=is_data):
            if not of_data:
                html.append(self._figures.write(list(group), opening))
                continue
            for token, line in group:
                html.append(self._data.write(token, line, self._data_title(token, line, title)))
                title = None
        return "".join(html)

    def _table(self, node: SyntaxTreeNode, title: SyntaxTreeNode | None) -> str:
        rows = [row for part in node.children for row in part.children]
        for row in rows:
            if line_of(row) - 1 in self._overflow:
                columns = len(rows[0].children)
                self._context.error("table-row", line_of(row), columns=columns)
        alignments = list(map(_alignment, rows[0].children))
        written = [self._row(row) for row in rows]
        return write_table(
            self._context, line_of(node), self._table_title(title), written, alignments
        )

    def _row(self, row: SyntaxTreeNode) -> Row:
        cells = [Cell(words_of(cell), self._inline(cell)) for cell in row.children]
        return Row(self._context.place(line_of(row)), tuple(cells))

    def _table_title(self, node: SyntaxTreeNode | None) -> Title | None:
        if node is None:
            return None
        return Title(words_of(node), self._inline(node), self._from(node))

    def _data_title(self, token: Token, line: int, before: SyntaxTreeNode | None) -> Title | None:
        quoted = " ".join(str(token.attrs.get("title", "")).split())
        children = token.children or []
        words = plain(children)
        if sum(map(bool, (before, quoted, words))) > 1:
            self._context.error("table-titles", line)
        if before is not None:
            return self._table_title(before)
        if not (words or quoted):
            return None
        html = self._context.draw(quoted, line) or write_inline(self._context, children, line)
        return Title(words or quoted, html, self._context.source(line))


def _is_table(node: SyntaxTreeNode) -> bool:
    return node.type == "table" or any(is_data(image) for image in images_of(node)[:1])


def _is_table_title(node: SyntaxTreeNode) -> bool:
    return node.type == "paragraph" and is_title(words_of(node))


def _alignment(cell: SyntaxTreeNode) -> str:
    return str(cell.attrs.get("style", "")).removeprefix("text-align:")


def _is_byline(node: SyntaxTreeNode) -> bool:
    return node.type == "paragraph" and is_byline(_with_lines(node))


def _with_lines(node: SyntaxTreeNode) -> str:
    """The text of a paragraph, its line ends kept."""
    return "".join("\n" if _ends_line(t) else t.content for t in inline_tokens(node))


def _ends_line(token: Token) -> bool:
    return token.type in BREAKS or token.content.startswith("<br")
