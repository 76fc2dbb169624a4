"""What an archive costs: ``python -m benchmarks.archive [--issues N]``.

A pass over issues of which none has changed; then issues that are all to be made, by one process,
by two, and by a Dask cluster of two workers on this machine, with the memory of the whole process
tree. The issues are written into a temporary folder; those that are not made get receipts to fit,
of stand-ins for PDFs: the pass reads no PDF that it knows.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

from benchmarks.speed.running import family, held
from spp_press.archive.building import _means, cover_name, listing_name
from spp_press.listing import Listing
from spp_press.receipts import Receipt, digest_of, receipt_name
from tests.archive.back_issues import A_YEAR, FIRST, names, write_bulletin
from tests.archive.test_cluster import cluster_in

UNCHANGED = 1000
RUNS = 3
ISSUES = 300
SETTLED = 50  # issues, after which memory may grow no more


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive")
    parser.add_argument("--issues", type=int, default=ISSUES)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pass_over_unchanged(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        press_all(Path(folder), wanted.issues)


def pass_over_unchanged(folder: Path) -> None:
    root = write_bulletin(folder / "bulletin", names(UNCHANGED), words=60)
    means = _means(root, "classic", "offset-coated", lambda stage: None)
    common = {f"issues/{file}": digest_of((root / "issues" / file).read_bytes())
              for file in ("bulletin.toml", "words.txt")}  # fmt: skip
    for name in names(UNCHANGED):
        stand_in(root, name, {**means, "sources": common})
    for run in range(RUNS + 1):
        seconds, states, _ = timed(root, root / "build" / "archive")
        assert states == {"unchanged"}, states
        print(f"{'first' if run == 0 else 'again'}: {UNCHANGED} unchanged in {seconds:.2f} s")


def press_all(folder: Path, count: int) -> None:
    root = write_bulletin(folder / "bulletin", names(count))

    def empty_cache(name: str) -> tuple[str, str]:  # what one way composed is of use to the next
        return "--cache", str(folder / f"cache-{name}")

    alone, _, _ = timed(root, folder / "one", "--jobs", "1", *empty_cache("one"))
    print(f"{count} issues, 1 process: {alone:.1f} s, {alone / count:.2f} s an issue")
    both, _, memory = timed(root, folder / "two", "--jobs", "2", *empty_cache("two"))
    print(f"{count} issues, 2 processes: {both:.1f} s, {alone / both:.2f} times as fast")
    if count > SETTLED:
        before, after = mean(memory[SETTLED // 2 : SETTLED]), mean(memory[-SETTLED // 2 :])
        print(
            f"memory after {SETTLED} issues {before / 1e6:.0f} MB, at the end {after / 1e6:.0f} MB"
        )
    with cluster_in(folder / "cluster") as cluster:
        cluster.worker()
        cluster.worker()
        there, _, _ = timed(root, folder / "there", "--cluster", cluster.address)
    print(f"{count} issues, 2 Dask workers: {there:.1f} s, {both / there:.2f} of that throughput")


def timed(root: Path, home: Path, *options: str) -> tuple[float, set[str], list[int]]:
    """The seconds of a pass, the states that its issues came to, the memory at each issue's end."""
    command = [sys.executable, "-m", "spp_press", "archive", "--root", str(root), "--json",
               "--output", str(home), *options]  # fmt: skip
    states, memory = set(), []
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        for line in process.stdout:
            states.add(json.loads(line)["state"])
            if len(options) > 1:
                memory.append(sum(map(held, family(process.pid))))
    assert process.returncode == 0, command
    return time.perf_counter() - began, states, memory


def stand_in(root: Path, name: str, inputs: dict[str, dict[str, str]]) -> None:
    """What the archive has of an issue, if it had been made."""
    issue, home = root / "issues" / name, root / "build" / "archive" / name
    files = {p.relative_to(issue).as_posix(): digest_of(p.read_bytes())
             for p in issue.rglob("*") if p.is_file()}  # fmt: skip
    outputs = {f"{name}-{edition}.pdf": name.encode() for edition in ("print", "screen")}
    sources = {**inputs["sources"], **files}
    receipt = Receipt(name, "classic", "offset-coated", {**inputs, "sources": sources},
                      {file: digest_of(data) for file, data in outputs.items()})  # fmt: skip
    year, number = map(int, name.split("-"))
    cumulative = (year - FIRST) * A_YEAR + number
    listing = Listing(name, "简报", "", "编印", year, str(number), f"第{number}期", "", cumulative,
                      cumulative, "", "", 12, ())  # fmt: skip
    home.mkdir(parents=True)
    for file, data in {
        **outputs,
        cover_name(name): b"",
        listing_name(name): listing.written(),
        receipt_name(name): receipt.written(),
    }.items():
        (home / file).write_bytes(data)


if __name__ == "__main__":
    main()
