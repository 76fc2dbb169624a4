"""Which test proves which requirement of Chinese composition (T1 to T21).

A proof is a test's function, or a case of a fixture file that an editor reads. Whoever renames one
changes this table; a requirement without a proof fails.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
_FIGURES = "test_composition_figures.py::test_2021_1_at_its_own_measure"
_OTHER_MEASURES = "test_composition_figures.py::test_the_same_paragraphs_at_other_measures"
_FIXTURES = "composition/fixtures/"
_APPARATUS = "engine/test_apparatus.py::"

PROOFS: dict[str, tuple[str, ...]] = {
    "T1 no prohibited line start or end": (
        _FIGURES,
        _OTHER_MEASURES,
        "composition/test_properties.py::test_no_prohibited_break",
        _FIXTURES + "prohibitions.txt::a dash is never split but may start a line",
        _FIXTURES + "prohibitions.txt::a solidus stands at neither edge",
    ),
    "T2 marks at a line's edge take half an ic": (
        _FIGURES,
        "engine/test_lines.py::test_line_end_marks_are_half_wide_and_line_start_openers_flush",
        _FIXTURES + "marks.txt::a mark at a line's end takes half an ic",
    ),
    "T3 adjacent marks take one and a half": (
        _FIGURES,
        _FIXTURES + "marks.txt::adjacent marks take one and a half ic",
    ),
    "T4 the gap beside Latin and digits is the style's": (
        _FIGURES,
        "composition/test_paragraph.py::test_latin_and_digits_keep_gaps_of_their_own",
        _FIXTURES + "latin.txt::no gap where the style has none",
    ),
    "T5 both edges are straight": (
        _FIGURES,
        _OTHER_MEASURES,
        "composition/test_properties.py::test_full_lines_end_on_the_measure",
        "engine/test_lines.py::test_a_paragraph_ends_on_the_measure_that_css_states",
    ),
    "T6 no last line of one character": (
        _FIGURES,
        _FIXTURES + "paragraphs.txt::the last line is not one character",
    ),
    "T7 paragraphs are indented by two ic": (
        _APPARATUS + "test_paragraphs_are_indented_by_two_characters_after_a_heading_too",
    ),
    "T8 a number keeps its sign and unit": (
        _FIGURES,
        _FIXTURES + "latin.txt::a number keeps its sign, point and unit",
        _FIXTURES + "latin.txt::a number and what it counts part at a cost",
    ),
    "T9 headings break between words": (
        "composition/test_rules.py::test_no_heading_of_the_bulletin_breaks_inside_a_word",
        "test_composition_figures.py::test_no_title_is_parted_in_a_word",
    ),
    "T10 quotation marks take the face of their text": (
        "composition/test_rules.py::test_quotation_marks_are_latin_in_latin_text_only",
        _FIXTURES + "latin.txt::an apostrophe and a quotation in English are proportional",
    ),
    "T11 lines keep the grid": (
        "test_composition_figures.py::test_lines_keep_the_grid_of_all_pages",
        _APPARATUS + "test_text_stays_on_the_grid_after",
    ),
    "T12 Latin matches the Han face": (
        _APPARATUS + "test_latin_stands_upright_on_the_han_baseline_in_the_face_made_for_it",
        "test_foundry.py::test_every_face_has_the_same_box",
    ),
    "T13 emphasis beside full-width marks": (
        "manuscript/test_manuscript.py::test_emphasis",
        "test_2021_1.py::test_every_line_is_as_it_was_printed",
    ),
    "T14 a soft line end is no space": (
        "manuscript/fixtures/notation.txt::汉字之间的行尾不是空格",
        "manuscript/fixtures/notation.txt::汉字与拉丁词之间的行尾不是空格",
    ),
    "T15 what is copied is what was written": (
        _FIGURES,
        "test_off_the_press.py::test_every_paragraph_is_there_complete_and_in_order",
    ),
    "T16 emphasis dots, ruby and notes": (
        _APPARATUS + "test_a_dot_stands_under_the_middle_of_each_emphasised_han_character",
        _APPARATUS + "test_ruby_stands_centred_above_its_base_and_moves_no_line",
        _APPARATUS + "test_calls_and_notes_extract_with_their_text",
    ),
    "T17 marks that take one ic together, or half": (
        _FIXTURES + "marks.txt::paired question and exclamation marks take one ic, three take two",
        "test_foundry.py::test_dashes_ellipses_and_the_interpunct",
    ),
    "T18 titles of tables and figures, and tables that go on": (
        _APPARATUS + "test_a_table_s_title_stands_above_it_and_a_figure_s_below",
        _APPARATUS + "test_a_table_that_crosses_pages_repeats_its_head_and_says_so",
    ),
    "T19 notes are counted on each page": (
        _APPARATUS + "test_notes_are_counted_anew_on_each_page",
        _APPARATUS + "test_no_note_is_lost_where_notes_are_long_and_many",
    ),
    "T20 a heading's shape": (
        "composition/test_rules.py::test_shapes",
        _FIXTURES + "headings.txt::a trapezium",
        _FIXTURES + "headings.txt::a lozenge",
    ),
    "T21 Latin words hyphenate by their language": (
        "composition/test_rules.py::test_words_hyphenate_by_their_language",
        "composition/test_rules.py::test_capitals_and_numbers_do_not_hyphenate",
        _FIXTURES + "latin.txt::an address breaks at its delimiters, without a hyphen",
    ),
}


@cache
def names_in(file: str) -> frozenset[str]:
    """The tests of a Python file, or the titles of a fixture file's cases."""
    text = (TESTS / file).read_text(encoding="utf-8")
    if file.endswith(".py"):
        tree = ast.parse(text)
        return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(line.removeprefix("== ") for line in text.split("\n"))


def test_every_requirement_has_its_proof() -> None:
    assert [name.split()[0] for name in PROOFS] == [f"T{n}" for n in range(1, 22)]


@pytest.mark.parametrize(("requirement", "proofs"), PROOFS.items(), ids=list(PROOFS))
def test_a_proof_is_there(requirement: str, proofs: tuple[str, ...]) -> None:
    assert proofs, requirement
    for proof in proofs:
        file, _, name = proof.partition("::")
        assert name in names_in(file), f"{requirement}: {proof} is gone"
