"""A command, run and watched: what it says, how long it takes, how much memory its tree takes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.stage import PRESS

HANG = 20.0
"""Seconds of work after which a command is taken to hang."""
_PATIENCE = 3
"""How many times as long it may take where others use the processors too."""
_TICK = 0.02


@dataclass(frozen=True)
class Outcome:
    """``code`` is an exit code, negative for a signal, None for what hung; ``peak`` is in bytes."""

    code: int | None
    said: str
    seconds: float
    peak: int

    @property
    def hung(self) -> bool:
        return self.code is None


_OURS = (sys.executable, "-m", "spp_press", "--lang", "en")
_OPTIONS = ("--verbose",)  # notices too


@dataclass(frozen=True)
class Command:
    """Runs a program, as anyone does."""

    argv: Sequence[str] = _OURS
    options: Sequence[str] = _OPTIONS

    def __call__(
        self,
        *arguments: str | Path,
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Outcome:
        full = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(PRESS), **(environment or {})}
        with tempfile.TemporaryFile() as heard:
            began = time.monotonic()
            child = subprocess.Popen(
                [*self.argv, *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=heard,
                stderr=heard,
                env=full,
                cwd=cwd or PRESS,
                start_new_session=True,
            )
            return _watched(child.pid, began, heard.fileno(), child)


@dataclass(frozen=True)
class Warm:
    """Runs our command in a fork of this process, whose modules are loaded: quick, and the same."""

    options: Sequence[str] = _OPTIONS

    def __call__(
        self,
        *arguments: str | Path,
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Outcome:
        import spp_press.cli.checking
        import spp_press.cli.making
        import spp_press.press
        import spp_press.worker  # noqa: F401

        with tempfile.TemporaryFile() as heard:
            began = time.monotonic()
            pid = os.fork()
            if pid == 0:
                _be_the_command(heard.fileno(), [str(a) for a in arguments], environment, cwd)
            return _watched(pid, began, heard.fileno(), None)


Run = Command | Warm


def _be_the_command(
    heard: int, arguments: list[str], environment: Mapping[str, str] | None, cwd: Path | None
) -> None:
    code = 99
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(heard, 1)
        os.dup2(heard, 2)
        os.environ.update({"LC_ALL": "C.UTF-8", **(environment or {})})
        os.chdir(cwd or PRESS)
        for name, number in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
            mode = "r" if number == 0 else "w"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", errors="replace"))
        from spp_press.cli import main

        try:
            main(["--lang", "en", *arguments])
            code = 0
        except SystemExit as leaving:
            code = int(leaving.code or 0)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _watched(pid: int, began: float, heard: int, child: subprocess.Popen[bytes] | None) -> Outcome:
    peak, status, usage = 0, None, None
    while True:
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if done:
            break
        peak = max(peak, memory(pid))
        if time.monotonic() - began > HANG * _PATIENCE:
            for each in (*descendants(pid), pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)
            os.wait4(pid, 0)
            break
        time.sleep(_TICK)
    seconds = time.monotonic() - began
    code = os.waitstatus_to_exitcode(status) if done else None
    if done and usage.ru_utime + usage.ru_stime > HANG:
        code = None
    if child is not None:
        child.returncode = 0  # it has been waited for
    peak = max(peak, usage.ru_maxrss * 1024 if done else 0)
    size = os.lseek(heard, 0, os.SEEK_END)
    said = os.pread(heard, min(size, 4 << 20), 0).decode("utf-8", "replace")
    return Outcome(code, said, seconds, peak)


def descendants(pid: int) -> list[int]:
    """The processes below ``pid``, whatever session they lead."""
    found: list[int] = []
    with contextlib.suppress(OSError):  # it has gone
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 - pathlib does not mind
            below = Path(f"/proc/{pid}/task/{thread}/children").read_text(encoding="ascii")
            for child in map(int, below.split()):
                found += [child, *descendants(child)]
    return found


def memory(pid: int) -> int:
    """The resident memory of a process and all below it, bytes; shared pages are counted once."""
    total = 0
    for each in (pid, *descendants(pid)):
        try:
            fields = Path(f"/proc/{each}/statm").read_text().split()
        except OSError:
            continue
        resident, shared = int(fields[1]), int(fields[2])
        total += resident if each == pid else resident - shared
    return total * os.sysconf("SC_PAGESIZE")
