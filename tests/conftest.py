"""What many tests share: the bulletin's own issue, made once by the command that an editor runs."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from spp_press.issue import Issue, read_issue
from spp_press.problems import Report

ROOT = Path(__file__).parents[1]

# ``--hypothesis-profile whole`` is what ``python -m tests.scorecard`` runs.
settings.register_profile("quick", max_examples=150, deadline=None)
settings.register_profile("whole", max_examples=10_000, deadline=None)
settings.load_profile("quick")
CACHE = ROOT / ".pytest_cache" / "pictures"


@dataclass(frozen=True)
class Made:
    """An issue, made: where its PDFs are, and what the command said."""

    print: Path
    screen: Path
    said: str


def spp_press(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, in English unless told otherwise."""
    environment = {
        **with_fonts(),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(CACHE),
    }
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "spp_press", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        **{"cwd": ROOT, "timeout": 240, **options},
    )


def with_fonts() -> dict[str, str]:
    """The environment of another program that shows text: with the system's fonts.

    A test of the same process that imported the engine has hidden them.
    """
    return {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}


@pytest.fixture(scope="session")
def issue() -> Issue:
    """2021-1 as the press reads it."""
    return read_issue(ROOT / "issues" / "2021-1", ROOT, Report())


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """2021-1, made in both editions."""
    output = tmp_path_factory.mktemp("build")
    done = spp_press("make", "2021-1", "--output", output)
    assert done.returncode == 0, done.stderr
    return Made(output / "2021-1-print.pdf", output / "2021-1-screen.pdf", done.stdout)
