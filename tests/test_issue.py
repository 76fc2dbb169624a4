from __future__ import annotations

import pickle
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from spp_press.catalogue import remedy, say
from spp_press.folders import find_root
from spp_press.issue import Issue, read_issue
from spp_press.numbering import list_issues
from spp_press.problems import InputError, Place, Report, WriteError
from spp_press.starting import is_untouched, start_issue, write_issue

BULLETIN = """\
name = "可持续公共采购计划简报"
series = "同一个地球网络"
slogan = ["One planet", "procure with care"]
publisher = "中环联合认证中心"
style = "classic"
printer = "offset-coated"
"""
ISSUE = """\
year = 2021
number = 1
cumulative = 3
editor = "王璟"

[[sections]]
title = "甲栏"
articles = [
  "articles/01-a.md",
  { file = "articles/02-b.md", form = "brief", contents = "目录里的乙" },
]
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><text>图字</text></svg>'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    issues = tmp_path / "issues"
    (issues / "2021-1" / "articles").mkdir(parents=True)
    (issues / "2021-1" / "images").mkdir()
    (issues / "bulletin.toml").write_text(BULLETIN, encoding="utf-8")
    change(tmp_path, "issue.toml", ISSUE)
    change(tmp_path, "articles/01-a.md", "# 甲\n\n文\n\n![图](../images/a.svg)\n")
    change(tmp_path, "articles/02-b.md", "# 乙\n\n文\n")
    change(tmp_path, "images/a.svg", SVG)
    return tmp_path


def change(root: Path, name: str, text: str) -> None:
    (root / "issues" / "2021-1" / name).write_text(text, encoding="utf-8")


def read(root: Path, name: str = "2021-1") -> tuple[Issue | None, list[str]]:
    report = Report()
    try:
        issue = read_issue(root / "issues" / name, root, report)
    except InputError as error:
        assert list(error.problems) == list(report)
        issue = None
    for problem in report:
        told = say(problem, "zh") + say(problem, "en") + remedy(problem, "zh")
        assert not re.search(r"\{\w*\}", told)
    return issue, [f"{p.key} {p.place}" for p in report]


def test_an_issue_is_read_whole(root: Path) -> None:
    issue, problems = read(root)
    assert issue and problems == []
    assert (issue.identifier, issue.number.full_label) == ("2021-1", "2021年第1期")
    assert (issue.style, issue.printer, issue.editor) == ("classic", "offset-coated", "王璟")
    assert (issue.date, issue.cover, issue.accepts) == (None, None, frozenset())
    (section,) = issue.sections
    assert [(a.form, a.title, a.contents, a.contents_title) for a in section.articles] == [
        ("article", "甲", None, "甲"),
        ("brief", "乙", "目录里的乙", "目录里的乙"),
    ]
    assert 'class="drawing landscape"' in issue.articles[0].manuscript.body
    assert list(issue.assets) == ["images/a.svg"]
    drawn = {text for text, _ in issue.text}
    assert {"甲栏", "目录里的乙", "图字", "王璟", "One planet", "乙"} <= drawn
    assert set(issue.digests) == {
        "issues/bulletin.toml",
        "issue.toml",
        "articles/01-a.md",
        "articles/02-b.md",
        "images/a.svg",
    }
    assert pickle.loads(pickle.dumps(issue)) == issue


def test_everything_that_may_be_said(root: Path) -> None:
    bulletin = BULLETIN + 'email = "a@b.cn"\nweb = "http://b.cn"\neditor_label = "责编"\n'
    bulletin += 'statement = "来源于 [网站](http://b.cn)。"\n'
    (root / "issues" / "bulletin.toml").write_text(bulletin, encoding="utf-8")
    (root / "issues" / "words.txt").write_text("# 说明\n价值链\n\n方法学 # 词\n", encoding="utf-8")
    Image.new("RGB", (4, 6), "red").save(root / "issues/2021-1/images/cover.jpg")
    keys = 'date = 2021-04-30\nstyle = "hongtou"\nprinter = "office-a4"\n'
    keys += 'accepts = ["images/cover.jpg"]\n'
    keys += 'cover = { file = "images/cover.jpg", alt = "红" }\n'
    change(root, "issue.toml", ISSUE.replace("\n[[", keys + "\n[[", 1))
    issue, problems = read(root)
    assert issue and problems == []
    assert issue.date == date(2021, 4, 30)
    assert (issue.style, issue.printer) == ("hongtou", "office-a4")
    assert issue.cover and (issue.cover.name, issue.cover.alt) == ("images/cover.jpg", "红")
    assert issue.accepts == {"images/cover.jpg"}
    assert issue.words == ("价值链", "方法学")
    assert issue.bulletin.statement == "来源于 网站。"
    assert issue.bulletin.statement_html == '来源于 <a href="http://b.cn">网站</a>。'
    assert issue.bulletin.editor_label == "责编"


def test_all_problems_are_told_at_once(root: Path) -> None:
    change(
        root,
        "issue.toml",
        'yaer = 2021\nnumber = 1\ncumulative = "3"\n[cover]\nfile = "images/b.svg"\n'
        '[[sections]]\ntitle = "甲"\narticles = ["articles/01-a.md", "articles/2-b.md", 3,\n'
        '  { file = "articles/01-a.md" },\n  { file = "articles/02-b.md", form = "breif" }]\n'
        "[[sections]]\ncolour = 1\n",
    )
    change(root, "articles/01-a.md", "# 甲\n\n<div>\n\n![图](../images/c.svg)\n")
    (root / "issues" / "bulletin.toml").write_text('nam = "甲"\n', encoding="utf-8")
    assert read(root) == (
        None,
        [
            *["key-missing issues/bulletin.toml"] * 4,
            "key-unknown-like issues/bulletin.toml:1",
            "key-missing issue.toml",
            "key-not-whole issue.toml:3",
            "key-missing issue.toml:4",
            "file-missing-like issue.toml:5",
            "key-not-text-or-table issue.toml:8",
            "file-missing-like articles/01-a.md:5",
            "html-refused articles/01-a.md:3",
            "file-missing issue.toml:8",
            "article-twice issue.toml:9",
            "key-choice issue.toml:10",
            *["key-missing issue.toml:11"] * 2,
            "key-unknown issue.toml:12",
            "key-unknown-like issue.toml:1",
        ],
    )


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("issue.toml", "not toml", "toml-broken issue.toml:1"),
        ("issue.toml", "", "key-missing issue.toml"),
        ("issue.toml", ISSUE.partition("[[")[0], "key-missing issue.toml"),
        ("issue.toml", ISSUE.replace("2021\n", "2021.10\n"), "key-not-whole issue.toml:1"),
        ("issue.toml", ISSUE.replace("= 1\n", "= 010\n"), "toml-broken issue.toml:2"),
        ("issue.toml", ISSUE.replace("number = 1", "number = 2"), "number-folder issue.toml:2"),
        ("issue.toml", ISSUE.replace("01-a.md", "../../x.md"), "path-leaves issue.toml:9"),
        ("articles/01-a.md", "", "article-empty articles/01-a.md"),
        ("articles/01-a.md", "# 甲", "article-empty articles/01-a.md:1"),
        ("articles/01-a.md", "# 甲\n\n![a](../../x.svg)", "path-leaves articles/01-a.md:3"),
        ("images/a.svg", "<svg>", "drawing-broken articles/01-a.md:5"),
        ("images/a.svg", "", "picture-empty articles/01-a.md:5"),
    ],
)
def test_bad_input(root: Path, name: str, text: str, problem: str) -> None:
    change(root, name, text)
    issue, problems = read(root)
    assert issue is None
    assert problem in problems


def test_missing_things(root: Path) -> None:
    assert read(root, "2021-2") == (None, ["issue-missing-like 2021-2"])
    assert read(root, "zzz") == (None, ["issue-missing zzz"])
    (root / "issues/2021-1/issue.toml").unlink()
    assert read(root) == (None, ["file-missing issue.toml"])
    (root / "issues/bulletin.toml").unlink()
    assert read(root)[1] == ["file-missing issues/bulletin.toml", "file-missing issue.toml"]


def test_what_is_not_listed_is_a_warning(root: Path) -> None:
    change(root, "articles/03-c.md", "# 丙\n\n文")
    change(root, "articles/._01-a.md", "junk")
    change(root, "articles/notes.txt", "notes")
    change(root, "images/b.svg", SVG)
    issue, problems = read(root)
    assert issue
    assert problems == ["file-unlisted articles/03-c.md", "file-unlisted images/b.svg"]


def drawings(root: Path, *names: str) -> None:
    for name in names:
        change(root, f"images/{name}.svg", SVG)


def missing(root: Path) -> list[str]:
    report = Report()
    with pytest.raises(InputError):
        read_issue(root / "issues" / "2021-1", root, report)
    return [f"{p.place}: {say(p, 'zh')}，{remedy(p, 'zh')}" for p in report if p.is_error]


def test_a_file_is_suggested_that_nothing_uses(root: Path) -> None:
    drawings(root, "07-1", "07-2")
    change(root, "articles/01-a.md", "# 甲\n\n![甲](../images/07-l.svg)\n")
    change(root, "articles/02-b.md", "# 乙\n\n![乙](../images/07-2.svg)\n")
    at = "articles/01-a.md:3: 找不到文件“images/07-l.svg”"
    assert missing(root) == [f"{at}，是不是“images/07-1.svg”？"]
    change(
        root, "articles/02-b.md", "# 乙\n\n![乙](../images/07-2.svg)\n\n![](../images/07-1.svg)\n"
    )
    assert missing(root) == [f"{at}，检查文件名，或把文件放进来"]


@pytest.mark.parametrize("name", ["07-1", "07-l"])
def test_a_picture_is_named_from_the_articles_folder(root: Path, name: str) -> None:
    drawings(root, "07-1")
    change(root, "articles/01-a.md", f"# 甲\n\n![甲](images/{name}.svg)\n")
    at = f"articles/01-a.md:3: 找不到文件“articles/images/{name}.svg”"
    assert missing(root) == [f"{at}，写成 ../images/07-1.svg"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("文\n", "title-missing articles/01-a.md:1"), ("\0文\0\n", "text-utf16 articles/01-a.md")],
)
def test_what_an_unread_article_uses_is_not_called_unused(
    root: Path, text: str, problem: str
) -> None:
    change(root, "articles/01-a.md", text)
    change(root, "articles/03-c.md", "# 丙\n\n文\n")
    assert read(root) == (None, [problem, "file-unlisted articles/03-c.md"])


def test_an_article_in_gb18030_is_read_with_a_notice(root: Path) -> None:
    path = root / "issues/2021-1/articles/02-b.md"
    path.write_bytes("# 乙\r\n\r\n王璟的文章".encode("gb18030"))
    issue, problems = read(root)
    assert issue and problems == ["text-gb18030 articles/02-b.md"]
    assert "王璟的文章" in issue.articles[1].manuscript.body


def test_sections_without_articles_are_left_out(root: Path) -> None:
    change(root, "issue.toml", ISSUE + '[[sections]]\ntitle = "乙栏"\narticles = []\n')
    issue, problems = read(root)
    assert issue and [s.title for s in issue.sections] == ["甲栏"]
    assert problems == ["section-empty issue.toml:13"]
    change(root, "issue.toml", ISSUE.partition("articles = [")[0] + "articles = []\n")
    assert "issue-empty issue.toml" in read(root)[1]


def test_accepted_pictures_have_to_be_used(root: Path) -> None:
    change(root, "issue.toml", 'accepts = ["images/b.svg"]\n' + ISSUE)
    assert read(root) == (None, ["accepts-unused issue.toml:1"])


def neighbour(root: Path, name: str, head: str) -> None:
    folder = root / "issues" / name
    shutil.copytree(root / "issues" / "2021-1", folder)
    text = ISSUE.replace("year = 2021\nnumber = 1\ncumulative = 3\n", head)
    (folder / "issue.toml").write_text(text, encoding="utf-8")


def test_neighbours(root: Path) -> None:
    neighbour(root, "2021-3", "year = 2021\nnumber = 3\ncumulative = 5\n")
    assert read(root)[1] == []
    assert read(root, "2021-3")[1] == ["number-gap issue.toml:3"]
    neighbour(root, "2021-2", "year = 2021\nnumber = 2\ncumulative = 9\n")
    assert read(root)[1] == ["cumulative-offset issue.toml:3"]
    change(root, "../2021-2/issue.toml", "broken")
    issue, problems = read(root)
    assert issue and problems == ["neighbour-broken issues/2021-2/issue.toml"]
    shutil.rmtree(root / "issues/2021-2")
    neighbour(root, "2022-1", "year = 2022\nnumber = 1\ncumulative = 3\n")
    assert read(root)[1] == ["cumulative-repeated issue.toml:3"]


def test_the_list_of_issues(root: Path) -> None:
    neighbour(root, "2021-S1", "year = 2021\nnumber = 1\ncumulative = 1\nsupplement = true\n")
    neighbour(root, "2020-2", "year = 2020\nnumber = 2\ncumulative = 2\n")
    neighbour(root, "2021-3", "year = 2021\nnumber = 3\ncumulative = 5\n")
    neighbour(root, "2021-4", "broken")
    report = Report()
    listed = list_issues(root, report)
    assert [(name, [p.key for p in problems]) for name, _, problems in listed] == [
        ("2020-2", []),
        ("2021-1", []),
        ("2021-3", ["number-gap"]),
        ("2021-S1", []),
        ("2021-4", ["neighbour-broken"]),
    ]
    assert listed[-1][1] is None and len(list(report)) == 2


def test_the_root_is_the_nearest_above(root: Path) -> None:
    assert find_root(root / "issues" / "2021-1") == root.resolve()
    assert find_root(root) == root.resolve()
    (root / "issues/bulletin.toml").unlink()
    assert find_root(root / "issues") in (None, *root.resolve().parents)


@pytest.mark.parametrize("name", ["2021-2", "2021-2-3", "2022-1", "2021-S1", "2020-2"])
def test_a_new_issue_reads_at_once(root: Path, name: str) -> None:
    change(root, "issue.toml", ISSUE + '[[sections]]\ntitle = "乙\\"栏"\narticles = []\n')
    report = Report()
    folder = start_issue(root, name, report)
    assert folder == root / "issues" / name
    assert [p.key for p in report] == ["number-begins" if "S" in name else "number-follows"]
    issue, problems = read(root, name)
    assert issue and issue.number.identifier == name and issue.editor == "王璟"
    assert [p.split()[0] for p in problems] == ["section-empty"]
    assert [s.title for s in issue.sections] == ["甲栏"]
    assert sorted(p.name for p in (root / "issues").iterdir() if p.is_dir()) == sorted(
        ["2021-1", name]
    )


def test_a_new_issue_never_overwrites(root: Path) -> None:
    before = (root / "issues/2021-1/issue.toml").read_bytes()
    for name, key in (("2021-1", "issue-exists"), ("2021-01", "identifier-wrong")):
        with pytest.raises(InputError) as caught:
            start_issue(root, name, Report())
        assert caught.value.problems[-1].key == key
    assert (root / "issues/2021-1/issue.toml").read_bytes() == before
    with pytest.raises(InputError) as caught:
        start_issue(root, "2021-1-2", Report())
    assert [p.key for p in caught.value.problems if p.is_error] == ["number-repeated"]


def test_the_first_issue_of_a_bulletin(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues/bulletin.toml").write_text(BULLETIN, encoding="utf-8")
    report = Report()
    start_issue(tmp_path, "2021-3", report)
    assert [p.key for p in report] == ["number-begins"]
    issue, problems = read(tmp_path, "2021-3")
    assert issue and problems == [] and issue.number.cumulative == 3


def test_a_new_issue_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(WriteError) as caught:
        start_issue(tmp_path / "nowhere", "2021-1", Report())
    assert caught.value.problems[-1].place == Place("issues/2021-1")


def test_an_issue_that_nobody_has_touched_is_known(root: Path) -> None:
    folder = start_issue(root, "2021-2", Report())
    assert is_untouched(folder)
    assert not is_untouched(root / "issues" / "2021-1")
    write_issue(folder, {"issue.toml": b"year = 2021\n"}, Report())
    assert [path.name for path in folder.rglob("*.*")] == ["issue.toml"]
    assert sorted(path.name for path in folder.parent.iterdir()) == [
        "2021-1",
        "2021-2",
        "bulletin.toml",
    ]
    assert not is_untouched(folder)
    with pytest.raises(InputError):
        write_issue(folder, {}, Report())


def test_a_new_issue_with_a_picture_is_touched(root: Path) -> None:
    folder = start_issue(root, "2021-2", Report())
    (folder / "images" / "a.svg").write_text(SVG, encoding="utf-8")
    assert not is_untouched(folder)
