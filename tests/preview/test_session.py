"""What the preview's builds give is what ``make`` gives, whatever was kept from the last one."""

from __future__ import annotations

from pathlib import Path

import pytest

from spp_press.composition import Lexicon
from spp_press.engine import Typesetter
from spp_press.issue import read_issue
from spp_press.press import lay_out
from spp_press.preview.messages import Build, Changed, Drawn, Ink, Inked, Laid, Order
from spp_press.preview.session import Session
from spp_press.printers import read_printer
from spp_press.problems import InputError, Report
from spp_press.styles import read_style
from tests.preview.browsing import bulletin


def made(root: Path) -> bytes:
    """The pages as ``make`` draws them, with nothing kept."""
    report = Report()
    issue = read_issue(root / "issues" / "2021-1", root, report)
    style = read_style(issue.style, root, report)
    setter = Typesetter(style, Lexicon.common().extended(issue.words), report)
    multiple = read_printer(issue.printer).page_multiple
    return lay_out(issue, style, setter, multiple, report)[1].draw()


def built(session: Session, changed: Changed, view: tuple[int, ...] = (3, 4)) -> tuple[Laid, bytes]:
    laid, drawn = session(Build(changed, view))
    assert isinstance(laid, Laid) and isinstance(drawn, Drawn)
    return laid, drawn.pdf


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_the_pages_are_those_of_make(tmp_path: Path) -> None:
    root = bulletin(tmp_path)
    session = Session(Order(root, root / "issues" / "2021-1"))
    assert built(session, Changed.ALL)[1] == made(root)
    style, articles = root / "styles" / "classic", root / "issues" / "2021-1" / "articles"
    edit(style / "tokens.css", "--lake: #006c6a", "--lake: #5e8f8f")
    assert built(session, Changed.STYLE)[1] == made(root)
    edit(articles / "02-value-chain.md", "18个月", "一年半的时间，反复商量，多次修改")
    assert built(session, Changed.ISSUE)[1] == made(root)
    page = style / "page.css"
    page.write_text(page.read_text("utf-8") + "html { font-size: 11pt }\n", "utf-8")
    assert built(session, Changed.STYLE)[1] == made(root)
    (articles / "06-asia-pacific.md").write_text("# 一篇\n\n" + "又一段。" * 900 + "\n", "utf-8")
    laid, pdf = built(session, Changed.ISSUE)
    assert pdf == made(root) and len(laid.sheets) == 16


def test_an_error_is_told_and_what_is_mended_is_built(tmp_path: Path) -> None:
    root = bulletin(tmp_path)
    session = Session(Order(root, root / "issues" / "2021-1"))
    with pytest.raises(InputError):
        list(session(Ink()))
    article = root / "issues" / "2021-1" / "articles" / "03-after-2022.md"
    good = article.read_text("utf-8")
    article.write_text("![](../images/none.jpg)", "utf-8")
    with pytest.raises(InputError) as raised:
        built(session, Changed.ALL)
    assert any(str(p.place).startswith("articles/03-after-2022.md") for p in raised.value.problems)
    article.write_text(good, "utf-8")
    laid, _ = built(session, Changed.ISSUE)
    assert laid.problems == ()
    (inked,) = session(Ink())
    assert isinstance(inked, Inked) and len(inked.maps) == 12


def test_a_style_that_breaks_the_drawing_is_named(tmp_path: Path) -> None:
    root = bulletin(tmp_path)
    session = Session(Order(root, root / "issues" / "2021-1"))
    page = root / "styles" / "classic" / "page.css"
    good = page.read_text("utf-8")
    page.write_text(good + "p { transform: matrix(0, 0, 0, 0, 0, 0) }\n", "utf-8")
    with pytest.raises(InputError) as raised:
        built(session, Changed.ALL)
    assert [(p.key, str(p.place)) for p in raised.value.problems if p.is_error] == [
        ("style-unsettable", "styles/classic")
    ]
    page.write_text(good, "utf-8")
    assert built(session, Changed.STYLE)[1] == made(root)


def test_pages_are_measured(tmp_path: Path) -> None:
    root = bulletin(tmp_path)
    laid, _ = built(Session(Order(root, root / "issues" / "2021-1")), Changed.ALL)
    cover, contents, first, *_ = laid.sheets
    assert first.size == (595.28, 807.87) and first.bleed == pytest.approx(8.5, abs=0.01)
    assert first.area == (57.0, 86.0, 487.5, 646.0)
    assert first.grid and first.grid[1] == 17.0 and 86 < first.grid[0] < 86 + 17
    assert cover.grid is None and cover.images[0].name == "images/cover.jpg"
    assert cover.images[0].ppi == pytest.approx(300, rel=0.5)
    assert not contents.spots
    by_source = {str(spot.source): spot for spot in first.spots}
    title = by_source["articles/01-peace-with-nature.md:1"]
    left, top, width, height = title.rect
    assert title.text.startswith("与自然和平共处")
    assert first.area[0] < left and left + width == first.area[0] + first.area[2]
    assert first.area[1] <= top and height >= 30
    assert by_source["articles/01-peace-with-nature.md:3"].text.startswith(
        "画：从三个圆窗看同一片山水"
    )
    assert [entry.file for entry in laid.entries][:1] == ["articles/01-peace-with-nature.md"]
