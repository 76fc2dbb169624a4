"""Documents → a draft of an issue: every file of its folder, and what is to be said about it."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spp_press.copyediting import proof_text
from spp_press.importing.content import Aside, Block, Document
from spp_press.importing.gathering import Fate, gather
from spp_press.importing.headings import heal
from spp_press.importing.manuscripts import write_manuscript
from spp_press.importing.masthead import Stated, read_known, read_masthead
from spp_press.importing.office import PNG, convert
from spp_press.importing.outline import Outline, Piece, outline
from spp_press.importing.pictures import Shelf, trimmed
from spp_press.manuscript import read_manuscript
from spp_press.numbering import (
    Number,
    check_number,
    next_cumulative,
    next_number,
    parse_identifier,
    read_numbers,
)
from spp_press.problems import InputError, Place, Problem, Report
from spp_press.reading import shown
from spp_press.starting import Entry, carried_over, is_untouched, settings_text
from spp_press.worker import Progress

_RUN = re.compile(r"\W+")
_ABOUT_NUMBERS = {
    "import-cumulative",
    "import-number-begun",
    "import-number-clash",
    "import-number-first",
    "import-number-next",
    "import-number-stated",
    "number-follows",
}


@dataclass(frozen=True)
class Order:
    """What to import: files and folders, into which bulletin, as which issue if that was said."""

    sources: tuple[Path, ...]
    root: Path
    year: int  # of the first issue of all, if nothing tells it
    issue: str | None = None


@dataclass(frozen=True)
class Draft:
    """An issue that is not written yet. ``files`` by name in its folder, its settings apart.

    ``fates`` says of every file what became of it, ``became`` which articles it is; ``asides`` is
    what the files say outside the articles.
    """

    number: Number
    editor: str
    sections: tuple[tuple[str, tuple[Entry, ...]], ...]
    cover: tuple[str, str] | None
    files: Mapping[str, bytes]
    fates: tuple[tuple[str, Fate], ...]
    became: Mapping[str, tuple[str, ...]]
    asides: tuple[Aside, ...]
    problems: tuple[Problem, ...]

    @property
    def settings(self) -> str:
        """The text of ``issue.toml``."""
        return settings_text(self.number, self.editor, self.sections, self.cover)

    def numbered(self, number: Number) -> Draft:
        """The draft as the issue ``number``, which somebody has chosen."""
        problems = tuple(p for p in self.problems if p.key not in _ABOUT_NUMBERS)
        return replace(self, number=number, problems=problems)

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return sum(len(entries) for _, entries in self.sections)

    @property
    def pictures(self) -> int:
        """How many pictures there are."""
        return sum(name.startswith("images/") for name in self.files)


def make_draft(order: Order, tell: Progress) -> Draft:
    """Read what is to be imported and make an issue of it. Nothing is written.

    Raises InputError if nothing can be read, or if the issue is there already.
    """
    report = Report()
    tell("read")
    gathered = gather(order.sources, report)
    if not gathered.documents:
        if not report.errors:
            report.error("import-nothing", Place(shown(order.sources[0].name)))
        raise InputError(report)
    known = read_known(order.root)
    found = outline(gathered.documents, known.names, report)
    stated = read_masthead(found, known, report)
    others = read_numbers(order.root / "issues", report)
    last = max(filter(None, others.values()), key=lambda n: (n.year, n.number), default=None)
    begun = last if last and is_untouched(order.root / "issues" / last.identifier) else None
    number = _numbered(order, stated, others, begun, report)
    editor, previous = carried_over(order.root, number, others)
    draft = _Drafter(found, gathered.documents, report).draft(
        number, stated.editor or editor, previous, gathered.pictures
    )
    return replace(draft, fates=tuple(gathered.fates), problems=_alts_together(report))


def _numbered(
    order: Order,
    stated: Stated,
    numbers: Mapping[str, Number | None],
    begun: Number | None,
    report: Report,
) -> Number:
    """The issue's number: as told, as the text states it, of the issue ``begun``, or the next."""
    place = Place("issue.toml")
    told = parse_identifier(order.issue) if order.issue else None
    if order.issue and told is None:
        report.error("identifier-wrong", None, name=shown(order.issue))
        raise InputError(report)
    bare = told or stated.number or begun
    if begun and bare and bare.identifier == begun.identifier:
        if bare is begun or not bare.cumulative:
            report.notice("import-number-begun", place, this=_labels(begun))
            return begun
        numbers = {name: number for name, number in numbers.items() if number != begun}
    others = list(numbers.values())
    if bare is None:
        following = next_number(others, order.year)
        bare, after = following.number, following.after
        values = {"this": bare.full_label, "other": after.identifier if after else "-"}
        report.warning("import-number-next" if after else "import-number-first", place, **values)
    same = stated.number is not None and bare.identifier == stated.number.identifier
    cumulative = stated.number.cumulative if stated.number and same else 0
    computed, origin = next_cumulative(bare, others)
    if cumulative:
        number = bare._replace(cumulative=cumulative)
        silent = Report()
        check_number(number, numbers, place, silent)
        if not silent.errors:
            report.notice("import-number-stated", place, this=_labels(number))
            return number
        values = {"stated": number.cumulative_label, "other": origin.identifier if origin else "-"}
        report.warning("import-number-clash", place, **values, computed=computed)
    number = bare._replace(cumulative=computed)
    if origin:
        values = {"this": number.full_label, "cumulative": number.cumulative_label}
        values |= {"other": origin.identifier, "other_cumulative": origin.cumulative_label}
        report.notice("number-follows", place, **values)
    else:
        report.warning("import-cumulative", place, this=_labels(number))
    return number


