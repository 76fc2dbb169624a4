"""The command line's grammar: its language, its helps, its complaints, its completion."""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from spp_press.catalogue.reasons import REASONS
from spp_press.cli.commands import build
from spp_press.cli.grammar import Command, columns_of, examples_in, help_of, wrapped
from spp_press.cli.language import language
from tests import small_bulletin
from tests.conftest import ROOT, spp_press

LANGUAGES = ("zh", "en")
ENGLISH = re.compile(r"Usage|Options|Commands|Arguments|default|Show|this|the\b|Error", re.I)


def context(lang: str, name: str) -> Any:
    """A context of the command ``name``, as help is written in."""
    group: Any = build(lang)
    root = group.make_context("spp-press", ["list"])
    return type(root)(group.commands[name], info_name=name, parent=root)


NAMES = tuple(build("en").commands)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--lang", "zh", "list"], "zh"),
        (["list", "--lang", "zh"], "zh"),
        (["list", "--lang=zh", "--root", "x"], "zh"),
        (["list", "--lang", "en", "--lang", "zh"], "zh"),
        (["list", "--lang"], "en"),
        ([], "en"),
    ],
)
def test_the_language_is_given_anywhere(arguments: list[str], expected: str) -> None:
    assert language(arguments, {"LANG": "C.UTF-8"}) == expected


def test_after_the_command_it_is_taken_too(tmp_path: Path) -> None:
    small_bulletin.write(tmp_path)
    for arguments in (("--lang", "zh", "list"), ("list", "--lang", "zh"), ("list", "--lang=zh")):
        done = spp_press(*arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "总期号" in done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_every_help_is_in_one_language(name: str) -> None:
    contexts = [context(lang, name) for lang in LANGUAGES]
    chinese, english = (help_of(each.command, each) for each in contexts)
    prose = re.sub(r"spp-press [^\n]*|--?[a-z-]+|[\w.-]*\.\w+", "", chinese)
    assert not ENGLISH.search(prose), prose
    assert chinese.startswith("用法：spp-press") and english.startswith("Usage: spp-press")
    for text in (chinese, english):
        assert "--lang zh|en" in text and "--help" in text
        assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_example_of_a_help_is_a_command_that_parses(name: str, lang: str) -> None:
    group: Any = build(lang)
    assert isinstance(group.commands[name], Command)
    examples = examples_in(group.commands[name].help)
    assert examples
    for example in examples:
        _, command, *rest = shlex.split(example)
        assert command == name
        group.commands[name].make_context(name, rest, parent=context(lang, name).parent)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("mak", "没有“mak”这个命令。是不是 make？"),
        ("qqq", "没有“qqq”这个命令"),
        ("check", "没有写：期|文件.pdf…"),
        ("make", "没有写：期…"),
        ("archive --jobs x", "--jobs 的值不对。可以是：≥ 1。"),
        ("preview 2022-1 --port 70000", "可以是：0–65535。"),
        ("list --lang fr --lang zh --rot .", "没有“--rot”这个选项。是不是 --root？"),
        ("list --root", "--root 后面没有写值"),
        ("make 2022-1 --final=yes", "--final 后面不写值"),
        ("list more", "多写了：more"),
        ("new --joint --supplement", "--joint、--supplement 不能一起用"),
        ("new 2022-1 --year 2022", "2022-1、--year 不能一起用"),
        ("finish a.pdf", "没有写：--printer"),
    ],
)
def test_wrong_use_is_said_in_chinese(arguments: str, says: str) -> None:
    done = spp_press("--lang", "zh", *arguments.split())
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == "" and done.stderr.count("\n") == 1
    assert not ENGLISH.search(re.sub(r"--\w+|spp-press [^\n]*", "", done.stderr)), done.stderr


def complete(line: str, root: Path) -> tuple[list[str], str]:
    """What bash is offered at the end of ``line``, and the modules loaded for it."""
    words = line.split(" ")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "_SPP_PRESS_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "spp_press"],
        cwd=root, env=environment, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    return done.stdout.split(), done.stderr


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("spp-press ver", ["verify"]),
        ("spp-press make ", ["2022-1"]),
        ("spp-press make 2022-1 --style cla", ["classic"]),
        ("spp-press make --edition scr", ["screen"]),
        ("spp-press make --stage f", ["first"]),
        ("spp-press make --stage 二", ["二校"]),
        ("spp-press make --printer offs", ["offset-coated", "offset-uncoated"]),
        ("spp-press verify --ro", ["--root"]),
        ("spp-press list --lang ", ["zh", "en"]),
        ("spp-press styles ", ["copy"]),
        ("spp-press check --root / 2", []),
    ],
)
def test_tab_offers_what_there_is_and_loads_no_press(
    line: str, offers: list[str], tmp_path: Path
) -> None:
    small_bulletin.write(tmp_path)
    offered, loaded = complete(line, tmp_path)
    assert offered == offers
    assert "weasyprint" not in loaded


