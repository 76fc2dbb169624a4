"""A build in a process of its own, within limits that a real issue does not touch (M6).

What an issue brings can hang, grow without end or bring C code down; only another process can be
stopped from outside whatever it does. The child leads a session of its own, dies with its parent,
has a temporary folder that its parent removes, and is silent: what it prints goes to a log there.

Only Linux holds it to its memory, and Windows to no file's size either; the clock holds everywhere.
"""

from __future__ import annotations

import ctypes
import errno
import faulthandler
import gc
import math
import multiprocessing
import os
import re
import shutil
import signal
import stat
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from spp_press.problems import LimitError, MissingError, PressError, Problem
from spp_press.writing import stray_name, sweep

__all__ = [
    "Child",
    "Failed",
    "Limits",
    "Progress",
    "confined",
    "end_all",
    "run_confined",
    "temporary_folder",
    "understood",
]

_Result = TypeVar("_Result")
_Arguments = TypeVarTuple("_Arguments")

Progress = Callable[[str], None]
"""Hears of each stage of a build as it begins."""

_MEGABYTE = 2**20
_WORK = 12.0  # seconds, for an issue with nothing in it
_PER_SECOND = {
    **dict.fromkeys((".md", ".toml", ".txt", ".svg"), 5_000),
    ".pdf": 100_000,  # what is drawn in it is packed
}
"""Bytes of a kind of file that a second of work is allowed for; of pictures, a megabyte."""
_LARGEST = 64 * _MEGABYTE  # bytes of a file that is read
# A build drops little of what it makes: to look for cycles every 700 objects, as Python does by
# itself, takes 5 to 15 % of its time, every 20,000 still 2 to 3 %; here a large issue is looked
# through a few times, and takes 3 % more memory.
_OBJECTS = 1_000_000
LOG = "log"
"""The file, in the child's folder, that takes what it prints."""

# What C code says when memory is refused, before it ends the process.
_REFUSED_MEMORY = re.compile(
    "failed to allocate|bad_alloc|cannot allocate|out of memory|allocation still failed"
    "|failed to map segment|error creating thread",
    re.I,
)
# What cffi says of a library that WeasyPrint needs and does not find.
_UNLOADED = re.compile("cannot load library '(.+?)'")

if sys.platform == "linux":
    _CONTEXT = multiprocessing.get_context("fork")
else:
    _CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Limits:
    """What a build may use. ``pages`` is the engine's to check; the process is held to the rest.

    ``seconds`` of wall clock, ``work`` seconds of processor time, ``memory`` bytes of address
    space, ``file`` bytes of any one file.
    """

    seconds: float = 300.0
    work: float | None = None
    memory: int = 4096 * _MEGABYTE
    file: int = 1024 * _MEGABYTE
    pages: int = 800

    @classmethod
    def reading(cls, *paths: Path) -> Limits:
        """The limits of work on ``paths``, folders or files: it grows with what there is to read.

        Several times what a slow machine takes; what little text holds up for longer is no issue.
        """
        work = _WORK
        for file in chain.from_iterable((path, *path.rglob("*")) for path in paths):
            with suppress(OSError):
                state = file.lstat()
                size = min(state.st_size, _LARGEST) if stat.S_ISREG(state.st_mode) else 0
                work += size / _PER_SECOND.get(file.suffix.lower(), _MEGABYTE)
        return cls(work=work)


_LIMITS = Limits()

_STARTING = threading.Lock()
"""Held while a child is forked: it has the ends of no other child's pipe, which it would keep open
after that one's death."""
_LIVING: set[Child] = set()


class _Done(NamedTuple):
    result: Any


class Failed(NamedTuple):
    """What a child sends when it cannot do its work."""

    error: PressError
    trace: str


