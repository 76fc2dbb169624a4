"""A bulletin as it was in a git revision, in a folder of its own; nothing is checked out."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from spp_press.problems import InputError, Problem

_PARTS = ("issues", "styles", "fonts")
_SECONDS = 60


def unpack_revision(root: Path, revision: str, folder: Path) -> None:
    """Put what a build needs of the bulletin in ``root``, as of ``revision``, into ``folder``.

    Raises InputError where there is no git, no repository, no such revision, or no bulletin in it.
    """
    if revision.startswith("-"):
        raise _unknown(revision, "-")
    listed = _git(root, revision, "ls-tree", "--name-only", revision)
    parts = [part for part in _PARTS if part in listed.decode("utf-8", "replace").splitlines()]
    if "issues" not in parts:
        raise _unknown(revision, "issues/ ?")
    archive = _git(root, revision, "archive", "--format=tar", revision, "--", *parts)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        # Python 3.11 has extraction filters only from 3.11.4: files are written one by one.
        for member in tar:
            path = folder / member.name
            if member.isfile() and path.resolve().is_relative_to(folder.resolve()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(_content(tar, member))


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member)
    return b"" if file is None else file.read()


def _git(root: Path, revision: str, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            check=True,
            timeout=_SECONDS,
        )
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _unknown(revision, said[-1] if said else "-") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unknown(revision, f"git: {type(error).__name__}") from error
    return done.stdout


def _unknown(revision: str, reason: str) -> InputError:
    values = (("against", revision), ("reason", reason))
    return InputError([Problem("compare-unknown", values=values)])
