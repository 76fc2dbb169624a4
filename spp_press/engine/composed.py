"""Lines that have been composed, for a paragraph that is laid out again.

A page that is laid out twice, an issue that gets fillers, and above all an issue of which one
paragraph has changed, ask for lines that are known. What they depend on is compared whole, so that
what is kept is what composing would give. From build to build it is compared by its SHA-256.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, MutableMapping
from contextlib import suppress
from hashlib import sha256
from typing import Any

from spp_press.composition import Line, Span

Measure = Callable[[int], float]


class Composed:
    """The lines of the last two layouts; those of an older one that nothing asked for are gone.

    ``kept``, under ``key``, has those of an earlier build with the same faces and lexicon, by the
    same press: ``key`` is the SHA-256 of all these.
    """

    def __init__(self, kept: MutableMapping[str, bytes] | None = None, key: str = "") -> None:
        self._before: _Kept = {}
        self._now: _Kept = {}
        self._kept, self._key = kept, key
        self._stored: dict[str, list[Any]] = {}
        self._asked: dict[str, list[_Entry]] = {}
        self._is_new = False
        with suppress(KeyError, ValueError):
            self._stored = json.loads(kept[key]) if kept else {}

    def save(self) -> None:
        """Keep the lines of this build for the next one, if there are new ones."""
        if self._kept is None or not (self._is_new or self._asked.keys() != self._stored.keys()):
            return
        said = {
            key: [(list(widths.items()), [_packed(line) for line in lines])
                  for widths, lines in entries]
            for key, entries in self._asked.items()
        }  # fmt: skip
        self._kept[self._key] = json.dumps(said).encode()

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
        name = sha256(repr(key).encode()).hexdigest() if self._kept is not None else ""
        for widths, lines in map(_unpacked, self._stored.get(name, ())):
            if all(measure(line) == width for line, width in widths.items()):
                self._note(name, key, (widths, lines))
                return list(lines)
        asked: dict[int, float] = {}

        def noted(line: int) -> float:
            asked[line] = measure(line)
            return asked[line]

        lines = compose(noted)
        self._is_new = True
        self._note(name, key, (asked, lines))
        return list(lines)

    def _note(self, name: str, key: Hashable, entry: _Entry) -> None:
        self._now.setdefault(key, []).append(entry)
        if name:
            self._asked.setdefault(name, []).append(entry)


_Entry = tuple[dict[int, float], list[Line]]
"""The widths that were asked for, and the lines that were composed for them."""
_Kept = dict[Hashable, list[_Entry]]


def _packed(line: Line) -> list[Any]:
    spans = [[s.item, s.start, s.end, s.features, s.tracking] for s in line.spans]
    return [spans, line.width, line.hyphen, line.last]


def _unpacked(entry: Any) -> _Entry:
    widths, lines = entry
    return dict(map(tuple, widths)), [
        Line(tuple(Span(*span) for span in spans), *rest) for spans, *rest in lines
    ]
