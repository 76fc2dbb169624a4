"""The whole archive: what fails is named and costs nothing else; what is unchanged is left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from spp_press.archive import Archive, LocalCrew, State, write_catalogue
from spp_press.archive.catalogue import missing_from
from spp_press.archive.crew import Pressed, press_issue
from spp_press.listing import ListedArticle, ListedSection, Listing, read_listing
from spp_press.orders import Order
from spp_press.problems import Exit
from spp_press.worker import Limits, Progress
from tests.archive.back_issues import write_bulletin
from tests.conftest import CACHE, ROOT, spp_press

ISSUES = ("2020-1", "2020-2", "2020-4", "2021-1")


def sabotaged(order: Order, tell: Progress) -> Pressed:
    """Press an issue, but for those that never end or are killed."""
    if order.folder.name == "2020-1":
        tell("lay-out")
        while True:
            time.sleep(1)
    if order.folder.name == "2020-2":
        os.kill(os.getpid(), signal.SIGKILL)
    return press_issue(order, tell)


def test_what_fails_costs_nothing_else(tmp_path: Path) -> None:
    root = write_bulletin(tmp_path / "b", ISSUES, words=60)
    (root / "issues" / "2020-4" / "articles" / "02-value-chain.md").unlink()
    archive = Archive(root, root / "build", ("screen",), CACHE, Limits(seconds=30.0))
    heard: list[tuple[str, str]] = []
    crew = partial(LocalCrew, 2, sabotaged)
    outcomes = list(archive.press(ISSUES, crew, lambda *stage: heard.append(stage)))
    found = {outcome.identifier: outcome for outcome in outcomes}
    assert {name: outcome.state for name, outcome in found.items()} == {
        "2020-1": State.FAILED,
        "2020-2": State.FAILED,
        "2020-4": State.FAILED,
        "2021-1": State.BUILT,
    }
    assert {n: o.exit for n, o in found.items() if o.state is State.FAILED} == {
        "2020-1": Exit.LIMIT,
        "2020-2": Exit.LIMIT,
        "2020-4": Exit.INPUT,
    }
    assert found["2020-1"].problems[0].key == "limit-time"
    assert any("02-value-chain" in str(p.place) + str(p.values) for p in found["2020-4"].problems)
    assert ("2020-1", "lay-out") in heard and ("2021-1", "screen") in heard
    assert [listing.identifier for listing in archive.listings(ISSUES)] == ["2021-1"]


def test_a_second_run_makes_what_changed(tmp_path: Path) -> None:
    root = write_bulletin(tmp_path / "b", ISSUES[:2], words=60)

    def states() -> dict[str, str]:
        done = spp_press("archive", "--root", root, "--json", "--jobs", "2")
        assert done.returncode == 0, done.stderr
        said = [json.loads(line) for line in done.stdout.splitlines()]
        return {outcome["issue"]: outcome["state"] for outcome in said}

    home = root / "build" / "archive"
    built, unchanged = "built", "unchanged"
    assert states() == {"2020-1": built, "2020-2": built}
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file() and p.name != ".files"}
    assert states() == {"2020-1": unchanged, "2020-2": unchanged}

    manuscript = next((root / "issues" / "2020-2" / "articles").iterdir())
    text = manuscript.read_text(encoding="utf-8")
    manuscript.write_text(text.replace("。", "，", 1), encoding="utf-8")
    assert states() == {"2020-1": unchanged, "2020-2": built}
    manuscript.write_text(text, encoding="utf-8")
    (home / "2020-1" / "2020-1-screen.pdf").write_bytes(b"%PDF")
    (home / ".files").unlink()
    assert states() == {"2020-1": built, "2020-2": built}
    (root / "issues" / "words.txt").unlink()
    assert states() == {"2020-1": built, "2020-2": built}
    (home / "2020-1" / "2020-1-cover.png").unlink()
    assert states() == {"2020-1": built, "2020-2": unchanged}
    after = {p: p.read_bytes() for p in home.rglob("*") if p.is_file() and p.name != ".files"}
    assert after.keys() == before.keys()


def test_the_command_says_what_failed(tmp_path: Path) -> None:
    root = write_bulletin(tmp_path / "b", ISSUES[:2], words=60)
    (root / "issues" / "2020-1" / "images" / "cover.jpg").unlink()
    done = spp_press("archive", "--root", root, "--only", "2020-1")
    assert done.returncode == Exit.SOME_FAILED
    assert "built: 0, unchanged: 0, failed: 1" in done.stdout
    assert "2020-1  failed" in done.stderr and "images/cover.jpg" in done.stderr
    assert not (root / "build" / "archive" / "index.html").exists()
    wrong = spp_press("archive", "--root", root, "--only", "1999-*")
    assert wrong.returncode == Exit.INPUT and "2020-1, 2020-2" in wrong.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    root = write_bulletin(tmp_path / "b", ISSUES)
    command = [sys.executable, "-m", "spp_press", "archive", "--root", str(root), "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True)
    children: set[str] = set()
    until = time.monotonic() + 60
    while len(children) < 2 and time.monotonic() < until:
        time.sleep(0.05)
        tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
        children = {pid for task in tasks for pid in task.read_text().split()}
    assert len(children) == 2
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == Exit.INTERRUPTED and "Traceback" not in said
    assert not any(Path("/proc", pid).exists() for pid in children)
    assert not list(tmp_path.glob(".spp-press.*"))


ARTICLE = ListedArticle("题名", (), 3, 4, ((3, "正文"), (4, "又正文")))
LISTING = Listing(
    "2021-1", "简报", "系列", "编印", 2021, "1", "第1期", "总第3期", 3, 3, "", "", 12, ()
)


@pytest.mark.parametrize(
    ("number", "pages", "locator"),
    [
        ("1", (3, 4), "2021(1): 3–4"),
        ("3-4", (5, 5), "2021(3/4): 5"),
        ("S1", (2, 9), "2021(增刊1): 2–9"),
    ],
)
def test_an_article_is_cited(number: str, pages: tuple[int, int], locator: str) -> None:
    listing = replace(LISTING, number=number)
    article = replace(ARTICLE, first=pages[0], last=pages[1])
    assert listing.locator(article) == locator
    assert listing.citation(article) == f"编印. 题名[J]. 简报, {locator}."


@pytest.mark.parametrize(
    ("authors", "by"),
    [
        (("王璟",), "王璟"),
        (("王璟", "Ana Ríos", "李明"), "王璟, Ana Ríos, 李明"),
        (("甲", "乙", "丙", "丁"), "甲, 乙, 丙, 等"),
    ],
)
def test_an_article_is_cited_by_its_authors(authors: tuple[str, ...], by: str) -> None:
    article = replace(ARTICLE, authors=authors)
    assert LISTING.citation(article) == f"{by}. 题名[J]. 简报, 2021(1): 3–4."


def test_what_is_missing_is_told_by_its_numbers() -> None:
    issues = [
        replace(LISTING, year=year, first=first, last=last, number=number)
        for year, number, first, last in (
            (2020, "4", 8, 8),
            (2020, "1-2", 5, 6),
            (2019, "S1", 1, 1),
            (2021, "S1", 3, 3),
            (2021, "2", 11, 11),
            (2023, "1", 17, 17),
        )
    ]
    said = [(gap.first, gap.last, gap.full_label) for gap in missing_from(issues)]
    assert said == [
        (7, 7, "2020年第3期"),
        (9, 10, "2020年第5期–2021年第1期"),
        (12, 16, ""),
        (2, 2, ""),
    ]
    assert [gap.cumulative_label for gap in missing_from(issues)] == [
        "总第7期",
        "总第9–10期",
        "总第12–16期",
        "增刊总第2期",
    ]


def test_a_listing_is_read_as_it_was_written() -> None:
    assert read_listing(LISTING.written()) == LISTING
    article = replace(ARTICLE, authors=("王璟",))
    whole = replace(LISTING, sections=(ListedSection("栏", (article,)),))
    assert read_listing(whole.written()) == whole
    for broken in (b"", b"{}", b"[1]", LISTING.written().replace(b'"year"', b'"jahr"')):
        with pytest.raises(ValueError):
            read_listing(broken)


def test_an_empty_archive_has_no_catalogue(tmp_path: Path) -> None:
    assert write_catalogue(tmp_path, []) == ()
    assert not list(tmp_path.iterdir())


def test_what_went_to_press_is_kept_and_never_silently_made_otherwise(tmp_path: Path) -> None:
    root = write_bulletin(tmp_path / "b", ISSUES[:1], words=60)
    home = root / "build" / "archive" / "2020-1"
    screen = home / "2020-1-screen.pdf"

    def archive(*options: str) -> tuple[int, dict[str, object], str]:
        done = spp_press("archive", "--root", root, "--json", *options)
        return done.returncode, json.loads(done.stdout), done.stderr

    assert spp_press("make", "2020-1", "--root", root, "--final").returncode == 0
    assert archive()[1]["state"] == "built"
    printed = screen.read_bytes()
    assert printed == (root / "build" / "2020-1-screen.pdf").read_bytes()

    manuscript = next((root / "issues" / "2020-1" / "articles").iterdir())
    text = manuscript.read_text(encoding="utf-8")
    manuscript.write_text(text.replace("。", "，", 1), encoding="utf-8")
    assert archive()[1]["state"] == "unchanged"  # it is as it was printed

    screen.unlink()
    code, said, told = archive()
    assert (code, said["state"], said["exit"]) == (Exit.SOME_FAILED, "failed", Exit.DIFFERENT)
    assert "press.lock: error: this issue has gone to press" in told and manuscript.name in told
    assert not screen.exists()

    code, said, told = archive("--anyway")
    assert (code, said["state"]) == (Exit.DONE, "built")
    assert "press.lock: warning: this issue has gone to press, and these are otherwise" in told
    assert screen.read_bytes() != printed
    assert archive()[1]["state"] == "failed"
    assert archive("--anyway")[1]["state"] == "unchanged"
    manuscript.write_text(text, encoding="utf-8")
    assert archive()[1]["state"] == "built"
    assert screen.read_bytes() == printed
