"""What was exported, what came back, what the manuscripts say now → a list of changes.

Three states are compared. A change is certain where the manuscript still says what the reviewer
read; where it says otherwise by now there is a conflict, and where it says already what the
reviewer wants there is nothing to list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby

from spp_press.problems import Place
from spp_press.reviewing.aligning import DONE, aligned, carried, hunks_of, kept
from spp_press.reviewing.applying import Article, Insert, Move, Operation, Remove, Replace
from spp_press.reviewing.looks import all_seen, fitting, look_word, restyled, runs_of, seen
from spp_press.reviewing.matching import Match, matched
from spp_press.reviewing.passages import Passage, Role
from spp_press.reviewing.record import Record
from spp_press.reviewing.returned import Fate, Paragraph, Returned
from spp_press.reviewing.tracing import Glyph

_TELLING = 6  # characters that are hardly the same by chance
_NEAR = 8  # characters shown beside a change
_FIXED = (Role.PLAIN, Role.MASTHEAD, Role.SECTION)


class Kind(Enum):
    """What was done."""

    EDITED = "edited"
    RESTYLED = "restyled"
    DELETED = "deleted"
    ADDED = "added"
    MOVED = "moved"
    MARKED = "marked"
    COMMENT = "comment"


class State(Enum):
    """Whether it can be accepted."""

    CERTAIN = "certain"
    CONFLICT = "conflict"
    BY_HAND = "by-hand"
    TOLD = "told"


class Why(Enum):
    """Why a change has to be made by hand."""

    SETTINGS = "settings"
    PRINTED = "printed"
    DATA = "data"
    TABLE = "table"
    NOTATION = "notation"
    STRUCK = "struck"
    OUTSIDE = "outside"
    ELSEWHERE = "elsewhere"
    HALF = "half"
    UNTRACKED = "untracked"


@dataclass(frozen=True)
class Change:
    """One change: where it stands now, what it was and is to be, who made it (nobody tracked: "").

    ``before`` and ``after`` are the words beside it; of a comment, ``old`` is what it is about and
    ``new`` what it says; ``look`` is what a restyled one is to be. ``operation`` makes it; ``why``
    is why it has to be made by hand.
    """

    kind: Kind
    state: State
    place: Place
    old: str
    new: str
    author: str
    before: str = ""
    after: str = ""
    look: str = ""
    operation: Operation | None = None
    why: Why | None = None


def by_hand(change: Change, why: Why) -> Change:
    """``change``, to be made by hand."""
    return replace(change, state=State.BY_HAND, operation=None, why=why)


def changes_of(record: Record, returned: Returned, articles: Mapping[str, Article]) -> list[Change]:
    """The changes, in the order of the exported issue; ``articles`` are its manuscripts by file."""
    return _Comparer(record, returned, articles).changes()


class _Comparer:
    def __init__(self, record: Record, returned: Returned, articles: Mapping[str, Article]) -> None:
        self._base = record.passages
        self._returned = returned
        self._articles = articles
        self._match: Match = matched(record.passages, returned)
        self._now = aligned(
            record.passages,
            articles,
            {at: _text(self._match.glyphs(p)) for at, p in self._match.paragraphs.items()},
        )
        self._found: list[tuple[int, Change]] = []

    def changes(self) -> list[Change]:
        for at, paragraph in self._match.paragraphs.items():
            self._compare(at, paragraph)
        self._deletions()
        self._additions()
        self._moves()
        self._comments()
        found = sorted(self._found, key=lambda item: item[0])
        return _together([change for _, change in found])

    def _note(self, at: int, change: Change) -> None:
        """Keep a change; a certain one is certain only if it can be made."""
        operation = change.operation
        if change.state is State.CERTAIN:
            article = self._articles.get(change.place.file)
            if article is None or operation is None or article.changed(operation) is None:
                within = change.kind in (Kind.EDITED, Kind.RESTYLED)
                row = self._base[at].role is Role.CELL and not within
                change = by_hand(change, Why.TABLE if row else Why.NOTATION)
        self._found.append((at, change))

    def _compare(self, at: int, paragraph: Paragraph) -> None:
        """What was edited or restyled within a passage."""
        base = self._base[at]
        if base.role is Role.PICTURE:
            return
        self._marks(at, paragraph)
        theirs = self._match.glyphs(paragraph)
        if at in self._now and base.role not in _FIXED:
            now = self._articles[base.place.file].passages[self._now[at]].glyphs
            if all_seen(now, base.role) == all_seen(theirs, base.role):
                return
        pairs = kept(base.glyphs, paragraph, theirs)
        for hunk in hunks_of(pairs, len(base.glyphs), len(theirs)):
            old = base.glyphs[slice(*hunk.old)]
            new = theirs[slice(*hunk.new)]
            edge = hunk.old[1] == len(base.glyphs) or hunk.old[0] == 0
            blank = edge and not _text(old) and _text(new).isspace()
            if blank or _text(old) == _text(new):  # deleted, and typed again
                continue
            author = _authors(paragraph, hunk.new, len(theirs))
            self._edit(at, Kind.EDITED, hunk.old, [fitting(g, base.role) for g in new], author)
        standing = paragraph.standing
        otherwise = [
            (b, restyled(base.glyphs[b], theirs[f], base.role), standing[f].author)
            for b, f in pairs
            if seen(base.glyphs[b], base.role) != seen(theirs[f], base.role)
        ]
        for run in runs_of(otherwise, base.glyphs):
            first, last = run[0][0], run[-1][0] + 1
            author = next((author for _, _, author in run if author), "")
            self._edit(at, Kind.RESTYLED, (first, last), [new for _, new, _ in run], author)

    def _marks(self, at: int, paragraph: Paragraph) -> None:
        """What is struck out or highlighted: a wish, and nobody knows for certain which."""
        base = self._base[at]
        place = base.place
        if at in self._now and base.role not in _FIXED:
            place = self._articles[place.file].passages[self._now[at]].place
        for mark, group in groupby(paragraph.standing, key=lambda piece: piece.mark):
            pieces = list(group)
            words = "".join(piece.text for piece in pieces)
            if mark and words.strip():
                author = next((piece.author for piece in pieces if piece.author), "")
                change = Change(Kind.MARKED, State.TOLD, place, words, "", author, look=mark)
                struck = mark == "struck"
                self._note(at, by_hand(change, Why.STRUCK) if struck else change)

    def _edit(
        self, at: int, kind: Kind, span: tuple[int, int], new: Sequence[Glyph], author: str
    ) -> None:
        base = self._base[at]
        start, end = span
        change = Change(
            kind,
            State.CERTAIN,
            base.place,
            _text(base.glyphs[start:end]),
            _text(new),
            author,
            _text(base.glyphs[max(0, start - _NEAR) : start]),
            _text(base.glyphs[end : end + _NEAR]),
            look_word(base.glyphs[start].look, new[0].look) if kind is Kind.RESTYLED else "",
        )
        if base.role in _FIXED:
            self._note(at, by_hand(change, _why_fixed(base)))
            return
        now = self._now.get(at)
        if now is None:
            self._note(at, replace(change, state=State.CONFLICT))
            return
        article = self._articles[base.place.file]
        passage = article.passages[now]
        found = carried(base.glyphs, passage.glyphs, start, end, new)
        if found is DONE:
            return
        if found is None:
            self._note(at, replace(change, state=State.CONFLICT, place=passage.place))
            return
        first, last = found
        operation = Replace(now, first, last, tuple(new))
        at_glyph = passage.glyphs[min(first, len(passage.glyphs) - 1)] if passage.glyphs else None
        line = passage.place.line
        if at_glyph and at_glyph.start >= 0:
            line = article.text.count("\n", 0, at_glyph.start) + 1
        place = Place(passage.place.file, line)
        self._note(at, replace(change, place=place, operation=operation))

    def _deletions(self) -> None:
        """Passages of which nothing is left; the cells of a row go together."""
        for _, group in groupby(self._match.gone, key=self._block_of):
            ats = list(group)
            base = self._base[ats[0]]
            if base.role is Role.NOTE and self._uncalled(base.label):
                continue
            words = " | ".join(self._base[at].text for at in ats)
            author = next(
                (self._match.removers[at] for at in ats if at in self._match.removers), ""
            )
            change = Change(Kind.DELETED, State.CERTAIN, base.place, words, "", author)
            if base.role in _FIXED:
                self._note(ats[0], by_hand(change, _why_fixed(base)))
                continue
            there = [self._now[at] for at in ats if at in self._now]
            if not there:
                if self._is_rewritten(ats[0]):
                    self._note(ats[0], replace(change, state=State.CONFLICT))
                continue
            passages = self._articles[base.place.file].passages
            place = passages[there[0]].place
            same = len(there) == len(ats) and all(
                passages[now].text == self._base[at].text
                for at, now in zip(ats, there, strict=True)
            )
            state = State.CERTAIN if same else State.CONFLICT
            operation = Remove(tuple(there)) if same else None
            self._note(ats[0], replace(change, state=state, place=place, operation=operation))

    def _block_of(self, at: int) -> tuple[object, ...]:
        """What goes with a passage: the lines in the manuscript that are all of these' own."""
        base = self._base[at]
        if at in self._now:
            passage = self._articles[base.place.file].passages[self._now[at]]
            return base.place.file, passage.lines
        return base.place.file, base.key

    def _is_rewritten(self, at: int) -> bool:
        """Whether the manuscript says something else by now where a passage was."""
        file = self._base[at].place.file
        if file not in self._articles:
            return True
        same = [i for i in self._now if self._base[i].place.file == file]
        before = max((self._now[i] for i in same if i < at), default=-1)
        end = len(self._articles[file].passages)
        return min((self._now[i] for i in same if i > at), default=end) > before + 1

    def _uncalled(self, label: str) -> bool:
        """Whether the call of a note was deleted, which takes the note with it."""
        call = f"[^{label}]"
        return not any(
            glyph.text == call
            for paragraph in self._match.paragraphs.values()
            for glyph in self._match.glyphs(paragraph)
        )

    def _additions(self) -> None:
        """Paragraphs that are new, each after the passage before it."""
        for after, paragraph in self._match.added:
            glyphs = tuple(_trimmed(self._match.glyphs(paragraph)))
            words = _text(glyphs)
            author = _author_of(paragraph)
            base = self._base[after]
            change = Change(
                Kind.ADDED, State.CERTAIN, base.place, "", words, author, base.text[-_NEAR:]
            )
            article = self._articles.get(base.place.file)
            now = self._now.get(after)
            if article is None:
                self._note(after, by_hand(change, Why.OUTSIDE))
                continue
            known = set(self._now.values())
            if any(p.text == words for i, p in enumerate(article.passages) if i not in known):
                continue
            if now is None:
                self._note(after, replace(change, state=State.CONFLICT))
                continue
            passage = article.passages[now]
            role, level = _role(paragraph, passage)
            if role in (Role.PARAGRAPH, Role.ITEM) and passage.cell is None:
                now = _last_of(article.passages, now)
            operation = Insert(now, role, level, tuple(fitting(g, role) for g in glyphs))
            self._note(after, replace(change, place=passage.place, operation=operation))

    def _moves(self) -> None:
        """Passages that stand elsewhere than they did, the fewest that explain the order."""
        for at, after in self._match.moved:
            base, anchor = self._base[at], self._base[after]
            author = self._match.removers.get(at, "")
            change = Change(
                Kind.MOVED, State.CERTAIN, base.place, base.text, "", author, anchor.text[:20]
            )
            now, then = self._now.get(at), self._now.get(after)
            if now is None or then is None or base.place.file != anchor.place.file:
                known = now is not None and then is not None
                conflict = replace(change, state=State.CONFLICT)
                self._note(at, by_hand(change, Why.ELSEWHERE) if known else conflict)
                continue
            if now == then + 1:
                continue
            place = self._articles[base.place.file].passages[now].place
            self._note(at, replace(change, place=place, operation=Move(now, then)))

    def _comments(self) -> None:
        keys = {passage.key: at for at, passage in enumerate(self._base)}
        for comment in self._returned.comments:
            at = keys.get(comment.key, 0)
            place = self._base[at].place
            if at in self._now:
                place = self._articles[place.file].passages[self._now[at]].place
            about = comment.about or self._base[at].text[: 2 * _NEAR]
            self._found.append(
                (at, Change(Kind.COMMENT, State.TOLD, place, about, comment.text, comment.author))
            )


