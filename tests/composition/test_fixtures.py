"""Every fixture is set as its file says."""

from __future__ import annotations

import pytest

from tests.composition.proof import Case, read_cases


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: f"{case.file}: {case.title}")
def test_text_is_set_as_expected(case: Case) -> None:
    assert case.expected, "a case without expected lines"
    assert case.lines() == case.expected
