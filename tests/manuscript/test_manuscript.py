from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spp_press.catalogue import CATALOGUE, remedy, say
from spp_press.manuscript import CONTAINERS, Manuscript, read_manuscript, read_text
from spp_press.manuscript.vetting import drawn
from spp_press.problems import Place, Report
from tests.manuscript.cases import Case, read_cases

NAME = "articles/01-a.md"


def read(text: str) -> tuple[Manuscript | None, Report]:
    report = Report()
    return read_manuscript(NAME, text, report), report


def body_of(text: str) -> str:
    manuscript, report = read("# 题\n\n" + text)
    assert manuscript, [(p.key, p.place) for p in report]
    return re.sub(r' data-source="[^"]*"', "", manuscript.body)


@pytest.mark.parametrize("case", read_cases("emphasis.txt"), ids=str)
def test_emphasis(case: Case) -> None:
    assert body_of(case.text).replace('"b"', "&quot;b&quot;") == f"<p>{case.expected}</p>"


@pytest.mark.parametrize("case", read_cases("notation.txt"), ids=str)
def test_notation(case: Case) -> None:
    assert body_of(case.text) == case.expected


@pytest.mark.parametrize("case", read_cases("refusals.txt"), ids=str)
def test_refusals(case: Case) -> None:
    _, report = read(case.text)
    found = [f"{p.key} {(p.place and p.place.line) or 0}" for p in report]
    assert list(dict.fromkeys(found)) == case.expected.split("\n")
    for problem in report:
        assert problem.place and problem.place.file == NAME
        assert "{" not in say(problem, "zh") + remedy(problem, "en")


def test_blocks_know_their_source_lines() -> None:
    manuscript, _ = read(
        "# 题\n\n甲\n乙\n\n## 丙\n\n- 丁\n- 戊\n\n> 己\n\n| a |\n|---|\n| 1 |\n\n"
        "![图](../images/a.jpg)\n\n::: 通知\n庚\n:::\n\n1）辛\n\n---\n\n```\nx\n```\n"
    )
    assert manuscript
    found = re.findall(r'<(\w+)[^>]* data-source="([^"]*)"', manuscript.body)
    expected = (
        "p:3 h3:6 ul:8 li:8 li:9 blockquote:11 p:11 table:13 tr:13 tr:15 figure:17 aside:19 p:20"
    )
    expected += " ol:23 li:23 hr:25 pre:27"
    assert found == [(t, f"{NAME}:{n}") for t, n in (e.split(":") for e in expected.split())]


def test_drawn_characters_know_their_lines() -> None:
    manuscript, _ = read('# 题\n\n甲\n乙[^1]\n\n![图](../images/a.jpg "丙")\n\n1）丁\n\n[^1]: 戊')
    assert manuscript
    lines = {text: place.line for text, place in manuscript.text}
    assert lines == {"题": 1, "甲": 3, "乙": 4, "丙": 6, "1）": 8, "丁": 8, "戊": 10}


def test_the_title_is_plain_text_and_html() -> None:
    manuscript, _ = read("## {{ 7*7 }} **甲**<br>乙 & `丙`\n\n文")
    assert manuscript
    assert manuscript.title == "{{ 7*7 }} 甲乙 & 丙"
    assert manuscript.title_html == ("{{ 7*7 }} <strong>甲</strong><br>乙 &amp; <code>丙</code>")
    assert manuscript.place == Place(NAME, 1)


def test_a_tracker_is_printed_as_its_site_and_not_linked() -> None:
    address = "https://a.us19.list-manage.com/track/click?u=34ec&id=18"
    manuscript, _ = read(f"# 题\n\n摘自：<{address}> )\n\n{address}")
    assert manuscript
    assert drawn(manuscript.body) == "摘自：a.us19.list-manage.com )a.us19.list-manage.com"
    assert manuscript.links == ()
    assert "34ec" not in repr(manuscript)


