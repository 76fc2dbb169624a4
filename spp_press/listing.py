"""What a catalogue lists of an issue: its numbers, its contents with their pages, its full text.

Nothing heavy is imported here: the process that writes the catalogue builds nothing.
"""

from __future__ import annotations

import datetime
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from spp_press.problems import Place

if TYPE_CHECKING:  # the reader of a listing reads no issue
    from spp_press.issue import Article, Issue

_NAMED = 3  # authors in a citation

Span = tuple[int, int]
"""A first and a last page; pages count from 1, the cover's."""


@dataclass(frozen=True)
class ListedArticle:
    """An article on pages ``first`` to ``last``; ``text`` is what it says on each of them."""

    title: str
    authors: tuple[str, ...]
    first: int
    last: int
    text: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class ListedSection:
    """A 栏目 and its articles."""

    title: str
    articles: tuple[ListedArticle, ...]


@dataclass(frozen=True)
class Listing:
    """An issue as a catalogue lists it.

    ``number`` is 1, 3-4 or S1; ``first`` and ``last`` are its cumulative numbers, the same but for
    a 合刊; ``date`` is as ISO 8601 writes it, empty where the issue has none.
    """

    identifier: str
    bulletin: str
    series: str
    publisher: str
    year: int
    number: str
    label: str
    cumulative: str
    first: int
    last: int
    date: str
    editor: str
    pages: int
    sections: tuple[ListedSection, ...]

    @property
    def articles(self) -> tuple[ListedArticle, ...]:
        """All articles, in order."""
        return tuple(article for section in self.sections for article in section.articles)

    @property
    def day(self) -> datetime.date | None:
        """The date, if there is one."""
        return datetime.date.fromisoformat(self.date) if self.date else None

    def locator(self, article: ListedArticle) -> str:
        """Where an article is, as GB/T 7714-2015 (8.8.3) writes it: ``2021(1): 3–4``.

        A 合刊 is ``2021(3/4)``, a 增刊 ``2021(增刊1)``.
        """
        number = self.number.replace("-", "/").replace("S", "增刊")
        pages = dict.fromkeys((article.first, article.last))
        return f"{self.year}({number}): {'–'.join(map(str, pages))}"

    def citation(self, article: ListedArticle) -> str:
        """How to cite an article, as GB/T 7714-2015 (4.4) cites one of a serial.

        Of four authors or more it names three (8.1.2); where none is named, the publisher answers.
        """
        names = (*article.authors[:_NAMED], *["等"] * (len(article.authors) > _NAMED))
        by = ", ".join(names) or self.publisher
        return f"{by}. {article.title}[J]. {self.bulletin}, {self.locator(article)}."

    def written(self) -> bytes:
        """As a file."""
        return f"{json.dumps(asdict(self), ensure_ascii=False, indent=1)}\n".encode()


def listing_of(issue: Issue, pages: int, found: Mapping[Place, Span]) -> Listing:
    """The listing of ``issue``, of ``pages`` pages, on which ``found`` says where its sources are.

    An article whose style marks no sources counts as on page 1.
    """
    number = issue.number
    return Listing(
        identifier=issue.identifier,
        bulletin=issue.bulletin.name,
        series=issue.bulletin.series,
        publisher=issue.bulletin.publisher,
        year=number.year,
        number=issue.identifier.partition("-")[2],
        label=number.label,
        cumulative=number.cumulative_label,
        first=number.cumulative,
        last=number.last_cumulative,
        date=issue.date.isoformat() if issue.date else "",
        editor=issue.editor,
        pages=pages,
        sections=tuple(
            ListedSection(s.title, tuple(_listed(article, found) for article in s.articles))
            for s in issue.sections
        ),
    )


def read_listing(data: bytes | str) -> Listing:
    """The listing in a file. Raises ValueError for one that is none."""
    try:
        said = json.loads(data)
        sections = tuple(_section(section) for section in said.pop("sections"))
        return Listing(**said, sections=sections)
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _listed(article: Article, found: Mapping[Place, Span]) -> ListedArticle:
    spans = sorted((p.line or 0, span) for p, span in found.items() if p.file == article.file)
    lines = [line for line, _ in spans]
    runs = []
    for text, place in article.manuscript.text:
        at = bisect_right(lines, place.line or 0) - 1
        runs.append((spans[max(at, 0)][1][0] if spans else 1, text))
    first = min((span[0] for _, span in spans), default=1)
    last = max((span[1] for _, span in spans), default=1)
    authors = article.manuscript.authors
    return ListedArticle(article.title, authors, first, last, _by_page(runs, article.title))


def _by_page(runs: Iterable[tuple[int, str]], title: str) -> tuple[tuple[int, str], ...]:
    """The runs of each page as one text; the title, which stands apart, left out."""
    pages: dict[int, list[str]] = {}
    for page, text in runs:
        if text != title and (said := " ".join(text.split())):
            pages.setdefault(page, []).append(said)
    return tuple((page, "\n".join(texts)) for page, texts in sorted(pages.items()))


def _section(said: Mapping[str, Any]) -> ListedSection:
    return ListedSection(said["title"], tuple(map(_article, said["articles"])))


def _article(said: Mapping[str, Any]) -> ListedArticle:
    text: Sequence[Sequence[Any]] = said["text"]
    pages = tuple((int(page), str(words)) for page, words in text)
    authors = tuple(map(str, said["authors"]))
    return ListedArticle(said["title"], authors, int(said["first"]), int(said["last"]), pages)
