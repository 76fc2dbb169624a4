"""A command with nothing to do says so at once; anything that has changed is noticed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from spp_press.finished import grounds_of
from spp_press.folders import PACKAGE
from spp_press.memo import tick
from spp_press.orders import Order
from spp_press.uptodate import states_of
from tests import small_bulletin
from tests.conftest import CACHE, ROOT, with_fonts

MAIN = """
import sys
from spp_press.__main__ import main
try:
    main()
finally:
    print("loaded:", *sorted({"typer", "spp_press.cli", "weasyprint"} & sys.modules.keys()))
"""
"""The command, and what of the command line and the press it has loaded."""


def said(root: Path, *more: str, **environment: str) -> tuple[str, str]:
    """What ``make 2022-1`` says in ``root``, and what it loads."""
    command = (sys.executable, "-P", "-c", MAIN, "make", "2022-1", "--edition", "screen", *more)
    fixed = {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(CACHE)}
    done = subprocess.run(
        command, cwd=root, env={**with_fonts(), **fixed, **environment},
        capture_output=True, text=True, encoding="utf-8", timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    words, _, names = done.stdout.rpartition("loaded:")
    return words, names.strip()


def make_until_settled(root: Path) -> None:
    """Make the issue until there is nothing to do: what is as new as the clock is not trusted."""
    for _ in range(5):
        if not said(root)[1]:
            return
    raise AssertionError("there is always something to do")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bulletin whose issue is made."""
    root = tmp_path_factory.mktemp("bulletin")
    small_bulletin.write(root)
    make_until_settled(root)
    return root


def test_with_nothing_to_do_the_same_is_said_and_nothing_loaded(root: Path) -> None:
    make_until_settled(root)
    before = {path: path.stat().st_mtime_ns for path in (root / "build").iterdir()}
    words, names = said(root)
    assert "2022-1-screen.pdf" in words and "1 article" in words and not names
    long_way, names = said(root, "--verbose")
    assert long_way.splitlines()[1:] == words.splitlines()[1:] and "typer" in names
    assert {path: path.stat().st_mtime_ns for path in (root / "build").iterdir()} == before


