"""Which elements and classes a style's rules can meet: the manuscript's, the engine's, its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_ELEMENTS = """html head body title meta main section article header footer nav div span p h1 h2 h3
h4 h5 h6 a img figure figcaption ul ol li blockquote pre code table caption thead tbody tfoot tr
th td aside hr br em strong b i u mark sub sup ruby rt dl dt dd svg"""
_CLASSES = """address byline credit source marker decimal paren han footnote left center right
continued opening picture drawing landscape portrait square small figures qr map-number partner
editor-note notice pull-quote sidebar key-figures label"""

ELEMENTS = frozenset(_ELEMENTS.split())
"""What manuscripts are made of, and what templates may have."""

CLASSES = frozenset(_CLASSES.split())
"""What manuscripts give their blocks (``manuscript.body``), and layout the head of a table that
goes on (``engine.tables``)."""

_CLASS = re.compile(r"""\bclass\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ID = re.compile(r"""\bid\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")
_EXPRESSION = re.compile(r"\{\{.*?\}\}")
_STATEMENT = re.compile(r"\{%.*?%\}")


class Vocabulary:
    """The names that can occur; ``{{ … }}`` in a template's class stands for any characters."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        text = _STATEMENT.sub(" ", "\n".join(templates.values()))
        self.elements = ELEMENTS | {tag.lower() for tag in _TAG.findall(text)}
        self.classes, self._patterns = _names(text, _CLASS)
        self.classes |= CLASSES
        self.ids, self._ids = _names(text, _ID)

    def has_class(self, name: str) -> bool:
        """Whether an element can have the class ``name``."""
        return name in self.classes or any(p.fullmatch(name) for p in self._patterns)

    def has_id(self, name: str) -> bool:
        """Whether an element can have the id ``name``."""
        return name in self.ids or any(p.fullmatch(name) for p in self._ids)


def _names(text: str, attribute: re.Pattern[str]) -> tuple[set[str], list[re.Pattern[str]]]:
    names, patterns = set(), []
    for value in _values(text, attribute):
        for name in _EXPRESSION.sub("{}", value).split():
            if "{}" in name:
                patterns.append(re.compile(".*".join(map(re.escape, name.split("{}")))))
            else:
                names.add(name)
    return names, patterns


def _values(text: str, attribute: re.Pattern[str]) -> Iterable[str]:
    return (double or single for double, single in attribute.findall(text))
