from __future__ import annotations

import os
import stat
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spp_press import reading
from spp_press.problems import InputError, Place, Report
from spp_press.reading import Folder, decode, nearest, shown, visible

CAP = 1000


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    folder = tmp_path / "2021-1"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "01-甲.md").write_text("# 甲\n\n乙", encoding="utf-8")
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    return folder


def refusal(folder: Path, name: str, cap: int = CAP) -> tuple[str, dict[str, str]]:
    with pytest.raises(InputError) as caught:
        Folder(folder).read(name, cap, Place("issue.toml", 3))
    (problem,) = caught.value.problems
    assert problem.place == Place("issue.toml", 3)
    return problem.key, dict(problem.values)


def test_reads_a_file_and_keeps_its_digest(issue: Path) -> None:
    folder = Folder(issue)
    assert folder.read("articles/01-甲.md", CAP).decode() == "# 甲\n\n乙"
    assert folder.read("./articles//01-甲.md", CAP).decode() == "# 甲\n\n乙"
    assert list(folder.digests) == ["articles/01-甲.md"]


@pytest.mark.parametrize(
    "name",
    [
        "../secret.md",
        "articles/../../secret.md",
        "articles/../articles/01-甲.md",
        "/etc/passwd",
        "..\\secret.md",
        "C:/secret.md",
        "a\0b",
    ],
)
def test_a_name_that_leads_out_is_refused(issue: Path, name: str) -> None:
    assert refusal(issue, name)[0] == "path-leaves"


@pytest.mark.parametrize("name", ["%2e%2e/secret.md", "..%2fsecret.md", "secret.md?x", "."])
def test_other_spellings_of_the_way_out_are_names_of_nothing(issue: Path, name: str) -> None:
    assert refusal(issue, name)[0] in ("file-missing", "file-special")


def test_links_are_not_followed(issue: Path, tmp_path: Path) -> None:
    (issue / "link.md").symlink_to(tmp_path / "secret.md")
    (issue / "out").symlink_to(tmp_path)
    (issue / "inside.md").symlink_to("articles/01-甲.md")
    assert refusal(issue, "link.md")[0] == "file-link"
    assert refusal(issue, "out/secret.md")[0] == "file-link"
    assert refusal(issue, "inside.md")[0] == "file-link"
    assert Folder(issue).names("out") == ()


def test_only_regular_files_of_a_bounded_size(issue: Path) -> None:
    os.mkfifo(issue / "fifo.md")
    (issue / "long.md").write_bytes(b"x" * (CAP + 1))
    assert refusal(issue, "fifo.md")[0] == "file-special"
    assert refusal(issue, "articles")[0] == "file-special"
    assert refusal(issue, "articles/01-甲.md/x")[0] == "file-special"
    assert refusal(issue, "long.md")[0] == "file-too-large"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_says_why(issue: Path) -> None:
    (issue / "no.md").write_text("x", encoding="utf-8")
    (issue / "no.md").chmod(0)
    assert refusal(issue, "no.md")[0] == "file-unreadable"


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("articles/01-乙.md", "articles/01-甲.md"),
        ("article/01-甲.md", "articles/01-甲.md"),
        ("Articles/01-甲.md", "articles/01-甲.md"),
        ("articles/01-甲.MD", "articles/01-甲.md"),
    ],
)
def test_a_missing_file_gets_did_you_mean(issue: Path, name: str, like: str) -> None:
    key, values = refusal(issue, name)
    assert (key, values["like"]) == ("file-missing-like", like)


def test_a_missing_file_with_nothing_like_it(issue: Path) -> None:
    assert refusal(issue, "zzz.png")[0] == "file-missing"
    assert refusal(issue / "nowhere", "zzz.png")[0] == "file-missing"


def test_names_in_another_unicode_form_are_found(issue: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "café")
    (issue / decomposed).mkdir()
    (issue / decomposed / "x.md").write_text("乙", encoding="utf-8")
    assert Folder(issue).read("café/x.md", CAP).decode() == "乙"


def test_litter_is_not_listed(issue: Path) -> None:
    for name in ("._01.md", "~$02.md", ".DS_Store", "Thumbs.db", "desktop.ini"):
        (issue / "articles" / name).write_text("x", encoding="utf-8")
    assert Folder(issue).names("articles") == ("01-甲.md",)
    assert Folder(issue).names("nowhere") == ()
    assert Folder(issue).names("../") == ()


