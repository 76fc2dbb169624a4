"""A style of one's own, started from another."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from spp_press.problems import InputError, Place, Problem, Report, WriteError
from spp_press.reading import Folder, nearest, shown
from spp_press.styles import read_style_settings, style_folder, style_folders

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}(@[a-z0-9][a-z0-9.-]{0,19})?")
_TITLE = re.compile(rb"""^(title\s*=\s*)(?:"[^"\n]*"|'[^'\n]*')""", re.MULTILINE)


def copy_style(source: str, name: str, root: Path) -> Path:
    """Copy the style ``source`` to ``styles/<name>`` of the bulletin in ``root``; the new folder.

    A copy called ``classic@2021`` keeps ``classic``, whose version is 2021, as it is, for the
    issues that pin that. Any other has its name for a title, and not the original's README.

    Raises InputError where there is no such style, one of that name already, or ``source`` is in
    another version than the name says, and WriteError where it cannot be written.
    """
    styles = style_folders(root)
    home = style_folder(source, root)
    if home is None:
        raise InputError([_no_source(source, styles)])
    if not _NAME.fullmatch(name):
        raise InputError([Problem("style-name", values=(("name", shown(name)),))])
    folder = root / "styles" / name
    if name in styles or folder.exists():
        values = (("name", name), ("folder", f"styles/{name}"))
        raise InputError([Problem("style-exists", values=values)])
    if "@" in name:
        _check_version(source, name, home)
    left_out = (".*",) if "@" in name else (".*", "README*")
    try:
        shutil.copytree(home, folder, ignore=shutil.ignore_patterns(*left_out))
        if "@" not in name:
            settings = folder / "style.toml"
            title = rb'\g<1>"' + name.encode() + rb'"'
            settings.write_bytes(_TITLE.sub(title, settings.read_bytes(), count=1))
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        reason = error.strerror or type(error).__name__
        place = Place(str(folder))
        raise WriteError([Problem("not-writable", place, values=(("reason", reason),))]) from error
    return folder


def _no_source(source: str, styles: Iterable[str]) -> Problem:
    known = ", ".join(sorted(styles)) or "-"
    values = (("name", shown(source)), ("styles", known))
    if like := nearest(source, styles):
        return Problem("style-source-missing-like", values=(*values, ("like", like)))
    return Problem("style-source-missing", values=values)


def _check_version(source: str, name: str, home: Path) -> None:
    """Raise InputError unless ``name`` is that of ``source``, ``@`` and the version it is in."""
    style = source.partition("@")[0]
    version = read_style_settings(Folder(home, f"styles/{home.name}/"), Report()).version
    values = {"name": name, "style": style}
    if not version:
        place = Place(f"styles/{home.name}/style.toml")
        raise InputError([Problem("style-version-unsaid", place, values=tuple(values.items()))])
    if name != (like := f"{style}@{version}"):
        values |= {"version": shown(version), "like": shown(like)}
        raise InputError([Problem("style-version-other", values=tuple(values.items()))])
