from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spp_press.numbering import (
    Number,
    check_number,
    han_number,
    next_cumulative,
    next_number,
    parse_identifier,
    read_number,
    read_numbers,
)
from spp_press.problems import Place, Report
from spp_press.settings import parse_settings

PLACE = Place("issue.toml", 3)


def test_what_an_issue_is_called() -> None:
    single = Number(2021, 1, 1, 3)
    assert (single.identifier, single.full_label) == ("2021-1", "2021年第1期")
    assert (single.label, single.label_han) == ("第1期", "第一期")
    assert single.cumulative_label == "总第3期"
    double = Number(2021, 3, 4, 5)
    assert (double.identifier, double.label, double.label_han) == (
        "2021-3-4",
        "第3-4期",
        "第三-四期",
    )
    assert (double.cumulative_label, double.last_cumulative) == ("总第5-6期", 6)
    extra = Number(2021, 1, 1, 2, supplement=True)
    assert (extra.identifier, extra.full_label) == ("2021-S1", "2021年增刊第1期")
    assert extra.cumulative_label == "增刊总第2期"


@pytest.mark.parametrize(
    ("number", "words"),
    {
        **{1: "一", 10: "十", 12: "十二", 20: "二十", 105: "一百零五", 110: "一百一十"},
        **{1000: "一千", 1005: "一千零五", 1050: "一千零五十", 10_010: "一万零一十"},
    }.items(),
)
def test_numbers_in_chinese(number: int, words: str) -> None:
    assert han_number(number) == words


@pytest.mark.parametrize(
    "name",
    [
        *("2021", "2021-0", "2021-01", "2021-1-1", "2021-4-3", "2021-s1", "2021-S0", "21-1"),
        *("1800-1", "２０２１-1", "2021.10", "../2021-1", "2021-S1-2", "2021-1-2-3", "2021-1x"),
    ],
)
def test_what_is_not_an_identifier(name: str) -> None:
    assert parse_identifier(name) is None


_NUMBERS = st.builds(
    lambda year, first, span, cumulative, supplement: Number(
        year, first, first if supplement else first + span, cumulative, supplement
    ),
    st.integers(1900, 2199),
    st.integers(1, 9999),
    st.integers(0, 3),
    st.integers(1, 9999),
    st.booleans(),
)


@given(_NUMBERS)
def test_an_identifier_tells_its_number(number: Number) -> None:
    parsed = parse_identifier(number.identifier)
    assert parsed and parsed.identifier == number.identifier
    assert (parsed.year, parsed.number, parsed.last) == (number.year, number.number, number.last)


def read(text: str, name: str = "2021-1") -> tuple[Number | None, list[tuple[str, int | None]]]:
    report = Report()
    table = parse_settings(text, "issue.toml", report)
    assert table
    number = read_number(table, name, report)
    return number, [(p.key, p.place.line if p.place else None) for p in report]


def test_reading_a_number() -> None:
    assert read("year=2021\nnumber=1\ncumulative=3") == (Number(2021, 1, 1, 3), [])
    assert read("year=2021\nnumber=3\nlast=4\ncumulative=5", "2021-3-4")[1] == []
    assert read("year=2021\nnumber=1\ncumulative=1\nsupplement=true", "2021-S1")[1] == []
    assert read("year=2021\nnumber=2\ncumulative=3")[1] == [("number-folder", 2)]
    assert read("year=2021\nnumber=1\nlast=1\ncumulative=3", "2021-01")[1] == [("number-folder", 2)]
    assert read("year=2021\nnumber=3\nlast=2\ncumulative=3") == (None, [("number-last", 3)])
    assert read('year="2021"\nnumber=1.0\ncumulative=0')[1] == [
        ("key-not-whole", 1),
        ("key-not-whole", 2),
        ("key-range", 3),
    ]
    assert read("year=2021") == (None, [("key-missing", None), ("key-missing", None)])


def checked(number: Number, *others: Number | None) -> list[str]:
    report = Report()
    check_number(number, {str(i): other for i, other in enumerate(others)}, PLACE, report)
    return [p.key for p in report]


def test_neighbours_that_fit() -> None:
    assert checked(Number(2021, 1, 1, 3)) == []
    assert checked(Number(2021, 2, 2, 4), Number(2021, 1, 1, 3), None) == []
    assert checked(Number(2022, 1, 1, 7), Number(2021, 4, 4, 6)) == []
    assert checked(Number(2021, 5, 5, 7), Number(2021, 3, 4, 5)) == []
    assert checked(Number(2021, 1, 1, 1, True), Number(2021, 1, 1, 1), Number(2021, 2, 2, 2)) == []


def test_neighbours_that_contradict() -> None:
    assert checked(Number(2021, 4, 4, 6), Number(2021, 3, 4, 5)) == ["number-repeated"]
    assert checked(Number(2022, 1, 1, 6), Number(2021, 3, 4, 5)) == ["cumulative-repeated"]
    assert checked(Number(2021, 2, 2, 5), Number(2021, 1, 1, 3)) == [
        "cumulative-offset",
        "number-gap",
    ]
    assert checked(Number(2022, 1, 1, 2), Number(2021, 1, 1, 3)) == ["cumulative-order"]
    assert checked(Number(2020, 1, 1, 9), Number(2021, 1, 1, 3)) == ["cumulative-order"]


