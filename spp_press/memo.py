"""What files contained when they were last seen, so that what has not changed is not read again.

As in git's index, a file is known by its size, times and inode. And as there, one that was written
in the same tick of the clock in which it was read may have been written again unseen (git's "racy"
case): what it contained is not kept. The clock is the file system's own.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from spp_press.states import State, state_of
from spp_press.writing import stray_name, write_whole

_SEEN: dict[str, tuple[State, str]] = {}
"""What the memos of this process have seen settled, and of those that it was forked from."""


def digest_of_file(path: Path) -> str:
    """The SHA-256 of the file at ``path``; not read again if a memo has seen it as it is.

    Raises OSError.
    """
    seen = _SEEN.get(os.fspath(path))
    if seen and seen[0] == state_of(path):
        return seen[1]
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class FileMemo:
    """The SHA-256 of files by their path, kept in the file ``home``, one writer at a time.

    A memo that is missing or broken costs time and nothing else.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._known = _load(home)
        self._is_new = False
        self._now = 0

    def digest(self, path: Path) -> str | None:
        """The SHA-256 of the file at ``path``; None where there is none that can be read."""
        name = os.fspath(path)
        known = self._known.get(name)
        try:
            before = state_of(path)
            if known and known[0] == before:
                _SEEN[name] = known
                return known[1]
            if before[1] >= self._now:
                self._now = tick(self._home.parent)
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            settled = before[1] < self._now and before == state_of(path)
        except OSError:
            self._is_new |= self._known.pop(name, None) is not None
            return None
        if settled:
            self._known[name] = _SEEN[name] = (before, digest)
            self._is_new = True
        return digest

    def save(self) -> None:
        """Write what is known, whole, if it is news. Raises WriteError."""
        if not self._is_new:
            return
        lines = (json.dumps([n, *state, d]) for n, (state, d) in sorted(self._known.items()))
        write_whole(self._home, "".join(f"{line}\n" for line in lines).encode())


def tick(folder: Path) -> int:
    """The time of ``folder``'s file system, ns: what is written from now on is not older.

    Raises OSError.
    """
    probe = stray_name(folder, "tick")
    try:
        probe.touch()
        return probe.stat().st_mtime_ns
    finally:
        with suppress(OSError):
            probe.unlink()


def _load(home: Path) -> dict[str, tuple[State, str]]:
    known = {}
    try:
        for line in home.read_text(encoding="ascii").splitlines():
            name, size, mtime, ctime, inode, digest = json.loads(line)
            known[str(name)] = ((size, mtime, ctime, inode), str(digest))
    except (OSError, ValueError, TypeError):
        return {}
    return known
