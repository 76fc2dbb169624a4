"""Back issues after the bulletin's own: its articles in other orders, numbers and dates to fit."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.conftest import ROOT

A_YEAR = 4  # issues
FIRST = 1950  # the year of the first issue of all
_HAN = re.compile("[一-鿿]+")
PATTERN = ROOT / "issues" / "2021-1"
SECTIONS = (
    ("同一个地球网络最新进展", 3, "article"),
    ("可持续公共采购计划最新进展", 4, "article"),
    ("合作伙伴最新进展", 4, "brief"),
)


def write_bulletin(root: Path, issues: Iterable[str], *, words: int | None = None) -> Path:
    """A bulletin in ``root`` with ``issues`` (``2015-3``), each the same whenever it is written.

    ``words``: with so many characters in each article, and no picture in them.
    """
    (root / "issues").mkdir(parents=True)
    for file in ("bulletin.toml", "words.txt"):
        shutil.copy(ROOT / "issues" / file, root / "issues")
    for name in issues:
        _write_issue(root / "issues" / name, words)
    return root


def names(count: int, first: int = FIRST) -> Iterator[str]:
    """``count`` issues from the year ``first`` on, four a year."""
    for index in range(count):
        yield f"{first + index // A_YEAR}-{index % A_YEAR + 1}"


def _write_issue(folder: Path, words: int | None) -> None:
    year, number = map(int, folder.name.split("-"))
    (folder / "articles").mkdir(parents=True)
    (folder / "images").mkdir()
    for picture in (PATTERN / "images").iterdir():
        if words is None or picture.stem == "cover":
            os.link(picture, folder / "images" / picture.name)
    manuscripts = sorted((PATTERN / "articles").glob("*.md"))
    random.Random(folder.name).shuffle(manuscripts)
    settings = [
        f"year = {year}",
        f"number = {number}",
        f"cumulative = {(year - FIRST) * A_YEAR + number}",
        f"date = {year}-{number * 3:02}-15",
        'cover = { file = "images/cover.jpg", alt = "封面" }',
    ]
    left = iter(manuscripts)
    for title, count, form in SECTIONS:
        settings += ["", "[[sections]]", f'title = "{title}"', "articles = ["]
        for manuscript in (next(left) for _ in range(count)):
            text = manuscript.read_text(encoding="utf-8")
            if words is not None:
                text = _shortened(text, words)
            (folder / "articles" / manuscript.name).write_text(text, encoding="utf-8")
            settings.append(f'  {{ file = "articles/{manuscript.name}", form = "{form}" }},')
        settings.append("]")
    (folder / "issue.toml").write_text("\n".join(settings) + "\n", encoding="utf-8")


def _shortened(text: str, words: int) -> str:
    title, _, body = text.partition("\n")
    plain = "".join(_HAN.findall(body))
    return f"{title}\n\n{plain[:words]}。\n"
