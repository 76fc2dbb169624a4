"""Whose it is: authors and translators under a title, a credit under a picture, in the PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spp_press.manuscript.credits import authors_in, is_byline, spaced, split_credit
from tests import small_bulletin
from tests.conftest import spp_press

BYLINE = "作者：王璟、Ana Ríos　译者：李明"


@pytest.mark.parametrize("style", ["classic", "hongtou"])
def test_a_byline_and_a_credit_stand_apart(tmp_path: Path, style: str) -> None:
    article = small_bulletin.write(tmp_path) / "articles" / "01.md"
    heading, blank, *rest = small_bulletin.ARTICLE.splitlines()
    text = "\n".join([heading, blank, BYLINE, blank, *rest]).replace('片绿")', '片绿　摄影：张三")')
    article.write_text(text, encoding="utf-8")
    wanted = ("make", "2022-1", "--style", style, "--edition", "screen", "--output", tmp_path)
    done = spp_press("--lang", "en", *wanted, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with pdfplumber.open(tmp_path / "2022-1-screen.pdf") as pdf:
        lines = [
            line
            for page in pdf.pages
            for line in page.extract_text_lines(x_tolerance=20, y_tolerance=3)
        ]
    said = [re.sub(r"\s", "", line["text"]) for line in lines]
    title = max(i for i, text in enumerate(said) if text.endswith("绿色采购的新进展"))
    byline = said.index(re.sub(r"\s", "", BYLINE))
    assert title < byline and said[byline + 1].startswith("“绿色采购”从2021年开始")
    caption = said.index("图1一片绿")
    assert said[caption + 1] == "摄影：张三"
    sizes = [lines[i]["chars"][0]["size"] for i in (caption, caption + 1)]
    fonts = {lines[i]["chars"][0]["fontname"][7:] for i in (caption, caption + 1)}
    assert sizes[1] < sizes[0] and len(fonts) == 2, "smaller, and in another face"


def test_a_briefs_caption_has_room_below_its_picture(tmp_path: Path) -> None:
    issue = small_bulletin.write(tmp_path)
    picture = '![绿](../images/图.png "图1 从河堤上看去的一片绿色，三年前还是荒滩　摄影：张三")'
    for name in ("01", "02"):
        text = f"# 简讯{name}\n\n文/王璟\n\n{picture}\n\n正文。\n"
        (issue / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
    briefs = ", ".join(f'{{ file = "articles/{n}.md", form = "brief" }}' for n in ("01", "02"))
    settings = (issue / "issue.toml").read_text(encoding="utf-8")
    (issue / "issue.toml").write_text(
        settings.replace('"articles/01.md"', briefs), encoding="utf-8"
    )
    wanted = ("make", "2022-1", "--edition", "screen", "--output", tmp_path)
    done = spp_press("--lang", "en", *wanted, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with pdfplumber.open(tmp_path / "2022-1-screen.pdf") as pdf:
        (page,) = [page for page in pdf.pages if "摄影" in page.extract_text()]
        left = page.crop((0, 0, 200, page.height)).extract_text_lines()
        rules = sorted({round(r["top"]) for r in (*page.rects, *page.lines) if r["width"] > 300})
    caption = [i for i, line in enumerate(left) if line["text"].startswith("图1")]
    credit = [i for i, line in enumerate(left) if line["text"].startswith("摄影：张三")]
    assert [b - a for a, b in zip(caption, credit, strict=True)] == [2, 2], "two lines, and whose"
    assert left[credit[0]]["bottom"] < rules[-1] < left[caption[1]]["top"]


_PARTS = (
    "枫桥段",
    "。",
    "，",
    " ",
    "（",
    "）",
    "摄影",
    "图",
    "摄",
    "：",
    "/",
    "张三",
    "ab",
    "供图",
)


@given(
    st.lists(st.sampled_from(_PARTS), max_size=12).map(
        lambda parts: " ".join("".join(parts).split())
    )
)
def test_a_caption_is_words_and_a_credit_and_nothing_is_lost(caption: str) -> None:
    words, credit = split_credit(caption)
    assert (words + credit).replace(" ", "") == caption.replace(" ", "")
    assert not credit or re.search("摄|图|绘|来源", credit)


@given(st.text(alphabet="作者译文：/ \u3000\n王璟、ab。", max_size=30))
def test_a_byline_keeps_its_words(text: str) -> None:
    assert "".join(spaced(text).split()) == "".join(text.split())
    assert is_byline(spaced(text)) == is_byline(text)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        (BYLINE, ("王璟", "Ana Ríos")),
        ("作者：王　璟（中环联合认证中心）", ("王璟",)),
        ("作者：王璟　李明", ("王璟", "李明")),
        ("作者：王　璟　李明明　欧阳　修", ("王璟", "李明明", "欧阳修")),
        ("作者：王　璟　李　明", ("王璟", "李明")),
        ("译者：李明", ()),
        ("文/王璟 图/张三\n编译：李明\n撰文：周宁；吴越", ("王璟", "周宁", "吴越")),
    ],
)
def test_authors_are_those_who_wrote(byline: str, authors: tuple[str, ...]) -> None:
    assert is_byline(byline)
    assert authors_in(byline) == authors


def test_a_long_line_is_judged_at_once() -> None:
    for piece in ("作者：", "作者：甲 ", "（图：", " ", "摄 ", "图 摄影 "):
        is_byline(piece * 20_000)
        split_credit(piece * 20_000)


def test_the_covers_credit_stands_on_the_back_within_its_margin(tmp_path: Path) -> None:
    issue = small_bulletin.write(tmp_path)
    settings = tmp_path / "issues" / "bulletin.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub("(?m)^statement.*$", "", text), encoding="utf-8")
    cover = 'cover = { file = "images/图.png", alt = "绿", caption = "一片绿，张三摄" }\n'
    own = (issue / "issue.toml").read_text(encoding="utf-8")
    (issue / "issue.toml").write_text(cover + own, encoding="utf-8")
    wanted = ("make", "2022-1", "--edition", "screen", "--output", tmp_path)
    done = spp_press("--lang", "en", *wanted, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with pdfplumber.open(tmp_path / "2022-1-screen.pdf") as pdf:
        back = pdf.pages[-1]
        assert "封面：一片绿，张三摄" in "".join(back.extract_text().split())
        margin = float(back.height) - max(char["bottom"] for char in back.chars)
    assert margin > 14 / 25.4 * 72, "15 mm, less the leading"
