"""``spp-press finish``: somebody else's PDF made a print file, proofed, and written whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from spp_press.cli.place import printers_of, read_pdf
from spp_press.cli.show import Show
from spp_press.problems import Exit, PressError, Problem
from spp_press.receipts import pdf_name

if TYPE_CHECKING:
    from collections.abc import Callable


def finish_all(
    files: Sequence[Path], printer: str, output: Path | None, root: Path | None, show: Show
) -> Exit:
    """Finish each of ``files``: the exit code of the only one, or SOME_FAILED if one of several."""
    failures = []
    for file in files:
        try:
            done = _finish(file, printer, output or file.parent, root, show)
        except PressError as error:
            show.problems(error.problems)
            done = error.exit
        if done is not Exit.DONE:
            failures.append(done)
    if not failures:
        return Exit.DONE
    return failures[0] if len(files) == 1 else Exit.SOME_FAILED


def _finish(file: Path, printer: str, output: Path, root: Path | None, show: Show) -> Exit:
    from spp_press.worker import run_confined
    from spp_press.writing import check_writable, write_whole

    check_writable(output)
    order = (file.name, read_pdf(file), printer, printers_of(root, str(file)))
    with show.progress(file.name) as tell:
        pdf, problems = run_confined(_finished, order, progress=tell)
    rejected = any(problem.is_error for problem in problems)
    target = output / pdf_name(f"{file.stem}-print", rejected=rejected)
    write_whole(target, pdf)
    show.problems(problems)
    show.line(str(target))
    return Exit.PREFLIGHT if rejected else Exit.DONE


def _finished(
    order: tuple[str, bytes, str, Path | None], tell: Callable[[str], None]
) -> tuple[bytes, tuple[Problem, ...]]:
    from spp_press.editions import finish
    from spp_press.preflight import preflight
    from spp_press.printers import read_printer
    from spp_press.problems import InputError, Report
    from spp_press.proofing import placed

    name, pdf, printer_name, printers = order
    printer = read_printer(printer_name, printers)
    tell("print")
    report = Report()
    try:
        finished = finish(pdf, name, printer, report)
    except InputError as error:
        raise InputError(placed(error.problems, name)) from error
    tell("check")
    return finished, placed((*report, *preflight(finished, printer)), name)
