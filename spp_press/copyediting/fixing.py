"""Corrects in a manuscript what is certain, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

from spp_press.copyediting.findings import Edit
from spp_press.copyediting.proof import RULES
from spp_press.copyediting.prose import Prose, read_prose
from spp_press.issue import Issue
from spp_press.reading import TEXT_CAP, Folder


@dataclass(frozen=True)
class Fixed:
    """A manuscript of an issue before and after: ``file`` is its name in the issue's folder."""

    file: str
    before: str
    after: str

    def difference(self) -> str:
        """The two as a unified diff."""
        before, after = (text.splitlines(keepends=True) for text in (self.before, self.after))
        return "".join(unified_diff(before, after, self.file, self.file))


def fix(text: str) -> str:
    """A manuscript with its certain slips corrected.

    Certain is what a rule gives an edit for. A quotation's words, a name in 《》, code, addresses
    and the names of pictures stay as they are.
    """
    while edits := {edit for prose in read_prose(text) for edit in _edits(prose)}:
        for start, end, replacement in sorted(edits, reverse=True):
            text = text[:start] + replacement + text[end:]
    return text  # one correction may make another certain; each takes a slip away


def fix_manuscripts(issue: Issue) -> tuple[Fixed, ...]:
    """The manuscripts that :func:`fix` changes. A file that is not UTF-8 stays as it is."""
    folder = Folder(issue.folder)
    fixed = []
    for article in issue.articles:
        if not (issue.folder / article.file).is_file():  # its name is in another Unicode form
            continue
        try:
            before = folder.read(article.file, TEXT_CAP).decode()
        except UnicodeDecodeError:
            continue
        after = fix(before)
        if after != before:
            fixed.append(Fixed(article.file, before, after))
    return tuple(fixed)


def _edits(prose: Prose) -> Iterator[tuple[int, int, str]]:
    taken: set[int] = set()
    for rule in RULES:
        for finding in rule(prose):
            touched = {i for edit in finding.edits for i in range(edit.start, edit.end)}
            if touched & taken or touched & prose.quoted:
                continue
            placed = [_placed(prose, edit) for edit in finding.edits]
            if all(placed):
                taken |= touched
                yield from (edit for edit in placed if edit)


def _placed(prose: Prose, edit: Edit) -> tuple[int, int, str] | None:
    span = prose.spans(edit.start, edit.end)
    return None if span is None else (*span, edit.text)
