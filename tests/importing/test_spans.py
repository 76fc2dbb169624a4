"""Whatever Word says, a manuscript's reader sees the same characters."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from spp_press.importing.headings import heal, key, likest
from spp_press.importing.spans import Span, plain_text, write_spans
from spp_press.manuscript import read_manuscript
from spp_press.manuscript.vetting import drawn
from spp_press.problems import Report

TEXT = st.text("中文，。“”（）：《》ab1 .*_`[]()<>&;#!|\\-+=~^\n", min_size=0, max_size=12)
SPANS = st.lists(
    st.builds(
        Span,
        TEXT,
        bold=st.booleans(),
        emphasis=st.booleans(),
        underline=st.booleans(),
        script=st.sampled_from(["", "", "sub", "sup"]),
        link=st.sampled_from(["", "", "https://example.org/a"]),
    ),
    max_size=5,
)


def seen(text: str) -> str:
    """What a manuscript with the paragraph ``text`` draws, without spaces."""
    report = Report()
    manuscript = read_manuscript("a.md", f"# 题\n\n前。\n\n{text}\n\n后。\n", report)
    assert manuscript is not None, (text, list(report))
    return "".join(drawn(manuscript.body).split())[2:-2]


@settings(max_examples=300, deadline=None)
@given(SPANS)
def test_the_characters_stay(spans: list[Span]) -> None:
    text, _ = write_spans(spans)
    wanted = "".join(plain_text(spans).split())
    got = seen(text) if text else ""
    if got != wanted:  # what looks like a list's marker becomes one, and is drawn as such
        assert got in (wanted.lstrip("-"), wanted.lstrip("-+*")), text


def test_a_heading_has_no_space_unless_latin_words_meet() -> None:
    assert (
        heal("SPP计划支持 塞内加尔可 持续公共采 购实施项目")
        == "SPP计划支持塞内加尔可持续公共采购实施项目"
    )
    assert heal("SDG12.7.1 可持续") == "SDG12.7.1可持续"
    assert heal("One  Planet 网络") == "One Planet网络"
    assert heal("“One” Planet") == "“One” Planet"
    assert heal("2021　年") == "2021年"


def test_titles_are_compared_by_letters_and_figures() -> None:
    assert key("发布《创建》：１２ A-b") == key("发布创建12ab")
    assert likest("塞内加尔的项目", [key("塞内加尔项目"), key("北欧项目")]) == key("塞内加尔项目")
    assert likest("塞内加尔项目", [key("完全不同的标题")]) is None
