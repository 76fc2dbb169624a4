"""A Word file that comes back, and the issue that it is of → what was changed, what is accepted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from pathlib import Path

from spp_press.importing.package import FILE_CAP, Package
from spp_press.issue import Issue, read_issue
from spp_press.numbering import parse_identifier
from spp_press.problems import InputError, Place, Problem, Report
from spp_press.reading import Folder, decode, shown, visible
from spp_press.reviewing.aligning import paired
from spp_press.reviewing.applying import Article, Insert, Remove, Replace
from spp_press.reviewing.changes import Change, State, Why, by_hand, changes_of
from spp_press.reviewing.passages import passages_of, source_of
from spp_press.reviewing.record import Record, read_record
from spp_press.reviewing.returned import read_returned
from spp_press.worker import Progress

_LINES = re.compile(r"(?<=\n)")


@dataclass(frozen=True)
class Order:
    """The Word file ``file``, the bulletin's folder, and the issue's, if it is not as recorded."""

    file: Path
    root: Path
    folder: Path | None = None


@dataclass(frozen=True)
class Review:
    """What a file says of the issue in ``folder``; ``problems`` are about the file itself."""

    folder: Path
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Rewritten:
    """A manuscript before and after; ``file`` is its name in the issue's folder."""

    file: str
    before: bytes
    after: bytes


@dataclass(frozen=True)
class Accepted:
    """What accepting changes comes to; ``failed`` are those that stand in each other's way."""

    files: tuple[Rewritten, ...]
    failed: tuple[Change, ...]


def are_reviews(files: Sequence[Path], tell: Progress) -> tuple[bool, ...]:
    """Which of ``files`` are Word files that were exported for review."""
    tell("read")
    return tuple(map(_is_review, files))


def read_review(order: Order, tell: Progress) -> Review:
    """What was changed in a Word file. Raises InputError if it or the issue cannot be read."""
    tell("read")
    package = _package(order.file)
    report = Report()
    package.note_foreign(report)
    record = read_record(package)
    folder = order.folder
    if folder is None:
        if record is None or parse_identifier(record.issue) is None:
            raise InputError([Problem("review-record", Place(package.file))])
        folder = order.root / "issues" / record.issue
    issue = read_issue(folder, order.root, Report())
    tell("compare")
    known = record or Record(issue.identifier, "", tuple(passages_of(issue)))
    changes = changes_of(known, read_returned(package), _articles(issue))
    if record is None:
        report.warning("review-record-lost", Place(package.file))
        changes = list(map(_doubted, changes))
    return Review(folder, tuple(changes), tuple(report))


def accept(review: Review, root: Path, chosen: Sequence[Change], tell: Progress) -> Accepted:
    """The manuscripts with the ``chosen`` changes of a review made, and every other byte kept."""
    tell("read")
    issue = read_issue(review.folder, root, Report())
    articles = _articles(issue)
    failed = [
        change
        for change in sorted(reversed(chosen), key=_turn)
        if change.operation is None
        or change.place.file not in articles
        or not articles[change.place.file].make(change.operation)
    ]
    rewritten = []
    for file, article in articles.items():
        name, before = source_of(issue, file)
        after = respelled(before, file, article.text)
        if after != before:
            rewritten.append(Rewritten(name, before, after))
    return Accepted(tuple(rewritten), tuple(failed))


def respelled(data: bytes, file: str, text: str) -> bytes:
    """The bytes of a manuscript that is to say ``text``, as ``data`` spells what it says already.

    Its encoding, its byte order mark, its line ends and what draws nothing stay where they are.
    Raises InputError where its encoding does not give the same bytes twice.
    """
    seen = decode(data, file, Report()) or ""
    if text == seen:
        return data
    codec = "utf-8"
    try:
        raw = data.decode(codec)
    except UnicodeDecodeError:
        codec = "gb18030"
        raw = data.decode(codec)
    if raw.encode(codec) != data:
        raise InputError([Problem("review-encoding", Place(file))])
    spelled = _spelled(raw)
    end = "\r\n" if "\r\n" in raw else "\r" if "\r" in raw else "\n"
    old, new = _LINES.split(seen), _LINES.split(text)
    starts = [0, *accumulate(map(len, old))]
    parts: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts += spelled[starts[a] : starts[b]]
            continue
        written = "".join(new[c:d])
        kept = {f: starts[a] + o for o, f in paired("".join(old[a:b]), written)}
        for i, character in enumerate(written):
            plain = end if character == "\n" else character
            parts.append(spelled[kept[i]] if i in kept else plain)
    return "".join(parts).encode(codec)


def _spelled(raw: str) -> list[str]:
    """How each character of the text is spelled, with what draws nothing after it."""
    pieces: list[str] = []
    lead = ""
    at = 0
    while at < len(raw):
        piece = "\r\n" if raw.startswith("\r\n", at) else raw[at]
        at += len(piece)
        if visible(piece):
            pieces.append(lead + piece)
            lead = ""
        elif pieces:
            pieces[-1] += piece
        else:
            lead += piece
    return pieces


def _turn(change: Change) -> tuple[int, int, int]:
    """In which turn a change is made: what comes later in a manuscript first.

    What is new comes before what goes, so that a note is always called from somewhere.
    """
    match change.operation:
        case Insert(at):
            return 0, -at, 0
        case Replace(at, start):
            return 1, -at, -start
        case Remove(ats):
            return 2, -ats[0], 0
        case _:
            return 3, 0, 0


def _is_review(file: Path) -> bool:
    if file.suffix.lower() != ".docx" or not file.is_file():
        return False
    try:
        package = _package(file)
        return read_record(package) is not None or b'"_spp01_1_1"' in package.read(package.main)
    except InputError:
        return False


def _package(file: Path) -> Package:
    return Package(shown(file.name), Folder(file.parent).read(file.name, FILE_CAP))


def _doubted(change: Change) -> Change:
    """A change that nobody tracked may be the manuscript's own, made since."""
    if change.author or change.state is not State.CERTAIN:
        return change
    return by_hand(change, Why.UNTRACKED)


def _articles(issue: Issue) -> dict[str, Article]:
    texts = {a.file: decode(source_of(issue, a.file)[1], a.file, Report()) for a in issue.articles}
    return {file: Article(file, text) for file, text in texts.items() if text is not None}