def edited(name: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        path = root / name
        path.write_bytes(path.read_bytes() + b"\n")

    return edit


def added(name: str, content: str = "\n") -> Callable[[Path], None]:
    def add(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    return add


def rewritten(name: str) -> Callable[[Path], None]:
    """As an editor saves it: another file of the same size and age."""

    def rewrite(root: Path) -> None:
        path = root / name
        state, content = path.stat(), path.read_bytes()
        new = path.with_name("new")
        new.write_bytes(content[:-2] + content[-2:][::-1])
        os.utime(new, ns=(state.st_atime_ns, state.st_mtime_ns))
        new.replace(path)

    return rewrite


SETTINGS = (
    'year = 2022\nnumber = 2\ncumulative = 8\n\n[[sections]]\ntitle = "进展"\narticles = []\n'
)
OTHER_STYLE = '[fonts]\nbody = "none"\n'


@pytest.mark.parametrize(
    "change",
    [
        edited("issues/2022-1/articles/01.md"),
        rewritten("issues/2022-1/articles/01.md"),
        added("issues/2022-1/images/草图.txt"),
        edited("issues/2022-1/issue.toml"),
        edited("issues/bulletin.toml"),
        added("issues/words.txt", "绿色采购\n"),
        added("issues/printers/ours.toml"),
        added("issues/2022-2/issue.toml", SETTINGS),
        added("styles/ours/style.toml", OTHER_STYLE),
        added("styles/ours/late.css"),
        added("fonts/ours.otf"),
        lambda root: (root / "build" / "2022-1-screen.pdf").unlink(),
        edited("build/2022-1-screen.pdf"),
        rewritten("build/2022-1.receipt.json"),
    ],
)
def test_what_has_changed_is_noticed(root: Path, change: Callable[[Path], None]) -> None:
    make_until_settled(root)
    change(root)
    assert "typer" in said(root)[1]


@pytest.mark.parametrize(
    ("more", "environment"),
    [(("--edition", "print"), {}), (("--output", "other"), {}), ((), {"LC_ALL": "zh_CN.UTF-8"})],
)
def test_another_question_has_another_answer(
    root: Path, more: tuple[str, ...], environment: dict[str, str]
) -> None:
    make_until_settled(root)
    words, names = said(root, *more, **environment)
    assert "typer" in names and words != said(root)[0]


def test_a_bulletin_that_comes_between_is_noticed(root: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    shutil.copytree(root, outer)
    inner = outer / "inner"
    inner.mkdir()
    make_until_settled(inner)
    small_bulletin.write(inner)
    words, _ = said(inner)
    assert str(inner / "build") in words


def test_a_link_that_leads_elsewhere_is_noticed(root: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(root / "issues", tmp_path / name / "issues")
    (tmp_path / "two" / "issues" / "2022-1" / "articles" / "01.md").write_text("# 二\n\n另一篇。\n")
    link, options = tmp_path / "link", ("--root=link", "--output", "out")
    link.symlink_to("one")
    for _ in range(5):
        words, names = said(tmp_path, *options)
    assert not names
    first = (tmp_path / "out" / "2022-1-screen.pdf").read_bytes()
    link.unlink()
    link.symlink_to("two")
    words, names = said(tmp_path, *options)
    assert names and words
    assert (tmp_path / "out" / "2022-1-screen.pdf").read_bytes() != first


def test_a_warning_is_given_again(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "issues", tmp_path / "issues")
    added("issues/2022-1/articles/02.md", "# 未列入\n")(tmp_path)
    assert all(said(tmp_path)[1] for _ in range(4))


def test_what_is_unlike_what_went_to_press_is_told_again(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "issues", tmp_path / "issues")
    said(tmp_path, "--final")
    manuscript = tmp_path / "issues" / "2022-1" / "articles" / "01.md"
    manuscript.write_text(manuscript.read_text("utf-8").replace("脚注。", "脚注，改过。"), "utf-8")
    assert all(said(tmp_path, "--anyway")[1] for _ in range(4))


def test_what_is_remembered_can_be_damaged(root: Path, tmp_path: Path) -> None:
    options = ("--cache", str(tmp_path))
    for _ in range(4):
        said(root, *options)
    assert not said(root, *options)[1]
    (remembered,) = tmp_path.glob("said-*")
    entry = json.loads(remembered.read_bytes())
    for damaged in (b"", b"{}", b"[1]", json.dumps({**entry, "libraries": {}}).encode()):
        remembered.write_bytes(damaged)
        assert said(root, *options)[1]


def test_the_grounds_are_all_that_a_build_reads(root: Path) -> None:
    order = Order(root, root / "issues" / "2022-1", ("screen",))
    grounds = set(grounds_of(order))
    for folder in (order.folder, ROOT / "styles", ROOT / "fonts", PACKAGE):
        read = {path for path in folder.rglob("*") if "__pycache__" not in path.parts}
        assert read and read <= grounds
    assert {root / "issues" / "bulletin.toml", root / "issues", root / "fonts"} <= grounds
    assert {Path(place) for place in sys.path} <= grounds


def test_only_make_looks_for_what_it_said() -> None:
    code = MAIN.replace('"weasyprint"', '"ctypes", "spp_press.uptodate"')
    done = subprocess.run(
        (sys.executable, "-P", "-c", code, "--version"),
        env={**with_fonts(), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout.endswith("loaded: spp_press.cli typer\n")


def test_what_is_as_new_as_the_clock_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "new"
    path.write_text("one")
    now = path.stat().st_mtime_ns
    assert states_of([path], now) is None
    assert states_of([path], now + 1) == {str(path): [3, now, path.stat().st_ctime_ns,
                                                      path.stat().st_ino]}  # fmt: skip
    assert states_of([tmp_path / "none"], tick(tmp_path)) == {str(tmp_path / "none"): None}