def test_a_gap_is_a_warning() -> None:
    report = Report()
    check_number(Number(2021, 4, 4, 6), {"a": Number(2021, 1, 1, 3)}, PLACE, report)
    (gap,) = report
    assert (gap.key, gap.is_error) == ("number-gap", False)
    assert dict(gap.values) == {"before": "2021-1", "missing": "2"}
    assert checked(Number(2021, 1, 1, 3), Number(2021, 4, 4, 6)) == []  # it is before the other


@pytest.mark.parametrize(
    ("identifier", "others", "cumulative", "origin"),
    [
        ("2021-1", [], 1, None),
        ("2021-2", ["2021-1:3"], 4, "2021-1"),
        ("2021-5", ["2021-1:3"], 7, "2021-1"),
        ("2021-3-4", ["2021-1:3", "2021-2:4"], 5, "2021-2"),
        ("2021-5", ["2021-3-4:5"], 7, "2021-3-4"),
        ("2022-1", ["2021-1:3", "2021-4:6"], 7, "2021-4"),
        ("2022-1", ["2021-3-4:5"], 7, "2021-3-4"),
        ("2022-1-2", ["2021-4:6"], 7, "2021-4"),
        ("2020-2", ["2021-1:3"], 2, "2021-1"),
        ("2021-S1", ["2021-1:3"], 1, None),
        ("2022-S1", ["2021-S2:2", "2021-4:6"], 3, "2021-S2"),
    ],
)
def test_what_comes_next(
    identifier: str, others: list[str], cumulative: int, origin: str | None
) -> None:
    known = []
    for other in others:
        name, _, count = other.partition(":")
        parsed = parse_identifier(name)
        assert parsed
        known.append(Number(parsed.year, parsed.number, parsed.last, int(count), parsed.supplement))
    bare = parse_identifier(identifier)
    assert bare
    found, source = next_cumulative(bare, known)
    assert (found, source.identifier if source else None) == (cumulative, origin)


@given(st.lists(_NUMBERS, max_size=6), _NUMBERS)
def test_two_issues_contradict_each_other_or_neither_does(
    others: list[Number], number: Number
) -> None:
    for other in others:
        one = [k for k in checked(number, other) if k != "number-gap"]
        two = [k for k in checked(other, number) if k != "number-gap"]
        assert one == two


def write(issues: Path, name: str, text: str) -> None:
    (issues / name).mkdir(parents=True)
    (issues / name / "issue.toml").write_text(text, encoding="utf-8")


def test_neighbours_are_read_by_their_heads(tmp_path: Path) -> None:
    issues = tmp_path / "issues"
    write(issues, "2021-1", 'year=2021\nnumber=1\ncumulative=3\n[[sections]]\ntitle="甲"\n')
    write(issues, "2021-2", "year=2021\nnumber=2\ncumulative=4\n[[sections]\nbroken")
    write(issues, "2021-3", "not toml")
    write(issues, "2021-4", "year=2021\nnumber=5\ncumulative=7")
    write(issues, "2021-5", "\n")
    (issues / "2021-6").mkdir()
    (issues / "drafts").mkdir()
    (issues / "words.txt").write_text("甲", encoding="utf-8")
    report = Report()
    numbers = read_numbers(issues, report, leave_out="2021-5")
    assert numbers == {
        "2021-1": Number(2021, 1, 1, 3),
        "2021-2": Number(2021, 2, 2, 4),
        "2021-3": None,
        "2021-4": None,
        "2021-6": None,
    }
    assert {p.key for p in report} == {"neighbour-broken"} and not report.errors
    assert [str(p.place) for p in report] == [f"issues/2021-{n}/issue.toml" for n in (3, 4, 6)]


@pytest.mark.parametrize(
    ("others", "options", "identifier", "instead"),
    [
        (["2021-1"], {}, "2021-2", "2022-1"),
        (["2021-1"], {"year": 2022}, "2022-1", "2023-1"),
        (["2021-1", "2022-1"], {"year": 2021}, "2021-2", "2022-1"),
        (["2020-1", "2020-2", "2021-1", "2021-2"], {}, "2022-1", "2021-3"),
        (["2020-3-4", "2021-1", "2021-2-3"], {}, "2021-4", "2022-1"),
        (["2020-3-4", "2021-1", "2021-2-4"], {}, "2022-1", "2021-5"),
        (["2021-1"], {"joint": True}, "2021-2-3", "2022-1"),
        (["2021-1"], {"supplement": True}, "2021-S1", "2022-S1"),
        (["2020-S1", "2021-1"], {"supplement": True}, "2021-S1", "2022-S1"),
        (["2021-S1", "2021-1"], {"supplement": True}, "2021-S2", "2022-S1"),
        (["2021-S1"], {}, "2021-1", "2022-1"),
        ([], {}, "2026-1", "2027-1"),
        ([], {"year": 2020, "joint": True}, "2020-1-2", "2021-1"),
    ],
)
def test_the_next_issue(
    others: list[str], options: dict[str, int], identifier: str, instead: str
) -> None:
    found = next_number(map(parse_identifier, others), 2026, **options)  # type: ignore[arg-type]
    assert (found.number.identifier, found.instead) == (identifier, instead)
