"""``check``, ``finish``, and what ``make`` does with an edition that fails its proof."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.conftest import ROOT, Made, spp_press
from tests.preflight.small import damaged, drawing

RICH = "0.9 0.8 0.8 0.7 k 100 400 50 50 re f"


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    """A bulletin whose one issue has a picture of 97 ppi."""
    issue = tmp_path / "issues" / "2022-1"
    (issue / "articles").mkdir(parents=True)
    (issue / "images").mkdir()
    shutil.copy(ROOT / "issues" / "bulletin.toml", tmp_path / "issues")
    (issue / "issue.toml").write_text(
        'year = 2022\nnumber = 1\ncumulative = 7\neditor = "王璟"\n\n'
        '[[sections]]\ntitle = "最新进展"\narticles = ["articles/01.md"]\n',
        encoding="utf-8",
    )
    (issue / "articles" / "01.md").write_text(
        "# 题目\n\n![一片绿](../images/a.png)\n\n正文在这里。\n", encoding="utf-8"
    )
    Image.new("RGB", (600, 200), (0, 108, 106)).save(issue / "images" / "a.png")
    return tmp_path


def test_a_coarse_picture_rejects_the_print_edition_alone(bulletin: Path) -> None:
    build = bulletin / "build"
    build.mkdir()
    (build / "2022-1-print.pdf").write_bytes(b"the last good one")
    made = spp_press("make", "2022-1", cwd=bulletin)
    assert made.returncode == 7, made.stderr
    assert "images/a.png" in made.stderr and "150" in made.stderr
    assert (build / "2022-1-print.pdf").read_bytes() == b"the last good one"
    assert (build / "2022-1-print.rejected.pdf").read_bytes().startswith(b"%PDF")
    assert (build / "2022-1-screen.pdf").read_bytes().startswith(b"%PDF")
    checked = spp_press("--lang", "zh", "check", "2022-1", cwd=bulletin)
    assert checked.returncode == 7, checked.stderr
    assert "2022-1-print.rejected.pdf: 错误: 最近一次 make 没有通过印前检查" in checked.stderr
    assert "2022-1-print.pdf: 错误: 这个 PDF 比最近一次 make 早" in checked.stderr
    assert "spp-press make 2022-1" in checked.stderr

    settings = bulletin / "issues" / "2022-1" / "issue.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text('accepts = ["images/a.png"]\n' + text, encoding="utf-8")
    accepted = spp_press("make", "2022-1", cwd=bulletin)
    assert accepted.returncode == 0, accepted.stderr
    assert (build / "2022-1-print.pdf").read_bytes().startswith(b"%PDF")
    assert not (build / "2022-1-print.rejected.pdf").exists()
    assert spp_press("check", "2022-1", cwd=bulletin).returncode == 0


def test_an_issues_check_has_its_words_and_its_editions(made: Made) -> None:
    output = made.print.parent
    done = spp_press("check", "2021-1", "--output", output, "--json")
    assert done.returncode == 0, done.stderr
    (said,) = json.loads(done.stdout)
    assert said["target"] == "2021-1"
    assert all(problem["severity"] != "error" for problem in said["problems"])


def test_a_style_is_checked_with_the_issue_it_is_tried_on(bulletin: Path) -> None:
    copied = spp_press("styles", "copy", "classic", "mine", cwd=bulletin)
    assert copied.returncode == 0, copied.stderr
    tokens = bulletin / "styles" / "mine" / "tokens.css"
    tokens.write_text(tokens.read_text("utf-8").replace("#006c6a", "#006d6a", 1), "utf-8")
    said = spp_press("check", "2022-1", "--style", "mine", cwd=bulletin)
    assert said.returncode == 0 and "styles/mine/tokens.css:" in said.stderr
    assert "styles/" not in spp_press("check", "2022-1", cwd=bulletin).stderr


def test_a_finished_pdf_is_checked_with_its_place_and_its_limit(
    clean: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.pdf"
    path.write_bytes(damaged(clean, drawing(RICH)))
    done = spp_press("check", path, "--json")
    assert done.returncode == 7
    (said,) = json.loads(done.stdout)
    (problem,) = said["problems"]
    assert problem["key"] == "proof-ink" and problem["file"] == "theirs.pdf"
    assert problem["values"]["measured"] == "320" and problem["values"]["limit"] == "300"
    assert "mm" in problem["what"] and problem["remedy"]


def test_warnings_fail_only_when_strict(clean: bytes, tmp_path: Path) -> None:
    path = tmp_path / "thin.pdf"
    path.write_bytes(damaged(clean, drawing("0.2 w 100 400 m 200 400 l S")))
    done = spp_press("check", path)
    assert done.returncode == 0 and "0.200 pt" in done.stderr
    assert spp_press("check", path, "--strict").returncode == 7


def test_ink_is_drawn_page_by_page(clean: bytes, tmp_path: Path) -> None:
    path = tmp_path / "heavy.pdf"
    path.write_bytes(damaged(clean, drawing(RICH)))
    done = spp_press("check", path, "--ink")
    assert done.returncode == 7
    maps = sorted(tmp_path.glob("heavy-ink-*.png"))
    assert [map_.name for map_ in maps] == [f"heavy-ink-{page:02}.png" for page in (1, 2, 3, 4)]
    red = [(220, 0, 40) in dict(Image.open(m).getcolors(1 << 20) or ()).values() for m in maps]
    assert red == [False, True, False, False]


@pytest.mark.parametrize("data", [None, b"not a PDF"])
def test_what_cannot_be_read_is_said(data: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "no.pdf"
    if data is not None:
        path.write_bytes(data)
    done = spp_press("check", path)
    assert done.returncode in (3, 7)
    assert "no.pdf" in done.stderr and "Traceback" not in done.stderr


def test_anyones_pdf_is_finished_for_the_press(pages: bytes, tmp_path: Path) -> None:
    path = tmp_path / "theirs.pdf"
    path.write_bytes(pages)
    done = spp_press("finish", path, "--printer", "offset-coated")
    assert done.returncode == 0, done.stderr
    with pikepdf.open(tmp_path / "theirs-print.pdf") as pdf:
        assert pdf.Root.OutputIntents[0].S == pikepdf.Name.GTS_PDFX
    assert spp_press("check", tmp_path / "theirs-print.pdf", "--strict").returncode == 0


def test_a_pdf_of_another_trim_is_refused_and_not_reflowed(pages: bytes, tmp_path: Path) -> None:
    path = tmp_path / "theirs.pdf"
    path.write_bytes(pages)
    done = spp_press("finish", path, "--printer", "office-a4")
    assert done.returncode == 3 and "210×297" in done.stderr
    assert list(tmp_path.iterdir()) == [path]
