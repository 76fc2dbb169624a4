"""Every issue of a bulletin, pressed: what is as it was is left, the rest is made in parallel.

An issue's files stand in a folder of their own, ``<archive>/2021-1/``: its editions, what goes to
the press with them, its receipt, its listing and its cover. They are replaced whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from itertools import islice
from pathlib import Path

from spp_press.archive.crew import Crew, Pressed
from spp_press.listing import Listing, read_listing
from spp_press.memo import FileMemo
from spp_press.orders import Order
from spp_press.problems import Exit, InputError, PressError, Problem
from spp_press.receipts import (
    LOCK,
    Inputs,
    Receipt,
    made_anyway,
    pdf_name,
    read_receipt,
    receipt_name,
)
from spp_press.worker import Limits, Progress, run_confined
from spp_press.writing import check_writable, sweep, write_all

MEMO = ".files"
"""The memo of file states, in the archive's folder."""
_WORDS = "issues/words.txt"  # read by every issue, if it is there


class State(Enum):
    """What has become of an issue."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """What has become of the issue ``identifier``, and why; ``exit`` is its own exit code.

    ``unlike_printed`` says what is otherwise than it went to press.
    """

    identifier: str
    state: State
    problems: tuple[Problem, ...] = ()
    exit: Exit = Exit.DONE
    unlike_printed: tuple[Problem, ...] = ()


Hear = Callable[[str, str], None]
"""Hears of each issue, by its name, and of the stage that it begins."""
Muster = Callable[[], Crew]


@dataclass
class Archive:
    """A bulletin's archive in ``home``, each issue in every one of ``editions``.

    What has gone to press (``press.lock``) is kept as it did, whatever has changed since; where it
    is not here and would come out otherwise, the issue fails, unless it is made ``anyway``.
    ``cache`` is where converted pictures are kept; ``limits`` are by default those of the issue's
    size.
    """

    root: Path
    home: Path
    editions: tuple[str, ...] = ("print", "screen")
    cache: Path | None = None
    limits: Limits | None = None
    anyway: bool = False
    _means: dict[tuple[str, str], Inputs | None] = field(default_factory=dict)

    def press(self, names: Sequence[str], muster: Muster, hear: Hear) -> Iterator[Outcome]:
        """Bring the issues ``names`` up to date; each outcome as it comes.

        ``muster`` gives those who press what has changed, if anything has. Raises WriteError where
        the archive's folder cannot be written, and what ``muster`` raises.
        """
        check_writable(self.home)
        sweep(self.home)
        memo = FileMemo(self.home / MEMO)
        changed = []
        try:
            for name in names:
                if self._is_unchanged(name, memo):
                    yield Outcome(name, State.UNCHANGED)
                else:
                    changed.append(name)
            if changed:
                for outcome in self._press(changed, muster(), hear):
                    if outcome.state is State.BUILT:
                        self._is_unchanged(outcome.identifier, memo)  # while it is fresh in memory
                    yield outcome
        finally:
            memo.save()

    def listings(self, names: Sequence[str]) -> list[Listing]:
        """The listings of those of ``names`` that the archive has."""
        found = (self._listing(name) for name in names)
        return [listing for listing in found if listing]

    def _press(self, names: Sequence[str], crew: Crew, hear: Hear) -> Iterator[Outcome]:
        """Press ``names``, so many at once that nobody of the ``crew`` waits for work."""
        waiting = iter(names)
        pressing: dict[Future[Pressed], str] = {}
        try:
            while True:
                for name in islice(waiting, max(0, 2 * crew.size - len(pressing))):
                    folder = self.root / "issues" / name
                    order = Order(self.root, folder, self.editions, cache=self.cache)
                    limits = self.limits or Limits.reading(folder)
                    pressing[crew.submit(order, limits, partial(hear, name))] = name
                if not pressing:
                    return
                for future in wait(pressing, return_when=FIRST_COMPLETED).done:
                    yield self._outcome(pressing.pop(future), future)
        finally:
            crew.leave()

    def _outcome(self, name: str, future: Future[Pressed]) -> Outcome:
        """What has become of an issue that was pressed; what was made of it is put in its place."""
        try:
            pressed = future.result()
            made = pressed.made
            if made.unlike_printed and not self.anyway:
                return Outcome(
                    name, State.FAILED, (), Exit.DIFFERENT, unlike_printed=made.unlike_printed
                )
            home = self.home / name
            check_writable(home)
            sweep(home)
            write_all(home, _files(pressed))
            for edition in made.editions.keys() - made.rejected:
                (home / pdf_name(f"{name}-{edition}", rejected=True)).unlink(missing_ok=True)
        except PressError as error:
            return Outcome(name, State.FAILED, error.problems, error.exit)
        if made.rejected:
            return Outcome(name, State.FAILED, made.problems, Exit.PREFLIGHT)
        unlike = made_anyway(made.unlike_printed)
        return Outcome(name, State.BUILT, made.problems, unlike_printed=unlike)

    def _is_unchanged(self, name: str, memo: FileMemo) -> bool:
        """Whether what was made stands as its receipt says, and what it was made of, too.

        What went to press may have been made of anything.
        """
        home, folder = self.home / name, self.root / "issues" / name
        try:
            receipt = read_receipt(home, receipt_name(name))
            printed = read_receipt(folder, LOCK)
        except InputError:
            return False
        if receipt is None or not self._listing(name) or not (home / cover_name(name)).is_file():
            return False
        if not {f"{name}-{edition}.pdf" for edition in self.editions} <= receipt.outputs.keys():
            return False
        outputs = {home / output: digest for output, digest in receipt.outputs.items()}
        if any(memo.digest(path) != digest for path, digest in outputs.items()):
            return False
        if printed and not printed.broken_by(receipt):
            return True
        if printed and not self.anyway:
            return False
        sources = receipt.inputs.get("sources", {})
        paths = {
            (self.root if source.startswith("issues/") else folder) / source: digest
            for source, digest in sources.items()
        }
        return (
            (self.root / _WORDS).is_file() == (_WORDS in sources)
            and all(memo.digest(path) == digest for path, digest in paths.items())
            and {**receipt.inputs, "sources": {}} == {"sources": {}, **(self._today(receipt) or {})}
        )

    def _today(self, receipt: Receipt) -> Inputs | None:
        """The style, fonts, printer and press that ``receipt`` names, as they are now."""
        key = receipt.style, receipt.printer
        if key not in self._means:
            try:
                self._means[key] = run_confined(_means, self.root, *key)
            except PressError:  # it will be said of every issue that wants them
                self._means[key] = None
        return self._means[key]

    def _listing(self, name: str) -> Listing | None:
        try:
            return read_listing((self.home / name / listing_name(name)).read_bytes())
        except (OSError, ValueError):
            return None


def listing_name(name: str) -> str:
    """What an issue's listing is called, beside its PDFs."""
    return f"{name}.listing.json"


def cover_name(name: str) -> str:
    """What the picture of an issue's cover is called."""
    return f"{name}-cover.png"


def _files(pressed: Pressed) -> Mapping[str, bytes]:
    """What is to be written of an issue; of a rejected one, beside what stands there."""
    made = pressed.made
    name = made.identifier
    if made.rejected:
        return {pdf_name(f"{name}-{edition}", rejected=True): made.editions[edition]
                for edition in sorted(made.rejected)}  # fmt: skip
    return {
        **{f"{name}-{edition}.pdf": pdf for edition, pdf in made.editions.items()},
        **made.papers,
        **({cover_name(name): pressed.cover} if pressed.cover else {}),
        listing_name(name): made.listing.written(),
        receipt_name(name): made.receipt.written(),
    }


def _means(root: Path, style_name: str, printer_name: str, tell: Progress) -> Inputs:
    from spp_press.inventory import means_of, press_versions
    from spp_press.printers import read_printer
    from spp_press.problems import Report
    from spp_press.styles import read_style

    style = read_style(style_name, root, Report())
    printer = read_printer(printer_name, root / "issues" / "printers")
    return {**means_of(style, printer), "press": press_versions()}
