"""spp-press itself on a root of its own, with the same matter."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
ISSUE = "2021-1"
EDITED = "articles/07-senegal.md"
_ENTRY = re.compile(r'^.*"(articles/[\w-]+)\.md".*\n', re.MULTILINE)


def write_root(root: Path, times: int = 1) -> None:
    """A bulletin in ``root`` with 2021-1 alone, each of its articles ``times`` over."""
    shutil.copytree(ROOT / "issues", root / "issues", ignore=shutil.ignore_patterns("press.lock"))
    if times == 1:
        return
    folder = root / "issues" / ISSUE
    settings = folder / "issue.toml"

    def again(entry: re.Match[str]) -> str:
        lines = []
        for number in range(times):
            name = f"{entry[1]}-{number}"
            shutil.copyfile(folder / f"{entry[1]}.md", folder / f"{name}.md")
            lines.append(entry[0].replace(f"{entry[1]}.md", f"{name}.md"))
        return "".join(lines)

    settings.write_text(_ENTRY.sub(again, settings.read_text("utf-8")), "utf-8")


def edit(root: Path, by: str) -> None:
    """Add ``by`` to a paragraph in the middle of the issue."""
    manuscript = root / "issues" / ISSUE / EDITED
    lines = manuscript.read_text("utf-8").split("\n")
    lines[4] += by
    manuscript.write_text("\n".join(lines), "utf-8")


def command(root: Path, cache: Path, *editions: str) -> Sequence[str]:
    """The command that makes ``editions``."""
    chosen = [option for edition in editions for option in ("--edition", edition)]
    return [sys.executable, "-m", "spp_press", "make", ISSUE, "--root", str(root),
            "--cache", str(cache), "--anyway", *chosen]  # fmt: skip
