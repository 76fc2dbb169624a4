"""A bulletin of one small issue, for tests that make it again and again."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image

from tests.conftest import ROOT

ARTICLE = """\
# 绿色采购的新进展

“绿色采购”从2021年开始，已有**12个城市**加入[^1]，见[网站](https://example.org/)。

[^1]: 脚注。

![一片绿](../images/图.png "图1 一片绿")
"""


def write(root: Path) -> Path:
    """Write the bulletin into ``root``; the folder of its issue 2022-1."""
    issue = root / "issues" / "2022-1"
    (issue / "articles").mkdir(parents=True)
    (issue / "images").mkdir()
    shutil.copy(ROOT / "issues" / "bulletin.toml", root / "issues")
    (issue / "issue.toml").write_text(
        'year = 2022\nnumber = 1\ncumulative = 7\neditor = "王璟"\n\n'
        '[[sections]]\ntitle = "最新进展"\narticles = ["articles/01.md"]\n',
        encoding="utf-8",
    )
    (issue / "articles" / "01.md").write_text(ARTICLE, encoding="utf-8")
    Image.radial_gradient("L").resize((2100, 1000)).save(issue / "images" / "图.png")
    return issue
