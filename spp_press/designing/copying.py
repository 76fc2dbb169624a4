"""A style of one's own, started from another."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from spp_press.problems import InputError, Place, Problem, WriteError
from spp_press.styles import style_folder, style_folders

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}(@[a-z0-9][a-z0-9.-]{0,19})?")


def copy_style(source: str, name: str, root: Path) -> Path:
    """Copy the style ``source`` to ``styles/<name>`` of the bulletin in ``root``; the new folder.

    A copy called ``classic@2021`` keeps ``classic`` for the issues that pin its version 2021.

    Raises InputError where there is no such style, or one of that name already, and WriteError
    where it cannot be written.
    """
    styles = style_folders(root)
    home = style_folder(source, root)
    if home is None:
        values = (("name", source), ("styles", ", ".join(sorted(styles)) or "-"))
        raise InputError([Problem("style-missing", values=values)])
    if not _NAME.fullmatch(name):
        raise InputError([Problem("style-name", values=(("name", name),))])
    folder = root / "styles" / name
    if name in styles or folder.exists():
        values = (("name", name), ("folder", f"styles/{name}"))
        raise InputError([Problem("style-exists", values=values)])
    try:
        shutil.copytree(home, folder, ignore=shutil.ignore_patterns(".*"))
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        reason = error.strerror or type(error).__name__
        place = Place(str(folder))
        raise WriteError([Problem("not-writable", place, values=(("reason", reason),))]) from error
    return folder
