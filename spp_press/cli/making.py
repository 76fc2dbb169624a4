"""``spp-press make``: each issue in a process of its own, its PDFs written whole."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import typer

from spp_press.catalogue.words import word
from spp_press.cli.place import issue_folder, root_of, sample_issues, sample_root
from spp_press.cli.profiling import Stopwatch
from spp_press.cli.show import Show
from spp_press.folders import BULLETIN, cache_folder, find_root
from spp_press.orders import EDITIONS, Made, Order
from spp_press.problems import Exit, InputError, PressError, Problem, WriteError
from spp_press.receipts import (
    LOCK,
    Receipt,
    made_anyway,
    pdf_name,
    read_receipt,
    receipt_name,
)
from spp_press.stages import STAGES, stage_named
from spp_press.uptodate import Found, remember, states_of

USUAL = ("print", "screen")
"""What ``make`` makes when it is not told; the editor's order."""

PROOF = "proof"
"""The edition that goes round on paper before the others are final."""


@dataclass(frozen=True)
class Wish:
    """The options of ``make``, as they were given."""

    editions: tuple[str, ...]
    stage: str | None
    output: Path | None
    root: Path | None
    style: str | None
    printer: str | None
    open: bool
    keep_html: bool
    final: bool
    anyway: bool
    cache: Path | None
    sample: bool = False
    profile: bool = False

    @property
    def is_more_than_made(self) -> bool:
        """Whether something is to be done even where everything is made."""
        return self.open or self.final or self.profile


def make_issues(issues: Sequence[str], wish: Wish, show: Show) -> Exit:
    """Make each of ``issues``: the exit code of the only one, or SOME_FAILED if one of several."""
    if wrong := (*_unknown(wish.editions), *_misused(wish)):
        show.problems(wrong)
        return Exit.USAGE
    failures = []
    issues = sample_issues() if wish.sample else issues
    for issue in issues:
        try:
            done = _make(issue, wish, show, is_alone=len(issues) == 1)
        except PressError as error:
            show.problems(error.problems)
            done = error.exit
        if done is not Exit.DONE:
            failures.append(done)
    if not failures:
        return Exit.DONE
    return failures[0] if len(issues) == 1 else Exit.SOME_FAILED


def _unknown(editions: Sequence[str]) -> list[Problem]:
    if not editions:
        return []
    known = ("editions", ", ".join(EDITIONS))
    return [
        Problem("edition-unknown", values=(("name", edition), known))
        for edition in editions
        if edition not in EDITIONS
    ]


def _misused(wish: Wish) -> Iterator[Problem]:
    """What is amiss with the options of proofs; ``--stage`` alone asks for one."""
    if wish.stage is not None:
        if stage_named(wish.stage) is None:
            stages = "、".join(stage.name for stage in STAGES)
            english = ", ".join(stage.english for stage in STAGES)
            values = (("name", wish.stage), ("stages", stages), ("english", english))
            yield Problem("stage-unknown", values=values)
        if wish.editions and PROOF not in wish.editions:
            yield Problem("stage-without-proof", values=(("name", wish.stage),))
    if wish.final and _editions(wish) == (PROOF,):
        yield Problem("proof-not-final")


def _editions(wish: Wish) -> tuple[str, ...]:
    return wish.editions or ((PROOF,) if wish.stage else USUAL)


