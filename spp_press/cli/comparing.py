"""``spp-press compare``: an issue as it is now beside what it was, page by page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from spp_press.catalogue.words import word
from spp_press.cli.making import build
from spp_press.cli.place import cache_folder, issue_folder, read_pdf, root_of
from spp_press.cli.show import Show
from spp_press.orders import Order
from spp_press.problems import Exit, InputError, Place, Problem
from spp_press.styles import style_folder

_SHOWN = 4  # changed clauses, on the terminal


@dataclass(frozen=True)
class Wish:
    """The options of ``compare``, as they were given."""

    against: str
    output: Path | None
    root: Path | None
    style: str | None
    cache: Path | None
    open: bool


@dataclass(frozen=True)
class Compared:
    """What is to be said and written: a line for each page, and files by name."""

    lines: tuple[str, ...]
    changed: int
    files: dict[str, bytes]


def compare_issue(issue: str, wish: Wish, show: Show) -> Exit:
    """Compare ``issue`` with ``wish.against``; DIFFERENT if any page changed.

    Raises InputError where there is nothing to compare with.
    """
    from spp_press.worker import run_confined
    from spp_press.writing import check_writable, write_all

    root = root_of(wish.root, issue)
    folder = issue_folder(issue, root)
    output = wish.output or root / "build"
    check_writable(output)
    cache = cache_folder(wish.cache)
    with show.progress(folder.name) as tell:
        order = Order(root, folder, ("screen",), wish.style, cache=cache)
        before, edition = _against(order, wish, tell)
        now = _made(replace(order, editions=(edition,)), tell)
        tell("compare")
        names = folder.name, wish.against
        compared = run_confined(_compare, before, now, names, show.lang)
    for line in compared.lines:
        show.line(line)
    pages = len(compared.lines)
    for stale in output.glob(f"{folder.name}-compare*"):
        stale.unlink()
    if not compared.changed:
        show.line(word("compare-none", show.lang, pages=pages))
        return Exit.DONE
    write_all(output, compared.files)
    page = output / f"{folder.name}-compare.html"
    values = {"changed": compared.changed, "pages": pages, "path": page}
    show.line(word("compare-done", show.lang, **values))
    if wish.open:
        typer.launch(str(page))
    return Exit.DIFFERENT


def _against(order: Order, wish: Wish, tell: Callable[[str], None]) -> tuple[bytes, str]:
    """What the issue of ``order`` is compared with, as a PDF, and the edition that it is."""
    path = Path(wish.against)
    if path.suffix.lower() == ".pdf":
        data = read_pdf(path)
        return data, "print" if b"/OutputIntents" in data else "screen"
    if style_folder(wish.against, order.root):
        return _made(replace(order, style=wish.against), tell), "screen"
    from spp_press.comparing.revisions import unpack_revision

    with tempfile.TemporaryDirectory() as temporary:
        then = Path(temporary)
        unpack_revision(order.root, wish.against, then)
        folder = then / "issues" / order.folder.name
        return _made(replace(order, root=then, folder=folder), tell), "screen"


def _made(order: Order, tell: Callable[[str], None]) -> bytes:
    from spp_press.worker import Limits, run_confined

    made = run_confined(build, order, limits=Limits.reading(order.folder), progress=tell)
    return made.editions[order.editions[0]]


def _compare(
    before: bytes, now: bytes, names: tuple[str, str], lang: str, tell: Callable[[str], None]
) -> Compared:
    """What the process of the comparison runs."""
    import pypdfium2

    from spp_press.comparing import Verdict, compare_pdfs
    from spp_press.comparing.showing import changed, draw_triptych, png, write_html

    name, against = names
    try:
        comparison = compare_pdfs(before, now)
    except pypdfium2.PdfiumError as error:
        raise InputError([Problem("compare-unreadable", Place(against))]) from error

    def line(verdict: Verdict) -> str:
        values = {
            "page": verdict.now or verdict.before,
            "words": " ".join(w[:24] for w in verdict.words[:_SHOWN]),
            "count": verdict.count,
            "distance": f"{verdict.distance:.1f}",
        }
        return word(f"compare-{verdict.change.value}", lang, **values)

    lines = {verdict: line(verdict) for verdict in comparison.verdicts}
    drawn = {verdict: draw_triptych(verdict, comparison) for verdict in changed(comparison)}
    captions = {key: word(f"compare-{key}", lang) for key in ("before", "after", "overlay")}
    title = f"{word('compare-title', lang)} {name} — {against}"
    files = {f"{name}-compare.html": write_html(title, captions, lines, drawn).encode()}
    for verdict, images in drawn.items():
        files[f"{name}-compare-{verdict.now or verdict.before:03}.png"] = png(images)
    return Compared(tuple(lines.values()), len(drawn), files)
