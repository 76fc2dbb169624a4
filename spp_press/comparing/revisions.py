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
        tar.extractall(folder, filter="data")


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
