"""What is made of the same is the same, and is found again without the press."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from spp_press.finished import finished, material_of, packed, unpacked
from spp_press.orders import Made, Order
from spp_press.press import make
from spp_press.stages import STAGES
from tests import small_bulletin
from tests.conftest import ROOT, spp_press

HEAVY = ("PIL", "fontTools", "numpy", "pikepdf", "weasyprint", "uharfbuzz", "jinja2", "pydantic")

LOADED = f"""
import sys
from spp_press.cli import main
try:
    main(sys.argv[1:])
finally:
    print("loaded:", *sorted(set({HEAVY!r}) & sys.modules.keys()))
"""


def loaded(*arguments: str | Path) -> tuple[str, str]:
    """What the command prints, and what of the heavy libraries it has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said, _, names = done.stdout.rpartition("loaded:")
    return said, names.strip()


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("make", "--help"), ("list",), ("styles", "--help")]
)
def test_a_command_that_builds_nothing_loads_no_press(arguments: tuple[str, ...]) -> None:
    said, names = loaded(*arguments)
    assert said.strip() and not names


_LATE = ("rich", "tomllib", "multiprocessing", "spp_press.slips")


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [("--help", ""), ("--version", ""), ("make --help", ""), ("list", "rich tomllib")],
)
def test_a_light_command_loads_what_it_uses(arguments: str, wanted: str) -> None:
    code = LOADED.replace(repr(HEAVY), repr(_LATE))
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments.split()],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.rpartition("loaded:")[2].strip() == wanted


@pytest.fixture
def order(tmp_path: Path) -> Order:
    small_bulletin.write(tmp_path)
    issue = tmp_path / "issues" / "2022-1"
    return Order(tmp_path, issue, ("screen",), cache=tmp_path / "cache")


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The small bulletin's issue, made where nothing is kept."""
    root = tmp_path_factory.mktemp("bulletin")
    small_bulletin.write(root)
    return make(Order(root, root / "issues" / "2022-1", ("print", "screen")), lambda stage: None)


def never() -> Made:
    raise AssertionError("it is finished already")


def key(order: Order) -> str:
    material = material_of(order)
    assert material is not None
    return material.key


def test_nothing_changed_nothing_loaded_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    small_bulletin.write(tmp_path)
    made = []
    for name, cache in (("a", "kept"), ("b", "kept"), ("c", "other")):
        said, names = loaded(
            "make", "2022-1", "--root", tmp_path, "--output", tmp_path / name,
            "--cache", tmp_path / cache,
        )  # fmt: skip
        assert "2022-1-print.pdf" in said and not names  # the press loads in its own process
        made.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert made[0] == made[1] == made[2] and len(made[0]) == 4
    assert any((tmp_path / "kept").iterdir())


def test_what_is_packed_comes_out_again(pressed: Made) -> None:
    assert unpacked(packed(pressed)) == pressed


@pytest.mark.parametrize("cut", [0, 1, 1000, -1])
def test_what_is_not_whole_is_refused(pressed: Made, cut: int) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        unpacked(packed(pressed)[:cut])


def test_it_is_made_once(order: Order, pressed: Made) -> None:
    assert finished(order, lambda: pressed) == pressed
    assert finished(order, never) == pressed


def test_a_damaged_entry_is_made_again(order: Order, pressed: Made) -> None:
    finished(order, lambda: pressed)
    assert order.cache is not None
    (entry,) = (path for path in order.cache.iterdir() if len(path.name) == 64)
    entry.write_bytes(entry.read_bytes()[:-1] + b"x")
    with pytest.raises(AssertionError):
        finished(order, never)
    entry.unlink()
    (order.cache / key(order._replace(style="other"))).write_bytes(b"of another's making")
    with pytest.raises(AssertionError):
        finished(order._replace(style="other"), never)


def test_an_entry_under_anothers_key_is_not_taken(order: Order, pressed: Made) -> None:
    finished(order, lambda: pressed)
    assert order.cache is not None
    other = order._replace(editions=("print",))
    (order.cache / key(order)).rename(order.cache / key(other))
    with pytest.raises(AssertionError):
        finished(other, never)


