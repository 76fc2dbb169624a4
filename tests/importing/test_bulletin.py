"""The bulletin's own text, as it was recovered, becomes the issue that an editor made of it."""

from __future__ import annotations

import re
from pathlib import Path

from spp_press.issue import Issue
from tests.importing.conftest import Import

RECOVERED = Path(__file__).parent / "fixtures" / "2021-1.md"  # with another subscriber's id


def bodies(issue: Issue) -> list[str]:
    """The articles' HTML, without figures and without the lines that it came from."""
    found = []
    for article in issue.articles:
        body = re.sub(r"<figure.*?</figure>", "", article.manuscript.body)
        found.append(re.sub(r' data-source="[^"]*"', "", body))
    return found


def test_the_recovered_text_is_the_same_issue(take: Import, issue: Issue) -> None:
    imported = take({"全文.md": RECOVERED.read_bytes()}).issue
    assert imported.number == issue.number
    assert imported.editor == issue.editor
    assert [s.title for s in imported.sections] == [s.title for s in issue.sections]
    for ours, theirs in zip(imported.articles, issue.articles, strict=True):
        assert ours.title == theirs.title
        assert ours.contents == theirs.contents
        assert ours.form == theirs.form
    assert bodies(imported) == bodies(issue)


def test_what_was_done_to_it_is_named(take: Import) -> None:
    found = take({"全文.md": RECOVERED.read_bytes()})
    assert {"import-healed", "import-tracker", "import-partner", "import-stray"} <= found.keys
    assert {"import-briefs", "import-contents-marks", "copy-half-width"} <= found.keys
    assert len(found.values("import-contents-marks")) == 5
    assert "import-lost" not in found.keys
    assert not found.draft.asides  # all of its front and its colophon is in bulletin.toml


def test_no_subscriber_is_kept(take: Import) -> None:
    found = take({"全文.md": RECOVERED.read_bytes()})
    said = b"".join(found.draft.files.values()).decode() + repr(found.draft.problems)
    assert "9876543210" not in said
