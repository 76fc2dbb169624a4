"""Names in an issue: an editor's own list, names that are nearly alike, what it calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from spp_press.composition.lexicon import Lexicon

_NAME = re.compile("《([^《》]{4,60})》")
_PART = re.compile("[：:（）()《》“”—]+")
_SELF = ("本刊", "本报")
_NUMERAL = re.compile("[0-9０-９一二三四五六七八九十〇百千上下左右东西南北甲乙丙丁]")


def read_terms(text: str) -> dict[str, str]:
    """``issues/terms.txt`` → each rejected form, with the right one.

    A line is ``十年方案框架 = 十年框架方案、10年方案框架``: first the right form; ``#`` begins a
    comment. What is not so written says nothing.
    """
    terms = {}
    for line in text.split("\n"):
        right, equals, wrong = line.partition("#")[0].replace("＝", "=").partition("=")
        if equals and right.strip():
            for form in re.split("[、,，]", wrong):
                if form.strip():
                    terms[form.strip()] = right.strip()
    return terms


def rejected_terms(text: str, terms: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Where in ``text`` a rejected form stands, and which."""
    for form in terms:
        at = text.find(form)
        while at >= 0:
            yield at, form
            at = text.find(form, at + len(form))


def self_names(text: str) -> Iterator[tuple[int, str]]:
    """Where ``text`` says 本刊 or 本报, and which; 本报告 and 基本刊登 say neither.

    内部资料性出版物管理办法, 14: an internal publication may not call itself so.
    """
    if not any(name in text for name in _SELF):
        return
    at = 0
    for word in Lexicon.common().segment(text):
        if word in _SELF:
            yield at, word
        at += len(word)


def names_in(text: str) -> Iterator[tuple[int, str]]:
    """The names in 《》 and their parts beside a colon, each with where it begins."""
    for found in _NAME.finditer(text):
        yield from parts_of(found[1], found.start(1))


def parts_of(name: str, start: int = 0) -> Iterator[tuple[int, str]]:
    """The parts of a title that stand alone: what is before its colon, and what is after."""
    at = 0
    for part in (*_PART.finditer(name), None):
        end = part.start() if part else len(name)
        if end - at >= 4:
            yield start + at, name[at:end]
        at = part.end() if part else end


def nearly_alike(names: Iterable[str]) -> dict[str, str]:
    """Each name that differs from an earlier one by the order of its characters, or by one of six
    or more, with the earlier; names of a series (第一…, 第二…) are meant to differ."""
    seen: dict[object, list[str]] = {}
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        for signature in _signatures(name):
            for other in seen.setdefault(signature, []):
                if not _is_series(name, other):
                    found.setdefault(name, other)
            seen[signature].append(name)
    return found


def _signatures(name: str) -> Iterator[object]:
    yield tuple(sorted(name))
    if len(name) >= 6:
        for i in range(len(name)):
            yield name[:i], name[i + 1 :]


def _is_series(one: str, other: str) -> bool:
    return all(
        _NUMERAL.match(a) and _NUMERAL.match(b) for a, b in zip(one, other, strict=True) if a != b
    )
