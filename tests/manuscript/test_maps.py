"""Maps: none without the number of its review, and no map that is not declared one."""

from __future__ import annotations

import re

import pytest

from spp_press.manuscript import Manuscript, read_manuscript
from spp_press.manuscript.maps import is_map_number
from spp_press.problems import Report

PICTURE = '![各国的位置](../images/map.jpg "图1 各国位置图 制图：张三")'


def read(body: str) -> tuple[Manuscript | None, list[str]]:
    report = Report()
    manuscript = read_manuscript("articles/01.md", f"# 题\n\n文\n\n{body}\n", report)
    return manuscript, [f"{p.key} {p.place.line if p.place else 0}" for p in report]


@pytest.mark.parametrize(
    "number",
    [
        "审图号：GS(2021)1234号",
        "审图号：GS（2019）1822 号",
        "审图号:GS京(2022)0123号",
        "审图号：京S（2021）015号",
        "审图号：粤AS (2022) 013号",
        "审图号：宁S[2020]第015号",
        "审图号：GS(2016)1569号、GS(2016)1570号",
        "审图号：国审字(2002)第107号",
    ],
)
def test_numbers_as_they_are_given(number: str) -> None:
    assert is_map_number(number)


@pytest.mark.parametrize(
    "number",
    [
        "GS(2021)1234号",
        "审图号：",
        "审图号：GS(21)1234号",
        "审图号：GS2021-1234",
        "审图号：GS(2021)号",
        "审图号：GS(2021)1234",
        "审图号：待定",
        "审图号：GS(2021)1234号，仅供参考",
    ],
)
def test_numbers_that_are_none(number: str) -> None:
    assert not is_map_number(number)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_number_stands_beneath(gap: str) -> None:
    manuscript, problems = read(f"::: 地图\n{PICTURE}{gap}审图号：GS(2021)1234号\n:::")
    assert manuscript and not problems
    assert re.search(
        '<figcaption>图1 各国位置图 <span class="credit">制图：张三</span>'
        ' <span class="map-number">审图号：GS\\(2021\\)1234号</span></figcaption>',
        manuscript.body,
    )
    assert "审图号：GS(2021)1234号" in dict(manuscript.text)


@pytest.mark.parametrize(
    ("block", "problems"),
    [
        (PICTURE, ["map-number-missing 6"]),
        (f"{PICTURE}\n审图号：GS(21)1号", ["map-number-wrong 7"]),
        (f"{PICTURE}\n审图号：GS(2021)1234号\n又及", ["map-number-wrong 8"]),
        ("审图号：GS(2021)1234号", ["container-picture 5"]),
        (f"{PICTURE}\n{PICTURE}\n审图号：GS(2021)1234号", ["container-picture 5"]),
        (f"- {PICTURE}", ["map-number-wrong 6", "container-picture 5"]),
    ],
)
def test_a_block_that_is_no_map(block: str, problems: list[str]) -> None:
    assert read(f"::: 地图\n{block}\n:::") == (None, problems)


@pytest.mark.parametrize(
    ("caption", "warned"),
    [
        ("图1 中国地图", True),
        ("项目区位图", True),
        ("全球试点城市分布图", True),
        ("流程示意图", False),
        ("年龄分布图", False),
        ("地铁线路地图", False),
        ("一次能源消费结构图", False),
    ],
)
def test_a_caption_that_calls_its_picture_a_map(caption: str, warned: bool) -> None:
    _, problems = read(f'![图](../images/a.jpg "{caption}")')
    assert problems == ["map-undeclared 5"] * warned
