"""A case, tried: planted on a stage of its own, run, judged."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.hostile.cases import CASES
from tests.hostile.cases.case import Case, formatted
from tests.hostile.judging import Faults, judged
from tests.hostile.running import Outcome, Run
from tests.hostile.stage import ISSUE, Stage, listening, set_stage

WORKERS = 2


@dataclass(frozen=True)
class Trial:
    """A case's name, its run and what was wrong with it."""

    category: str
    name: str
    outcome: Outcome
    faults: Faults


@contextmanager
def staged() -> Iterator[tuple[Stage, list[str]]]:
    """A fresh stage, and what was asked of its port."""
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    try:
        with listening() as (port, heard):
            yield set_stage(folder, port), heard
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tried(case: Case, run: Run) -> Trial:
    """What happens to ``case``."""
    with staged() as (stage, heard):
        case.plant(stage)
        output = stage.root / "build"
        arguments = [formatted(stage, argument) for argument in case.arguments]
        if arguments[0] == "make":
            outcome = run("make", ISSUE, "--root", stage.root, "--output", output, *run.options)
        else:
            output = stage.root / "issues" / "2021-2"
            outcome = run(*arguments, "--root", stage.root)
        return Trial(
            case.category, case.name, outcome, judged(outcome, output, len(heard), case.wanted)
        )


def _nth(index: int, run: Run) -> Trial:
    return tried(CASES[index], run)


def all_tried(indices: Iterable[int], run: Run) -> Iterator[Trial]:
    """The trials of cases by their indices in CASES, on both cores."""
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("fork")) as pool:
        yield from pool.map(partial(_nth, run=run), indices, chunksize=4)
