"""The proof, measured: numbers beside their lines, the page untouched, room to write, a stamp."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
import pytest

from spp_press.editions import proof
from spp_press.editions.boxes import MM
from spp_press.editions.lettering import Lettering
from spp_press.editions.proof import NUMBER, numbered
from spp_press.preflight import is_proof_edition, proof_sheets
from spp_press.printers import Printer
from spp_press.problems import InputError, Severity
from spp_press.receipts import read_receipt
from spp_press.sheets import Line
from spp_press.stages import STAGES, Stage, stage_named
from tests import small_bulletin
from tests.conftest import Made, spp_press
from tests.editions import torture
from tests.editions.test_print import box

OURS = "PROOFS+"
A3 = (420, 297)


@dataclass(frozen=True)
class Glyph:
    """A drawn character; pt, from the lower left corner of the page that is proofed."""

    char: str
    x: float
    baseline: float
    size: float
    font: str
    grey: object


@dataclass(frozen=True)
class Sheet:
    """A proof's sheet: the page's width, the glyphs on it, and ours beside it."""

    width: float
    page: tuple[Glyph, ...]
    beside: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """What is printed beside the page, as it was written."""
        return "".join(glyph.char for glyph in self.beside)

    def numbers(self) -> Iterator[tuple[int, float, bool]]:
        """Each line's number, its baseline, whether it stands at the left."""
        found: dict[tuple[float, bool], str] = {}
        for glyph in self.beside:
            if glyph.size == pytest.approx(NUMBER) and glyph.char.isdecimal():
                key = round(glyph.baseline, 2), glyph.x < 0
                found[key] = found.get(key, "") + glyph.char
        for (baseline, at_left), number in found.items():
            yield int(number), baseline, at_left


def sheets_of(pdf: bytes) -> list[Sheet]:
    sheets = []
    with pikepdf.open(io.BytesIO(pdf)) as opened, pdfplumber.open(io.BytesIO(pdf)) as document:
        for source, page in zip(opened.pages, document.pages, strict=True):
            media, art = box(source, "/MediaBox"), box(source, "/ArtBox")
            left, bottom = art[0] - media[0], art[1] - media[1]
            glyphs = [
                Glyph(
                    char["text"],
                    char["matrix"][4] - left,
                    char["matrix"][5] - bottom,
                    char["size"],
                    char["fontname"],
                    char["non_stroking_color"],
                )
                for char in page.chars
            ]
            sheets.append(
                Sheet(
                    art[2] - art[0],
                    tuple(glyph for glyph in glyphs if not glyph.font.startswith(OURS)),
                    tuple(glyph for glyph in glyphs if glyph.font.startswith(OURS)),
                )
            )
    return sheets


