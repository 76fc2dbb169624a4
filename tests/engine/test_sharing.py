"""Styles that share a model are what WeasyPrint computes for each by itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
import weasyprint
from weasyprint.css import ComputedStyle
from weasyprint.css.properties import INITIAL_VALUES

from spp_press.composition import Lexicon
from spp_press.engine import Typesetter, layout
from spp_press.engine.sharing import HOOKED, shared_styles
from spp_press.problems import Report
from spp_press.styles import Sheet, Style
from spp_press.typeset import Typeset
from tests.engine.setting import BASE, FACES, FONT_FACES, FONTS

CSS = """
@page { size: 60mm 80mm; margin: 5vw 8mm }
@page { @top-center { content: counter(page); color: var(--ink) } }
@page :left { @top-center { color: red } }
html { --ink: #123; --gap: 3mm; --wrong: blue }
article { break-before: page; font-size: 12pt; border-bottom: thin solid var(--ink) }
article:last-of-type { --gap: 5mm; font-size: calc(9pt + 1px); position: relative; display: inline }
h2 { margin: var(--gap) 0; padding: inherit; width: var(--wrong) }
h2, #own { margin-inline-start: 2em }
body h2 { margin-left: 1em; text-decoration: underline }
h2::before { content: attr(id); letter-spacing: .1em }
p { text-indent: 2ic; width: 50vw; line-height: 1.5lh; font-weight: bolder }
p:first-child { float: left; display: inline }
p::first-line { font-size: 2em }
i { position: absolute }
em { text-decoration: line-through; font-size: 80%; color: currentcolor }
td { padding: var(--gap) } table { border-collapse: collapse }
"""
ARTICLE = (
    '<article id="a{0}"><p>首段<em>着重</em><i>外</i></p><h2 id="h{0}">标题</h2><h2>标题</h2>'
    '<p>正文<em>重</em></p><p>正文</p><p style="color: red">正文</p>'
    "<table><tr><td>格<td>格</table></article>"
)
BODY = "".join(map(ARTICLE.format, range(3))) + '<h2 id="own">标题</h2><h2>标题</h2>'


@pytest.mark.parametrize(("place", "parameters"), HOOKED.items())
def test_what_is_hooked_has_the_parameters_it_had(
    place: tuple[Any, str], parameters: tuple[str, ...]
) -> None:
    assert tuple(inspect.signature(getattr(*place)).parameters) == parameters


def test_every_box_has_the_style_that_weasyprint_computes(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = [computed(style) for style in styles()]
    monkeypatch.setattr(layout, "shared_styles", nullcontext)
    assert shared == [computed(style) for style in styles()]


def test_what_is_alike_is_computed_once() -> None:
    first, second, third = (style for style in styles() if (style["anchor"] or "").startswith("h"))
    assert [style["anchor"] for style in (first, second, third)] == ["h0", "h1", "h2"]
    assert first.model is second.model
    assert first["margin_top"] is second["margin_top"]
    assert third["margin_top"].value == pytest.approx(5 / 25.4 * 96)


def test_a_copy_computes_from_what_is_changed_in_it() -> None:
    style = next(style for style in styles() if style["anchor"] == "h0")
    with shared_styles():
        copy = style.copy()
        copy.pop("margin_left", None)
        copy["font_size"] = 100
        assert copy["margin_left"].value == 100


def test_nothing_stays_hooked() -> None:
    before = {place: getattr(*place) for place in HOOKED}
    with pytest.raises(ZeroDivisionError), shared_styles():
        assert all(getattr(*place) is not before[place] for place in HOOKED)
        _ = 1 // 0
    assert {place: getattr(*place) for place in HOOKED} == before


def test_another_weasyprint_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {place: getattr(*place) for place in HOOKED}
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with shared_styles():
        assert {place: getattr(*place) for place in HOOKED} == before


def styles() -> Iterator[Any]:
    """The styles of all boxes that have one of their own, page by page."""
    sheet = Sheet("asset://style/test.css", "test.css", FONT_FACES + BASE + CSS)
    style = Style("test", FONTS, (sheet,), {}, {}, FACES, ())
    setter = Typesetter(style, Lexicon.common(), Report())
    html = f'<!doctype html><html lang="zh-CN"><title>t</title><body>{BODY}</body></html>'
    for page in setter.lay_out(Typeset(html, {}), Report()).document.pages:
        for box in page._page_box.descendants():
            if isinstance(box.style, ComputedStyle):
                yield box.style


def computed(style: Any) -> dict[str, str]:
    """Every property's computed value; by its model, if it has one."""
    names = (*INITIAL_VALUES, "__ink", "__gap")
    with shared_styles():
        return {name: repr(style[name]) for name in names}
