"""A file whole or not at all: real full disks, real read-only folders, real kills."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from spp_press import writing
from spp_press.problems import WriteError
from spp_press.writing import check_writable, locked, stray_name, sweep, write_all, write_whole

MEGABYTE = 2**20


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder))
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder with a file in it, where nobody can write, root included."""
    folder = tmp_path / "read-only"
    folder.mkdir()
    (folder / "issue.pdf").write_bytes(b"old")
    mount("--bind", str(folder), str(folder))
    mount("-o", "remount,ro,bind", str(folder))
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode and "CI" not in os.environ:
        pytest.skip(f"cannot mount: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr


def key(error: pytest.ExceptionInfo[WriteError]) -> str:
    (problem,) = error.value.problems
    return problem.key


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_is_written_with_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_whole(tmp_path / "刊.pdf", b"new")
    assert (tmp_path / "刊.pdf").read_bytes() == b"new"
    assert (tmp_path / "刊.pdf").stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert names(tmp_path) == {"plain", "刊.pdf"}


def test_a_link_in_the_way_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"elsewhere")
    (tmp_path / "issue.pdf").symlink_to(tmp_path / "elsewhere")
    write_whole(tmp_path / "issue.pdf", b"new")
    assert (tmp_path / "elsewhere").read_bytes() == b"elsewhere"
    assert (tmp_path / "issue.pdf").read_bytes() == b"new"


def test_a_full_disk_leaves_the_old_file_and_no_stray(small: Path) -> None:
    write_whole(small / "issue.pdf", b"old")
    with pytest.raises(WriteError) as caught:
        write_whole(small / "issue.pdf", bytes(3 * MEGABYTE))
    assert key(caught) == "disk-full"
    assert (small / "issue.pdf").read_bytes() == b"old"
    assert names(small) == {"issue.pdf"}


def test_of_several_files_none_is_replaced_unless_all_fit(small: Path) -> None:
    files = {"a.pdf": b"new", "b.pdf": bytes(3 * MEGABYTE)}
    write_all(small, dict.fromkeys(files, b"old"))
    with pytest.raises(WriteError):
        write_all(small, files)
    assert [(small / name).read_bytes() for name in files] == [b"old", b"old"]
    assert names(small) == set(files)


def test_several_files_are_written(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.pdf": b"a", "b.pdf": b"b"})
    assert (tmp_path / "a.pdf").read_bytes() == b"a"
    assert (tmp_path / "b.pdf").read_bytes() == b"b"
    assert names(tmp_path) == {"a.pdf", "b.pdf"}


def test_a_read_only_folder_is_told(read_only: Path) -> None:
    with pytest.raises(WriteError) as caught:
        write_whole(read_only / "issue.pdf", b"new")
    assert key(caught) == "not-writable"
    assert (read_only / "issue.pdf").read_bytes() == b"old"
    assert names(read_only) == {"issue.pdf"}


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "issue.pdf").mkdir()
    with pytest.raises(WriteError) as caught:
        write_whole(tmp_path / "issue.pdf", b"new")
    assert key(caught) == "not-written"
    assert names(tmp_path) == {"issue.pdf"}


def test_check_writable_makes_the_folder_and_leaves_it_empty(tmp_path: Path) -> None:
    check_writable(tmp_path / "a" / "b")
    assert names(tmp_path / "a" / "b") == set()


def test_check_writable_knows_a_read_only_folder(read_only: Path) -> None:
    with pytest.raises(WriteError) as caught:
        check_writable(read_only)
    assert key(caught) == "not-writable"
    with pytest.raises(WriteError) as caught:
        check_writable(read_only / "build")
    assert key(caught) == "not-writable"


