from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Name

from spp_press.catalogue import remedy, say
from spp_press.editions import cover_and_body, finish, job_ticket, print_edition
from spp_press.printers import Printer
from spp_press.problems import InputError, Report
from tests.editions import torture, walk
from tests.editions.test_print import draw


@pytest.fixture
def older(printer: Printer) -> Printer:
    return printer._replace(standard="x-1a", page_multiple=1)


def refused(pdf: bytes, printer: Printer) -> list[str]:
    with pytest.raises(InputError) as caught:
        print_edition(pdf, torture.RECORD, (), printer)
    assert all(problem.key == "transparency-left" for problem in caught.value.problems)
    assert all(say(p, lang) and remedy(p, lang) for p in caught.value.problems for lang in
               ("zh", "en"))  # fmt: skip
    return [
        f"{values['page']}: {values['what']}"
        for values in (dict(problem.values) for problem in caught.value.problems)
    ]


def test_an_opaque_page_becomes_x_1a(older: Printer) -> None:
    body = (
        "<h1>题<p style='background:linear-gradient(90deg,#c00,#00c)'>文</p>"
        "<img src='asset:photo.jpg' alt='图' style='width:50mm'>"
    )
    pdf = pikepdf.open(BytesIO(print_edition(draw(body), torture.RECORD, (), older)))
    assert pdf.pdf_version == "1.4"
    assert pdf.docinfo["/GTS_PDFXVersion"] == "PDF/X-1a:2003"
    assert [str(intent.S) for intent in pdf.Root.OutputIntents.as_list()] == ["/GTS_PDFX"]
    assert b"pdfaid" not in pdf.Root.Metadata.read_bytes()
    assert all("/Group" not in page.obj for page in pdf.pages)
    streams = [*walk.streams(pdf, Name.Form), *walk.streams(pdf, Name.Image)]
    assert streams and not any("/Group" in s or "/SMask" in s for s in streams)
    for _, resources in walk.contents(pdf):
        for state in resources.get("/ExtGState", {}).values():
            assert not {"/ca", "/CA", "/SMask", "/BM"} & set(state.keys())
    raw = print_edition(draw(body), torture.RECORD, (), older)
    assert b"/ObjStm" not in raw and b"/XRef" not in raw


def test_x_1a_names_the_page_and_what_needs_transparency(older: Printer) -> None:
    css = "div{break-before:page;margin:0;width:30mm;height:30mm}"
    found = refused(
        draw(
            "<p>第一页<div style='opacity:.5;background:#c00'></div>"
            "<div style='background:linear-gradient(#c00,rgba(0,0,0,.2))'></div>"
            "<div><img src='asset:clear.png' alt='图'></div>",
            css,
        ),
        older,
    )
    assert [line.split(" (")[0] for line in found] == [
        "2: opacity 0.5",
        "3: SMask",
        "4: SMask 600×400",
    ]


def test_a_picture_whose_mask_is_solid_is_opaque(older: Printer) -> None:
    pdf = pikepdf.open(BytesIO(draw("<img src='asset:clear.png' alt='图'>")))
    (picture,) = [s for s in walk.streams(pdf, Name.Image) if "/SMask" in s]
    picture.SMask.write(b"\xff" * 600 * 400)
    file = BytesIO()
    pdf.save(file)
    made = pikepdf.open(BytesIO(print_edition(file.getvalue(), torture.RECORD, (), older)))
    assert not any("/SMask" in s for s in walk.streams(made, Name.Image))


def test_cover_and_body_are_files_of_their_own(print_pdf: bytes, printer: Printer) -> None:
    cover, body = cover_and_body(print_pdf, torture.RECORD, printer)
    for made, pages, label in ((cover, 4, "封面"), (body, 4, "2")):
        pdf = pikepdf.open(BytesIO(made))
        assert len(pdf.pages) == pages
        assert pdf.pages[0].label == label
        assert "/Outlines" not in pdf.Root
        assert len(made) < len(print_pdf)
        assert [str(i.S) for i in pdf.Root.OutputIntents.as_list()] == ["/GTS_PDFX", "/GTS_PDFA1"]


def test_the_ticket_says_what_the_press_asks(print_pdf: bytes, printer: Printer) -> None:
    ticket = job_ticket(print_pdf, torture.RECORD._replace(copies=500), printer)
    for line in (
        "期号：2021年第1期（总第3期）",
        "开本：大16开，成品 210×285 毫米，出血 3 毫米",
        "页数：8 页，自封面",
        "装订：骑马订",
        "印数：500 册",
        "标准：PDF/X-4，FOGRA39",
    ):
        assert line in ticket.splitlines()
    separate = job_ticket(print_pdf, torture.RECORD, printer._replace(cover="separate"))
    assert "页数：8 页，封面 4 页另附，内文 4 页" in separate
    assert "印数：________ 册" in separate