@pytest.fixture(scope="module", params=["classic", "hongtou", "sample"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A whole issue's second proof: ours in two styles, and the sample with all that is hard."""
    output = tmp_path_factory.mktemp("proof")
    which = ("--sample",) if request.param == "sample" else ("2021-1", "--style", request.param)
    done = spp_press("make", *which, "--stage", "二校", "--output", output)
    assert done.returncode == 0, done.stderr
    name = "2026-1" if request.param == "sample" else "2021-1"
    return (output / f"{name}-proof.pdf").read_bytes()


@pytest.fixture(scope="module")
def sheets(whole: bytes) -> list[Sheet]:
    return sheets_of(whole)


def test_every_number_stands_on_the_baseline_of_a_line(sheets: list[Sheet]) -> None:
    counted = 0
    for sheet in sheets:
        numbers = list(sheet.numbers())
        assert sorted(number for number, _, _ in numbers) == list(range(1, len(numbers) + 1))
        for _, baseline, _ in numbers:
            assert any(abs(glyph.baseline - baseline) < 0.05 for glyph in sheet.page)
        counted += len(numbers)
    assert counted > 150


def test_every_line_of_text_has_one_number(sheets: list[Sheet]) -> None:
    """The commonest face and size of all pages is the text's, and no page furniture is set in it.

    Notes' calls and small annotations are of another size; a table's cells share their line.
    """
    faces = Counter((g.font.partition("+")[2], round(g.size, 1)) for s in sheets for g in s.page)
    text, _ = faces.most_common(1)[0]
    lines = 0
    for sheet in sheets:
        found = Counter(round(baseline, 1) for _, baseline, _ in sheet.numbers())
        baselines = {
            round(g.baseline, 2)
            for g in sheet.page
            if (g.font.partition("+")[2], round(g.size, 1)) == text and g.char.strip()
        }
        for baseline in baselines:
            near = sum(count for b, count in found.items() if abs(b - baseline) < 0.15)
            assert 1 <= near <= 2, (baseline, near)
        lines += len(baselines)
    assert lines > 100


def test_nothing_is_written_on_the_page(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        assert all(glyph.x < 0 or glyph.x > sheet.width for glyph in sheet.beside)


def test_what_is_ours_is_black_alone(sheets: list[Sheet]) -> None:
    assert {glyph.grey for sheet in sheets for glyph in sheet.beside} == {(0, 0, 0, 1)}


def test_the_pages_text_is_the_print_editions(made: Made, tmp_path: Path) -> None:
    done = spp_press("make", "2021-1", "--edition", "proof", "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    proofs = pypdfium2.PdfDocument(tmp_path / "2021-1-proof.pdf")
    printed = pypdfium2.PdfDocument(made.print)
    assert len(proofs) == len(printed)
    for one, other in zip(proofs, printed, strict=True):
        left, bottom, right, top = one.get_artbox()
        assert (right - left, top - bottom) == pytest.approx((210 * MM, 285 * MM), abs=0.01)
        text = one.get_textpage().get_text_bounded(left, bottom, right, top)
        printed_text = other.get_textpage().get_text_bounded(*other.get_trimbox())
        assert text.split() == printed_text.split()


def test_a_page_at_its_own_size_in_the_middle_of_a_sheet(proof_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(proof_pdf)) as pdf:
        for page in pdf.pages:
            media, art = box(page, "/MediaBox"), box(page, "/ArtBox")
            size = (media[2] - media[0]) / MM, (media[3] - media[1]) / MM
            assert size == pytest.approx(A3, abs=0.01)
            assert ((art[2] - art[0]) / MM, (art[3] - art[1]) / MM) == pytest.approx((210, 285))
            assert art[0] - media[0] == pytest.approx(media[2] - art[2], abs=0.01)
            assert art[1] - media[1] == pytest.approx(media[3] - art[3], abs=0.01)
            assert box(page, "/TrimBox") == media
            assert "/BleedBox" not in page.obj and "/Annots" not in page.obj


def test_there_is_nothing_to_cut_by_and_no_bleed(proof_pdf: bytes) -> None:
    """All of the right margin but the numbers is white: in the torture, which has no lines."""
    document = pypdfium2.PdfDocument(proof_pdf)
    for page in document:
        image = page.render(scale=1).to_pil().convert("L")
        beside = round(105 * MM)
        margin = image.crop((image.width - beside + 2, 0, image.width, image.height))
        assert margin.getextrema() == (255, 255)
        above = image.crop((beside, 0, image.width - beside, round(6 * MM) - 2))
        assert above.getextrema() == (255, 255)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.english)
def test_each_sheet_says_what_proof_it_is_of_what(
    print_pdf: bytes, printer: Printer, stage: Stage
) -> None:
    pdf = proof(print_pdf, torture.RECORD, printer, stage, ())
    sheets = sheets_of(pdf)
    for number, sheet in enumerate(sheets, start=1):
        for words in (
            f"{stage.name}样",
            "不得付印",
            torture.RECORD.bulletin,
            "2021年第1期（总第3期）",
            f"第 {number} 页，共 8 页",
            "原大（100%）",
            "校对",
            "复核",
        ):
            assert words in sheet.text
        assert ("日期" in sheet.text) == (number == 1)
        assert ("签发" in sheet.text.replace("未经签发", "")) == (
            number == 1 and stage is STAGES[-1]
        )
    assert ("同意付印" in sheets[0].text) == (stage is STAGES[-1])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo["/Title"]).endswith(f"{stage.name}样")
        assert "/GTS_PDFXVersion" not in opened.docinfo


def test_what_is_signed_names_the_file_that_is_printed(tmp_path: Path) -> None:
    root = tmp_path
    small_bulletin.write(root)
    for options in (("--edition", "print"), ("--stage", "付印")):
        done = spp_press("make", "2022-1", *options, cwd=root)
        assert done.returncode == 0, done.stderr
    receipt = read_receipt(root / "build", "2022-1.receipt.json")
    assert receipt is not None
    printed = receipt.outputs["2022-1-print.pdf"]
    for sheet in sheets_of((root / "build" / "2022-1-proof.pdf").read_bytes()):
        assert f"印刷文件 {printed[:12]}" in sheet.text


def test_the_smallest_sheet_with_room_is_taken(print_pdf: bytes, printer: Printer) -> None:
    def trimmed(width: float, height: float) -> bytes:
        with pikepdf.open(io.BytesIO(print_pdf)) as pdf:
            for page in pdf.pages:
                left, bottom, *_ = box(page, "/TrimBox")
                page.obj.TrimBox = [left, bottom, left + width * MM, bottom + height * MM]
            file = io.BytesIO()
            pdf.save(file)
        return file.getvalue()

    small = proof(trimmed(148, 210), torture.RECORD, printer, STAGES[0], ())
    with pikepdf.open(io.BytesIO(small)) as pdf:
        left, bottom, right, top = box(pdf.pages[0], "/MediaBox")
        assert ((right - left) / MM, (top - bottom) / MM) == pytest.approx((297, 210), abs=0.01)
    with pytest.raises(InputError) as caught:
        proof(trimmed(320, 260), torture.RECORD, printer, STAGES[0], ())
    assert [problem.key for problem in caught.value.problems] == ["proof-too-large"]


def test_columns_are_numbered_at_their_own_edges() -> None:
    left = [Line(100 + 17 * i, 50, 290) for i in range(3)]
    right = [Line(100 + 17 * i, 310, 550) for i in range(3)]
    assert list(numbered([*left, *right], 600)) == [
        (1, 100, True), (2, 117, True), (3, 134, True),
        (4, 100, False), (5, 117, False), (6, 134, False),
    ]  # fmt: skip


def test_cells_of_a_row_share_a_number() -> None:
    row = [Line(100, 200, 500), Line(100.5, 200, 500), Line(121, 200, 500)]
    assert list(numbered(row, 600)) == [(1, 100, False), (2, 121, False)]


def test_numbers_grow_downwards() -> None:
    """A slogan that stands above the second line of the title it follows."""
    lines = [Line(100, 50, 550), Line(200, 50, 550), Line(180, 400, 550), Line(300, 50, 200)]
    assert list(numbered(lines, 600)) == [
        (4, 300, True), (1, 100, False), (2, 180, False), (3, 200, False)
    ]  # fmt: skip


def test_a_sort_that_is_lacking_is_turned(print_pdf: bytes) -> None:
    face = Lettering("F", "spp-hei-400.otf")
    assert face.write("甲ŉ", 0, 0, 10) == face.write("甲〓", 0, 0, 10)
    assert face.width("甲ŉ", 10) == 20


def test_stages_have_two_names() -> None:
    for stage in STAGES:
        assert stage_named(stage.name) is stage_named(stage.english) is stage
    assert stage_named("四校") is None


def test_a_proof_is_known_and_is_no_print_file(proof_pdf: bytes, print_pdf: bytes) -> None:
    assert is_proof_edition(proof_pdf)
    assert not is_proof_edition(print_pdf)
    found = proof_sheets(proof_pdf)
    assert [(p.key, p.severity) for p in found] == [("stage-not-for-press", Severity.WARNING)]


def test_check_says_that_it_is_no_print_file(proof_pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "2021-1-proof.pdf"
    path.write_bytes(proof_pdf)
    done = spp_press("check", path)
    assert done.returncode == 0, done.stderr
    assert "-print.pdf" in done.stderr
    assert spp_press("check", path, "--strict").returncode == 7
