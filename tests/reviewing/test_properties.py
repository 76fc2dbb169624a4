"""Whatever manuscript the press reads: no edit, no change; one edit, that change and no other."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from spp_press.manuscript import read_manuscript
from spp_press.manuscript.vetting import drawn
from spp_press.problems import InputError, Report
from spp_press.reviewing import Kind, State
from spp_press.reviewing.passages import Passage, Role, passages_in
from tests import small_bulletin
from tests.manuscript.cases import read_cases
from tests.reviewing.conftest import Desk
from tests.reviewing.reviewer import Reviewer

CASES = [case.text for name in ("notation.txt", "emphasis.txt") for case in read_cases(name)]
"""Manuscripts of every notation."""

FILE = "articles/01.md"
WORDS = st.text("绿色采购标准，。“”（）Ab1 *_[]<>&\\`|#-:：!\u3000\n", min_size=1, max_size=30)
blocks = st.one_of(
    WORDS,
    st.builds("{}**{}**{}".format, WORDS, WORDS, WORDS),
    st.builds("> {}".format, WORDS),
    st.builds("- {}\n- {}".format, WORDS, WORDS),
    st.builds("| {} | {} |\n|---|---|\n| {} | {} |".format, WORDS, WORDS, WORDS, WORDS),
    st.sampled_from(CASES),
)
manuscripts = st.lists(blocks, min_size=1, max_size=4).map(
    lambda parts: "# 题\n\n" + "\n\n".join(parts) + "\n"
)


def read(text: str) -> list[Passage]:
    """The passages of a manuscript, if the press reads it."""
    assume(read_manuscript(FILE, text, Report()) is not None)
    return passages_in(FILE, text, 1)


@given(manuscripts)
def test_passages_are_what_is_printed(text: str) -> None:
    passages = read(text)
    manuscript = read_manuscript(FILE, text, Report())
    assert manuscript is not None
    printed = "".join(drawn(manuscript.title_html + manuscript.body).split())
    for passage in passages:
        if passage.role in (Role.PLAIN, Role.PICTURE):
            continue
        for words in "".join(g.text if len(g.text) == 1 else "\0" for g in passage.glyphs).split():
            for part in words.replace("（", "\0").replace("）", "\0").split("\0"):
                assert part in printed or "://" in part  # an excerpt's address is printed short
        for glyph in passage.glyphs:
            assert glyph.start >= 0
            if glyph.end - glyph.start == 1 and glyph.text.strip():
                assert text[glyph.start] == glyph.text


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("reviewed")
    return Desk(small_bulletin.write(root), root)


def written(desk: Desk, text: str) -> bytes:
    """The Word file of an issue with this manuscript, if the press reads it."""
    desk.manuscript.write_text(text, encoding="utf-8", newline="\n")
    try:
        return desk.export()
    except InputError:
        assume(False)
        raise


@given(manuscripts)
@settings(max_examples=30)
def test_no_edit_is_no_change(desk: Desk, text: str) -> None:
    data = written(desk, text)
    assert desk.review(data).changes == ()
    assert desk.review(Reviewer(data).docx()).changes == ()


@given(manuscripts, st.data())
@settings(max_examples=30)
def test_one_edit_is_that_change(desk: Desk, text: str, data: st.DataObject) -> None:
    docx = written(desk, text)
    passages = passages_in("articles/01.md", text, 1)
    plain = [p for p in passages if p.role is not Role.PLAIN and p.text.isprintable()]
    plain = [p for p in plain if all(len(g.text) == 1 for g in p.glyphs) and p.text.strip()]
    passage = data.draw(st.sampled_from(plain))
    start = data.draw(st.integers(0, len(passage.glyphs) - 1))
    end = data.draw(st.integers(start + 1, len(passage.glyphs)))
    new = data.draw(st.text("龘靐*<|", max_size=4))
    assume(new.strip() or passage.text[:start].strip() or passage.text[end:].strip())
    reviewer = Reviewer(docx)
    paragraph = reviewer.keyed(passage.key)
    by = data.draw(st.sampled_from(["", "李审"]))
    reviewer.change(paragraph, reviewer.runs(paragraph, start, end), new, by)
    review = desk.review(reviewer.docx())
    old = passage.text[start:end]
    assume(old != new and (old.strip() or new.strip()))
    assert review.changes and {c.kind for c in review.changes} == {Kind.EDITED}
    assert {c.author for c in review.changes} == {by}
    if not set(old) & set(new):  # else what is kept of the old can be read in several ways
        (change,) = review.changes
        assert (sorted(change.old), change.new) == (sorted(old), new)
    if not all(c.state is State.CERTAIN for c in review.changes):
        return
    desk.accepted(review)
    assert desk.review(reviewer.docx()).changes == ()
    now = passages_in("articles/01.md", desk.manuscript.read_text("utf-8"), 1)
    shown = passage.text[:start] + new + passage.text[end:]
    assert shown.strip() in [p.text for p in now]
