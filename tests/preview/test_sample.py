"""``preview --sample``: a style on everything that an issue can hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from spp_press.cli.place import sample_root
from spp_press.cli.previewing import Wish, sample_order
from spp_press.preview.messages import Build, Changed, Laid
from spp_press.preview.session import Session
from tests.conftest import ROOT, spp_press


@pytest.mark.parametrize("style", ["classic", "hongtou"])
def test_the_sample_is_shown_in_any_style(style: str, tmp_path: Path) -> None:
    wish = Wish(ROOT, style, None, 0, None, browser=False, sample=True)
    order = sample_order(wish)
    assert order.root == sample_root() and order.home == ROOT
    laid = next(iter(Session(order)(Build(Changed.ALL, (0,)))))
    assert isinstance(laid, Laid)
    assert laid.style == style
    assert laid.title.startswith("桐湾河流简报")
    assert not [problem for problem in laid.problems if problem.is_error]


def test_an_issue_or_the_sample_is_to_be_named(tmp_path: Path) -> None:
    done = spp_press("preview", "--no-browser", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
