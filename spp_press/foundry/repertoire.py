"""Which characters a cast font keeps, and which of them can stand beside a Han character.

A bulletin is written by many hands: it needs every character an editor can type on a Chinese
keyboard (GBK), every character that a name or a place may lawfully use (《通用规范汉字表》, 276 of
whose 8,105 characters lie outside GBK), and the letters, signs and bullets that come with them.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

RARE_NAMES = "㛃㐱䶮𬀩𬶍𠮷"
"""Characters of personal names that older character sets lack."""

BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0020, 0x007E, "ASCII"),
    (0x00A0, 0x00FF, "Latin-1"),
    (0x0100, 0x017F, "Latin Extended-A"),
    (0x01CD, 0x01DC, "pinyin vowels ǎ ǐ ǒ ǔ ǚ"),
    (0x01F8, 0x01F9, "pinyin Ǹ ǹ"),
    (0x0251, 0x0251, "pinyin ɑ"),
    (0x0261, 0x0261, "pinyin ɡ"),
    (0x02C6, 0x02DD, "tone marks that stand alone"),
    (0x0300, 0x036F, "combining marks"),
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x045F, "Cyrillic"),
    (0x1E00, 0x1EFF, "Latin Extended Additional (ḿ, ẑ)"),
    (0x2000, 0x206F, "general punctuation"),
    (0x2070, 0x209F, "superscripts and subscripts"),
    (0x20A0, 0x20BF, "currency"),
    (0x2100, 0x214F, "letterlike signs ℃ № ™"),
    (0x2150, 0x218F, "number forms ⅓ Ⅰ ⅰ"),
    (0x2190, 0x21FF, "arrows"),
    (0x2200, 0x22FF, "mathematical operators"),
    (0x2460, 0x24FF, "enclosed numerals ① ⑴ ⒈"),
    (0x2500, 0x257F, "box drawing"),
    (0x2580, 0x25FF, "blocks and geometric bullets ■ ● ◆"),
    (0x2600, 0x2613, "★ ☆ ☐ ☑"),
    (0x261A, 0x261F, "pointing hands"),
    (0x2660, 0x2667, "card suits as bullets"),
    (0x2713, 0x2718, "ticks and crosses"),
    (0x2776, 0x2793, "negative enclosed numerals ❶"),
    (0x2E3A, 0x2E3B, "two- and three-em dashes"),
    (0x3000, 0x303F, "Chinese punctuation"),
    (0x3100, 0x312F, "bopomofo"),
    (0x31A0, 0x31BF, "bopomofo, extended"),
    (0x3220, 0x325F, "enclosed ideographs and numerals ㈠ ㉑"),
    (0x3280, 0x32BF, "circled ideographs and numerals ㊀ ㊱"),
    (0x3380, 0x33DF, "squared units ㎡ ㎏"),
    (0xFF01, 0xFF5E, "full-width ASCII"),
    (0xFFE0, 0xFFE6, "full-width signs"),
)
"""Ranges (first, last, what), kept as far as the source font has them."""

_COUNTED_ON = 7
"""How many of the blocks, from the first, an editor counts on."""

_WIDE_BUT_LATIN = "℃℉‰№™€"
"""Signs that many fonts draw one em wide and that still take a Han–Latin gap."""

_BOUNDARY: tuple[tuple[int, int], ...] = (
    (0x0021, 0x007E),
    (0x00A1, 0x017F),
    (0x01CD, 0x01DC),
    (0x01F8, 0x01F9),
    (0x0251, 0x0251),
    (0x0261, 0x0261),
    (0x0370, 0x045F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2013),
    (0x2020, 0x2022),
    (0x2030, 0x2033),
    (0x2070, 0x20BF),
    (0x2100, 0x215F),
    (0x2200, 0x22FF),
)
_NOT_BOUNDARY = frozenset({0x00AD, 0x00B7})


@cache
def gbk() -> frozenset[int]:
    """Every code point that the ``gbk`` codec can encode, private use left out."""
    found = set()
    for code in range(0x80, 0x10000):
        if 0xD800 <= code < 0xF900:  # surrogates and private use
            continue
        try:
            chr(code).encode("gbk")
        except UnicodeEncodeError:
            continue
        found.add(code)
    return frozenset(found)


@cache
def tongyong() -> tuple[str, str, str]:
    """《通用规范汉字表》 by level: 3,500, 3,000 and 1,605 characters."""
    levels: list[str] = []
    text = Path(__file__).with_name("tongyong.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            levels.append("")
        elif line and not line.startswith("#"):
            levels[-1] += line
    first, second, third = levels
    return first, second, third


@cache
def required() -> frozenset[int]:
    """What an editor counts on in every face; what a face lacks of it is told in the manifest.

    GBK, 《通用规范汉字表》, the rare names, ASCII, Latin-1, Latin Extended-A and pinyin, and
    superscript and subscript figures.
    """
    found = set(gbk()) | set(map(ord, RARE_NAMES)) | set(map(ord, "".join(tongyong())))
    for first, last, _ in BLOCKS[:_COUNTED_ON]:
        found.update(range(first, last + 1))
    return frozenset(found | set(map(ord, "ḿẑẐ⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")))


@cache
def house() -> frozenset[int]:
    """The house repertoire: code points that every cast font keeps where its source has them."""
    wanted = set(required())
    for first, last, _ in BLOCKS:
        wanted.update(range(first, last + 1))
    return frozenset(code for code in wanted if unicodedata.category(chr(code)) != "Cn")


@cache
def companion() -> frozenset[int]:
    """The house repertoire without Han characters: what stands before a face set unmodified."""
    return frozenset(code for code in house() if not _is_han(code))


@cache
def figures() -> frozenset[int]:
    """The ten figures, cast at one width: what stands before a text face in tables."""
    return frozenset(map(ord, "0123456789")) | _spaces()


@cache
def names() -> frozenset[int]:
    """The characters of names and places that GB2312 lacks: what stands after a face that has it.

    《通用规范汉字表》 has about 1,500 of them.
    """
    every = "".join(tongyong()) + RARE_NAMES
    return frozenset(ord(c) for c in every if not c.encode("gb2312", "ignore")) | _spaces()


def _spaces() -> frozenset[int]:
    """The house's spaces: Pango draws one with the face of what is before it."""
    return frozenset(code for code in house() if unicodedata.category(chr(code)) == "Zs")


PARTS = {"companion": companion, "figures": figures, "names": names}
"""The parts of the repertoire that a face may be of, by what the manifest calls them."""


def _is_han(code: int) -> bool:
    return code == ord("〇") or unicodedata.name(chr(code), "").startswith("CJK ")


def is_latin(code: int) -> bool:
    """Whether a character is Latin at any width (a W may be 1 em): ASCII and Latin letters."""
    return code < 0x7F or unicodedata.name(chr(code), "").startswith("LATIN ")


def at_boundary(code: int, *, full_width: bool) -> bool:
    """Whether a character takes the Han–Latin gap (clreq 3.2.2), and so needs padded twins.

    ``full_width`` says that its glyph sits in a Han character's box: such a sign carries its own
    space, and only the few units that belong to a Latin word are padded all the same.
    """
    if full_width:
        return chr(code) in _WIDE_BUT_LATIN
    inside = any(first <= code <= last for first, last in _BOUNDARY)
    spacing = unicodedata.category(chr(code)) not in {"Mn", "Zs", "Cf", "Cn"}
    return inside and spacing and code not in _NOT_BOUNDARY
