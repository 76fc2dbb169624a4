"""Faults, each the real one: kills, failing calls, full and read-only file systems, interrupts."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.hostile.judging import traces
from tests.hostile.running import Command, Outcome, descendants
from tests.hostile.stage import ISSUE, PRESS, Stage, set_stage

SEED = 20_211
# Two thousand characters: the PDFs are then larger than the room that is asked for beforehand.
_MANY = "".join(map(chr, range(0x4E00, 0x4E00 + 2000)))
_OLD, _NEW = f"旧文{_MANY}", f"新文{_MANY}"


@dataclass
class Result:
    """A kind of fault: how often it was tried and survived; files lost; what was wrong."""

    fault: str
    tried: int = 0
    survived: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, complaint: str = "", lost: str = "") -> None:
        """One more."""
        self.tried += 1
        self.survived += not complaint and not lost
        self.lost += bool(lost)
        if complaint or lost:
            self.wrong.append(f"{complaint}{'; ' if complaint and lost else ''}{lost}")


Repeated = Callable[[Command, int], Result]
"""A fault, tried so many times."""


class Bench:
    """A bulletin that has been made, and is then made otherwise while something goes wrong.

    ``whole`` is what each file may be: as it was made before, or as it is made now.
    """

    def __init__(self, folder: Path, command: Command, options: Sequence[str] = ()) -> None:
        self.command = command
        self.stage: Stage = set_stage(folder, 9)
        self.output = self.stage.root / "build"
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        # Nothing is kept: what had been made once would not be made again, and nothing go wrong.
        self.environment = {"TMPDIR": str(self.temporary), "XDG_CACHE_HOME": "/proc/nowhere"}
        self.arguments = (
            "make", ISSUE, "--root", str(self.stage.root), "--output", str(self.output), *options,
        )  # fmt: skip
        self.whole: dict[str, set[bytes]] = {}
        for text in (_NEW, _OLD):
            self.stage.body(text)
            began = time.monotonic()
            outcome = self.run()
            assert outcome.code == 0, outcome.said
            self.seconds = time.monotonic() - began
            for path in self.files():
                self.whole.setdefault(path.name, set()).add(path.read_bytes())
        self.stage.body(_NEW)

    def run(self, environment: dict[str, str] | None = None) -> Outcome:
        """The command, to its end."""
        return self.command(
            *self.arguments, environment={**self.environment, **(environment or {})}
        )

    def start(self, *prefix: str) -> subprocess.Popen[bytes]:
        """The command, begun, in a session of its own."""
        environment = {
            **os.environ,
            **self.environment,
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(PRESS),
        }
        return subprocess.Popen(
            [*prefix, *self.command.argv, *self.arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=PRESS,
            start_new_session=True,
        )

    def files(self) -> list[Path]:
        """What has been made."""
        return sorted(path for path in self.output.iterdir() if not path.name.startswith("."))

    def lost(self) -> str:
        """A file that is gone, or neither the old nor the new one."""
        for name, whole in self.whole.items():
            path = self.output / name
            if not path.is_file():
                return f"{name} is gone"
            if path.read_bytes() not in whole:
                return f"{name} is neither old nor new"
        return ""

    def strays(self) -> str:
        """What has been left behind."""
        left = [path for path in self.output.iterdir() if path.name.startswith(".")]
        left += self.temporary.glob(".*")  # Python tries a folder by a file of its own
        left += self.stage.issue.glob(".*")
        return f"left behind: {', '.join(path.name for path in left)}" if left else ""


@contextmanager
def benched(command: Command, *options: str) -> Iterator[Bench]:
    """A bench in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    try:
        yield Bench(folder, command, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _explained(outcome: Outcome, codes: Sequence[int]) -> str:
    if outcome.hung:
        return "hangs"
    if trace := traces(outcome):
        return f"traceback: {trace}"
    if outcome.code not in codes:
        return f"exit {outcome.code}: {outcome.said.strip()[-300:]}"
    if outcome.code and "error: " not in outcome.said:
        return f"exit {outcome.code} without a word"
    return ""


def _alive(pids: Sequence[int], seconds: float = 2) -> list[int]:
    """Those of ``pids`` that still run after a while."""
    until = time.monotonic() + seconds
    while True:
        left = [pid for pid in pids if Path(f"/proc/{pid}").exists() and _state(pid) != "Z"]
        if not left or time.monotonic() > until:
            return left
        time.sleep(0.02)


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1]
    except OSError:
        return "Z"


