"""A build in a process of its own: real hangs, real crashes, real memory, real interrupts (M6)."""

from __future__ import annotations

import ctypes
import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from spp_press import worker
from spp_press.problems import (
    InputError,
    LimitError,
    MissingError,
    Place,
    PressError,
    Problem,
    WriteError,
)
from spp_press.worker import Limits, Progress, run_confined

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limits there")

MEGABYTE = 2**20


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's temporary folder, in which nothing may be left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def add(left: int, right: int, progress: Progress) -> int:
    progress("read")
    progress("lay-out")
    return left + right


def who(progress: Progress) -> tuple[int, int, int]:
    return os.getpid(), os.getsid(0), os.getppid()


def test_it_returns_the_result_and_tells_of_each_stage() -> None:
    stages: list[str] = []
    assert run_confined(add, 2, 3, progress=stages.append) == 5
    assert stages == ["read", "lay-out"]


def test_it_works_by_spawning_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_CONTEXT", multiprocessing.get_context("spawn"))
    stages: list[str] = []
    assert run_confined(add, 2, 3, progress=stages.append) == 5
    assert stages == ["read", "lay-out"]


def test_the_child_leads_its_own_session() -> None:
    pid, session, parent = run_confined(who)
    assert pid == session
    assert parent == os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def large(size: int, progress: Progress) -> bytes:
    return bytes(size)


def test_a_large_result_comes_whole() -> None:
    assert len(run_confined(large, 50 * MEGABYTE)) == 50 * MEGABYTE


def bad(progress: Progress) -> None:
    raise InputError([Problem("k", Place("articles/01.md", 3), values=(("name", "x"),))])


def test_a_problem_comes_across_with_its_place() -> None:
    with pytest.raises(InputError) as caught:
        run_confined(bad)
    assert caught.value.problems == (
        Problem("k", Place("articles/01.md", 3), values=(("name", "x"),)),
    )


def wrong(progress: Progress) -> None:
    raise KeyError("nobody thought of this")


def unpicklable(progress: Progress) -> object:
    return lambda: None


@pytest.mark.parametrize("function", [wrong, unpicklable])
def test_the_unforeseen_is_one_line_and_keeps_its_trace(function: object) -> None:
    with pytest.raises(PressError) as caught:
        run_confined(function)  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    assert problem.key == "unexpected"
    assert "\n" not in dict(problem.values)["error"]
    assert "Traceback" in caught.value.__notes__[0]


def hang(progress: Progress) -> None:
    progress("lay-out")
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        time.sleep(60)


def hang_in_c(progress: Progress) -> None:
    ctypes.PyDLL(None).sleep(60)  # the interpreter's lock held


@pytest.mark.parametrize("function", [hang, hang_in_c])
def test_a_hang_ends_with_its_clock(function: object) -> None:
    began = time.monotonic()
    with pytest.raises(LimitError) as caught:
        run_confined(function, limits=Limits(seconds=0.5))  # type: ignore[arg-type]
    assert time.monotonic() - began < 3
    assert caught.value.problems == (Problem("limit-time", values=(("limit", "0.5"),)),)


def half_a_message(progress: Progress) -> None:
    os.write(progress.__self__.fileno(), b"\x00\x00\x10\x00half")  # type: ignore[attr-defined]
    time.sleep(60)


def test_half_a_message_does_not_hold_the_parent() -> None:
    with pytest.raises(LimitError):
        run_confined(half_a_message, limits=Limits(seconds=0.5))


def with_a_child(progress: Progress) -> None:
    child = subprocess.Popen(["sleep", "60"])
    progress(str(child.pid))
    time.sleep(60)


def test_what_the_child_started_goes_with_it() -> None:
    stages: list[str] = []
    with pytest.raises(LimitError):
        run_confined(with_a_child, limits=Limits(seconds=0.5), progress=stages.append)
    assert is_gone(int(stages[0]))


def greedy(progress: Progress) -> int:
    hoard = [bytes(MEGABYTE) for _ in range(100_000)]
    return len(hoard)


