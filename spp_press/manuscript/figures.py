"""The pictures of a manuscript → HTML: alone, in a row, small, maps, QR codes of links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple, Protocol
from urllib.parse import quote, unquote

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from spp_press.manuscript.credits import split_credit
from spp_press.manuscript.inline import Context, plain, write_inline
from spp_press.manuscript.maps import is_map_number, map_word
from spp_press.manuscript.nodes import line_of, lines_of
from spp_press.problems import Place
from spp_press.reading import shown

CODE = "qr:"
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


class Figure(NamedTuple):
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


def code_name(address: str) -> str:
    """What the QR code of ``address`` is called; no file can be called so."""
    return f"{CODE}{address}"


class FigureWriter:
    """Writes a manuscript's pictures, and keeps what they are in ``figures``."""

    def __init__(self, context: Context, pictures: Pictures) -> None:
        self.figures: list[Figure] = []
        self._context = context
        self._pictures = pictures

    def write(self, images: Sequence[tuple[Token, int]], opening: str) -> str:
        """Pictures that follow one another, each with its line; ``opening`` is a class more."""
        if len(images) == 1:
            return self._figure(*images[0], opening)
        inner = "".join(self._figure(token, line) for token, line in images)
        source = self._context.source(images[0][1])
        return f'<div class="figures{opening}"{source}>{inner}</div>'

    def codes(self, block: SyntaxTreeNode) -> str:
        """The QR codes of a block's links, one on a line."""
        html = []
        for line, tokens in lines_of(block):
            kinds = [token.type for token in tokens]
            links = self._context.links
            before = len(links)
            said = write_inline(self._context, tokens, line)
            # One link from the line's beginning to its end; a link that is refused is none.
            if kinds[:1] + kinds[-1:] == ["link_open", "link_close"] and len(links) == before + 1:
                html.append(self.code(links[before][0], line, said))
            else:
                self._context.error("code-link", line)
        if not html:
            self._context.error("container-empty", line_of(block), name=block.info)
        return "".join(html)

    def map(self, block: SyntaxTreeNode) -> str:
        """A picture that is declared a map, its 审图号 beneath it (《地图管理条例》第二十二条)."""
        pictures, numbers = [], []
        for line, tokens in lines_of(block):
            if [token.type for token in tokens] == ["image"]:
                pictures.append((tokens[0], line))
            else:
                numbers.append((plain(tokens), line))
        for words, line in numbers:
            if not is_map_number(words):
                self._context.error("map-number-wrong", line, value=shown(words))
        if len(pictures) != 1:
            self._context.error("container-picture", line_of(block), name=block.info)
            return ""
        ((token, line),) = pictures
        if not numbers:
            self._context.error("map-number-missing", line)
        return self._figure(token, line, numbers=numbers)

    def small(self, block: SyntaxTreeNode) -> str:
        """A picture that is printed small: how small, and where, is the style's."""
        lines = list(lines_of(block))
        if [[token.type for token in tokens] for _, tokens in lines] != [["image"]]:
            self._context.error("container-picture", line_of(block), name=block.info)
            return ""
        ((line, (token,)),) = lines
        return self._figure(token, line, " small")

    def code(self, address: str, line: int, said: str) -> str:
        """The QR code of ``address``, and beside it what is ``said`` of it, HTML."""
        name = code_name(address)
        self._pictures(name, self._context.place(line))
        return (
            f'<figure class="qr"{self._context.source(line)}><a href="{escape(address)}">'
            f'<img src="{asset_url(name)}" alt="二维码：{escape(address)}"></a>'
            f"<figcaption>{said}</figcaption></figure>"
        )

    def _figure(
        self,
        token: Token,
        line: int,
        classes: str = "",
        numbers: Sequence[tuple[str, int]] | None = None,
    ) -> str:
        """One picture; ``classes`` are more of them, ``numbers`` a map's, each with its line."""
        place = self._context.place(line)
        address = str(token.attrs["src"])
        name = file_named(self._context, address)
        if name is None:
            self._context.error("picture-outside", line, name=shown(unquote(address)))
            return ""
        caption = " ".join(str(token.attrs.get("title", "")).split())
        alt = " ".join(plain(token.children or ()).split()) or caption
        if not alt:
            self._context.warning("picture-alt", line, name=shown(name))
        if numbers is None and (word := map_word(caption or alt)):
            self._context.warning("map-undeclared", line, word=word)
        shape = self._pictures(name, place)
        self.figures.append(Figure(name, alt, caption, place))
        return (
            f'<figure class="{_classes(name, shape)}{classes}"{self._context.source(line)}>'
            f'<img src="{asset_url(name)}" alt="{escape(alt)}">'
            f"{self._caption(caption, line, numbers or ())}"
            "</figure>"
        )

    def _caption(self, caption: str, line: int, numbers: Sequence[tuple[str, int]]) -> str:
        """The caption's words, then whose the picture is, and a map's numbers."""
        words, credit = (self._context.draw(part, line) for part in split_credit(caption))
        parts = [words, f'<span class="credit">{credit}</span>' if credit else ""]
        for number, at in numbers:
            parts.append(f'<span class="map-number">{self._context.draw(number, at)}</span>')
        inner = " ".join(filter(None, parts))  # a style sets them apart
        return f"<figcaption>{inner}</figcaption>" if inner else ""


def file_named(context: Context, address: str) -> str | None:
    """A file's name in the issue's folder, its ``address`` relative to the manuscript; or None."""
    name = unquote(address)
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/", name) or "\\" in name or not name:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(context.file), name))


def _classes(name: str, shape: Shape | None) -> str:
    if shape is None:
        return "drawing" if name.lower().endswith(".svg") else "picture"
    kind = "drawing" if shape.mime == "image/svg+xml" else "picture"
    ratio = shape.width / shape.height
    if ratio > _SQUARE[1]:
        return f"{kind} landscape"
    return f"{kind} portrait" if ratio < _SQUARE[0] else f"{kind} square"
