"""A bulletin of its own for each test, and an import into it in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from spp_press.importing import Draft, Order, make_draft
from spp_press.issue import Issue, read_issue
from spp_press.manuscript.vetting import drawn
from spp_press.problems import Report
from spp_press.starting import write_issue
from tests.conftest import ROOT

BODY = "这是正文，写得长一些，好让程序看出它不是标题，而是一段实实在在的、有头有尾的文字。"


@dataclass(frozen=True)
class Imported:
    """An import: its draft, and the issue that it became, read as the press reads it."""

    draft: Draft
    issue: Issue

    @property
    def keys(self) -> set[str]:
        """What was noted."""
        return {problem.key for problem in self.draft.problems}

    @property
    def titles(self) -> list[str]:
        """The articles' titles."""
        return [article.title for article in self.issue.articles]

    @property
    def sections(self) -> list[tuple[str, list[str]]]:
        """The sections, with the titles of their articles."""
        return [(s.title, [a.title for a in s.articles]) for s in self.issue.sections]

    def text(self, at: int = 0) -> str:
        """What an article draws, without spaces."""
        return "".join(drawn(self.issue.articles[at].manuscript.body).split())

    def source(self, at: int = 0) -> str:
        """An article's manuscript."""
        return self.draft.files[self.issue.articles[at].file].decode()

    def aside(self, kind: str) -> str:
        """What stands in no article."""
        return "\n".join(aside.text for aside in self.draft.asides if aside.kind == kind)

    def values(self, key: str) -> list[dict[str, str]]:
        """The values of what was noted as ``key``."""
        return [dict(p.values) for p in self.draft.problems if p.key == key]


Import = Callable[..., Imported]


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    """A bulletin without any issue."""
    root = tmp_path / "bulletin"
    (root / "issues").mkdir(parents=True)
    shutil.copy(ROOT / "issues" / "bulletin.toml", root / "issues")
    return root


@pytest.fixture
def take(tmp_path: Path, bulletin: Path) -> Import:
    """Imports files, by name; a name with a folder in it makes the whole a folder."""

    def imported(files: Mapping[str, bytes | str], issue: str | None = None) -> Imported:
        folder = tmp_path / "来稿"
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        source = folder / next(iter(files)) if len(files) == 1 else folder
        draft = make_draft(Order((source,), bulletin, 2022, issue), lambda stage: None)
        place = bulletin / "issues" / draft.number.identifier
        settings = {"issue.toml": draft.settings.encode()}
        write_issue(place, {**settings, **draft.files}, Report())
        return Imported(draft, read_issue(place, bulletin, Report()))

    return imported
