"""Which quotation marks, dashes and ellipses are Chinese, and which belong to Latin text.

Unicode has one code for both. A Chinese mark takes the Han face's full-width glyph, a Latin one
the proportional glyph (T10); the context tells: ``It’s``, and “green” inside an English sentence.
"""

from __future__ import annotations

from .characters import KINDS, SPACES, Kind

_PAIRS = {"“": "”", "‘": "’"}
_AMBIGUOUS = frozenset("“”‘’—…")
_TRANSPARENT = SPACES | frozenset("“”‘’\u00a0")


def latin_marks(text: str, lang: str = "zh") -> frozenset[int]:
    """The positions in ``text`` whose quotation marks, single — and … are Latin."""
    if _AMBIGUOUS.isdisjoint(text):
        return frozenset()
    english = not lang.lower().startswith(("zh", "ja", "ko"))
    return frozenset(_quotes(text, english)) | frozenset(_dashes(text, english))


def _is_latin(char: str) -> bool:
    return char != "" and KINDS[char] is Kind.LATIN


def _neighbours(text: str) -> tuple[list[str], list[str]]:
    """For each position, the nearest character before and after that is no quote or space."""
    before, after = [""] * len(text), [""] * len(text)
    seen = ""
    for i, char in enumerate(text):
        before[i] = seen
        if char not in _TRANSPARENT:
            seen = char
    seen = ""
    for i in range(len(text) - 1, -1, -1):
        after[i] = seen
        if text[i] not in _TRANSPARENT:
            seen = text[i]
    return before, after


def _quotes(text: str, english: bool) -> list[int]:
    before, after = _neighbours(text)
    wide = [0]  # how many full-width characters stand before each position
    for char in text:
        wide.append(wide[-1] + (char not in _TRANSPARENT and KINDS[char] is not Kind.LATIN))
    latin: list[int] = []
    open_at: list[int] = []
    for i, char in enumerate(text):
        if char in _PAIRS:
            open_at.append(i)
        elif char == "’" and _is_apostrophe(text, i, bool(open_at) and text[open_at[-1]] == "‘"):
            latin.append(i)
        elif char in "”’":
            start = _opener(text, open_at, char)
            if start is None:
                if _is_latin(before[i]) and not (after[i] and not _is_latin(after[i])):
                    latin.append(i)
                continue
            sides = [side for side in (before[start], after[i]) if side]
            foreign = english or all(map(_is_latin, sides))
            if foreign and wide[start] == wide[i]:
                latin += (start, i)
    return latin


def _is_apostrophe(text: str, at: int, quoted: bool) -> bool:
    """Whether the ’ stands in a Latin word, or ends one (the members’ votes)."""
    if at == 0 or not text[at - 1].isalnum() or not _is_latin(text[at - 1]):
        return False
    following = text[at + 1 : at + 2]
    if following.isalnum() and _is_latin(following):
        return True
    return not quoted and following == " " and _is_latin(text[at + 2 : at + 3])


def _opener(text: str, open_at: list[int], closing: str) -> int | None:
    """Pop the opening mark that ``closing`` closes; what was left open inside stays Chinese."""
    for depth in range(len(open_at) - 1, max(-1, len(open_at) - 5), -1):
        if _PAIRS[text[open_at[depth]]] == closing:
            start = open_at[depth]
            del open_at[depth:]
            return start
    return None


def _dashes(text: str, english: bool) -> list[int]:
    latin: list[int] = []
    for i, char in enumerate(text):
        if char not in "—…" or char in (text[i - 1 : i], text[i + 1 : i + 2]):
            continue
        left, right = text[max(0, i - 2) : i].rstrip(" ")[-1:], text[i + 1 : i + 3].lstrip(" ")[:1]
        if english or (left.isalpha() and _is_latin(left) and (not right or _is_latin(right))):
            latin.append(i)
    return latin
