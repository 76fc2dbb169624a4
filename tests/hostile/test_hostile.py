"""A sample of all that ``python -m tests.scorecard`` tries: nothing lost, no one let in."""

from __future__ import annotations

import shutil
import sys

import pytest

from tests.hostile import faults
from tests.hostile.cases import CASES, Case
from tests.hostile.mutating import all_made, all_read
from tests.hostile.running import Command, Warm
from tests.hostile.trying import tried

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="watches processes by /proc")

SAMPLE = CASES[::12]


def test_there_are_enough_and_each_has_a_name_of_its_own() -> None:
    assert len(CASES) >= 250
    assert len({str(case) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", SAMPLE, ids=str)
def test_each_gets_what_it_must(case: Case) -> None:
    trial = tried(case, Warm())
    assert not trial.faults, f"{trial.faults}\n{trial.outcome.said[-2000:]}"


def test_mutants_are_read_or_refused() -> None:
    assert not all_read(400)


def test_mutants_are_made_or_refused() -> None:
    assert not list(all_made(range(8), Warm()))


@pytest.mark.parametrize("fault", [faults.killed, faults.raced, faults.interrupted])
def test_faults_lose_nothing(fault: faults.Repeated) -> None:
    result = fault(Command(), 4)
    assert result.tried == 4
    assert not result.wrong


@pytest.mark.skipif(not shutil.which("gcc"), reason="the fault is compiled")
@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
def test_calls_that_fail_lose_nothing(call: str) -> None:
    (result,) = faults.failing(Command(), 3, [call])
    assert result.tried
    assert not result.wrong


def test_surroundings_are_borne_or_named() -> None:
    some = ("disk full", "read-only folder", "no Pango", "no temporary folder", "ASCII output")
    result = faults.surroundings(Command(), some)
    assert result.tried
    assert not result.wrong