def killed(command: Command, times: int) -> Result:
    """kill -9 at random moments."""
    result, chance = Result("kill -9"), random.Random(SEED)
    with benched(command) as bench:
        for i in range(times):
            child = bench.start()
            time.sleep(chance.uniform(0, bench.seconds * 1.1))
            below = descendants(child.pid)
            child.kill()
            child.communicate()
            complaint = f"lives on: {left}" if (left := _alive(below)) else ""
            result.count(complaint, bench.lost())
            if i % 10 == 9:
                outcome = bench.run()
                wrong = _explained(outcome, (0,)) or bench.strays()
                if wrong:
                    result.wrong.append(f"the run after: {wrong}")
                    result.survived -= 1
                bench.stage.body((_OLD, _NEW)[i // 10 % 2])
    return result


def interrupted(command: Command, times: int) -> Result:
    """Ctrl-C at random moments, twice in every other trial: quiet, quick, nothing left."""
    result, chance = Result("Ctrl-C"), random.Random(SEED)
    with benched(command) as bench:
        moments = [0.02, 0.05, *(chance.uniform(0, bench.seconds) for _ in range(times - 2))]
        for i, moment in enumerate(moments):
            child = bench.start()
            time.sleep(moment)
            below = descendants(child.pid)
            began = time.monotonic()
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGINT)
                if i % 2:
                    time.sleep(0.05)
                    os.killpg(child.pid, signal.SIGINT)
            try:
                said, _ = child.communicate(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.communicate()
                result.count(f"at {moment:.2f} s: does not end")
                continue
            seconds = time.monotonic() - began
            # Before Python has come to our first line, what it says and does is its own.
            begun = b"KeyboardInterrupt" not in said or b"spp_press" in said
            code = child.returncode if begun and child.returncode != -signal.SIGINT else 130
            complaint = ""
            if code not in (130, 0):
                complaint = f"exit {code}: {said.decode()[-300:]}"
            elif code == 130 and begun and b"Traceback" in said:
                complaint = f"says {said.decode().strip()[-200:]!r}"
            elif seconds > 3:
                complaint = f"{seconds:.1f} s"
            elif left := _alive(below):
                complaint = f"lives on: {left}"
            elif strays := bench.strays():
                complaint = strays
            result.count(f"at {moment:.2f} s: {complaint}" if complaint else "", bench.lost())
    return result


def raced(command: Command, times: int) -> Result:
    """Two makes of one issue at once."""
    result = Result("two at once")
    with benched(command, "--edition", "screen") as bench:
        for _ in range(times):
            both = [bench.start(), bench.start()]
            said = [child.communicate(timeout=60)[0].decode() for child in both]
            codes = [child.returncode for child in both]
            complaint = f"exits {codes}: {said}" if any(codes) else bench.strays()
            result.count(complaint, bench.lost())
    return result


def built_shim(folder: Path) -> Path | None:
    """The library that makes calls fail; None where there is no compiler."""
    if not (gcc := shutil.which("gcc")) or sys.platform != "linux":
        return None
    shim = folder / "shim.so"
    source = Path(__file__).with_name("shim.c")
    done = subprocess.run(
        [gcc, "-shared", "-fPIC", "-O1", "-w", "-o", shim, source, "-ldl"], check=False
    )
    return None if done.returncode else shim


_CALLS = {
    "open": errno.EIO, "write": errno.ENOSPC, "fsync": errno.EIO, "rename": errno.EIO,
    "mkdir": errno.EACCES, "unlink": errno.EIO,
}  # fmt: skip


def failing(command: Command, step: int = 1, calls: Iterable[str] = tuple(_CALLS)) -> list[Result]:
    """The Nth open, write, fsync, rename of a file of ours fails; every ``step``th N."""
    with tempfile.TemporaryDirectory() as folder:
        shim = built_shim(Path(folder))
        if shim is None:
            return []
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda kind: _fail(command, shim, kind, step), calls))


