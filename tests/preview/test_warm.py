"""A process that stays, and what becomes of one that hangs, dies or grows old."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

import pytest

from spp_press.preview.warm import Warm
from spp_press.problems import InputError, LimitError, MissingError, PressError, Problem
from spp_press.worker import Limits

LIMITS = Limits(seconds=1.0, memory=1 << 32)


def parrot() -> Callable[[str], Iterator[str]]:
    """Says things, or does them."""
    asked = 0

    def answer(request: str) -> Iterator[str]:
        nonlocal asked
        asked += 1
        match request:
            case "pid":
                yield str(os.getpid())
            case "count":
                yield str(asked)
                yield "of requests"
            case "hang":
                time.sleep(60)
            case "grow":
                yield str(len(bytearray(1 << 33)))
            case "die":
                os._exit(3)
            case "refuse":
                raise InputError([Problem("preview-nothing-drawn")])
            case "err":
                raise ZeroDivisionError

    return answer


@pytest.fixture
def warm() -> Iterator[Warm[str, str]]:
    made = Warm[str, str](parrot, limits=LIMITS, every=4)
    yield made
    made.close()


def ask(warm: Warm[str, str], request: str) -> list[str]:
    heard: list[str] = []
    warm.ask(request, heard.append)
    return heard


def test_one_process_answers_until_it_is_old(warm: Warm[str, str]) -> None:
    (first,) = ask(warm, "pid")
    assert int(first) != os.getpid()
    assert ask(warm, "count") == ["2", "of requests"]
    with pytest.raises(InputError):
        ask(warm, "refuse")
    assert ask(warm, "pid") == [first]
    assert ask(warm, "count") == ["1", "of requests"]
    with pytest.raises(ProcessLookupError):
        os.kill(int(first), 0)


@pytest.mark.parametrize(
    ("request_", "error", "key"),
    [
        ("hang", LimitError, "limit-time"),
        ("grow", LimitError, "limit-memory"),
        ("die", MissingError, "crashed"),
        ("err", PressError, "unexpected"),
    ],
)
def test_one_that_fails_is_replaced(
    warm: Warm[str, str], request_: str, error: type[PressError], key: str
) -> None:
    (first,) = ask(warm, "pid")
    with pytest.raises(error) as raised:
        ask(warm, request_)
    assert raised.value.problems[0].key == key
    (second,) = ask(warm, "pid")
    assert second != first


def test_closing_leaves_nothing_of_one_that_hangs() -> None:
    made = Warm[str, str](parrot, limits=Limits(seconds=60), every=4)
    (pid,) = ask(made, "pid")
    made._thread.submit(made._ask, "hang", print)
    began = time.monotonic()
    time.sleep(0.2)
    made.close()
    assert time.monotonic() - began < 3
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)
