"""``spp-press compare``: an issue as it is now beside what it was, page by page."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from spp_press.catalogue.words import word
from spp_press.cli.making import build
from spp_press.cli.place import issue_folder, read_pdf, root_of
from spp_press.cli.show import Show
from spp_press.folders import cache_folder
from spp_press.orders import Order
from spp_press.problems import Exit, InputError, LimitError, Place, Problem
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
    texts: int
    files: dict[str, bytes]


def compare_issue(issue: str, wish: Wish, show: Show) -> Exit:
    """Compare ``issue`` with ``wish.against``; DIFFERENT if any page changed.

    Raises InputError where there is nothing to compare with.
    """
    from spp_press.worker import run_confined
    from spp_press.writing import check_writable, remove, write_all

    root = root_of(wish.root, issue)
    folder = issue_folder(issue, root)
    output = wish.output or root / "build"
    check_writable(output)
    cache = cache_folder(wish.cache)
    with show.progress(folder.name) as tell:
        order = Order(root, folder, ("screen",), wish.style, cache=cache)
        before, edition = _against(order, wish, tell)
        now = _made(order._replace(editions=(edition,)), tell)
        tell("compare")
        names = folder.name, wish.against
        compared = run_confined(_compare, before, now, names, show.lang)
    for line in compared.lines:
        show.line(line)
    pages = len(compared.lines)
    for path in output.iterdir() if output.is_dir() else ():
        if _is_of(folder.name, path.name) and path.name not in compared.files:
            remove(path)
    if not compared.changed:
        show.line(word("compare-none", show.lang, pages=pages))
        return Exit.DONE
    write_all(output, compared.files)
    page = output / f"{folder.name}-compare.html"
    for said in _said(compared.changed, pages, compared.texts, show.lang):
        show.line(said)
    show.line(str(page))
    if wish.open:
        typer.launch(str(page))
    return Exit.DIFFERENT


def _is_of(issue: str, name: str) -> bool:
    """Whether a file is what an earlier comparison of ``issue`` has left."""
    return bool(re.fullmatch(rf"{re.escape(issue)}-compare(-\d{{3}}\.png|\.html)", name))


def _against(order: Order, wish: Wish, tell: Callable[[str], None]) -> tuple[bytes, str]:
    """What the issue of ``order`` is compared with, as a PDF, and the edition that it is."""
    from spp_press.comparing.revisions import unpack_revision
    from spp_press.worker import run_confined

    path = Path(wish.against)
    if path.suffix.lower() == ".pdf":
        data = read_pdf(path)
        return data, run_confined(_edition, data)
    if style_folder(wish.against, order.root):
        return _made(order._replace(style=wish.against), tell), "screen"
    with tempfile.TemporaryDirectory() as temporary:
        then = Path(temporary)
        unpack_revision(order.root, wish.against, order.folder.name, then)
        folder = then / "issues" / order.folder.name
        return _made(order._replace(root=then, folder=folder), tell), "screen"


def _edition(pdf: bytes, tell: Callable[[str], None]) -> str:
    """The edition that a PDF is to be compared with: the print edition is for a press."""
    from spp_press.preflight import is_print_edition

    return "print" if is_print_edition(pdf) else "screen"


def _made(order: Order, tell: Callable[[str], None]) -> bytes:
    from spp_press.worker import Limits, run_confined

    made = run_confined(build, order, limits=Limits.reading(order.folder), progress=tell)
    return made.editions[order.editions[0]]


def _compare(
    before: bytes, now: bytes, names: tuple[str, str], lang: str, tell: Callable[[str], None]
) -> Compared:
    """What the process of the comparison runs."""
    import pypdfium2

    from spp_press.comparing import PAGES, TooManyPages, Verdict, compare_pdfs
    from spp_press.comparing.showing import changed, show, write_html

    name, against = names
    try:
        comparison = compare_pdfs(before, now)
    except pypdfium2.PdfiumError as error:
        raise InputError([Problem("compare-unreadable", Place(against))]) from error
    except TooManyPages as error:
        values = (("pages", str(error.args[0])), ("limit", str(PAGES)))
        raise LimitError([Problem("compare-pages", Place(against), values=values)]) from error

    def line(verdict: Verdict) -> str:
        values = {
            "page": verdict.now or verdict.before,
            "words": " ".join(w[:24] for w in verdict.words[:_SHOWN]),
            "count": verdict.count,
            "distance": f"{verdict.distance:.1f}",
        }
        return word(f"compare-{verdict.change.value}", lang, **values)

    lines = {verdict: line(verdict) for verdict in comparison.verdicts}
    shown = {verdict: show(verdict, comparison) for verdict in changed(comparison)}
    texts = sum(bool(verdict.words) for verdict in comparison.verdicts)
    words = {key: word(f"compare-{key}", lang) for key in ("before", "after", "overlay", "zoom")}
    words["lang"] = "zh-CN" if lang == "zh" else "en"
    title = f"{word('compare-title', lang)} {name} — {Path(against).name}"
    said = " ".join(_said(len(shown), len(lines), texts, lang))
    page = write_html(title, said, words, lines, shown)
    files = {f"{name}-compare.html": page.encode()}
    for verdict, drawn in shown.items():
        files[f"{name}-compare-{verdict.now or verdict.before:03}.png"] = drawn.png
    return Compared((*lines.values(),), len(shown), texts, files)


def _said(changed: int, pages: int, texts: int, lang: str) -> Iterator[str]:
    yield word("compare-changed", lang, changed=changed, pages=pages)
    yield word("compare-texts" if texts else "compare-texts-none", lang, texts=texts)
