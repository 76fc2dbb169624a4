"""The small rules: which marks are Latin, what is an address, which words there are."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest

from spp_press.composition import Lexicon, Text, set_heading
from spp_press.composition.characters import KINDS, Kind
from spp_press.composition.data.derive import derive
from spp_press.composition.hyphens import syllables
from spp_press.composition.pieces import is_address
from spp_press.composition.quotes import latin_marks
from tests.composition.proof import METRICS, proof

HEADINGS = (
    "与自然和平共处:解决不可持续生产和消费造成的三大环境危机",
    "应用价值链方法促进可持续生产和消费",
    "《十年方案框架》后-2022时代发展策划进展",
    "共同促进循环公平的信息通信技术",
    "SDG12.7.1可持续公共采购指数方法学启动国家级别报告系统",
    "成立亚太区域政府绿色采购网络",
    "SPP计划支持塞内加尔可持续公共采购实施项目",
    "基于“自然解决方案”的公共采购面临的挑战和成功案例",
    "生命周期倡议发布《一次性塑料替代品的分析报告》",
    "发布《创建有意义市场对话的实用指南》",
    "北欧城市发表“公平可循环智能手机联合声明”",
)
WHOLE = re.findall(
    r"\S+",
    """自然 和平共处 解决 不可持续 可持续 生产 消费 造成 三大 环境 危机 应用 价值链 方法 促进 时代
    发展 策划 进展 共同 循环 公平 公共采购 指数 方法学 启动 国家级别 亚太 区域 政府 网络 计划 支持
    塞内加尔 实施 项目 解决方案 面临 挑战 成功 案例 生命周期 倡议 发布 替代品 创建 有意义
    市场 对话 北欧 城市
    发表 SDG12.7.1 2022""",
)


@pytest.mark.parametrize(
    ("char", "kind"),
    [
        ("中", Kind.HAN), ("𠮷", Kind.HAN), ("〇", Kind.HAN), ("か", Kind.HAN), ("한", Kind.HAN),
        ("々", Kind.POSTFIX), ("％", Kind.POSTFIX), ("℃", Kind.POSTFIX), ("￥", Kind.PREFIX),
        ("Ａ", Kind.SYMBOL), ("①", Kind.SYMBOL), ("🌍", Kind.SYMBOL), ("A", Kind.LATIN),
        ("é", Kind.LATIN), ("Ж", Kind.LATIN), ("م", Kind.LATIN), ("～", Kind.CONNECT),
    ],
)  # fmt: skip
def test_kinds(char: str, kind: Kind) -> None:
    assert KINDS[char] is kind


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("It’s", "’"),
        ("the members’ votes", "’"),
        ("a “green” deal", "“”"),
        ("“Green” deals", "“”"),
        ("他说“green”吧", ""),
        ("他说：“a ‘green’ deal”。", "‘’"),
        ("“绿色”采购", ""),
        ("a “绿色” deal", ""),
        ("green — not grey", "—"),
        ("低—中", ""),
        ("and so on… then", "…"),
        ("绿色……", ""),
        ("”’“", ""),
    ],
)
def test_quotation_marks_are_latin_in_latin_text_only(text: str, latin: str) -> None:
    assert "".join(text[at] for at in sorted(latin_marks(text))) == latin


@pytest.mark.parametrize(
    "text",
    [
        "https://a.org/b",
        "www.oneplanetnetwork.org",
        "wang.j@mepcec.com",
        "doi:10.1038/x",
        "un.org/a",
        "/usr/lib/x",
    ],
)
def test_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text", ["12.7.1", "and/or", "e.g.", "2.5m/s", "U.S.", "UNEP", "a@b", "3:2"]
)
def test_no_addresses(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    "text", ["UNEP", "IAEG-SDGs", "2013-2016", "short", "SustainABLE", "--output=print"]
)
def test_capitals_and_numbers_do_not_hyphenate(text: str) -> None:
    assert syllables(text, "zh") == []


def test_words_hyphenate_by_their_language() -> None:
    assert [cut.at for cut in syllables("sustainable", "zh")] == [3, 7]
    assert syllables("sustainable", "xx") == []


def test_a_segmented_text_is_the_text() -> None:
    for heading in HEADINGS:
        assert "".join(Lexicon.common().segment(heading)) == heading


@pytest.mark.parametrize("width", [8.5, 9, 10, 12, 14, 16])
@pytest.mark.parametrize("heading", HEADINGS)
def test_no_heading_of_the_bulletin_breaks_inside_a_word(heading: str, width: float) -> None:
    items = [Text(heading, 1.0, METRICS)]
    lines = set_heading(items, lambda _: width)
    parts = ["".join(heading[span.start : span.end] for span in line.spans) for line in lines]
    assert "".join(parts) == heading
    place = 0
    for part in parts[:-1]:
        place += len(part)
        for word in WHOLE:
            found = heading.find(word)
            while found >= 0:
                assert not found < place < found + len(word), (parts, word)
                found = heading.find(word, found + 1)
    assert len(parts[-1]) > 2


def test_words_of_the_editor_win() -> None:
    text = "方案框架协议"
    assert Lexicon.common().extended(["框架协"]).segment(text) == ("方案", "框架协", "议")


def test_a_heading_on_one_line_asks_no_lexicon() -> None:
    code = (
        "from spp_press.composition import Text, lexicon, set_heading;"
        "from tests.composition.proof import METRICS;"
        "lexicon._common = None;"
        "assert len(set_heading([Text('绿色采购', 1.0, METRICS)], lambda _: 9.0)) == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_lexicon_is_small_and_loads_at_once() -> None:
    from spp_press.composition.lexicon import _common

    seconds = []
    for _ in range(3):
        _common.cache_clear()
        start = time.process_time()
        Lexicon.common()
        seconds.append(time.process_time() - start)
    assert min(seconds) < 0.05  # 0.012 s on a quiet machine


def test_the_lexicon_is_derived_as_said() -> None:
    lines = list(derive(["采购 100 v", "绿色 100 n", "的 800 uj", "abc 5 eng"]))
    assert lines == ["0\t的\n", "2.5\t绿色 采购\n"]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("trapezium", ["SPP^计划支持", "塞内加尔可持续", "公共采购实施项目"]),
        ("balance", ["SPP^计划支持", "塞内加尔可持续", "公共采购实施项目"]),
    ],
)
def test_shapes(shape: str, expected: list[str]) -> None:
    items = [Text(HEADINGS[6], 1.0, METRICS)]
    lines = set_heading(items, lambda _: 8.5, shape=shape)  # type: ignore[arg-type]
    assert [proof(items, line) for line in lines] == expected


@pytest.mark.parametrize(
    ("heading", "width", "expected"),
    [
        ("怕的不是水，怕的是水来的时候没有人告诉你。", 19.5,
         ["怕的不是水，", "怕的是水来的时候", "没有人告诉你。"]),
        (HEADINGS[0], 15.0, ["与自然和平共处:", "解决不可持续生产和消费", "造成的三大环境危机"]),
        (HEADINGS[0], 26.0, ["与自然和平共处:", "解决不可持续生产和消费造成的三大环境危机"]),
        ("白沙溪。鱼道建在画面上方的急弯处，春季水位最低时仍有两股水流相通，供鱼上行", 36.0,
         ["白沙溪。鱼道建在画面上方的急弯处，", "春季水位最低时仍有两股水流相通，供鱼上行"]),
        ("联合国、世界银行、欧盟发布可持续公共采购指数方法学", 15.5,
         ["联合国、世界银行、欧盟发布", "可持续公共采购指数方法学"]),
        ("最高水位（m）", 5.0, ["最高水位", "（m）"]),
    ],
)  # fmt: skip
def test_a_heading_breaks_where_it_pauses(heading: str, width: float, expected: list[str]) -> None:
    lines = set_heading([Text(heading, 1.0, METRICS)], lambda _: width)
    parts = ["".join(heading[span.start : span.end] for span in line.spans) for line in lines]
    assert parts == expected
