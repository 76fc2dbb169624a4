from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from spp_press.inventory import receipt_of
from spp_press.issue import Issue
from spp_press.printers import read_printer
from spp_press.problems import InputError, Report
from spp_press.receipts import LOCK, Receipt, read_receipt
from spp_press.styles import read_style
from tests.conftest import ROOT, Made


@pytest.fixture(scope="module")
def receipt(issue: Issue) -> Receipt:
    style = read_style("classic", ROOT, Report())
    return receipt_of(issue, style, read_printer("offset-coated"), {"b.pdf": b"2", "a.pdf": b"1"})


def test_every_input_is_named(receipt: Receipt) -> None:
    inputs = receipt.inputs
    assert list(inputs) == ["sources", "style", "fonts", "printer", "press"]
    assert {"issue.toml", "images/cover.jpg", "issues/bulletin.toml"} <= set(inputs["sources"])
    style = {"style.toml", "page.css", "components/cover.css", "cover.html", "ring.svg"}
    assert {f"styles/classic/{name}" for name in style} <= set(inputs["style"])
    assert {"fonts/spp-song-400.otf", "fonts/spp-kai-400.ttf"} <= set(inputs["fonts"])
    assert list(inputs["printer"]) == ["offset-coated", "FOGRA39"]
    assert {"Pango", "HarfBuzz", "Fontconfig", "WeasyPrint", "pikepdf"} <= set(inputs["press"])
    assert list(receipt.outputs) == ["a.pdf", "b.pdf"]


def test_it_is_read_as_it_was_written(receipt: Receipt, tmp_path: Path) -> None:
    (tmp_path / LOCK).write_bytes(receipt.written())
    assert read_receipt(tmp_path, LOCK) == receipt
    assert read_receipt(tmp_path, "other") is None


def test_no_path_of_this_machine_is_in_it(receipt: Receipt) -> None:
    assert str(ROOT) not in receipt.written().decode()
    assert str(Path.home()) + "/" not in receipt.written().decode()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"issue": "x"}', '{"issue": 1, "inputs": [], "outputs": 3}',
             "[" * 100_000, '{"issue":"a","style":"b","printer":"c","inputs":{"d":1},"outputs":{}}']
)  # fmt: skip
def test_what_is_no_receipt_is_an_error_of_its_own(tmp_path: Path, text: str) -> None:
    (tmp_path / LOCK).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_receipt(tmp_path, LOCK)
    assert [problem.key for problem in caught.value.problems] == ["receipt-broken"]


def test_differences_are_named(receipt: Receipt) -> None:
    sources = {**receipt.inputs["sources"], "issue.toml": "0", "articles/new.md": "1"}
    del sources["images/cover.jpg"]
    other = replace(receipt, inputs={**receipt.inputs, "sources": sources})
    assert receipt.differences(receipt) == ()
    assert receipt.differences(other) == (
        ("sources", "articles/new.md"),
        ("sources", "images/cover.jpg"),
        ("sources", "issue.toml"),
    )


def test_only_files_that_both_have_can_break_it(receipt: Receipt) -> None:
    assert receipt.broken_by(replace(receipt, outputs={"a.pdf": "x", "c.pdf": "y"})) == ("a.pdf",)
    assert receipt.broken_by(replace(receipt, outputs={"c.pdf": "y"})) == ()


def test_what_was_made_of_the_same_is_one_receipt(receipt: Receipt) -> None:
    screen = replace(receipt, outputs={"c.pdf": "3"})
    assert list(screen.joined(receipt).outputs) == ["a.pdf", "b.pdf", "c.pdf"]
    assert screen.joined(None) == screen
    assert screen.joined(replace(receipt, style="mine")) == screen


def test_the_one_beside_the_pdfs_tells_their_sums(made: Made) -> None:
    said = json.loads((made.print.parent / "2021-1.receipt.json").read_bytes())
    assert list(said["outputs"]) == ["2021-1-print.pdf", "2021-1-screen.pdf", "2021-1-工单.txt"]
    again = read_receipt(made.print.parent, "2021-1.receipt.json")
    assert (
        again and again.inputs["sources"]["issue.toml"] == said["inputs"]["sources"]["issue.toml"]
    )
