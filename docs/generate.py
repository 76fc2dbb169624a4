"""The references of the handbook, written from what they describe: ``python -m docs.generate``.

``命令.md`` has every command, exit code, setting and notation; ``消息.md`` every message of the
catalogue, with an example and its remedy. Both are in Chinese and English, and a test says when
they are stale. What the code does not say of itself stands in ``reference.toml`` (exit codes,
settings, notations) and ``examples.toml`` (what a message's ``{name}`` is in its example).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from spp_press.catalogue import CATALOGUE, Entry, remedy, say
from spp_press.catalogue.archiving import ARCHIVING
from spp_press.catalogue.comparing import COMPARING
from spp_press.catalogue.copyediting import COPYEDITING
from spp_press.catalogue.editions import EDITIONS
from spp_press.catalogue.importing import IMPORTING
from spp_press.catalogue.manuscripts import MANUSCRIPTS
from spp_press.catalogue.pages import PAGES
from spp_press.catalogue.preflight import PREFLIGHT
from spp_press.catalogue.previewing import PREVIEWING
from spp_press.catalogue.reviewing import REVIEWING
from spp_press.catalogue.running import RUNNING
from spp_press.catalogue.styling import STYLING
from spp_press.cli.commands import build
from spp_press.problems import Problem

DOCS = Path(__file__).parent
LANGUAGES = ("zh", "en")
_NAME = re.compile(r"{(\w+)}")
_AGAIN = "> 由 `python -m docs.generate` 写成，请勿手改。Written by `python -m docs.generate`."

GROUPS: dict[str, Mapping[str, Entry]] = {
    "稿件、设置和图片 · Manuscripts, settings, pictures": MANUSCRIPTS,
    "校对 · Copy-editing": COPYEDITING,
    "导入和新建 · Importing and beginning": IMPORTING,
    "审阅 · Review in Word": REVIEWING,
    "排版 · Pages": PAGES,
    "美编：样式 · Styles": STYLING,
    "比较 · Comparing": COMPARING,
    "各种版本 · Editions": EDITIONS,
    "成品检查 · Preflight": PREFLIGHT,
    "预览 · Preview": PREVIEWING,
    "总库 · Archive": ARCHIVING,
    "程序和电脑 · The press and the machine": RUNNING,
}
"""The parts of the catalogue, in the order of an editor's work."""


@cache
def read(name: str) -> dict[str, Any]:
    """One of the files of data beside this one."""
    return tomllib.loads((DOCS / name).read_text(encoding="utf-8"))


def pages() -> dict[str, str]:
    """The references, by file name."""
    return {"命令.md": commands_page(), "消息.md": messages_page()}


def main() -> None:
    """Write them."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
        print(DOCS.name, name, sep="/")


def commands() -> dict[str, dict[str, Any]]:
    """Every command by name, each in both languages as click has it."""
    groups = {lang: build(lang) for lang in LANGUAGES}
    return {
        name: {lang: group.commands[name] for lang, group in groups.items()}
        for name in groups["zh"].commands
    }


def commands_page() -> str:
    """Every command with its options; exit codes; settings; notations."""
    reference = read("reference.toml")
    parts = ["# 命令、设置和写法 · Reference", _AGAIN, "## 命令 · Commands"]
    whole = {lang: build(lang) for lang in LANGUAGES}
    parts += ["### spp-press", _options(whole, anywhere=True)]
    for name, command in commands().items():
        parts += [f"### spp-press {name}", *_help(command), _options(command)]
    exits = ((code, *said) for code, said in reference["exits"].items())
    parts += ["## 退出码 · Exit codes", _table(("", "说明", "means"), exits)]
    parts.append("## 设置 · Settings")
    for file, keys in reference["settings"].items():
        rows = ((f"`{key}`", *said) for key, said in keys.items())
        parts += [f"### {file}", _table(("", "说明", "means"), rows)]
    notations = ((_code(n["write"]), *n["says"]) for n in reference["notations"])
    parts += ["## 稿件的写法 · Notations", _table(("写法", "说明", "means"), notations)]
    return "\n\n".join(parts) + "\n"


def messages_page() -> str:
    """Every message with an example and its remedy, by what it is about."""
    parts = [
        "# 消息和办法 · Messages and remedies",
        _AGAIN,
        "出现的消息在这里按字查找；例子里的名称和数字只是举例。Names and figures are examples.",
    ]
    for title, group in GROUPS.items():
        rows = ((f"`{key}`", *map(_cell, said(key))) for key in group)
        parts += [f"## {title}", _table(("", "消息 → 怎么办", "message → remedy"), rows)]
    return "\n\n".join(parts) + "\n"


def names_of(key: str) -> set[str]:
    """The names of the values that a message needs."""
    entry = CATALOGUE[key]
    return set(_NAME.findall(entry.zh + entry.en + entry.zh_remedy + entry.en_remedy))


def example(key: str) -> dict[str, str]:
    """An example of each of a message's values. Raises KeyError where there is none."""
    examples = read("examples.toml")
    own: Mapping[str, object] = examples["of"].get(key, {})
    if key.startswith("ignored-"):
        own = {"message": key.removeprefix("ignored-"), **own}
    return {name: str(own[name] if name in own else examples[name]) for name in names_of(key)}


def said(key: str) -> tuple[str, str]:
    """A message and its remedy in Chinese and in English, with its example's values."""
    problem = Problem(key, values=tuple(example(key).items()))
    zh, en = (f"{say(problem, lang)}<br>→ {remedy(problem, lang)}" for lang in LANGUAGES)
    return zh, en


def _help(command: Mapping[str, Any]) -> Iterable[str]:
    """What a command does, in both languages, and its examples once."""
    what = [str(command[lang].help).split("\n\n") for lang in LANGUAGES]
    yield f"{what[0][0]} {what[1][0]}"
    calls = [line.strip() for line in what[0] if line.strip().startswith("spp-press ")]
    if calls:
        yield "\n".join(("```sh", *calls, "```"))


def _options(command: Mapping[str, Any], *, anywhere: bool = False) -> str:
    """What a command takes; what may stand ``anywhere`` is told once."""
    rows = []
    for zh, en in zip(*(command[lang].params for lang in LANGUAGES), strict=True):
        if zh.param_type_name == "argument":
            name = _code(zh.metavar)
        else:
            name = ", ".join(f"`{flag}`" for flag in zh.opts)
        if zh.name != "language" or anywhere:
            rows.append((name, _cell(zh.help), _cell(en.help)))
    return _table(("", "说明", "means"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}".replace("|", "\\|")


def _cell(text: str) -> str:
    """Text as a cell of a table, its markup shown and not obeyed; ``<br>`` stays."""
    escaped = re.sub(r"([\\*_`\[\]|])", r"\\\1", text)
    return escaped.replace("<", "&lt;").replace("&lt;br>→", "<br>→").replace("\n", " ")


if __name__ == "__main__":
    main()