def _fail(command: Command, shim: Path, kind: str, step: int) -> Result:
    result = Result(f"failing {kind}")
    with benched(command) as bench:
        counter = bench.temporary.parent / "counter"
        nth = 1
        while True:
            counter.write_bytes(bytes(8))
            outcome = bench.run({
                "LD_PRELOAD": str(shim), "FAULT_COUNTER": str(counter), "FAULT_KIND": kind,
                "FAULT_UNDER": str(bench.temporary.parent), "FAULT_NTH": str(nth),
                "FAULT_ERRNO": str(_CALLS[kind]),
            })  # fmt: skip
            if int.from_bytes(counter.read_bytes(), sys.byteorder) < nth:
                break
            # No fault of the next run may come of this one's.
            complaint = _explained(outcome, (0, 3, 4, 5))
            result.count(f"{kind} {nth}: {complaint}" if complaint else "", bench.lost())
            nth += step
        after = _explained(bench.run(), (0,)) or bench.strays()
        if after:
            result.wrong.append(f"the run after: {after}")
    return result


def may_mount() -> bool:
    """Whether this process may mount file systems."""
    return (
        sys.platform == "linux"
        and os.geteuid() == 0
        and bool(
            shutil.which("unshare")
            and subprocess.run(
                ["unshare", "-m", "true"], check=False, capture_output=True
            ).returncode
            == 0
        )
    )


def _within(mounts: str, command: Command) -> Command:
    """The command, where ``mounts``, a shell script, has been at work for it alone."""
    shell = ("unshare", "-m", "sh", "-ec", f'mount --make-rprivate /\n{mounts}\nexec "$@"', "sh")
    return Command((*shell, *command.argv), command.options)


_PANGO = "/usr/lib/x86_64-linux-gnu/libpango-1.0.so.0"