def test_the_limit_of_time_grows_with_what_there_is_to_read(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "01.md").write_bytes(b"a" * 50_000)
    (tmp_path / "2021-1-print.pdf").write_bytes(b"%" * 1_000_000)
    (tmp_path / "photograph.jpg").write_bytes(b"\xff" * 2**20)
    empty = Limits.reading(tmp_path / "none").work or 0
    text = Limits.reading(tmp_path / "articles").work or 0
    both = Limits.reading(tmp_path / "articles", tmp_path / "2021-1-print.pdf").work or 0
    whole = Limits.reading(tmp_path).work or 0
    assert (text - empty, both - text, whole - both) == pytest.approx((10, 10, 1))


def one_gulp(progress: Progress) -> int:
    return len(bytes(2**40))


@pytest.mark.skipif(sys.platform != "linux", reason="held by Linux alone")
@pytest.mark.parametrize("function", [greedy, one_gulp])
def test_memory_is_limited(function: object) -> None:
    with pytest.raises(LimitError) as caught:
        run_confined(function, limits=Limits(memory=1024 * MEGABYTE))  # type: ignore[arg-type]
    assert caught.value.problems == (Problem("limit-memory", values=(("limit", "1024"),)),)


def refused_in_c(progress: Progress) -> None:
    os.write(2, b"(process:1): GLib-ERROR **: failed to allocate 1048576 bytes\n")
    os.kill(os.getpid(), signal.SIGTRAP)


def test_memory_refused_in_c_code_is_a_limit_too() -> None:
    with pytest.raises(LimitError) as caught:
        run_confined(refused_in_c)
    assert caught.value.problems[0].key == "limit-memory"


def grown(progress: Progress) -> None:
    kept = b"x" * (600 * MEGABYTE)
    ctypes.string_at(0)
    progress(str(len(kept)))


@pytest.mark.skipif(sys.platform != "linux", reason="held by Linux alone")
def test_a_crash_near_the_limit_is_the_limits() -> None:
    command = [sys.executable, "-c", GROWN]  # the largest child counts: of a process of its own
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("limit-memory\n", "")


GROWN = """
from spp_press.problems import LimitError
from spp_press.worker import Limits, run_confined
from tests.test_worker import grown
try:
    run_confined(grown, limits=Limits(memory=1024 * 2**20))
except LimitError as error:
    print(error.problems[0].key)
"""


def killed(progress: Progress) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_kill_by_the_system_is_out_of_memory() -> None:
    with pytest.raises(LimitError) as caught:
        run_confined(killed)
    assert caught.value.problems[0].key == "limit-memory"


def crash(progress: Progress) -> None:
    ctypes.string_at(0)


def leave(progress: Progress) -> None:
    os._exit(3)


@pytest.mark.parametrize(("function", "name"), [(crash, "SIGSEGV"), (leave, "exit 3")])
def test_a_crash_is_named(function: object, name: str) -> None:
    with pytest.raises(MissingError) as caught:
        run_confined(function)  # type: ignore[arg-type]
    assert caught.value.problems == (Problem("crashed", values=(("signal", name),)),)


def test_a_crash_keeps_its_trace_out_of_sight(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(MissingError) as caught:
        run_confined(crash)
    assert capfd.readouterr() == ("", "")
    assert "Segmentation fault" in caught.value.__notes__[0]


def deep(progress: Progress) -> None:
    deep(progress)


def test_endless_nesting_is_a_limit() -> None:
    with pytest.raises(LimitError) as caught:
        run_confined(deep)
    assert caught.value.problems[0].key == "limit-depth"


def big_file(progress: Progress) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(bytes(3 * MEGABYTE))


def test_a_file_is_limited() -> None:
    with pytest.raises(LimitError) as caught:
        run_confined(big_file, limits=Limits(file=2 * MEGABYTE))
    assert caught.value.problems == (Problem("limit-file", values=(("limit", "2"),)),)


def no_space(progress: Progress) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_temporary_folder_is_told_as_such() -> None:
    with pytest.raises(MissingError) as caught:
        run_confined(no_space)
    assert caught.value.problems[0].key == "no-temporary-folder"


def test_no_temporary_folder_is_told_before_anything_starts(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "gone"))
    with pytest.raises(MissingError) as caught:
        run_confined(add, 2, 3)
    assert caught.value.problems[0].key == "no-temporary-folder"


