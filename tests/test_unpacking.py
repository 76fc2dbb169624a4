"""An issue, out of its screen edition again: whole, the same, and never anywhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from spp_press.editions.pictures import SCREEN_PPI
from spp_press.issue import Issue
from spp_press.pictures import SUFFIXES
from spp_press.problems import InputError
from spp_press.receipts import digest_of
from spp_press.unpacking import FILES, unpack
from tests import small_bulletin
from tests.conftest import ROOT, Made, spp_press
from tests.test_off_the_press import page_texts

MANIFEST = json.dumps(
    {"issue": "2021-1", "style": "classic", "printer": "offset-coated", "reduced": {},
     "inputs": {"style": {}}}
).encode()  # fmt: skip
WHOLE = {"manifest.json": MANIFEST, "issues/2021-1/issue.toml": b"year = 2021"}


def packed(files: Mapping[str, bytes]) -> bytes:
    """A PDF that carries ``files``, named as they are."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    names = pikepdf.Array()
    for name, data in files.items():
        stream = pdf.make_stream(data)
        names.append(pikepdf.String(name))
        names.append(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Filespec,
                F=pikepdf.String(name),
                UF=pikepdf.String(name),
                EF=pikepdf.Dictionary(F=stream),
            )
        )
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=names))
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


def refused(pdf: bytes) -> str:
    with pytest.raises(InputError) as caught:
        unpack(pdf, "x.pdf")
    (problem,) = caught.value.problems
    return problem.key


