"""What stands in, under and above a text, measured in the finished PDF: T11, T16, T18, T19."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from spp_press.composition import Lexicon
from spp_press.engine import Typesetter
from spp_press.engine.notes import circled
from spp_press.manuscript import read_manuscript
from spp_press.problems import InputError, Report
from spp_press.styles import read_style
from spp_press.typeset import Typeset
from tests.engine.setting import Glyph, lines_of, set_html, text_of

ROOT = Path(__file__).parents[2]
GRID = 17.0
TEXT = (
    "随着信息通信技术行业的持续发展，碳排放、稀有材料的使用，以及在采矿、生产和废弃过程中面临的"
    "社会和环境问题，也在不断增加。通过采购倒逼和加速向循环和公平的产品过渡，可帮助解决这些问题。"
)
NOTES = """
.footnote { float: footnote; footnote-policy: line; font-size: 8pt; line-height: 12pt }
::footnote-call { content: "①"; font-size: 0.7em; line-height: 0; vertical-align: 0.4em }
::footnote-marker { content: "①" }
"""
RUBY = "rt { font-size: 0.45em; line-height: 0; vertical-align: 2.15em }"
DOTS = "em { font-style: normal; --emphasis-mark: dot }"


def note(text: str) -> str:
    return f'<span class="footnote" data-source="articles/01.md:9">{text}</span>'


@cache
def set_classic(markdown: str) -> bytes:
    """An article set in classic, as the press would set it in its issue."""
    report = Report()
    manuscript = read_manuscript("articles/01.md", "# 题\n\n" + markdown, report)
    assert manuscript, [(p.key, str(p.place)) for p in report]
    style = read_style("classic", ROOT, report)
    html = (
        '<!doctype html><html lang="zh-CN"><title>t</title><body><article class="article">'
        f'<div class="body">{manuscript.body}</div></article></body></html>'
    )
    typesetter = Typesetter(style, Lexicon.common(), report)
    return typesetter.lay_out(Typeset(html, {}), report).draw()


def pages_of(pdf: bytes) -> list[Any]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [(page.chars, page.curves, page.rects) for page in document.pages]


def texts_of(pdf: bytes) -> list[str]:
    """Each page's characters, line by line from the top."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [page.extract_text(x_tolerance=50) for page in document.pages]


def off_grid(lines: list[list[Glyph]]) -> list[tuple[str, float]]:
    """The lines of classic's text that are off the first one's grid, with how far."""
    body = [[g for g in line if g.font.startswith("SPP-Song") and _is_text(g)] for line in lines]
    body = [line for line in body if line]
    first = body[0][0].baseline
    drifts = [(line[0].baseline - first + GRID / 2) % GRID - GRID / 2 for line in body]
    return [(text_of(li), d) for li, d in zip(body, drifts, strict=True) if abs(d) > 0.5]


def _is_text(glyph: Glyph) -> bool:
    return round(glyph.size, 1) == 10.5


# T19


def test_notes_are_counted_anew_on_each_page() -> None:
    body = "".join(f"<p>{TEXT}{note(f'注{i}。')}{TEXT}</p>" for i in range(30))
    pages = texts_of(set_html(body, NOTES))
    assert len(pages) > 3
    seen = []
    for page in pages:
        calls = re.findall(r"(?<=问题。)[①-⑳](?!注)", page.replace("\n", ""))
        markers = re.findall(r"([①-⑳])注(\d+)。", page)
        own = [mark for mark, _ in markers]
        assert own == [circled(n) for n in range(1, len(own) + 1)]
        assert sorted(calls) == sorted(own)
        seen += [int(number) for _, number in markers]
    assert seen == list(range(30))


def test_no_note_is_lost_where_notes_are_long_and_many() -> None:
    body = "".join(
        f"<p>{TEXT * (i % 3)}{TEXT[: i * 7 % 60]}{note(f'注{i}。{TEXT * (i * 5 % 4)}')}{TEXT}</p>"
        for i in range(60)
    )
    whole = "".join(texts_of(set_html(body, NOTES + "p { orphans: 2; widows: 2 }")))
    assert sorted(int(n) for n in re.findall(r"[①-⑳]注(\d+)。", whole)) == list(range(60))


