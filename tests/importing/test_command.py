"""``import``, ``init`` and ``new`` as an editor types them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from spp_press.issue import read_issue
from spp_press.problems import Report
from tests.conftest import spp_press
from tests.importing import word
from tests.importing.conftest import BODY
from tests.importing.word import deleted, p, run


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "2022年第2期 来稿.docx"
    path.write_bytes(word.docx(p("新标准", style="1"), p(run(BODY), deleted("删去的话"))))
    return path


def test_a_dry_run_writes_nothing(draft: Path, bulletin: Path) -> None:
    done = spp_press("import", draft, "--root", bulletin, "--dry-run", cwd=draft.parent)
    assert done.returncode == 0, done.stderr
    assert 'articles = ["articles/01.md"]' in done.stdout
    assert [f.name for f in (bulletin / "issues").iterdir()] == ["bulletin.toml"]


def test_an_issue_that_is_there_is_left_alone(draft: Path, bulletin: Path) -> None:
    first = spp_press("import", draft, "--root", bulletin, "--yes", cwd=draft.parent)
    assert first.returncode == 0, first.stderr
    settings = bulletin / "issues" / "2022-2" / "issue.toml"
    settings.write_text(settings.read_text("utf-8") + "# mine\n", encoding="utf-8")
    again = spp_press("import", draft, "--root", bulletin, "--yes", cwd=draft.parent)
    assert again.returncode == 3
    assert "is there already" in again.stderr
    assert settings.read_text("utf-8").endswith("# mine\n")


def test_the_record_keeps_what_no_article_has(draft: Path, bulletin: Path) -> None:
    done = spp_press("--lang", "zh", "import", draft, "--root", bulletin, cwd=draft.parent)
    assert done.returncode == 0, done.stderr
    for heading in ("拿不准的", "还要做的"):
        assert heading in done.stderr
    record = (bulletin / "issues" / "2022-2" / "import.txt").read_text(encoding="utf-8")
    assert "2022年第2期 来稿.docx  已读入" in record
    assert "修订删去: 删去的话" in record
    assert "put" not in record


def test_a_new_bulletin_is_made_from_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "新简报"
    given = (
        "--name",
        "绿色“采购”简报",
        "--publisher",
        "某某中心",
        "--first",
        "2022-3",
        "--editor",
        "王",
    )
    done = spp_press("init", folder, *given, "--cumulative", "7", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    issue = read_issue(folder / "issues" / "2022-3", folder, Report())
    assert issue.bulletin.name == "绿色“采购”简报"
    assert issue.number.cumulative == 7 and issue.editor == "王"
    assert (folder / "issues" / "README.md").is_file()
    made = spp_press("make", "2022-3", "--edition", "screen", cwd=folder)
    assert made.returncode == 0, made.stderr
    again = spp_press("init", folder, *given, cwd=tmp_path)
    assert again.returncode == 3


def test_init_says_all_that_it_lacks(tmp_path: Path) -> None:
    done = spp_press("init", cwd=tmp_path)
    assert done.returncode == 3
    for option in ("--name", "--publisher", "--first"):
        assert option in done.stderr
    assert not list(tmp_path.iterdir())
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    full = spp_press("init", "--name", "a", "--publisher", "b", "--first", "2022-1", cwd=tmp_path)
    assert full.returncode == 3 and "not empty" in full.stderr


def archive(root: Path, *names: str) -> None:
    for cumulative, name in enumerate(names, 1):
        done = spp_press("new", name, "--root", root, cwd=root)
        assert done.returncode == 0, (cumulative, done.stderr)


@pytest.mark.parametrize(
    ("there", "options", "name", "label", "said"),
    [
        ((), ("2022-1",), "2022-1", "cumulative = 1", "begins"),
        (("2022-1",), (), "2022-2", "cumulative = 2", "after 2022年第1期"),
        (("2022-1",), ("--year", "2023"), "2023-1", "cumulative = 2", "new 2024-1"),
        (("2022-1",), ("--joint",), "2022-2-3", "cumulative = 2", "after 2022年第1期"),
        (("2022-1", "2022-2", "2023-1-2"), (), "2024-1", "cumulative = 5", "its year's last"),
        (("2022-1",), ("--supplement",), "2022-S1", "cumulative = 1", "begins with 2022年增刊"),
        (("2022-1", "2022-S1", "2023-1"), ("--supplement",), "2023-S1", "cumulative = 2", "增刊"),
    ],
)
def test_new_knows_the_next_number_and_says_how(  # noqa: PLR0917
    bulletin: Path,
    there: tuple[str, ...],
    options: tuple[str, ...],
    name: str,
    label: str,
    said: str,
) -> None:
    archive(bulletin, *there)
    done = spp_press("new", *options, "--root", bulletin, cwd=bulletin)
    assert done.returncode == 0, done.stderr
    text = (bulletin / "issues" / name / "issue.toml").read_text(encoding="utf-8")
    assert f"\n{label}\n" in text
    assert said in done.stderr


def test_what_was_imported_goes_to_print(draft: Path, bulletin: Path) -> None:
    shutil.copy(draft, draft.with_name("a.docx"))
    done = spp_press("import", draft, "--root", bulletin, cwd=draft.parent)
    assert done.returncode == 0, done.stderr
    made = spp_press("make", "2022-2", "--root", bulletin, cwd=bulletin)
    assert made.returncode == 0, made.stderr
    assert (bulletin / "build" / "2022-2-print.pdf").is_file()