@pytest.fixture(scope="module")
def folder(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2021-1, out of its screen edition."""
    target = tmp_path_factory.mktemp("unpacked") / "2021-1"
    done = spp_press("unpack", made.screen, "--output", target)
    assert done.returncode == 0, done.stderr
    assert "images/cover.jpg: warning: this picture has its size on screen" in done.stderr
    assert "it was 2560×3440 pixels" in done.stderr
    assert f"spp-press make {target}/issues/2021-1" in done.stdout
    return target


def test_text_settings_and_drawings_are_as_they_were_read(folder: Path, issue: Issue) -> None:
    kept = [*ROOT.glob("issues/2021-1/**/*.*"), ROOT / "issues" / "bulletin.toml"]
    same = [path.relative_to(ROOT) for path in kept if path.suffix in (".md", ".toml", ".svg")]
    assert len(same) == 19
    for path in same:
        assert (folder / path).read_bytes() == (ROOT / path).read_bytes()
    assert {path.name for path in folder.glob("issues/2021-1/images/*")} == {
        Path(name).name for name in issue.assets
    }


def test_pictures_are_what_a_screen_shows_and_no_less(folder: Path) -> None:
    cover = Image.open(folder / "issues" / "2021-1" / "images" / "cover.jpg")
    inches = (216 / 25.4, 291 / 25.4)
    for pixels, side in zip(cover.size, inches, strict=True):
        assert SCREEN_PPI <= pixels / side < SCREEN_PPI * 1.02


def test_it_makes_again_with_the_same_text_on_the_same_pages(
    folder: Path, made: Made, tmp_path: Path
) -> None:
    done = spp_press("make", folder / "issues" / "2021-1", "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    again = tmp_path / "2021-1-screen.pdf"
    assert page_texts(again) == page_texts(made.screen)
    assert len(page_texts(again)) == 12


def test_the_manifest_has_sums_of_what_is_not_inside(made: Made, issue: Issue) -> None:
    with pikepdf.open(made.screen) as pdf:
        said = json.loads(pdf.attachments["manifest.json"].get_file().read_bytes())
    assert said["inputs"]["fonts"]["fonts/spp-song-400.otf"] == digest_of(
        (ROOT / "fonts" / "spp-song-400.otf").read_bytes()
    )
    assert said["inputs"]["style"]["styles/classic/page.css"] == digest_of(
        (ROOT / "styles" / "classic" / "page.css").read_bytes()
    )
    assert said["inputs"]["sources"] == dict(issue.digests)
    assert said["reduced"]["images/cover.jpg"]["from"] == [2560, 3440]


def test_nothing_is_overwritten(made: Made, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_bytes(b"mine")
    done = spp_press("unpack", made.screen, "--output", tmp_path / "there")
    assert done.returncode == 4
    assert [path.name for path in tmp_path.rglob("*")] == ["there", "mine.txt"]


def test_every_kind_of_picture_comes_out_as_its_name_says(tmp_path: Path) -> None:
    issue = small_bulletin.write(tmp_path)
    names = [f"{kind.lower()}{suffixes[-1]}" for kind, suffixes in SUFFIXES.items()]
    picture = Image.radial_gradient("L").resize((2100, 1000)).convert("RGB")
    for name, kind in zip(names, SUFFIXES, strict=True):
        picture.save(issue / "images" / name, kind)
    clear = picture.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    clear.save(issue / "images" / "clear.png")
    picture.convert("1").save(issue / "images" / "bits.png")
    names += ["clear.png", "bits.png"]
    figures = "".join(f"![图](../images/{name})\n\n" for name in names)
    (issue / "articles" / "01.md").write_text(f"# 图\n\n正文。\n\n{figures}", encoding="utf-8")
    for command in (
        ("make", "2022-1", "--edition", "screen"),
        ("unpack", "build/2022-1-screen.pdf", "--output", "again"),
        ("make", "again/issues/2022-1", "--edition", "screen", "--output", "twice"),
    ):
        done = spp_press(*command, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    for name in names:
        out = Image.open(tmp_path / "again" / "issues" / "2022-1" / "images" / name)
        assert out.width < 2100 or name == "bits.png", name
    assert page_texts(tmp_path / "twice" / "2022-1-screen.pdf") == page_texts(
        tmp_path / "build" / "2022-1-screen.pdf"
    )


def test_a_print_edition_carries_nothing(made: Made) -> None:
    assert refused(made.print.read_bytes()) == "unpack-nothing"


@pytest.mark.parametrize(
    "name",
    [
        "../x", "/etc/x", "issues/../../x", "issues/2021-1/../../../x", "issues//x", "x.md",
        "issues/./x", "C:/x", "issues/C:x", "issues\\x", "issues/2021-1/a\\..\\b", "issues/.git/x",
        "issues/2021-1/.hidden", "issues/con", "issues/2021-1/NUL.txt", "issues/x.", "issues/x ",
        "issues/x./y", "issues/a\nb", "issues/a\x7fb", "issues/a:b", "issues/",
        "issues", "", "styles/classic/page.css", "issues/" + "a/" * 20 + "x",
        "issues/2021-1/ISSUE.toml",
    ],
)  # fmt: skip
def test_no_name_leads_anywhere_else(name: str) -> None:
    assert refused(packed({**WHOLE, name: b"x"})) == "unpack-name"


def test_what_unpacks_to_more_than_an_issue_is_refused() -> None:
    bomb = packed({**WHOLE, "issues/2021-1/images/bomb.png": bytes(80 << 20)})
    assert len(bomb) < 1 << 20
    assert refused(bomb) == "unpack-large"
    many = {f"issues/2021-1/articles/{number}.md": b"" for number in range(FILES)}
    assert refused(packed({**WHOLE, **many})) == "unpack-large"


@pytest.mark.parametrize(
    "files",
    [
        {**WHOLE, "manifest.json": b"{"},
        {**WHOLE, "manifest.json": b"[]"},
        {**WHOLE, "manifest.json": b"[" * 100_000},
        {**WHOLE, "manifest.json": MANIFEST.replace(b"2021-1", b"../../x")},
        {**WHOLE, "manifest.json": MANIFEST.replace(b'"reduced": {}', b'"reduced": {"a": 1}')},
        {"manifest.json": MANIFEST},
    ],
)
def test_a_manifest_that_is_none_is_refused(files: dict[str, bytes]) -> None:
    assert refused(packed(files)) == "unpack-broken"


def test_what_is_no_pdf_is_refused() -> None:
    assert refused(b"no PDF") == "pdf-unreadable"


def test_a_style_that_is_not_here_is_said() -> None:
    other = MANIFEST.replace(b'"classic"', b'"mine"').replace(b'"offset-coated"', b'"theirs"')
    unpacked = unpack(packed({**WHOLE, "manifest.json": other}), "x.pdf")
    assert [problem.key for problem in unpacked.problems] == [
        "unpacked-style-missing",
        "unpacked-printer-missing",
    ]
    changed = unpack(packed(WHOLE), "x.pdf")
    assert [problem.key for problem in changed.problems] == ["unpacked-style-other"]
    assert dict(changed.files) == {"issues/2021-1/issue.toml": b"year = 2021"}
