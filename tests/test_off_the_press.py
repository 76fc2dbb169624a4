"""The bulletin's one surviving issue, as it comes off the press."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from spp_press.issue import Issue
from tests.conftest import Made

MM = 72 / 25.4
PARTNER = "RijkswaterstaatMinisterievanInfrastructuurenWaterstaat"


def page_texts(path: Path) -> list[str]:
    """What pdfium reads on each page, white space left out."""
    document = pypdfium2.PdfDocument(path)
    return [re.sub(r"\s", "", page.get_textpage().get_text_bounded()) for page in document]


class _Blocks(HTMLParser):
    """The text of each block of a manuscript's body."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._open = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "li", "h3", "h4", "figcaption", "td", "th"):
            self.blocks.append("")
            self._open = True

    def handle_data(self, data: str) -> None:
        if self.blocks:
            self.blocks[-1] += data


def blocks_of(html: str) -> list[str]:
    return [text for block in _Blocks(html).blocks if (text := re.sub(r"\s", "", block))]


@pytest.fixture(scope="session", params=["print", "screen"])
def edition(request: pytest.FixtureRequest, made: Made) -> Path:
    path = getattr(made, request.param)
    assert isinstance(path, Path)
    return path


def test_every_paragraph_is_there_complete_and_in_order(edition: Path, issue: Issue) -> None:
    text = "".join(page_texts(edition))
    at = 0
    for article in issue.articles:
        at = text.index(re.sub(r"\s", "", article.title), at)
        for block in blocks_of(article.manuscript.body):
            if block == PARTNER:
                assert block in text  # beside the text, in the note column
                continue
            found = text.find(block, at)
            assert found >= 0, f"{article.file}: {block[:40]}"
            at = found
    assert "编辑：王璟" in text
    assert "www.oneplanetnetwork.org" in text


def test_contents_names_the_page_that_each_article_stands_on(edition: Path, issue: Issue) -> None:
    pages = page_texts(edition)
    number = next(i for i, text in enumerate(pages) if "目录" in text)
    contents = pypdfium2.PdfDocument(edition)[number].get_textpage().get_text_bounded()
    for article in issue.articles:
        title = r"\s*".join(map(re.escape, re.sub(r"\s", "", article.contents_title)))
        printed = re.search(title + r"[.\u2009\u00a0\s]*(\d+)(?=\s|$)", contents)
        assert printed, article.contents_title
        page = pages[int(printed[1]) - 1]
        assert re.sub(r"\s", "", article.title) in page


def test_the_cover_carries_the_masthead(edition: Path, issue: Issue) -> None:
    cover = page_texts(edition)[0]
    for words in ("同一个地球网络", "可持续公共采购计划简报", "Oneplanet", "procurewithcare"):
        assert words in cover
    assert "2021年" in cover and "第1期" in cover and "总第3期" in cover


def test_a_subscribers_address_is_nowhere(edition: Path) -> None:
    with pikepdf.open(edition) as pdf:
        assert all(b"list-manage.com/track" not in bytes(o) for o in _strings(pdf))


def _strings(pdf: pikepdf.Pdf) -> Iterator[pikepdf.String]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary):
            for value in thing.values():
                if isinstance(value, pikepdf.String):
                    yield value


def test_pages_fill_the_sheets_and_are_the_same_in_both_editions(made: Made) -> None:
    with pikepdf.open(made.print) as press, pikepdf.open(made.screen) as screen:
        assert len(press.pages) == len(screen.pages)
        assert len(press.pages) % 4 == 0
    assert page_texts(made.print) == page_texts(made.screen)


def test_print_has_bleed_and_screen_is_cut_to_the_trim(made: Made) -> None:
    with pikepdf.open(made.print) as press:
        for page in press.pages:
            trim, bleed = page.TrimBox, page.BleedBox
            assert float(trim[2] - trim[0]) == pytest.approx(210 * MM, abs=0.1)
            assert float(trim[3] - trim[1]) == pytest.approx(285 * MM, abs=0.1)
            assert float(trim[0] - bleed[0]) == pytest.approx(3 * MM, abs=0.05)
            assert "/Annots" not in page
    with pikepdf.open(made.screen) as screen:
        for page in screen.pages:
            width = float(page.MediaBox[2] - page.MediaBox[0])
            assert width == pytest.approx(210 * MM, abs=0.1)
        links = [
            annotation.A.URI
            for page in screen.pages
            for annotation in page.get("/Annots", [])
            if "/A" in annotation and "/URI" in annotation.A
        ]
        assert any("oneplanetnetwork.org" in str(link) for link in links)


def test_the_outline_has_the_sections_and_their_articles(edition: Path, issue: Issue) -> None:
    with pikepdf.open(edition) as pdf, pdf.open_outline() as outline:
        found = {
            item.title: [re.sub(r"\s", "", child.title) for child in item.children]
            for item in outline.root
        }
    for section in issue.sections:
        titles = [re.sub(r"\s", "", article.title) for article in section.articles]
        assert found[section.title] == titles


def test_no_font_is_the_systems(edition: Path) -> None:
    with pikepdf.open(edition) as pdf:
        names = {str(thing.FontName) for thing in pdf.objects
                 if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing}  # fmt: skip
    assert names and all("SPP" in name for name in names), names


def test_the_command_says_what_it_made(made: Made) -> None:
    assert "3 sections, 11 articles" in made.said
    assert "2021-1-print.pdf" in made.said and "2021-1-screen.pdf" in made.said
