from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spp_press.catalogue import remedy, say
from spp_press.problems import Place, Report
from spp_press.settings import Table, key_lines, parse_settings


def parsed(text: str) -> tuple[Table, Report]:
    report = Report()
    table = parse_settings(text, "issue.toml", report)
    assert table, list(report)
    return table, report


def noted(report: Report) -> list[tuple[str, int | None]]:
    for problem in report:
        assert say(problem, "zh") and remedy(problem, "en")
    return [(p.key, p.place.line if p.place else None) for p in report]


def test_typed_values() -> None:
    table, report = parsed(
        'name = " 甲 "\nlist = ["a", "b"]\nn = 3\nx = 1.5\non = true\nday = 2021-04-30\n'
        'kind = "brief"\nprose = """一\n二"""\n[inner]\nk = "v"\n[[rows]]\nt = 1\n[[rows]]\nt = 2\n'
    )
    assert table.text("name") == "甲"
    assert table.texts("list") == ("a", "b")
    assert table.whole("n", 1, 9) == 3
    assert table.number("x", 0, 2) == 1.5
    assert table.flag("on") and not table.flag("off")
    assert table.day("day") == date(2021, 4, 30)
    assert table.choice("kind", ("article", "brief")) == "brief"
    assert table.prose("prose") == "一\n二"
    inner = table.table("inner")
    assert inner and inner.text("k") == "v" and inner.place("k").line == 11
    assert [row.whole("t", 1, 9) for row in table.tables("rows")] == [1, 2]
    assert table.place("list", 1) == Place("issue.toml", 2)
    table.finish()
    assert noted(report) == []


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("k = 1", "key-not-text"),
        ('k = ""', "key-empty"),
        ('k = "a\\nb"', "key-lines"),
        ('k = "\\u0000"', "text-control"),
        ('k = "\\u202e甲"', "text-suspect"),
        (f'k = "{"x" * 3000}"', "key-long"),
    ],
)
def test_a_line_of_text(line: str, key: str) -> None:
    table, report = parsed("\n" + line)
    table.text("k")
    assert noted(report) == [(key, 2)]


@pytest.mark.parametrize("value", ['"1"', "1.0", "true", "[1]", "2021-01-01"])
def test_a_whole_number_is_not_guessed(value: str) -> None:
    table, report = parsed(f"k = {value}")
    assert table.whole("k", 1, 9) is None
    assert noted(report) == [("key-not-whole", 1)]


def test_what_else_can_be_wrong() -> None:
    table, report = parsed(
        'n = 99\nx = "1"\non = 1\nday = 2021-04-30T00:00:00\nkind = "breif"\nlist = "a"\n'
        "items = [1]\ninner = 3\nrows = [1]\nmixed = [1, 'a']\n"
    )
    table.whole("n", 1, 9)
    table.number("x", 0, 2)
    table.flag("on")
    table.day("day")
    table.choice("kind", ("article", "brief"))
    table.texts("list")
    table.texts("items")
    table.table("inner")
    table.tables("rows")
    assert list(table.mixed("mixed")) == [None, "a"]
    table.text("gone", required=True)
    table.finish()
    assert noted(report) == [
        ("key-range", 1),
        ("key-not-number", 2),
        ("key-not-flag", 3),
        ("key-not-day", 4),
        ("key-choice", 5),
        ("key-not-list", 6),
        ("key-not-text", 7),
        ("key-not-table", 8),
        ("key-not-tables", 9),
        ("key-not-text-or-table", 10),
        ("key-missing", None),
    ]


