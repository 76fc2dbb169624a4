"""The last look at a manuscript's HTML: nothing foreign in it, nothing lost from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser

import nh3
from markdown_it.token import Token

_BLOCKS = {"p", "h3", "h4", "h5", "ul", "ol", "li", "blockquote", "pre", "hr", "aside", "div"}
_FIGURES = {"figure", "figcaption", "img"}
_TABLES = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
_INLINE = {"a", "em", "strong", "span", "code", "sub", "sup", "u", "mark", "ruby", "rt", "br"}
_ATTRIBUTES = {
    "*": {"class", "data-source"},
    "a": {"href"},
    "img": {"src", "alt"},
    "th": {"scope", "colspan"},
    "td": {"data-rest"},
}


def clean(html: str) -> str:
    """Our own HTML once more through a sanitiser that knows only our vocabulary."""
    return nh3.clean(
        html,
        tags=_BLOCKS | _FIGURES | _TABLES | _INLINE,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "asset"},
        link_rel=None,
    )


def lost_characters(tokens: Sequence[Token], notes: Mapping[str, int], html: str) -> str:
    """The characters of ``tokens`` that ``html`` does not draw; ``notes`` counts notes' calls."""
    read = Counter[str]()
    label = ""
    for token in tokens:
        if token.type.startswith("footnote_reference"):
            label = token.meta.get("label", "")
        times = notes[label] if label else 1
        for text in _characters(token):
            for character in text:
                read[character] += times
    lost = read - Counter(drawn(html))
    return "".join(sorted(c for c in lost if not c.isspace()))


def drawn(html: str) -> str:
    """The characters that ``html`` draws."""
    reader = _Drawn()
    reader.feed(html)
    reader.close()
    return "".join(reader.text)


def _characters(token: Token) -> Iterator[str]:
    """The characters of one token that have to be drawn."""
    if token.type == "fence":
        yield token.content
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            yield child.content
        elif child.type == "image":
            yield str(child.attrs.get("title", ""))


class _Drawn(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep the characters."""
        self.text.append(data)
