"""A manuscript's source → its prose: the words that are printed, each with where it stands.

Code, addresses and pictures' file names are no prose; emphasis and other markup vanish, so that
``**食品体系:**认为`` reads as it will be printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

OBJECT = "\ufffc"
"""Stands in a prose for what is printed and is no words: code, an address."""

HAN = "㐀-鿿豈-﫿𠀀-𲎯〇々"
"""Han characters, for a class of a regular expression."""

_BREAK = "\x1e"  # what follows belongs to another prose
_NUMERALS = "一二三四五六七八九十"
_ADDRESS = r"(?:https?://|www\.)[!-~]+|[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_NOTATION = re.compile(
    rf"""
      (?P<gone>  <!--[\s\S]*?(?:-->|\Z)                  # a comment
               | <rt>[^<\n]*</rt>                         # what stands above its base
               | </?[A-Za-z][^<>\n]*>
               | (?<=\])\[[^\]\n]*\]                      # [text][label]
               | (?<=\])\((?:<[^>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+"[^"\n]*")?\s*\)
               | \[\^[^\]\s]+\](?!:)                      # a note's call
               | \[(?=[^\]\n]*\][\[(])|\](?=[\[(])        # a link's text
               | \*+ | (?<![A-Za-z0-9])_+ | _+(?![A-Za-z0-9])
               | ^(?:[ ]{{0,3}}>[ \t]?)+ | ^[ \t\u3000]+ | [ \t]+(?=\r?$) )
    | (?P<picture> !\[(?P<alt>[^\]\n]*)\]
                 \((?:<[^>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)
                 (?:\s+"(?P<caption>[^"\n]*)")?\s*\) )
    | (?P<object> ^[ ]{{0,3}}(?P<fence>```+|~~~+)[\s\S]*?(?:^[ ]{{0,3}}(?P=fence)[^\n]*$|\Z)
               | (?P<ticks>`+)(?!`)[^`\n]+(?P=ticks)(?!`)
               | <(?:{_ADDRESS})> | {_ADDRESS}
               | &\#?\w{{1,31}}; | \\[!-/:-@\[-`{{-~] )
    | (?P<break> ^[ ]{{0,3}}\[(?!\^)[^\]\n]+\]:[ \t]*\S+.*$    # a link's definition
               | ^[ ]{{0,3}}\[\^[^\]\s]+\]:[ \t]*              # a note
               | ^[ ]{{0,3}}\#{{1,6}}(?=[ \t]) | ^[:：]{{3,}}.*$
               | ^[ \t>]*(?:[-+*]|\d{{1,9}}[.)])[ \t]+
               | ^[ \t\u3000]*(?:\d{{1,3}}[)）]|[（(](?:\d{{1,3}}|[{_NUMERALS}]{{1,3}})[)）])
               | ^[ \t]*\|?[ \t:|-]*-[ \t:|-]*\|[ \t:|-]*$    # under a table's head
               | (?<!\\)[ \t]*\|[ \t]*
               | \r?\n(?=[ \t>]*\r?(?:\n|\Z)) )
    | (?P<end> \r?\n(?:>[ \t]?)* )
    """,
    re.VERBOSE | re.MULTILINE,
)
_QUOTED_BLOCK = re.compile(
    r"^[:：]{3,}[ \t]*引语[\s\S]*?^[:：]{3,}[ \t]*$|^ {0,3}>.*$", re.MULTILINE
)
_QUOTATION = re.compile(r"“[^“”]*”|「[^「」]*」|『[^『』]*』|《[^《》]*》|‘[^‘’]*’|\"[^\"]*\"")
_PAIRED = (("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"))


@dataclass(frozen=True)
class Prose:
    """A stretch of words without a break: a paragraph, a title, a caption, a cell.

    ``offsets`` tells where in the source each character of ``text`` stands; a character of a
    block that is wholly quoted is among ``block_quoted``, by its index.
    """

    text: str
    offsets: tuple[int, ...]
    block_quoted: frozenset[int] = frozenset()

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The indices of others' words and names, which are never corrected.

        Where quotation marks do not pair, nobody knows whose words these are: all are.
        """
        text = self.text
        if text.count('"') % 2 or any(text.count(a) != text.count(b) for a, b in _PAIRED):
            return frozenset(range(len(text)))
        spans = (range(*found.span()) for found in _QUOTATION.finditer(text))
        return self.block_quoted.union(*spans)

    def spans(self, start: int, end: int) -> tuple[int, int] | None:
        """The source's offsets of ``text[start:end]``, or None if markup stands in between."""
        first, last = self.offsets[start], self.offsets[end - 1]
        return (first, last + 1) if last - first == end - 1 - start else None


def read_prose(source: str) -> list[Prose]:
    """The prose of a manuscript, in its order."""
    quoted = [range(*found.span()) for found in _QUOTED_BLOCK.finditer(source)]
    proses = []
    text: list[str] = []
    offsets: list[int] = []
    for char, offset in (*_characters(source), (_BREAK, len(source))):
        if char != _BREAK:
            text.append(char)
            offsets.append(offset)
        elif text:
            indices = frozenset(
                index
                for index, at in enumerate(offsets)
                if any(at in block for block in _near(quoted, offsets))
            )
            proses.append(Prose("".join(text), tuple(offsets), indices))
            text, offsets = [], []
    return proses


def plain_prose(text: str) -> Prose:
    """A line of settings, which has no notation."""
    return Prose(text, tuple(range(len(text))))


def _near(blocks: list[range], offsets: list[int]) -> list[range]:
    return [b for b in blocks if b.start <= offsets[-1] and b.stop > offsets[0]]


def _characters(source: str) -> Iterator[tuple[str, int]]:
    at = 0
    in_heading = False
    for found in _NOTATION.finditer(source):
        yield from ((source[i], i) for i in range(at, found.start()))
        at = found.end()
        match found.lastgroup:
            case "picture":
                for group in ("alt", "caption"):
                    yield _BREAK, found.start()
                    start, end = found.span(group)
                    yield from ((source[i], i) for i in range(start, end))
                yield _BREAK, found.start()
            case "object":
                yield OBJECT, found.start()
            case "break":
                yield _BREAK, found.start()
                in_heading = found[0].endswith("#")
            case "end" if in_heading:
                yield _BREAK, found.start()
                in_heading = False
            case "end":
                before, after = source[found.start() - 1 : found.start()], source[at : at + 1]
                if before.isascii() and after.isascii():
                    yield " ", found.start()
    yield from ((source[i], i) for i in range(at, len(source)))