def test_a_note_carried_over_keeps_its_number_and_shares_it_with_none() -> None:
    pages = texts_of(set_html(
        "".join(f"<p>{TEXT}{note(f'注{i}。{TEXT * 3}')}{TEXT}</p>" for i in range(12)),
        NOTES.replace("footnote-policy: line;", ""),
    ))  # fmt: skip
    number_of: dict[str, str] = {}
    for page in pages:
        markers = re.findall(r"([①-⑳])注(\d+)。", page)
        assert len({mark for mark, _ in markers}) == len(markers)
        number_of |= {note: mark for mark, note in markers}
    calls = re.findall(r"(?<=问题。)[①-⑳](?!注)", "".join(pages).replace("\n", ""))
    assert sorted(calls) == sorted(number_of.values())


def test_calls_and_notes_extract_with_their_text() -> None:
    lines = [text_of(line) for line in lines_of(set_html(f"<p>甲{note('注。')}乙</p>", NOTES))]
    assert lines == ["①", "甲乙", "①注。"]


def test_a_note_in_a_list_a_table_and_a_quotation_is_placed() -> None:
    called = "".join(f"<li>{TEXT}{note(f'注{i}。')}</li>" for i in range(20))
    cells = "".join(f"<tr><td>{TEXT}{note(f'注{i}。')}</td></tr>" for i in range(20, 40))
    quoted = "".join(f"<p>{TEXT}{note(f'注{i}。')}</p>" for i in range(40, 60))
    body = f"<ul>{called}</ul><table>{cells}</table><blockquote>{quoted}</blockquote>"
    whole = "".join(texts_of(set_html(body, NOTES + "tr { break-inside: avoid }")))
    assert sorted(int(n) for n in re.findall(r"[①-⑳]注(\d+)。", whole)) == list(range(60))


def test_the_note_s_characters_need_glyphs() -> None:
    body = "<p>甲" + "".join(note("注") for _ in range(3)) + "</p>"
    with pytest.raises(InputError) as caught:
        set_html(body.replace("注", "😀"), NOTES)
    assert {p.key for p in caught.value.problems} == {"character-missing"}
    assert {str(p.place) for p in caught.value.problems} == {"articles/01.md:9"}


# T16


