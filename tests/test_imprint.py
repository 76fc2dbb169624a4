"""报、送、发 and 印数 at the foot of the last page, what is not stated left out (GB/T 9704)."""

from __future__ import annotations

from pathlib import Path

import pdfplumber

from tests import small_bulletin
from tests.conftest import spp_press

MM = 72 / 25.4
STATED = """\
date = 2022-03-31
copies = 300
classification = "内部资料"
recipients = { report = "市政府办公室", send = "各县（区）、各有关单位", distribute = "各科室" }
"""


def lines(root: Path, stated: str) -> tuple[str, list[tuple[str, float]]]:
    """The first page's words, and the last page's lines with their distance from its foot, mm."""
    issue = small_bulletin.write(root) / "issue.toml"
    issue.write_text(stated + issue.read_text(encoding="utf-8"), encoding="utf-8")
    wanted = ("make", "2022-1", "--style", "hongtou", "--edition", "screen", "--output", root)
    done = spp_press("--lang", "en", *wanted, cwd=root)
    assert done.returncode == 0, done.stderr
    with pdfplumber.open(root / "2022-1-screen.pdf") as pdf:
        first, last = pdf.pages[0], pdf.pages[-1]
        found = last.extract_text_lines(x_tolerance=200)
        return "".join(first.extract_text().split()), [
            ("".join(line["text"].split()), (float(last.height) - line["bottom"]) / MM)
            for line in found
        ]


def test_an_official_bulletin_ends_with_its_imprint(tmp_path: Path) -> None:
    first, last = lines(tmp_path, STATED)
    assert first.startswith("内部资料")
    said = [text for text, _ in last]
    at = said.index("报：市政府办公室")
    assert said[at : at + 5] == [
        "报：市政府办公室",
        "送：各县（区）、各有关单位",
        "发：各科室",
        "中环联合认证中心2022年3月31日印发",
        said[at + 4],
    ]
    assert said[at + 4].startswith("编辑：王璟") and said[at + 4].endswith("（共印300份）")
    assert last[-1] == last[at + 4] and 35 < last[-1][1] < 42, "on the 版心's last line, 35 mm up"


def test_what_is_not_stated_is_not_printed(tmp_path: Path) -> None:
    first, last = lines(tmp_path, "date = 2022-03-31\n")
    assert "内部资料" not in first
    said = "".join(text for text, _ in last)
    assert not [label for label in ("报：", "送：", "发：", "共印") if label in said]
