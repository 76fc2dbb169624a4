from __future__ import annotations

from pathlib import Path

import pytest

from tests.verapdf import failures, needs_verapdf

pytestmark = needs_verapdf


@pytest.fixture
def saved(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "edition.pdf"
    path.write_bytes(request.getfixturevalue(request.param))
    return path


@pytest.mark.parametrize("saved", ["print_pdf", "booklet_pdf", "proof_pdf"], indirect=True)
def test_what_is_printed_is_pdf_a_2u(saved: Path) -> None:
    assert failures(saved, "2u") == {}


@pytest.mark.parametrize("saved", ["screen_pdf"], indirect=True)
def test_what_is_read_is_pdf_a_3a_and_pdf_ua_1(saved: Path) -> None:
    assert failures(saved, "3a", "ua1") == {}


@pytest.mark.parametrize("saved", ["drawn"], indirect=True)
def test_the_validator_does_find_what_is_wrong(saved: Path) -> None:
    assert any(rule.startswith("ua1: 7.1") for rule in failures(saved, "ua1"))