def run_confined(
    function: Callable[[*_Arguments, Progress], _Result],
    *arguments: *_Arguments,
    limits: Limits = _LIMITS,
    progress: Progress = lambda stage: None,
) -> _Result:
    """What ``function(*arguments, progress)`` returns, run in a child process within ``limits``.

    ``function`` stands at the top of its module; it, its arguments and its result can be pickled.
    Raises the PressError that it raises, LimitError for a limit that was hit, MissingError if it
    crashed, and PressError for any other fault, the trace in its notes. On an interrupt nothing is
    left of the child when KeyboardInterrupt is raised, and further interrupts are ignored: the
    command is leaving.
    """
    with temporary_folder() as folder:
        with ExitStack() as stack:
            with _STARTING:
                receiver, sender = _CONTEXT.Pipe(duplex=False)
                work = (sender, folder, limits, os.getpid(), (function, arguments))
                child = Child(_CONTEXT.Process(target=_work, args=work))
                clock = threading.Timer(limits.seconds, child.expire)
                clock.daemon = True
                stack.enter_context(child.interruptible())
                child.start()
                sender.close()
                _LIVING.add(child)
            try:
                clock.start()
                outcome = _listen(receiver, progress)
            finally:
                clock.cancel()
                clock.join()
                child.end()
                _LIVING.discard(child)
                receiver.close()
        if isinstance(outcome, Failed):
            outcome.error.add_note(outcome.trace)
            raise outcome.error
        if outcome is None:
            raise child.death(limits, folder / LOG)
        result: _Result = outcome.result
        return result


def end_all() -> None:
    """Kill each child that another thread's :func:`run_confined` waits for: the command leaves."""
    for child in tuple(_LIVING):
        child.expire()


