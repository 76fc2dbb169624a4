"""The classes of characters that the rules of Chinese line composition speak of.

Sources: W3C clreq (marks: categories, width, line-start and line-end prohibition),
GB/T 15834-2011 chapter 5 (position and width of marks), UAX 14 for what neither names.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum


class Kind(IntEnum):
    """A character's, or a piece of text's, class."""

    HAN = 0  # ideographs, kana, bopomofo, hangul: one ic, breaks on both sides
    SYMBOL = 1  # ① → ★ and emoji: breaks like Han, but no Han-Latin gap beside it
    OPEN = 2  # “ ‘ 《 （: blank on the left, never at a line's end
    CLOSE = 3  # ” ’ 》 ）: blank on the right, never at a line's start
    PAUSE = 4  # ， 、 ； ：
    STOP = 5  # 。 ．
    ASK = 6  # ？ ！, which pair into one ic (GB/T 15834 5.1.2)
    DOT = 7  # · takes half an ic (5.1.6)
    CONNECT = 8  # — - ～ that connect: never at a line's start, no stretch around them (5.1.7)
    DASH = 9  # —— …… ⸺: never split (5.1.4, 5.1.5), may start a line
    PREFIX = 10  # ￥ №: stays with what follows
    POSTFIX = 11  # ％ ℃ 々: stays with what precedes
    SOLIDUS = 12  # / ／ at neither edge (5.1.9)
    LATIN = 13  # letters, digits and signs that make words
    SPACE = 14
    WIDE_SPACE = 15  # U+3000: stays with what precedes, dropped at a line's end
    OBJECT = 16  # from here on: rigid boxes
    CALL = 17
    BOX_OPEN = 18
    BOX_CLOSE = 19


OPENING = "“‘《〈（【「『〔［｛〖〘〚｢｟"
CLOSING = "”’》〉）】」』〕］｝〗〙〛｣｠"
PAUSES = "，、；："
STOPS = "。．｡"
ASKS = "？！⁇⁈⁉‼"
DASHES = "—…⋯⸺⸻"
CONNECTS = "～〜﹣"
PREFIXES = "￥＄￡№＃＠"
# 々 〻 ー and small kana repeat or lengthen what stands before them (UAX 14, class CJ and NS).
POSTFIXES = "％‰℃℉〻々ーゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ゛゜"
LATIN_HYPHENS = "-‐–"  # U+2011 is not among them: it exists not to break

# ASCII and Latin-1 signs that may not begin or end a line beside a Han character.
NEVER_FIRST = frozenset("!),.:;?]}%°/\\~'>”’…-‐–‑|*^_»›‰")
NEVER_LAST = frozenset("([{<#$£¥€@/\\“‘«‹~'")

JOINER = "\u200d"
SPACES = frozenset(" \t\n\r\f")
HALVED = frozenset({Kind.OPEN, Kind.CLOSE, Kind.PAUSE, Kind.STOP, Kind.ASK})
TRAILING = frozenset({Kind.CLOSE, Kind.PAUSE, Kind.STOP, Kind.ASK})  # blank on their right


def _listed() -> dict[str, Kind]:
    groups = {
        Kind.OPEN: OPENING,
        Kind.CLOSE: CLOSING,
        Kind.PAUSE: PAUSES,
        Kind.STOP: STOPS,
        Kind.ASK: ASKS,
        Kind.DOT: "·・‧",
        Kind.CONNECT: CONNECTS,
        Kind.DASH: DASHES,
        Kind.PREFIX: PREFIXES,
        Kind.POSTFIX: POSTFIXES,
        Kind.SOLIDUS: "／＼",
        Kind.SPACE: "".join(sorted(SPACES)),
        Kind.WIDE_SPACE: "\u3000",
    }
    return {char: kind for kind, chars in groups.items() for char in chars}


def _is_han(code: int) -> bool:
    return (
        0x3400 <= code <= 0x9FFF  # the URO and extension A, with the hexagrams between
        or 0x20000 <= code <= 0x3FFFF  # extensions B and on
        or 0xF900 <= code <= 0xFAFF  # compatibility
        or 0x2E80 <= code <= 0x2FDF  # radicals
        or 0x3005 <= code <= 0x3007  # 々 〆 〇
        or 0x3041 <= code <= 0x31FF  # kana, bopomofo, compatibility jamo
        or 0xAC00 <= code <= 0xD7A3  # hangul
        or 0xE000 <= code <= 0xF8FF  # private use: characters that fonts made for names add
    )


def _classify(char: str) -> Kind:
    code = ord(char)
    if code < 0x2000:
        return Kind.LATIN
    if _is_han(code):
        return Kind.HAN
    category = unicodedata.category(char)
    width = unicodedata.east_asian_width(char)
    # Full-width letters take one ic each and break like Han (UAX 14, class ID).
    if width in "WF" or (width == "A" and category in {"So", "No", "Nl", "Sm"}):
        return Kind.SYMBOL
    return Kind.LATIN


class _Kinds(dict[str, Kind]):
    def __missing__(self, char: str) -> Kind:
        kind = self[char] = _classify(char)
        return kind


KINDS = _Kinds(_listed())
"""The class of every character, worked out when it is first asked for."""


def extends(char: str) -> bool:
    """Whether ``char`` belongs to the character before it: an accent, a variation, a joiner."""
    return char >= "\u0300" and (
        unicodedata.category(char) in {"Mn", "Me", "Mc"}
        or char == JOINER
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def takes_gap(char: str) -> bool:
    """Whether a Han neighbour keeps a gap from ``char`` (clreq, mixed text): none from marks."""
    return char.isalnum() or char in "%‰@#&+−±$£¥€"
