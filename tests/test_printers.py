from __future__ import annotations

from pathlib import Path

import pytest

from spp_press.catalogue import remedy, say
from spp_press.printers import PRINTERS, printer_names, read_printer
from spp_press.problems import InputError

GOOD = (PRINTERS / "offset-coated.toml").read_text(encoding="utf-8")


def problems(folder: Path, name: str = "mine") -> list[str]:
    with pytest.raises(InputError) as caught:
        read_printer(name, folder)
    for problem in caught.value.problems:
        for lang in ("zh", "en"):
            assert say(problem, lang) and remedy(problem, lang)
    return [f"{problem.key} {problem.place}" for problem in caught.value.problems]


def write(folder: Path, text: str) -> Path:
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["offset-coated", "offset-uncoated", "office-a4"])
def test_three_printers_come_with_the_press(name: str) -> None:
    printer = read_printer(name)
    assert name in printer_names()
    assert printer.takes(210, 297)
    assert printer.profile[12:20] == b"prtrCMYK"


def test_uncoated_paper_takes_less_ink() -> None:
    assert read_printer("offset-uncoated").ink_limit < read_printer("offset-coated").ink_limit


def test_trims_are_measured_to_a_tenth() -> None:
    printer = read_printer("offset-coated")
    assert printer.takes(210, 285) and printer.takes(210.05, 284.95)
    assert not printer.takes(210, 284.5) and not printer.takes(285, 210)


def test_a_root_may_have_its_own(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("marks = false", "marks = true"))
    assert read_printer("mine", tmp_path).marks
    assert "mine" in printer_names(tmp_path)
    (tmp_path / "offset-coated.toml").write_text(GOOD.replace("bleed = 3", "bleed = 5"))
    assert read_printer("offset-coated", tmp_path).bleed == 5


def test_a_root_may_have_its_own_colour_profile(tmp_path: Path) -> None:
    profile = read_printer("offset-coated").profile
    (tmp_path / "paper.icc").write_bytes(profile)
    write(tmp_path, GOOD.replace("ISOcoated_v2_300_bas.icc", "paper.icc"))
    assert read_printer("mine", tmp_path).profile == profile


def test_an_unknown_printer_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_printer("offset-coatd", tmp_path)
    (problem,) = caught.value.problems
    assert "offset-coated" in remedy(problem, "en")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("210×285", "210*285", "printer-trim printers/mine.toml:2"),
        ("marks = false", 'marks = "no"', "key-not-flag printers/mine.toml:4"),
        ("marks", "mark", "key-unknown-like printers/mine.toml:4"),
        ("ink_limit = 300", "ink_limit = 500", "key-range printers/mine.toml:5"),
        ('"x-4"', '"x-3"', "key-choice printers/mine.toml:11"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert problems(write(tmp_path, GOOD.replace(old, new))) == [expected]


def test_a_profile_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "paper.icc").write_bytes(b"x" * 200)
    write(tmp_path, GOOD.replace("ISOcoated_v2_300_bas.icc", "paper.icc"))
    assert problems(tmp_path) == ["printer-profile printers/mine.toml:7"]


def test_a_profile_outside_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("ISOcoated_v2_300_bas.icc", "../paper.icc"))
    assert problems(tmp_path) == ["path-leaves printers/mine.toml:7"]
