"""Changes to passages → changes in the manuscript's text, each proved before it is made.

Where in the notation a change belongs is tried, the nearest way first: a try is right if the press
then reads exactly the passages that were wanted, and every other one as it was. What no try brings
about is left to the editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, product

from spp_press.importing.spans import escape, write_spans
from spp_press.manuscript import read_manuscript
from spp_press.problems import Report
from spp_press.reviewing.passages import Passage, Role, passages_in
from spp_press.reviewing.tracing import Glyph, is_call


@dataclass(frozen=True)
class Replace:
    """The glyphs from ``start`` to ``end`` of the passage ``at`` become ``glyphs``."""

    at: int
    start: int
    end: int
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True)
class Remove:
    """The passages ``ats`` go, with the lines that are theirs."""

    ats: tuple[int, ...]


@dataclass(frozen=True)
class Insert:
    """A new passage after the passage ``at``."""

    at: int
    role: Role
    level: int
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True)
class Move:
    """The passage ``at`` goes after the passage ``after``."""

    at: int
    after: int


Operation = Replace | Remove | Insert | Move
_GAPS = (("\n\n", ""), ("\n", ""), ("\n\n", "\n"), ("\n\n", ""))
_NUMBER = re.compile(r"^(\d{1,9})([.)])")
_Edit = tuple[int, int, str]
"""Offsets in the text, and what comes in their place."""


class Article:
    """A manuscript that is being changed; ``passages`` are as they were when it was read.

    Operations name passages by their place among these, however many are made.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.passages = self._now = passages_in(file, text, 1)
        self._order: list[int | None] = list(range(len(self.passages)))

    def changed(self, operation: Operation) -> str | None:
        """The text after ``operation``, or None if the notation has no way to it."""
        now = self._now
        where = {was: at for at, was in enumerate(self._order) if was is not None}
        wanted = _wanted(now, operation, where)
        for edits in _tries(self.text, now, operation, where):
            text = self.text
            for start, end, new in sorted(edits, reverse=True):
                text = text[:start] + new + text[end:]
            if read_manuscript(self.file, text, Report()) is None:
                continue
            if [p.shape for p in passages_in(self.file, text, 1)] == wanted:
                return text
        return None

    def make(self, operation: Operation) -> bool:
        """Change the text; False if there is no way to it, and nothing has changed."""
        text = self.changed(operation)
        if text is None:
            return False
        order = [was for was in self._order if was is None or not _is_note(self.passages[was])]
        match operation:
            case Remove(ats):
                order = [was for was in order if was not in ats]
            case Insert(at):
                order.insert(order.index(at) + 1, None)
            case Move(at, after):
                order.remove(at)
                order.insert(order.index(after) + 1, at)
        known = _by_label(list(enumerate(self.passages)))
        self._now = passages_in(self.file, text, 1)
        for passage in filter(_is_note, self._now):
            notes = known.get(passage.label)
            order.append(notes.pop(0) if notes else None)
        self._order = order
        self.text = text
        return True


def _wanted(
    now: Sequence[Passage], operation: Operation, where: dict[int, int]
) -> list[tuple[object, ...]]:
    """The shapes of the passages that there are to be; every call has its note."""
    passages = list(now)
    match operation:
        case Replace(at, start, end, glyphs):
            passage = passages[where[at]]
            new = replace(passage, glyphs=passage.glyphs[:start] + glyphs + passage.glyphs[end:])
            is_it = [p is passage or (_is_note(p) and p.shape == passage.shape) for p in now]
            passages = [new if one else p for p, one in zip(now, is_it, strict=True)]
        case Remove(ats):
            gone = {where[at] for at in ats}
            passages = [p for i, p in enumerate(passages) if i not in gone]
        case Insert(at, role, level, glyphs):
            new = replace(passages[where[at]], role=role, level=level, glyphs=glyphs, label="")
            passages.insert(where[at] + 1, new)
        case Move(at, after):
            moved, anchor = passages[where[at]], passages[where[after]]
            passages.remove(moved)
            passages.insert(passages.index(anchor) + 1, moved)
    body = [p for p in passages if not _is_note(p)]
    first: dict[str, tuple[int, list[Passage]]] = {}
    for note in filter(_is_note, passages):
        group, same = first.setdefault(note.label, (note.group, []))
        if note.group == group:
            same.append(note)
    calls = [g.text[2:-1] for p in body for g in p.glyphs if is_call(g)]
    notes = [note for label in calls for note in first.get(label, (0, []))[1]]
    return [passage.shape for passage in (*body, *notes)]


def _is_note(passage: Passage) -> bool:
    return passage.role is Role.NOTE


def _by_label(passages: Sequence[tuple[int, Passage]]) -> dict[str, list[int]]:
    """The places of notes, by their labels."""
    found: dict[str, list[int]] = {}
    for at, passage in passages:
        if _is_note(passage):
            found.setdefault(passage.label, []).append(at)
    return found


def _uncalled(now: Sequence[Passage], passage: Passage, start: int, end: int) -> set[str]:
    """The labels of notes that nothing calls when these glyphs are gone."""
    gone = {g.text[2:-1] for g in passage.glyphs[start:end] if is_call(g)}
    kept = [g for p in now if p is not passage for g in p.glyphs]
    kept += (*passage.glyphs[:start], *passage.glyphs[end:])
    return gone - {g.text[2:-1] for g in kept if is_call(g)}


