"""Which glyphs of two rows are the same, and what lies between: the hunks of a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from spp_press.importing.spans import Span
from spp_press.reviewing.applying import Article
from spp_press.reviewing.matching import similar
from spp_press.reviewing.passages import Passage, Role
from spp_press.reviewing.returned import Fate, Paragraph
from spp_press.reviewing.tracing import Glyph

_LARGE = 4_000_000  # characters to compare with characters: above, all of it is one change


@dataclass(frozen=True)
class Hunk:
    """What differs: ranges of an old row of glyphs and of a new one."""

    old: tuple[int, int]
    new: tuple[int, int]


DONE = (-1, -1)
"""What :func:`carried` says where nothing is left to do."""


def carried(
    base: Sequence[Glyph], now: Sequence[Glyph], start: int, end: int, new: Sequence[Glyph]
) -> tuple[int, int] | None:
    """Where the range of ``base`` stands in ``now``.

    None if it was changed, or what is beside it; ``DONE`` if ``new`` stands there already.
    """
    pairs = dict(paired([_key(g) for g in base], [_key(g) for g in now]))
    first = max((b for b in pairs if b < start), default=-1)
    last = min((b for b in pairs if b >= end), default=len(base))
    a = pairs[first] + 1 if first >= 0 else 0
    b = pairs[last] if last < len(base) else len(now)
    between = [_key(g) for g in now[a:b]]
    wanted = [_key(g) for g in (*base[first + 1 : start], *new, *base[end:last])]
    untouched = [_key(g) for g in base[first + 1 : last]]
    if between == wanted and between != untouched:
        return DONE
    if first == start - 1 and last == end and between == untouched:
        return a, b
    return None


def _key(glyph: Glyph) -> tuple[str, Span]:
    return glyph.text, glyph.look


def paired(old: Sequence[object], new: Sequence[object]) -> list[tuple[int, int]]:
    """Which members of two rows are the same one, in order."""
    head, tail = _ends(old, new)
    pairs = [(i, i) for i in range(head)]
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if inner_old and inner_new and len(inner_old) * len(inner_new) <= _LARGE:
        matcher = SequenceMatcher(None, inner_old, inner_new, autojunk=False)
        for a, b, size in matcher.get_matching_blocks():
            pairs += [(head + a + i, head + b + i) for i in range(size)]
    pairs += [(len(old) - tail + i, len(new) - tail + i) for i in range(tail)]
    return pairs


def _ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many members two rows have in common at their beginning, and at their end."""
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    most -= head
    return head, next((i for i in range(most) if old[-1 - i] != new[-1 - i]), most)


def kept(
    base: Sequence[Glyph], paragraph: Paragraph, theirs: Sequence[Glyph]
) -> list[tuple[int, int]]:
    """Which glyphs of ``base`` stand in ``theirs``.

    What was tracked says so itself; what was not is found by comparing ``base`` with the paragraph
    as it is when all that was tracked is rejected: first with the looks, then the words alone.
    """
    rejected: list[Glyph] = []
    standing: list[int | None] = []
    at = 0
    for piece in paragraph.pieces:
        stands = piece.fate is not Fate.DELETED
        if piece.fate is not Fate.INSERTED:
            rejected.append(theirs[at] if stands else Glyph(piece.text, piece.look))
            standing.append(at if stands else None)
        at += stands
    head, tail = _ends([_key(g) for g in base], [_key(g) for g in rejected])
    inner_base, inner = (row[head : len(row) - tail] for row in (base, rejected))
    pairs = [(i, i) for i in range(head)]
    pairs += [
        (head + b, head + r)
        for b, r in paired([g.text for g in inner_base], [g.text for g in inner])
    ]
    pairs += [(len(base) - tail + i, len(rejected) - tail + i) for i in range(tail)]
    return [(b, f) for b, r in pairs if (f := standing[r]) is not None]


def hunks_of(pairs: Sequence[tuple[int, int]], old: int, new: int) -> list[Hunk]:
    """The gaps between what was kept; two with one character between them are one."""
    hunks: list[Hunk] = []
    for (b, f), (next_b, next_f) in pairwise([(-1, -1), *pairs, (old, new)]):
        if next_b == b + 1 and next_f == f + 1:
            continue
        hunk = Hunk((b + 1, next_b), (f + 1, next_f))
        last = hunks[-1] if hunks else None
        if last and hunk.old[0] - last.old[1] == 1 and last.old[1] > last.old[0]:
            hunks[-1] = Hunk((last.old[0], hunk.old[1]), (last.new[0], hunk.new[1]))
        else:
            hunks.append(hunk)
    return hunks


def aligned(
    base: Sequence[Passage], articles: Mapping[str, Article], wanted: Mapping[int, str]
) -> dict[int, int]:
    """Which passage of an article as it is now each exported one is.

    ``wanted`` is what passages are to say: a manuscript may say it already.
    """
    found: dict[int, int] = {}
    for file, article in articles.items():
        ats = [at for at, passage in enumerate(base) if passage.place.file == file]
        new = [(passage.role, passage.text) for passage in article.passages]
        old = [(base[at].role, base[at].text) for at in ats]
        there = set(new)
        for i, at in enumerate(ats):
            accepted = base[at].role, wanted.get(at, "")
            if old[i] not in there and accepted in there:
                old[i] = accepted
        found |= {ats[i]: j for i, j in _same(old, new).items()}
    return found


_Words = tuple[Role, str]


def _same(old: Sequence[_Words], new: Sequence[_Words]) -> dict[int, int]:
    """Which passage of a row stands where in a newer row, whatever was done to it."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    unchanged = sum(size for _, _, size in matcher.get_matching_blocks())
    in_place = sum(one == other for one, other in zip(old, new, strict=False))
    if [role for role, _ in old] == [role for role, _ in new] and unchanged <= in_place:
        return {i: i for i in range(len(old))}  # nothing came or went
    found: dict[int, int] = {}
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found |= {a + i: c + i for i in range(b - a)}
            continue
        even = b - a == d - c
        first = c
        for i in range(a, b):
            for j in range(first, d):
                alike = (even and j - c == i - a) or similar(old[i][1], new[j][1])
                if new[j][0] is old[i][0] and alike:
                    found[i] = j
                    first = j + 1
                    break
    taken = set(found.values())
    free = {words: j for j, words in enumerate(new) if j not in taken}
    moved = (i for i, words in enumerate(old) if i not in found and words in free)
    return found | {i: free.pop(old[i]) for i in moved}