def _make(issue: str, wish: Wish, show: Show, *, is_alone: bool) -> Exit:
    from spp_press.finished import finished
    from spp_press.writing import check_writable, locked, remove, sweep, write_all, write_whole

    watch = Stopwatch()
    began = time.monotonic()
    home = None if wish.sample else root_of(wish.root, issue)
    root = home or sample_root()
    styles = home or wish.root or find_root(Path.cwd())
    folder = issue_folder(issue, root)
    output = wish.output or (home / "build" if home else Path("build", "sample"))
    check_writable(output)
    sweep(output)
    cache = cache_folder(wish.cache)
    stage = stage_named(wish.stage or "") or STAGES[0]
    editions = _editions(wish)
    order = Order(root, folder, editions, wish.style, wish.printer, cache, styles, stage)
    with locked(output, folder.name, lambda: show.note(word("waiting", show.lang))):
        grounds = _settled(_grounds(issue, order), output) if is_alone else None
        with show.progress(folder.name) as shown:
            tell = watch.passing(shown)
            tell("find")
            made = finished(order, lambda: _pressed(order, tell))
        watch.hear("write")
        if made.unlike_printed and not wish.anyway:
            show.problems(made.unlike_printed)
            if not show.agreed(word("ask-unlike-printed", show.lang)):
                return Exit.DIFFERENT
        elif not wish.final:  # which replaces what went to press
            show.problems(made_anyway(made.unlike_printed))
        receipt = made.receipt.joined(_receipt_before(output, made.identifier))
        files = _files(made, receipt, wish)
        write_all(output, {n: data for n, data in files.items() if not _holds(output / n, data)})
        for name in made.editions.keys() - made.rejected:
            stale = pdf_name(f"{made.identifier}-{name}", rejected=True)
            remove(output / stale)
        if wish.final and not made.rejected and not wish.sample:
            write_whole(folder / LOCK, receipt.written())
        written = [f"{output / name}  {_size(len(data))}" for name, data in files.items()]
        is_all = not (made.problems or made.unlike_printed or wish.is_more_than_made)
        if cache and grounds and is_all:
            outputs = _settled((output / name for name in files), output)
            said = show.text((_summary(made, show.lang, 0.0), *written))
            if outputs:
                with suppress(WriteError):  # it costs only time
                    remember(sys.argv, cache, {**grounds, **outputs}, said)
    show.problems(made.problems)
    for line in (_summary(made, show.lang, time.monotonic() - began), *written):
        show.line(line)
    if wish.profile:
        show.spans(word("profile", show.lang, issue=made.identifier), watch.spans)
    if wish.open:
        typer.launch(str(output / next(iter(files))))
    if wish.final and made.rejected:
        show.problems([Problem("final-rejected")])
    return Exit.PREFLIGHT if made.rejected else Exit.DONE


def _pressed(order: Order, tell: Callable[[str], None]) -> Made:
    from spp_press.worker import Limits, run_confined

    tell("load")
    return run_confined(build, order, limits=Limits.reading(order.folder), progress=tell)


def _grounds(issue: str, order: Order) -> Iterator[Path]:
    """All that the command depends on."""
    from spp_press.finished import grounds_of

    named = Path(issue).absolute()
    yield from grounds_of(order)
    yield named
    for start in (Path.cwd(), named):
        yield from (place / BULLETIN for place in (start, *start.parents))


def _settled(paths: Iterable[Path], output: Path) -> dict[str, Found] | None:
    """The states of ``paths`` now; None if one of them is too new to be known again."""
    from spp_press.memo import tick

    with suppress(OSError):
        return states_of(paths, tick(output))
    return None


def _receipt_before(output: Path, identifier: str) -> Receipt | None:
    """The receipt of what was made last; one that cannot be read is as good as none."""
    try:
        return read_receipt(output, receipt_name(identifier))
    except InputError:
        return None


def _holds(path: Path, data: bytes) -> bool:
    """Whether there is no need to write ``data`` to ``path``."""
    with suppress(OSError):
        return path.stat().st_size == len(data) and path.read_bytes() == data
    return False


def _files(made: Made, receipt: Receipt, wish: Wish) -> dict[str, bytes]:
    """What is to be written, by name."""
    files = {
        pdf_name(f"{made.identifier}-{name}", rejected=name in made.rejected): pdf
        for name, pdf in made.editions.items()
    }
    files |= made.papers
    if receipt.outputs:
        files[receipt_name(made.identifier)] = receipt.written()
    if wish.keep_html:
        files[f"{made.identifier}.html"] = made.html.encode()
    return files


def build(order: Order, tell: Callable[[str], None]) -> Made:
    """What the process of the build runs. The press is imported there, so that a command that
    builds nothing does not wait for it."""
    from spp_press.press import make

    return make(order, tell)


def _summary(made: Made, lang: str, seconds: float) -> str:
    return word(
        "summary",
        lang,
        pages=made.listing.pages,
        sections=len(made.listing.sections),
        articles=len(made.listing.articles),
        pictures=made.pictures,
        seconds=f"{seconds:.1f}",
    )


def _size(size: int) -> str:
    if size < 1000:
        return f"{size} B"
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
