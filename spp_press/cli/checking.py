"""``spp-press check``: issues with their finished PDFs, or any PDF, each proofed in a process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spp_press.catalogue import remedy, say
from spp_press.catalogue.words import word
from spp_press.cli.fixing import fix_issue
from spp_press.cli.place import issue_folder, printers_of, read_pdf, root_of
from spp_press.cli.show import Show
from spp_press.folders import cache_folder
from spp_press.problems import Exit, PressError, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

USUAL_PRINTER = "offset-coated"
"""Whose demands a PDF has to meet that belongs to no issue, when none is named."""


@dataclass(frozen=True)
class Wish:
    """The options of ``check``, as they were given."""

    output: Path | None
    root: Path | None
    style: str | None
    printer: str | None
    strict: bool
    json: bool
    ink: bool
    fix: bool


@dataclass(frozen=True)
class Checked:
    """What was found about one target, and its pages' ink drawn as PNG, by file name."""

    problems: tuple[Problem, ...]
    maps: tuple[tuple[str, bytes], ...] = ()


def check_all(targets: Sequence[str], wish: Wish, show: Show) -> Exit:
    """Check ``targets``: the exit code of the only one, or SOME_FAILED if one of several failed."""
    failures, said = [], []
    for target in targets:
        try:
            if wish.fix and not _is_pdf(target):
                fix_issue(target, wish.root, show, aside=wish.json)
            checked = _check(target, wish, show)
            problems, done = checked.problems, _exit(checked.problems, strict=wish.strict)
        except PressError as error:
            problems, done = error.problems, error.exit
        if done is not Exit.DONE:
            failures.append(done)
        if wish.json:
            said.append({"target": target, "problems": [record(p, show.lang) for p in problems]})
        else:
            show.problems(problems)
            _summarise(target, problems, show)
    if wish.json:
        show.document(said)
    if not failures:
        return Exit.DONE
    return failures[0] if len(targets) == 1 else Exit.SOME_FAILED


def _check(target: str, wish: Wish, show: Show) -> Checked:
    from spp_press.preflight.verapdf import validate
    from spp_press.proofing import PROOFED
    from spp_press.worker import Limits, run_confined
    from spp_press.writing import check_writable, write_all

    with show.progress(target) as tell:
        if _is_pdf(target):
            path = Path(target)
            printers = printers_of(wish.root, target)
            name = wish.printer or USUAL_PRINTER
            order = (path.name, read_pdf(path), name, printers, wish.ink)
            limits = Limits.reading(path)
            checked = run_confined(_check_file, order, limits=limits, progress=tell)
            folder, finished = wish.output or path.parent, [path]
        else:
            root = root_of(wish.root, target)
            folder = wish.output or root / "build"
            issue = issue_folder(target, root)
            proofed = (issue, root, folder, wish.style, wish.printer, cache_folder(None))
            names = [f"{issue.name}-{edition}.pdf" for edition in PROOFED]
            finished = [folder / name for name in names if (folder / name).is_file()]
            limits = Limits.reading(issue, *finished)
            checked = run_confined(_check_issue, proofed, wish.ink, limits=limits, progress=tell)
        # Outside that process, within whose limits Java does not start.
        standards = validate(finished)
    if checked.maps:
        check_writable(folder)
        write_all(folder, dict(checked.maps))
        for name, _ in checked.maps:
            if not wish.json:
                show.line(str(folder / name))
    return Checked((*checked.problems, *standards), checked.maps)


def _check_file(
    order: tuple[str, bytes, str, Path | None, bool], tell: Callable[[str], None]
) -> Checked:
    from spp_press.printers import read_printer
    from spp_press.proofing import proof_file

    name, pdf, printer_name, printers, ink = order
    tell("check")
    printer = read_printer(printer_name, printers)
    problems = proof_file(pdf, name, printer)
    maps = _maps(name, pdf, printer) if ink and _is_open(problems) else ()
    return Checked(problems, maps)


def _check_issue(
    proofed: tuple[Path, Path, Path, str | None, str | None, Path | None],
    ink: bool,
    tell: Callable[[str], None],
) -> Checked:
    from spp_press.proofing import proof_issue

    folder, _, output, *_ = proofed
    tell("check")
    problems, printer = proof_issue(*proofed)
    name = f"{folder.name}-print.pdf"
    drawn = ink and (output / name).is_file()
    maps = _maps(name, (output / name).read_bytes(), printer) if drawn else ()
    return Checked(problems, maps)


def _maps(name: str, pdf: bytes, printer: Any) -> tuple[tuple[str, bytes], ...]:
    from spp_press.preflight import ink_maps

    stem = name[: -len(".pdf")]
    pictures = ink_maps(pdf, printer)
    return tuple((f"{stem}-ink-{page:02}.png", png) for page, png in enumerate(pictures, start=1))


def _is_pdf(target: str) -> bool:
    return target.lower().endswith(".pdf")


def _is_open(problems: Sequence[Problem]) -> bool:
    return not any(problem.key in ("proof-damaged", "proof-encrypted") for problem in problems)


def _exit(problems: Sequence[Problem], *, strict: bool) -> Exit:
    failing = [
        problem
        for problem in problems
        if problem.is_error or (strict and problem.severity is Severity.WARNING)
    ]
    if not failing:
        return Exit.DONE
    finished = any(_is_pdf(str(problem.place or "")) for problem in failing)
    return Exit.PREFLIGHT if finished else Exit.INPUT


def record(problem: Problem, lang: str) -> dict[str, object]:
    """A problem as JSON has it."""
    place = problem.place
    return {
        "severity": problem.severity.value,
        "key": problem.key,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "what": say(problem, lang),
        "remedy": remedy(problem, lang),
        "values": dict(problem.values),
    }


def _summarise(target: str, problems: Sequence[Problem], show: Show) -> None:
    counts = {
        severity: sum(problem.severity is severity for problem in problems) for severity in Severity
    }
    show.line(
        word(
            "checked",
            show.lang,
            name=target,
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
        )
    )
