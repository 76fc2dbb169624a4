"""A new bulletin in an empty folder: its settings, the notation's handbook, its first issue."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from spp_press.folders import shipped
from spp_press.numbering import Number
from spp_press.printers import printer_names
from spp_press.problems import InputError, Place, Problem, Report, WriteError
from spp_press.reading import shown
from spp_press.starting import quoted, sample_files
from spp_press.styles import style_folders

_WORDS = """\
# 本刊的词：标题换行时不拆开。一行一个；# 后面是说明
# 只写不该拆开的短词，长名称由几个词组成：可持续 + 公共采购
"""
_PRINTER = "offset-coated"
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".git", ".gitignore"})


@dataclass(frozen=True)
class Founding:
    """What a new bulletin begins with; ``number`` is its first issue's."""

    name: str
    publisher: str
    number: Number
    editor: str = ""
    style: str = "classic"


def found_bulletin(folder: Path, founding: Founding, report: Report) -> Path:
    """Begin a bulletin in ``folder``, which is made if it is missing; gives its first issue.

    Raises InputError if the folder holds anything or the style is not known, WriteError if it
    cannot be written. Its style and fonts are those that come with the press; a copy of the style
    in ``styles/`` goes before them.
    """
    place = Place(shown(folder.name))
    if (folder / "issues" / "bulletin.toml").exists():
        report.error("bulletin-exists", place)
    elif not _is_free(folder):
        report.error("bulletin-folder", place)
    styles = style_folders(None)
    if founding.style not in styles:
        known = "、".join(styles)
        report.error("bulletin-style", None, name=shown(founding.style), styles=known)
    if report.errors:
        raise InputError(report)
    issue = founding.number.identifier
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
        try:
            _write(made / "issues", founding)
            (made / "issues").rename(folder / "issues")
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WriteError([Problem("not-writable", place, values=(("reason", reason),))]) from error
    return folder / "issues" / issue


def _is_free(folder: Path) -> bool:
    if not folder.is_dir():
        return not folder.exists()
    return all(each.name in _LITTER for each in folder.iterdir())


def _write(issues: Path, founding: Founding) -> None:
    issue = issues / founding.number.identifier
    (issue / "articles").mkdir(parents=True)
    (issue / "images").mkdir()
    files = {
        "bulletin.toml": _settings(founding).encode(),
        "words.txt": _WORDS.encode(),
        "README.md": shipped("issues/README.md").read_bytes(),
    }
    for name, data in files.items():
        (issues / name).write_bytes(data)
    for name, data in sample_files(founding.number, founding.editor).items():
        (issue / name).write_bytes(data)


def _settings(founding: Founding) -> str:
    """``bulletin.toml``, with what may be filled in later as remarks."""
    assert _PRINTER in printer_names()
    return f"""\
# 各期共用的内容。写法见 README.md

name = {quoted(founding.name)}
# series = "刊名上方的总名称"
# slogan = ["第一行", "第二行"]
publisher = {quoted(founding.publisher)}
style = {quoted(founding.style)}
printer = {quoted(_PRINTER)}

# 封底
# statement = "内容来源的说明。"
editor_label = "编辑"
# email = "name@example.org"
# web = "https://www.example.org"

# 有准印证的内部资料：准印证号、发送对象、印刷单位、印数；每期再写 printed_on
# permit = "京内资准字2021-L0097号"
# audience = "本系统各单位"
# printed_by = "某某印刷厂"
# copies = 300
"""
