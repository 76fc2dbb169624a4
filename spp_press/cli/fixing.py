"""``spp-press check --fix``: a manuscript's certain slips corrected, and the difference shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spp_press.cli.place import issue_folder, root_of
from spp_press.cli.show import Show

if TYPE_CHECKING:
    from collections.abc import Callable

    from spp_press.copyediting import Fixed


def fix_issue(target: str, root: Path | None, show: Show, *, aside: bool) -> None:
    """Correct the manuscripts of the issue ``target``, each written whole.

    The differences are results, or notes if something else is to have standard output (``aside``).
    Raises InputError where the issue cannot be read, WriteError where a manuscript cannot be
    written.
    """
    from spp_press.worker import run_confined
    from spp_press.writing import write_whole

    place = root_of(root, target)
    folder = issue_folder(target, place)
    with show.progress(target) as tell:
        fixed = run_confined(_fixed, (folder, place), progress=tell)
    for manuscript in fixed:
        write_whole(folder / manuscript.file, manuscript.after.encode())
        say = show.note if aside else show.line
        say(manuscript.difference().rstrip("\n"))


def _fixed(order: tuple[Path, Path], tell: Callable[[str], None]) -> tuple[Fixed, ...]:
    from spp_press.copyediting import fix_manuscripts
    from spp_press.issue import read_issue
    from spp_press.problems import Report

    tell("read")
    return fix_manuscripts(read_issue(*order, Report()))
