"""Lines that have been composed, for a paragraph that is laid out again.

A page that is laid out twice, an issue that gets fillers, and above all an issue of which one
paragraph has changed, ask for lines that are known. What they depend on is compared whole, so that
what is kept is what composing would give.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from spp_press.composition import Line

Measure = Callable[[int], float]


class Composed:
    """The lines of the last two layouts; those of an older one that nothing asked for are gone."""

    def __init__(self) -> None:
        self._before: _Kept = {}
        self._now: _Kept = {}

    def begin(self) -> None:
        """Another layout begins."""
        self._before, self._now = self._now, {}

    def lines(
        self, key: Hashable, measure: Measure, compose: Callable[[Measure], list[Line]]
    ) -> list[Line]:
        """What ``compose(measure)`` gives: ``key`` is all else that it depends on."""
        for kept in (self._now, self._before):
            for entry in kept.get(key, ()):
                widths, lines = entry
                if all(measure(line) == width for line, width in widths.items()):
                    if kept is self._before:
                        self._now.setdefault(key, []).append(entry)
                    return list(lines)
        asked: dict[int, float] = {}

        def noted(line: int) -> float:
            asked[line] = measure(line)
            return asked[line]

        lines = compose(noted)
        self._now.setdefault(key, []).append((asked, lines))
        return list(lines)


_Kept = dict[Hashable, list[tuple[dict[int, float], list[Line]]]]