def test_unknown_keys_get_did_you_mean() -> None:
    table, report = parsed("cumulatve = 3\nzzz = 1")
    table.whole("cumulative", 1, 9)
    table.finish()
    assert noted(report) == [("key-unknown-like", 1), ("key-unknown", 2)]
    assert "cumulative" in remedy(report.problems[0], "zh")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a = 1\n[[sections]]\ntitle = 1\nb = 1", [("key-below", 4)]),
        ("a = 1\n[[sections]]\ntitle = 1\nc = 1", [("key-unknown", 4)]),
        ("a = 1\nsections = [{ title = 1, b = 1 }]", [("key-unknown", 2)]),
    ],
)
def test_a_key_that_belongs_above(text: str, keys: list[tuple[str, int]]) -> None:
    table, report = parsed(text)
    table.whole("a", 1, 9)
    table.whole("b", 1, 9)
    for inner in table.tables("sections"):
        inner.whole("title", 1, 9)
        inner.finish()
    table.finish()
    assert noted(report) == keys


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a = 1\n\na = 2", "toml-twice", 3),
        ("[a]\n[a]", "toml-twice", 2),
        ("name = “甲”", "toml-full-width", 1),
        ('name ＝ "甲"', "toml-full-width", 1),
        ('list = ["甲"，"乙"]', "toml-full-width", 1),
        ("number = 010", "toml-broken", 1),
        ("a = 1\nprinted_on = 2026.3.30", "toml-day", 2),
        ("printed_on = 2026-3-30 # 印刷", "toml-day", 1),
        ("printed_on = 2026年3月30日", "toml-day", 1),
        ("printed_on = 2026-02-30", "toml-no-day", 1),
        ("copies = 300份", "toml-unit", 1),
        ('title = "本院"绿采"稿件"', "toml-quotes", 1),
        ('list = ["本院"绿采"稿件"]', "toml-quotes", 1),
        ('list = [\n  "甲.md"\n\n  "乙.md",\n]', "toml-comma", 2),
        (
            'list = [\n  { file = "甲.md" }, # 短讯\n  { file = "乙.md" }\n  "丙.md",\n]',
            "toml-comma",
            3,
        ),
        ('list = ["甲.md" "乙.md"]', "toml-comma", 1),
        ('list = [{ file = "甲.md" form = "brief" }]', "toml-comma", 1),
        ('list = [\n  "甲.md"\ntitle = "乙"', "toml-broken", 3),
        ('x = 1\nname = "甲', "toml-broken", 2),
        ("list = [", "toml-broken", 1),
        ("just words", "toml-broken", 1),
        ("n = " + "9" * 5000, "toml-broken", None),
        ("a = " + "[" * 5000, "toml-broken", None),
    ],
)
def test_what_is_not_toml(text: str, key: str, line: int | None) -> None:
    report = Report()
    assert parse_settings(text, "issue.toml", report) is None
    ((found, at),) = noted(report)
    assert found == key
    assert line is None or at == line


_KEYS = st.sampled_from(["a", "b-c", '"d.e"', "'f g'", "名".join(['"', '"'])])
_SCALARS = st.sampled_from(
    ["1", "1.5", "true", '"x # ]"', "'y }'", '"\\""', '"""\nz\n"""', "'''q''''", "2021-01-01"]
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda v: "[\n" + ", # c\n".join(v) + "]"),
        st.dictionaries(_KEYS, inner.filter(lambda v: "\n" not in v), max_size=2).map(
            lambda d: "{" + ", ".join(f"{k} = {v}" for k, v in d.items()) + "}"
        ),
    ),
    max_leaves=6,
)
_PAIRS = st.dictionaries(_KEYS, _VALUES, max_size=3).map(
    lambda d: "".join(f"{k} = {v} # c\n" for k, v in d.items())
)
_HEADERS = st.sampled_from(["[s]\n", "[[t]]\n", "[[ t.u ]]\n", "\n# [x]\n", "[t.v]\n"])


@given(st.lists(st.tuples(_HEADERS, _PAIRS), max_size=5), _PAIRS)
def test_every_key_has_the_line_it_stands_in(tables: list[tuple[str, str]], head: str) -> None:
    text = head + "".join(header + pairs for header, pairs in tables)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = key_lines(text)
    source = text.split("\n")
    for path in _paths(values):
        assert path in lines, path
        if isinstance(path[-1], str):
            assert path[-1] in source[lines[path] - 1]


def _paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    found = [path] if path else []
    return found + [p for key, item in inner for p in _paths(item, (*path, key))]


def test_a_day_is_written_out_as_it_should_be() -> None:
    report = Report()
    parse_settings("printed_on = 2026.3.5", "issue.toml", report)
    assert remedy(report.problems[0], "zh").startswith("写成 printed_on = 2026-03-05（")
