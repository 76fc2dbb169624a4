"""An issue's findings, each a warning at its line."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from spp_press.copyediting import figures, marks
from spp_press.copyediting.addresses import mailing_sites, tracking_keys
from spp_press.copyediting.figures import mixed_units
from spp_press.copyediting.findings import Finding
from spp_press.copyediting.marks import lone_halves
from spp_press.copyediting.names import (
    names_in,
    nearly_alike,
    parts_of,
    read_terms,
    rejected_terms,
    self_names,
)
from spp_press.copyediting.prose import OBJECT, Prose, plain_prose, read_prose
from spp_press.folders import BULLETIN
from spp_press.issue import Issue
from spp_press.problems import Place, Problem, Report, Severity
from spp_press.reading import Folder, shown

TERMS = "terms.txt"
RULES = (*marks.RULES, *figures.RULES, mailing_sites)
_AROUND = 6  # characters shown on either side
_ENOUGH = 50  # warnings of one kind about one file


def proof_manuscript(issue: Issue, root: Path) -> tuple[Problem, ...]:
    """What an editor would mark in an issue's manuscripts and settings, in reading order.

    What all issues share is no matter of this one: notices.
    """
    report = Report()
    folder, shared = Folder(issue.folder), Folder(root / "issues", "issues/")
    terms = (shared.text(TERMS, Report()) or "") if TERMS in shared.names() else ""
    texts: list[_Text] = []
    files = [article.file for article in issue.articles]
    for text, place in issue.text:
        if place.file.endswith((".toml", ".csv")):
            texts.append(_Text(place.file, [plain_prose(text)], place.line))
    for file in files:
        source = folder.text(file, Report())
        if source is not None:
            texts.append(_Text.read(file, source))
    for each in texts:
        report.extend(map(_shared, each.problems()) if each.file == BULLETIN else each.problems())
    report.extend(_titles(issue))
    report.extend(_addresses(issue))
    report.extend(_names(issue, texts, read_terms(terms)))
    if issue.circulation.permit:
        report.extend(_self_names(texts))
    return tuple(report)


def proof_text(file: str, source: str) -> tuple[Problem, ...]:
    """What an editor would mark in one manuscript by itself; ``file`` is its name in messages."""
    report = Report()
    report.extend(_Text.read(file, source).problems())
    return tuple(report)


class _Text:
    """The prose of a file, or of its line ``line``."""

    def __init__(self, file: str, proses: Sequence[Prose], line: int | None = None) -> None:
        self.file = file
        self.proses = proses
        self._line = line
        self._ends: list[int] = []

    @classmethod
    def read(cls, file: str, source: str) -> _Text:
        """A manuscript's."""
        text = cls(file, read_prose(source))
        text._ends = [i for i, char in enumerate(source) if char == "\n"]
        return text

    def place(self, prose: Prose, index: int) -> Place:
        """Where a character of a prose stands."""
        if self._line is not None:
            return Place(self.file, self._line)
        return Place(self.file, bisect_left(self._ends, prose.offsets[index]) + 1)

    def problems(self) -> Iterator[Problem]:
        """The findings of all rules, from the top of the file; of each kind not without end."""
        found = [(p, f) for p in self.proses for rule in RULES for f in rule(p)]
        found += [*lone_halves(self.proses), *mixed_units(self.proses)]
        found.sort(key=lambda pair: (pair[0].offsets[pair[1].start], pair[1].key))
        met = Counter[str]()
        for prose, finding in found:
            met[finding.key] += 1
            if met[finding.key] <= _ENOUGH:
                yield self.problem(prose, finding)
        for key, count in met.items():
            if count > _ENOUGH:
                values = (("count", str(count - _ENOUGH)), ("like", key))
                yield _warning("copy-more", Place(self.file), values)

    def problem(self, prose: Prose, finding: Finding) -> Problem:
        """A finding with its place and the words around it."""
        near = (("near", _near(prose.text, finding.start, finding.end)),)
        return _warning(finding.key, self.place(prose, finding.start), near + finding.values)


def _shared(problem: Problem) -> Problem:
    return problem._replace(severity=Severity.NOTICE)


def _warning(key: str, place: Place | None, values: tuple[tuple[str, str], ...]) -> Problem:
    return Problem(key, place, Severity.WARNING, values)


def _near(text: str, start: int, end: int) -> str:
    near = text[max(start - _AROUND, 0) : end + _AROUND]
    return shown(near.replace(OBJECT, "□").strip())


def _titles(issue: Issue) -> Iterator[Problem]:
    """A title that the contents list says otherwise."""
    places = {text: place for text, place in issue.text if place.file.endswith(".toml")}
    for article in issue.articles:
        if article.contents and article.contents != article.title:
            values = (("contents", shown(article.contents)), ("title", shown(article.title)))
            yield _warning("copy-title-differs", places.get(article.contents), values)


def _addresses(issue: Issue) -> Iterator[Problem]:
    """Links that tell who clicked, and where a reader came from."""
    for article in issue.articles:
        for address, place in article.manuscript.links:
            if keys := tracking_keys(address):
                yield _warning("copy-address", place, (("keys", shown(", ".join(keys))),))


def _self_names(texts: Sequence[_Text]) -> Iterator[Problem]:
    """本刊 and 本报, in what is printed by a permit."""
    for text in texts:
        for prose in text.proses:
            for at, form in self_names(prose.text):
                values = (("form", form),)
                yield text.problem(prose, Finding("copy-self-name", at, at + len(form), (), values))


def _names(issue: Issue, texts: Sequence[_Text], terms: Mapping[str, str]) -> Iterator[Problem]:
    """Terms that the bulletin's list rejects, and names that are nearly alike."""
    names: list[tuple[str, Place]] = []
    for article in issue.articles:
        names += ((name, article.manuscript.place) for _, name in parts_of(article.title))
    for text in texts:
        for prose in text.proses:
            for at, form in rejected_terms(prose.text, terms):
                values = (("form", shown(form)), ("right", shown(terms[form])))
                yield _warning("copy-term", text.place(prose, at), values)
            names += ((name, text.place(prose, at)) for at, name in names_in(prose.text))
    first: dict[str, Place] = {}
    for name, place in names:
        first.setdefault(name, place)
    for name, other in nearly_alike(name for name, _ in names if name not in terms).items():
        pair = (("name", shown(name)), ("other", shown(other)), ("at", str(first[other])))
        yield _warning("copy-names", first[name], pair)
