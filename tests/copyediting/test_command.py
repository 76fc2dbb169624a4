"""``check --fix`` as an editor runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.conftest import ROOT, spp_press

TEXT = "# 绿色采购\r\n\r\n采购,循环(UNEP)...好。他说“采购,好”。`a,b`\r\n"
FIXED = "# 绿色采购\r\n\r\n采购，循环（UNEP）……好。他说“采购,好”。`a,b`\r\n"


def bulletin(folder: Path) -> Path:
    """A bulletin of one issue; gives its manuscript."""
    issues = folder / "issues"
    (issues / "2022-1" / "articles").mkdir(parents=True)
    shutil.copy(ROOT / "issues" / "bulletin.toml", issues)
    (issues / "2022-1" / "issue.toml").write_text(
        'year = 2022\nnumber = 1\ncumulative = 7\neditor = "王璟"\n\n'
        '[[sections]]\ntitle = "最新进展"\narticles = ["articles/01.md"]\n',
        encoding="utf-8",
    )
    manuscript = issues / "2022-1" / "articles" / "01.md"
    manuscript.write_bytes(TEXT.encode())
    return manuscript


def test_check_changes_nothing_and_fix_what_is_certain(tmp_path: Path) -> None:
    manuscript = bulletin(tmp_path)
    checked = spp_press("check", "2022-1", "--json", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr
    keys = {(p["key"], p["line"]) for p in json.loads(checked.stdout)[0]["problems"]}
    assert {("copy-half-width", 3), ("copy-ellipsis", 3)} <= keys
    assert manuscript.read_bytes() == TEXT.encode()

    fixed = spp_press("check", "2022-1", "--fix", cwd=tmp_path)
    assert fixed.returncode == 0, fixed.stderr
    assert manuscript.read_bytes() == FIXED.encode()
    assert "--- articles/01.md" in fixed.stdout
    assert "+采购，循环（UNEP）" in fixed.stdout
    assert "“采购,好”" in fixed.stderr  # still shown, and left to the editor

    again = spp_press("check", "2022-1", "--fix", cwd=tmp_path)
    assert "---" not in again.stdout and manuscript.read_bytes() == FIXED.encode()


def test_strict_lets_a_slip_fail(tmp_path: Path) -> None:
    bulletin(tmp_path)
    assert spp_press("check", "2022-1", "--strict", cwd=tmp_path).returncode == 3


def test_gb18030_and_a_broken_issue_are_left_alone(tmp_path: Path) -> None:
    manuscript = bulletin(tmp_path)
    manuscript.write_bytes(TEXT.encode("gb18030"))
    fixed = spp_press("check", "2022-1", "--fix", cwd=tmp_path)
    assert fixed.returncode == 0, fixed.stderr
    assert manuscript.read_bytes() == TEXT.encode("gb18030")
    manuscript.write_text("没有标题,没有\n", encoding="utf-8")
    broken = spp_press("check", "2022-1", "--fix", cwd=tmp_path)
    assert broken.returncode == 3 and "Traceback" not in broken.stderr
    assert manuscript.read_text(encoding="utf-8") == "没有标题,没有\n"
