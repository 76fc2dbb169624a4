"""QR codes in a finished PDF: a scanner reads them, and a press prints them in one ink."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from spp_press.codes import CODE_LIMIT, draw_code
from spp_press.manuscript import CODE, Manuscript, read_manuscript
from spp_press.problems import Place, Report
from tests import small_bulletin
from tests.conftest import spp_press
from tests.verapdf import failures, needs_verapdf

MM = 72 / 25.4
BLACK = (0, 0, 0, 1)
SOURCE = "https://example.org/guide/%E7%BB%BF%E8%89%B2?page=3"
BLOCK = "https://example.org/" + "long/" * 38
ARTICLE = f"""
::: 二维码
[全文]({BLOCK})
<mailto:a@example.org>
:::

摘自：[《绿色采购指南》](https://example.org/guide/绿色?page=3)
"""


@pytest.fixture(scope="module", params=["classic", "hongtou"])
def build(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bulletin")
    issue = small_bulletin.write(root)
    with (issue / "articles" / "01.md").open("a", encoding="utf-8") as file:
        file.write(ARTICLE)
    settings = issue / "issue.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("\n\n", "\nqr = true\n\n", 1), encoding="utf-8")
    done = spp_press("make", "2022-1", "--style", request.param, cwd=root)
    assert done.returncode == 0, done.stderr
    assert "1 pictures" in done.stdout
    return root / "build"


def scanned(image: Image.Image) -> list[str]:
    return sorted(found.text for found in zxingcpp.read_barcodes(image))


@pytest.mark.parametrize("edition", ["print", "screen"])
def test_a_scanner_reads_each_from_the_page(build: Path, edition: str) -> None:
    pdf = pypdfium2.PdfDocument(build / f"2022-1-{edition}.pdf")
    found = [text for page in pdf for text in scanned(page.render(scale=300 / 72).to_pil())]
    assert sorted(found) == sorted([SOURCE, BLOCK, "mailto:a@example.org"])


def test_it_is_vector_and_black_alone_and_large_enough(build: Path) -> None:
    sizes = []
    with pdfplumber.open(build / "2022-1-print.pdf") as pdf:
        for page in pdf.pages:
            for quiet in (r for r in page.rects if r["non_stroking_color"] == (0, 0, 0, 0)):
                inside = page.within_bbox((quiet["x0"], quiet["top"], quiet["x1"], quiet["bottom"]))
                dark = [run for run in inside.rects if run is not quiet and run["width"] < 20 * MM]
                assert {run["non_stroking_color"] for run in dark if run["height"] < 3} == {BLACK}
                assert not inside.images and not inside.chars
                modules = [run for run in dark if run["non_stroking_color"] == BLACK]
                module = min(run["width"] for run in modules)
                assert module >= 0.399 * MM
                left, right = (f(run[x] for run in modules) for f, x in ((min, "x0"), (max, "x1")))
                assert right - left >= 14.99 * MM
                assert left - quiet["x0"] >= 3.99 * module <= quiet["x1"] - right + 0.01
                sizes.append(right - left)
    assert len(sizes) == 3 and max(sizes) > 1.4 * min(sizes)


def test_on_a_screen_it_is_a_link_and_says_so(build: Path) -> None:
    with pikepdf.open(build / "2022-1-screen.pdf") as pdf:
        parts = [part for part in pdf.objects if isinstance(part, pikepdf.Dictionary)]
        alts = {str(part.Alt) for part in parts if part.get("/S") == "/Figure"}
        links = [str(note.A.URI) for note in parts if "/URI" in note.get("/A", {})]
    assert {f"二维码：{BLOCK}", f"二维码：{SOURCE}"} <= alts
    assert links.count(BLOCK) == links.count(SOURCE) == 2  # the code and the words


@needs_verapdf
def test_its_link_is_accessible(build: Path) -> None:
    assert failures(build / "2022-1-screen.pdf", "3a", "ua1") == {}


def test_an_address_that_is_too_long_is_an_error() -> None:
    report = Report()
    address = "https://example.org/"
    address += "x" * (CODE_LIMIT - len(address))
    code = draw_code(CODE + address, address, Place("a.md", 3), report)
    assert code and code.width > 26 * MM and not report.problems
    assert draw_code(CODE, address + "y", Place("a.md", 3), report) is None
    assert [f"{p.key} {p.place}" for p in report] == ["code-long a.md:3"]


def read(text: str, *, codes: bool = False) -> tuple[Manuscript | None, list[str]]:
    report = Report()

    def picture(name: str, place: Place) -> Any:
        return draw_code(name, name.removeprefix(CODE), place, report)

    manuscript = read_manuscript("a.md", f"# 题\n\n{text}\n", report, picture, codes=codes)
    return manuscript, [f"{p.key} {p.place.line if p.place else 0}" for p in report]


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ("文字", "code-link 4"),
        ("[甲](https://a.cn)\n[乙](https://b.cn) 后文", "code-link 5"),
        ("[甲](https://a.cn)[乙](https://b.cn)", "code-link 4"),
        ("- [甲](https://a.cn)", "code-link 4"),
        ("[甲](javascript:x)", "link-refused 4"),
        ("", "container-empty 3"),
        ("![甲](../images/a.jpg)", "code-link 4"),
    ],
)
def test_a_block_of_codes_holds_links(block: str, problem: str) -> None:
    manuscript, problems = read(f"::: 二维码\n{block}\n:::")
    assert manuscript is None and problem in problems


def test_sources_have_codes_where_they_are_asked_for() -> None:
    source = "摘自：[指南](https://example.org/a)"
    for codes in (True, False):
        manuscript, problems = read(source, codes=codes)
        assert manuscript and not problems
        assert ('<figure class="qr"' in manuscript.body) is codes
        assert manuscript.body.count('<p class="source"') == 1
    plain, problems = read("摘自：《指南》", codes=True)
    assert plain and not problems and "<figure" not in plain.body
