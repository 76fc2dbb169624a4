"""What tells, without reading it, whether a file or folder is as it was: its state, as in git's
index."""

from __future__ import annotations

import os

State = tuple[int, int, int, int]
"""Bytes, mtime and ctime in ns, inode."""


def state_of(path: str | os.PathLike[str]) -> State:
    """The state of what lies at ``path``. Raises OSError."""
    state = os.stat(path)  # noqa: PTH116  (to make a Path of each takes as long again)
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino
