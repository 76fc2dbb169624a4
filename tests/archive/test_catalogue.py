"""The catalogue in a real browser (Debian's Chromium), opened as a file, without a network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.archive.back_issues import write_bulletin
from tests.chromium import CHROMIUM, browser
from tests.conftest import spp_press

SIGNED = "07-senegal.md"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of two issues with one missing between them."""
    root = write_bulletin(tmp_path_factory.mktemp("b") / "b", ("2020-4", "2021-2"), words=120)
    manuscript = root / "issues" / "2021-2" / "articles" / SIGNED
    title, body = manuscript.read_text(encoding="utf-8").split("\n", 1)
    manuscript.write_text(f"{title}\n\n作者：王璟、李明\n{body}", encoding="utf-8")
    done = spp_press("archive", "--root", root, "--jobs", "2")
    assert done.returncode == 0, done.stderr
    return root / "build" / "archive"


@pytest.fixture
def page(home: Path) -> Iterator[Page]:
    """The catalogue's page, which may ask for files below ``home`` and for nothing else."""
    asked: list[str] = []
    wrong: list[str] = []
    with browser() as opened:
        page = opened.new_page(viewport={"width": 1200, "height": 900})
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto((home / "index.html").as_uri())
        yield page
    assert not wrong
    assert all(url.startswith(home.as_uri()) for url in asked), asked


def test_every_issue_is_shown_with_its_cover_and_contents(page: Page, home: Path) -> None:
    assert page.locator("article.issue h3").count() == 2
    assert page.locator("h3").first.inner_text().split("\n")[0].startswith("第2期 总第286期")
    assert "2021年6月15日" in page.locator("time").first.inner_text()
    assert page.locator(".gap").inner_text() == "缺2021年第1期 总第285期"
    assert page.locator("#missing td").all_inner_texts() == ["2021年第1期", "总第285期", "1"]
    assert page.locator(".extent a").inner_text() == "缺 1 期"
    for cover in page.locator(".cover img").all():
        cover.scroll_into_view_if_needed()
        page.wait_for_function("image => image.complete", arg=cover.element_handle())
        assert cover.evaluate("image => image.naturalWidth") == 360
    links = page.locator(".matter li > a")
    assert links.count() == 22
    for link in links.all():
        file, _, number = (link.get_attribute("href") or "").partition("#page=")
        assert (home / file).is_file() and int(number) > 1


def test_a_link_leads_to_the_page_that_has_the_article(page: Page, home: Path) -> None:
    import pypdfium2

    for link in page.locator(".matter li > a").all():
        file, _, number = (link.get_attribute("href") or "").partition("#page=")
        with pypdfium2.PdfDocument(home / file) as pdf:
            text = pdf[int(number) - 1].get_textpage().get_text_range()
        title = link.locator(".title").inner_text()
        assert "".join(title.split()) in "".join(text.split())


def test_the_search_finds_titles_first_and_full_text(page: Page) -> None:
    box = page.locator("#q")
    box.fill("塞内加尔")
    assert page.locator("#issues").is_hidden()
    assert page.locator("#count").inner_text() == f"{page.locator('#hits li').count()} 篇"
    assert "塞内加尔" in page.locator("#hits strong").first.inner_text()
    assert {mark.inner_text() for mark in page.locator("mark").all()} == {"塞内加尔"}
    box.fill("ｓｐｐ 塞内加尔")  # full width, lower case
    assert page.locator("#hits li").count() >= 2
    box.fill("联合国环境规划署 报告")  # in a text, not in a title
    hit = page.locator("#hits li").first
    assert "联合国环境规划署" in hit.locator("p").inner_text()
    assert "#page=" in (hit.locator("a").get_attribute("href") or "")
    box.fill("没有这样的话")
    assert page.locator("#count").inner_text() == "没有找到"
    page.keyboard.press("Escape")
    assert page.locator("#issues").is_visible() and page.locator("#hits").is_hidden()


def test_an_author_is_listed_and_found(page: Page) -> None:
    assert page.locator(".by").all_inner_texts() == ["王璟、李明"]
    page.locator("#q").fill("李明 塞内加尔")
    hit = page.locator("#hits li")
    assert hit.count() == 1
    assert "李明" in hit.locator("span mark").all_inner_texts()


def test_a_search_is_an_address(page: Page) -> None:
    page.locator("#q").fill("塞内加尔")
    page.reload()
    assert page.locator("#q").input_value() == "塞内加尔"
    assert page.locator("#hits li").count() == 2
    address = page.url.partition("#")[0]
    page.goto(f"{address}#q=100%25")
    assert page.locator("#q").input_value() == "100%"
    page.goto(f"{address}#q=100%")  # as somebody types it
    assert page.locator("#q").input_value() == "100%"


def test_a_title_with_markup_stays_text(page: Page) -> None:
    page.locator("#q").fill("<b>")
    assert page.locator("#hits b").count() == 0
    assert page.locator("#count").inner_text() == "没有找到"


def test_an_article_says_how_to_cite_it(page: Page) -> None:
    cite = page.locator(".cite").first
    cite.locator("summary").focus()
    page.keyboard.press("Enter")
    said = cite.locator("p").inner_text()
    assert (
        said.startswith("中环联合认证中心. ") and "[J]. 可持续公共采购计划简报, 2021(2): 3" in said
    )


def test_a_jump_lands_where_it_should(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    page.evaluate("""() => {
      const issue = [...document.querySelectorAll("article.issue")].at(-1);
      for (let i = 0; i < 20; i++) issue.after(issue.cloneNode(true));
    }""")
    page.locator(".extent a").click()
    page.wait_for_timeout(1000)
    top = page.evaluate("document.getElementById('missing').getBoundingClientRect().top")
    assert 0 <= top < 700


def test_it_is_dark_where_the_system_is(page: Page) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.emulate_media(color_scheme="dark")
    assert light == "rgb(251, 249, 243)"
    assert sum(map(int, page.evaluate(paper)[4:-1].split(","))) < 3 * 40


def test_on_paper_two_issues_share_a_page(page: Page) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(page.pdf(format="A4")) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert "第2期" in text and "第4期" in text


@pytest.mark.parametrize("width", [1200, 700, 360])
def test_nothing_runs_over_the_edge(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_json_says_the_same(page: Page, home: Path) -> None:
    said = json.loads((home / "catalogue.json").read_text(encoding="utf-8"))
    assert [issue["identifier"] for issue in said["issues"]] == ["2021-2", "2020-4"]
    assert said["missing"] == [{"label": "2021年第1期", "first": 285, "last": 285}]
    articles = [a for issue in said["issues"] for s in issue["sections"] for a in s["articles"]]
    shown = page.locator(".matter li > a")
    assert [a["link"] for a in articles] == [x.get_attribute("href") for x in shown.all()]
    assert all(a["text"] and a["locator"] in a["citation"] for a in articles)
    for issue in said["issues"]:
        assert all((home / file).is_file() for file in (*issue["files"].values(), issue["cover"]))
