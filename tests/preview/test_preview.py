"""The preview in a real browser: what a designer sees and does."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.chromium import CHROMIUM, browser
from tests.preview.browsing import Preview, Reader, bulletin, previewing

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    tools = tmp_path_factory.mktemp("tools")
    editor = tools / "code"
    editor.write_text(f'#!/bin/sh\necho "$@" >> {tools}/opened\n')
    editor.chmod(0o755)
    root = bulletin(tmp_path_factory.mktemp("bulletin"))
    with previewing(root, "--editor", str(editor)) as running:
        yield running


@pytest.fixture
def reader(preview: Preview, opened: Browser) -> Iterator[Reader]:
    looking = Reader(opened, preview.url)
    looking.until("good")
    yield looking
    assert looking.errors == []
    looking.page.close()


def test_spreads_lie_as_in_the_hand(reader: Reader) -> None:
    rows = reader.page.evaluate(
        "() => [...document.querySelectorAll('.spread')].map((row) => row.numbers)"
    )
    assert rows == [[0], [1, 2], [3, 4], [5, 6], [7, 8], [9, 10], [11]]
    cover = reader.page.locator(".leaf").nth(0).bounding_box()
    recto = reader.page.locator(".leaf").nth(2).bounding_box()
    back = reader.page.locator(".leaf").nth(11).bounding_box()
    verso = reader.page.locator(".leaf").nth(1).bounding_box()
    assert cover and recto and back and verso
    assert cover["x"] == recto["x"] and back["x"] == verso["x"]
    reader.page.keyboard.press("s")
    assert reader.page.locator(".spread").count() == 12


def test_keys_turn_zoom_and_lay_things_over(reader: Reader) -> None:
    press = reader.page.keyboard.press
    field = reader.page.locator("#page")
    press("ArrowRight")
    press("ArrowRight")
    expect(field).to_have_value("4–5")
    press("End")
    expect(field).to_have_value("12")
    press("Home")
    expect(field).to_have_value("1")
    press("1")
    expect(reader.page.locator("#percent")).to_have_text("100 %")
    press("+")
    expect(reader.page.locator("#percent")).to_have_text("125 %")
    for key, name in (("g", "grid"), ("a", "area"), ("b", "trim"), ("r", "ppi")):
        mark = reader.page.locator(f".leaf:nth-child(1) svg .{name}").first
        press(key)
        expect(reader.page.locator("#pages")).to_have_class(f"pages show-{name}")
        expect(mark).to_have_css("display", "inline")
        press(key)
    press("?")
    assert reader.page.locator("dialog").is_visible()


def test_an_article_is_gone_to(reader: Reader) -> None:
    reader.page.select_option("#articles", "6")
    expect(reader.page.locator("#page")).to_have_value("6–7")


def test_a_pixel_of_the_page_is_a_pixel_of_the_screen(reader: Reader) -> None:
    image = reader.page.locator(".paper img").first
    expect(image).to_have_attribute("style", re.compile("width: "))  # it has come to rest
    size = image.evaluate("(image) => [image.naturalWidth, image.getBoundingClientRect().width]")
    assert size[0] == size[1]


def test_pages_speak_to_a_screen_reader(reader: Reader) -> None:
    main = reader.page.get_by_role("main")
    title = main.get_by_role("button", name="应用价值链方法促进可持续生产和消费", exact=True)
    assert title.count() == 1
    figure = main.get_by_role("button", name="一个分为四段的圆环")
    assert figure.count() == 1
    assert reader.page.get_by_role("region", name="Page 4").count() == 1
    unnamed = reader.page.evaluate(
        """() => [...document.querySelectorAll("button, input, select")]
        .filter((node) => !(node.getAttribute("aria-label") || node.innerText || node.title
                            || node.closest("label")?.innerText)).length"""
    )
    assert unnamed == 0


def test_a_click_opens_the_source(reader: Reader, preview: Preview) -> None:
    reader.page.select_option("#articles", "3")
    reader.page.locator('[data-source="articles/02-value-chain.md:5"]').click()
    expect(reader.page.locator("#toast")).to_contain_text("articles/02-value-chain.md:5")
    opened = preview.root.parent / "tools0" / "opened"
    deadline = time.time() + 5
    while not opened.exists() and time.time() < deadline:
        time.sleep(0.05)
    assert opened.read_text() == f"--goto {preview.issue}/articles/02-value-chain.md:5\n"


def test_a_saved_style_and_paragraph_are_shown_and_the_place_is_kept(
    reader: Reader, preview: Preview
) -> None:
    reader.page.keyboard.press("ArrowRight")
    reader.page.keyboard.press("ArrowRight")
    reader.page.keyboard.press("+")
    time.sleep(0.5)
    place = reader.place()
    tokens = preview.style / "tokens.css"
    css = tokens.read_text("utf-8")
    began = time.time()
    tokens.write_text(css.replace("--text: #000", "--text: #640"), "utf-8")
    reader.after(began, {3, 4})
    assert reader.place() == place
    article = preview.issue / "articles" / "02-value-chain.md"
    text = article.read_text("utf-8")
    cover = reader.page.locator(".thumbs img").nth(0).get_attribute("src")
    began = time.time()
    article.write_text(text.replace("18个月", "一年半"), "utf-8")
    reader.after(began, {3})
    assert 4 not in {number for _, number in reader.seen("page", began)}
    assert reader.place() == place
    assert reader.page.locator(".thumbs img").nth(0).get_attribute("src") == cover
    expect(reader.page.locator(".thumbs .changed")).to_have_count(1)
    began = time.time()
    article.write_text(text, "utf-8")
    tokens.write_text(css, "utf-8")
    reader.after(began, {3, 4})


def test_a_broken_file_keeps_the_last_good_pages(reader: Reader, preview: Preview) -> None:
    for path, broken in (
        (preview.issue / "articles" / "03-after-2022.md", "![x](../images/none.jpg)\n"),
        (preview.issue / "issue.toml", "year = [\n"),
        (preview.style / "article.html", "{% if %}"),
        (preview.style / "style.toml", "sheets = [\n"),
    ):
        good = path.read_text("utf-8")
        path.write_text(broken, "utf-8")
        reader.until("failed")
        expect(reader.page.locator("#alarm")).to_contain_text(path.name)
        assert reader.page.locator(".paper img").count() > 0
        path.write_text(good, "utf-8")
        reader.until("good")
        expect(reader.page.locator("#alarm")).to_be_hidden()


def test_ink_is_shown(reader: Reader) -> None:
    reader.page.keyboard.press("i")
    expect(reader.page.locator(".ink").nth(0)).to_have_js_property("naturalWidth", 612)


def test_the_page_speaks_chinese(opened: Browser, tmp_path: Path) -> None:
    with previewing(bulletin(tmp_path), lang="zh") as running:
        looking = Reader(opened, running.url)
        looking.until("good")
        assert looking.page.locator("html").get_attribute("lang") == "zh-CN"
        assert looking.page.locator("#state").inner_text() == "已是最新"
        shutil.move(running.issue / "articles" / "07-senegal.md", tmp_path / "away.md")
        looking.until("failed")
        assert "下面是上一次排好的页" in looking.page.locator("#alarm").inner_text()
        looking.page.close()


def test_a_phone_shows_single_pages_and_a_swipe_turns_them(
    preview: Preview, opened: Browser
) -> None:
    looking = Reader(
        opened, preview.url, viewport={"width": 390, "height": 800}, has_touch=True,
        device_scale_factor=2,
    )  # fmt: skip
    looking.until("good")
    assert looking.page.locator(".spread").count() == 12
    width = looking.page.evaluate("() => document.documentElement.scrollWidth")
    assert width == 390
    looking.page.evaluate(
        """() => { const box = document.getElementById("pages");
        const at = (type, x) => { const touch = new Touch({ identifier: 1, target: box, clientX: x,
          clientY: 300 }); box.dispatchEvent(new TouchEvent(type, { bubbles: true,
          touches: type === "touchend" ? [] : [touch], changedTouches: [touch] })); };
        at("touchstart", 300); at("touchend", 100); }"""
    )
    expect(looking.page.locator("#page")).to_have_value("2")
    looking.page.close()


def test_many_builds_leave_no_more_memory_in_use(reader: Reader, preview: Preview) -> None:
    tokens = preview.style / "tokens.css"
    css = tokens.read_text("utf-8")
    held = []
    for number in range(20):
        began = time.time()
        tokens.write_text(css.replace("--text: #000", f"--text: #2{number % 7}0"), "utf-8")
        reader.after(began, set())
        held.append(preview.memory())
    tokens.write_text(css, "utf-8")
    assert min(held[-5:]) < 1.1 * min(held[4:9])
