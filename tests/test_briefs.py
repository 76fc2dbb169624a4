"""Briefs share the pages at their section's end, and the contents list follows the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from tests import small_bulletin
from tests.conftest import spp_press


@pytest.mark.parametrize("style", ["classic", "hongtou"])
def test_contents_follow_the_pages(tmp_path: Path, style: str) -> None:
    issue = small_bulletin.write(tmp_path)
    for number, title in (("02", "短讯一则"), ("03", "采购标准修订")):
        text = f"# {title}\n\n各地公布采购清单。\n"
        (issue / "articles" / f"{number}.md").write_text(text, encoding="utf-8")
    settings = issue / "issue.toml"
    articles = '"articles/01.md", { file = "articles/02.md", form = "brief" }, "articles/03.md"'
    text = settings.read_text(encoding="utf-8").replace('"articles/01.md"', articles)
    settings.write_text(f'style = "{style}"\n{text}', encoding="utf-8")
    done = spp_press("make", "2022-1", "--edition", "screen", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    pages = [
        re.sub(r"\s", "", page.get_textpage().get_text_bounded())
        for page in pypdfium2.PdfDocument(tmp_path / "build" / "2022-1-screen.pdf")
    ]
    contents = next(page for page in pages if "目录" in page)
    titles = ("绿色采购的新进展", "短讯一则", "采购标准修订")
    listed = sorted(titles, key=contents.index)
    whole = "".join(pages)
    assert listed == sorted(titles, key=whole.rindex)