def _together(changes: list[Change]) -> list[Change]:
    """Words that only went elsewhere: if they cannot arrive, they do not leave either."""
    arriving = [c.new for c in changes if c.kind is Kind.ADDED and c.state is not State.CERTAIN]
    leaving = [c.old for c in changes if c.kind is not Kind.ADDED and c.state is not State.CERTAIN]

    def _stays(change: Change) -> bool:
        if change.state is not State.CERTAIN:
            return False
        mine, theirs = (
            (change.new, leaving) if change.kind is Kind.ADDED else (change.old, arriving)
        )
        return len(mine) >= _TELLING and any(
            len(other) >= _TELLING and (mine in other or other in mine) for other in theirs
        )

    return [by_hand(c, Why.HALF) if _stays(c) else c for c in changes]


def _why_fixed(base: Passage) -> Why:
    """Why a passage that stands in no manuscript is not changed."""
    if base.place.file.lower().endswith(".csv"):
        return Why.DATA
    return Why.PRINTED if base.role is Role.PLAIN else Why.SETTINGS


def _role(paragraph: Paragraph, before: Passage) -> tuple[Role, int]:
    """What a new paragraph is, by its style in Word."""
    if paragraph.level > 2:
        return Role.HEADING, paragraph.level - 1
    if paragraph.listed and before.role is Role.ITEM:
        return Role.ITEM, before.level
    return Role.PARAGRAPH, 0


