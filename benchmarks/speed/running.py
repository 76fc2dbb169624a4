"""A command's time and memory, children and all."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_TICK = 0.01  # s, between two looks at the memory


def seconds(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    """The wall time that ``command`` takes in ``folder``, s. Raises CalledProcessError."""
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # fmt: skip
    return time.perf_counter() - began


def peak(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """The most memory that ``command`` and all its descendants hold at once, bytes (PSS).

    Looked at every 10 ms, so apart from the runs that are timed.
    """
    process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(held, family(process.pid))))
        time.sleep(_TICK)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return most


def family(pid: int) -> list[int]:
    """A process and all its descendants."""
    found = [pid]
    for each in found:
        for listed in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += map(int, listed.read_text().split())
            except OSError:  # it has just ended
                continue
    return found


def held(pid: int) -> int:
    """The memory of a process, bytes (PSS)."""
    try:
        found = _PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:  # it has just ended
        return 0
    return int(found[1]) * 1024 if found else 0
