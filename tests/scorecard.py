"""The scorecard of hostile input and faults: ``python -m tests.scorecard``.

    python -m tests.scorecard                                         # ours, all of it
    python -m tests.scorecard --quick                                 # a sample
    python -m tests.scorecard --command "python benchmarks/naive.py"  # another, to compare

Prints one table, and under it every input and fault that was not survived.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.hostile.cases import CASES
from tests.hostile.faults import Result, all_faults
from tests.hostile.mutating import all_made, all_read
from tests.hostile.running import Command, Run, Warm
from tests.hostile.stage import PRESS
from tests.hostile.trying import Trial, all_tried

MUTANTS = 5_000
MADE = 60
"""Mutants that are made into PDFs, too."""
QUICK = 8
"""A sample is one input in so many."""
OURS_ALONE = ("style", "printer", "docx")
"""What another command does not have, and cannot fail at."""
PROPERTIES = (
    "tests/test_numbering.py",
    "tests/test_reading.py",
    "tests/manuscript",
    "tests/composition",
)

Row = tuple[str, *tuple[int, ...]]
_HEAD = ("", "tried", "as wanted", "leaks", "requests", "tracebacks", "hangs", "bad PDFs", "lost")


def row_of(name: str, trials: Sequence[Trial]) -> Row:
    """One line of the table."""
    faults = [trial.faults for trial in trials]
    return (
        name,
        len(trials),
        sum(not each for each in faults),
        sum(bool(each.leak) for each in faults),
        sum(each.requests for each in faults),
        sum(bool(each.trace) for each in faults),
        sum(each.hang for each in faults),
        sum(bool(each.broken) for each in faults),
        0,
    )


def row_of_faults(result: Result) -> Row:
    """One line of the table."""
    traces = sum("traceback" in wrong for wrong in result.wrong)
    hangs = sum("hang" in wrong for wrong in result.wrong)
    return (result.fault, result.tried, result.survived, 0, 0, traces, hangs, 0, result.lost)


def row_of_mutants(name: str, tried: int, wrong: Sequence[str]) -> Row:
    """One line of the table."""
    counts = (
        sum(word in each for each in wrong)
        for word in ("leak:", "requests", "traceback:", "hang", "broken PDF")
    )
    leaks, requests, traces, hangs, broken = counts
    return (name, tried, tried - len(wrong), leaks, requests, traces, hangs, broken, 0)


def printed(rows: Iterable[Row]) -> None:
    """The table, with its sums."""
    rows = list(rows)
    sums = (sum(counts) for counts in zip(*(row[1:] for row in rows), strict=True))
    lines: list[tuple[object, ...]] = [_HEAD, *rows, ("all", *sums)]
    widths = [max(len(str(line[i])) for line in lines) for i in range(len(_HEAD))]
    for line in lines:
        first, *rest = (str(cell) for cell in line)
        print(
            first.ljust(widths[0]),
            *(c.rjust(w) for c, w in zip(rest, widths[1:], strict=True)),
            sep="  ",
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.scorecard")
    parser.add_argument("--command", help="another command, called as ours is")
    parser.add_argument("--quick", action="store_true", help="a sample only")
    parser.add_argument("--inputs-only", action="store_true", help="no mutants, no faults")
    wanted = parser.parse_args()
    began = time.monotonic()
    other = Command(_absolute(shlex.split(wanted.command)), ()) if wanted.command else None
    run: Run = other or Warm()
    properties = None
    if not other and not wanted.quick and not wanted.inputs_only:
        properties = _properties()
    rows: list[Row] = []
    wrong: list[str] = []
    peak, slowest = 0, 0.0
    trials: list[Trial] = []
    fair = [i for i, case in enumerate(CASES) if not other or case.category not in OURS_ALONE]
    for trial in all_tried(fair[:: QUICK if wanted.quick else 1], run):
        trials.append(trial)
        peak, slowest = max(peak, trial.outcome.peak), max(slowest, trial.outcome.seconds)
        if trial.faults:
            wrong.append(f"{trial.category}-{trial.name}: {trial.faults}")
    for category in dict.fromkeys(trial.category for trial in trials):
        rows.append(row_of(category, [t for t in trials if t.category == category]))
    if not wanted.inputs_only:
        if not other:
            count = MUTANTS // (QUICK if wanted.quick else 1)
            found = all_read(count)
            rows.append(row_of_mutants("mutants read", count, found))
            wrong += found
        made = range(0, MADE // (QUICK if wanted.quick else 1))
        found = list(all_made(made, run))
        rows.append(row_of_mutants("mutants made", len(made), found))
        wrong += found
        for result in all_faults(other or Command(), whole=not wanted.quick):
            rows.append(row_of_faults(result))
            wrong += [f"{result.fault}: {each}" for each in result.wrong]
    if properties is not None:
        said, _ = properties.communicate()
        rows.append(("properties, 10,000 each", 1, int(not properties.returncode), *(0,) * 6))
        wrong += [said[-2000:]] if properties.returncode else []
    printed(rows)
    seconds = time.monotonic() - began
    print(f"peak {peak >> 20} MB; slowest input {slowest:.1f} s; {seconds:.0f} s in all")
    for each in wrong:
        print("-", " ".join(each.split())[:400])
    sys.exit(bool(wrong) and not other)


def _absolute(argv: Sequence[str]) -> list[str]:
    """``python benchmarks/x.py`` from wherever it is run, with the Python that runs this."""
    words = [str(Path(word).resolve()) if Path(word).is_file() else word for word in argv]
    return [sys.executable, *words[1:]] if argv[0] in ("python", "python3") else words


def _properties() -> subprocess.Popen[str]:
    whole = ("-m", "hypothesis", "--hypothesis-profile", "whole")
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", *whole, *PROPERTIES],
        cwd=PRESS,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


if __name__ == "__main__":
    main()
