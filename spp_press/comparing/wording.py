"""What two PDFs of one issue say otherwise, whatever their lines and pages are.

Both are read through in the order in which they are drawn, and compared character by character:
where a line ends is nothing. What a layout adds or drops by itself is no change of the text: the
hyphen and the space of a line's end, the head of a table that goes on overleaf, and the place of a
note or a float, which stands before or after what has come to its page or has left it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate, pairwise, product

from spp_press.comparing.reading import FIRST, Line, Page, is_latin

Words = dict[int, tuple[str, ...]]
"""Clauses by the page that they stand on, from 0."""

_MARKS = "，。；：！？、（）《》“”,.;:!?()"
_CLAUSE = re.compile(f"[^{_MARKS}]*[{_MARKS}]?")
_MOST = 4_000_000  # pairs of characters: what differs by more is other text from end to end
_CHANCE = 3  # characters: fewer, in the midst of what differs, are alike by chance
_BLOCK = 4  # characters: less is not known again elsewhere
_TURNED = 4  # characters that may be counted to a block's beginning or its end: they are the same
_CONTINUED = re.compile("[（(]?续表?[0-9.-]*[）)]?")  # over a table that goes on (GB/T 7713.2)
_ASIDE = re.compile(f"{FIRST}|{_CONTINUED.pattern}")
_NEAR = 10  # characters on either side of what changed, to know it by


@dataclass
class _Script:
    """A PDF's text, read through. ``pages`` and ``heights`` have the page and the type's size of
    each character.

    ``edges`` are the places where a line begins, and ``page_starts`` those where a page does.
    Spaces are no characters here: ``spaces`` are their places, ``loose`` those where a space or a
    hyphen may stand and not be seen.
    """

    text: str = ""
    pages: list[int] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    edges: set[int] = field(default_factory=set)
    spaces: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)
    page_starts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, pages: Sequence[Page]) -> _Script:
        """The text of ``pages``, and then all of their notes."""
        script = cls()
        for notes in (False, True):
            for number, page in enumerate(pages):
                script.page_starts.append(len(script.text))
                for line in page.lines:
                    if line.note is notes:
                        script._add(line, number)
        script.edges.add(len(script.text))
        return script

    def _add(self, line: Line, page: int) -> None:
        if self.text.endswith("-") and is_latin(line.text[0]):
            self.text = self.text[:-1]
            self.pages.pop()
            self.heights.pop()
        start = len(self.text)
        self.edges.add(start)
        self.loose |= {start, *(start + place for place in line.loose)}
        self.spaces |= {start + place for place in line.spaces}
        self.text += line.text
        self.pages += [page] * len(line.text)
        self.heights += [round(line.height, 1)] * len(line.text)

    def is_lines(self, start: int, end: int) -> bool:
        """Whether whole lines stand from ``start`` to ``end``, or what is the same there."""
        return any(s in self.edges and e in self.edges for s, e in self.turned(start, end))

    def height(self, start: int, end: int) -> float:
        """The size of most of the type from ``start`` to ``end``, pt."""
        return Counter(self.heights[start:end]).most_common(1)[0][0]

    def is_aside(self, block: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether one of both is a note, a table's head again, or of another size."""
        begins = any(_ASIDE.match(self.text, start) for start, _ in (block, other))
        return begins or self.height(*block) != self.height(*other)

    def turned(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The places that are as good: with a character that stands before as well as at the end
        of a piece, nobody can tell which of both was put in."""
        yield start, end
        for k in range(1, _TURNED):
            if start < k or self.text[start - k] != self.text[end - k]:
                break
            yield start - k, end - k
        for k in range(_TURNED):
            if end + k >= len(self.text) or self.text[start + k] != self.text[end + k]:
                break
            yield start + k + 1, end + k + 1

    def clause(self, start: int, end: int) -> str:
        """What stands from ``start`` to ``end``, with what is near it in its clause."""
        first, last = max(0, start - _NEAR), min(len(self.text), end + _NEAR)
        height = self.heights[start]
        while start > first and self.text[start - 1] not in _MARKS:
            if self.heights[start - 1] != height:
                break
            start -= 1
        while end < last and self.text[end - 1] not in _MARKS and self.heights[end] == height:
            end += 1
        parted = {place for place in self.spaces | self.loose if start < place < end}
        return "".join(
            f" {self.text[i]}" if i in parted and self._is_latin(i) else self.text[i]
            for i in range(start, end)
        )

    def _is_latin(self, place: int) -> bool:
        return is_latin(self.text[place - 1]) and is_latin(self.text[place])


def changed_words(before: Sequence[Page], now: Sequence[Page]) -> tuple[Words, Words]:
    """The clauses that are gone, by page of ``before``, and those that are new, by page of ``now``.

    Two pages that say the same have none, however they are laid out.
    """
    old, new = _Script.of(before), _Script.of(now)
    edits = _Edits(old, new)
    edits.drop_repeated()
    edits.drop_carried()
    gone, fresh = _told(old, edits.gone, "−"), _told(new, edits.fresh, "+")
    heads, others = list(_heads(before)), list(_heads(now))
    dropped, added = _unsaid(heads, others, new), _unsaid(others, heads, old)
    if dropped and added:  # heads that only one of both has are its layout's
        _tell_heads(gone, dropped, "−")
        _tell_heads(fresh, added, "+")
    return gone, fresh


def _heads(pages: Sequence[Page]) -> Iterator[tuple[int, str]]:
    """What the running heads say, by page, but for the page's number and what adorns it."""
    for number, page in enumerate(pages):
        for line in page.furniture:
            folio = rf"^[\W_]*{number + 1}(?!\d)[\W_]*|[\W_]*(?<!\d){number + 1}[\W_]*$"
            if said := re.sub(folio, "", line.text):
                yield number, said


def _unsaid(
    heads: Sequence[tuple[int, str]], others: Sequence[tuple[int, str]], other: _Script
) -> list[tuple[int, str]]:
    """The heads that the other PDF does not say, neither in its own nor in its text."""
    said = {text for _, text in others}
    return [head for head in heads if head[1] not in said and head[1] not in other.text]


def _tell_heads(told: Words, heads: Sequence[tuple[int, str]], sign: str) -> None:
    for page, text in heads:
        told[page] = (*told.get(page, ()), sign + text)


def _told(script: _Script, places: set[int], sign: str) -> Words:
    told: Words = {}
    for start, end in _runs(places):
        page = script.pages[start]
        said = sign + script.clause(start, end)
        if said not in told.get(page, ()):
            told[page] = (*told.get(page, ()), said)
    return told


class _Edits:
    """The places of the characters that are gone from ``old``, and of those fresh in ``new``."""

    def __init__(self, old: _Script, new: _Script) -> None:
        self._old, self._new = old, new
        kept = list(_matches(old.text, new.text))
        self._kept = [i for i, _ in kept], [j for _, j in kept]
        self.gone = _others(old, new, kept)
        self.fresh = _others(new, old, [(j, i) for i, j in kept])

    def drop_carried(self) -> None:
        """Forget what stands elsewhere only because pages end elsewhere."""
        gone, fresh = (
            _Left(self._old.text, self.gone, "\0"),
            _Left(self._new.text, self.fresh, "\1"),
        )
        while len(gone.text) * len(fresh.text) < _MOST:
            matcher = SequenceMatcher(None, gone.text, fresh.text, autojunk=False)
            a, b, size = matcher.find_longest_match()
            if size < _BLOCK:
                break
            self._drop_if_carried(gone.take(a, size), fresh.take(b, size), size)
        for (i, end), (j, other) in product(list(_runs(self.gone)), list(_runs(self.fresh))):
            if self._old.text[i:end] == self._new.text[j:other]:
                self._drop_if_carried(i, j, end - i)

    def _drop_if_carried(self, i: int, j: int, size: int) -> None:
        gone, fresh = set(range(i, i + size)), set(range(j, j + size))
        if gone <= self.gone and fresh <= self.fresh and self._is_carried(i, j, size):
            self.gone -= gone
            self.fresh -= fresh
            self._drop_turned(i, j, size)

    def _is_carried(self, i: int, j: int, size: int) -> bool:
        """Whether a block was only carried to where it is by the ends of pages.

        Then it has changed places with what stood on its page and no longer does, or the other way
        about; one of both is whole lines, before and now; and one of both is no text.
        """
        before, now = self._kept
        p, q = sorted((bisect_left(before, i), bisect_left(now, j)))
        page, other = self._old.pages[i], self._new.pages[j]
        past = zip(before[p:q], now[p:q], strict=True)
        if p == q or any(
            (self._old.pages[a] == page) == (self._new.pages[b] == other) for a, b in past
        ):
            return False
        blocks = ((i, i + size), (j, j + size))
        passed = ((before[p], before[q - 1] + 1), (now[p], now[q - 1] + 1))
        scripts = (self._old, self._new)
        whole = any(
            all(script.is_lines(*place) for script, place in zip(scripts, places, strict=True))
            for places in (blocks, passed)
        )
        return whole and all(
            script.is_aside(block, other)
            for script, block, other in zip(scripts, blocks, passed, strict=True)
        )

    def _drop_turned(self, i: int, j: int, size: int) -> None:
        """Forget what was counted to a carried block's beginning there, and here to its end."""
        for k in range(1, _TURNED):
            for a, b in ((i - k, j + size), (i + size, j - k)):
                gone, fresh = set(range(a, a + k)), set(range(b, b + k))
                same = self._old.text[a : a + k] == self._new.text[b : b + k]
                if same and gone <= self.gone and fresh <= self.fresh:
                    self.gone -= gone
                    self.fresh -= fresh

    def drop_repeated(self) -> None:
        """Forget the heads of pages, and of tables that go on: what is said elsewhere by both."""
        gone = _repeated(self._old, self._new, self.gone)
        self.fresh -= _repeated(self._new, self._old, self.fresh)
        self.gone -= gone


class _Left:
    """What is left of a text to be known again; a gap stands for what is not."""

    def __init__(self, text: str, places: set[int], gap: str) -> None:
        self._gap = gap
        self._places: list[int] = []
        self.text = ""
        for start, end in _runs(places):
            self._places += [*range(start, end), end]
            self.text += text[start:end] + gap

    def take(self, at: int, size: int) -> int:
        """The place of what is left ``at``; it is left no more."""
        self.text = self.text[:at] + self._gap * size + self.text[at + size :]
        return self._places[at]


def _matches(old: str, new: str) -> Iterator[tuple[int, int]]:
    """The places of the characters that are in both, in order: by clauses, then within them."""
    ours, theirs = _CLAUSE.findall(old), _CLAUSE.findall(new)
    starts, others = _starts(ours), _starts(theirs)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        (a, b), (c, d) = (starts[i1], starts[i2]), (others[j1], others[j2])
        if tag == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        elif (b - a) * (d - c) < _MOST:
            within = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
            for i, j, size in within.get_matching_blocks():
                outermost = i == j == 0 or (a + i + size, c + j + size) == (b, d)
                if size >= _CHANCE or outermost:
                    yield from zip(
                        range(a + i, a + i + size), range(c + j, c + j + size), strict=True
                    )


def _starts(clauses: Sequence[str]) -> list[int]:
    return [0, *accumulate(map(len, clauses))]


def _others(script: _Script, other: _Script, kept: Sequence[tuple[int, int]]) -> set[int]:
    """The places of ``script`` that ``other`` has nothing for.

    ``kept`` are the places in both. What has a space before it in one of both is not the same,
    unless ``other`` may have one there; so it is with hyphens.
    """
    there = dict(kept)
    left = {
        i
        for i in range(len(script.text))
        if i not in there
        and not (script.text[i] == "-" and there.get(i - 1, -2) + 1 in other.loose)
    }
    joined = {i for i in script.spaces if i in there and there[i] not in other.spaces | other.loose}
    parted = {i for i, j in kept if j in other.spaces and i not in script.spaces | script.loose}
    return left | {i for i in joined | parted if there.get(i - 1) == there[i] - 1}


def _repeated(script: _Script, other: _Script, places: set[int]) -> set[int]:
    """Those of ``places`` where lines that both say elsewhere begin or end a page.

    They are a running head or a table's, of another size than the text or under 续表.
    """
    found: set[int] = set()
    limits = {*script.page_starts, len(script.text)}
    text = script.height(0, len(script.text)) if script.text else 0.0
    for run in _cut(_runs(places), script.page_starts):
        for start, end in script.turned(*run):
            if limits & {start, end} and script.edges >= {start, end}:
                head = script.text[start:end]
                said = head[match.end() :] if (match := _CONTINUED.match(head)) else head
                told_apart = said != head or script.height(start, end) != text
                if told_apart and said in other.text and script.text.count(said) > 1:
                    found |= set(range(*run))
    return found


def _cut(runs: Iterable[tuple[int, int]], cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """``runs``, none going on over a cut."""
    for start, end in runs:
        yield from pairwise((start, *(cut for cut in cuts if start < cut < end), end))


def _runs(places: set[int]) -> Iterator[tuple[int, int]]:
    """``places`` as ranges, in order."""
    start = end = -1
    for place in sorted(places):
        if place != end:
            if end > start:
                yield start, end
            start = place
        end = place + 1
    if end > start:
        yield start, end
