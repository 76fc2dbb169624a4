"""``spp-press unpack``: an issue out of its screen edition, read in a process, written whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from spp_press.catalogue.words import word
from spp_press.cli.place import read_pdf
from spp_press.cli.show import Show
from spp_press.problems import Problem


def unpack_file(file: Path, output: Path | None, show: Show) -> None:
    """Unpack ``file`` into the new folder ``output``, by default one named for its issue."""
    from spp_press.worker import run_confined
    from spp_press.writing import write_folder

    pdf = read_pdf(file)
    with show.progress(file.name) as tell:
        issue, files, problems = run_confined(_unpacked, file.name, pdf, progress=tell)
    target = output or Path(issue)
    write_folder(target, files)
    show.problems(problems)
    show.line(word("unpacked", show.lang, path=target, issue=target / "issues" / issue))


def _unpacked(
    name: str, pdf: bytes, tell: Callable[[str], None]
) -> tuple[str, Mapping[str, bytes], tuple[Problem, ...]]:
    from spp_press.unpacking import unpack

    tell("read")
    unpacked = unpack(pdf, name)
    return unpacked.issue, unpacked.files, unpacked.problems
