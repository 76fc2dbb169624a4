from __future__ import annotations

import random

import pytest

from spp_press.drawings import Drawing, repainted, vet
from spp_press.problems import Place, Report

PLACE = Place("articles/02-b.md", 9)
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inner: str, attributes: str = 'viewBox="0 0 40 20"', before: str = "") -> bytes:
    start = f'{before}<svg xmlns="http://www.w3.org/2000/svg" {XLINK} {attributes}>'
    return f"{start}{inner}</svg>".encode()


def vetted(data: bytes) -> tuple[Drawing | None, list[str]]:
    report = Report()
    drawing = vet("images/a.svg", data, PLACE, report)
    assert (drawing is None) == bool(report.errors)
    return drawing, [p.key for p in report]


def test_a_sound_drawing_keeps_its_bytes() -> None:
    data = svg(
        "<title>题</title><defs><linearGradient id='g'><stop/></linearGradient></defs>"
        "<style>.a{fill:url(#g)}</style><rect width='3' height='2' fill='url(#g)'/>"
        "<g id='x'><path d='M0 0L1e3 1'/></g><use href='#x'/>"
        "<text x='1'>可持续 <tspan>公共</tspan>采购</text>"
    )
    drawing, problems = vetted(data)
    assert drawing and problems == []
    assert (drawing.data, drawing.text) == (data, "可持续 公共采购")
    assert (drawing.width, drawing.height, drawing.mime) == (40, 20, "image/svg+xml")


def test_what_is_painted_is_repainted_and_nothing_else() -> None:
    data = svg(
        "<style>.a{fill:#006c6a}</style><path fill='#006C6A' stroke = '#006c6a' d='M0 0h1'/>"
        "<stop stop-color='#006c6a'/><use href='#006c6a'/><text fill='url(#006c6a)'>#006c6a</text>"
        "<path fill='#f59d1f'/>"
    )
    done = repainted(data, {"006c6a": "181715"})
    assert done == svg(
        "<style>.a{fill:#181715}</style><path fill='#181715' stroke = '#181715' d='M0 0h1'/>"
        "<stop stop-color='#181715'/><use href='#006c6a'/><text fill='url(#006c6a)'>#006c6a</text>"
        "<path fill='#f59d1f'/>"
    )
    assert repainted(data, {}) == data


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 40 20"', (40, 20)),
        ('width="72pt" height="1in"', (96, 96)),
        ('width="25.4mm" height="2.54cm" viewBox="0 0 1 1"', (96, 96)),
        ('width="100%" height="auto" viewBox="0,0,40,20"', (40, 20)),
        ('width="12" height="5px"', (12, 5)),
    ],
)
def test_its_size_in_css_px(attributes: str, size: tuple[float, float]) -> None:
    drawing, _ = vetted(svg("<rect/>", attributes))
    assert drawing
    assert (drawing.width, drawing.height) == pytest.approx(size)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "picture-empty"),
        (b"<svg", "drawing-broken"),
        (b"<html/>", "drawing-broken"),
        (b"<svg/>", "drawing-broken"),
        ("<svg/>".encode("utf-16"), "text-utf16"),
        (svg("", before="<!DOCTYPE svg SYSTEM 'file:///etc/passwd'>"), "drawing-doctype"),
        (svg("&x;", before="<!DOCTYPE svg [<!ENTITY x 'y'>]>"), "drawing-doctype"),
        (svg("", before="<?xml-stylesheet href='a.css'?>"), "drawing-outside"),
        (svg("<image href='a.png'/>"), "drawing-element"),
        (svg("<image xlink:href='http://a/b.png'/>"), "drawing-element"),
        (svg("<script>1</script>"), "drawing-element"),
        (svg("<foreignObject/>"), "drawing-element"),
        (svg("<a href='#x'><text>a</text></a>"), "drawing-element"),
        (svg("<animate/>"), "drawing-element"),
        (svg("<switch><g/></switch>"), "drawing-element"),
        (svg("<filter/>"), "drawing-element"),
        (svg("<rect onload='x'/>"), "drawing-element"),
        (svg("<g xml:base='file:///'/>"), "drawing-element"),
        (svg("<use href='b.svg#x'/>"), "drawing-outside"),
        (svg("<use xlink:href=' file:///etc/passwd'/>"), "drawing-outside"),
        (svg("<rect fill='url(http://a/b)'/>"), "drawing-outside"),
        (svg("<rect style='fill:URL( \"b.svg#x\" )'/>"), "drawing-outside"),
        (svg("<rect style='fill:u\\72l(b)'/>"), "drawing-outside"),
        (svg("<rect style='fill:ur/**/l(b)'/>"), "drawing-outside"),
        (svg("<rect style='fill:url(#a'/>"), "drawing-outside"),
        (svg("<style>@import 'a.css';</style>"), "drawing-element"),
        (svg("<style>@font-face{src:url(a)}</style>"), "drawing-outside"),
        (svg("<style>a{fill:url(b)}</style>"), "drawing-outside"),
        (svg("<style>a{fill:url(#p)}</style><pattern id='p'/>"), "drawing-element"),
        (svg("<style>a{--b:var(--c) var(--c)}</style>"), "drawing-element"),
        (svg("<use id='a' href='#a'/>"), "drawing-circle"),
        (svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"), "drawing-circle"),
        (svg("<g>" * 80 + "</g>" * 80), "drawing-large"),
        (svg("<g/>" * 30_000), "drawing-large"),
        (svg("<rect/>", ""), "drawing-size"),
        (svg("<rect/>", 'width="0" height="5"'), "drawing-size"),
        (svg("<rect/>", 'width="1e9" height="5"'), "drawing-large"),
        (svg("<rect width='99999'/>"), "drawing-large"),
    ],
)
def test_what_is_not_let_in(data: bytes, key: str) -> None:
    assert vetted(data) == (None, [key])


@pytest.mark.parametrize("reference", ["<use href='#{}'/>", "<rect fill='url(#{})'/>"])
def test_references_that_unfold_without_end_are_counted(reference: str) -> None:
    levels = [f"<g id='l0'>{'<rect/>' * 10}</g>"]
    levels += [f"<g id='l{i}'>{reference.format(f'l{i - 1}') * 10}</g>" for i in range(1, 9)]
    assert vetted(svg("".join(levels))) == (None, ["drawing-large"])


def test_a_drawing_in_gb18030_is_read_and_kept_as_utf_8() -> None:
    text = '<?xml version="1.0" encoding="GB18030"?>' + svg("<text>王璟</text>").decode()
    drawing, problems = vetted(text.encode("gb18030"))
    assert drawing and problems == ["text-gb18030"]
    assert drawing.text == "王璟"
    assert drawing.data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')


def test_editors_own_elements_are_let_be() -> None:
    inner = '<x:namedview xmlns:x="http://example.org/x"/><metadata/><desc>x</desc>'
    assert vetted(svg(inner))[1] == []


def test_damaged_text_is_drawn_or_refused() -> None:
    whole = svg("<g id='a'><text>可持续</text></g><use href='#a'/><rect fill='url(#a)'/>")
    dice = random.Random(1)
    for _ in range(400):
        data = bytearray(whole)
        data[dice.randrange(len(data))] = dice.randrange(256)
        vetted(bytes(data[: dice.choice((None, dice.randrange(len(data))))]))
