"""How words look, as far as it matters here: what a reviewer may change, and what a style does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from urllib.parse import unquote

from spp_press.importing.spans import Span
from spp_press.manuscript.addresses import is_allowed
from spp_press.reviewing.passages import Role
from spp_press.reviewing.tracing import Glyph

_WEIGHTY = (Role.MASTHEAD, Role.SECTION, Role.TITLE, Role.HEADING, Role.CAPTION)
"""Whose weight is their style's affair."""

Restyled = tuple[int, Glyph, str]
"""Where a glyph stands, what it is to be, who tracked that."""


def runs_of(restyled: Sequence[Restyled], base: Sequence[Glyph]) -> Iterator[list[Restyled]]:
    """Neighbours that are to look otherwise in the same way."""
    keyed = [
        ((at - i, base[at].look, new.look), (at, new, author))
        for i, (at, new, author) in enumerate(restyled)
    ]
    for _, group in groupby(keyed, key=lambda item: item[0]):
        yield [item for _, item in group]


def seen(glyph: Glyph, role: Role) -> Span:
    """A look as far as it matters."""
    look = replace(glyph.look, link=unquote(glyph.look.link).rstrip("/"))
    if not glyph.text.strip() or len(glyph.text) > 1:
        return Span("", link=look.link)
    return replace(look, bold=False) if role in _WEIGHTY else look


def all_seen(glyphs: Sequence[Glyph], role: Role) -> list[tuple[str, Span]]:
    """What a reader sees of a row of glyphs."""
    return [(glyph.text, seen(glyph, role)) for glyph in glyphs]


def restyled(old: Glyph, their: Glyph, role: Role) -> Glyph:
    """``old`` in the look that it was given, as far as it matters."""
    look = seen(their, role)
    same_link = look.link == seen(old, role).link
    link = old.look.link if same_link else their.look.link
    bold = old.look.bold if role in _WEIGHTY else look.bold
    return replace(old, look=replace(look, link=link, bold=bold))


def fitting(glyph: Glyph, role: Role) -> Glyph:
    """A new glyph, with the looks that it may have in a passage of that kind."""
    look = glyph.look
    if role in _WEIGHTY:
        look = replace(look, bold=False)
    if role in (Role.CODE, Role.CAPTION):
        look = Span("")
    if look.link and not is_allowed(look.link):
        look = replace(look, link="")
    return replace(glyph, look=look)


def look_word(old: Span, new: Span) -> str:
    """The first way in which ``new`` looks otherwise: a word of the catalogue."""
    for name in ("bold", "emphasis", "underline", "script"):
        if getattr(old, name) != getattr(new, name):
            return name if getattr(new, name) else f"no-{name}"
    return "link"
