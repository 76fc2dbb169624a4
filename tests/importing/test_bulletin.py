"""The bulletin's own text, as it was recovered, becomes the issue that an editor made of it."""

from __future__ import annotations

import re
from pathlib import Path

from spp_press.founding import Founding, found_bulletin
from spp_press.importing import Order, make_draft
from spp_press.importing.record import fated
from spp_press.issue import Issue
from spp_press.numbering import Number
from spp_press.problems import Report
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


def test_an_issue_begun_and_not_touched_is_taken_over(tmp_path: Path) -> None:
    root = tmp_path / "简报"
    found_bulletin(root, Founding("简报", "某中心", Number(2024, 3, 3, 20), "王璟"), Report())
    source = tmp_path / "来稿.md"
    source.write_text("# 标题\n\n正文一段，说一件事。\n", encoding="utf-8")
    for issue in (None, "2024-3"):
        draft = make_draft(Order((source,), root, 2026, issue), lambda stage: None)
        assert (draft.number, draft.editor) == (Number(2024, 3, 3, 20), "王璟")
        assert next(fated(draft, "zh")) == "来稿.md  已读入 → articles/01.md"
        assert "import-number-begun" in [p.key for p in draft.problems]
    (root / "issues" / "2024-3" / "articles" / "01-sample.md").write_text("# 改过\n\n文\n")
    draft = make_draft(Order((source,), root, 2026), lambda stage: None)
    assert draft.number.identifier == "2024-4"
