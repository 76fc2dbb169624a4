"""A table from a .csv, in a finished PDF and everywhere that an issue's files are."""

from __future__ import annotations

import json
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from spp_press.engine import compose
from spp_press.engine.places import sheets
from tests import small_bulletin
from tests.conftest import spp_press
from tests.engine.setting import FONT_FACES, FONTS

CSV = '国家,额,率\n荷兰,205,12.5%\n瑞典,"1,388.25",9%\n挪威,22.7,—\n'


@pytest.fixture(scope="module", params=["classic", "hongtou"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bulletin whose issue has a table from a file of GB18030, made."""
    root = tmp_path_factory.mktemp("bulletin")
    issue = small_bulletin.write(root)
    (issue / "data").mkdir()
    (issue / "data" / "额.csv").write_bytes(CSV.replace("\n", "\r\n").encode("gb18030"))
    with (issue / "articles" / "01.md").open("a", encoding="utf-8") as file:
        file.write("\n![表1 各国采购额](../data/额.csv)\n")
    done = spp_press("make", "2022-1", "--style", request.param, cwd=root)
    assert done.returncode == 0, done.stderr
    assert "data/额.csv" in spp_press("make", "2022-1", "-v", "--output", "x", cwd=root).stderr
    return root


def words(root: Path) -> dict[str, dict[str, float]]:
    with pdfplumber.open(root / "build" / "2022-1-print.pdf") as pdf:
        return {
            word["text"]: word
            for page in pdf.pages
            for word in page.extract_words(x_tolerance=1, extra_attrs=["size"])
        }


def test_figures_stand_with_their_points_below_one_another(made: Path) -> None:
    drawn = words(made)
    ends = []
    for figure in ("205", "1,388.25", "22.7"):
        fraction = figure.partition(".")[2]
        word = drawn[figure]
        # SPP Song's point is 0.327 em wide, its figures 0.55 but for the 1.
        ends.append(word["x1"] - word["size"] * (0.327 * bool(fraction) + 0.556 * len(fraction)))
    assert max(ends) - min(ends) < 0.3
    assert "205.00" not in drawn and "22.70" not in drawn  # what is lacking is not drawn


def test_the_table_is_tagged_with_its_heads(made: Path) -> None:
    with pikepdf.open(made / "build" / "2022-1-screen.pdf") as pdf:
        parts = [part for part in pdf.objects if isinstance(part, pikepdf.Dictionary)]
        heads = [part for part in parts if part.get("/S") == "/TH"]
        assert [str(head.A.Scope) for head in heads] == ["/Column"] * 3


def test_the_file_is_among_the_issues_inputs(made: Path) -> None:
    receipt = json.loads((made / "build" / "2022-1.receipt.json").read_text(encoding="utf-8"))
    assert "data/额.csv" in receipt["inputs"]["sources"]
    done = spp_press("unpack", "build/2022-1-screen.pdf", "--output", "again", cwd=made)
    assert done.returncode == 0, done.stderr
    (again,) = (made / "again").rglob("额.csv")
    assert again.read_bytes() == (made / "issues" / "2022-1" / "data" / "额.csv").read_bytes()


def test_a_click_on_a_row_leads_to_its_line() -> None:
    html = (
        '<html lang="zh-CN"><table data-source="articles/01.md:5">'
        '<tr data-source="data/额.csv:1"><th>国家</th></tr>'
        '<tr data-source="data/额.csv:2"><td>荷兰</td></tr></table>'
    )
    css = FONT_FACES + "td, th { font: 10pt/16pt 'SPP Song'; padding: 0 } table { width: 200pt }"
    (sheet,) = sheets(compose(html, css, FONTS))
    table, head, row = sheet.spots
    assert [str(spot.source) for spot in (head, row)] == ["data/额.csv:1", "data/额.csv:2"]
    assert head.text == "国家" and row.text == "荷兰"
    assert table.rect[2] > 190 and head.rect[3] == row.rect[3] == 16
    assert table.rect[1] <= head.rect[1] < row.rect[1]
