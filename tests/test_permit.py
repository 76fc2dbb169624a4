"""What 内部资料性出版物管理办法, 14, asks of an internal publication, in the finished PDF."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spp_press.catalogue import remedy, say
from spp_press.circulation import Circulation, Permit
from spp_press.copyediting import proof_manuscript
from spp_press.copyediting.names import self_names
from spp_press.issue import Issue, read_issue
from spp_press.problems import InputError, Place, Report
from spp_press.starting import start_issue
from tests import small_bulletin
from tests.conftest import spp_press

AUDIENCE = "本系统各级主管部门、科研院所、检验检测机构，以及各省、自治区、直辖市的会员单位和联络员"
SHARED = f"""\
permit = "京内资准字2022-L0097号"
audience = "{AUDIENCE}"
printed_by = "北京某某彩色印刷有限责任公司第二分厂"
copies = 1200
"""
OWN = "printed_on = 2022-03-08\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    small_bulletin.write(tmp_path)
    return tmp_path


def state(root: Path, shared: str = SHARED, own: str = OWN, more: str = "") -> None:
    """Put settings at the top of the bulletin's and of the issue's, and words under an article."""
    for name, text in (("bulletin.toml", shared), ("2022-1/issue.toml", own)):
        path = root / "issues" / name
        path.write_text(text + path.read_text(encoding="utf-8"), encoding="utf-8")
    article = root / "issues" / "2022-1" / "articles" / "01.md"
    article.write_text(article.read_text(encoding="utf-8") + more, encoding="utf-8")


def read(root: Path) -> Issue:
    return read_issue(root / "issues" / "2022-1", root, Report())


def refusals(root: Path) -> list[str]:
    with pytest.raises(InputError) as raised:
        read(root)
    for problem in raised.value.problems:
        assert remedy(problem, "zh") and remedy(problem, "en")
    return [f"{p.key} {p.place}" for p in raised.value.problems]


def pages(root: Path, style: str) -> list[list[dict[str, Any]]]:
    """The characters of each page of the print edition, without blanks."""
    wanted = ("make", "2022-1", "--style", style, "--edition", "print", "--quiet")
    done = spp_press("--lang", "en", *wanted, cwd=root)
    assert done.returncode == 0, done.stderr
    with pdfplumber.open(root / "build" / "2022-1-print.pdf") as pdf:
        return [[c for c in page.chars if c["text"].strip()] for page in pdf.pages]


def words(page: list[dict[str, Any]]) -> str:
    return "".join(c["text"] for c in page)


def covers(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two characters stand one on the other."""
    width = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
    height = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return bool(width > 2 and height > min(one["size"], other["size"]) / 2)


@pytest.mark.parametrize("style", ["classic", "hongtou"])
def test_the_cover_and_the_colophon_say_what_the_rule_asks(root: Path, style: str) -> None:
    state(root)
    first, *_, last = pages(root, style)
    ticket = (root / "build" / "2022-1-工单.txt").read_text(encoding="utf-8")
    assert "准印证：京内资准字2022-L0097号\n" in ticket
    assert "内部资料免费交流准印证号：京内资准字2022-L0097号" in words(first)
    colophon = words(last)
    assert "编印单位：中环联合认证中心" in colophon
    assert f"发送对象：{AUDIENCE}" in colophon
    assert "印刷单位：北京某某彩色印刷有限责任公司" in colophon
    assert "印刷日期：2022年3月8日" in colophon
    assert "印数：1200份" in colophon
    assert "共印" not in colophon, "copies are said once"
    for page in (first, last):
        assert not [f"{a['text']}{b['text']}" for a, b in combinations(page, 2) if covers(a, b)]


@pytest.mark.parametrize("style", ["classic", "hongtou"])
def test_without_a_permit_nothing_of_it_is_printed(root: Path, style: str) -> None:
    state(root, shared=SHARED.partition("\n")[2])
    first, *_, last = pages(root, style)
    assert "免费交流" not in words(first)
    assert "准印证" not in (root / "build" / "2022-1-工单.txt").read_text(encoding="utf-8")
    for said in ("编印单位", "发送对象", "印刷单位", "印刷日期"):
        assert said not in words(last)


def test_a_number_that_says_what_it_is_stands_alone() -> None:
    place = Place("issue.toml", 1)
    assert Permit("京内资准字2022-L0097号", place).label == "准印证号：京内资准字2022-L0097号"
    assert (
        Permit("（苏）内部资料准印证号S（2022）7", place).label
        == "（苏）内部资料准印证号S（2022）7"
    )


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("audience", "permit-audience"),
        ("printed_by", "permit-printed-by"),
        ("copies", "permit-copies"),
        ("printed_on", "permit-printed-on"),
    ],
)
def test_what_a_permit_needs_is_asked_for_at_its_line(root: Path, key: str, problem: str) -> None:
    shared, own = (
        "".join(line for line in text.splitlines(keepends=True) if not line.startswith(key))
        for text in (SHARED, OWN)
    )
    state(root, shared, own)
    place = "issue.toml" if key == "printed_on" else "issues/bulletin.toml:1"
    assert refusals(root) == [f"{problem} {place}"]


