"""An excerpt's source in the finished PDFs: its address live on screen, short on paper."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests import small_bulletin
from tests.conftest import spp_press

LONG = "https://www.example.org/library/reports/2022/04/green?lang=zh"
TYPED = "https://www.example.org/annual/2025/"


@pytest.mark.parametrize("style", ["classic", "hongtou"])
def test_an_address_is_whole_where_it_can_be_typed(tmp_path: Path, style: str) -> None:
    article = small_bulletin.write(tmp_path) / "articles" / "01.md"
    source = f"\n摘自：某某大学可持续发展研究所《绿色采购年度报告》，{LONG}，{TYPED}\n"
    article.write_text(small_bulletin.ARTICLE + source, encoding="utf-8")
    wanted = ("make", "2022-1", "--style", style, "--output", tmp_path)
    done = spp_press("--lang", "en", *wanted, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for edition in ("print", "screen"):
        pdf = pypdfium2.PdfDocument(tmp_path / f"2022-1-{edition}.pdf")
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert "》，example.org，" in "".join(text.split())
        assert any("example.org/annual/2025" in line for line in text.splitlines()), "on one line"
        assert "library" not in text
    assert {LONG, TYPED} <= linked(tmp_path / "2022-1-screen.pdf")
    assert linked(tmp_path / "2022-1-print.pdf") == set()


def linked(path: Path) -> set[str]:
    """The addresses that a PDF's annotations lead to."""
    with pikepdf.open(path) as pdf:
        annotations = [a for page in pdf.pages for a in page.get("/Annots", [])]
        return {str(a.A.URI) for a in annotations if "/A" in a and "/URI" in a.A}
