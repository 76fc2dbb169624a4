"""Tables beside the article: what spreadsheets save is read whole, or a line is named."""

from __future__ import annotations

import re

import pytest

from spp_press.manuscript import Manuscript, read_manuscript
from spp_press.problems import Place, Report
from spp_press.reading import decode

ARTICLE = "# 题\n\n文\n\n![表1 各国采购额](../data/额.csv)\n"
PLAIN = '国家,金额,说明\n荷兰,12.5,一\n瑞典,"1,200",二\n'
ROWS = [["国家", "金额", "说明"], ["荷兰", "12.5", "一"], ["瑞典", "1,200", "二"]]


def read(data: str, article: str = ARTICLE) -> tuple[Manuscript | None, list[str]]:
    asked: list[str] = []

    def file(name: str, place: Place) -> str:
        asked.append(name)
        return data

    report = Report()
    manuscript = read_manuscript("articles/01.md", article, report, data=file)
    assert set(asked) <= {"data/额.csv"}
    return manuscript, [f"{p.key} {p.place}" for p in report]


def rows(data: str, article: str = ARTICLE) -> list[list[str]]:
    manuscript, problems = read(data, article)
    assert manuscript and not problems, problems
    found = re.findall("<tr data-source.*?</tr>", manuscript.body)
    return [re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row) for row in found]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.rstrip(),
        PLAIN + ",,\n,,\n",  # rows that were emptied
        '国家,金额,说明,\n荷兰,12.5,一,\n\n瑞典,"1,200",二,\n',  # a column that was
        "国家;金额;说明\n荷兰;12.5;一\n瑞典;1,200;二\n",
        "国家\t金额\t说明\n荷兰\t12.5\t一\n瑞典\t1,200\t二\n",
        '"国家","金额","说明"\n"荷兰","12.5"," 一 "\n"瑞典","1,200","二"',
    ],
)
def test_separators_are_told_by_the_rows(data: str) -> None:
    assert rows(data) == ROWS


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030"])
def test_codings_are_those_of_excel_and_wps(coding: str) -> None:
    text = decode(PLAIN.replace("\n", "\r\n").encode(coding), "额.csv", Report())
    assert text is not None and rows(text) == ROWS


def test_what_a_cell_holds_is_text() -> None:
    data = (
        "甲,乙\n=cmd|' /C calc'!A0,<b>**粗**</b>\n"
        '"二\n行","有""引号""和,"\n{{ 7*7 }},[a](javascript:x)\n'
    )
    assert rows(data) == [
        ["甲", "乙"],
        ["=cmd|' /C calc'!A0", "&lt;b&gt;**粗**&lt;/b&gt;"],
        ["二<br>行", '有"引号"和,'],
        ["{{ 7*7 }}", "[a](javascript:x)"],
    ]


def test_every_row_and_run_knows_its_line() -> None:
    manuscript, _ = read('甲,乙\n"二\n行",1\n末,2\n')
    assert manuscript
    lines = re.findall('<tr data-source="data/额.csv:([0-9]+)"', manuscript.body)
    assert lines == ["1", "2", "4"]
    places = {text: str(place) for text, place in manuscript.text}
    assert places["末"] == "data/额.csv:4"
    assert places["表1 各国采购额"] == "articles/01.md:5"


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        ("", ["csv-empty data/额.csv"]),
        ("甲,乙\n", ["csv-empty data/额.csv"]),
        ("甲,乙\n1,2\n3\n4,5,6\n", ["csv-row data/额.csv:3", "csv-row data/额.csv:4"]),
        ('甲,乙\n1,2\n3,x"y\n', ["csv-quote data/额.csv:3"]),
        ('甲,乙\n1,2\n"3",4\n"五"六,5\n', ["csv-quote data/额.csv:4"]),
        ('甲,乙\n1,"2\n3,4\n', ["csv-quote data/额.csv:2"]),
        ("甲,乙\n1," + "长" * 2001 + "\n", ["csv-cell data/额.csv:2"]),
        (",".join("ab" * 16) + "\n" + ",".join("cd" * 16), ["table-large articles/01.md:5"]),
        ("甲,乙\n" + "1,2\n" * 2600, ["table-large articles/01.md:5"]),
    ],
)
def test_what_cannot_be_read_whole_is_an_error_with_its_line(
    data: str, problems: list[str]
) -> None:
    assert read(data) == (None, problems)


@pytest.mark.parametrize(
    ("notation", "key"),
    [
        ("![表1](../data/额.xlsx)", "table-workbook"),
        ("![表1](https://example.org/额.csv)", "path-leaves"),
        ('![表1](../data/额.csv "表1")', "table-titles"),
        ("表1 甲\n\n![表1](../data/额.csv)", "table-titles"),
    ],
)
def test_notations_that_are_refused(notation: str, key: str) -> None:
    manuscript, problems = read(PLAIN, f"# 题\n\n文\n\n{notation}\n")
    assert manuscript is None and [p.split()[0] for p in problems] == [key]


@pytest.mark.parametrize(
    "notation",
    [
        "![表1 各国](../data/额.csv)",
        '![](../data/额.csv "表1 各国")',
        "表1 各国\n\n![](../data/额.csv)",
    ],
)
def test_the_title_stands_above_and_is_said_again(notation: str) -> None:
    manuscript, problems = read(PLAIN, f"# 题\n\n{notation}\n")
    assert manuscript and not problems
    caption = '<caption[^>]*><span class="label">表1</span> 各国</caption><thead>'
    assert re.search(caption, manuscript.body)
    assert '<tr class="continued"><th colspan="3">续表1</th></tr>' in manuscript.body


def test_figures_are_set_right_and_told_what_they_lack() -> None:
    manuscript, _ = read('年,额,码,率\n2020,1,007,3%\n2021,—,008,-12.55%\n2022,"1,234.5",009,\n')
    assert manuscript
    cells = re.findall('<t([hd])(?: scope="col")?( class="right")?(?: data-rest="(.*?)")?>',
                       manuscript.body)  # fmt: skip
    assert [bool(right) for _, right, _ in cells] == [False, True, False, True] * 4
    assert [rest for kind, _, rest in cells if kind == "d"] == [
        *("", ".0", "", ".00"),
        *("", ".0", "", ""),
        *("", "", "", ".00%"),
    ]  # fmt: skip
