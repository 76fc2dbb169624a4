"""Which bulletin, which issue: names and paths on the command line → folders."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from spp_press.folders import find_root, shipped
from spp_press.problems import InputError, Place, Problem

_LARGEST = 1 << 30  # bytes of a PDF


def root_of(given: Path | None, issue: str | None = None) -> Path:
    """The bulletin's folder: ``--root``, or the nearest above the issue's path or this folder.

    Raises InputError where there is none.
    """
    if given is not None:
        found = given.resolve() if (given / "issues" / "bulletin.toml").is_file() else None
    else:
        found = (find_root(Path(issue).resolve()) if issue and _is_path(issue) else None) or (
            find_root(Path.cwd())
        )
    if found is None:
        where = str(given or Path.cwd())
        raise InputError([Problem("root-missing", values=(("folder", where),))])
    return found


def root_option(root: Path) -> str:
    """`` --root …``, for a line to type next; nothing where ``root`` is found from this folder."""
    if find_root(Path.cwd()) == root:
        return ""
    return f' --root "{root}"' if " " in str(root) else f" --root {root}"  # as every shell reads it


def issue_folder(issue: str, root: Path) -> Path:
    """The folder of ``issue``: a path where it is one, else a name under ``issues/``."""
    return Path(issue).resolve() if _is_path(issue) else root / "issues" / issue


def sample_root() -> Path:
    """The invented bulletin that comes with the press, to look at a style with."""
    return shipped("sample")


def sample_issues() -> list[str]:
    """Its issues, by name: one with everything in it, and the smallest."""
    return sorted(path.parent.name for path in sample_root().glob("issues/*/issue.toml"))


def printers_of(given: Path | None, target: str) -> Path | None:
    """The folder of a bulletin's own printers, where ``target`` or this folder is in a bulletin."""
    root = given or find_root(Path(target).resolve().parent) or find_root(Path.cwd())
    return None if root is None else root / "issues" / "printers"


def read_pdf(path: Path) -> bytes:
    """The bytes of a PDF that was named. Raises InputError where it cannot be read."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise _unread(path, "pdf-missing", reason=os.strerror(errno.EINVAL))
        if state.st_size > _LARGEST:
            raise _unread(path, "pdf-large", limit=str(_LARGEST >> 20))
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _unread(path, "pdf-missing", reason=reason) from error


def _unread(path: Path, key: str, **values: str) -> InputError:
    return InputError([Problem(key, Place(str(path)), values=tuple(values.items()))])


def _is_path(issue: str) -> bool:
    return "/" in issue or "\\" in issue or Path(issue).is_dir()