def test_figures_ask_for_their_pictures_once_each() -> None:
    asked: list[tuple[str, Place]] = []

    class Wide:
        width, height, mime = 3.0, 2.0, "image/jpeg"

    def pictures(name: str, place: Place) -> Wide:
        asked.append((name, place))
        return Wide()

    text = '# 题\n\n![a](../images/%E5%9B%BE%201.jpg "注")\n\n文'
    manuscript = read_manuscript(NAME, text, Report(), pictures)
    assert manuscript
    assert asked == [("images/图 1.jpg", Place(NAME, 3))]
    assert '<figure class="picture landscape opening"' in manuscript.body
    assert 'src="asset:images/%E5%9B%BE%201.jpg"' in manuscript.body
    assert [(f.name, f.alt, f.caption) for f in manuscript.figures] == [
        ("images/图 1.jpg", "a", "注")
    ]


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_container_is_an_aside_of_its_class(name: str) -> None:
    classes, keeps_lines = CONTAINERS[name]
    joint = "<br>" if keeps_lines else ""
    assert (
        body_of(f"::: {name}\n甲\n乙\n:::")
        == f'<aside class="{classes}"><p>甲{joint}乙</p></aside>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        ">" * 100_000,
        "甲" * 1_000_000,
        "- 甲\n" * 100_000,
        "1）" * 100_000,
        "::: 边栏\n" * 19_000,
        "<!--\n" * 19_000,
        "&#0;" * 200_000,
        "![" * 9_000,
        "甲[^1]" * 2_000 + "\n\n[^1]: " + "乙" * 19_000,
        "\n".join("".join(f"&#{n};" for n in range(i, i + 99)) for i in range(0, 99_000, 99)),
        "| a " * 10_000 + "\n" + "| - " * 10_000,
        "<u>" * 600,
        "[ " * 9_000,
    ],
    ids=lambda text: text[:6].strip(),
)
def test_a_bomb_is_refused_or_read_and_never_hangs(text: str) -> None:
    manuscript, report = read("# 题\n\n" + text)
    assert (manuscript is None) == bool(report.errors)


def test_settings_prose_may_link() -> None:
    report = Report()
    html, text = read_text("b.toml", "见 [甲](https://a.cn)、**乙** <i>", 3, report)
    assert html == '见 <a href="https://a.cn">甲</a>、<strong>乙</strong> '
    assert text == "见 甲、乙"
    assert [(p.key, p.place) for p in report] == [("html-refused", Place("b.toml", 3))]


_MARKS = "可持续ab12，。：“”（）《》*_`[]()<>!#-+|\\\n\n  :：^&;~\"'.\t　"
_NOTATION = """**|1）|（一）|[^1]|\n[^1]: |
![图](../images/a.jpg)|<sub>|</sub>|<br>|::: 边栏\n|\n:::\n|> |## |- |
```\n|<!-- | -->|作者：|　译者：| 摄影：|\n\n"""
_TABLE = "| a | b |\n|---|---|\n"
_PIECES = st.sampled_from([*_MARKS, *_NOTATION.split("|"), _TABLE])


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_no_character_is_lost_or_added_in_silence(text: str) -> None:
    manuscript, report = read("# 题\n\n" + text)
    assert all(p.key in CATALOGUE and p.key != "text-lost" for p in report)
    if manuscript is None:
        assert report.errors
        return
    body = Counter(drawn(manuscript.body).replace(" ", ""))
    assert body == Counter("".join(t for t, _ in manuscript.text[1:]).replace(" ", ""))
    if "<!--" not in text and "](" not in text:  # comments and addresses are not printed
        assert not Counter(c for c in text if c in "可持续a2") - body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# 题\n\n::: 通知\n甲\n\n::: 编者按\n乙\n:::\n\n丙",
            ["articles/01.md:3: ::: 通知 没有结束（第 6 行又开始了 ::: 编者按）"],
        ),
        (
            "# 题\n\n::: 通知\n甲\n\n::: 编者按\n乙",
            [
                "articles/01.md:3: ::: 通知 没有结束（第 6 行又开始了 ::: 编者按）",
                "articles/01.md:6: ::: 编者按 没有结束",
            ],
        ),
        ("# 题\n\n:::: 边栏\n甲\n\n::: 编者按\n乙\n:::\n\n丙\n::::", []),
    ],
)
def test_a_forgotten_end_is_said_of_its_own_box(text: str, expected: list[str]) -> None:
    report = Report()
    read_manuscript("articles/01.md", text, report)
    assert [f"{p.place}: {say(p, 'zh')}" for p in report] == expected
