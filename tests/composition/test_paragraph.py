"""Setting paragraphs: gaps, stretch, boxes, measures, and what must not go wrong."""

from __future__ import annotations

import time

import pytest

from spp_press.composition import (
    Forced,
    House,
    Item,
    Line,
    Rigid,
    Text,
    minimum_width,
    natural_width,
    set_paragraph,
)
from tests.composition.proof import METRICS, PlainMetrics, proof

CLASSIC = House()
HAN = "绿水青山就是金山银山"


def lines_of(
    text: str, width: float, *, indent: float = 0.0, house: House = CLASSIC, size: float = 1.0
) -> list[Line]:
    return set_paragraph([Text(text, size, METRICS)], lambda _: width, indent=indent, house=house)


def drawn(items: list[Item], width: float) -> list[str]:
    return [proof(items, line) for line in set_paragraph(items, lambda _: width)]


def test_stretch_is_even_and_in_whole_thousandths() -> None:
    line = lines_of(HAN * 2, 9.2 * 10, size=10.0)[0]
    assert line.width == pytest.approx(92.0, abs=0.02)
    trackings = {span.tracking for span in line.spans[:-1]}
    assert trackings <= {0.25, 0.26}
    assert line.spans[-1].tracking == 0.0


@pytest.mark.parametrize(
    ("gap", "twin", "tracking"),
    [
        (0.0, "", 0.0),
        (0.05, "", 0.05),
        (0.09, "", 0.09),
        (0.125, "ss18", -0.075),
        (0.2, "ss18", 0.0),
        (0.25, "ss18", 0.05),
        (0.3, "ss18", 0.09),
    ],
)
def test_a_gap_is_a_padded_letter_and_what_tracking_may_add(
    gap: float, twin: str, tracking: float
) -> None:
    line = lines_of("汉AB", 9, house=House(latin_gap=gap))[0]
    assert line.spans[0].tracking == pytest.approx(tracking)
    assert [span.features for span in line.spans if span.features] == [twin] * bool(twin)
    assert line.width == pytest.approx(2 + min(gap, 0.29))


def test_latin_and_digits_keep_gaps_of_their_own() -> None:
    house = House(latin_gap=0.0, digit_gap=0.2)
    [line] = set_paragraph([Text("汉A汉1汉", 1.0, METRICS)], lambda _: 9, house=house)
    assert line.width == pytest.approx(3 + 1 + 0.4)


def test_a_face_without_padded_letters_comes_as_near_as_tracking_may() -> None:
    [line] = set_paragraph([Text("汉AB汉", 1.0, PlainMetrics(twins=False))], lambda _: 9)
    assert line.width == pytest.approx(3 + 2 * 0.09)


def test_word_spaces_open_before_other_gaps() -> None:
    line = lines_of("绿水青山 green deals 金山银山就是绿水青山", 11.8)[0]
    assert line.width == pytest.approx(11.8, abs=0.002)
    assert [span.tracking for span in line.spans] == pytest.approx([0, -0.05, 0, 0.15, 0, -0.05, 0])


def test_measures_may_differ_from_line_to_line() -> None:
    widths = [6.0, 6.0, 10.0]
    lines = set_paragraph(
        [Text(HAN * 4, 1.0, METRICS)], lambda line: widths[min(line, 2)], indent=2.0
    )
    assert [line.width for line in lines] == pytest.approx([4.0, 6.0, 10.0, 10.0, 10.0])


def test_an_empty_box_does_not_part_marks() -> None:
    items: list[Item] = [
        Rigid(0, "open"), Text("粗体：", 1.0, METRICS), Rigid(0, "close"),
        Text("“后文”", 1.0, METRICS),
    ]  # fmt: skip
    assert drawn(items, 20) == ["◻粗体：½◻“后文”½"]


def test_a_box_with_padding_stays_with_its_text() -> None:
    items: list[Item] = [
        Text("绿水青山", 1.0, METRICS), Rigid(0.5, "open"), Text("金", 1.0, METRICS),
        Rigid(0.5, "close"), Text("，好", 1.0, METRICS),
    ]  # fmt: skip
    assert drawn(items, 4.6) == ["绿水青山", "◻金◻，好"]


def test_a_call_is_never_parted_from_what_it_follows() -> None:
    items: list[Item] = [
        Text("绿水青山", 1.0, METRICS), Rigid(0.5, "call"), Text("金山银山", 1.0, METRICS),
    ]  # fmt: skip
    assert drawn(items, 4.0) == ["绿水青", "山◻金山", "银山"]


def test_an_object_breaks_like_a_character() -> None:
    items: list[Item] = [
        Text("绿水", 1.0, METRICS), Rigid(3.0, "object"), Text("青山", 1.0, METRICS),
    ]  # fmt: skip
    assert drawn(items, 4.0) == ["绿水", "◻", "青山"] or drawn(items, 4.0) == ["绿水", "◻青", "山"]