def _last_of(passages: Sequence[Passage], at: int) -> int:
    """The last passage of those that share their lines with the one at ``at``."""
    lines = passages[at].lines
    while at + 1 < len(passages) and passages[at + 1].lines == lines:
        at += 1
    return at


def _authors(paragraph: Paragraph, span: tuple[int, int], count: int) -> str:
    """Who tracked what lies in ``span`` of the standing pieces, or was deleted there."""
    names: dict[str, None] = {}
    at = 0
    for piece in paragraph.pieces:
        if piece.fate is Fate.DELETED:
            if span[0] <= at <= span[1]:
                names[piece.author] = None
            continue
        if span[0] <= at < span[1] and piece.fate is Fate.INSERTED:
            names[piece.author] = None
        at += 1
    if not names and span[1] == count:
        names[paragraph.begun or paragraph.joined] = None
    return "、".join(name for name in names if name)


def _author_of(paragraph: Paragraph) -> str:
    names = {p.author: None for p in paragraph.standing if p.fate is Fate.INSERTED}
    return "、".join(name for name in names if name) or paragraph.begun


def _trimmed(glyphs: Sequence[Glyph]) -> list[Glyph]:
    inked = [i for i, glyph in enumerate(glyphs) if glyph.text.strip()]
    return list(glyphs[inked[0] : inked[-1] + 1]) if inked else []


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)
