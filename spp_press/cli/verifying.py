"""``spp-press verify``: each issue made again in a process, and held to its receipt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spp_press.catalogue.words import word
from spp_press.cli.checking import record
from spp_press.cli.place import issue_folder, root_of
from spp_press.cli.show import Show
from spp_press.folders import cache_folder
from spp_press.problems import Exit, PressError, Problem


@dataclass(frozen=True)
class Wish:
    """The options of ``verify``, as they were given."""

    output: Path | None
    root: Path | None
    cache: Path | None
    json: bool


def verify_issues(issues: Sequence[str], wish: Wish, show: Show) -> Exit:
    """Verify each of ``issues``: the exit code of the only one, or the worst of several."""
    worst = Exit.DONE
    said = []
    for issue in issues:
        try:
            problems = _verify(issue, wish, show)
            done = Exit.DIFFERENT if any(p.is_error for p in problems) else Exit.DONE
        except PressError as error:
            problems, done = error.problems, error.exit
        if wish.json:
            records = [record(problem, show.lang) for problem in problems]
            said.append({"issue": issue, "exit": int(done), "problems": records})
        else:
            show.problems(problems)
            if done is Exit.DONE:
                show.line(word("identical", show.lang, issue=issue))
        worst = max(worst, done)
    if wish.json:
        show.document(said)
    return worst


def _verify(issue: str, wish: Wish, show: Show) -> tuple[Problem, ...]:
    from spp_press.worker import Limits, run_confined

    root = root_of(wish.root, issue)
    folder = issue_folder(issue, root)
    output = wish.output or root / "build"
    with show.progress(folder.name) as tell:
        limits = Limits.reading(folder)
        return run_confined(
            _verified, root, folder, output, cache_folder(wish.cache), limits=limits, progress=tell
        )


def _verified(
    root: Path, folder: Path, output: Path, cache: Path | None, tell: Callable[[str], None]
) -> tuple[Problem, ...]:
    from spp_press.verifying import verify

    return verify(root, folder, output, cache, tell)
