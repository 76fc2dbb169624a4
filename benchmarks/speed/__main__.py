"""``python -m benchmarks.speed``: 2021-1 set by us and by our peers, of the same matter.

Every command is a process of its own. The runs are interleaved, so that what else the machine does
falls on all alike; a figure is the median of its runs. ``--write`` puts the table and its plot into
``docs/speed.md`` and ``docs/speed.svg``. A peer that is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

import pikepdf

from . import ours
from .matter import Matter, matter_of
from .peers import FACES, Peer, environment, peers
from .running import peak, seconds
from .writing import Result, write_documents

OURS = "spp-press"
LONG = 16
RUNS, LONG_RUNS = 9, 3

Figures = Mapping[str, float]


class Bench:
    """A folder for each of the sizes, prepared for ourselves and for every peer there is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = environment()
        self.peers = [peer for peer in peers() if not peer.missing]
        self.matter = matter_of(ours.ROOT / "issues" / ours.ISSUE)
        for times in (1, LONG):
            ours.write_root(self._root(times), times)
            for peer in self.peers:
                self._prepare(peer, self.matter.times(times), self._place(peer, times))

    def ours(self, times: int = 1, *editions: str, cache: Path | None = None) -> float:
        """Our seconds for ``editions`` (screen), with ``cache`` or with an empty one."""
        return seconds(self._ours(times, *editions, cache=cache), self.folder, self.environment)

    def theirs(self, peer: Peer, times: int = 1) -> float:
        """The seconds of ``peer``."""
        place = self._place(peer, times)
        return seconds(peer.command, place, self.environment)

    def memory(self, times: int) -> Figures:
        """The most memory of each, bytes."""
        held = {OURS: peak(self._ours(times), self.folder, self.environment)}
        for peer in self.peers:
            held[peer.name] = peak(peer.command, self._place(peer, times), self.environment)
        return held

    def sizes(self) -> Figures:
        """What each PDF has besides the data of its pictures, bytes."""
        found = {OURS: self._root(1) / "build" / f"{ours.ISSUE}-screen.pdf"}
        found |= {peer.name: self._place(peer, 1) / "out.pdf" for peer in self.peers}
        return {name: without_pictures(path) for name, path in found.items()}

    def edit(self, by: str) -> None:
        """Change a paragraph, for ourselves and for every peer."""
        ours.edit(self._root(1), by)
        self.matter = self.matter.edited(by)
        for peer in self.peers:
            peer.write(self.matter, self._place(peer, 1))

    def _ours(self, times: int, *editions: str, cache: Path | None = None) -> list[str]:
        if cache is None:
            cache = self.folder / "empty"
            shutil.rmtree(cache, ignore_errors=True)
        return [*ours.command(self._root(times), cache, *(editions or ("screen",)))]

    def _root(self, times: int) -> Path:
        return self.folder / f"ours-{times}"

    def _place(self, peer: Peer, times: int) -> Path:
        return self.folder / f"{peer.name}-{times}"

    def _prepare(self, peer: Peer, matter: Matter, place: Path) -> None:
        images = ours.ROOT / "issues" / ours.ISSUE / "images"
        shutil.copytree(images, place / "images")
        (place / "fonts").mkdir()
        for face in FACES:
            shutil.copy(ours.ROOT / "fonts" / face, place / "fonts")
        if peer.name == "XeLaTeX":  # which takes no SVG
            for drawing in (place / "images").glob("*.svg"):
                convert(drawing)
        peer.write(matter, place)


def convert(drawing: Path) -> None:
    """The same drawing as a PDF beside it, of one page of its size."""
    import weasyprint

    page = weasyprint.HTML(string=(
        "<style>@page { size: 336pt 200pt; margin: 0 } img { width: 336pt; height: 200pt }</style>"
        f'<img src="{drawing.as_uri()}">'
    ))  # fmt: skip
    page.write_pdf(drawing.with_suffix(".pdf"))


def without_pictures(path: Path) -> int:
    """The bytes of a PDF less its pictures' data, and less the sources attached to ours."""
    with pikepdf.open(path) as pdf:
        left_out = sum(
            len(thing.read_raw_bytes())
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream)
            and (thing.get("/Subtype") == "/Image" or thing.get("/Type") == "/EmbeddedFile")
        )
    return path.stat().st_size - left_out


def interleaved(count: int, ways: Mapping[str, Callable[[], float]]) -> Figures:
    """The median of ``count`` runs of each way, in turn; one that fails is named and left out."""
    taken: dict[str, list[float]] = defaultdict(list)
    failed: set[str] = set()
    for _ in range(count):
        for name, way in ways.items():
            if name in failed:
                continue
            try:
                taken[name].append(way())
            except subprocess.CalledProcessError as error:
                failed.add(name)
                print(f"{name} failed: {(error.stderr or b'')[-300:].decode(errors='replace')}")
    return {name: median(each) for name, each in taken.items() if name not in failed}


def run(bench: Bench, runs: int, long_runs: int) -> Result:
    """All figures."""
    typst = {peer.name: peer for peer in bench.peers if peer.name == "Typst"}
    cache, everything = bench.folder / "warm", bench.folder / "all"

    def all_ways(times: int) -> dict[str, Callable[[], float]]:
        theirs = {peer.name: lambda p=peer: bench.theirs(p, times) for peer in bench.peers}  # type: ignore[misc]
        return {OURS: lambda: bench.ours(times), **theirs}

    def beside_typst(way: Callable[[], float]) -> dict[str, Callable[[], float]]:
        return {OURS: way, **{n: lambda p=peer: bench.theirs(p) for n, peer in typst.items()}}  # type: ignore[misc]

    cold = interleaved(runs, all_ways(1))
    sizes = bench.sizes()
    memory = bench.memory(1)
    bench.ours(1, cache=cache)
    unchanged = interleaved(runs, beside_typst(lambda: bench.ours(1, cache=cache)))
    count = iter(range(runs))

    def after_an_edit() -> float:
        bench.edit(f"这是第{next(count) + 1}次修改。")
        return bench.ours(1, cache=cache)

    edited = interleaved(runs, beside_typst(after_an_edit))
    editions = interleaved(runs, {
        "screen": lambda: bench.ours(1),
        "both, first": lambda: bench.ours(1, "print", "screen"),
    })  # fmt: skip
    bench.ours(1, "print", "screen", cache=everything)
    numbers = iter(range(2 * runs))

    def with_pictures_kept(*wanted: str) -> float:
        bench.edit(f"又改了第{next(numbers) + 1}次。")
        return bench.ours(1, *wanted, cache=everything)

    kept = interleaved(runs, {
        "screen": lambda: with_pictures_kept("screen"),
        "both": lambda: with_pictures_kept("print", "screen"),
    })  # fmt: skip
    long = interleaved(long_runs, all_ways(LONG))
    return Result(cold, edited, unchanged, long, memory, bench.memory(LONG), sizes, editions, kept)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--write", action="store_true", help="write docs/speed.md and its plot")
    wanted = parser.parse_args()
    for peer in peers():
        if peer.missing:
            print(f"{peer.name} is not installed, and left out ({peer.missing})")
    with tempfile.TemporaryDirectory() as folder:
        result = run(Bench(Path(folder)), wanted.runs, min(wanted.runs, LONG_RUNS))
    print(result.table())
    if wanted.write:
        write_documents(result, ours.ROOT / "docs")


if __name__ == "__main__":
    main()
