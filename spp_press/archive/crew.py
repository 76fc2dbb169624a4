"""Who presses the archive's issues: processes of this machine, or a cluster's workers."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from spp_press.archive.cover import cover_of
from spp_press.orders import Made, Order
from spp_press.worker import Limits, Progress, end_all, run_confined


@dataclass(frozen=True)
class Pressed:
    """An issue that was made, and the PNG of its cover, if there is a screen edition to show."""

    made: Made
    cover: bytes | None


Build = Callable[[Order, Progress], Pressed]
"""What the process of one issue runs; it stands at the top of its module."""


class Crew(Protocol):
    """Presses issues side by side; every issue in a process of its own, within its limits."""

    @property
    def size(self) -> int:
        """How many issues it presses at once."""

    def submit(self, order: Order, limits: Limits, tell: Progress) -> Future[Pressed]:
        """Press the issue of ``order``; ``tell`` hears of its stages.

        The future raises PressError, as :func:`~spp_press.worker.run_confined` does.
        """

    def leave(self) -> None:
        """Drop what is not done, and leave no process behind."""


def press_issue(order: Order, tell: Progress) -> Pressed:
    """Make an issue and draw its cover; what the process of one issue runs."""
    from spp_press.press import make

    made = make(order, tell)
    screen = made.editions.get("screen")
    return Pressed(made, cover_of(screen) if screen and "screen" not in made.rejected else None)


class LocalCrew:
    """``jobs`` processes of this machine."""

    def __init__(self, jobs: int, build: Build = press_issue) -> None:
        self.size = jobs
        self._build = build
        self._pool = ThreadPoolExecutor(jobs, thread_name_prefix="issue")
        self._pressing: set[Future[Pressed]] = set()
        warm_up()

    def submit(self, order: Order, limits: Limits, tell: Progress) -> Future[Pressed]:
        """Press the issue of ``order`` when one of the processes is free."""
        future = self._pool.submit(self._press, order, limits, tell)
        self._pressing.add(future)
        future.add_done_callback(self._pressing.discard)
        return future

    def leave(self) -> None:
        """Kill what is running, and wait for its end."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        while pressing := tuple(self._pressing):
            end_all()
            wait(pressing, 0.1)

    def _press(self, order: Order, limits: Limits, tell: Progress) -> Pressed:
        return run_confined(self._build, order, limits=limits, progress=tell)


@cache
def warm_up() -> None:
    """Load the press here, once, where its processes are forked: they find it loaded."""
    if sys.platform == "linux":
        with suppress(Exception):  # they will say what is missing
            import spp_press.press  # noqa: F401

        gc.collect()
        gc.freeze()  # what is shared with them stays shared
