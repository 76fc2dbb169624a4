"""The figures that composition has to meet (T1 to T11, T15), measured in finished PDFs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.composition.documents import (
    GRID,
    ISSUE_MEASURE,
    SIZE,
    glyphs_of,
    running_text,
    set_paragraphs,
)
from benchmarks.composition.extraction import differing
from benchmarks.composition.glyphs import Glyph
from benchmarks.composition.measure import Figures, measure, p90
from benchmarks.composition.pages import drift, set_titles
from benchmarks.composition.reading import SetParagraph, find_paragraphs
from benchmarks.composition.rendering import drawn_otherwise
from benchmarks.composition.texts import paragraphs, titles
from spp_press.composition import Lexicon
from spp_press.issue import Issue
from tests.conftest import Made

NONE_AT_ALL = (
    "line start", "line end", "split pair", "split number", "line-end mark", "line-end mark hung",
    "line-start opener", "adjacent marks", "overlapping marks", "Han-Latin gap", "overfull",
    "last line of one",
)  # fmt: skip
TOO_NARROW = "应第四届联合国环境大会"  # at 16 ic "(UNEA4)" does not fit beside it, nor break


@pytest.fixture(scope="module")
def glyphs(made: Made) -> list[Glyph]:
    return glyphs_of(made.screen.read_bytes())


@pytest.fixture(scope="module")
def body(glyphs: list[Glyph], issue: Issue) -> list[SetParagraph]:
    found, lost = find_paragraphs(running_text(glyphs), paragraphs(issue), ISSUE_MEASURE)
    assert lost == []
    return found


def assert_figures(figures: Figures, most: float, usual: float) -> None:
    misses = [str(miss) for miss in figures.misses if miss.figure in NONE_AT_ALL]
    assert misses == []
    assert p90(figures.gaps) <= usual
    edges = [miss for miss in figures.misses if miss.figure == "right edge"]
    assert [str(miss) for miss in edges if abs(miss.value) > most and miss.text != TOO_NARROW] == []
    assert p90(figures.changes) <= 0.05


def test_2021_1_at_its_own_measure(made: Made, body: list[SetParagraph]) -> None:
    assert_figures(measure(body), most=0.1, usual=0.03)
    assert list(map(str, differing(made.screen.read_bytes(), body))) == []


@pytest.mark.parametrize(
    ("width", "most", "usual"), [(16, 0.2, 0.06), (20, 0.1, 0.03), (30, 0.1, 0.03)]
)
def test_the_same_paragraphs_at_other_measures(
    issue: Issue, width: int, most: float, usual: float
) -> None:
    texts = paragraphs(issue)
    pdf = set_paragraphs(texts, width)
    found, lost = find_paragraphs(glyphs_of(pdf), texts, width * SIZE)
    assert lost == []
    assert_figures(measure(found), most, usual)
    assert list(map(str, differing(pdf, found))) == []


def test_no_title_is_parted_in_a_word(glyphs: list[Glyph], issue: Issue) -> None:
    lexicon = Lexicon.common().extended(issue.words)
    found, lost = set_titles(glyphs, titles(issue), lexicon)
    assert lost == []
    assert [title for title in found if title.inside] == []
    assert any(len(title.lines) > 1 for title in found)


def test_lines_keep_the_grid_of_all_pages(body: Sequence[SetParagraph]) -> None:
    strays = drift(body, GRID)
    assert len(strays) > 6
    assert max(strays.values()) <= 0.5


def test_three_renderers_draw_the_same_glyphs(issue: Issue) -> None:
    texts = paragraphs(issue)[:8]
    pdf = set_paragraphs(texts, 20)
    assert list(map(str, drawn_otherwise(pdf, glyphs_of(pdf)))) == []


def test_the_figures_see_what_is_wrong(body: list[SetParagraph]) -> None:
    """Read as though the style asked for no gap, every Han-Latin boundary is a miss."""
    assert measure(body, gap=0.0).count("Han-Latin gap") > 20
