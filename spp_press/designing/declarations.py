"""A style's sheets as rules and declarations, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import tinycss2

from spp_press.problems import Place
from spp_press.styles import Sheet


class Declaration(NamedTuple):
    """One ``name: value`` of a sheet; ``name`` in lower case unless it is a custom property's.

    ``selector``: of the rule that it stands in, if any.
    """

    name: str
    value: Sequence[Any]
    place: Place
    selector: str = ""

    @property
    def text(self) -> str:
        """The value as it was written."""
        return str(tinycss2.serialize(list(self.value))).strip()


class Selector(NamedTuple):
    """The selectors before one rule's block, unparsed."""

    tokens: Sequence[Any]
    place: Place

    @property
    def text(self) -> str:
        """The selectors as they were written, on one line."""
        return " ".join(str(tinycss2.serialize(list(self.tokens))).split())


def read_rules(sheet: Sheet) -> Iterator[Declaration | Selector]:
    """Every selector and declaration of a sheet, nested ones too, in order; none of @font-face."""
    yield from _rules(
        tinycss2.parse_stylesheet(sheet.css, skip_comments=True, skip_whitespace=True), sheet.file
    )


def tokens_in(tokens: Sequence[Any]) -> Iterator[Any]:
    """Every token, those inside functions and brackets too."""
    for token in tokens:
        yield token
        inner = getattr(token, "arguments", None) or getattr(token, "content", None)
        if isinstance(inner, list):
            yield from tokens_in(inner)


def _rules(rules: Sequence[Any], file: str, selector: str = "") -> Iterator[Declaration | Selector]:
    for rule in rules:
        if rule.type == "declaration":
            name = rule.name if rule.name.startswith("--") else rule.lower_name
            yield Declaration(name, rule.value, Place(file, rule.source_line), selector)
        elif rule.type == "qualified-rule":
            own = Selector(rule.prelude, Place(file, rule.source_line))
            yield own
            yield from _block(rule.content, file, own.text)
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword != "font-face":
            yield from _block(rule.content, file)


def _block(
    content: Sequence[Any], file: str, selector: str = ""
) -> Iterator[Declaration | Selector]:
    rules = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    yield from _rules(rules, file, selector)
