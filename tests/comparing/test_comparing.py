"""A change is told for what it is: text, flow, place, colour; nothing is told of none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from spp_press.comparing import Change, compare_pdfs
from spp_press.comparing.revisions import unpack_revision
from spp_press.comparing.showing import changed, draw_triptych, png, write_html
from spp_press.problems import InputError
from tests.conftest import spp_press
from tests.engine.setting import set_html

TEXT = "河漫滩是河流自己的空地，水大时归水，水小时归草和鸟。" * 6
BEFORE = f"<p>{TEXT}</p><p>第二段，说别的事。</p>"


def change(now: str, css: str = "") -> tuple[Change, tuple[str, ...]]:
    [verdict] = compare_pdfs(set_html(BEFORE), set_html(now, css)).verdicts
    return verdict.change, verdict.words


def test_the_same_is_the_same() -> None:
    assert change(BEFORE) == (Change.SAME, ())


def test_other_words_are_a_change_of_the_text() -> None:
    kind, words = change(BEFORE.replace("别的事", "一件事"))
    assert kind is Change.TEXT
    assert words == ("−说别的事。", "+说一件事。")


def test_other_lines_are_a_reflow_and_no_change_of_the_text() -> None:
    assert change(BEFORE, "p { margin-right: 20pt }") == (Change.REFLOW, ())


def test_what_stands_elsewhere_has_moved_by_so_much() -> None:
    now = set_html(BEFORE, "p + p { margin-top: 14.17pt }")
    [verdict] = compare_pdfs(set_html(BEFORE), now).verdicts
    assert verdict.change is Change.MOVED
    assert verdict.count == 1
    assert verdict.distance == pytest.approx(5, abs=0.02)


def test_another_colour_is_neither() -> None:
    assert change(BEFORE, "p + p { color: #006c6a }") == (Change.COLOUR, ())


def test_text_that_went_to_the_next_page_is_not_new() -> None:
    page = "<p style='break-before: page'>{}</p>"
    first, last = "第一页的话。", "最后一页的话。"
    before = set_html("".join(page.format(t) for t in (first, TEXT, last)))
    now = set_html("".join(page.format(t) for t in (first, "插入的一页。", TEXT, last)))
    verdicts = compare_pdfs(before, now).verdicts
    kinds = [(v.before, v.now, v.change) for v in verdicts]
    assert kinds == [
        (1, 1, Change.SAME),
        (None, 2, Change.ADDED),
        (2, 3, Change.SAME),
        (3, 4, Change.SAME),
    ]
    assert [v.change for v in compare_pdfs(now, before).verdicts].count(Change.REMOVED) == 1


def test_a_comparison_is_one_page_that_needs_nothing_else() -> None:
    comparison = compare_pdfs(set_html(BEFORE), set_html(BEFORE, "p + p { color: #006c6a }"))
    [verdict] = changed(comparison)
    images = draw_triptych(verdict, comparison)
    captions = {"before": "原来", "after": "现在", "overlay": "叠合"}
    html = write_html("比<较", captions, {verdict: "第 1 页"}, {verdict: images})
    assert html.count('src="data:image/jpeg;base64,') == 3
    assert "比&lt;较" in html and "http" not in html
    assert png(images).startswith(b"\x89PNG")
    red = images[2].getpixel((0, 0))
    assert red == (255, 255, 255)


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


def bulletin(root: Path, text: str) -> None:
    articles = root / "issues" / "2026-1" / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    (root / "issues" / "bulletin.toml").write_text(
        'name = "简报"\npublisher = "中心"\nstyle = "classic"\nprinter = "offset-coated"\n',
        encoding="utf-8",
    )
    (articles.parent / "issue.toml").write_text(
        "year = 2026\nnumber = 1\ncumulative = 1\n\n"
        '[[sections]]\ntitle = "栏目"\narticles = ["articles/01.md"]\n',
        encoding="utf-8",
    )
    (articles / "01.md").write_text(f"# 题目\n\n{text}\n", encoding="utf-8")


def test_an_issue_is_compared_with_a_revision_of_it(tmp_path: Path) -> None:
    bulletin(tmp_path, "原来的话。")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    same = spp_press("--lang", "en", "compare", "2026-1", "--root", tmp_path)
    assert (same.returncode, same.stdout.splitlines()[-1]) == (0, "All 4 pages are the same.")
    bulletin(tmp_path, "现在的话。")
    done = spp_press("--lang", "en", "compare", "2026-1", "--root", tmp_path)
    assert done.returncode == 1, done.stderr
    assert "Page 3: the text changed (−原来的话。 +现在的话。)" in done.stdout
    names = sorted(path.name for path in (tmp_path / "build").iterdir())
    assert names == ["2026-1-compare-003.png", "2026-1-compare.html"]


def test_what_is_no_revision_is_said(tmp_path: Path) -> None:
    bulletin(tmp_path, "话。")
    for revision in ("HEAD", "--output=x"):
        with pytest.raises(InputError) as raised:
            unpack_revision(tmp_path, revision, tmp_path / "then")
        assert [p.key for p in raised.value.problems] == ["compare-unknown"]
