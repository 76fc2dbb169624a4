"""``spp-press make``: each issue in a process of its own, its PDFs written whole."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from spp_press.catalogue.words import word
from spp_press.cli.place import issue_folder, issue_root
from spp_press.cli.show import Show
from spp_press.problems import Exit, InputError, PressError, Problem


@dataclass(frozen=True)
class Wish:
    """The options of ``make``, as given."""

    editions: tuple[str, ...]
    output: Path | None
    root: Path | None
    style: str | None
    printer: str | None
    open: bool
    keep_html: bool


def make_issues(issues: Sequence[str], wish: Wish, show: Show) -> Exit:
    """Make each of ``issues``; the exit code of the one that failed, or SOME_FAILED of several."""
    failures = []
    for issue in issues:
        try:
            _make(issue, wish, show)
        except PressError as error:
            show.problems(error.problems)
            failures.append(error.exit)
    if not failures:
        return Exit.DONE
    return failures[0] if len(issues) == 1 else Exit.SOME_FAILED


EDITIONS = ("print", "screen")
"""What ``make`` makes unless told otherwise."""


def _make(issue: str, wish: Wish, show: Show) -> None:
    from spp_press.worker import run_confined
    from spp_press.writing import check_writable, locked, write_all

    began = time.monotonic()
    root = issue_root(wish.root, issue)
    folder = issue_folder(issue, root)
    output = wish.output or root / "build"
    check_writable(output)
    with locked(output, folder.name):
        with show.progress(folder.name) as tell:
            made = run_confined(_build, _order(root, folder, wish), progress=tell)
        files = {f"{made.identifier}-{name}.pdf": pdf for name, pdf in made.editions.items()}
        if wish.keep_html:
            files[f"{made.identifier}.html"] = made.html.encode()
        write_all(output, files)
    show.problems(made.problems)
    seconds = f"{time.monotonic() - began:.1f}"
    show.line(
        word(
            "summary", show.lang, pages=made.pages, sections=made.sections,
            articles=made.articles, pictures=made.pictures, seconds=seconds,
        )
    )  # fmt: skip
    for name, data in files.items():
        show.line(f"{output / name}  {_size(len(data))}")
    if wish.open:
        typer.launch(str(output / next(iter(files))))
