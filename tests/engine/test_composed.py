"""Lines that were composed before: from one layout to the next, and from build to build."""

from __future__ import annotations

import pytest

from spp_press.composition import Line, Span
from spp_press.engine.composed import Composed, Measure

LINES = [Line((Span(0, 0, 3, "hwid", -0.05), Span(1, 0, 0)), 31.1), Line((), 0.1 + 0.2, True, True)]


def composing(measure: Measure) -> list[Line]:
    assert (measure(0), measure(1)) == (30.0, 31.5)
    return LINES


def never(measure: Measure) -> list[Line]:
    raise AssertionError("they are known")


def widths(line: int) -> float:
    return 30.0 + 1.5 * line


def asked(kept: dict[str, bytes], **paragraphs: bool) -> Composed:
    """A build that asks for ``paragraphs``, each of which is known or not."""
    composed = Composed(kept, "k")
    composed.begin()
    for name, is_known in paragraphs.items():
        assert composed.lines((name,), widths, never if is_known else composing) == LINES
        assert composed.lines((name,), widths, never) == LINES
    composed.save()
    return composed


def test_the_next_build_knows_the_lines_of_the_last() -> None:
    kept: dict[str, bytes] = {}
    asked(kept, a=False, b=False)
    first = dict(kept)
    asked(kept, a=True, b=True)
    assert kept == first
    asked(kept, a=True, c=False)
    asked(kept, a=True, c=True)
    asked(kept, b=False)  # what the build before did not ask for is gone


def test_lines_of_another_width_are_composed() -> None:
    kept: dict[str, bytes] = {}
    asked(kept, a=False)
    composed = Composed(kept, "k")
    with pytest.raises(AssertionError):
        composed.lines(("a",), lambda line: 29.0, never)


def test_another_key_and_what_is_no_entry_know_nothing() -> None:
    kept: dict[str, bytes] = {}
    asked(kept, a=False)
    for other in (Composed(kept, "other"), Composed({"k": b"{"}, "k"), Composed()):
        with pytest.raises(AssertionError):
            other.lines(("a",), widths, never)
