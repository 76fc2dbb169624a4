"""An excerpt's source, 摘自：《……》 https://…: its address live on screen, short in print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from spp_press.manuscript.addresses import addresses_in, short_address, tracker_site

_SOURCE = re.compile(r"[（(]?摘自\s*[：:《]")


def is_source(text: str) -> bool:
    """Whether a paragraph's ``text`` says where its article is taken from."""
    return _SOURCE.match(text) is not None


def with_links(children: Sequence[Token]) -> Iterator[Token]:
    """``children`` with each address that is written out a link, printed short.

    Both editions are one layout, so both say the same; the link has the whole address.
    """
    inside = False
    for i, token in enumerate(children):
        if token.type in ("link_open", "link_close"):
            inside = token.type == "link_open"
        if token.type == "link_open":
            _shorten(token, children[i + 1])
        if token.type == "text" and not inside:
            yield from _linked(token.content)
        else:
            yield token


def _shorten(link: Token, label: Token) -> None:
    """Print short a link whose label is its address."""
    address = str(link.attrs["href"])
    if label.content == address and not tracker_site(address):
        link.attrs["class"] = "address"
        label.content = short_address(address)


def _linked(text: str) -> Iterator[Token]:
    at = 0
    for start, address in addresses_in(text):
        if not tracker_site(address):
            yield _text(text[at:start])
            yield Token("link_open", "a", 1, attrs={"href": address, "class": "address"})
            yield _text(short_address(address))
            yield Token("link_close", "a", -1)
            at = start + len(address)
    yield _text(text[at:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
