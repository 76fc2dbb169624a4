"""The manuscript's rules, by the cases of ``fixtures/rules.txt``; a case names what is found, and
after → the lines that ``--fix`` leaves, where it changes any."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spp_press.catalogue import CATALOGUE, remedy, say
from spp_press.copyediting import fix, fix_manuscripts, proof_manuscript, proof_text
from spp_press.copyediting.figures import mixed_units
from spp_press.copyediting.marks import lone_halves
from spp_press.copyediting.names import nearly_alike, read_terms
from spp_press.copyediting.proof import RULES
from spp_press.copyediting.prose import read_prose
from spp_press.issue import read_issue
from spp_press.problems import Place, Report, Severity
from tests.manuscript.cases import Case, read_cases

CASES = read_cases("rules.txt", Path(__file__).parent / "fixtures")


def found_in(text: str) -> list[str]:
    proses = read_prose(text)
    found = [(prose, finding) for prose in proses for rule in RULES for finding in rule(prose)]
    found += [*lone_halves(proses), *mixed_units(proses)]
    found.sort(key=lambda pair: (pair[0].offsets[pair[1].start], pair[1].key))
    return [f"{f.key} {prose.text[f.start : f.end]}" for prose, f in found]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_slip_is_found_and_what_is_certain_is_corrected(case: Case) -> None:
    expected = case.expected.split("\n") if case.expected else []
    left = [line[2:] for line in expected if line.startswith("→")]
    assert found_in(case.text) == [line for line in expected if not line.startswith("→")]
    assert fix(case.text) == ("\n".join(left) or case.text)


def test_every_rule_names_its_standard_and_has_a_case() -> None:
    tried = "\n".join(case.expected for case in CASES)
    for rule in (*RULES, lone_halves, mixed_units):
        assert rule.__doc__ and len(rule.__doc__) > 20, rule
    keys = {key for key in CATALOGUE if key.startswith("copy-")}
    elsewhere = {"copy-title-differs", "copy-address", "copy-term", "copy-names", "copy-more"}
    elsewhere |= {"copy-self-name"}  # asked only of what has a permit: tests/test_permit.py
    assert keys - elsewhere == set(re.findall("copy-[a-z-]+", tried))


_PIECES = st.sampled_from(
    [*"可持续采购ab12,;:?!().，。“”（）《》\"'…-_*`[]|>#", "...", "--", "  ", "\n", "\n\n", "\r\n",
     "２０", "％", "https://a.cn/a,b", "[^1]", "```\n", "![a,b](c,d.jpg \"e\")", "<b>", "<!--"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_fixing_changes_marks_and_figures_alone_and_is_done_at_once(text: str) -> None:
    fixed = fix(text)
    assert fix(fixed) == fixed
    untouched = "[^可持续采购ab\n>#`*_\\[\\]|“”《》\"']"
    assert re.sub(untouched, "", fixed) == re.sub(untouched, "", text)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_prose_knows_where_its_characters_stand(text: str) -> None:
    for prose in read_prose(text):
        for char, offset in zip(prose.text, prose.offsets, strict=True):
            assert char in ("\ufffc", text[offset]) or (char == " " and text[offset] in "\r\n")


def test_a_long_manuscript_is_read_at_once() -> None:
    for text in ("采购" * 10_000, "[" * 20_000, "![" * 9_000, "`" * 20_000, "(" * 20_000):
        proof_text("a.md", text)


def test_warnings_of_one_kind_end_with_a_count() -> None:
    *_, last = proof_text("articles/a.md", "采购,好\n\n" * 60)
    assert (last.key, last.place) == ("copy-more", Place("articles/a.md"))
    assert dict(last.values)["count"] == "10"


def test_a_list_of_terms() -> None:
    terms = read_terms("# 词\n十年方案框架 = 十年框架方案、10年方案框架 # 注\n\n没有等号\n")
    assert terms == {"十年框架方案": "十年方案框架", "10年方案框架": "十年方案框架"}


@pytest.mark.parametrize(
    ("names", "alike"),
    [
        (["十年方案框架", "十年框架方案"], {"十年框架方案": "十年方案框架"}),
        (["与自然和平共处", "与自然和平相处"], {"与自然和平相处": "与自然和平共处"}),
        (["采购指南第一卷", "采购指南第二卷"], {}),
        (["政府采购法", "政府采购办"], {}),
        (["可持续采购指南", "可持续采购指南"], {}),
    ],
)
def test_names_that_are_nearly_alike(names: list[str], alike: dict[str, str]) -> None:
    assert nearly_alike(names) == alike


ROOT = Path(__file__).parents[2]


def test_the_bulletin_varies_and_is_only_warned_about() -> None:
    issue = read_issue(ROOT / "issues" / "2021-1", ROOT, Report())
    problems = proof_manuscript(issue, ROOT)
    assert not any(p.is_error for p in problems)
    found = {(p.key, str(p.place)) for p in problems}
    assert ("copy-term", "articles/07-senegal.md:5") in found
    assert ("copy-names", "articles/01-peace-with-nature.md:5") in found
    assert ("copy-half-width", "articles/02-value-chain.md:3") in found
    assert ("copy-source-site", "articles/04-circular-ict.md:18") in found
    assert ("copy-title-differs", "issue.toml:28") in found
    for problem in problems:
        assert "{" not in say(problem, "zh") + remedy(problem, "en")
    shared = {p.severity for p in problems if str(p.place).startswith("issues/bulletin.toml")}
    assert shared == {Severity.NOTICE}  # no issue's editor owns it
    for fixed in fix_manuscripts(issue):
        assert "行动:价值链" in fixed.after or "02" not in fixed.file  # a title's own words
        assert fixed.difference().startswith(f"--- {fixed.file}\n+++ {fixed.file}\n")


def test_a_term_of_the_bulletins_list_is_found_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "terms.txt").write_text("绿色采购 = 绿色购买\n", encoding="utf-8")
    folder = tmp_path / "issues" / "2021-2"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "01.md").write_text(
        "# 题\n\n绿色购买[好](https://a.cn/?utm_source=x)\n", encoding="utf-8"
    )
    (tmp_path / "issues" / "bulletin.toml").write_text(
        'name = "简报"\npublisher = "中心"\nstyle = "classic"\nprinter = "offset-coated"\n',
        encoding="utf-8",
    )
    (folder / "issue.toml").write_text(
        'year = 2021\nnumber = 2\ncumulative = 4\neditor = "王"\n'
        '[[sections]]\ntitle = "栏"\narticles = ["articles/01.md"]\n',
        encoding="utf-8",
    )
    issue = read_issue(folder, tmp_path, Report())
    found = [(p.key, str(p.place)) for p in proof_manuscript(issue, tmp_path)]
    assert found == [("copy-address", "articles/01.md:3"), ("copy-term", "articles/01.md:3")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("作者：王璟　李明", 0),
        ("作者：王璟　李明　译者：陈默", 0),
        ("地点：一楼会议室　电话：12345", 0),
        ("地点：一楼会议室  联系人：王璟", 0),
        ("地点：一楼　会议室", 1),
        ("请到会　地点：一楼", 1),
    ],
)
def test_blanks_that_set_labels_and_names_apart(text: str, count: int) -> None:
    found = proof_text("articles/01.md", f"# 题\n\n{text}\n")
    assert [p.key for p in found if p.key.startswith("copy-space")] == ["copy-space-han"] * count
