"""A source's file and line, opened in the editor.

Only editors that are known here are started, without a shell, with a file of the issue or its
style as their only argument; an editor for a terminal cannot share ours.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from spp_press.problems import Place

EDITORS: Mapping[str, tuple[str, ...]] = {
    "code": ("--goto", "{file}:{line}"),
    "code-insiders": ("--goto", "{file}:{line}"),
    "codium": ("--goto", "{file}:{line}"),
    "cursor": ("--goto", "{file}:{line}"),
    "gedit": ("+{line}", "{file}"),
    "gnome-text-editor": ("{file}",),
    "kate": ("--line", "{line}", "{file}"),
    "mate": ("--line", "{line}", "{file}"),
    "mousepad": ("--line", "{line}", "{file}"),
    "notepad": ("{file}",),
    "notepad++": ("-n{line}", "{file}"),
    "subl": ("{file}:{line}",),
    "zed": ("{file}:{line}",),
}
"""The arguments with which each editor opens a file at a line."""

_UNSAFE_IN_BATCH = frozenset('"&|<>^%!\n')  # a .cmd parses its arguments anew, and cannot quote


@dataclass(frozen=True)
class Editor:
    """An editor of this machine: the path of its program, and its name in ``EDITORS``."""

    program: str
    name: str

    def command(self, file: Path, line: int) -> list[str]:
        """What is run to open ``file`` at ``line``. Raises ValueError for a name it cannot take."""
        values = {"file": str(file), "line": str(line)}
        command = [self.program, *(part.format_map(values) for part in EDITORS[self.name])]
        is_batch = self.program.lower().endswith((".cmd", ".bat"))
        if is_batch and _UNSAFE_IN_BATCH.intersection(str(file)):
            raise ValueError(file)
        return command

    def open(self, file: Path, line: int) -> None:
        """Open ``file`` at ``line``. Raises OSError or ValueError."""
        subprocess.Popen(
            self.command(file, line),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def find_editor(named: str | None, environment: Mapping[str, str] = os.environ) -> Editor | None:
    """The editor ``named``, or that of $VISUAL or $EDITOR, or else one that is there; or None."""
    if named is not None:
        return _found(named)
    for variable in ("VISUAL", "EDITOR"):
        words = shlex.split(environment.get(variable, "")) or [""]
        if editor := _found(words[0]):
            return editor
    usual = ("code", "codium", "notepad")
    return next((editor for name in usual if (editor := _found(name))), None)


def source_file(source: Place, folder: Path, root: Path, style: Path | None) -> Path | None:
    """The file that ``source`` names, if it is a file of the issue, the bulletin or the style.

    ``folder`` is the issue's; messages call the others ``issues/…`` and ``styles/NAME/…``.
    """
    parts = PurePath(source.file).parts
    if parts[:1] == ("issues",):
        home, rest = root / "issues", parts[1:]
    elif parts[:1] == ("styles",) and style is not None and parts[1:2] == (style.name,):
        home, rest = style, parts[2:]
    else:
        home, rest = folder, parts
    path = home.joinpath(*rest).resolve()
    return path if path.is_relative_to(home.resolve()) and path.is_file() else None


def _found(name: str) -> Editor | None:
    known = PurePath(name).name.lower().removesuffix(".exe").removesuffix(".cmd")
    program = shutil.which(name) if known in EDITORS else None
    return Editor(program, known) if program else None
