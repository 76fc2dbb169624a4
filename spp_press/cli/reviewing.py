"""``spp-press import`` of a Word file that comes back from review: a list of changes to accept."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from spp_press.catalogue import say
from spp_press.catalogue.words import word
from spp_press.cli.importing import Wish
from spp_press.cli.place import issue_folder, root_of
from spp_press.cli.show import Show
from spp_press.problems import Exit, Place, Problem, WriteError

if TYPE_CHECKING:
    from spp_press.reviewing import Accepted, Change, Review

_SHOWN = 60  # characters of a paragraph


def are_reviews(files: Sequence[Path]) -> bool:
    """Whether these are all Word files that were exported for review.

    Raises InputError if some are and others are not: they are not to be had in one go.
    """
    from spp_press.problems import InputError
    from spp_press.reviewing import are_reviews as recognised
    from spp_press.worker import run_confined

    if not any(file.suffix.lower() == ".docx" for file in files):
        return False
    found = run_confined(recognised, tuple(file.absolute() for file in files))
    if any(found) and not all(found):
        others = ", ".join(f.name for f, is_one in zip(files, found, strict=True) if not is_one)
        raise InputError([Problem("review-mixed", values=(("files", others),))])
    return all(found)


def take_back(files: Sequence[Path], wish: Wish, show: Show) -> Exit:
    """List what each file changes and accept what is wished; DIFFERENT if something is left."""
    told: list[dict[str, object]] = []
    outcomes = [_take(file.absolute(), wish, show, told) for file in files]
    if wish.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    return max(outcomes)


def _take(file: Path, wish: Wish, show: Show, told: list[dict[str, object]]) -> Exit:
    from spp_press.reviewing import Order, State, accept, read_review
    from spp_press.worker import run_confined

    root = root_of(wish.root, wish.issue)
    folder = issue_folder(wish.issue, root) if wish.issue else None
    with show.progress(file.name) as tell:
        review = run_confined(read_review, Order(file, root, folder), progress=tell)
    show.problems(review.problems)
    certain = [change for change in review.changes if change.state is State.CERTAIN]
    asked = not wish.yes and not wish.dry_run and not wish.json and _is_terminal()
    if not wish.json:
        show.line(word("review-of", show.lang, file=file.name, issue=review.folder.name))
    chosen = certain if wish.yes and not wish.dry_run else []
    if asked:
        chosen = _asked(review, show)
    elif not wish.json:
        for change in review.changes:
            show.line(_line(change, show.lang))
    accepted = None
    if chosen:
        with show.progress(file.name) as tell:
            accepted = run_confined(accept, review, root, chosen, progress=tell)
        _write(review, accepted)
    failed = set(accepted.failed) if accepted else set()
    made = [change for change in chosen if change not in failed]
    told += (_row(file, change, change in made) for change in review.changes)
    if not wish.json:
        for change in failed:
            show.line(f"{word('review-failed', show.lang)}  {_line(change, show.lang)}")
        _summarise(review, made, len(chosen), show)
    left = [c for c in review.changes if c not in made]
    return Exit.DIFFERENT if left and not asked else Exit.DONE


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _asked(review: Review, show: Show) -> list[Change]:
    """The changes that a person accepts, one by one: yes, no, all the rest, or enough."""
    from spp_press.reviewing import State

    chosen: list[Change] = []
    answer = ""
    for change in review.changes:
        show.line(_line(change, show.lang))
        if change.state is not State.CERTAIN or answer == "q":
            continue
        while answer != "a":
            question = word("review-ask", show.lang)
            answer = typer.prompt(question, default="y", err=True).strip().lower()[:1]
            if answer in "ynaq":
                break
        if answer in "ya":
            chosen.append(change)
    return chosen


def _write(review: Review, accepted: Accepted) -> None:
    """Write the manuscripts, each whole. Raises WriteError if one has changed in the meantime."""
    from spp_press.writing import write_whole

    for each in accepted.files:
        path = review.folder / each.file
        if path.read_bytes() != each.before:
            raise WriteError([Problem("review-overtaken", Place(each.file))])
        write_whole(path, each.after)


def _line(change: Change, lang: str) -> str:
    """A change in one line: where, whether it can be accepted, who, what; why not."""
    state = word(f"review-{change.state.value}", lang)
    why = f"  {word(f'review-why-{change.why.value}', lang)}" if change.why else ""
    return f"{change.place}  {state}  {say(_problem(change, lang), lang)}{why}"


def _problem(change: Change, lang: str) -> Problem:
    old, new = _short(change.old), _short(change.new)
    edit = f"{old} → {new}" if old and new else f"－{old}" if old else f"＋{new}"
    values = {
        "who": change.author or word("review-untracked", lang),
        "near": f"{_short(change.before)}〔{edit}〕{_short(change.after)}",
        "old": old,
        "new": new,
        "look": word(f"review-look-{change.look}", lang) if change.look else "",
        "other": _short(change.before),
    }
    return Problem(f"review-{change.kind.value}", change.place, values=tuple(values.items()))


def _short(text: str) -> str:
    text = text.replace("\n", "↵")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _row(file: Path, change: Change, accepted: bool) -> dict[str, object]:
    return {
        "from": file.name,
        "file": change.place.file,
        "line": change.place.line,
        "kind": change.kind.value,
        "state": change.state.value,
        "old": change.old,
        "new": change.new,
        "author": change.author,
        "before": change.before,
        "after": change.after,
        "look": change.look,
        "why": change.why.value if change.why else "",
        "accepted": accepted,
    }


def _summarise(review: Review, made: Sequence[Change], chosen: int, show: Show) -> None:
    counts = Counter(change.state.value for change in review.changes)
    if not counts:
        show.line(word("review-none", show.lang))
        return
    values = {
        "certain": counts["certain"],
        "conflicts": counts["conflict"],
        "by_hand": counts["by-hand"],
        "to_read": counts["told"],
        "accepted": len(made),
    }
    show.line(word("review-summary", show.lang, **values))
    if counts["certain"] and not chosen:
        show.note(word("review-how", show.lang))
