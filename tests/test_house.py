"""The house stays as ARCHITECTURE.md draws it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from spp_press.catalogue import CATALOGUE
from spp_press.catalogue.words import WORDS

PACKAGE = Path(__file__).parents[1] / "spp_press"
SOURCES = sorted(PACKAGE.rglob("*.py"))

FLOORS = (
    ("problems",),
    ("catalogue",),
    ("folders", "libraries", "slips", "states", "years"),
    ("reading", "writing", "composition", "foundry"),
    ("settings", "receipts", "kept", "memo", "uptodate"),
    ("numbering", "circulation", "worker", "printers", "pictures", "drawings", "sheets", "stages"),
    ("manuscript", "starting", "codes"),
    ("issue", "vetted"),
    ("listing",),
    ("styles",),
    ("typeset", "copyediting"),
    ("engine", "editions"),
    ("cataloguing", "preflight", "designing"),
    ("proofing",),
    ("importing", "founding"),
    ("inventory", "orders", "reviewing"),
    ("sources", "finished"),
    ("press", "unpacking"),
    ("preview", "comparing", "verifying", "archive"),
    ("cli",),
)
"""Imports point to a lower floor, or stay within a module."""

FLOOR_OF = {name: floor for floor, names in enumerate(FLOORS) for name in names}


def imports_of(path: Path) -> set[str]:
    """The top-level names that a module imports, ours as ``spp_press.x`` → ``x``."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            if node.module == "spp_press":
                found |= {f"spp_press.{alias.name}" for alias in node.names}
            else:
                found.add(node.module)
    return found


def room_of(path: Path) -> str:
    """``spp_press/engine/hooks.py`` → ``engine``."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_upstream(path: Path) -> None:
    room = room_of(path)
    if room in ("__init__", "__main__"):
        return
    assert room in FLOOR_OF, f"{room} stands on no floor yet: put it into FLOORS"
    for name in imports_of(path):
        if name.startswith("spp_press."):
            other = name.split(".")[1]
            if other in FLOOR_OF and other != room:
                assert FLOOR_OF[other] < FLOOR_OF[room], f"{room} imports {other}"


def test_only_the_command_line_imports_typer_and_rich() -> None:
    importers = {
        room_of(path)
        for path in SOURCES
        if any(name.split(".")[0] in ("typer", "rich") for name in imports_of(path))
    }
    assert importers == {"cli"}


def test_every_message_has_both_languages_and_a_remedy() -> None:
    for key, entry in CATALOGUE.items():
        assert all((entry.zh, entry.en, entry.zh_remedy, entry.en_remedy)), key
        assert re.search("[一-鿿]", entry.zh + entry.zh_remedy), key
        chinese, english = (set(re.findall(r"{(\w+)}", text)) for text in (entry.zh, entry.en))
        # A parser's own words (reason) are English and need no Chinese.
        assert english - {"reason"} <= chinese <= english | {"reason"}, key
    for key, (zh, en) in WORDS.items():
        assert zh and en, key


def test_every_key_that_is_noted_is_in_the_catalogue() -> None:
    noted = re.compile(
        r"""(?:\.(?:error|warning|notice)\(|\bProblem\()\s*["']([a-z][a-z0-9-]+)["']"""
    )
    for path in SOURCES:
        for key in noted.findall(path.read_text(encoding="utf-8")):
            assert key in CATALOGUE, f"{path.name} notes {key}"
