"""What a change on the disk means, and what may be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from spp_press.preview.editors import Editor, find_editor, source_file
from spp_press.preview.messages import Changed
from spp_press.preview.watching import kind_of
from spp_press.problems import Place

ROOT = Path("/bulletin")
ISSUE = ROOT / "issues" / "2021-1"


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("issues/2021-1/articles/01.md", Changed.ISSUE),
        ("issues/2021-1/images/图.jpg", Changed.ISSUE),
        ("issues/2021-1/issue.toml", Changed.ISSUE),
        ("issues/bulletin.toml", Changed.ISSUE),
        ("issues/words.txt", Changed.ISSUE),
        ("issues/printers/ours.toml", Changed.ISSUE),
        ("issues/2021-2/issue.toml", Changed.ISSUE),  # numbers are compared
        ("issues/2021-2/articles/01.md", Changed.NOTHING),
        ("styles/classic/tokens.css", Changed.STYLE),
        ("fonts/song.otf", Changed.STYLE | Changed.FONTS),
        ("issues/2021-1/articles/.01.md.swp", Changed.NOTHING),
        ("issues/2021-1/articles/01.md~", Changed.NOTHING),
        ("issues/2021-1/articles/~$01.md", Changed.NOTHING),
        ("issues/2021-1/4913", Changed.NOTHING),
    ],
)
def test_what_a_change_means(path: str, changed: Changed) -> None:
    assert kind_of(ROOT / path, ROOT, ISSUE) == changed


def test_only_a_known_editor_is_found(tmp_path: Path) -> None:
    for name in ("code", "evil"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    assert find_editor(str(tmp_path / "code")) == Editor(str(tmp_path / "code"), "code")
    assert find_editor(str(tmp_path / "evil")) is None
    assert find_editor("rm") is None
    found = find_editor(None, {"VISUAL": "vim", "EDITOR": f"{tmp_path / 'code'} --wait"})
    assert found == Editor(str(tmp_path / "code"), "code")


def test_a_command_is_its_program_and_a_file() -> None:
    editor = Editor("/usr/bin/code", "code")
    assert editor.command(Path("/x y/$(a).md"), 3) == ["/usr/bin/code", "--goto", "/x y/$(a).md:3"]
    with pytest.raises(ValueError, match="a&b"):
        Editor("C:/code.cmd", "code").command(Path("a&b.md"), 1)


def test_a_source_is_a_file_of_the_issue_or_its_style(tmp_path: Path) -> None:
    issue, style = tmp_path / "issues" / "2021-1", tmp_path / "styles" / "classic"
    for file in (issue / "articles" / "01.md", style / "page.css", tmp_path / "issues" / "b.toml"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    (tmp_path / "secret").write_text("")
    (issue / "link").symlink_to(tmp_path / "secret")

    def found(name: str) -> Path | None:
        return source_file(Place(name, 1), issue, tmp_path, style)

    assert found("articles/01.md") == issue / "articles" / "01.md"
    assert found("issues/b.toml") == tmp_path / "issues" / "b.toml"
    assert found("styles/classic/page.css") == style / "page.css"
    for name in (
        "../../secret",
        "/etc/passwd",
        "link",
        "styles/other/x.css",
        "none",
        "issues/../secret",
    ):
        assert found(name) is None, name
