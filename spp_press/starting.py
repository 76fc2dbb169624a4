"""The next issue's folder: numbers filled in, sections carried over, one sample article."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from spp_press.numbering import (
    Number,
    check_number,
    next_cumulative,
    parse_identifier,
    read_numbers,
)
from spp_press.problems import InputError, Place, Report, WriteError
from spp_press.reading import Folder, shown
from spp_press.settings import read_settings

_SAMPLE = "articles/01-sample.md"
_SAMPLE_TEXT = """\
# 在这里写文章标题

在这里写正文。段与段之间空一行；**加粗**用两对星号。

图片放在 images 文件夹里，单独成段，方括号里是给看不见图的人读的说明，引号里是图注：

<!-- ![图上画的是什么](../images/文件名.jpg "图注") -->

摘自：写明来源，没有就删掉这一行。
"""
_DEFAULT_SECTIONS = ("最新进展",)


def start_issue(root: Path, identifier: str, report: Report) -> Path:
    """The folder of a new issue ``identifier`` (``2021-2``, ``2021-3-4``, ``2021-S1``).

    A notice says where the cumulative number came from. Nothing is ever overwritten.

    Raises InputError if the name tells no number, is taken or contradicts another issue;
    WriteError if the folder cannot be written.
    """
    bare = parse_identifier(identifier)
    folder = root / "issues" / identifier
    place = Place(f"issues/{shown(identifier)}")
    if bare is None:
        report.error("identifier-wrong", None, name=shown(identifier))
        raise InputError(report)
    if folder.exists():
        report.error("issue-exists", place)
        raise InputError(report)
    others = read_numbers(root / "issues", report)
    number = _numbered(bare, others, place, report)
    report.raise_errors()
    editor, sections = _carried_over(root, _previous(number, others))
    _write(folder, _settings(number, editor, sections), report)
    return folder


def _numbered(
    bare: Number, others: Mapping[str, Number | None], place: Place, report: Report
) -> Number:
    cumulative, origin = next_cumulative(bare, others.values())
    number = replace(bare, cumulative=cumulative)
    values = {"this": number.full_label, "cumulative": number.cumulative_label}
    if origin:
        values |= {"other": origin.identifier, "other_cumulative": origin.cumulative_label}
        report.notice("number-follows", place, **values)
    else:
        report.notice("number-begins", place, **values)
    check_number(number, others, place, report)
    return number


def _previous(number: Number, others: Mapping[str, Number | None]) -> Number | None:
    """The issue before this one, of its own series where there is one."""
    known = [other for other in others.values() if other]
    known.sort(key=lambda o: (o.supplement == number.supplement, o.order < number.order, o.order))
    return known[-1] if known else None


def _carried_over(root: Path, previous: Number | None) -> tuple[str, tuple[str, ...]]:
    """The editor and the sections of the issue before, as far as they can be read."""
    if previous is None:
        return "", _DEFAULT_SECTIONS
    folder = Folder(root / "issues" / previous.identifier)
    table = read_settings(folder, "issue.toml", Report())
    if table is None:
        return "", _DEFAULT_SECTIONS
    titles = [inner.text("title") for inner in table.tables("sections")]
    sections = tuple(title for title in titles if title)
    return table.text("editor") or "", sections or _DEFAULT_SECTIONS


def _settings(number: Number, editor: str, sections: tuple[str, ...]) -> str:
    lines = [f"year = {number.year}", f"number = {number.number}"]
    if number.last != number.number:
        lines.append(f"last = {number.last}")
    if number.supplement:
        lines.append("supplement = true")
    lines.append(f"cumulative = {number.cumulative}")
    if editor:
        lines.append(f"editor = {_quoted(editor)}")
    for i, title in enumerate(sections):
        articles = f'["{_SAMPLE}"]' if i == 0 else "[]"
        lines += ["", "[[sections]]", f"title = {_quoted(title)}", f"articles = {articles}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string; ``text`` has no control characters."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write(folder: Path, settings: str, report: Report) -> None:
    """The folder, whole or not at all."""
    try:
        made = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    except OSError as error:
        _cannot_write(folder, error, report)
    try:
        made.chmod(0o755)
        (made / "articles").mkdir()
        (made / "images").mkdir()
        (made / "issue.toml").write_text(settings, encoding="utf-8", newline="\n")
        (made / _SAMPLE).write_text(_SAMPLE_TEXT, encoding="utf-8", newline="\n")
        made.rename(folder)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        _cannot_write(folder, error, report)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _cannot_write(folder: Path, error: OSError, report: Report) -> NoReturn:
    reason = error.strerror or type(error).__name__
    report.error("issue-unwritable", Place(f"issues/{folder.name}"), reason=reason)
    raise WriteError(report) from None
