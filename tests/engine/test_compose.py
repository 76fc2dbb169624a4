"""The public function for other people's pages."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest

from spp_press.engine import compose
from spp_press.problems import InputError
from spp_press.styles import Asset
from tests.engine.setting import FONTS

CSS = (
    "@font-face { font-family: Song; src: url(spp-song-400.otf) }"
    "@page { size: 90mm 60mm; margin: 10mm } html { font: 10pt/16pt Song } body { margin: 0 }"
    "p { margin: 0; text-align: justify; text-indent: 2ic }"
)
TEXT = "编辑部收到“绿色采购”来稿12篇，择优刊发；作者请注明单位、地址和电话，以便寄送样刊与稿酬。"


def test_pages_of_ones_own_are_composed() -> None:
    pages = compose(f'<html lang="zh-CN"><p>{TEXT}</p></html>', CSS, FONTS)
    assert len(pages) == 1
    with pdfplumber.open(io.BytesIO(pages.draw())) as pdf:
        (page,) = pdf.pages
        assert re.sub(r"\s", "", page.extract_text()) == TEXT
        right = max(char["x1"] for char in page.chars)
    assert right == pytest.approx((90 - 10) * 72 / 25.4, abs=0.3)


def test_a_picture_stands_in_its_line() -> None:
    """As wide as the style makes it, its margins with it."""
    star = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0H8V8H0Z"/></svg>'
    )
    css = CSS + "img { width: 4ic; margin: 0 1ic }"
    body = '<p>编辑<img src="asset:star.svg" alt="星">部</p>'
    pages = compose(
        f'<html lang="zh-CN">{body}</html>', css, FONTS,
        assets={"asset:star.svg": Asset(star, "image/svg+xml")},
    )  # fmt: skip
    with pdfplumber.open(io.BytesIO(pages.draw())) as pdf:
        *_, before, after = pdf.pages[0].chars
    assert after["x0"] - before["x1"] == pytest.approx(6 * 10, abs=0.3)


@pytest.mark.parametrize(
    ("body", "css", "key"),
    [
        ("<p>好😀</p>", CSS, "character-missing"),
        ('<img src="asset:none.jpg" alt="">', CSS, "asset-missing"),
        ('<img src="file:///etc/passwd" alt="">', CSS, "layout-refused"),
        ("<p>好</p>", "@font-face { font-family: X; src: url(none.otf) }", "font-file-missing"),
    ],
)
def test_what_would_be_lost_is_an_error(body: str, css: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        compose(f'<html lang="zh-CN">{body}</html>', css, FONTS)
    assert key in {problem.key for problem in caught.value.problems}
