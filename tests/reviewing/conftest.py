"""A small bulletin with an issue to be reviewed, and its review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from spp_press.issue import read_issue
from spp_press.problems import Report
from spp_press.reviewing import Change, Order, Review, State, accept, export_docx, read_review
from spp_press.reviewing.passages import passages_of
from tests import small_bulletin
from tests.reviewing.reviewer import Reviewer

ARTICLE = """\
# 绿色采购的新进展

“绿色采购”从2021年开始，已有**12个城市**加入[^1]，见[网站](https://example.org/)。

第二段说的是*标准*，CO<sub>2</sub>排放\\*不计。
这一行接着上一行。

## 怎样做

- 先看清单；
- 再看**价格**；

1）建造；

2）使用。

::: 编者按
请各地注意。
:::

表1 名单

| 国家 | 数 |
|:-:|--:|
| 不丹 | 1 |
| 荷兰 | 2 |

> 引来的话。

![一片绿](../images/图.png "图1 一片绿")

最后一段。

[^1]: 数字到2021年底。
"""


@dataclass
class Desk:
    """An issue, and what a reviewer makes of it."""

    folder: Path
    root: Path

    @property
    def manuscript(self) -> Path:
        return self.folder / "articles" / "01.md"

    def export(self) -> bytes:
        return export_docx(read_issue(self.folder, self.root, Report()))

    def export_text(self) -> str:
        """What the press reads of the manuscript."""
        issue = read_issue(self.folder, self.root, Report())
        return "\n".join(p.text for p in passages_of(issue))

    def review(self, data: bytes) -> Review:
        path = self.root / "审回.docx"
        path.write_bytes(data)
        return read_review(Order(path, self.root), lambda stage: None)

    def accepted(self, review: Review) -> str:
        """The manuscript when all that is certain is accepted."""
        chosen = [change for change in review.changes if change.state is State.CERTAIN]
        found = accept(review, self.root, chosen, lambda stage: None)
        assert not found.failed
        for each in found.files:
            (self.folder / each.file).write_bytes(each.after)
        return self.manuscript.read_bytes().decode()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = small_bulletin.write(tmp_path)
    (folder / "articles" / "01.md").write_text(ARTICLE, encoding="utf-8", newline="\n")
    return Desk(folder, tmp_path)


Reviewed = Callable[[Callable[[Reviewer], object]], tuple[tuple[Change, ...], str]]


@pytest.fixture
def reviewed(desk: Desk) -> Reviewed:
    """What a reviewer's work is listed as, and the manuscript when it is accepted."""

    def of(work: Callable[[Reviewer], object]) -> tuple[tuple[Change, ...], str]:
        reviewer = Reviewer(desk.export())
        work(reviewer)
        review = desk.review(reviewer.docx())
        accepted = desk.accepted(review)
        left = [change for change in review.changes if change.state is not State.CERTAIN]
        again = desk.review(reviewer.docx()).changes
        assert [(c.kind, c.old, c.new) for c in again] == [(c.kind, c.old, c.new) for c in left]
        return review.changes, accepted

    return of
