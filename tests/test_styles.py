"""A style by its name, and by the version of it that an issue pins."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from spp_press.problems import InputError, Report
from spp_press.receipts import read_receipt, receipt_name
from spp_press.styles import read_style, style_folder
from tests.conftest import ROOT, spp_press


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A bulletin whose classic is at its version 2021, and whose issue pins that."""
    shutil.copytree(ROOT / "issues", tmp_path / "issues")
    shutil.copytree(ROOT / "styles" / "classic", tmp_path / "styles" / "classic")
    set_version(tmp_path, "2021")
    settings = tmp_path / "issues" / "2021-1" / "issue.toml"
    settings.write_text('style = "classic@2021"\n' + settings.read_text("utf-8"), "utf-8")
    return tmp_path


def set_version(root: Path, version: str) -> None:
    file = root / "styles" / "classic" / "style.toml"
    lines = file.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("version")]
    title = next(i for i, line in enumerate(kept) if line.startswith("title"))
    file.write_text("\n".join([*kept[: title + 1], f'version = "{version}"', *kept[title + 1 :]]))


def test_a_pin_is_the_style_itself_while_it_is_at_that_version(root: Path) -> None:
    assert style_folder("classic@2021", root) == root / "styles" / "classic"
    style = read_style("classic@2021", root, Report())
    assert style.name == "classic@2021"
    assert style.sheets[0].file == "styles/classic/fonts.css"  # where its designer finds it


def test_an_old_issue_keeps_the_style_that_was_kept_for_it(root: Path) -> None:
    def make() -> tuple[bytes, dict[str, str]]:
        done = spp_press("make", "2021-1", "--root", root, "--edition", "screen")
        assert done.returncode == 0, done.stderr
        receipt = read_receipt(root / "build", receipt_name("2021-1"))
        assert receipt
        return (root / "build" / "2021-1-screen.pdf").read_bytes(), dict(receipt.inputs["style"])

    then = make()
    kept = spp_press("styles", "copy", "classic", "classic@2021", "--root", root)
    assert kept.returncode == 0, kept.stderr
    tokens = root / "styles" / "classic" / "tokens.css"
    tokens.write_text(tokens.read_text("utf-8").replace("--size: 10.5pt", "--size: 11pt"), "utf-8")
    set_version(root, "2022")
    assert style_folder("classic@2021", root) == root / "styles" / "classic@2021"
    assert make() == then
    verified = spp_press("verify", "2021-1", "--root", root)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_version_that_was_not_kept_is_named(root: Path) -> None:
    set_version(root, "2022")
    with pytest.raises(InputError) as raised:
        read_style("classic@2021", root, Report())
    assert [problem.key for problem in raised.value.problems] == ["style-version-missing"]
    done = spp_press("make", "2021-1", "--root", root)
    assert done.returncode == 3 and "styles/classic@2021" in done.stderr
