"""Whether there is nothing to do, as make(1) asks: all that a command read and wrote is as it was.

Then it says again what it said, and neither the press nor the command line is loaded. A command is
known by its words and where they were said; a file or folder by its state. What is remembered can
be lost, and is renewed by any run that goes the long way.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from zlib import crc32

from spp_press.folders import cache_folder
from spp_press.libraries import library_versions
from spp_press.states import state_of

_LANGUAGE = ("LC_ALL", "LC_MESSAGES", "LANG")
_CACHE = "--cache"

Found = list[int] | None
"""The state of a file or folder, as JSON has it; None where there is none."""


def said_before(words: Sequence[str]) -> str | None:
    """What the command of these words (``sys.argv``) said, if there is nothing to do but say it."""
    if (cache := cache_folder(_given_cache(words))) is None:
        return None
    asked = _asked(words)
    try:
        remembered = json.loads(_home(cache, asked).read_bytes())
        is_as_it_was = (
            remembered["asked"] == asked
            and all(found == _found(path) for path, found in remembered["states"].items())
            and remembered["libraries"] == dict(library_versions())
        )
        return str(remembered["said"]) if is_as_it_was else None
    except (OSError, AttributeError, ValueError, TypeError, KeyError):
        return None


def remember(words: Sequence[str], cache: Path, states: Mapping[str, Found], said: str) -> None:
    """Remember that ``said`` is all there is to do for ``words`` while ``states`` last.

    Raises WriteError.
    """
    from spp_press.writing import write_whole  # not at every start

    asked = _asked(words)
    try:
        libraries = dict(library_versions())
    except (OSError, AttributeError):
        return
    entry = {"asked": asked, "states": states, "libraries": libraries, "said": said}
    write_whole(_home(cache, asked), json.dumps(entry).encode())


def states_of(paths: Iterable[Path], before: int) -> dict[str, Found] | None:
    """The state of each; None if one was written at ``before``, a time in ns, or later.

    What was written in the same tick of the clock can be written again unseen.
    """
    states = {path: _found(path) for path in map(os.fspath, paths)}
    is_settled = all(found is None or found[1] < before for found in states.values())
    return states if is_settled else None


def _found(path: str) -> Found:
    try:
        return list(state_of(path))
    except OSError:
        return None


def _asked(words: Sequence[str]) -> list[object]:
    """The command, what its words mean here, and who is to answer it."""
    return [
        list(words),
        [os.path.realpath(word.rpartition("=")[2]) for word in words],
        [os.environ.get(name, "") for name in _LANGUAGE],
        [getattr(stream, "encoding", "") for stream in (sys.stdout, sys.stderr)],
        sys.version,
        sys.path,
    ]


def _home(cache: Path, asked: list[object]) -> Path:
    return cache / f"said-{crc32(json.dumps(asked).encode()):08x}"


def _given_cache(words: Sequence[str]) -> Path | None:
    given = [
        after if word == _CACHE else word.removeprefix(f"{_CACHE}=")
        for word, after in zip(words, (*words[1:], ""), strict=True)
        if word == _CACHE or word.startswith(f"{_CACHE}=")
    ]
    return Path(given[-1]) if given and given[-1] else None
