from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name

from spp_press.editions import booklet
from spp_press.editions.booklet import spreads
from spp_press.editions.boxes import MM
from spp_press.printers import Printer
from spp_press.problems import InputError
from tests.editions import torture
from tests.editions.test_print import box


@given(st.integers(1, 40).map(lambda sheets: sheets * 4))
def test_imposing_loses_and_repeats_no_page(pages: int) -> None:
    sides = spreads(pages)
    assert sorted(page for side in sides for page in side) == list(range(1, pages + 1))
    assert len(sides) == pages // 2


@given(st.integers(1, 40).map(lambda sheets: sheets * 4))
def test_odd_pages_are_on_the_right_and_facing_pages_face(pages: int) -> None:
    for left, right in spreads(pages):
        assert left % 2 == 0 and right % 2 == 1
        assert left + right == pages + 1
    # Front and back of a leaf are the same leaf of paper.
    fronts, backs = spreads(pages)[::2], spreads(pages)[1::2]
    for (_, front), (back, _) in zip(fronts, backs, strict=True):
        assert back == front + 1


def test_sixteen_pages_are_imposed_as_printers_do() -> None:
    assert spreads(16)[:4] == [(16, 1), (2, 15), (14, 3), (4, 13)]


def test_pages_stand_where_they_belong(booklet_pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(booklet_pdf)
    assert len(document) == 4
    inner = document[1].get_textpage()  # pages 2 and 7
    text = inner.get_text_range()
    assert text.index("第一篇") < text.index("第130行")
    left = inner.get_charbox(text.index("第一篇"))[0]
    right = inner.get_charbox(text.index("第130行"))[0]
    assert left < 210 * MM < right


def test_sheets_are_sra3_with_the_spread_in_the_middle(booklet_pdf: bytes) -> None:
    pdf = pikepdf.open(BytesIO(booklet_pdf))
    for page in pdf.pages:
        media, trim, bleed = (box(page, f"/{n}Box") for n in ("Media", "Trim", "Bleed"))
        assert (media[2] - media[0]) / MM == pytest.approx(450, abs=0.01)
        assert (media[3] - media[1]) / MM == pytest.approx(320, abs=0.01)
        assert (trim[2] - trim[0]) / MM == pytest.approx(420, abs=0.01)
        assert trim[0] - media[0] == pytest.approx(media[2] - trim[2], abs=0.01)
        assert (trim[0] - bleed[0]) / MM == pytest.approx(3, abs=0.01)
    intents = [str(intent.S) for intent in pdf.Root.OutputIntents.as_list()]
    assert intents == ["/GTS_PDFX", "/GTS_PDFA1"]


def test_the_fold_is_marked_dashed_on_every_plate(booklet_pdf: bytes) -> None:
    pdf = pikepdf.open(BytesIO(booklet_pdf))
    for page in pdf.pages:
        marks = page.obj.Contents.read_bytes().rpartition(b"/AllPlates CS")[2]
        assert marks.count(b" l S") == 10  # two at each corner, two folds
        assert b"[2 2] 0 d" in marks
        assert page.resources.ColorSpace.AllPlates[1] == Name.All


def test_inner_sheets_move_towards_the_spine(
    print_pdf: bytes, printer: Printer, booklet_pdf: bytes
) -> None:
    thick = pypdfium2.PdfDocument(booklet(print_pdf, torture.RECORD, printer, paper=1.0))
    thin = pypdfium2.PdfDocument(booklet(print_pdf, torture.RECORD, printer, paper=0.0))
    for side, expected in ((0, 0.0), (2, 1.0)):
        lefts = []
        for document in (thin, thick):
            text = document[side].get_textpage()
            count = text.count_chars()
            boxes = [text.get_charbox(i)[0] for i in range(count)]
            lefts.append((min(boxes), max(boxes)))
        assert (lefts[1][0] - lefts[0][0]) / MM == pytest.approx(expected, abs=0.01)
        assert (lefts[1][1] - lefts[0][1]) / MM == pytest.approx(-expected, abs=0.01)


def test_an_office_machine_gets_a3_without_marks(print_pdf: bytes, printer: Printer) -> None:
    made = booklet(print_pdf, torture.RECORD, printer._replace(bleed=0))
    pdf = pikepdf.open(BytesIO(made))
    page = pdf.pages[0]
    media = box(page, "/MediaBox")
    assert (media[2] - media[0]) / MM == pytest.approx(420, abs=0.01)
    assert (media[3] - media[1]) / MM == pytest.approx(297, abs=0.01)
    assert "/ColorSpace" not in page.resources


def test_a_spread_larger_than_the_sheet_is_refused(print_pdf: bytes, printer: Printer) -> None:
    pdf = pikepdf.open(BytesIO(print_pdf))
    for page in pdf.pages:
        page.obj.TrimBox = page.obj.BleedBox = page.obj.MediaBox = [0, 0, 250 * MM, 350 * MM]
    del pdf.pages[-1]
    file = BytesIO()
    pdf.save(file)
    with pytest.raises(InputError) as caught:
        booklet(file.getvalue(), torture.RECORD, printer)
    assert [p.key for p in caught.value.problems] == ["pages-not-multiple", "sheet-too-small"]