def test_what_changes_while_it_is_made_is_not_kept(order: Order, pressed: Made) -> None:
    stale = {**pressed.receipt.inputs, "sources": {"issue.toml": "0" * 64}}
    made = pressed._replace(receipt=replace(pressed.receipt, inputs=stale))
    assert finished(order, lambda: made) is made
    with pytest.raises(AssertionError):
        finished(order, never)


def appended(name: str) -> Callable[[Path], object]:
    def append(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")

    return append


@pytest.mark.parametrize(
    "change",
    [
        appended("issues/2022-1/issue.toml"),
        appended("issues/2022-1/articles/01.md"),
        appended("issues/2022-1/press.lock"),
        appended("issues/2022-2/issue.toml"),
        appended("issues/bulletin.toml"),
        appended("issues/words.txt"),
        appended("issues/printers/mine.toml"),
        appended("styles/mine/style.toml"),
        appended("fonts/mine.otf"),
        lambda root: (root / "issues" / "terms.txt").mkdir(),
    ],
)
def test_whatever_it_could_be_made_of_counts(
    order: Order, change: Callable[[Path], object]
) -> None:
    before = key(order)
    assert key(order) == before
    change(order.root)
    assert key(order) != before


def test_what_is_ordered_counts(order: Order) -> None:
    orders = [order, order._replace(editions=("print",)), order._replace(style="classic"),
              order._replace(printer="office-a4"), order._replace(stage=STAGES[1])]  # fmt: skip
    assert len({key(each) for each in orders}) == len(orders)


def test_what_cannot_be_read_is_not_looked_for(order: Order, pressed: Made) -> None:
    (order.folder / "link.md").symlink_to("/etc/hostname")
    assert material_of(order) is None
    assert finished(order, lambda: pressed) is pressed


OPENED = """
import json, sys
from pathlib import Path
from spp_press.orders import Order
from spp_press.press import make
from spp_press.stages import STAGES

root, folder = Path(sys.argv[1]), Path(sys.argv[2])
opened = set()
sys.addaudithook(lambda event, args: opened.add(args[0]) if event == "open" else None)
make(Order(root, folder, ("print", "screen")), lambda stage: None)
print(json.dumps([Path(name).name for name in opened if isinstance(name, str)]))
"""


def test_a_build_reads_nothing_but_its_material(order: Order) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPENED, str(order.root), str(order.folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=240, check=True,
    )  # fmt: skip
    material = material_of(order)
    assert material is not None
    known = {Path(name).name for name in material.digests}
    read = {n for n in json.loads(done.stdout) if Path(n).suffix in
            {".md", ".toml", ".jpg", ".svg", ".css", ".html", ".otf", ".ttf", ".icc", ".txt",
             ".conf", ".lock", ".xml", ".json"}}  # fmt: skip
    assert len(read) > 10
    # The libraries' own files go with their versions.
    assert {n for n in read - known if not n.startswith(("entry_points", "html5_"))} == set()


def test_a_bulletin_says_the_same_of_what_is_finished(tmp_path: Path) -> None:
    small_bulletin.write(tmp_path)
    options = ("--root", tmp_path, "--cache", tmp_path / "cache", "--keep-html", "--verbose")
    said = []
    for _ in range(2):
        done = spp_press("make", "2022-1", *options, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        said.append((done.stdout.rsplit(",", 1)[0], done.stderr))
    assert said[0] == said[1]


def test_an_issue_of_which_a_paragraph_has_changed_is_as_if_nothing_were_kept(
    tmp_path: Path,
) -> None:
    small_bulletin.write(tmp_path)
    article = next((tmp_path / "issues" / "2022-1" / "articles").glob("*.md"))
    made = []
    for text in ("", "\n又一段，在后面。\n"):
        article.write_text(article.read_text(encoding="utf-8") + text, encoding="utf-8")
        for cache in (tmp_path / "cache", None):
            order = Order(
                tmp_path, tmp_path / "issues" / "2022-1", ("print", "screen"), cache=cache
            )
            made.append(make(order, lambda stage: None))
    assert made[0] == made[1] != made[2] == made[3]
