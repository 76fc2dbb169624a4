"""The rounds of proofs (校次) that an issue goes through before it is printed."""

from __future__ import annotations

from typing import NamedTuple


class Stage(NamedTuple):
    """A round of proofs: its name, its name in English, what its stamp warns of, who signs."""

    name: str
    english: str
    warns: str
    signs: tuple[str, ...]
    decides: tuple[str, ...] = ()


_READING = ("校样，不得付印", ("校对", "复核"))
STAGES = (
    Stage("一校", "first", *_READING),
    Stage("二校", "second", *_READING),
    Stage("三校", "third", *_READING),
    Stage(
        "付印", "press", "未经签发，不得付印", ("校对", "复核", "签发"), ("同意付印", "改正后付印")
    ),
)
"""三校一读, and then the pages that are signed for print."""


def stage_named(name: str) -> Stage | None:
    """The stage that is called so, in Chinese or in English."""
    return next((stage for stage in STAGES if name in (stage.name, stage.english)), None)
