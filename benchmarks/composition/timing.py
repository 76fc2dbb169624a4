"""How long composing takes: 2021-1, and a text up to a hundred times as long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from spp_press.composition import Lexicon, Text, set_paragraph
from spp_press.engine import Typesetter
from spp_press.engine import hooks as engine_hooks
from spp_press.engine.fonts import Faces
from spp_press.issue import Issue
from spp_press.problems import Report
from spp_press.styles import read_style
from spp_press.typeset import typeset

from .texts import ROOT


@dataclass
class Composing:
    """Seconds, fonts loaded. ``long``: of one paragraph, by how many times the text it is."""

    first: float = 0.0
    again: float = 0.0
    calls: int = 0
    long: dict[int, float] = field(default_factory=dict)


def time_composing(issue: Issue, texts: Sequence[str]) -> Composing:
    """Time every call of the composer that laying out ``issue`` makes; then make them again."""
    timed = Composing()
    calls: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = []

    def timing(function: Any) -> Any:
        def call(items: Any, measure: Any, **options: Any) -> Any:
            widths: dict[int, float] = {}

            def width(line: int) -> float:
                if line not in widths:
                    widths[line] = measure(line)
                return widths[line]

            start = perf_counter()
            lines = function(items, width, **options)
            timed.first += perf_counter() - start
            calls.append((function, (items, width), options))
            return lines

        return call

    report = Report()
    style = read_style(issue.style, ROOT, report)
    setter = Typesetter(style, Lexicon.common().extended(issue.words), report)
    setter.check_characters(issue.text, report)
    hooks: Any = engine_hooks
    originals = hooks.set_paragraph, hooks.set_heading
    hooks.set_paragraph, hooks.set_heading = map(timing, originals)
    try:
        setter.lay_out(typeset(issue, style), report)
    finally:
        hooks.set_paragraph, hooks.set_heading = originals
    timed.calls = len(calls)
    start = perf_counter()
    for function, args, options in calls:
        function(*args, **options)
    timed.again = perf_counter() - start
    metrics = Faces(style.faces).stack(("SPP Song",), 400, False)
    for times in (1, 10, 100):
        start = perf_counter()
        set_paragraph([Text("".join(texts) * times, 10.5, metrics)], lambda _: 336.0)
        timed.long[times] = perf_counter() - start
    return timed
