"""A change is told for what it is: text, flow, place, colour; nothing is told of none."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from spp_press.comparing import Change, compare_pdfs
from spp_press.comparing.reading import read_both
from spp_press.comparing.revisions import unpack_revision
from spp_press.comparing.showing import changed, overlay, show, write_html
from spp_press.problems import PressError
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


BRACKETED = (
    "<p>"
    + "第四届大会（环境大会）的《决议》“很好”，由规划署（UNEP）提出，需要应对的。" * 9
    + "</p>"
    "<p>" + "The Ruimte voor de Rivier programme, an international well-known one. " * 6 + "</p>"
)
THOUSAND = (  # 千字文: nothing in it is said twice
    "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。闰余成岁，律吕调阳。"
    "云腾致雨，露结为霜。金生丽水，玉出昆冈。剑号巨阙，珠称夜光。果珍李柰，菜重芥姜。"
    "海咸河淡，鳞潜羽翔。龙师火帝，鸟官人皇。始制文字，乃服衣裳。推位让国，有虞陶唐。"
    "吊民伐罪，周发殷汤。坐朝问道，垂拱平章。爱育黎首，臣伏戎羌。遐迩一体，率宾归王。"
)
PARTS = [THOUSAND[i : i + 40] for i in range(0, 160, 20)]
NOTED = "".join(
    f"<p>{part * 2}<span class='note'>第{n}条注释的文字</span>{part[::-1]}</p>"
    for n, part in zip("一二三四五六七八", PARTS, strict=True)
)
NOTES = """
.note { float: footnote; font-size: 8pt }
.note::footnote-call, .note::footnote-marker { content: "①" }
.note::footnote-call { font-size: .6em; vertical-align: super }
"""
HEADED = "".join(
    f"<p>{n}：{part}{part[::-1]}</p>" for n, part in zip("一二三四五六七八", PARTS, strict=True)
)
NARROW = "@page { size: 300pt 260pt }"
HEADS = "@page { @top-left { content: '本刊' } @bottom-right { content: counter(page) } }"


@pytest.mark.parametrize(
    ("html", "css"),
    [(BRACKETED, ""), (NOTED, NOTES), (HEADED, HEADS)],
    ids=["brackets and Latin", "notes", "running heads"],
)
@pytest.mark.parametrize("layout", ["html { font-size: 12.5pt }", "@page { size: 300pt 260pt }"])
def test_a_layout_is_no_change_of_the_text(html: str, css: str, layout: str) -> None:
    verdicts = compare_pdfs(set_html(html, css), set_html(html, css + layout)).verdicts
    assert {v.change for v in verdicts} - {Change.SAME}
    assert not [v.words for v in verdicts if v.words]


@pytest.mark.parametrize(
    ("html", "css", "one", "other"),
    [
        (BRACKETED, "", "的《决议》", "的〈决议〉"),
        (BRACKETED, "", "voor de", "voorde"),
        (BRACKETED, "", "well-known", "wellknown"),
        (NOTED, NOTES, "第三条注释", "第三个注释"),
        (HEADED, HEADS, "三：", "叁："),
    ],
)
def test_a_change_of_the_text_is_told_in_any_layout(
    html: str, css: str, one: str, other: str
) -> None:
    now = html[::-1].replace(one[::-1], other[::-1], 1)[::-1]
    layout = "html { font-size: 12.5pt }"
    verdicts = compare_pdfs(set_html(html, css), set_html(now, css + layout)).verdicts
    words = [word for v in verdicts for word in v.words]
    assert [word[0] for word in words] == ["−", "+"] or (words and "-" in one), words
    assert other in "".join(words) or "-" in one


def test_what_a_leader_is_made_of_is_no_space_of_the_next_line() -> None:
    css = "a::after { content: leader(' . ') '3' }"
    entries = "".join(f"<p><a>{part}</a></p>" for part in ("环境危机", *PARTS))
    before, now = (set_html(entries, css + f"p {{ margin-right: {m}pt }}") for m in (0, 40))
    assert not [v.words for v in compare_pdfs(before, now).verdicts if v.words]
    assert not [line for line in read_both(before, now)[0][0].lines if line.spaces]


def test_folios_and_heads_that_only_one_layout_has_are_no_text() -> None:
    folio = "@page {{ @bottom-center {{ content: {} }} @top-left {{ content: {} }} }}"
    plain = set_html(HEADED, folio.format("counter(page)", "'本刊2021年第1期'") + NARROW)
    other = set_html(HEADED, folio.format("'—' counter(page) '—'", "none") + NARROW)
    for one, two in ((plain, other), (other, plain)):
        assert not [v.words for v in compare_pdfs(one, two).verdicts if v.words]
    second = set_html(HEADED, folio.format("counter(page)", "'本刊2021年第2期'") + NARROW)
    words = compare_pdfs(plain, second).verdicts[0].words
    assert words == ("−本刊2021年第1期", "+本刊2021年第2期")


def test_paragraphs_that_changed_places_are_a_change_of_the_text() -> None:
    one, other = f"<p>一。{TEXT}</p>", f"<p>二。{TEXT * 2}</p>"
    verdicts = compare_pdfs(set_html(one + other), set_html(other + one)).verdicts
    assert any(v.words for v in verdicts)


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
    page = show(verdict, comparison)
    words = {"before": "原来", "after": "现在", "overlay": "叠合", "zoom": "放大", "lang": "zh-CN"}
    html = write_html("比<较", "一页", words, {verdict: "第 1 页"}, {verdict: page})
    assert html.count('src="data:image/jpeg;base64,') == 3
    assert "比&lt;较" in html and "http" not in html and '<html lang="zh-CN">' in html
    assert html.count(' alt="第 1 页 · ') == 3
    assert page.png.startswith(b"\x89PNG")


def test_an_overlay_is_red_where_something_was_and_blue_where_it_is() -> None:
    old, new = (Image.new("RGB", (3, 1), "white") for _ in range(2))
    old.putpixel((0, 0), (0, 0, 0))
    new.putpixel((1, 0), (0, 0, 0))
    image = overlay(old, new)
    seen = [image.getpixel((x, 0)) for x in range(3)]
    assert seen == [(255, 0, 0), (0, 0, 255), (255, 255, 255)]


def test_a_page_that_is_new_stands_alone() -> None:
    one = "<p>第一页的话。</p>"
    comparison = compare_pdfs(
        set_html(one), set_html(one + "<p style='break-before: page'>第二页。</p>")
    )
    [verdict] = changed(comparison)
    assert (verdict.change, verdict.words) == (Change.ADDED, ("+第二页。",))
    assert list(show(verdict, comparison).pictures) == ["after"]


def git(root: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    command = ["git", "-C", str(root), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


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
    committed(tmp_path)
    same = spp_press("--lang", "en", "compare", "2026-1", "--root", tmp_path)
    assert (same.returncode, same.stdout.splitlines()[-1]) == (0, "All 4 pages are the same.")
    bulletin(tmp_path, "现在的话。")
    done = spp_press("--lang", "en", "compare", "2026-1", "--root", tmp_path)
    assert done.returncode == 1, done.stderr
    assert "Page 3: the text changed (−原来的话。 +现在的话。)" in done.stdout
    names = sorted(path.name for path in (tmp_path / "build").iterdir())
    assert names == ["2026-1-compare-003.png", "2026-1-compare.html"]
    assert done.stdout.splitlines()[-3:-1] == [
        "1 of 4 pages changed.",
        "The text changed on 1 of them.",
    ]


def committed(root: Path, text: str = "原来的话。") -> None:
    bulletin(root, text)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "first")


def refused(root: Path, revision: str, issue: str = "2026-1") -> str:
    with pytest.raises(PressError) as raised:
        unpack_revision(root, revision, issue, root / "then")
    [problem] = raised.value.problems
    return problem.key


def test_what_is_no_revision_is_said(tmp_path: Path) -> None:
    bulletin(tmp_path, "话。")
    assert refused(tmp_path, "HEAD") == "compare-no-repository"
    git(tmp_path, "init", "-q")
    assert refused(tmp_path, "HEAD") == "compare-unknown"  # nothing was committed
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    for revision in ("v1", "--output=x", "", "HEAD~1", "a\nb", "HEAD:issues/bulletin.toml"):
        assert refused(tmp_path, revision) == "compare-unknown"
    assert refused(tmp_path, "HEAD", "2026-2") == "compare-issue-missing"
    assert not (tmp_path / "then").exists()


def test_a_bulletin_may_lie_within_a_repository(tmp_path: Path) -> None:
    root = tmp_path / "组织" / "简报"
    root.mkdir(parents=True)
    bulletin(root, "话。")
    (root / "issues" / "2025-9").mkdir()
    (root / "issues" / "2025-9" / "大.bin").write_bytes(b"0")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    bulletin(root, "没有提交的话。")
    unpack_revision(root, "HEAD", "2026-1", tmp_path / "then")
    issues = tmp_path / "then" / "issues"
    assert (issues / "2026-1" / "articles" / "01.md").read_text("utf-8") == "# 题目\n\n话。\n"
    assert not (issues / "2025-9").exists()  # another issue is not needed


def test_nothing_that_a_repository_names_is_run(tmp_path: Path) -> None:
    """Filters, hooks, monitors, pagers, and remotes that are asked for what is missing."""
    committed(tmp_path)
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho $0 >> {ran}\n")
    program.chmod(0o755)
    hooks = tmp_path / ".git" / "hooks"
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        shutil.copy(program, hooks / hook)
    for setting in ("core.fsmonitor", "core.pager", "core.sshCommand", "core.gitProxy",
                    "filter.x.smudge", "filter.x.process", "diff.x.textconv", "alias.ls-tree",
                    "core.alternateRefsCommand", "uploadpack.packObjectsHook"):  # fmt: skip
        git(tmp_path, "config", setting, str(program))
    (tmp_path / ".gitattributes").write_text("* filter=x diff=x export-subst\n")
    (tmp_path / ".git" / "info" / "attributes").write_text("* filter=x diff=x\n")
    unpack_revision(tmp_path, "HEAD", "2026-1", tmp_path / "then")
    for name, value in (
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::{program}"),
        ("protocol.ext.allow", "always"),
    ):
        git(tmp_path, "config", name, value)
    article = "HEAD:issues/2026-1/articles/01.md"
    name = git(tmp_path, "rev-parse", article).strip()
    (tmp_path / ".git" / "objects" / name[:2] / name[2:]).unlink()
    assert refused(tmp_path, "HEAD") == "compare-git"
    assert not ran.exists()


def test_a_repository_beside_a_hook_of_another_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(tmp_path)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    unpack_revision(tmp_path, "HEAD", "2026-1", tmp_path / "then")
    assert (tmp_path / "then" / "issues" / "2026-1" / "issue.toml").is_file()


def test_without_git_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bulletin(tmp_path, "话。")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(tmp_path, "HEAD") == "git-missing"


def test_another_pdf_is_read_or_refused(tmp_path: Path) -> None:
    bulletin(tmp_path, "话。")
    foreign = tmp_path / "别处.pdf"
    foreign.write_bytes(set_html(BEFORE))
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(foreign) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
        while len(pdf.pages) <= 800:
            pdf.pages.append(pdf.pages[0])
        pdf.save(tmp_path / "long.pdf")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    (tmp_path / "folder.pdf").mkdir()
    os.mkfifo(tmp_path / "pipe.pdf")
    for name, exit_code, said in (
        ("别处.pdf", 1, ""),
        ("locked.pdf", 3, "password"),
        ("broken.pdf", 3, "cannot be read"),
        ("long.pdf", 6, "801 pages"),
        ("folder.pdf", 3, "cannot be read"),
        ("pipe.pdf", 3, "cannot be read"),
        ("none.pdf", 3, "No such file"),
    ):
        done = spp_press(
            *("--lang", "en", "compare", "2026-1", "--root", tmp_path),
            *("--against", tmp_path / name, "--output", tmp_path / "out"),
        )
        assert (done.returncode, said in done.stderr) == (exit_code, True), (name, done.stderr)
