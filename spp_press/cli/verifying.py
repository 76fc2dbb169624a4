"""``spp-press verify``: each issue made again in a process, and held to its receipt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from spp_press.catalogue.words import word
from spp_press.cli.place import cache_folder, issue_folder, root_of
from spp_press.cli.show import Show
from spp_press.problems import Exit, PressError, Problem


def verify_issues(
    issues: Sequence[str], output: Path | None, root: Path | None, cache: Path | None, show: Show
) -> Exit:
    """Verify each of ``issues``: the exit code of the only one, or the worst of several."""
    worst = Exit.DONE
    for issue in issues:
        try:
            done = _verify(issue, output, root, cache, show)
        except PressError as error:
            show.problems(error.problems)
            done = error.exit
        worst = max(worst, done)
    return worst


def _verify(
    issue: str, output: Path | None, root: Path | None, cache: Path | None, show: Show
) -> Exit:
    from spp_press.worker import Limits, run_confined

    place = root_of(root, issue)
    folder = issue_folder(issue, place)
    output = output or place / "build"
    with show.progress(folder.name) as tell:
        limits = Limits.reading(folder)
        problems = run_confined(
            _verified, place, folder, output, cache_folder(cache), limits=limits, progress=tell
        )
    show.problems(problems)
    if any(problem.is_error for problem in problems):
        return Exit.DIFFERENT
    show.line(word("identical", show.lang, issue=folder.name))
    return Exit.DONE


def _verified(
    root: Path, folder: Path, output: Path, cache: Path | None, tell: Callable[[str], None]
) -> tuple[Problem, ...]:
    from spp_press.verifying import verify

    return verify(root, folder, output, cache, tell)
