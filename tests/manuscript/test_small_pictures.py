"""Pictures that are to be printed small: a block of one picture, which the style makes small."""

from __future__ import annotations

import pytest

from spp_press.manuscript import Manuscript, read_manuscript
from spp_press.problems import Report

PICTURE = '![画的是什么](../images/a.jpg "图注　摄影：张三")'


def read(block: str) -> tuple[Manuscript | None, list[str]]:
    report = Report()
    text = f"# 题\n\n文\n\n::: 小图\n{block}\n:::\n"
    manuscript = read_manuscript("articles/01.md", text, report)
    return manuscript, [f"{p.key} {p.place.line if p.place else 0}" for p in report]


def test_a_small_picture_is_a_figure_that_says_so() -> None:
    manuscript, problems = read(PICTURE)
    assert manuscript and not problems
    assert '<figure class="picture small"' in manuscript.body
    assert '<figcaption>图注 <span class="credit">摄影：张三</span></figcaption>' in manuscript.body
    assert [figure.name for figure in manuscript.figures] == ["images/a.jpg"]


@pytest.mark.parametrize("block", ["", "文", f"{PICTURE}\n{PICTURE}", f"{PICTURE}\n\n文"])
def test_a_block_of_anything_else_is_refused(block: str) -> None:
    assert read(block) == (None, ["container-picture 5"])