def test_a_label_stands_before_names_in_messages(issue: Path) -> None:
    with pytest.raises(InputError) as caught:
        Folder(issue, "issues/").read("x.md", CAP)
    assert caught.value.problems[0].place == Place("issues/x.md")


def test_without_descriptors_each_component_is_looked_at(
    issue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Windows does, as far as another system can show it."""
    monkeypatch.setattr(sys, "platform", "win32")
    assert Folder(issue).read("articles/01-甲.md", CAP).decode() == "# 甲\n\n乙"
    assert Folder(issue).names() == ("articles",)
    (issue / "out").symlink_to(tmp_path)
    assert refusal(issue, "out/secret.md")[0] == "file-link"
    assert refusal(issue, "articles")[0] == "file-special"
    for name in ("nul", "COM1.md", "articles/x.md:stream", "articles./01-甲.md", "aux.txt"):
        assert refusal(issue, name)[0] == "file-special"


def text_of(data: bytes) -> tuple[str | None, list[tuple[str, int | None]]]:
    report = Report()
    text = decode(data, "a.md", report)
    return text, [(p.key, p.place.line if p.place else None) for p in report]


def test_text_is_utf_8_or_gb18030_or_an_error() -> None:
    assert text_of("\ufeff甲\r\n乙\r丙".encode()) == ("甲\n乙\n丙", [])
    assert text_of("编辑：王璟㛃𠮷".encode("gb18030")) == (
        "编辑：王璟㛃𠮷",
        [("text-gb18030", None)],
    )
    for coding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        assert text_of("# 甲\n\nplain".encode(coding)) == (None, [("text-utf16", None)])
    assert text_of("甲\n乙".encode() + b"\xff\xff") == (None, [("text-encoding", 2)])
    assert text_of(b"") == ("", [])


def test_damaged_utf_8_is_not_taken_for_gb18030() -> None:
    data = bytearray("可持续公共采购计划简报\n可持续公共采购计划简报".encode())
    data[40] = 0xFF ^ data[40]
    assert text_of(bytes(data)) == (None, [("text-damaged", 2)])
    assert text_of("可持续公共采购".encode()[:-1])[0] is None


def test_characters_that_do_not_print() -> None:
    assert text_of("甲\n乙\0".encode()) == (None, [("text-control", 2)])
    assert text_of("甲\x0c".encode()) == (None, [("text-control", 1)])
    assert text_of("甲\n\u200b乙\n\u200b\u202e\ue000\ufffd".encode())[1] == [
        ("text-suspect", 2),
        ("text-suspect", 3),
        ("text-suspect", 3),
        ("text-suspect", 3),
    ]
    assert text_of("甲\t乙\u3000\u00a0".encode())[1] == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=50))
def test_what_is_read_is_what_was_written(text: str) -> None:
    report = Report()
    assert decode(text.encode(), "a.md", report) == visible(text)
    assert not report.errors
    assert visible(text) == text.removeprefix("\ufeff") or report.problems


def test_what_draws_nothing_is_left_out_with_a_warning() -> None:
    text, problems = text_of("甲\u202e乙\u200b丙".encode())
    assert text == "甲乙丙"
    assert problems == [("text-suspect", 1), ("text-suspect", 1)]


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_an_error(data: bytes) -> None:
    report = Report()
    assert (decode(data, "a.md", report) is None) == bool(report.errors)


@given(st.text(max_size=20).filter(lambda name: "\0" not in name))
def test_no_name_reads_anything_outside(name: str) -> None:
    parts = reading._components(name)
    assert parts is None or ".." not in parts
    assert parts is None or not any("/" in p or "\\" in p for p in parts)


def test_nearest_and_shown() -> None:
    assert nearest("cumulatve", ["cumulative", "number"]) == "cumulative"
    assert nearest("ISSUE.toml", ["issue.toml"]) == "issue.toml"
    assert nearest("zzz", ["issue.toml"]) is None
    assert shown("a\n\x1bb" + "x" * 200)[:6] == "a \ufffdbxx"
    assert len(shown("x" * 500)) <= 120
    assert shown(os.fsdecode(b"\xff.md")) == "\ufffd.md"


def test_a_file_that_is_not_there_yet_is_no_file(issue: Path) -> None:
    assert stat.S_ISDIR(issue.stat().st_mode)
    report = Report()
    assert Folder(issue).text("x.md", report, Place("issue.toml", 9)) is None
    assert [(p.key, p.place) for p in report] == [("file-missing", Place("issue.toml", 9))]
