"""What holds for any text: nothing lost, nothing beyond the measure, no prohibited break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from spp_press.composition import (
    Forced,
    House,
    Item,
    Line,
    Rigid,
    Text,
    minimum_width,
    natural_width,
    set_heading,
    set_paragraph,
)
from tests.composition.proof import METRICS, PlainMetrics

_PHRASES = (
    "绿水青山", "可持续发展", "。", "，", "“", "”", "《", "》", "（", "）", "——", "……", "？！", "·",
    "SPP", "12.7.1", "2021", "年", "50%", "12 kg", "It’s", " ", "  ", "sustainable procurement",
    "https://example.org/a?b=1&c=2", "-", "/", "～", "℃", "㛃𬀩", "é", "👩‍🌾", "مرحبا", "\u3000",
    "①", "'", '"', "(", ")", "[", "！！！", "：", "A", "7", "—", "…", "\u200b", "\u00ad", "\u00a0",
    "ー",
)  # fmt: skip
texts = st.lists(st.sampled_from(_PHRASES), max_size=40).map("".join) | st.text(max_size=60)
houses = st.builds(
    House,
    marks=st.sampled_from(["full", "kaiming", "half"]),
    latin_gap=st.floats(0, 0.3),
    digit_gap=st.floats(0, 0.3),
    indent_opener=st.sampled_from(["full", "half"]),
    orphan=st.booleans(),
    hyphenate=st.booleans(),
)
measures = st.lists(st.floats(1, 40), min_size=1, max_size=4)
_DROPPED = re.compile(r"[ \t\n\r\f\u3000]")


def _text(text: str, size: float = 1.0) -> Text:
    return Text(text, size, METRICS)


@st.composite
def paragraphs(draw: st.DrawFn) -> list[Item]:
    parts = draw(st.lists(texts, min_size=1, max_size=4))
    items: list[Item] = []
    for part in parts:
        kind = draw(st.sampled_from(["text", "box", "object", "call", "br", "code", "nowrap"]))
        size = draw(st.sampled_from([1.0, 1.0, 0.75, 10.5]))
        pad = draw(st.sampled_from([0.0, 0.5]))
        text = Text(part, size, METRICS, verbatim=kind == "code", wraps=kind != "nowrap")
        around: dict[str, list[Item]] = {
            "box": [Rigid(pad, "open"), text, Rigid(pad, "close")],
            "object": [text, Rigid(2.0, "object")],
            "call": [text, Rigid(0.5, "call")],
            "br": [text, Forced()],
        }
        items += around.get(kind, [text])
    return items


def _at(widths: Sequence[float], line: int) -> float:
    return widths[min(line, len(widths) - 1)]


def _drawn(items: Sequence[Item], lines: Sequence[Line]) -> list[tuple[int, int]]:
    return [
        (span.item, at)
        for line in lines
        for span in line.spans
        for at in (range(span.start, span.end) if isinstance(items[span.item], Text) else [-1])
    ]


def _assert_whole(items: Sequence[Item], lines: Sequence[Line]) -> None:
    """Every character and box is drawn once, in order, but for spaces that collapse."""
    drawn = _drawn(items, lines)
    characters = [(item, at) for item, at in drawn if at >= 0]
    assert characters == sorted(set(characters))
    boxes = [item for item, at in drawn if at < 0]
    seen = set(characters)
    for number, item in enumerate(items):
        if isinstance(item, Text):
            for at, char in enumerate(item.text):
                assert (number, at) in seen or _DROPPED.match(char), (number, at, char)
        elif isinstance(item, Rigid) and lines:
            assert boxes.count(number) == 1


@given(paragraphs(), measures, st.sampled_from([0.0, 2.0]), houses, st.booleans())
def test_nothing_is_lost_and_no_line_is_too_wide(
    items: list[Item], widths: list[float], indent: float, house: House, justify: bool
) -> None:
    lines = set_paragraph(
        items,
        lambda line: _at(widths, line),
        indent=indent,
        house=house,
        align="justify" if justify else "start",
    )
    _assert_whole(items, lines)
    for number, line in enumerate(lines):
        room = _at(widths, number) - (indent if number == 0 else 0)
        assert line.width <= room + 1e-6 or _is_one_character(items, line)
        for span in line.spans:
            item = items[span.item]
            if isinstance(item, Text) and item.text[span.end - 1 : span.end] not in " \t\n\r\f\xa0":
                assert -0.1 * item.size < span.tracking <= house.stretch * item.size + 1e-9
                thousandths = span.tracking / item.size * 1000
                assert abs(thousandths - round(thousandths)) < 1e-6


def _is_one_character(items: Sequence[Item], line: Line) -> bool:
    """Whether nothing of the line could be broken off: a character, a box or a ——."""
    texts = [(items[span.item], span) for span in line.spans]
    drawn = "".join(i.text[s.start : s.end] for i, s in texts if isinstance(i, Text))
    drawn = drawn.replace("——", "—").replace("……", "…")
    boxes = sum(isinstance(i, Rigid) and i.width > 0 for i, _ in texts)
    drawn = re.sub(r"\u200d.|[\U0001f3fb-\U0001f3ff]", "", drawn)
    unbroken = any(isinstance(i, Text) and not i.wraps for i, _ in texts)
    return unbroken or sum(METRICS.advance(char) > 0 for char in drawn) + boxes <= 1


@given(texts, st.floats(1, 30))
def test_headings_lose_nothing(text: str, width: float) -> None:
    items: list[Item] = [_text(text)]
    lines = set_heading(items, lambda _: width)
    _assert_whole(items, lines)
    assert all(span.tracking <= 0.09 for line in lines for span in line.spans)


_HAN = st.text("绿水青山就是金银可持续发展", min_size=2, max_size=4)
_MARKED = st.sampled_from(
    ["，", "。", "：“{}”", "《{}》", "（{}）", "——", "……", "！", "、{}、", "{}2021年"]
)


@st.composite
def prose(draw: st.DrawFn) -> str:
    """Chinese prose that can be set without a prohibited break at 12 ic or more."""
    pieces = draw(st.lists(st.tuples(_HAN, _MARKED, _HAN), min_size=1, max_size=20))
    return "".join(head + mark.format(body) for head, mark, body in pieces)


@given(prose(), st.integers(12, 40))
def test_no_prohibited_break(text: str, width: int) -> None:
    items: list[Item] = [_text(text)]
    lines = set_paragraph(items, lambda _: float(width), indent=2)
    drawn = ["".join(text[span.start : span.end] for span in line.spans) for line in lines]
    for line, following in pairwise(drawn):
        assert following[0] not in "，。：”》）！、"
        assert line[-1] not in "“《（"
        assert not (line[-1] == following[0] and line[-1] in "—…")
        assert not (line[-1].isdigit() and following[0].isdigit())
    for last in (line.spans[-1] for line in lines):
        assert last.features == "hwid" or text[last.end - 1] not in "，。：”》）！、"


@given(prose(), st.integers(20, 40))
def test_full_lines_end_on_the_measure(text: str, width: int) -> None:
    lines = set_paragraph([_text(text, 10.0)], lambda _: width * 10.0, indent=20)
    gaps = [
        width - line.width / 10 - (2 if number == 0 else 0)
        for number, line in enumerate(lines)
        if not line.last
    ]
    assert sum(gap > 0.002 for gap in gaps) <= len(gaps) // 20 + 1


@given(paragraphs(), houses)
def test_a_line_of_the_natural_width_holds_the_text(items: list[Item], house: House) -> None:
    width = natural_width(items, house)
    breaks = sum(isinstance(item, Forced) for item in items)
    lines = set_paragraph(items, lambda _: width, house=house)
    assert len(lines) <= breaks + 1
    assert minimum_width(items, house) <= width + 1e-6


@given(texts, st.floats(2, 20))
def test_faces_without_twins_are_set_too(text: str, width: float) -> None:
    items: list[Item] = [Text(text, 1.0, PlainMetrics(twins=False))]
    lines = set_paragraph(items, lambda _: width)
    _assert_whole(items, lines)
    assert all(span.features == "" for line in lines for span in line.spans)
