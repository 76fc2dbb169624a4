"""A file whole or not at all, and what goes with it: a folder that takes it, one writer at a time.

A file is written beside its target as ``.<name>.<process>.<random>.tmp``, brought to the disk and
then put in the target's place. A name is the only thing that is random, and it never stays: what a
killed process leaves behind is swept by the next one.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from spp_press.problems import Place, Problem, WriteError

_STRAY = re.compile(r"\..+\.(?P<process>\d+)\.[0-9a-f]{16}\.tmp")
_ROOM = 2**20
_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` as ``path``, whole or not at all.

    Raises WriteError; what stood at ``path`` is then untouched, and nothing is left beside it.
    """
    write_all(path.parent, {path.name: data})


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files``, by name, into ``folder``; the first is replaced when all are on the disk.

    Raises WriteError; unless the replacing itself failed, nothing has then changed.
    """
    staged: dict[str, Path] = {}
    try:
        for name, data in files.items():
            with _explained(folder / name):
                staged[name] = stray_name(folder, name)
                _write(staged[name], data)
        for name, temporary in list(staged.items()):
            with _explained(folder / name):
                temporary.replace(folder / name)
            del staged[name]
    finally:
        for temporary in staged.values():
            with suppress(OSError):
                temporary.unlink()
    with _explained(folder):
        _sync_folder(folder)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files``, by name with ``/`` between its parts, as a new ``folder``, whole or not.

    Raises WriteError, and where there is a ``folder`` already.
    """
    if os.path.lexists(folder):
        raise WriteError([Problem("folder-taken", Place(str(folder)))])
    with _explained(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged = stray_name(folder.parent, folder.name)
        try:
            for name, data in files.items():
                path = staged.joinpath(*name.split("/"))
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(path, data)
            staged.rename(folder)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        _sync_folder(folder.parent)


def remove(path: Path) -> None:
    """Remove the file ``path``, if it is there. Raises WriteError."""
    with _explained(path):
        path.unlink(missing_ok=True)


def check_writable(folder: Path, room: int = _ROOM) -> None:
    """Make ``folder`` if it is missing, and see that it takes ``room`` bytes.

    Raises WriteError. Called before long work, which a full disk would otherwise waste.
    """
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        probe = stray_name(folder, "room")
        try:
            _write(probe, bytes(room))
        finally:
            with suppress(OSError):
                probe.unlink()


def stray_name(folder: Path, name: str) -> Path:
    """A temporary name beside ``name`` that :func:`sweep` knows for this process's own."""
    return folder / f".{name}.{os.getpid()}.{secrets.token_hex(8)}.tmp"


def sweep(folder: Path) -> None:
    """Remove from ``folder`` what processes that live no longer had begun to write."""
    with suppress(OSError):
        for path in folder.iterdir():
            match = _STRAY.fullmatch(path.name)
            if match and not _lives(int(match["process"])):
                with suppress(OSError):
                    if path.is_dir() and not path.is_symlink():
                        shutil.rmtree(path, ignore_errors=True)
                    else:
                        path.unlink()


@contextmanager
def locked(folder: Path, name: str, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Be alone at work on ``name`` in ``folder``; ``waiting`` is called once if another is there.

    Held as ``.<name>.lock``, which goes when the work is done; a killed process holds nothing. On a
    file system without locks nobody waits: files are whole all the same. Raises WriteError.
    """
    path = folder / f".{name}.lock"
    with _explained(folder):
        held = _hold(path, waiting)
    try:
        yield
    finally:
        _release(path, held)


def _hold(path: Path, waiting: Callable[[], object]) -> int:
    told = False
    while True:
        held = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if not _lock(held, wait=False):
                if not told:
                    waiting()
                    told = True
                _lock(held, wait=True)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(held), path.stat()):
                    return held
        except BaseException:
            os.close(held)
            raise
        os.close(held)


if sys.platform == "win32":
    import msvcrt
    import time

    def _lock(held: int, *, wait: bool) -> bool:
        while True:
            try:
                msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
                time.sleep(0.1)
            else:
                return True

    def _release(path: Path, held: int) -> None:
        os.close(held)
        with suppress(OSError):  # another has it open
            path.unlink()

    def _lives(process: int) -> bool:
        # Nothing needs to ask: a file that is still open cannot be removed here.
        return process == os.getpid()

    def _sync_folder(folder: Path) -> None:
        """Windows has no such thing."""

else:
    import fcntl

    def _lock(held: int, *, wait: bool) -> bool:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}:
                raise
        return True

    def _release(path: Path, held: int) -> None:
        # The name goes before the lock: who still waits for it finds it gone, and begins anew.
        with suppress(OSError):
            path.unlink()
        os.close(held)

    def _lives(process: int) -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True
        return True

    def _sync_folder(folder: Path) -> None:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network folders
                raise
        finally:
            os.close(opened)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """An OSError, as a WriteError that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            key = "disk-full"
        elif error.errno in _REFUSED:
            key = "not-writable"
        else:
            key = "not-written"
        reason = error.strerror or type(error).__name__
        raise WriteError([Problem(key, Place(str(path)), values=(("reason", reason),))]) from error