def _alts_together(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, with those of captions that stand for what a picture shows as one."""
    alone = [p for p in problems if p.key == "import-alt"]
    if not alone:
        return tuple(problems)
    pictures = "、".join(dict.fromkeys(str(p.place) for p in alone))
    values = (("count", str(len(alone))), ("files", shown(pictures)))
    together = alone[0]._replace(place=None, values=values)
    return (*(p for p in problems if p.key != "import-alt"), together)


def _labels(number: Number) -> str:
    return f"{number.full_label}（{number.cumulative_label}）"


class _Drafter:
    def __init__(self, found: Outline, documents: Sequence[Document], report: Report) -> None:
        self._found = found
        self._documents = documents
        self._report = report
        self._shelf = Shelf(_metafile, report)
        self._files: dict[str, bytes] = {}
        self._became: dict[str, tuple[str, ...]] = {}
        self._called: set[tuple[str, str]] = set()

    def draft(
        self, number: Number, editor: str, previous: tuple[str, ...], loose: Mapping[str, bytes]
    ) -> Draft:
        cover = self._cover()
        sections = self._sections(previous)
        drafted: list[tuple[str, tuple[Entry, ...]]] = []
        at = 0
        for title, pieces in sections:
            written = []
            for piece in pieces:
                at += 1
                written.append((piece, *self._article(piece, at)))
            briefs = _briefs([short for _, _, short in written])
            entries = tuple(
                Entry(name, "brief" if brief else "article", piece.contents)
                for (piece, name, _), brief in zip(written, briefs, strict=True)
            )
            if any(briefs):
                self._report.warning(
                    "import-briefs", Place("issue.toml"), count=sum(briefs), title=title
                )
            drafted.append((title, entries))
        self._keep_unplaced(loose)
        self._keep_uncalled()
        asides = tuple(aside for document in self._documents for aside in document.asides)
        files = {**self._files, **self._shelf.files}
        self._note_lost(files, asides, drafted)
        return Draft(number, editor, tuple(drafted), cover, files, (), self._became, asides, ())

    def _sections(self, previous: tuple[str, ...]) -> list[tuple[str, list[Piece]]]:
        """The sections; articles without one go to the first section of the issue before."""
        sections: list[tuple[str, list[Piece]]] = []
        unnamed = [p for title, pieces in self._found.sections if not title for p in pieces]
        for title, pieces in self._found.sections:
            if title:
                sections.append((title, pieces))
        if unnamed:
            title = previous[0] if previous else "最新进展"
            titles = shown("、".join(piece.title for piece in unnamed))
            self._report.warning("import-section", Place("issue.toml"), title=title, titles=titles)
            sections.insert(0, (title, unnamed))
            named = {name for name, _ in sections}
            sections += [(name, []) for name in previous if name not in named]
        return sections

    def _cover(self) -> tuple[str, str] | None:
        """The first picture above the first article of a whole issue."""
        if not self._found.whole:
            return None
        pictures = [(d, block) for d, block in self._found.front if block.picture]
        cover = None
        for document, block in pictures:
            use = block.picture
            assert use is not None
            stem = "cover" if cover is None else "front"
            name, printable = self._shelf.add(
                stem, use.key, document.pictures[use.key], block.place
            )
            if cover is not None or not printable:
                self._report.warning("import-picture-loose", block.place, name=name)
            else:
                cover = name, use.alt or use.caption or "封面图片"
                self._report.warning("import-cover", Place(name), alt=cover[1])
        return cover

    def _article(self, piece: Piece, at: int) -> tuple[str, bool]:
        """Write an article's file; gives its name, and whether it could be a brief."""
        stem = f"{at:02}"
        slug = _slug(piece.title)
        name = f"articles/{stem}-{slug}.md" if slug else f"articles/{stem}.md"
        written = write_manuscript(piece, stem, self._shelf, self._report)
        self._files[name] = written.text.encode()
        file = piece.document.file
        self._became[file] = (*self._became.get(file, ()), name)
        self._called |= {(piece.document.file, label) for label in written.called}
        noted = Report()
        read_manuscript(name, written.text, noted)
        self._report.extend(p for p in noted if p.key != "picture-alt")
        self._report.extend(proof_text(name, written.text))
        return name, written.short

    def _keep_unplaced(self, loose: Mapping[str, bytes]) -> None:
        """Pictures that no text has a place for: of headers, and files of their own."""
        for document in self._documents:
            for aside in document.asides:
                if aside.kind == "picture":
                    data = document.pictures[aside.text]
                    name, _ = self._shelf.add("header", aside.text, data, aside.place)
                    self._report.warning("import-header-picture", aside.place, name=name)
        for label, data in loose.items():
            stem = _slug(posixpath.splitext(posixpath.basename(label))[0]) or "picture"
            name, _ = self._shelf.add(stem, label, data, Place(label))
            self._report.warning("import-picture-loose", Place(label), name=name)

    def _keep_uncalled(self) -> None:
        """Notes that no article calls: of a masthead, a header, or of nothing."""
        for document in self._documents:
            for label, text in document.notes.items():
                if text and (document.file, label) not in self._called:
                    document.asides.append(Aside("note", document.place, text))
                    self._report.warning(
                        "import-note-uncalled", document.place, text=shown(text[:40])
                    )

    def _note_lost(
        self,
        files: Mapping[str, bytes],
        asides: Sequence[Aside],
        sections: Sequence[tuple[str, tuple[Entry, ...]]],
    ) -> None:
        """Say what was read and is nowhere: a fault of ours, but never a silent one."""
        kept = Counter[str]()
        for name, data in files.items():
            if name.endswith(".md"):
                kept.update(data.decode())
        for aside in asides:
            kept.update(aside.text)
        for title, entries in sections:
            kept.update(title)
            for entry in entries:
                kept.update(entry.contents or "")
        read = Counter[str]()
        for piece in self._found.pieces:
            read.update(heal(piece.title))
            for block in piece.blocks:
                read.update(_said(block))
        lost = "".join(sorted(c for c in read - kept if c.isalnum()))
        if lost:
            self._report.warning("import-lost", None, characters=shown(lost))


def _said(block: Block) -> str:
    return block.plain + (block.picture.caption if block.picture else "")


def _briefs(short: list[bool]) -> list[bool]:
    """Which articles are set as briefs: two or more short ones in a row."""
    return [
        each and (short[i - 1 : i] == [True] or short[i + 1 : i + 2] == [True])
        for i, each in enumerate(short)
    ]


def _slug(text: str) -> str:
    """The Latin words of ``text`` as a file's name: ``sdg12-7-1``; nothing if it has none."""
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = _RUN.sub("-", ascii_).strip("-_")[:32].strip("-_")
    return slug if re.search("[a-z]{2}", slug) else ""


def _metafile(key: str, data: bytes) -> bytes | None:
    page = convert(data, posixpath.splitext(key)[1].lower() or ".emf", PNG)
    return None if page is None else trimmed(page)