def test_a_name_that_a_shell_would_run_is_not_offered(tmp_path: Path) -> None:
    issue = small_bulletin.write(tmp_path)
    for name in ("2022-2;reboot", "2022-2$(reboot)", "2022 2", '2022-2"', "-2022"):
        shutil.copytree(issue, issue.parent / name)
    assert complete("spp-press make ", tmp_path)[0] == ["2022-1"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash")
def test_bash_itself_completes_an_issue(tmp_path: Path) -> None:
    """The script that ``--show-completion`` gives, sourced, and its function called as Tab does."""
    small_bulletin.write(tmp_path)
    call = (
        'spp-press() { "$PYTHON" -m spp_press "$@"; }; export -f spp-press; '
        "source <(_SPP_PRESS_COMPLETE=source_bash spp-press); "
        "COMP_WORDS=(spp-press make 20); COMP_CWORD=2; "
        '_spp_press_completion "$COMMAND"; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    command = tmp_path / "spp-press"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m spp_press "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHON": sys.executable,
                   "COMMAND": str(command)}  # fmt: skip
    done = subprocess.run(["bash", "-c", call], cwd=tmp_path, env=environment, check=False,
                          capture_output=True, text=True, encoding="utf-8")  # fmt: skip
    assert done.stdout == "2022-1\n", done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash")
def test_completion_is_installed_and_says_so_in_chinese(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m spp_press --lang zh --install-completion; exit $?'
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    done = subprocess.run(["bash", "-c", command], env=environment, check=False,
                          capture_output=True, text=True, encoding="utf-8")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("bash 的补全已装在")
    assert (tmp_path / ".bash_completions" / "spp-press.sh").is_file()


def test_without_a_command_it_shows_its_help() -> None:
    for arguments in ((), ("--lang", "zh"), ("--",)):
        done = spp_press(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert ("用法：" if arguments[:1] == ("--lang",) else "Usage:") in done.stdout


@pytest.mark.parametrize("width", [20, 40, 79])
def test_lines_break_where_chinese_may(width: int) -> None:
    text = "排一期或几期，写出 PDF、给印厂的工单（-工单.txt）和“排版记录”（.receipt.json）。"
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert columns_of(line) <= width
        assert line[0] not in "，。、）”" and line[-1] not in "（“"
    assert wrapped("  spp-press make a b c", 8) == ["  spp-press make a b c"]


@pytest.mark.parametrize(
    ("arguments", "keys", "code"),
    [
        (("list",), {"issue", "number", "label", "cumulative", "problems"}, 0),
        (("styles",), {"style", "title", "version", "folder"}, 0),
        (("doctor",), {"name", "found", "problem"}, 0),
        (("check", "2022-1"), {"target", "problems"}, 0),
        (("verify", "2022-1"), {"issue", "exit", "problems"}, 3),
    ],
)
def test_json_is_one_document_alone(
    arguments: tuple[str, ...], keys: set[str], code: int, tmp_path: Path
) -> None:
    small_bulletin.write(tmp_path)
    done = spp_press(*arguments, "--json", cwd=tmp_path)
    said = json.loads(done.stdout)
    assert said and all(each.keys() == keys for each in said)
    assert (done.returncode, done.stderr) == (code, "")


def test_quiet_is_quiet(tmp_path: Path) -> None:
    small_bulletin.write(tmp_path)
    for arguments in (("new", "-q"), ("check", "2022-1", "-q"), ("doctor", "-q")):
        done = spp_press(*arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), arguments


def test_what_the_system_says_is_said_in_chinese() -> None:
    done = spp_press("check", "nothing.pdf", "--lang", "zh")
    assert "读不到这个文件（没有这个文件或文件夹）。" in done.stderr
    if sys.platform == "linux":
        assert REASONS.keys() <= {os.strerror(number) for number in errno.errorcode}


def test_a_terminal_without_chinese_gets_english() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii",
                   "LC_ALL": "C.UTF-8"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "spp_press", "mak", "--lang", "zh"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr.startswith("error: there is no command mak.")


def test_a_long_option_with_one_dash_is_known(tmp_path: Path) -> None:
    done = spp_press("--lang", "zh", "make", "2022-1", "-stage", "一校", cwd=tmp_path)
    assert done.returncode == 2
    assert "没有“-stage”这个选项" in done.stderr and "--stage" in done.stderr
