"""A PDF that is serialised once has the bytes that pydyf gives it."""

from __future__ import annotations

from contextlib import nullcontext

import pydyf
import pytest

from spp_press.engine import Pages, compose, layout
from spp_press.engine.serialising import HOOKED, serialised_once
from tests.engine.setting import FONTS

CSS = (
    "@font-face { font-family: Song; src: url(spp-song-400.otf) }"
    "@page { size: 90mm 60mm; margin: 10mm; @bottom-center { content: counter(page) } }"
    "html { font: 10pt/16pt Song } h1 { bookmark-level: 1 } .faint { opacity: .5 }"
)
BODY = (
    '<h1 id="top">采购</h1><p>采购清单与目录。</p><ul><li>一</li><li>二</li></ul>'
    '<p class="faint"><a href="https://example.org/">链接</a></p>'
    '<p style="break-before: page"><a href="#top">回到开头</a></p>'
)


def laid_out() -> Pages:
    return compose(f'<html lang="zh-CN"><title>t</title>{BODY}</html>', CSS, FONTS)


def test_what_is_hooked_is_a_property_as_it_was() -> None:
    stock = [vars(owner)[name] for owner, name in HOOKED]
    assert all(isinstance(made, property) for made in stock)
    with serialised_once():
        assert not any(isinstance(vars(owner)[name], property) for owner, name in HOOKED)
    assert [vars(owner)[name] for owner, name in HOOKED] == stock


def test_the_bytes_are_those_of_pydyf(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = laid_out().draw()
    monkeypatch.setattr(layout, "serialised_once", nullcontext)
    assert drawn == laid_out().draw()


def test_each_stream_is_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[pydyf.Stream] = []
    stock = vars(pydyf.Stream)["data"].fget

    def data(stream: pydyf.Stream) -> bytes:
        made.append(stream)
        return stock(stream)  # type: ignore[no-any-return]

    monkeypatch.setattr(pydyf.Stream, "data", property(data))
    laid_out().draw()
    assert len(made) == len({id(stream) for stream in made}) > 2