def test_anyone_s_pdf_can_be_finished(printer: Printer) -> None:
    any_count = printer._replace(page_multiple=1)
    made = finish(draw("<p style='color:#c00'>红"), "theirs.pdf", any_count, Report())
    pdf = pikepdf.open(BytesIO(made))
    assert pdf.docinfo["/Title"] == "t"
    assert not any(name in ("rg", "RG") for _, _, name, _ in walk.operators(pdf))
    assert made == finish(draw("<p style='color:#c00'>红"), "theirs.pdf", any_count, Report())


def foreign(*pages: Mapping[str, tuple[float, ...]]) -> bytes:
    """Somebody's PDF; each page by its boxes, mm."""
    pdf, out = pikepdf.new(), BytesIO()
    for boxes in pages:
        page = pdf.add_blank_page()
        for name, sides in boxes.items():
            page.obj[f"/{name}"] = Array([round(side * 72 / 25.4, 3) for side in sides])
    pdf.save(out)
    return out.getvalue()


BLED = (0, 0, 216, 291)  # 210×285 mm and 3 mm around


@pytest.mark.parametrize(
    ("boxes", "key"),
    [
        ({"MediaBox": BLED}, "trim-inferred"),
        ({"MediaBox": BLED, "TrimBox": BLED}, "trim-inferred"),
        ({"MediaBox": (0, 0, 250, 320), "CropBox": (10, 10, 226, 301)}, "trim-inferred"),
        ({"MediaBox": (0, 0, 250, 320), "BleedBox": (10, 10, 226, 301)}, "trim-inferred"),
        ({"MediaBox": BLED, "TrimBox": (3, 3, 213, 288)}, None),
    ],
)
def test_a_page_s_size_tells_its_trim(
    boxes: dict[str, tuple[float, ...]], key: str | None, printer: Printer
) -> None:
    report = Report()
    made = finish(foreign(boxes, boxes), "theirs.pdf", printer._replace(page_multiple=1), report)
    for page in pikepdf.open(BytesIO(made)).pages:
        left, bottom, right, top = (float(v) * 25.4 / 72 for v in page.trimbox.as_list())
        assert (right - left, top - bottom) == pytest.approx((210, 285), abs=0.01)
        media = [float(v) * 25.4 / 72 for v in page.mediabox.as_list()]
        assert media[2] - media[0] == pytest.approx(216, abs=0.01)
    assert [problem.key for problem in report] == ([key] if key else [])
    assert all(dict(p.values)["pages"] == "1–2" and not p.is_error for p in report)


def test_else_the_sizes_that_were_found_and_are_wanted_are_said(printer: Printer) -> None:
    a4, odd = {"MediaBox": (0, 0, 210, 297)}, {"MediaBox": (0, 0, 200, 287)}
    with pytest.raises(InputError) as caught:
        finish(foreign(a4, odd, odd, a4), "theirs.pdf", printer, Report())
    bleed, trim = caught.value.problems
    assert (bleed.key, trim.key) == ("finish-bleed", "finish-trim")
    assert say(bleed, "zh") == (
        "第 1、4 页：页面 210×297 毫米，成品 210×297 毫米，四边没有 3 毫米出血。"
    )
    assert "页面 216×303 毫米" in remedy(bleed, "zh")
    assert "第 2–3 页：页面 200×287 毫米" in say(trim, "zh")
    assert "页面是 216×291、216×303" in remedy(trim, "zh")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing"])
def test_what_is_no_pdf_is_said_to_be_none(printer: Printer, data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        finish(data, "theirs.pdf", printer, Report())
    (problem,) = caught.value.problems
    assert problem.key == "pdf-unreadable"
    assert "theirs.pdf" in say(problem, "zh")


def test_a_print_edition_finished_again_still_overprints(
    print_pdf: bytes, printer: Printer
) -> None:
    again = pikepdf.open(BytesIO(finish(print_pdf, "ours.pdf", printer, Report())))
    state = again.pages[1].resources.ExtGState.Overprint
    assert bool(state.op) and int(state.OPM) == 1
    names = [str(found[0]) for _, _, name, found in walk.operators(again) if name == "gs"]
    assert "/Overprint" in names
