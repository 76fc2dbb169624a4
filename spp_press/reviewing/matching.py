"""Which paragraph of a Word file that came back is which passage that was exported.

The bookmarks say it. Where a program has lost one, or it has slipped to a new paragraph, the words
say it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from spp_press.reviewing.passages import Passage, Role
from spp_press.reviewing.returned import Fate, Paragraph, Returned, call_of
from spp_press.reviewing.tracing import Glyph

_LIKE = 0.6
_LONG = 2_000  # characters, of which no more are compared


@dataclass
class Match:
    """``paragraphs`` by the index of the passage that each is; the others by what became of them.

    ``added`` are paragraphs that are none, each with the index of the passage before it; ``moved``
    are passages, each with the one that it stands after now; ``removers`` tracked that one is gone.
    """

    paragraphs: dict[int, Paragraph] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)
    added: list[tuple[int, Paragraph]] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)
    removers: dict[int, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def glyphs(self, paragraph: Paragraph) -> list[Glyph]:
        """What stands in a paragraph, its notes called by their labels."""
        return [Glyph(self.labels.get(p.text, p.text), p.look) for p in paragraph.standing]


def similar(one: str, two: str) -> bool:
    """Whether two texts are more alike than not."""
    one, two = one[:_LONG], two[:_LONG]
    if not one or not two:
        return False
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return (
        matcher.real_quick_ratio() > _LIKE
        and matcher.quick_ratio() > _LIKE
        and matcher.ratio() > _LIKE
    )


def _is_from(text: str, base: str) -> bool:
    """Whether most of ``text`` is some of ``base``: half of a paragraph that was parted, say."""
    text, base = text[:_LONG], base[:_LONG]
    blocks = SequenceMatcher(None, text, base, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) > _LIKE * len(text)


def matched(base: Sequence[Passage], returned: Returned) -> Match:
    """Match what came back with what was exported."""
    return _Matcher(base, returned).match()


class _Matcher:
    def __init__(self, base: Sequence[Passage], returned: Returned) -> None:
        self._base = base
        self._returned = returned
        self._at = {passage.key: at for at, passage in enumerate(base)}
        self._match = Match()
        self._taken: set[int] = set()

    def match(self) -> Match:
        notes = {at for at, passage in enumerate(self._base) if passage.role is Role.NOTE}
        body = [at for at in range(len(self._base)) if at not in notes]
        rows = self._rows(self._returned.paragraphs)
        self._notes(sorted(notes))
        self._slips(rows)
        self._lost(rows, body)
        self._order(rows)
        there = self._match.paragraphs
        self._match.gone = [at for at, p in enumerate(self._base) if at not in there and p.text]
        return self._match

    def _rows(self, paragraphs: Sequence[Paragraph]) -> list[tuple[int | None, Paragraph]]:
        """Each paragraph with the passage that its bookmark names, if any."""
        rows: list[tuple[int | None, Paragraph]] = []
        for paragraph in paragraphs:
            owner: int | None = None
            for key, before in paragraph.keys:
                at = self._at.get(key)
                if at is None or at in self._taken:
                    continue
                standing = any(
                    p.fate is not Fate.DELETED and p.text.strip() for p in paragraph.pieces[:before]
                )
                if owner is None or not standing:
                    owner = at
            if owner is not None and self._is_emptied(owner, paragraph):
                names = [p.author for p in paragraph.pieces if p.fate is Fate.DELETED]
                self._match.removers[owner] = next(iter(names), "") or paragraph.joined
                owner = None
            if owner is not None:
                self._taken.add(owner)
            rows.append((owner, paragraph))
        return rows

    def _is_emptied(self, at: int, paragraph: Paragraph) -> bool:
        """Whether nothing is left of a passage; a cell stays where it is."""
        passage = self._base[at]
        is_cell = passage.role is Role.CELL
        return bool(passage.text) and not is_cell and not paragraph.text.strip()

    def _slips(self, rows: list[tuple[int | None, Paragraph]]) -> None:
        """A bookmark stays where a paragraph began, though its words went on to the next."""
        for i, (at, paragraph) in enumerate(rows):
            if at is None or _is_from(paragraph.text, self._base[at].text):
                continue
            for k in range(i + 1, min(i + 4, len(rows))):
                other, following = rows[k]
                if other is not None:
                    break
                if similar(self._base[at].text, following.text):
                    rows[i], rows[k] = (None, paragraph), (at, following)
                    break

    def _lost(self, rows: list[tuple[int | None, Paragraph]], body: Sequence[int]) -> None:
        """Paragraphs without a bookmark that are passages all the same, by their words."""
        by_text: dict[str, list[int]] = {}
        for candidate in body:
            if candidate not in self._taken and self._base[candidate].text:
                by_text.setdefault(self._base[candidate].text, []).append(candidate)
        at: int | None
        for i, (at, paragraph) in enumerate(rows):
            if at is None and (like := by_text.get(_bare(self._match, paragraph))):
                first = like.pop(0)
                rows[i] = (first, paragraph)
                self._taken.add(first)
        before = -1
        for i, (at, paragraph) in enumerate(rows):
            if at is not None:
                before = at
                continue
            following = next((a for a, _ in rows[i + 1 :] if a is not None), len(self._base))
            for candidate in range(before + 1, following):
                free = candidate not in self._taken and candidate in body
                if free and similar(self._base[candidate].text, paragraph.text):
                    rows[i] = (candidate, paragraph)
                    self._taken.add(candidate)
                    before = candidate
                    break

    def _notes(self, ats: Sequence[int]) -> None:
        """The notes: by their bookmarks, or their words: LibreOffice keeps the first's alone."""
        free: dict[str, list[Paragraph]] = {}
        for identifier, paragraphs in self._returned.notes.items():
            rows = self._rows([_note(p) for p in paragraphs])
            for at, paragraph in rows:
                if at is None:
                    free.setdefault(identifier, []).append(paragraph)
                else:
                    self._match.paragraphs[at] = paragraph
                    self._name(identifier, at)
        for alike in (str.__eq__, similar):
            for identifier, paragraphs in free.items():
                for paragraph in paragraphs[:]:
                    if (at := self._free_note(ats, paragraph.text, alike)) is not None:
                        self._match.paragraphs[at] = paragraph
                        self._name(identifier, at)
                        paragraphs.remove(paragraph)
        last = max(ats, default=0)
        new = [identifier for identifier, paragraphs in free.items() if paragraphs]
        self._match.labels |= {call_of(each): f"[^新{i}]" for i, each in enumerate(new, 1)}
        for paragraphs in free.values():
            self._match.added += [(last, p) for p in paragraphs if p.text.strip()]

    def _free_note(
        self, ats: Sequence[int], text: str, alike: Callable[[str, str], bool]
    ) -> int | None:
        """The first note that no paragraph is yet and whose words are ``alike``; it is taken."""
        for at in ats:
            if at not in self._taken and alike(self._base[at].text, text):
                self._taken.add(at)
                return at
        return None

    def _name(self, identifier: str, at: int) -> None:
        self._match.labels[call_of(identifier)] = f"[^{self._base[at].label}]"

    def _order(self, rows: Sequence[tuple[int | None, Paragraph]]) -> None:
        standing = [at for at, _ in rows if at is not None]
        still = set(_longest_rising(standing))
        before = 0
        previous: Paragraph | None = None
        for at, paragraph in rows:
            if at is None:
                if paragraph.text.strip():
                    if previous is not None and not paragraph.begun:
                        paragraph.begun = previous.begun
                    self._match.added.append((before, paragraph))
            else:
                self._match.paragraphs[at] = paragraph
                if at in still:
                    before = at
                else:
                    self._match.moved.append((at, before))
            previous = paragraph


def _bare(match: Match, paragraph: Paragraph) -> str:
    return "".join(glyph.text for glyph in match.glyphs(paragraph))


def _note(paragraph: Paragraph) -> Paragraph:
    """A note's paragraph without the space that Word sets after its number."""
    pieces = paragraph.pieces
    lead = next((i for i, p in enumerate(pieces) if p.text.strip()), 0)
    keys = [(key, max(0, before - lead)) for key, before in paragraph.keys]
    return replace(paragraph, pieces=pieces[lead:], keys=keys)


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The longest subsequence of ``numbers`` that rises."""
    tops: list[int] = []
    ends: list[int] = []
    links: list[int] = []
    for i, number in enumerate(numbers):
        at = bisect_left(tops, number)
        links.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [number]
        ends[at : at + 1] = [i]
    rising = []
    i = ends[-1] if ends else -1
    while i >= 0:
        rising.append(numbers[i])
        i = links[i]
    return rising[::-1]
