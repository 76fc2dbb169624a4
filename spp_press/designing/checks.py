"""A style looked over: what does nothing, names what is not there, or prints otherwise than meant.

All are warnings: the pages are set all the same. What the engine itself ignores it says while it
parses (``engine.log``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from spp_press.designing.declarations import Declaration, Selector, read_rules, tokens_in
from spp_press.designing.inks import check_colours, check_inks
from spp_press.designing.tags import check_tags
from spp_press.designing.vocabulary import Vocabulary
from spp_press.engine.tokens import TOKENS
from spp_press.problems import Place, Report
from spp_press.reading import nearest
from spp_press.styles import Style

_GAPS = frozenset({"--han-latin-gap", "--han-digit-gap"})
_WIDEST_GAP = 0.3  # ic
_TEXT = frozenset({
    ":root", "html", "body", "main", "section", "article", "div", "p", "*",
    ".section", ".article", ".body",
})  # fmt: skip
_KEYWORDS = frozenset({"inherit", "initial", "unset", "revert"})
_FUNCTIONAL = frozenset({"not", "is", "where", "has"})


def check_style(style: Style, report: Report) -> None:
    """Warn in ``report`` of what is amiss in a style's files, at its file and line."""
    rules = [rule for sheet in style.sheets for rule in read_rules(sheet)]
    declarations = [rule for rule in rules if isinstance(rule, Declaration)]
    _check_custom_properties(declarations, report)
    _check_families(declarations, style, report)
    check_colours(declarations, style, report)
    check_inks(style, report)
    check_tags(style, report)
    vocabulary = Vocabulary(style.templates)
    for rule in rules:
        if isinstance(rule, Selector):
            _check_selector(rule, vocabulary, report)


def _check_custom_properties(declarations: Sequence[Declaration], report: Report) -> None:
    defined = {d.name: d for d in reversed(declarations) if d.name.startswith("--")}
    used: dict[str, Place] = {}
    for declaration in declarations:
        for name in _variables(declaration.value):
            used.setdefault(name, declaration.place)
    for name, place in used.items():
        if name not in defined:
            like = nearest(name, defined)
            key = "custom-property-undefined-like" if like else "custom-property-undefined"
            report.warning(key, place, property=name, like=like)
    for name, declaration in defined.items():
        if name not in used and name not in TOKENS:
            unread = {*TOKENS, *(used.keys() - defined.keys())}
            like = nearest(name, unread)
            key = "custom-property-unread-like" if like else "custom-property-unread"
            report.warning(key, declaration.place, property=name, like=like)
    for declaration in declarations:
        known = TOKENS.get(declaration.name)
        if known and declaration.text not in known and not list(_variables(declaration.value)):
            values = {"value": declaration.text, "known": ", ".join(known)}
            report.warning("token-value", declaration.place, property=declaration.name, **values)
        elif declaration.name in _GAPS and not _is_gap(declaration):
            values = {"value": declaration.text}
            report.warning("token-gap", declaration.place, property=declaration.name, **values)
        elif declaration.name == "--heading-shape" and _shapes_text(declaration):
            values = {"selector": declaration.selector}
            report.warning("heading-shape-text", declaration.place, **values)


def _is_gap(declaration: Declaration) -> bool:
    """Whether it is what ``engine.tokens`` reads: a number from 0 to 0.3, of ic."""
    number = re.fullmatch(r"(\d*\.?\d+)(ic)?", declaration.text)
    return (number is not None and float(number[1]) <= _WIDEST_GAP) or any(
        _variables(declaration.value)
    )


def _shapes_text(declaration: Declaration) -> bool:
    """Whether a heading's shape is given to running text: one selector has no narrower name."""
    selectors = (re.split(r"[\s>]+", one.strip()) for one in declaration.selector.split(","))
    return declaration.text != "none" and any(_TEXT.issuperset(names) for names in selectors)


def _variables(tokens: Sequence[Any]) -> Iterator[str]:
    """The custom properties that a value names in ``var()``."""
    for token in tokens_in(tokens):
        if token.type == "function" and token.lower_name == "var":
            yield from (t.value for t in token.arguments if t.type == "ident")


def _check_families(declarations: Sequence[Declaration], style: Style, report: Report) -> None:
    families = {face.family.lower() for face in style.faces}
    known = ", ".join(dict.fromkeys(face.family for face in style.faces))
    custom = {d.name: d for d in declarations if d.name.startswith("--")}
    for declaration in declarations:
        if declaration.name not in ("font", "font-family"):
            continue
        for tokens in _families(declaration):
            for name, place in _named(tokens, declaration.place, custom):
                if name.lower() not in families | _KEYWORDS:
                    report.warning("family-missing", place, family=name, known=known)


def _families(declaration: Declaration) -> Iterator[list[Any]]:
    """The tokens of each family in a value; those of ``font`` follow its size and line height."""
    tokens = [t for t in declaration.value if t.type not in ("whitespace", "comment")]
    if declaration.name == "font":
        sizes = [
            i
            for i, t in enumerate(tokens)
            if t.type in ("dimension", "percentage") or t == "/" or (i and tokens[i - 1] == "/")
        ]
        if not sizes:  # the size is a variable: it comes before the family's
            sizes = [i for i, t in enumerate(tokens[:-1]) if t.type == "function"]
        tokens = tokens[sizes[-1] + 1 :] if sizes else []
    family: list[Any] = []
    for token in tokens:
        if token == ",":
            yield family
            family = []
        else:
            family.append(token)
    if family:
        yield family


def _named(
    tokens: Sequence[Any], place: Place, custom: dict[str, Declaration]
) -> Iterator[tuple[str, Place]]:
    """The family that tokens name, or those of the custom property that they refer to."""
    if len(tokens) == 1 and tokens[0].type == "function":
        for name in _variables(tokens):
            if found := custom.get(name):
                for inner in _families(Declaration("font-family", found.value, found.place)):
                    yield from _named(inner, found.place, {})
    elif len(tokens) == 1 and tokens[0].type == "string":
        yield tokens[0].value, place
    elif tokens and all(token.type == "ident" for token in tokens):
        yield " ".join(token.value for token in tokens), place


def _check_selector(selector: Selector, vocabulary: Vocabulary, report: Report) -> None:
    """Warn of a name in a selector that no element can have."""
    for kind, name in _selected(selector.tokens):
        known, among = {
            "class": (vocabulary.has_class(name), vocabulary.classes),
            "id": (vocabulary.has_id(name), vocabulary.ids),
            "element": (name.lower() in vocabulary.elements, vocabulary.elements),
        }[kind]
        if not known:
            like = nearest(name, among)
            sign = {"class": ".", "id": "#", "element": ""}[kind]
            key = "selector-unused-like" if like else "selector-unused"
            values = {"name": sign + name, "like": sign + (like or "")}
            report.warning(key, selector.place, selector=selector.text, **values)


def _selected(tokens: Sequence[Any]) -> Iterator[tuple[str, str]]:
    before = ""
    for token in tokens:
        if token.type == "hash":
            yield "id", token.value
        elif token.type == "ident" and before != ":":
            yield ("class" if before == "." else "element"), token.value
        elif token.type == "function" and token.lower_name in _FUNCTIONAL:
            yield from _selected(token.arguments)
        before = token.value if token.type == "literal" else ""
