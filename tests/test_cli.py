"""The command as its users run it, in a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal, cast

import pypdfium2
import pytest
import typer
from PIL import Image
from typer._coercion import build_runtime_param, resolve_type_descriptor

from spp_press.cli.coercing import lighten
from tests.conftest import ROOT, spp_press
from tests.test_off_the_press import page_texts

ARTICLE = "# 绿色采购的新进展\n\n“绿色采购”从2021年开始，已有12个城市加入。\n"


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    """A bulletin of its own, in a root that holds ``issues/`` alone."""
    issues = tmp_path / "issues"
    (issues / "2022-1" / "articles").mkdir(parents=True)
    shutil.copy(ROOT / "issues" / "bulletin.toml", issues)
    (issues / "2022-1" / "issue.toml").write_text(
        'year = 2022\nnumber = 1\ncumulative = 7\neditor = "王璟"\n\n'
        '[[sections]]\ntitle = "最新进展"\narticles = ["articles/01.md"]\n',
        encoding="utf-8",
    )
    (issues / "2022-1" / "articles" / "01.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_the_next_issue_is_made_with_two_articles_and_a_picture(bulletin: Path) -> None:
    started = spp_press("new", "2022-2", cwd=bulletin)
    assert started.returncode == 0, started.stderr
    issue = bulletin / "issues" / "2022-2"
    (issue / "articles" / "02.md").write_text(
        "# 第二篇\n\n![一片绿](../images/图1.png)\n\n正文在这里。\n", encoding="utf-8"
    )
    (issue / "images").mkdir(exist_ok=True)
    Image.new("RGB", (2100, 1000), (0, 108, 106)).save(issue / "images" / "图1.png")
    settings = issue / "issue.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace('"articles/01-sample.md"]', '"articles/01-sample.md", "articles/02.md"]'),
        encoding="utf-8",
    )
    made = spp_press("make", "2022-2", cwd=bulletin)
    assert made.returncode == 0, made.stderr
    pages = page_texts(bulletin / "build" / "2022-2-screen.pdf")
    assert len(pages) % 4 == 0
    assert "2022年" in pages[0] and "第2期" in pages[0] and "总第8期" in pages[0]
    assert any("第二篇" in page for page in pages[2:])


def test_a_custom_property_of_a_copied_style_changes_the_page(bulletin: Path) -> None:
    mine = bulletin / "styles" / "mine"
    shutil.copytree(ROOT / "styles" / "classic", mine)
    options = ("--edition", "screen", "--output")
    assert spp_press("make", "2022-1", *options, "classic", cwd=bulletin).returncode == 0
    tokens = mine / "tokens.css"
    text = tokens.read_text(encoding="utf-8")
    tokens.write_text(text.replace("--lake-dark: #004d4b", "--lake-dark: #f59d1f"), "utf-8")
    made = spp_press("make", "2022-1", "--style", "mine", *options, "mine", cwd=bulletin)
    assert made.returncode == 0, made.stderr
    colours = [_colours(bulletin / folder / "2022-1-screen.pdf") for folder in ("classic", "mine")]
    assert (0, 77, 75) in colours[0] and (0, 77, 75) not in colours[1]
    assert (245, 157, 31) in colours[1]


def _colours(path: Path) -> set[tuple[int, ...]]:
    page = pypdfium2.PdfDocument(path)[0]
    image = page.render(scale=1).to_pil().convert("RGB")
    return {colour for _, colour in image.getcolors(1 << 24) or () if isinstance(colour, tuple)}


def test_a_character_without_a_font_stops_the_build_and_replaces_nothing(bulletin: Path) -> None:
    output = bulletin / "build"
    output.mkdir()
    (output / "2022-1-print.pdf").write_bytes(b"the last good one")
    article = bulletin / "issues" / "2022-1" / "articles" / "01.md"
    article.write_text(ARTICLE + "\n好😀的。\n", encoding="utf-8")
    made = spp_press("--lang", "zh", "make", "2022-1", cwd=bulletin)
    assert made.returncode == 3
    assert "articles/01.md:5" in made.stderr and "😀" in made.stderr
    assert (output / "2022-1-print.pdf").read_bytes() == b"the last good one"
    assert not (output / "2022-1-screen.pdf").exists()


def test_the_caller_s_folder_is_where_paths_start(bulletin: Path) -> None:
    articles = bulletin / "issues" / "2022-1" / "articles"
    made = spp_press("make", "..", "--edition", "screen", "--output", "out", cwd=articles)
    assert made.returncode == 0, made.stderr
    assert (articles / "out" / "2022-1-screen.pdf").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("make", "2022-9"), 3, "2022-9"),
        (("make", "2022-1", "--edition", "poster"), 2, "poster"),
        (("make",), 2, ""),
        (("make", "2022-1", "--style", "clasic"), 3, "clasic"),
        (("make", "2022-1", "--printer", "offset"), 3, "offset"),
        (("list", "--root", "nowhere"), 3, "nowhere"),
    ],
)
def test_wrong_use_gets_its_exit_code_and_no_trace(
    bulletin: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    done = spp_press(*arguments, cwd=bulletin)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(bulletin.glob("build/*.pdf"))


def test_several_issues_of_which_one_fails(bulletin: Path) -> None:
    done = spp_press("make", "2022-1", "2022-9", "--edition", "screen", cwd=bulletin)
    assert done.returncode == 8
    assert (bulletin / "build" / "2022-1-screen.pdf").is_file()


def test_help_is_in_the_users_language() -> None:
    assert "付印" in spp_press("--lang", "zh", "--help").stdout
    assert "bulletin" in spp_press("--help").stdout
    assert "例" in spp_press("--lang", "zh", "make", "--help").stdout


def test_a_light_command_loads_no_weasyprint(bulletin: Path) -> None:
    code = (
        "import sys; from spp_press.cli import main\n"
        "try: main(['list', '--root', ROOT])\n"
        "except SystemExit: pass\n"
        "sys.exit('weasyprint' in sys.modules)"
    ).replace("ROOT", repr(str(bulletin)))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "kind, given",
    [(str, "甲"), (Path, "a/b"), (list[str], ["甲", "b"]), (list[Path], ["a", "b/c"]), (int, "7"),
     (Literal["zh", "en"], "en"),
     (str, None), (list[str], None)],
)  # fmt: skip
def test_what_is_typed_becomes_what_typer_makes_of_it(kind: object, given: object) -> None:
    class Param:
        multiple = given is None and kind == list[str]
        nargs = -1 if isinstance(given, list) else 1

    descriptor = resolve_type_descriptor(kind, typer.models.OptionInfo())
    ours = lighten(build_runtime_param)(descriptor).coerce(given, Param, None)
    stock = build_runtime_param(descriptor).coerce(given, cast(Any, Param), cast(Any, None))
    assert ours == stock and type(ours) is type(stock)


def test_a_new_bulletin_says_commands_that_work_from_here(tmp_path: Path) -> None:
    wanted = ("--name", "甲", "--publisher", "乙", "--first", "2022-1")
    done = spp_press("--lang", "zh", "init", "简 报", *wanted, cwd=tmp_path)
    line = f'spp-press make 2022-1 --root "{tmp_path / "简 报"}"'
    assert line in done.stdout.replace("\n", "")
    listed = spp_press("list", "--root", "简 报", cwd=tmp_path)
    assert listed.returncode == 0 and "2022-1" in listed.stdout
    for command in ("new",), ("import", "来稿.txt"):
        (tmp_path / "来稿.txt").write_text("标题\n\n正文。\n", encoding="utf-8")
        next_ = spp_press("--lang", "zh", *command, "--root", "简 报", cwd=tmp_path)
        assert f'--root "{tmp_path / "简 报"}"' in next_.stdout.replace("\n", ""), next_.stderr
        next_ = spp_press("--lang", "zh", "new", cwd=tmp_path / "简 报")
        assert "spp-press make" in next_.stdout and "--root" not in next_.stdout
    inside = tmp_path / "内"
    inside.mkdir()
    done = spp_press("--lang", "zh", "init", *wanted, cwd=inside)
    assert "spp-press make 2022-1" in done.stdout and "--root" not in done.stdout


def test_the_list_tells_what_is_missing_and_what_is_broken(tmp_path: Path) -> None:
    for name, settings in {
        "2020-4": "year = 2020\nnumber = 4\ncumulative = 8",
        "2021-2": "year = 2021\nnumber = 2\ncumulative = 10",
        "2021-3": "year = x",
    }.items():
        folder = tmp_path / "issues" / name
        folder.mkdir(parents=True)
        (folder / "issue.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "issues" / "bulletin.toml").touch()
    rows = spp_press("--lang", "zh", "list", cwd=tmp_path).stdout.splitlines()[1:]
    assert [row.split() for row in rows] == [
        ["2020-4", "2020年第4期", "总第8期", "好"],
        ["2021年第1期", "总第9期", "缺", "1", "期"],
        ["2021-2", "2021年第2期", "总第10期", "好"],
        ["2021-3", "读不出这一期的期号，没有拿它来核对"],
    ]
