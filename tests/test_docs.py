"""The handbook says all there is, and nothing that is not."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from docs import generate
from spp_press.catalogue import CATALOGUE
from spp_press.manuscript.body import CONTAINERS
from spp_press.manuscript.inline import _TAGS
from spp_press.problems import Exit

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
HANDBOOKS = ("编辑手册.md", "美编手册.md", "资料室手册.md")

READERS = {
    "issues/bulletin.toml": ("issue.py:_bulletin", "circulation.py:read_circulation"),
    "issues/2021-1/issue.toml": (
        "issue.py:read",
        "issue.py:_cover",
        "issue.py:_sections",
        "issue.py:_article",
        "numbering.py:read_number",
        "circulation.py:read_circulation",
    ),
    "issues/printers/NAME.toml": (
        "printers.py:read_printer",
        "printers.py:_trims",
        "printers.py:_profile",
    ),
    "styles/NAME/style.toml": ("styles.py:read_style_settings", "styles.py:_ink"),
}
"""Which functions read the keys of which settings file."""

ASKS = {
    *("text", "prose", "texts", "whole", "number", "numbers", "colour", "flag", "day"),
    *("choice", "table", "tables", "mixed"),
    *("_drawn", "_address", "drawn"),
}
"""What is called to read a setting."""


@pytest.mark.parametrize("name", ["命令.md", "消息.md"])
def test_references_are_up_to_date(name: str) -> None:
    """Else: python -m docs.generate."""
    assert (DOCS / name).read_text(encoding="utf-8") == generate.pages()[name]


def test_every_message_has_an_example_that_is_used() -> None:
    examples = dict(generate.read("examples.toml"))
    own = examples.pop("of")
    for key in CATALOGUE:
        assert set(generate.example(key)) == generate.names_of(key), key
    assert own.keys() <= CATALOGUE.keys()
    for key, values in own.items():
        assert values.keys() <= generate.names_of(key), key
    assert examples.keys() == {name for key in CATALOGUE for name in generate.names_of(key)}


def test_every_message_stands_in_the_table_once_in_both_languages() -> None:
    assert sorted(key for group in generate.GROUPS.values() for key in group) == sorted(CATALOGUE)
    page = (DOCS / "消息.md").read_text(encoding="utf-8")
    for key in CATALOGUE:
        assert page.count(f"\n| `{key}` | ") == 1


def test_every_command_and_option_is_documented() -> None:
    page = (DOCS / "命令.md").read_text(encoding="utf-8")
    for name, command in generate.commands().items():
        section = page.partition(f"### spp-press {name}\n")[2].partition("\n##")[0]
        for parameter in command["zh"].params:
            if parameter.name == "language":  # it may stand anywhere, and is told once
                continue
            flags = parameter.opts if parameter.param_type_name == "option" else ()
            assert all(f"`{flag}`" in section for flag in flags), (name, flags)
            assert parameter.help, (name, parameter.name)


def test_every_exit_code_is_documented() -> None:
    assert {int(code) for code in generate.read("reference.toml")["exits"]} == set(Exit)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for code in Exit:
        assert f"| {code.value} |" in readme


@pytest.mark.parametrize("file", READERS)
def test_every_setting_is_documented(file: str) -> None:
    documented = generate.read("reference.toml")["settings"][file]
    asked = {key for reader in READERS[file] for key in keys_read_by(reader)}
    assert {key.rpartition(".")[2] for key in documented} | {"recipients"} >= asked
    assert asked >= {key for key in documented if "." not in key}


def keys_read_by(reader: str) -> set[str]:
    """The settings that a function asks a table for: ``issue.py:_cover`` → file, alt, caption."""
    module, name = reader.split(":")
    tree = ast.parse((ROOT / "spp_press" / module).read_text(encoding="utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == name]
    assert functions, f"{reader} is no longer there: say here what reads the settings"
    found = set()
    for node in (node for function in functions for node in ast.walk(function)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        called = node.func.id if isinstance(node.func, ast.Name) else called
        keys = node.args[:2] if called in ASKS else []
        found |= {k.value for k in keys if isinstance(k, ast.Constant) and isinstance(k.value, str)}
    return found


def test_every_box_and_tag_is_documented() -> None:
    written = [notation["write"] for notation in generate.read("reference.toml")["notations"]]
    assert {f"::: {name}" for name in CONTAINERS} <= set(written)
    for tag in _TAGS:
        assert any(f"<{tag}>" in text for text in written), tag


@pytest.mark.parametrize("name", HANDBOOKS)
def test_handbooks_name_only_what_there_is(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    commands = generate.commands()
    for line in re.findall(r"spp-press ([^\n`]*)", text):
        words = re.sub(r"--lang (zh|en)", "", line.partition("#")[0]).split()
        if not words or not re.fullmatch("[a-z]+", words[0]):
            continue
        assert words[0] in commands, line
        flags = {flag for p in commands[words[0]]["zh"].params for flag in p.opts} | {"--help"}
        assert {word for word in words if word.startswith("-")} <= flags, line
    for address in re.findall(r"\]\(([^)]+)\)", re.sub("`[^`]*`", "", text)):
        if "://" in address:
            continue
        file, _, heading = address.partition("#")
        assert (DOCS / file).exists(), address
        assert not heading or heading in headings(DOCS / file), address


def headings(page: Path) -> set[str]:
    """The headings of a page, as addresses name them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_pictures_of_the_handbook_are_small_and_used() -> None:
    pictures = [*(DOCS / "images").iterdir(), DOCS / "spread.jpg"]
    assert sum(picture.stat().st_size for picture in pictures) < 1_000_000
    texts = "".join((DOCS / name).read_text(encoding="utf-8") for name in HANDBOOKS)
    for picture in (DOCS / "images").iterdir():
        assert f"images/{picture.name}" in texts