class Child:
    """The child process, as its parent sees it."""

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self._expired = False
        self._interrupted = False

    def start(self) -> None:
        """Start it, unless there has been an interrupt before."""
        self._process.start()
        if self._interrupted:
            self._kill()

    def expire(self) -> None:
        """Its time is up."""
        self._expired = True
        self._kill()

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let an interrupt kill the child, and be raised only when that has been seen to.

        A handler that raised could do so in the middle of any cleaning up.
        """
        before = signal.getsignal(signal.SIGINT)
        if threading.current_thread() is not threading.main_thread() or not callable(before):
            yield
            return
        signal.signal(signal.SIGINT, self._interrupt)
        try:
            yield
        finally:
            if not self._interrupted:
                signal.signal(signal.SIGINT, before)
        if self._interrupted:
            raise KeyboardInterrupt

    def end(self) -> None:
        """Leave nothing of it."""
        self._kill()
        self._process.join()

    def death(self, limits: Limits, log: Path) -> PressError:
        """Why it ended without a word; to be asked after its end."""
        if self._expired:
            return _out_of_time(limits.seconds)
        code = self._process.exitcode or 0
        name = signal.Signals(-code).name if code < 0 else f"exit {code}"
        if name == "SIGXCPU" and limits.work:
            return _out_of_time(limits.work)
        last_words = _tail(log)
        refused = _REFUSED_MEMORY.search(last_words) or _has_been_large(limits)
        if name == "SIGKILL" or refused:  # the system's own choice when memory is short
            return _out_of_memory(limits)
        error = MissingError([_problem("crashed", signal=name)])
        error.add_note(last_words)
        return error

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._interrupted = True
        self._kill()

    def _kill(self) -> None:
        pid = self._process.pid
        if pid is None:
            return
        if sys.platform != "win32":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
        self._process.kill()


def _listen(receiver: Connection, progress: Progress) -> _Done | Failed | None:
    """Pass on the stages, until the outcome; None if the child ends without one."""
    while True:
        try:
            message = receiver.recv()
        except (EOFError, OSError):
            return None
        if not isinstance(message, str):
            outcome: _Done | Failed = message
            return outcome
        progress(message)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for one child; those that killed parents left behind go first."""
    try:
        shared = Path(tempfile.gettempdir())
        sweep(shared)
        folder = stray_name(shared, "spp-press")
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise _no_temporary_folder(error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _work(
    sender: Connection,
    folder: Path,
    limits: Limits,
    parent: int,
    job: tuple[Callable[..., Any], tuple[Any, ...]],
) -> None:
    """The child: confine itself, do the work, send its outcome."""
    function, arguments = job
    gc.set_threshold(_OBJECTS)
    try:
        with confined(folder, limits, parent):
            sender.send(_Done(function(*arguments, sender.send)))
    except BaseException as error:
        sender.send(Failed(understood(error, limits), traceback.format_exc()))


@contextmanager
def confined(folder: Path, limits: Limits, parent: int) -> Iterator[None]:
    """In a child: be silent, die with ``parent``, be held to all of ``limits`` but the clock."""
    _detach(parent)
    _be_silent(folder)
    with _held_to(limits):
        yield


def _detach(parent: int) -> None:
    """Lead a session of its own, in which no terminal's interrupt arrives; die with ``parent``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.setsid()
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
        if os.getppid() != parent:  # it was quicker
            os._exit(1)
    else:
        threading.Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    process = multiprocessing.parent_process()
    if process is not None:
        process.join()
        os._exit(1)


def _be_silent(folder: Path) -> None:
    """Keep temporary files in ``folder``, and what is printed, by C code too, in a log there."""
    tempfile.tempdir = str(folder)
    os.environ["TMPDIR"] = str(folder)
    log = (folder / LOG).open("w", encoding="utf-8", errors="backslashreplace")
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
    sys.stdout = sys.stderr = log
    faulthandler.enable(log)


@contextmanager
def _held_to(limits: Limits) -> Iterator[None]:
    """Hold this process to ``limits``; beyond, there is memory to say what went wrong."""
    if sys.platform == "win32":
        yield
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    kinds = {resource.RLIMIT_FSIZE: limits.file}
    if limits.work:
        spent = sum(os.times()[:2])
        kinds[resource.RLIMIT_CPU] = math.ceil(spent + limits.work)
    if sys.platform == "linux":
        kinds[resource.RLIMIT_AS] = limits.memory
    before = {kind: resource.getrlimit(kind) for kind in kinds}
    for kind, wanted in kinds.items():
        resource.setrlimit(kind, (_allowed(kind, wanted), before[kind][1]))
    try:
        yield
    finally:
        for kind, limit in before.items():
            resource.setrlimit(kind, limit)


def understood(error: BaseException, limits: Limits) -> PressError:
    """What an exception in the child means to a user."""
    number = error.errno if isinstance(error, OSError) else None
    if isinstance(error, PressError):
        return error
    refused = number == errno.ENOMEM or _REFUSED_MEMORY.search(str(error))
    if isinstance(error, MemoryError) or refused:
        return _out_of_memory(limits)
    if isinstance(error, RecursionError):
        return LimitError([_problem("limit-depth")])
    library = _UNLOADED.match(str(error))
    if isinstance(error, OSError) and library:
        return MissingError([_problem("library-missing", library=library[1])])
    if number == errno.EFBIG:
        return LimitError([_problem("limit-file", limit=str(limits.file // _MEGABYTE))])
    ours = str(getattr(error, "filename", None)).startswith(tempfile.gettempdir() + os.sep)
    if isinstance(error, OSError) and (ours or number in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}):
        # Nothing else is written here: the editions are the parent's.
        return _no_temporary_folder(error)
    frames = traceback.extract_tb(error.__traceback__)
    at = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
    words = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    return PressError([_problem("unexpected", error=words, at=at)])


def _out_of_time(seconds: float) -> LimitError:
    return LimitError([_problem("limit-time", limit=f"{seconds:.3g}")])


def _out_of_memory(limits: Limits) -> LimitError:
    return LimitError([_problem("limit-memory", limit=str(_memory(limits) // _MEGABYTE))])


def _memory(limits: Limits) -> int:
    """What a child may have: its own limit, or that of the session if it is lower."""
    if sys.platform != "linux":
        return limits.memory
    import resource

    return _allowed(resource.RLIMIT_AS, limits.memory)


def _allowed(kind: int, wanted: int) -> int:
    if sys.platform == "win32":
        return wanted
    import resource

    _, most = resource.getrlimit(kind)
    return wanted if most == resource.RLIM_INFINITY else min(wanted, most)


def _has_been_large(limits: Limits) -> bool:
    """Whether a child grew near its limit: C code that is refused memory may crash, wordless."""
    if sys.platform != "linux":
        return False
    import resource

    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return kilobytes * 1024 > _memory(limits) / 2


def _no_temporary_folder(error: OSError) -> MissingError:
    reason = error.strerror or str(error)
    return MissingError([_problem("no-temporary-folder", reason=reason)])


def _problem(key: str, **values: str) -> Problem:
    return Problem(key, values=tuple(values.items()))


def _tail(log: Path) -> str:
    try:
        return log.read_text(encoding="utf-8", errors="replace")[-20_000:]
    except OSError:
        return ""