def test_check_writable_knows_a_full_disk(small: Path) -> None:
    check_writable(small)
    (small / "other").write_bytes(bytes(3 * MEGABYTE // 2))
    with pytest.raises(WriteError) as caught:
        check_writable(small)
    assert key(caught) == "disk-full"
    assert names(small) == {"other"}


def test_check_writable_knows_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"")
    with pytest.raises(WriteError) as caught:
        check_writable(tmp_path / "build")
    assert key(caught) == "not-written"


def test_sweep_takes_what_the_dead_left_and_nothing_else(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = tmp_path / f".2021-1-print.pdf.{dead.pid}.{'0' * 16}.tmp"
    left.write_bytes(b"half")
    folder = tmp_path / f".spp-press.{dead.pid}.{'1' * 16}.tmp"
    folder.mkdir()
    (folder / "font").write_bytes(b"")
    kept = tmp_path / "kept"
    kept.mkdir()
    link = tmp_path / f".link.{dead.pid}.{'2' * 16}.tmp"
    link.symlink_to(kept)
    (kept / "file").write_bytes(b"")
    living = stray_name(tmp_path, "2021-1-print.pdf")
    living.write_bytes(b"half")
    (tmp_path / "~notes.tmp").write_bytes(b"")
    (tmp_path / ".notes.1.tmp").write_bytes(b"")
    sweep(tmp_path)
    assert names(tmp_path) == {"kept", living.name, "~notes.tmp", ".notes.1.tmp"}
    assert names(kept) == {"file"}


def test_sweep_of_no_folder_is_nothing(tmp_path: Path) -> None:
    sweep(tmp_path / "none")
    assert names(tmp_path) == set()


WRITER = """
import sys
from pathlib import Path
from spp_press.writing import write_whole
target, mark = Path(sys.argv[1]), sys.argv[2].encode()
print(flush=True)
while True:
    write_whole(target, mark * 1_000_000)
"""


def test_a_kill_at_any_moment_leaves_a_whole_file_and_sweeping_the_rest(tmp_path: Path) -> None:
    target = tmp_path / "issue.pdf"
    chance = random.Random(1)
    for turn in range(15):
        mark = str(turn % 10)
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(target), mark], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        if target.exists():
            data = target.read_bytes()
            assert len(data) == 1_000_000
            assert len(set(data)) == 1
        sweep(tmp_path)
        assert names(tmp_path) <= {"issue.pdf"}
    assert target.exists()


@pytest.mark.parametrize("call", ["fsync", "open", "write", "replace"])
def test_whichever_call_fails_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Each call of each kind in turn, until none is left to fail."""
    target = tmp_path / "issue.pdf"
    target.write_bytes(b"old")
    failures = 0
    while True:
        code = FAILING.format(target=str(target), call=call, number=failures)
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
        assert names(tmp_path) == {"issue.pdf"}
        if done.stdout == "written\n":
            break
        assert done.stdout == "WriteError not-written\n", done.stderr
        assert target.read_bytes() in {b"old", b"new"}
        if call != "fsync":
            assert target.read_bytes() == b"old"
        failures += 1
    assert target.read_bytes() == b"new"
    assert failures > 0


FAILING = """
import errno, io, os, pathlib
from spp_press.problems import WriteError
from spp_press.writing import write_whole

def failing(function, number):
    calls = iter(range(1000))
    def call(*arguments, **options):
        if next(calls) == number:
            raise OSError(errno.EIO, "Input/output error")
        return function(*arguments, **options)
    return call

class Failing(io.FileIO):
    write = failing(io.FileIO.write, {number})

if "{call}" == "fsync":
    os.fsync = failing(os.fsync, {number})
elif "{call}" == "replace":
    pathlib.Path.replace = failing(pathlib.Path.replace, {number})
elif "{call}" == "open":
    pathlib.Path.open = failing(pathlib.Path.open, {number})
else:
    opened = pathlib.Path.open
    pathlib.Path.open = lambda path, mode: Failing(path, mode) if mode == "xb" else opened(path)
try:
    write_whole(pathlib.Path("{target}"), b"new")
    print("written")
except WriteError as error:
    print("WriteError", error.problems[0].key)
"""


HOLDER = """
import sys, time
from pathlib import Path
from spp_press.writing import locked
folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
with locked(folder, "2021-1", waiting=lambda: print("waiting", flush=True)):
    print("in", flush=True)
    time.sleep(seconds)
    print("out", flush=True)
"""


def hold(folder: Path, seconds: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_the_second_waits_and_says_so(tmp_path: Path) -> None:
    holder = hold(tmp_path, 0.5)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "in\n"
    said: list[str] = []
    with locked(tmp_path, "2021-1", waiting=lambda: said.append("waiting")):
        assert holder.stdout.readline() == "out\n"
    holder.communicate(timeout=10)
    assert said == ["waiting"]
    assert names(tmp_path) == set()


def test_another_name_does_not_wait(tmp_path: Path) -> None:
    holder = hold(tmp_path, 5)
    assert holder.stdout is not None
    holder.stdout.readline()
    with locked(tmp_path, "2021-2", waiting=lambda: pytest.fail("waits")):
        assert names(tmp_path) == {".2021-1.lock", ".2021-2.lock"}
    holder.kill()
    holder.communicate()


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    holder = hold(tmp_path, 60)
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.kill()
    holder.communicate()
    with locked(tmp_path, "2021-1", waiting=lambda: pytest.fail("waits")):
        pass
    assert names(tmp_path) == set()


def test_never_two_at_once(tmp_path: Path) -> None:
    code = HOLDER.replace('print("in", flush=True)', '(folder / "in").open("x").close()').replace(
        'print("out", flush=True)', '(folder / "in").unlink()'
    )
    loop = code.replace("with locked", "for _ in range(40):\n  with locked").replace(
        "\n    ", "\n      "
    )
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", loop, str(tmp_path), "0.001"], stdout=subprocess.DEVNULL
        )
        for _ in range(4)
    ]
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0, 0, 0]
    assert names(tmp_path) == set()


def test_a_lock_in_a_read_only_folder_is_told(read_only: Path) -> None:
    with pytest.raises(WriteError) as caught, locked(read_only, "2021-1"):
        pytest.fail("entered")
    assert key(caught) == "not-writable"


def test_names_of_strays_are_known_again(tmp_path: Path) -> None:
    assert writing._STRAY.fullmatch(stray_name(tmp_path, "2021-1-print.pdf").name)
