"""Where the time of a build goes: the stages that are told of, by the clock of who hears."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping


class Stopwatch:
    """Hears of each stage as it begins; ``spans`` has the seconds of each, in order.

    What went before it was made, the command's own start, is ``start``.
    """

    def __init__(self) -> None:
        self._stage = "start"
        self._spans: dict[str, float] = {}
        self._since = time.perf_counter() - time.process_time()  # nothing has been waited for yet

    def hear(self, stage: str) -> None:
        """The stage before ends, ``stage`` begins; one that comes again goes on."""
        now = time.perf_counter()
        self._spans[self._stage] = self._spans.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = stage, now

    def passing(self, tell: Callable[[str], None]) -> Callable[[str], None]:
        """What tells both this and ``tell``."""

        def heard(stage: str) -> None:
            self.hear(stage)
            tell(stage)

        return heard

    @property
    def spans(self) -> Mapping[str, float]:
        """Seconds by stage; the one that is on counts until now."""
        self.hear(self._stage)
        return dict(self._spans)
