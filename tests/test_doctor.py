"""``spp-press doctor``: what it finds, what it misses, and how it ends."""

from __future__ import annotations

import json
from collections import namedtuple
from pathlib import Path

import pytest

from spp_press import folders
from spp_press.cli import doctoring
from spp_press.cli.doctoring import examine
from spp_press.cli.show import Show
from spp_press.problems import Exit
from tests.conftest import ROOT, spp_press


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Fonts of the press in a folder of their own: links, so that one can be taken away."""
    folder = tmp_path / "shipped" / "fonts"
    folder.mkdir(parents=True)
    for path in (ROOT / "fonts").glob("*.*"):
        (folder / path.name).symlink_to(path)
    monkeypatch.setattr(folders, "shipped", lambda name: folder.parent / name)
    return folder


def found(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Exit, dict[str, str]]:
    """How ``doctor --json`` ends, and the key of each problem by what it is about."""
    done = examine(root, None, True, Show("en"))
    findings = json.loads(capsys.readouterr().out)
    return done, {f["name"]: f["problem"]["key"] for f in findings if f["problem"]}


def test_this_machine_has_all_that_is_needed(tmp_path: Path) -> None:
    run = spp_press("doctor", cwd=tmp_path)
    assert run.returncode == Exit.DONE, run.stderr
    for name in ("Pango", "HarfBuzz-subset", "Fontconfig", "WeasyPrint", "spp-song-400.otf"):
        assert name in run.stdout


def test_fonts_are_held_to_their_sums(
    fonts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (fonts / "spp-kai-400.ttf").unlink()
    (fonts / "spp-hei-400.otf").unlink()
    (fonts / "spp-hei-400.otf").write_bytes(b"another")
    done, problems = found(tmp_path, capsys)
    assert done is Exit.ENVIRONMENT
    assert problems["spp-kai-400.ttf"] == "doctor-font-missing"
    assert problems["spp-hei-400.otf"] == "doctor-font-altered"
    assert "spp-song-400.otf" not in problems


def test_a_full_disk_and_a_missing_library_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "free")
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage(1_000_000))
    monkeypatch.setattr(doctoring, "_SUBSETTERS", ("libabsent.so.0",))
    done, problems = found(tmp_path, capsys)
    assert done is Exit.ENVIRONMENT
    assert problems[str(tmp_path / "build")] == "doctor-room"
    assert problems["HarfBuzz-subset"] == "library-missing"


def test_what_nothing_requires_is_only_a_notice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert examine(tmp_path, None, False, Show("zh", verbose=True)) is Exit.DONE
    said = capsys.readouterr()
    assert "apt install chromium" in said.err
    assert "齐了" in said.out
