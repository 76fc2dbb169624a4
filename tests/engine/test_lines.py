"""Every paragraph is composed for the width that CSS gives it, measured in the finished PDF."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from spp_press.problems import InputError
from tests.engine.setting import Glyph, lines_of, set_html, text_of

TEXT = (
    "随着信息通信技术（ICT）行业的持续发展，碳排放、稀有材料的使用，以及在采矿、生产和废弃过程中"
    "面临的社会与环境问题也在不断增加。“循环采购”从2021年开始，由40个城市的采购人共同推动，"
    "它们约定：先看《产品环境声明》，再谈价格，并在12.7.1指标下每年报告一次进展情况。"
)
MM = 72 / 25.4


def full_lines(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """All lines but the last of the only paragraph."""
    return lines[:-1]


def right_edges(lines: list[list[Glyph]]) -> list[float]:
    return [line[-1].x1 for line in lines]


@pytest.mark.parametrize(
    ("css", "left", "right"),
    [
        ("", 10 * MM, 150 * MM),
        ("p { margin-right: 40mm }", 10 * MM, 110 * MM),
        ("@page { margin-left: 45mm }", 45 * MM, 150 * MM),
        ("p { width: 20ic }", 10 * MM, 10 * MM + 200),
        ("p { font-size: 13pt; width: 24ic }", 10 * MM, 10 * MM + 312),
    ],
)
def test_a_paragraph_ends_on_the_measure_that_css_states(
    css: str, left: float, right: float
) -> None:
    lines = lines_of(set_html(f"<p>{TEXT}</p>", css))
    assert "".join(map(text_of, lines)) == TEXT
    size = lines[0][0].size
    for edge in right_edges(full_lines(lines)):
        assert edge == pytest.approx(right, abs=0.03 * size)
    assert all(line[0].x0 == pytest.approx(left, abs=0.01) for line in lines[1:])


def test_columns_each_have_their_own_lines() -> None:
    css = ".c { columns: 2; column-gap: 20pt } p { orphans: 1; widows: 1 }"
    pdf = set_html(f'<div class="c"><p>{TEXT}</p></div>', css)
    width = (140 * MM - 20) / 2
    split = 10 * MM + width + 10
    glyphs = [glyph for line in lines_of(pdf) for glyph in line]
    for side, right in ((0, 10 * MM + width), (1, 150 * MM)):
        column = [g for g in glyphs if (g.x0 > split) == bool(side)]
        edge = max(g.x1 for g in column)
        assert edge == pytest.approx(right, abs=0.3)


def test_a_paragraph_in_columns_goes_on_over_the_page() -> None:
    text = TEXT * 24
    lines = lines_of(set_html(f"<p>{text}</p>", "p { columns: 2; column-gap: 20pt }"))
    glyphs = [glyph for line in lines for glyph in line]
    assert Counter(g.char for g in glyphs) == Counter(text)
    assert max(g.x1 for g in glyphs) == pytest.approx(150 * MM, abs=0.3)


def test_text_beside_a_float_is_composed_line_by_line() -> None:
    css = ".f { float: right; width: 50mm; height: 40pt; background: #eee }"
    lines = lines_of(set_html(f'<div class="f"></div><p>{TEXT}</p>', css))
    edges = right_edges(full_lines(lines))
    assert edges[:3] == [pytest.approx(100 * MM, abs=0.3)] * 3
    assert edges[3:] == [pytest.approx(150 * MM, abs=0.3)] * len(edges[3:])


def test_a_table_cell_and_a_list_are_composed_to_their_width() -> None:
    css = "td { width: 50mm; padding: 0; text-align: justify } li { margin-left: 30mm }"
    lines = lines_of(set_html(f"<table><tr><td>{TEXT}</td></tr></table>", css))
    assert max(right_edges(lines)) - min(line[0].x0 for line in lines) <= 50 * MM + 0.05
    css += "ul { padding: 0; list-style: none } li { text-align: justify }"
    lines = lines_of(set_html(f"<ul><li>{TEXT}</li></ul>", css))
    for edge in right_edges(full_lines(lines)):
        assert edge == pytest.approx(150 * MM, abs=0.3)


def test_bold_code_and_links_are_composed_with_their_paragraph() -> None:
    body = (
        f"<p>{TEXT[:30]}<strong>{TEXT[30:60]}</strong>{TEXT[60:90]}"
        f'<code>make</code><a href="https://example.org/">{TEXT[90:120]}</a>{TEXT[120:]}</p>'
    )
    css = "p { width: 22ic } code { padding: 0 3pt; font-size: 9pt } strong { font-weight: 700 }"
    lines = lines_of(set_html(body, css))
    whole = TEXT[:90] + "make" + TEXT[90:]
    assert "".join(map(text_of, lines)) == whole
    for edge in right_edges(full_lines(lines)):
        assert edge == pytest.approx(10 * MM + 220, abs=0.3)


def test_line_end_marks_are_half_wide_and_line_start_openers_flush() -> None:
    lines = lines_of(set_html(f"<p>{TEXT * 3}</p>", "p { width: 20ic }"))
    ends = [line[-1] for line in lines[:-1] if line[-1].char in "，。、：；）》”"]
    assert ends
    for mark in ends:
        assert mark.x1 - mark.x0 == pytest.approx(mark.size / 2, abs=0.01)


def test_a_forced_break_ends_a_line_and_nothing_is_lost() -> None:
    lines = lines_of(set_html(f"<p>{TEXT[:40]}<br>{TEXT[40:50]}<br><br>{TEXT[50:]}</p>"))
    texts = [text_of(line) for line in lines]
    assert "".join(texts) == TEXT
    assert TEXT[40:50] in texts


def test_a_paragraph_goes_on_over_the_page() -> None:
    lines = lines_of(set_html(f"<p>{TEXT * 12}</p>"))
    assert "".join(map(text_of, lines)) == TEXT * 12


def test_text_that_is_centred_is_not_stretched() -> None:
    lines = lines_of(set_html(f"<p>{TEXT}</p>", "p { text-align: center; text-indent: 0 }"))
    middle = 80 * MM
    for line in lines:
        assert (line[0].x0 + line[-1].x1) / 2 == pytest.approx(middle, abs=0.5)


def test_letter_spacing_is_kept() -> None:
    line = lines_of(set_html("<p>同一个地球</p>", "p { letter-spacing: 0.05em }"))[0]
    steps = {round(b.x0 - a.x0, 2) for a, b in pairwise(line)}
    assert steps == {10.5}


def test_body_lines_lie_on_the_grid_after_a_block_of_any_height() -> None:
    css = ".f { height: 23.7pt; margin: 16pt 0; --block-step: 16pt }"
    lines = lines_of(set_html(f'<p>一</p><div class="f"></div><p>{TEXT}</p>', css))
    first = lines[0][0].baseline
    for line in lines:
        assert (line[0].baseline - first) % 16 == pytest.approx(0, abs=0.02) or (
            (line[0].baseline - first) % 16 == pytest.approx(16, abs=0.02)
        )


def test_a_character_that_no_face_has_is_an_error_that_names_its_place() -> None:
    with pytest.raises(InputError) as caught:
        set_html('<p data-source="articles/01.md:7">好😀的</p>')
    (problem,) = caught.value.problems
    assert problem.key == "character-missing"
    assert str(problem.place) == "articles/01.md:7"
    assert dict(problem.values) == {"character": "😀", "code": "U+1F600"}


def test_a_block_whose_margin_collapses_with_the_one_before_keeps_the_grid() -> None:
    css = (
        "h1 { font: inherit; margin: 0 0 16pt }"
        ".f { height: 20pt; margin: 9pt 0 0; --block-step: 16pt }"
    )
    lines = lines_of(set_html(f'<h1>一</h1><div class="f"></div><p>{TEXT}</p>', css))
    first, following = lines[0][0].baseline, lines[1][0].baseline
    assert following - first == pytest.approx(16 + 16 + 32, abs=0.02)


def test_a_pair_that_pango_would_shape_apart_keeps_its_kerning() -> None:
    body = "<p>名称为编号_YYYYMMDD.pdf”，大小不超过二十兆字节，请按照规定的时间提交给我们各位。</p>"
    lines = lines_of(set_html(body, "p { width: 16ic; text-indent: 0 }"))
    for edge in right_edges(full_lines(lines)):
        assert edge == pytest.approx(10 * MM + 160, abs=0.1)


@pytest.mark.parametrize(
    ("width", "down"),
    [(70, 0), (124, 0), (127, 40), (139, 40), (140, 40)],  # of 140 mm; four characters are 14.1
)
def test_a_line_beside_a_float_has_room_or_begins_below_it(width: int, down: float) -> None:
    text = "编辑部收到绿色采购来稿十二篇，择优刊发；作者请注明单位、地址和电话，以便寄送样刊。" * 3
    box = f'<div style="float: left; width: {width}mm; height: 40pt"></div>'
    lines, alone = (lines_of(set_html(f"{before}<p>{text}</p>")) for before in (box, ""))
    assert "".join(map(text_of, lines)) == text
    assert lines[0][0].baseline - alone[0][0].baseline == pytest.approx(down)
    assert all(len(line) > 1 for line in lines)
    if down:
        assert list(map(text_of, lines)) == list(map(text_of, alone))