def test_a_dot_stands_under_the_middle_of_each_emphasised_han_character() -> None:
    words = "着重的几个字（SPP），字"
    pdf = set_html(f"<p>{TEXT[:40]}<em>{words}</em>{TEXT}</p>", DOTS + "p { width: 22ic }")
    chars, curves, _ = pages_of(pdf)[0]
    start = "".join(c["text"] for c in chars).index(words)
    emphasised = chars[start : start + len(words)]
    middles = [c["x0"] + c["size"] / 2 for c in emphasised if "一" <= c["text"] <= "鿿"]
    bottoms = [c["bottom"] for c in emphasised if "一" <= c["text"] <= "鿿"]
    dots = sorted(((c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2) for c in curves)
    assert len(dots) == len(middles) == 7
    for (x, y), middle in zip(dots, sorted(middles), strict=True):
        assert x == pytest.approx(middle, abs=0.02)
        assert any(0 < y - bottom + 4 < 8 for bottom in bottoms)
    assert "".join(map(text_of, lines_of(pdf))) == TEXT[:40] + words + TEXT


def test_dots_follow_a_line_s_tracking() -> None:
    body = f"<p><em>{TEXT}</em></p>"
    chars, curves, _ = pages_of(set_html(body, DOTS + "p { width: 17.3ic }"))[0]
    middles = sorted(c["x0"] + c["size"] / 2 for c in chars if "一" <= c["text"] <= "鿿")
    dots = sorted((c["x0"] + c["x1"]) / 2 for c in curves)
    assert dots == pytest.approx(middles, abs=0.02)


def test_ruby_stands_centred_above_its_base_and_moves_no_line() -> None:
    pairs = (("璟", "jǐng"), ("妆", "zhuāng"), ("渴", "kě"))
    ruby = "甲".join(f"<ruby>{base}<rt>{above}</rt></ruby>" for base, above in pairs)
    pdf = set_html(f"<p>{TEXT}人名{ruby}，{TEXT}</p>", RUBY)
    plain = set_html(f"<p>{TEXT}人名璟甲妆甲渴，{TEXT}</p>")
    bases = [line for line in lines_of(pdf) if line[0].size > 9]
    assert [(text_of(a), a[0].baseline) for a in bases] == [
        (text_of(b), b[0].baseline) for b in lines_of(plain)
    ]  # every line is where it is without ruby, and copies alike
    chars = pages_of(pdf)[0][0]
    for base, above in pairs:
        (below,) = [c for c in chars if c["text"] == base and c["size"] > 9]
        start = "".join(c["text"] for c in chars).index(above)
        letters = chars[start : start + len(above)]
        middle = (letters[0]["x0"] + letters[-1]["x1"]) / 2
        assert middle == pytest.approx((below["x0"] + below["x1"]) / 2, abs=0.05)
        assert letters[-1]["x1"] - letters[0]["x0"] <= 1.8 * below["size"] + 0.05
        assert letters[0]["size"] == pytest.approx(0.45 * below["size"], abs=0.01)
        gap = letters[0]["matrix"][5] - below["matrix"][5]
        assert 0.9 * below["size"] < gap < 1.1 * below["size"]


def test_annotations_side_by_side_do_not_touch() -> None:
    ruby = "<ruby>装<rt>zhuāng</rt></ruby><ruby>窗<rt>chuāng</rt>床<rt>chuáng</rt></ruby>"
    chars = pages_of(set_html(f"<p>{TEXT[:9]}{ruby}的</p>", RUBY))[0][0]
    above = sorted((c for c in chars if c["size"] < 6), key=lambda c: c["x0"])
    assert "".join(c["text"] for c in above) == "zhuāngchuāngchuáng"
    ends = [above[5], above[11]]
    starts = [above[6], above[12]]
    assert all(s["x0"] - e["x1"] > 0.5 for e, s in zip(ends, starts, strict=True))
    assert "".join(c["text"] for c in chars if c["size"] > 6) == f"{TEXT[:9]}装窗床的"


def test_ruby_and_its_base_are_read_together() -> None:
    pdf = set_html("<p>人名<ruby>璟<rt>jǐng</rt></ruby>，好</p>", RUBY)
    assert "".join(c["text"] for c in pages_of(pdf)[0][0]) == "人名璟jǐng，好"


def test_ruby_breaks_like_the_character_it_stands_above() -> None:
    ruby = "<ruby>璟<rt>jǐng</rt></ruby>"
    pdf = set_html(f"<p>{(TEXT[:9] + ruby + '，') * 20}</p>", RUBY + "p { width: 11.4ic }")
    lines = [line for line in lines_of(pdf) if line[0].size > 9]
    assert not any(text_of(line)[0] in "，、。" for line in lines)
    right = max(line[-1].x1 for line in lines)
    assert all(line[-1].x1 <= right + 0.01 for line in lines)


# T18

HEAD = "| 国家 | 年份 | 得分 | 说明 |\n|:--|:-:|--:|:--|\n"
LONG = "采购政策与实施进展的说明，这一行要折成两行才放得下"
ROWS = "".join(
    f"| 第{i}国 | {2000 + i}年 | {i} | {LONG if i % 3 == 0 else ''} |\n" for i in range(1, 61)
)


def test_a_table_s_title_stands_above_it_and_a_figure_s_below() -> None:
    lines = [
        text_of(line) for line in lines_of(set_classic(f"表1 名单\n\n{HEAD}| 不丹 | 1 | 2 | 3 |\n"))
    ]
    title = next(i for i, line in enumerate(lines) if "名单" in line)
    assert "国家" in lines[title + 1] and "不丹" in lines[title + 2]
    assert not any("续表" in line for line in lines)
    css = (ROOT / "styles" / "classic" / "components" / "figure.css").read_text("utf-8")
    body = (
        '<figure><img src="asset://style/ring.svg" alt=""><figcaption>图1 环</figcaption></figure>'
    )
    report = Report()
    style = read_style("classic", ROOT, report)
    html = f'<!doctype html><html lang="zh-CN"><title>t</title><body><div class="body">{body}</div>'
    pages = Typesetter(style, Lexicon.common(), report).lay_out(Typeset(html, {}), report)
    with pdfplumber.open(io.BytesIO(pages.draw())) as document:
        page = document.pages[0]
        drawn = [c for c in page.curves if c["top"] > 60]
        caption = min(c["top"] for c in page.chars if c["text"] == "环")
        assert drawn and caption > max(c["bottom"] for c in drawn) - 1
    assert "figcaption" in css


def test_a_table_that_crosses_pages_repeats_its_head_and_says_so() -> None:
    pages = texts_of(set_classic(f"{TEXT}\n\n表2 长表\n\n{HEAD}{ROWS}\n{TEXT}"))
    assert len(pages) >= 3
    assert "表2长表" in pages[0].replace(" ", "") and "续表" not in pages[0]
    for page in pages[1:3]:
        lines = [line.replace(" ", "") for line in page.split("\n")]
        at = lines.index("续表2")
        assert lines[at + 1] == "国家年份得分说明"
    whole = "".join(pages).replace(" ", "").replace("\n", "")
    rows = re.findall(r"第(\d+)国20", whole)
    assert [int(row) for row in rows] == list(range(1, 61))


def test_a_table_without_a_title_says_that_it_goes_on() -> None:
    pages = texts_of(set_classic(HEAD + ROWS))
    assert "续表" not in pages[0] and "续表" in pages[1]


def test_a_narrow_column_is_not_broken_beside_a_wide_one() -> None:
    lines = [text_of(line) for line in lines_of(set_classic(f"表1 名单\n\n{HEAD}{ROWS}"))]
    assert any(line.startswith("国家年份得分说明") for line in lines)
    assert sum(line.startswith("第3国2003年3") for line in lines) == 1


def test_collapsed_borders_keep_to_their_rows() -> None:
    css = "table { border-collapse: collapse; width: 100mm } td, th { border: 0.5pt solid #000 }"
    head = (
        '<thead><tr class="continued"><th colspan="2">续表</th></tr><tr><th>甲</th><th>乙</th></tr>'
    )
    rows = "".join(f"<tr><td>{i}</td><td>行</td></tr>" for i in range(60))
    pdf = set_html(f"<table>{head}</thead><tbody>{rows}</tbody></table>", css)
    first, second = texts_of(pdf)[:2]
    assert first.startswith("甲") and second.startswith("续表")


# T11


@pytest.mark.parametrize(
    "between",
    [
        f"表1 名单\n\n{HEAD}{ROWS[:400]}",
        f"{HEAD}{ROWS}",
        f"{HEAD.replace('年份', '这个表头很长，要折成两行以上才行')}{ROWS[:300]}",
        f"1）{TEXT}\n2）{TEXT}\n\n（一）{TEXT}\n\n（二）{TEXT}\n",
        f"- {TEXT}\n  - {TEXT}\n- 三\n",
        f"> {TEXT}\n>\n> {TEXT}\n",
        "```\nmake\n  all\n```\n",
        f"正文[^1]。{TEXT}\n\n[^1]: {TEXT}\n",
        "人名<ruby>璟<rt>jǐng</rt></ruby>*着重*`code`CO<sub>2</sub>m<sup>2</sup>",
        "## 小标题",
    ],
    ids=["table", "long table", "two-line head", "numbered", "bullets", "quotation", "code", "note",
         "inline", "heading"],
)  # fmt: skip
def test_text_stays_on_the_grid_after(between: str) -> None:
    pdf = set_classic(f"{TEXT}\n\n{between}\n\n{TEXT}\n\n{TEXT * 12}")
    lines = lines_of(pdf)
    assert off_grid(lines) == []
    assert len(lines) > 20


def test_turn_over_lines_of_a_list_hang() -> None:
    for marks in ("1）", "2）", "3）"), ("（一）", "（二）", "（三）"), ("- ", "- ", "- "):
        pdf = set_classic("\n\n".join(f"{mark}{TEXT}" for mark in marks))
        lines = [line for line in lines_of(pdf) if round(line[-1].size, 1) == 10.5]
        starts = [
            next(g.x0 for g in line if g.char == "随") for line in lines if "随着" in text_of(line)
        ]
        turns = [line[0].x0 for line in lines if text_of(line)[0] not in "随（123●"]
        assert len(starts) == 3 and len(turns) >= 6
        assert turns == pytest.approx([starts[0]] * len(turns), abs=6)  # an opener may be flush
        assert sum(abs(turn - starts[0]) < 0.3 for turn in turns) >= len(turns) - 1


# T7, T12


def test_paragraphs_are_indented_by_two_characters_after_a_heading_too() -> None:
    lines = lines_of(set_classic(f"{TEXT}\n\n## 小标题\n\n{TEXT}\n\n{TEXT}"))
    first = [line[0] for line in lines if text_of(line).startswith("随着")]
    others = [line[0] for line in lines if text_of(line).startswith("通过")]
    left = min(line[0].x0 for line in lines if line[0].font == "SPP-Song")
    assert len(first) == 3 and not others
    assert [glyph.x0 - left for glyph in first] == pytest.approx([21.0] * 3, abs=0.05)


def test_latin_stands_upright_on_the_han_baseline_in_the_face_made_for_it() -> None:
    pdf = set_html("<p>由UNEP发布SPP计划，<strong>共SDG目标</strong>，<i>It</i>’s好</p>")
    (line,) = lines_of(pdf)
    letters = [glyph for glyph in line if glyph.char.isascii()]
    assert len(letters) > 10
    for glyph in letters:
        assert (glyph.baseline, glyph.size) == (line[0].baseline, line[0].size)
        assert glyph.font.startswith("SPP-Song") and "Italic" not in glyph.font


def drawn(pdf: bytes) -> str:
    return "".join(text_of(line) for line in lines_of(pdf))


def test_a_paragraph_that_a_style_sets_as_a_note_is_whole() -> None:
    """It is called nowhere, and numbered after the notes that are."""
    body = f"<p>{note('一条注。')}正文。</p><p class='footnote'>一段的话。</p><p>又一段。</p>"
    text = drawn(set_html(body, NOTES))
    assert all(said in text for said in ("①一条注。", "②一段的话。", "又一段。"))


def test_a_line_of_spaces_alone_is_set() -> None:
    """As between links that a template has not closed."""
    assert "前面" in drawn(set_html("<p><b>前面<div> <b> </b> </div></b></p>后面"))
    assert "后面" in drawn(set_html("<p style='white-space: pre-wrap'> </p><p>后面</p>"))


@pytest.mark.parametrize(
    "css",
    ["p { margin-left: 900mm }", "p { position: absolute; top: -50mm }", "p { margin: 1e9pt }"],
)
def test_text_that_a_style_puts_beside_its_page_is_an_error(css: str) -> None:
    with pytest.raises(InputError) as raised:
        set_html("<p data-source='articles/01.md:3'>一段的话。</p>", css)
    assert ("text-outside", "articles/01.md:3") in {
        (problem.key, str(problem.place)) for problem in raised.value.problems
    }


def test_what_a_sheet_names_and_is_not_there_is_told_at_its_line() -> None:
    with pytest.raises(InputError) as raised:
        set_html("<p>一段的话。</p>", "\n\np { background: url(无.png) }")
    [problem] = raised.value.problems
    assert (problem.key, str(problem.place)) == ("asset-missing", "test.css:3")


def test_a_line_wider_than_any_page_is_laid_to_the_style() -> None:
    with pytest.raises(InputError) as raised:
        set_html("<p>一段的话。</p>", "p { width: 1e6mm }")
    assert [(p.key, str(p.place)) for p in raised.value.problems] == [("line-wide", "styles/test")]