def test_all_that_is_missing_is_told_at_once_where_the_year_states_its_permit(root: Path) -> None:
    state(root, shared='permit = "旧"\n', own='\npermit = "新"\n')
    assert refusals(root) == [
        "permit-audience issue.toml:2",
        "permit-printed-by issue.toml:2",
        "permit-printed-on issue.toml",
        "permit-copies issue.toml:2",
    ]


def test_a_new_issue_has_a_line_for_its_day_of_printing(root: Path) -> None:
    start_issue(root, "2022-2", Report())
    text = (root / "issues" / "2022-2" / "issue.toml").read_text(encoding="utf-8")
    assert "printed_on" not in text
    state(root)
    path = start_issue(root, "2022-3", Report()) / "issue.toml"
    text = path.read_text(encoding="utf-8")
    assert text.index("# printed_on = ") < text.index("[[sections]]")


def test_what_is_stated_wrong_is_not_called_missing_too(root: Path) -> None:
    state(root, shared=SHARED.replace("1200", '"1200"'), own='printed_on = "2022-03-08"\n')
    assert refusals(root) == ["key-not-whole issues/bulletin.toml:4", "key-not-day issue.toml:1"]


@pytest.mark.parametrize(
    ("own", "problem"),
    [
        ("permit = 31\n", "key-not-text issue.toml:1"),
        ('permit = ""\n', "key-empty issue.toml:1"),
        ('printed_on = "2022-03-08"\n', "key-not-day issue.toml:1"),
        ("audience = []\n", "key-not-text issue.toml:1"),
        ('printed_bye = "厂"\n', "key-unknown-like issue.toml:1"),
    ],
)
def test_wrong_values_are_told_at_their_line(root: Path, own: str, problem: str) -> None:
    state(root, shared="", own=own)
    assert problem in refusals(root)


def test_the_day_of_printing_is_each_issues_own(root: Path) -> None:
    state(root, shared=SHARED + OWN)
    assert refusals(root) == ["key-unknown-like issues/bulletin.toml:5"]


def test_an_internal_publication_may_not_call_itself_a_journal(root: Path) -> None:
    told = "\n请向\n本刊投稿。本报告基本刊登完毕。\n\n> 本报讯\n"
    state(root, own=OWN + 'editor = "本刊编辑部"\n', more=told)
    path = root / "issues" / "2022-1" / "issue.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('editor = "王璟"\n', ""), encoding="utf-8"
    )
    found = [p for p in proof_manuscript(read(root), root) if p.key == "copy-self-name"]
    assert [str(p.place) for p in found] == [
        "issue.toml:2",
        "articles/01.md:10",
        "articles/01.md:12",
    ]
    assert "本刊" in say(found[1], "zh") and "投稿" in say(found[1], "en")


def test_without_a_permit_it_may(root: Path) -> None:
    state(root, shared="", own="", more="\n请向本刊投稿。\n")
    assert "copy-self-name" not in {p.key for p in proof_manuscript(read(root), root)}


@given(st.lists(st.sampled_from(("本报告", "基本刊登", "版本", "本刊", "本报", "，", "x\ufffc ")))
       .map("".join))  # fmt: skip
def test_self_names_are_found_where_they_stand(text: str) -> None:
    found = list(self_names(text))
    assert all(text.startswith(name, at) for at, name in found)
    assert {name for _, name in found} <= {"本刊", "本报"}
    ends = [0, *(at + len(name) for at, name in found)]
    assert all(at >= end for (at, _), end in zip(found, ends, strict=False)), "in order, apart"


_SOMETHING = st.builds(
    Circulation,
    *[st.sampled_from(("", "甲", "乙"))] * 4,
    st.sampled_from((None, 1, 2)),
    st.sampled_from((None, Permit("一", Place("a", 1)), Permit("二", Place("b", 2)))),
    *[st.sampled_from(("", "甲", "乙"))] * 2,
)


@given(_SOMETHING, _SOMETHING, _SOMETHING)
def test_an_issue_states_key_by_key_what_it_states_otherwise(
    own: Circulation, shared: Circulation, more: Circulation
) -> None:
    assert own.over(Circulation()) == own == Circulation().over(own)
    assert own.over(shared).over(more) == own.over(shared.over(more))
    for name in own._fields:
        value = getattr(own, name)
        assert getattr(own.over(shared), name) == (value or getattr(shared, name))