def litter(progress: Progress) -> None:
    Path(tempfile.mkdtemp(), "half").write_text("x")
    Path(os.environ["TMPDIR"], "other").write_text("x")
    os.kill(os.getpid(), signal.SIGKILL)


def test_no_temporary_file_is_left(temporary: Path) -> None:
    with pytest.raises(LimitError):
        run_confined(litter)
    assert list(temporary.iterdir()) == []


def noisy(progress: Progress) -> None:
    print("from Python")
    os.write(1, b"from C\n")
    os.write(2, b"from C\n")


def test_the_child_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    run_confined(noisy)
    assert capfd.readouterr() == ("", "")


def full(progress: Progress) -> None:
    raise WriteError([])


def test_the_parents_interrupt_handler_is_as_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(WriteError):
        run_confined(full)
    assert signal.getsignal(signal.SIGINT) is before


WITHOUT_PANGO = """
from spp_press.problems import MissingError
from spp_press.worker import run_confined

def typeset(progress):
    import weasyprint

try:
    run_confined(typeset)
except MissingError as error:
    print(error.problems[0].key, *error.problems[0].values[0])
"""


def test_a_missing_library_is_named() -> None:
    """Without Pango, in truth: the library is hidden from the process."""
    if os.geteuid() != 0 and "CI" not in os.environ:
        pytest.skip("only root can mount")
    known = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    (pango,) = {line.split(" => ")[1] for line in known.splitlines() if "libpango-1.0.so.0" in line}
    hide = f'mount --bind /dev/null {pango} && exec "$@"'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", hide, "sh", sys.executable, "-c", WITHOUT_PANGO],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("library-missing library libpango-1.0-0\n", "")


# A command that is waiting for a hanging build, with its temporary folder and its child's number.
COMMAND = """
import os, signal, sys, tempfile, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # it may have come to us ignored
from pathlib import Path
from spp_press.worker import run_confined

def hang(progress):
    Path(tempfile.mkdtemp(), "half").write_text("x")
    progress(str(os.getpid()))
    while True:
        time.sleep(60)

try:
    run_confined(hang, progress=lambda pid: print(pid, flush=True))
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.fixture
def command(temporary: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND],
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize("pause", [None, 0.0, 0.001, 0.02])
@pytest.mark.parametrize("whole_group", [False, True])
def test_an_interrupt_leaves_nothing(
    command: subprocess.Popen[str], temporary: Path, pause: float | None, whole_group: bool
) -> None:
    assert command.stdout is not None
    child = int(command.stdout.readline())
    send = os.killpg if whole_group else os.kill
    began = time.monotonic()
    send(command.pid, signal.SIGINT)
    if pause is not None:
        time.sleep(pause)
        send(command.pid, signal.SIGINT)
    _, errors = command.communicate(timeout=10)
    assert time.monotonic() - began < 3
    assert (command.returncode, errors) == (130, "")
    assert is_gone(child)
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it takes a moment")
def test_the_child_dies_with_its_parent_and_the_next_run_sweeps(
    command: subprocess.Popen[str], temporary: Path
) -> None:
    assert command.stdout is not None
    child = int(command.stdout.readline())
    command.kill()
    command.communicate(timeout=10)
    assert is_gone(child)
    assert len(list(temporary.iterdir())) == 1
    run_confined(add, 2, 3)
    assert list(temporary.iterdir()) == []


def is_gone(process: int) -> bool:
    """Whether ``process`` ends within a second: an orphan is reaped by whoever inherits it."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False
