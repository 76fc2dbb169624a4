"""``spp-press export``: an issue's text as a Word file, for those who review in Word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spp_press.catalogue.words import word
from spp_press.cli.place import issue_folder, root_of
from spp_press.cli.show import Show
from spp_press.problems import Place, Problem, WriteError


def export(issue: str, output: Path | None, root: Path | None, show: Show) -> None:
    """Write the issue's Word file, ``build/2021-1.docx`` unless ``output`` is another.

    Raises WriteError where a file stands there that somebody has saved since it was exported.
    """
    from spp_press.worker import run_confined
    from spp_press.writing import check_writable, write_whole

    place = root_of(root, issue)
    folder = issue_folder(issue, place)
    path = output or place / "build"
    if output is None or output.is_dir():
        path /= f"{folder.name}.docx"
    check_writable(path.parent)
    with show.progress(folder.name) as tell:
        data = run_confined(_exported, folder, place, progress=tell)
    if path.exists() and path.read_bytes() != data:
        with show.progress(folder.name) as tell:
            untouched = run_confined(_is_untouched, path.read_bytes(), progress=tell)
        if not untouched:
            raise WriteError([Problem("review-there", Place(str(path)))])
    write_whole(path, data)
    show.line(word("exported", show.lang, path=path))


def _exported(folder: Path, root: Path, tell: Callable[[str], None]) -> bytes:
    from spp_press.issue import read_issue
    from spp_press.problems import Report
    from spp_press.reviewing import export_docx

    tell("read")
    return export_docx(read_issue(folder, root, Report()))


def _is_untouched(data: bytes, tell: Callable[[str], None]) -> bool:
    from spp_press.reviewing import is_untouched

    return is_untouched(data)
