"""What ``make`` writes beside the two editions, and when."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from spp_press.printers import PRINTERS
from tests import small_bulletin
from tests.conftest import spp_press


@pytest.fixture
def root(tmp_path: Path) -> Path:
    small_bulletin.write(tmp_path)
    return tmp_path


def made(root: Path) -> list[str]:
    return sorted(path.name.removeprefix("2022-1") for path in (root / "build").iterdir())


def test_a_ticket_goes_with_every_print_job(root: Path) -> None:
    assert spp_press("make", "2022-1", cwd=root).returncode == 0
    assert made(root) == ["-print.pdf", "-screen.pdf", "-工单.txt", ".receipt.json"]
    ticket = (root / "build" / "2022-1-工单.txt").read_text(encoding="utf-8")
    terms = [line.partition("：")[0] for line in ticket.splitlines()]
    assert {"开本", "页数", "色数", "装订", "印数"} <= set(terms)
    assert "大16开，成品 210×285 毫米" in ticket


def test_the_ticket_has_the_copies_that_are_stated(root: Path) -> None:
    settings = root / "issues" / "bulletin.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"copies = 1200\n{text}", encoding="utf-8")
    assert spp_press("make", "2022-1", "--edition", "print", cwd=root).returncode == 0
    assert "印数：1200 册" in (root / "build" / "2022-1-工单.txt").read_text(encoding="utf-8")


def test_without_a_print_job_there_is_no_ticket(root: Path) -> None:
    assert spp_press("make", "2022-1", "--edition", "screen", cwd=root).returncode == 0
    assert made(root) == ["-screen.pdf", ".receipt.json"]


def test_editions_made_one_after_the_other_share_a_receipt(root: Path) -> None:
    receipts = []
    (root / "build").mkdir()
    (root / "build" / "2022-1.receipt.json").write_bytes(b"no receipt")
    for editions in (("--edition", "print"), ("--edition", "screen"), ()):
        assert spp_press("make", "2022-1", *editions, cwd=root).returncode == 0
        receipts.append((root / "build" / "2022-1.receipt.json").read_bytes())
    assert receipts[0] != receipts[1] == receipts[2]


def test_a_booklet_is_made_when_asked(root: Path) -> None:
    done = spp_press("make", "2022-1", "--edition", "booklet", cwd=root)
    assert done.returncode == 0, done.stderr
    assert made(root) == ["-booklet.pdf", ".receipt.json"]


def test_a_separate_cover_is_a_file_of_its_own(root: Path) -> None:
    printers = root / "issues" / "printers"
    printers.mkdir()
    ours = (PRINTERS / "offset-coated.toml").read_text(encoding="utf-8")
    theirs = ours.replace('cover = "self"', 'cover = "separate"')
    assert theirs != ours
    (printers / "offset-coated.toml").write_text(theirs, encoding="utf-8")
    done = spp_press("make", "2022-1", "--edition", "print", cwd=root)
    assert done.returncode == 0, done.stderr
    assert made(root) == ["-print.pdf", "-内文.pdf", "-封面.pdf", "-工单.txt", ".receipt.json"]
    with (
        pikepdf.open(root / "build" / "2022-1-print.pdf") as whole,
        pikepdf.open(root / "build" / "2022-1-封面.pdf") as cover,
        pikepdf.open(root / "build" / "2022-1-内文.pdf") as body,
    ):
        assert len(cover.pages) == 4
        assert len(body.pages) == len(whole.pages) - 4
    ticket = (root / "build" / "2022-1-工单.txt").read_text(encoding="utf-8")
    assert "封面 4 页另附" in ticket


def test_a_proof_is_a_working_paper(root: Path) -> None:
    """No job for the press, and nothing of it in the receipt: each stage takes its place."""
    asked = {
        "一校": ("--edition", "proof"),
        "二校": ("--stage", "二校"),
        "付印": ("--stage", "press"),
    }
    for stage, options in asked.items():
        done = spp_press("make", "2022-1", *options, cwd=root)
        assert done.returncode == 0, done.stderr
        assert made(root) == ["-proof.pdf"]
        with pikepdf.open(root / "build" / "2022-1-proof.pdf") as pdf:
            assert str(pdf.docinfo["/Title"]).endswith(f"{stage}样")
    done = spp_press("make", "2022-1", "--edition", "print", "--edition", "proof", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "proof" not in (root / "build" / "2022-1.receipt.json").read_text(encoding="utf-8")
    assert spp_press("verify", "2022-1", cwd=root).returncode == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--stage", "四校"), "first, second, third, press"),
        (("--edition", "print", "--stage", "二校"), "--edition proof"),
        (("--stage", "付印", "--final"), "--final"),
    ],
)
def test_a_stage_that_is_none_makes_nothing(
    root: Path, options: tuple[str, ...], said: str
) -> None:
    done = spp_press("make", "2022-1", *options, cwd=root)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (root / "build").exists()


def test_the_editions_there_are_are_named(root: Path) -> None:
    done = spp_press("make", "2022-1", "--edition", "poster", cwd=root)
    assert done.returncode == 2
    assert "print, screen, booklet" in done.stderr


def test_a_profile_says_where_the_time_went(root: Path) -> None:
    stages = []
    for lang in ("en", "zh"):  # the second time it is finished
        done = spp_press("--lang", lang, "make", "2022-1", "--profile", "--cache", root / "cache",
                         cwd=root)  # fmt: skip
        assert done.returncode == 0, done.stderr
        rows = [line.split("\t") for line in done.stderr.splitlines() if "\t" in line]
        spans = {name: float(seconds) for name, seconds, _ in rows}
        assert list(spans.values())[-1] == pytest.approx(sum(list(spans.values())[:-1]), abs=0.01)
        stages.append(list(spans))
    assert stages == [
        ["starting", "finding what is finished", "loading the press", "reading",
         "reading the style", "laying out", "drawing", "converting pictures", "print edition",
         "screen edition", "proofing", "writing", "all"],
        ["启动", "查找已有成品", "写出", "合计"],
    ]  # fmt: skip