def _conditions(bench: Bench) -> dict[str, tuple[str, dict[str, str], tuple[int, ...]]]:
    """By name: mounts, environment, the exit codes that are right."""
    out, temporary = bench.output, bench.temporary
    keep = f"cp -a {out} {out}.kept; mount -t tmpfs -o size={{}} x {out}; cp -a {out}.kept/. {out}"
    fill = f"dd if=/dev/zero of={out}/zz bs=64k 2>/dev/null || true"
    return {
        "disk full": (f"{keep.format('8m')}; {fill}", {}, (4,)),
        "disk full, room for the probe": (
            f"{keep.format('16m')}; {fill}; truncate -s -1100k {out}/zz", {}, (4,),
        ),
        "read-only folder": (f"mount --bind {out} {out}; mount -o remount,ro,bind {out}", {}, (4,)),
        "read-only bulletin": (
            f"mount --bind {bench.stage.root} {bench.stage.root}; mount --bind {out} {out};"
            f"mount -o remount,ro,bind {bench.stage.root}", {}, (0,),
        ),
        "temporary folder full": (
            f"mount -t tmpfs -o size=64k x {temporary};"
            f"dd if=/dev/zero of={temporary}/z 2>/dev/null || true", {}, (0, 5),
        ),
        "temporary folder read-only": (
            f"mount --bind {temporary} {temporary}; mount -o remount,ro,bind {temporary}",
            {}, (0, 5),
        ),
        "no temporary folder": ("", {"TMPDIR": "/nowhere"}, (0, 5)),
        "no temporary folder at all": (
            "for d in /var/tmp /dev/shm; do mount -t tmpfs -o ro x $d; done",
            {"TMPDIR": "/proc"}, (0, 5),
        ),
        "no Pango": (f"mount --bind /dev/null {_PANGO}", {}, (5,)),
        "no fonts of ours": (f"mount -t tmpfs x {PRESS}/fonts", {}, (3, 5)),
        "no fonts of the system": (
            "for d in /usr/share/fonts /usr/local/share/fonts /etc/fonts; do "
            "[ -d $d ] && mount -t tmpfs x $d; done; true", {}, (0,),
        ),
        "C locale": ("", {"LC_ALL": "C"}, (0,)),
        "POSIX locale, no UTF-8 mode": (
            "", {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, (5,),
        ),
        "ASCII output": ("", {"PYTHONIOENCODING": "ascii"}, (0,)),
        "unknown locale": ("", {"LC_ALL": "xx_YY.zz"}, (0,)),
        "no HOME": ("", {"HOME": "", "XDG_CACHE_HOME": ""}, (0,)),
        "HOME missing": ("", {"HOME": "/nowhere", "XDG_CACHE_HOME": ""}, (0,)),
        "HOME read-only": (
            f"mount -t tmpfs -o ro x {temporary.parent}/home",
            {"HOME": f"{temporary.parent}/home", "XDG_CACHE_HOME": ""}, (0,),
        ),
        "empty PATH": ("", {"PATH": "/nowhere"}, (0,)),
        "no terminal": ("", {"TERM": "", "COLUMNS": "1"}, (0,)),
    }  # fmt: skip


def surroundings(command: Command, some: Sequence[str] = ()) -> Result:
    """Bare and broken surroundings; only ``some`` of them, if these are named."""
    result = Result("bare surroundings")
    mounting = may_mount()
    with benched(command) as bench:
        (bench.temporary.parent / "home").mkdir()
        for name, (mounts, environment, codes) in _conditions(bench).items():
            if (mounts and not mounting) or (some and name not in some):
                continue
            bench.command = _within(mounts, command) if mounts else command
            outcome = bench.run(environment)
            shutil.rmtree(bench.output.with_name("build.kept"), ignore_errors=True)
            complaint = _explained(outcome, codes)
            if not complaint and outcome.code == 5 and len(outcome.said.strip().splitlines()) != 1:
                complaint = f"more than a line: {outcome.said}"
            result.count(f"{name}: {complaint}" if complaint else "", bench.lost())
        bench.command = command
    return result


def missing_folders(command: Command) -> Result:
    """Outputs that are not there, or are something else."""
    result = Result("folders")
    with benched(command) as bench:
        there = bench.temporary.parent
        (there / "file").write_text("x")
        (there / "link").symlink_to("nowhere")
        for output, codes in (
            (there / "new" / "deep" / "er", (0,)),
            (there / "file", (4,)),
            (there / "file" / "below", (4,)),
            (there / "link", (4, 0)),
            (Path("/proc/nowhere"), (4,)),
            (there / ("x" * 300), (4,)),
        ):
            outcome = command(
                "make", ISSUE, "--root", bench.stage.root, "--output", output,
                environment=bench.environment,
            )  # fmt: skip
            complaint = _explained(outcome, codes)
            result.count(f"{output.name[:20]}: {complaint}" if complaint else "", bench.lost())
    return result


def all_faults(command: Command, *, whole: bool) -> Iterator[Result]:
    """All of it, or a sample."""
    many = 1 if whole else 8
    yield killed(command, 100 // many)
    yield from failing(command, 1 if whole else 7)
    yield raced(command, 50 // many)
    yield interrupted(command, max(20 // many, 5))
    yield surroundings(command)
    yield missing_folders(command)
