"""The archive on a real Dask scheduler and real workers, each a process of this machine."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from spp_press.problems import Exit
from tests.archive.back_issues import write_bulletin
from tests.conftest import ROOT, spp_press

ISSUES = ("2020-1", "2020-2", "2020-3", "2020-4")
WAIT = 60.0  # s
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


class Cluster:
    """A scheduler with its workers; ``address`` is where it listens."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []
        scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0",
                                "--no-dashboard", "--no-jupyter")  # fmt: skip
        self.address = self._said(scheduler, r"Scheduler at:\s+(tcp://\S+)")

    def worker(self, *options: str) -> subprocess.Popen[str]:
        """One more worker, which does one issue at a time; its own process with ``--no-nanny``."""
        home = self._folder / f"worker-{len(self._processes)}"
        worker = self._start("worker", self.address, "--nthreads", "1", "--no-dashboard",
                             "--local-directory", str(home), *options)  # fmt: skip
        self._said(worker, r"(Registered to)")
        return worker

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
            env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(self._folder)},
            cwd=self._folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self._processes.append(process)
        return process

    @staticmethod
    def _said(process: subprocess.Popen[str], pattern: str) -> str:
        assert process.stderr
        for line in process.stderr:
            if found := re.search(pattern, line):
                return found[1]
        raise AssertionError(f"it ended without saying {pattern}")


@contextmanager
def cluster_in(folder: Path) -> Iterator[Cluster]:
    folder.mkdir()
    cluster = Cluster(folder)
    try:
        yield cluster
    finally:
        cluster.end()


def states(said: str) -> dict[str, str]:
    return {line["issue"]: line["state"] for line in map(json.loads, said.splitlines())}


def contents(archive: Path) -> dict[str, bytes]:
    """All that the archive has of its issues, and its catalogue."""
    files = (path for path in archive.rglob("*") if path.is_file() and path.suffix)
    return {str(p.relative_to(archive)): p.read_bytes() for p in files if p.name != "archive.lock"}


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_workers_press_the_same_bytes(tmp_path: Path) -> None:
    root = write_bulletin(tmp_path / "b", ISSUES[:2], words=60)
    missing = next((root / "issues" / "2020-1" / "articles").iterdir())
    here = spp_press("archive", "--root", root, "--output", tmp_path / "here", "--json")
    assert set(states(here.stdout).values()) == {"built"}
    with cluster_in(tmp_path / "c") as cluster:
        cluster.worker()  # as Dask starts one that is told nothing: in a nanny's care
        there = spp_press("archive", "--root", root, "--output", tmp_path / "there", "--json",
                          "--cluster", cluster.address)  # fmt: skip
        assert states(there.stdout) == states(here.stdout), there.stderr
        assert json.loads(there.stdout.splitlines()[0])["problems"] == next(
            line["problems"]
            for line in map(json.loads, here.stdout.splitlines())
            if line["issue"] == json.loads(there.stdout.splitlines()[0])["issue"]
        )
        files = {p.relative_to(tmp_path / "here") for p in (tmp_path / "here").rglob("*.*")}
        for file in files - {Path(".files"), Path("archive.lock")}:
            assert (tmp_path / "there" / file).read_bytes() == (
                tmp_path / "here" / file
            ).read_bytes()
        missing.unlink()
        broken = spp_press("archive", "--root", root, "--output", tmp_path / "there", "--json",
                           "--cluster", cluster.address)  # fmt: skip
        assert broken.returncode == Exit.SOME_FAILED
        assert states(broken.stdout) == {"2020-1": "failed", "2020-2": "unchanged"}
        assert missing.name in broken.stdout


def test_a_lost_workers_issues_are_pressed_elsewhere(tmp_path: Path) -> None:
    root = write_bulletin(tmp_path / "b", ISSUES, words=60)
    with cluster_in(tmp_path / "c") as cluster:
        workers = [cluster.worker("--no-nanny"), cluster.worker("--no-nanny")]
        command = [sys.executable, "-m", "spp_press", "archive", "--root", str(root), "--json",
                   "--cluster", cluster.address]  # fmt: skip
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        pressing = Path(f"/proc/{workers[0].pid}/task")
        until(lambda: any(p.read_text() for p in pressing.glob("*/children")))
        workers[0].send_signal(signal.SIGKILL)
        said, problems = process.communicate(timeout=2 * WAIT)
    assert process.returncode == Exit.DONE, problems
    assert states(said) == dict.fromkeys(ISSUES, "built")


def test_a_cluster_that_is_not_there_is_named(tmp_path: Path) -> None:
    root = write_bulletin(tmp_path / "b", ISSUES[:1], words=60)
    done = spp_press("archive", "--root", root, "--cluster", "tcp://127.0.0.1:9")
    assert done.returncode == Exit.ENVIRONMENT and "tcp://127.0.0.1:9" in done.stderr
