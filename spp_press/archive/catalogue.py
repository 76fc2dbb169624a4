"""The listings of an archive → its catalogue: a page to read and search, and the same as JSON.

The page needs no server and no network: style, script and the full text are in it; covers and PDFs
lie beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from spp_press.archive.building import cover_name
from spp_press.listing import Listing
from spp_press.numbering import Gap, Number, gaps_in, parse_identifier
from spp_press.writing import write_all

PAGE, DATA = "index.html", "catalogue.json"
_WEB = Path(__file__).with_name("web")
_EDITIONS = {"screen": "电子版", "print": "印刷版"}


def write_catalogue(home: Path, listings: Sequence[Listing]) -> tuple[Path, ...]:
    """Write the catalogue of ``listings`` into the archive ``home``. Raises WriteError.

    Gives the page and the JSON; neither, where there is nothing to list.
    """
    if not listings:
        return ()
    latest_first = sorted(listings, key=_order, reverse=True)
    files = {
        PAGE: _page(latest_first).encode(),
        DATA: f"{json.dumps(_data(latest_first), ensure_ascii=False, indent=1)}\n".encode(),
    }
    write_all(home, files)
    return tuple(home / name for name in files)


def missing_from(listings: Iterable[Listing]) -> tuple[Gap, ...]:
    """What is missing between the issues that are listed."""
    return gaps_in(number for listing in listings if (number := _number(listing)))


def _data(listings: Sequence[Listing]) -> dict[str, Any]:
    """What ``catalogue.json`` says."""
    return {
        "bulletin": listings[0].bulletin,
        "series": listings[0].series,
        "publisher": listings[0].publisher,
        "issues": [_issue(listing) for listing in listings],
        "missing": [
            {"label": gap.full_label, "first": gap.first, "last": gap.last}
            for gap in missing_from(listings)
        ],
    }


def _issue(listing: Listing) -> dict[str, Any]:
    screen = _file(listing, "screen")
    return {
        "identifier": listing.identifier,
        "bulletin": listing.bulletin,
        "publisher": listing.publisher,
        "editor": listing.editor,
        "year": listing.year,
        "number": listing.number,
        "label": listing.label,
        "cumulative": listing.cumulative,
        "date": listing.date or None,
        "pages": listing.pages,
        "cover": f"{listing.identifier}/{cover_name(listing.identifier)}",
        "files": {edition: _file(listing, edition) for edition in _EDITIONS},
        "sections": [
            {
                "title": section.title,
                "articles": [
                    {
                        "title": article.title,
                        "authors": list(article.authors),
                        "first": article.first,
                        "last": article.last,
                        "link": f"{screen}#page={article.first}",
                        "locator": listing.locator(article),
                        "citation": listing.citation(article),
                        "text": [{"page": page, "text": text} for page, text in article.text],
                    }
                    for article in section.articles
                ],
            }
            for section in listing.sections
        ],
    }


def _page(listings: Sequence[Listing]) -> str:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_WEB),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    gaps: dict[Number | None, Gap] = {gap.after: gap for gap in missing_from(listings)}
    years = [(year, list(issues)) for year, issues in groupby(listings, lambda i: i.year)]
    return environment.get_template(PAGE).render(
        latest=listings[0],
        years=years,
        issues=len(listings),
        articles=sum(len(listing.articles) for listing in listings),
        gap_before=lambda i: gaps.get(_number(i)),
        gaps=sorted(gaps.values(), key=lambda gap: gap.after.order, reverse=True),
        missing=sum(gap.missing for gap in gaps.values()),
        file=_file,
        editions=_EDITIONS,
        cover=lambda i: f"{i.identifier}/{cover_name(i.identifier)}",
        full_text=_texts(listings),
        **{
            name: (_WEB / f"catalogue.{name}").read_text(encoding="utf-8") for name in ("css", "js")
        },
    )


def _texts(listings: Sequence[Listing]) -> str:
    """What the page searches, as JSON that cannot end its script element."""
    texts = [
        {
            "title": article.title,
            "by": "、".join(article.authors),
            "section": section.title,
            "issue": f"{listing.year}年{listing.label}",
            "link": _file(listing, "screen"),
            "locator": listing.locator(article),
            "text": [[article.first, ""], *article.text],
        }
        for listing in listings
        for section in listing.sections
        for article in section.articles
    ]
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _file(listing: Listing, edition: str) -> str:
    return f"{listing.identifier}/{listing.identifier}-{edition}.pdf"


def _order(listing: Listing) -> tuple[int, bool, int]:
    return listing.year, not _is_supplement(listing), listing.first


def _number(listing: Listing) -> Number | None:
    number = parse_identifier(f"{listing.year}-{listing.number}")
    return number and number._replace(cumulative=listing.first)


def _is_supplement(listing: Listing) -> bool:
    return listing.number.startswith("S")
