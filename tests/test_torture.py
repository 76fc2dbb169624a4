"""An issue with everything in it, made by the command, before the reference validator."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from spp_press.orders import EDITIONS
from tests import torture_issue
from tests.conftest import Made, spp_press
from tests.test_off_the_press import page_texts
from tests.verapdf import failures, needs_verapdf


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("torture")
    torture_issue.write(root)
    editions = [part for name in EDITIONS for part in ("--edition", name)]
    done = spp_press("make", torture_issue.IDENTIFIER, *editions, cwd=root)
    assert done.returncode == 0, done.stderr
    return root / "build"


def test_everything_is_there(build: Path) -> None:
    text = "".join(page_texts(build / "2031-1-screen.pdf"))
    wanted = (
        "小标题", "更小的标题", "最小的标题", "汉字编号", "引文又一段", "脚注的文字", "第二个脚注",
        "示例机构", "编者按的文字", "通知的文字", "引语的文字", "边栏里的列表", "300亿元",
        "表1", "第90行", "短讯二", "图5", "图中文字", "摘自",
    )  # fmt: skip
    assert [words for words in wanted if words not in text] == []
    assert text == "".join(page_texts(build / "2031-1-print.pdf"))


def test_the_table_goes_on_across_pages_with_its_head(build: Path) -> None:
    pages = [page for page in page_texts(build / "2031-1-print.pdf") if "第2" in page]
    assert sum("项目说明数目" in page for page in page_texts(build / "2031-1-print.pdf")) > 1, pages


def test_it_is_shaded(build: Path) -> None:
    with pikepdf.open(build / "2031-1-print.pdf") as pdf:
        kinds = {
            int(thing.ShadingType)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/ShadingType" in thing
        }
        masks = [t for t in pdf.objects if isinstance(t, pikepdf.Stream) and "/SMask" in t]
    assert kinds == {2, 3} and masks


@needs_verapdf
@pytest.mark.parametrize("edition", ["print", "booklet", "proof"])
def test_what_is_printed_is_pdf_a_2u(build: Path, edition: str) -> None:
    assert failures(build / f"2031-1-{edition}.pdf", "2u") == {}


@needs_verapdf
def test_what_is_read_is_pdf_a_3a_and_pdf_ua_1(build: Path) -> None:
    assert failures(build / "2031-1-screen.pdf", "3a", "ua1") == {}


@needs_verapdf
def test_so_is_the_bulletins_own_issue(made: Made) -> None:
    assert failures(made.print, "2u") == {}
    assert failures(made.screen, "3a", "ua1") == {}
