"""``spp-press import``: Word files and texts → an issue, with a record of what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from spp_press.catalogue.words import word
from spp_press.cli.place import root_of, root_option
from spp_press.cli.show import Show
from spp_press.problems import Exit, InputError, Place, Problem, Report

if TYPE_CHECKING:
    from spp_press.importing import Draft

_SECONDS = 900.0  # LibreOffice takes its time over each .doc


@dataclass(frozen=True)
class Wish:
    """The options of ``import``, as they were given; ``json`` is for what comes from review."""

    root: Path | None
    issue: str | None
    yes: bool
    dry_run: bool
    json: bool


def import_issue(sources: Sequence[Path], wish: Wish, show: Show) -> Exit:
    """Import ``sources`` as an issue; SOME_FAILED if some of the files could not be read."""
    from spp_press.importing import Fate, Order, make_draft
    from spp_press.importing.record import record
    from spp_press.starting import is_untouched, write_issue
    from spp_press.worker import Limits, run_confined

    root = root_of(wish.root)
    paths = tuple(source.absolute() for source in sources)
    order = Order(paths, root, datetime.now(UTC).year, wish.issue)
    limits = Limits(seconds=_SECONDS)
    asks = show.asks and not wish.yes
    with show.progress(paths[0].name) as tell:
        draft = run_confined(make_draft, order, limits=limits, progress=tell)
    if asks:
        draft = _asked(draft, root, show)
    folder = root / "issues" / draft.number.identifier
    if folder.exists() and not is_untouched(folder):
        raise InputError([Problem("issue-exists", Place(f"issues/{folder.name}"))])
    failed = any(fate is Fate.FAILED for _, fate in draft.fates)
    outcome = Exit.SOME_FAILED if failed else Exit.DONE
    if wish.dry_run:
        _tell(draft, show)
        show.line(draft.settings)
        show.line(word("import-dry-run", show.lang, path=folder))
        return outcome
    if asks:
        _tell(draft, show)
        if not show.agreed(word("ask-write", show.lang), default=True):
            return Exit.DONE
    files = {
        "issue.toml": draft.settings.encode(),
        "import.txt": record(draft, show.lang).encode(),
        **draft.files,
    }
    write_issue(folder, files, Report())
    if not asks:
        _tell(draft, show)
    show.line(word("imported", show.lang, path=folder, issue=folder.name, at=root_option(root)))
    return outcome


def _asked(draft: Draft, root: Path, show: Show) -> Draft:
    """The draft, its number as a person confirms or corrects it."""
    from spp_press.numbering import next_cumulative, parse_identifier, read_numbers

    default = draft.number.identifier
    while True:
        given = show.asked(word("ask-issue", show.lang), default)
        if given == default:
            return draft
        bare = parse_identifier(given)
        if bare is not None:
            others = read_numbers(root / "issues", Report())
            cumulative = next_cumulative(bare, others.values())[0]
            return draft.numbered(bare._replace(cumulative=cumulative))
        show.problems([Problem("identifier-wrong", values=(("name", given),))])


def _tell(draft: Draft, show: Show) -> None:
    """What was done, what is doubtful, what is left to do."""
    from spp_press.importing.record import fated, parted

    for line in fated(draft, show.lang):
        show.line(line)
    number = draft.number
    label = f"{number.full_label}（{number.cumulative_label}）"
    counts = {"articles": draft.articles, "pictures": draft.pictures, "number": label}
    show.line(word("import-summary", show.lang, **counts))
    groups = parted(draft.problems)
    slips = groups.pop("import-slips")
    for name, problems in groups.items():
        if problems:
            show.note(word(name, show.lang))
            show.problems(problems)
    if slips:
        show.note(word("import-slip-count", show.lang, count=len(slips), issue=number.identifier))