def _tries(
    text: str, now: Sequence[Passage], operation: Operation, where: dict[int, int]
) -> Iterator[list[_Edit]]:
    match operation:
        case Replace(at, start, end, glyphs):
            passage = now[where[at]]
            notes = _uncalled(now, passage, start, end)
            labelled = [p for p in now if p.role is Role.NOTE and p.label in notes]
            also = [next(_without(text, *p.lines)) for p in labelled]
            for edits in _replaced(passage, start, end, glyphs):
                yield edits + also
        case Remove(ats):
            lines = [now[where[at]].lines for at in ats]
            first, last = min(a for a, _ in lines), max(b for _, b in lines)
            yield from ([edit] for edit in _without(text, first, last))
        case Insert(at, role, level, glyphs):
            passage = now[where[at]]
            end = _starts(text)[passage.lines[1]] - 1
            marks = {Role.HEADING: ["#" * level + " "], Role.ITEM: _markers(passage)}
            for mark, words in product(marks.get(role, [""]), _written(glyphs, role)):
                for gap, rest in _GAPS[role is Role.ITEM :]:
                    yield [(end, end, gap + mark + words + rest)]
        case Move(at, after):
            a, b = now[where[at]].lines
            starts = _starts(text)
            block = text[starts[a] : starts[b] - 1]
            end = starts[now[where[after]].lines[1]] - 1
            for cut, gap, rest in product(_without(text, a, b), ("\n\n", "\n"), ("", "\n")):
                if not cut[0] < end < cut[1]:
                    yield [cut, (end, end, gap + block + rest)]


def _replaced(
    passage: Passage, start: int, end: int, glyphs: Sequence[Glyph]
) -> Iterator[list[_Edit]]:
    kept = passage.glyphs
    if any(glyph.start < 0 for glyph in kept[start:end]):
        return
    words = list(_written(glyphs, passage.role))
    outer_start = [kept[start - 1].end] if start and kept[start - 1].start >= 0 else []
    outer_end = [kept[end].start] if end < len(kept) and kept[end].start >= 0 else []
    if start == end:
        for new, at in product(words, dict.fromkeys(outer_start + outer_end)):
            yield [(at, at, new)]
        return
    tight = kept[start].start, kept[end - 1].end
    own = dict.fromkeys((glyph.start, glyph.end) for glyph in kept[start:end])
    starts = dict.fromkeys([tight[0], *outer_start])
    ends = dict.fromkeys([tight[1], *outer_end])
    for new, first, last in product(words, starts, ends):
        if first <= last:
            yield [(first, last, new)]
    for new in words:
        (first, last), *rest = own
        yield [(first, last, new), *((a, b, "") for a, b in rest)]
        *most, (first, last) = own
        yield [*((a, b, "") for a, b in most), (first, last, new)]
    # What is to look otherwise stands in a longer run of one look, which is written anew.
    if [g.text for g in glyphs] == [g.text for g in kept[start:end]]:
        first, last = start, end
        while first and kept[first - 1].look == kept[start].look:
            first -= 1
        while last < len(kept) and kept[last].look == kept[end - 1].look:
            last += 1
        if (first, last) != (start, end):
            longer = (*kept[first:start], *glyphs, *kept[end:last])
            yield from _replaced(passage, first, last, longer)


def _written(glyphs: Sequence[Glyph], role: Role) -> Iterator[str]:
    """Ways to write ``glyphs``: as they are, escaped, with the notation of their looks."""
    plain = "".join(glyph.text for glyph in glyphs)
    spans = []
    for (look, call), group in groupby(glyphs, key=lambda g: (g.look, is_call(g))):
        spans.append(replace(look, text="".join(g.text for g in group), raw=call))
    bare = plain.strip(" \u3000\t")
    lead, tail = (plain.partition(bare)[::2]) if bare else ("", "")
    tries = [plain, plain.replace("\n", "<br>"), escape(plain), "\\" + plain]
    tries.append(_NUMBER.sub(r"\1\\\2", plain))
    tries.append(lead + write_spans(spans)[0] + tail)
    if role is Role.CELL:
        tries += [each.replace("|", "\\|") for each in tries]
    if role is Role.CAPTION:
        tries.append(plain.replace("\\", "\\\\").replace('"', '\\"'))
    yield from dict.fromkeys(tries)


def _markers(passage: Passage) -> list[str]:
    """How an item after ``passage`` may begin."""
    indent = "  " * (passage.level - 1)
    return [indent + mark for mark in ("- ", "* ", "+ ")]


def _without(text: str, first: int, last: int) -> Iterator[_Edit]:
    """The lines from ``first`` to ``last`` taken away, a blank one beside them with them."""
    starts = _starts(text)
    start, end = starts[first], starts[last]
    after = last < len(starts) - 1 and text[end : starts[last + 1]].strip() == ""
    before = first > 0 and text[starts[first - 1] : start].strip() == ""
    if before and after:  # where blank lines part blocks, one of the two goes
        whole = (start, starts[last + 1]) if end < len(text) else (starts[first - 1], end)
        yield whole[0], min(whole[1], len(text)), ""
    yield start, min(end, len(text)), ""
    if before or after:
        yield starts[first - before], min(starts[last + (after and not before)], len(text)), ""


def _starts(text: str) -> list[int]:
    """Where each line begins, and where one after the last would."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts
