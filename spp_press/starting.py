"""The next issue's folder: numbers filled in, sections carried over, one sample article."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from spp_press.numbering import (
    Number,
    check_number,
    next_cumulative,
    parse_identifier,
    read_number,
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
_PRINTED_ON = "# printed_on =    # 印刷日期，定了以后去掉行首的 #，写成 {}-03-30 这样"
_DEFAULT_SECTIONS = ("最新进展",)


@dataclass(frozen=True)
class Entry:
    """An article in an issue's settings; ``contents`` is its title in the contents list."""

    file: str
    form: str = "article"
    contents: str | None = None


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
    editor, titles = carried_over(root, number, others)
    files = sample_files(number, editor, titles, printed=_has_permit(root))
    write_issue(folder, files, report)
    return folder


def _has_permit(root: Path) -> bool:
    """Whether the bulletin has a 准印证, with which each issue states when it is printed."""
    table = read_settings(Folder(root / "issues"), "bulletin.toml", Report())
    return table is not None and table.text("permit") is not None


def sample_files(
    number: Number, editor: str, titles: Sequence[str] = (), *, printed: bool = False
) -> dict[str, bytes]:
    """The files of a new issue by name: its sections, the first with a sample article.

    ``printed`` leaves a line for the day of printing to be filled in.
    """
    titles = titles or _DEFAULT_SECTIONS
    sections = [(title, [Entry(_SAMPLE)] if i == 0 else []) for i, title in enumerate(titles)]
    settings = settings_text(number, editor, sections, printed=printed)
    return {"issue.toml": settings.encode(), _SAMPLE: _SAMPLE_TEXT.encode()}


def _numbered(
    bare: Number, others: Mapping[str, Number | None], place: Place, report: Report
) -> Number:
    cumulative, origin = next_cumulative(bare, others.values())
    number = bare._replace(cumulative=cumulative)
    values = {"this": number.full_label, "cumulative": number.cumulative_label}
    if origin:
        values |= {"other": origin.identifier, "other_cumulative": origin.cumulative_label}
        report.notice("number-follows", place, **values)
    else:
        report.notice("number-begins", place, **values)
    check_number(number, others, place, report)
    return number


def carried_over(
    root: Path, number: Number, others: Mapping[str, Number | None]
) -> tuple[str, tuple[str, ...]]:
    """The editor and the sections of the issue before ``number``, as far as they can be read.

    That is the nearest before it, of its own series where there is one.
    """
    known = [other for other in others.values() if other]
    known.sort(key=lambda o: (o.supplement == number.supplement, o.order < number.order, o.order))
    if not known:
        return "", ()
    folder = Folder(root / "issues" / known[-1].identifier)
    table = read_settings(folder, "issue.toml", Report())
    if table is None:
        return "", ()
    titles = [inner.text("title") for inner in table.tables("sections")]
    return table.text("editor") or "", tuple(title for title in titles if title)


def settings_text(
    number: Number,
    editor: str,
    sections: Iterable[tuple[str, Sequence[Entry]]],
    cover: tuple[str, str] | None = None,
    *,
    printed: bool = False,
) -> str:
    """The text of ``issue.toml``; ``cover`` is a picture's file and what it shows."""
    lines = [f"year = {number.year}", f"number = {number.number}"]
    if number.last != number.number:
        lines.append(f"last = {number.last}")
    if number.supplement:
        lines.append("supplement = true")
    lines.append(f"cumulative = {number.cumulative}")
    if editor:
        lines.append(f"editor = {quoted(editor)}")
    if printed:
        lines.append(_PRINTED_ON.format(number.year))
    if cover:
        lines.append(f"cover = {{ file = {quoted(cover[0])}, alt = {quoted(cover[1])} }}")
    for title, entries in sections:
        lines += ["", "[[sections]]", f"title = {quoted(title)}"]
        written = [_entry(entry) for entry in entries]
        if len(written) == 1 and written[0][0] == '"':
            lines.append(f"articles = [{written[0]}]")
        elif written:
            lines += ["articles = [", *(f"  {each}," for each in written), "]"]
        else:
            lines.append("articles = []")
    return "\n".join(lines) + "\n"


def _entry(entry: Entry) -> str:
    if entry.form == "article" and entry.contents is None:
        return quoted(entry.file)
    parts = [f"file = {quoted(entry.file)}"]
    if entry.form != "article":
        parts.append(f"form = {quoted(entry.form)}")
    if entry.contents is not None:
        parts.append(f"contents = {quoted(entry.contents)}")
    return f"{{ {', '.join(parts)} }}"


def quoted(text: str) -> str:
    """A TOML basic string; ``text`` has no control characters."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def is_untouched(folder: Path) -> bool:
    """Whether the issue in ``folder`` is still as it was begun, byte for byte."""
    there = Folder(folder)
    table = read_settings(there, "issue.toml", Report())
    number = None if table is None else read_number(table, folder.name, Report())
    if table is None or number is None:
        return False
    editor = table.text("editor") or ""
    titles = [inner.text("title") or "" for inner in table.tables("sections")]
    for printed in (False, True):
        files = sample_files(number, editor, titles, printed=printed)
        if set(there.walk()) == files.keys() and all(
            (folder / name).read_bytes() == data for name, data in files.items()
        ):
            return True
    return False


def write_issue(folder: Path, files: Mapping[str, bytes], report: Report) -> None:
    """Write ``files``, by name, as the folder of an issue, whole or not at all.

    An issue that is still as it was begun gives way. Raises InputError if there is another in the
    folder, WriteError if it cannot be written.
    """
    if folder.exists() and not is_untouched(folder):
        report.error("issue-exists", Place(f"issues/{shown(folder.name)}"))
        raise InputError(report)
    try:
        made = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    except OSError as error:
        _cannot_write(folder, error, report)
    try:
        made.chmod(0o755)
        (made / "articles").mkdir()
        (made / "images").mkdir()
        for name, data in files.items():
            (made / name).write_bytes(data)
        if folder.exists():
            begun = made.with_name(f"{made.name}-begun")
            folder.rename(begun)
            made.rename(folder)
            shutil.rmtree(begun, ignore_errors=True)
        else:
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
