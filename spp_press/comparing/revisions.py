"""A bulletin as it was in a git revision, in a folder of its own; nothing is checked out.

The repository comes with the folder, and its settings may name programs: filters, hooks, monitors,
remotes that are asked for what is missing. Only commands that read objects are run, which use none
of them, and no remote is spoken to.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from spp_press.problems import InputError, LimitError, MissingError, Problem

_SECONDS = 60
_FILES = {"100644", "100755"}  # the modes of files; a link's target is not read
_LARGEST = 1 << 30  # bytes of a bulletin's issue, styles and fonts
_SAFE = (
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "safe.bareRepository=explicit"),
)


@dataclass(frozen=True)
class _File:
    object: str
    size: int
    path: PurePosixPath


def unpack_revision(root: Path, revision: str, issue: str, folder: Path) -> None:
    """Put what the build of ``issue`` needs of the bulletin in ``root`` into ``folder``.

    All as of ``revision``. Raises MissingError where there is no git, InputError where there is no
    repository, no such revision, or no such issue in it, and LimitError for more than 1 GB.
    """
    tree = _git(root, revision, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{tree}}")
    files = list(_files(root, revision, tree.decode().strip(), issue))
    if not any(file.path.parts[:2] == ("issues", issue) for file in files):
        raise _problem("compare-issue-missing", revision, issue=issue)
    if sum(file.size for file in files) > _LARGEST:
        raise LimitError([Problem("compare-large", values=(("against", revision),))])
    with tempfile.TemporaryFile() as wanted, tempfile.TemporaryFile() as given:
        wanted.write("".join(f"{file.object}\n" for file in files).encode())
        wanted.seek(0)
        _git(root, revision, "cat-file", "--batch", stdin=wanted, stdout=given)
        given.seek(0)
        for file in files:
            _, kind, size = given.readline().split()
            content = given.read(int(size))
            given.readline()
            if kind == b"blob":
                path = folder / file.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


def _files(root: Path, revision: str, tree: str, issue: str) -> Iterator[_File]:
    """What is needed: all of the issue, of others what they are called, styles and fonts."""
    listed = _git(
        root, revision, "ls-tree", "-r", "-l", "-z", tree, "--", "issues", "styles", "fonts"
    )
    for entry in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, name = entry.partition("\t")
        mode, _, name_of, size = about.split()
        path = PurePosixPath(name)
        parts = path.parts
        is_ours = parts[0] != "issues" or len(parts) == 2 or parts[1] in (issue, "printers")
        if mode in _FILES and (is_ours or path.name == "issue.toml") and _is_plain(parts):
            if not size.isdecimal():  # its object is not there
                raise _problem("compare-git", revision, reason=name)
            yield _File(name_of, int(size), path)


def _is_plain(parts: tuple[str, ...]) -> bool:
    """Whether a path stays where it is put, on any system."""
    return not any(part in ("..", "") or set(part) & set("\\:") for part in parts)


def _git(
    root: Path,
    revision: str,
    *arguments: str,
    stdin: IO[bytes] | int = subprocess.DEVNULL,
    stdout: IO[bytes] | int = subprocess.PIPE,
) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *_SAFE, *arguments],
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            check=False,
            timeout=_SECONDS,
            env=_environment(os.environ),
        )
    except FileNotFoundError as error:
        raise MissingError([Problem("git-missing")]) from error
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise _problem("compare-git", revision, reason=type(error).__name__) from error
    if done.returncode == 0:
        return done.stdout or b""
    said = done.stderr.decode("utf-8", "replace")
    if "dubious ownership" in said:
        raise _problem("compare-foreign-repository", revision, folder=str(root))
    if "not a git repository" in said or "safe.bareRepository" in said:
        raise _problem("compare-no-repository", revision, folder=str(root))
    if arguments[0] == "rev-parse":
        raise _problem("compare-unknown", revision)
    reason = said.strip().splitlines()[-1].removeprefix("fatal: ") if said.strip() else "-"
    raise _problem("compare-git", revision, reason=reason)


def _environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The user's own settings hold; what a hook or a shell says of some repository does not.

    No protocol is allowed, so that nothing that a repository lacks is asked of its remote.
    """
    kept = {
        name: value
        for name, value in environment.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG_")
    }
    ours = {
        "LC_ALL": "C",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
    }
    return kept | ours


def _problem(key: str, against: str, **values: str) -> InputError:
    return InputError([Problem(key, values=(("against", against), *values.items()))])
