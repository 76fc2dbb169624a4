from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Object, Stream

from spp_press.editions import screen_edition
from spp_press.editions.identity import label_pages
from tests.editions import torture, walk
from tests.editions.test_print import box, draw


def elements(node: Object) -> Iterator[Object]:
    kids = node.get("/K", Array())
    for kid in kids.as_list() if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def tagged(pdf: pikepdf.Pdf, kind: str) -> list[Object]:
    return [e for e in elements(pdf.Root.StructTreeRoot) if Name(f"/{kind}") == e.S]


def test_pages_are_cropped_to_the_trim(shown: pikepdf.Pdf) -> None:
    for page in shown.pages:
        assert box(page, "/MediaBox") == box(page, "/TrimBox")
        assert "/BleedBox" not in page.obj


def test_it_says_what_it_is(shown: pikepdf.Pdf) -> None:
    with shown.open_metadata() as meta:
        said = {key: value for key, value in meta.items()}
    assert said["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
    assert said["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
    assert said["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    prism = "{http://prismstandard.org/namespaces/basic/3.0/}"
    assert said[prism + "publicationName"] == "可持续公共采购计划简报"
    assert said[prism + "number"] == "1"
    assert said[prism + "issueIdentifier"] == "2021-1"
    assert said[prism + "coverDisplayDate"] == "2021年第1期"
    assert said["{urn:x-spp-press:bulletin:1.0/}cumulativeNumber"] == "3"
    assert said["{http://purl.org/dc/elements/1.1/}creator"] == ["王璟"]
    assert said["{http://purl.org/dc/elements/1.1/}publisher"] == {"中环联合认证中心"}
    assert shown.Root.Lang == "zh-CN"
    assert bool(shown.Root.ViewerPreferences.DisplayDocTitle)
    assert shown.docinfo["/Title"] == torture.RECORD.title


def test_pages_are_labelled(screen_pdf: bytes) -> None:
    labels = pypdfium2.PdfDocument(screen_pdf)
    assert [labels.get_page_label(i) for i in range(len(labels))] == list(
        torture.RECORD.page_labels
    )


def test_labels_that_follow_each_other_share_a_range() -> None:
    pdf = pikepdf.new()
    label_pages(pdf, ("封面", "1", "2", "5", "封底"))
    starts = [int(v) for v in pdf.Root.PageLabels.Nums.as_list()[::2]]
    assert starts == [0, 1, 3, 4]


def test_figures_have_alternative_text_and_a_box_on_the_page(shown: pikepdf.Pdf) -> None:
    figures = tagged(shown, "Figure")
    assert len(figures) == len(torture.assets())
    for figure in figures:
        assert str(figure.Alt).endswith("的替代文字")
        left, bottom, right, top = (float(v) for v in figure.A.BBox.as_list())
        assert 0 < left < right < 596 and 0 < bottom < top < 808
        assert right - left == pytest.approx(55 * 72 / 25.4, abs=0.5)


def test_header_cells_say_what_they_head(shown: pikepdf.Pdf) -> None:
    scopes = [str(cell.A.Scope) for cell in tagged(shown, "TH")]
    pages_of_table = len(tagged(shown, "Table"))
    assert scopes.count("/Column") == 3 * pages_of_table
    assert scopes.count("/Row") == 130


def test_page_furniture_is_an_artifact(shown: pikepdf.Pdf) -> None:
    for page in list(shown.pages)[1:-1]:
        kinds = [
            instruction.operands[1].get("/Type")
            for instruction in pikepdf.parse_content_stream(page, "BDC")
            if instruction.operands[0] == Name.Artifact
        ]
        assert kinds.count(Name.Pagination) == 2  # running head and folio


def test_every_mark_is_owned_once_and_every_owner_marks(shown: pikepdf.Pdf) -> None:
    numbers = shown.Root.StructTreeRoot.ParentTree.Nums.as_list()
    parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    alive = {element.objgen for element in elements(shown.Root.StructTreeRoot)}
    marks = 0
    for content, _, name, found in walk.operators(shown):
        if name != "BDC" or not isinstance(found[1], Dictionary) or "/MCID" not in found[1]:
            continue
        owner = parents[int(content.StructParents)][int(found[1].MCID)]
        assert owner.objgen in alive
        marks += 1
    assert marks > 100


def test_text_in_an_opacity_group_says_which_form_it_is_in() -> None:
    made = screen_edition(draw("<p>甲<p style='opacity:.5'>乙<b>丙</b>"), torture.RECORD)
    pdf = pikepdf.open(BytesIO(made))
    references = [
        kid
        for element in elements(pdf.Root.StructTreeRoot)
        for kid in element.get("/K", Array()).as_list()
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR
    ]
    assert len(references) == 2
    for reference in references:
        assert isinstance(reference.Stm, Stream) and "/StructParents" in reference.Stm


def test_links_are_printed_described_and_owned(shown: pikepdf.Pdf) -> None:
    links = [link for page in shown.pages for link in page.obj.get("/Annots", Array()).as_list()]
    said = [str(link.Contents) for link in links]
    assert "第2页" in said and "https://example.org/" in said
    assert all(link.F == 4 and "/StructParent" in link for link in links)


def test_a_link_in_page_furniture_is_dropped() -> None:
    body = "<a class=run href='https://example.org/'>眉</a><p>文</p>"
    css = "@page{@top-left{content:element(run)}}.run{position:running(run)}"
    made = screen_edition(draw(body, css), torture.RECORD)
    pdf = pikepdf.open(BytesIO(made))
    assert "/Annots" not in pdf.pages[0].obj


def test_photographs_are_at_150_ppi(shown: pikepdf.Pdf) -> None:
    widths = sorted(int(picture.Width) for picture in walk.streams(shown, Name.Image))
    assert widths.count(300) == 1  # small.jpg: it was smaller than that
    assert widths.count(325) >= 6  # 55 mm
    assert not any(bool(picture.Interpolate) for picture in walk.streams(shown, Name.Image))
    assert max(widths) < 1100  # the background across the page
    assert all(picture.ColorSpace in (Name.DeviceRGB, Name.DeviceGray)
               for picture in walk.streams(shown, Name.Image))  # fmt: skip


def test_sources_are_inside(shown: pikepdf.Pdf) -> None:
    assert len(shown.Root.AF) == 2
    for source in torture.RECORD.sources:
        spec = shown.attachments[source.name]
        assert spec.description == source.description
        assert spec.get_file().read_bytes() == source.data
        assert spec.relationship == Name.Source
        assert spec.get_file().obj.Params.ModDate == "D:20210101000000Z"
        assert spec.get_file().mime_type == source.mime


def test_without_sources_nothing_is_attached(drawn: bytes, kept: dict[str, bytes]) -> None:
    bare = screen_edition(drawn, torture.RECORD._replace(sources=()), kept)
    pdf = pikepdf.open(BytesIO(bare))
    assert "/AF" not in pdf.Root


def test_print_and_screen_have_the_same_text_in_the_same_places(
    print_pdf: bytes, screen_pdf: bytes
) -> None:
    one, other = pypdfium2.PdfDocument(print_pdf), pypdfium2.PdfDocument(screen_pdf)
    assert len(one) == len(other)
    for index in range(len(one)):
        texts = [document[index].get_textpage() for document in (one, other)]
        assert texts[0].get_text_range() == texts[1].get_text_range()
        count = texts[0].count_chars()
        assert count > 0
        for at in range(count):
            places = [text.get_charbox(at) for text in texts]
            assert places[0] == pytest.approx(places[1], abs=0.01)