def test_an_opening_mark_before_a_box_does_not_end_a_line() -> None:
    items: list[Item] = [
        Text("绿水青“", 1.0, METRICS), Rigid(0.1, "open"), Text("金山银山”", 1.0, METRICS),
        Rigid(0.1, "close"),
    ]  # fmt: skip
    assert drawn(items, 4.0)[0] == "绿水青"


def test_code_is_set_as_it_is() -> None:
    items: list[Item] = [
        Text("用", 1.0, METRICS), Text("f（a）、b", 1.0, METRICS, verbatim=True),
        Text("吧", 1.0, METRICS),
    ]  # fmt: skip
    [line] = set_paragraph(items, lambda _: 20)
    assert all(span.features == "" for span in line.spans)
    assert line.width == pytest.approx(2 + 4.5)


def test_what_does_not_wrap_moves_whole() -> None:
    items: list[Item] = [
        Text("绿水青", 1.0, METRICS), Text("金山 银山", 1.0, METRICS, wraps=False),
    ]  # fmt: skip
    assert drawn(items, 5.0) == ["绿水青", "金山 银山"]


def test_sizes_may_differ_within_a_line() -> None:
    items: list[Item] = [
        Text("绿水青山", 10.0, METRICS), Text("金山银山", 8.0, METRICS), Text(HAN, 10.0, METRICS),
    ]  # fmt: skip
    line = set_paragraph(items, lambda _: 84.0)[0]
    assert line.width == pytest.approx(84.0, abs=0.02)
    for span in line.spans:
        size = items[span.item].size  # type: ignore[union-attr]
        thousandths = span.tracking / size * 1000
        assert thousandths == pytest.approx(round(thousandths))


def test_widths_for_tables() -> None:
    items: list[Item] = [
        Text("绿水（青山）international", 1.0, METRICS),
        Forced(),
        Text("好", 1.0, METRICS),
    ]
    assert natural_width(items) == pytest.approx(6 + 6.5)
    assert minimum_width(items) == pytest.approx(6.5)


def test_start_aligned_text_is_not_stretched() -> None:
    items: list[Item] = [Text(HAN * 3, 1.0, METRICS)]
    lines = set_paragraph(items, lambda _: 9.3, align="start")
    assert all(span.tracking == 0 for line in lines for span in line.spans)


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_nothing_sets_nothing(text: str) -> None:
    assert lines_of(text, 10) == []


def test_forced_breaks_may_leave_empty_lines() -> None:
    items: list[Item] = [Text("绿", 1.0, METRICS), Forced(), Forced(), Text("水", 1.0, METRICS)]
    lines = set_paragraph(items, lambda _: 10)
    assert [line.width for line in lines] == [1, 0, 1]
    assert all(line.last for line in lines)


@pytest.mark.parametrize("width", [-5.0, 0.0, 0.3])
def test_a_measure_of_nothing_sets_one_character_a_line(width: float) -> None:
    lines = lines_of("绿水，a。", width)
    assert len(lines) == 5


@pytest.mark.parametrize(
    "text", ["。" * 4000, "“" * 4000, "—" * 4000, "a" * 4000, "1" * 4000, "中" * 4000, "é" * 2000]
)
def test_any_run_of_one_character_is_set_within_the_measure(text: str) -> None:
    lines = lines_of(text, 20)
    assert max(line.width for line in lines) <= 20 + 1e-6
    assert len(lines) < len(text)


def test_time_grows_with_length_alone() -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        lines_of(text, 24, indent=2)
        return time.process_time() - start

    paragraph = "报告以这一诊断为基础，确定了亟需实施的转变（2030年），以缩小“差距”。" * 20
    seconds(paragraph)
    once = min(seconds(paragraph) for _ in range(3))
    assert seconds(paragraph * 10) < 25 * once


def test_latin_is_letterspaced_only_where_nothing_else_opens() -> None:
    line = lines_of("IAEG、WORLDWIDE绿水青山", 8.0)[0]
    assert line.width == pytest.approx(8.0, abs=0.012)
    first, comma = line.spans[0], line.spans[1]
    assert (first.start, first.end) == (0, 3)
    assert 0 < first.tracking <= 0.05
    assert comma.tracking == 0.09


def test_what_is_broken_for_want_of_room_is_no_unit_of_the_number_before() -> None:
    """The s of “0 s00” stands alone once the word is broken; it may still leave the 0."""
    lines = set_paragraph([Text("0 s00", 1.0, METRICS)], lambda _: 1.0, align="start")
    assert max(line.width for line in lines) == 1.0
