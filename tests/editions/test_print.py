from __future__ import annotations

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Name

from spp_press.editions import EDITIONS, print_edition
from spp_press.editions.boxes import MM
from spp_press.printers import Printer
from spp_press.problems import InputError
from tests.editions import torture, walk


def small(drawn: bytes, printer: Printer) -> pikepdf.Pdf:
    """The edition of a page or two of HTML."""
    any_count = printer._replace(page_multiple=1)
    made = print_edition(drawn, torture.RECORD, torture.INKS, any_count)
    return pikepdf.open(BytesIO(made))


def draw(body: str, css: str = "") -> bytes:
    return torture.draw(
        "<html lang=zh-CN><title>t</title><style>@page{size:210mm 285mm;bleed:3mm}"
        f"@font-face{{font-family:Hei;src:url(asset:spp-hei-400.otf)}}body{{font:10pt Hei}}{css}"
        f"</style><body>{body}"
    )


def operands(pdf: pikepdf.Pdf, *names: str) -> list[list[float | str]]:
    return [
        [str(v) if isinstance(v, Name) else round(float(v), 4) for v in found]
        for _, _, name, found in walk.operators(pdf)
        if name in names
    ]


def test_every_colour_is_cmyk_or_every_plate(printed: pikepdf.Pdf) -> None:
    masks = walk.masks(printed)
    assert masks
    counted = 0
    for content, resources, name, found in walk.operators(printed):
        if name in ("g", "G", "sh", "rg", "RG", "cs", "CS", "k", "K"):
            counted += 1
        assert name not in ("rg", "RG", "ri", "sc", "SC")
        if name in ("g", "G"):
            assert content.objgen in masks
        if name in ("cs", "CS"):
            assert found[0] == Name.Pattern
        if name in ("scn", "SCN"):
            assert str(found[-1]) in resources.Pattern
    assert counted > 100


def test_every_gradient_is_cmyk_and_its_colours_fit(printed: pikepdf.Pdf) -> None:
    def fits(function: pikepdf.Object, channels: int) -> bool:
        if int(function.FunctionType) == 3:
            return all(fits(part, channels) for part in function.Functions.as_list())
        return len(function.C0) == len(function.C1) == channels

    shadings = walk.shadings(printed)
    assert len(shadings) >= 10
    spaces = {"/DeviceCMYK": 4, "/DeviceGray": 1}
    for shading in shadings:
        assert fits(shading.Function, spaces[str(shading.ColorSpace)])
    in_masks = {
        shading.objgen
        for content, resources, name, found in walk.operators(printed)
        if name == "sh" and content.objgen in walk.masks(printed)
        for shading in [resources.Shading[str(found[0])]]
    }
    for shading in shadings:
        assert (shading.ColorSpace == Name.DeviceGray) == (shading.objgen in in_masks)


def test_every_picture_is_cmyk_or_black_alone(printed: pikepdf.Pdf) -> None:
    pictures = walk.streams(printed, Name.Image)
    soft = {picture.SMask.objgen for picture in pictures if "/SMask" in picture}
    spaces = [str(p.ColorSpace) for p in pictures if p.objgen not in soft]
    assert sorted(spaces).count("/DeviceGray") == 2  # grey.jpg and grey-rgb.jpg
    assert set(spaces) == {"/DeviceCMYK", "/DeviceGray"}
    assert not any(bool(picture.Interpolate) for picture in pictures)
    assert all(picture.ColorSpace == Name.DeviceGray for picture in pictures
               if picture.objgen in soft)  # fmt: skip
    assert len(soft) == 1


def test_every_blending_space_is_the_press(printed: pikepdf.Pdf) -> None:
    masks = walk.masks(printed)
    for page in printed.pages:
        assert Name.DeviceCMYK == page.obj.Group.CS
    groups = [form for form in walk.streams(printed, Name.Form) if "/Group" in form]
    assert groups
    for form in groups:
        wanted = Name.DeviceGray if form.objgen in masks else Name.DeviceCMYK
        assert wanted == form.Group.CS


def test_no_colour_space_is_left_in_any_resources(printed: pikepdf.Pdf) -> None:
    assert all("/ColorSpace" not in resources for _, resources in walk.contents(printed))


def test_inks_are_exact_in_fills_gradients_and_pictures_drawn_as_vectors(
    printed: pikepdf.Pdf,
) -> None:
    assert [0.1, 0.95, 0.85, 0.05] in operands(printed, "k")
    ends = [
        [float(v) for v in part.C0.as_list()]
        for shading in walk.shadings(printed)
        if shading.ColorSpace == Name.DeviceCMYK
        for outer in shading.Function.Functions.as_list()
        if int(outer.FunctionType) == 3
        for part in outer.Functions.as_list()[:1]
    ]
    assert [0.1, 0.95, 0.85, 0.05] in ends


def test_small_black_text_overprints_and_nothing_else_does(printer: Printer) -> None:
    pdf = small(
        draw(
            "<p>黑<p style='color:#c00'>红<p style='font-size:40pt'>大</p>"
            "<div style='background:#000;width:9mm;height:9mm'></div><p>黑</p>"
        ),
        printer,
    )
    inside = []
    overprints = False
    black = True
    for name, found in [(n, o) for _, _, n, o in walk.operators(pdf)]:
        if name == "gs" and str(found[0]) in ("/Overprint", "/Knockout"):
            overprints = str(found[0]) == "/Overprint"
        if name == "k":
            black = [float(v) for v in found] == [0, 0, 0, 1]
        if name == "TJ":
            inside.append((black, overprints))
        if name in ("f", "S", "B"):
            assert not overprints
    assert inside == [(True, True), (False, False), (True, False), (True, True)]
    states = pdf.pages[0].resources.ExtGState
    assert bool(states.Overprint.op) and int(states.Overprint.OPM) == 1
    assert not bool(states.Knockout.op) and not bool(states.Knockout.OP)


def test_grey_text_is_black_alone(printer: Printer) -> None:
    pdf = small(draw("<p style='color:#808080'>灰"), printer)
    assert [0, 0, 0, 0.6196] in operands(pdf, "k")


def test_colours_inside_a_mask_become_opacities(printer: Printer) -> None:
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><mask id='m'>"
        "<rect width='90' height='90' fill='#00ff00'/></mask>"
        "<rect width='90' height='90' fill='#c00' mask='url(#m)'/></svg>"
    )
    pdf = small(draw(svg), printer)
    masks = walk.masks(pdf)
    greys = [
        float(found[0])
        for content, _, name, found in walk.operators(pdf)
        if name == "g" and content.objgen in masks
    ]
    assert greys == [0.59]


def test_nothing_of_the_screen_is_left(printed: pikepdf.Pdf) -> None:
    for page in printed.pages:
        assert not {"/Annots", "/AA", "/StructParents", "/Tabs"} & set(page.obj.keys())
    gone = {"/OpenAction", "/AA", "/AcroForm", "/StructTreeRoot", "/MarkInfo", "/AF"}
    assert not gone & set(printed.Root.keys())
    assert "/EmbeddedFiles" not in printed.Root.get("/Names", {})


def test_the_outline_is_kept(printed: pikepdf.Pdf) -> None:
    with printed.open_outline() as outline:
        assert [item.title for item in outline.root][:2] == ["可持续公共采购", "第一篇"]


def box(page: pikepdf.Page, name: str) -> list[float]:
    return [float(v) for v in page.obj[name].as_list()]


@pytest.mark.parametrize(("marks", "slug"), [(False, 0), (True, 7)])
def test_boxes_stand_around_the_trim(
    drawn: bytes, printer: Printer, kept: dict[str, bytes], marks: bool, slug: float
) -> None:
    made = print_edition(
        drawn, torture.RECORD, torture.INKS, printer._replace(marks=marks), kept
    )  # fmt: skip
    pdf = pikepdf.open(BytesIO(made))
    for page in pdf.pages:
        trim, bleed, media = (box(page, f"/{n}Box") for n in ("Trim", "Bleed", "Media"))
        assert (trim[2] - trim[0]) / MM == pytest.approx(210, abs=0.01)
        assert (trim[3] - trim[1]) / MM == pytest.approx(285, abs=0.01)
        for at, sign in enumerate((-1, -1, 1, 1)):
            assert (bleed[at] - trim[at]) / MM == pytest.approx(3 * sign, abs=0.01)
            assert (media[at] - bleed[at]) / MM == pytest.approx(slug * sign, abs=0.01)
        assert "/CropBox" not in page.obj and "/ArtBox" not in page.obj


def test_marks_are_on_every_plate_and_outside_the_bleed(
    drawn: bytes, printer: Printer, kept: dict[str, bytes]
) -> None:
    with_marks = printer._replace(marks=True)
    made = print_edition(drawn, torture.RECORD, torture.INKS, with_marks, kept)
    pdf = pikepdf.open(BytesIO(made))
    page = pdf.pages[0]
    space = page.resources.ColorSpace.AllPlates
    assert space[1] == Name.All and space[2] == Name.DeviceCMYK
    _, _, marks = page.obj.Contents.read_bytes().rpartition(b"/AllPlates CS")
    left, bottom, right, top = box(page, "/BleedBox")
    strokes = re.findall(rb"([-\d.]+) ([-\d.]+) m ([-\d.]+) ([-\d.]+) l", marks)
    assert len(strokes) == 16  # two at each corner, a cross on each side
    for stroke in strokes:
        x0, y0, x1, y1 = (float(v) for v in stroke)
        assert (
            max(x0, x1) < left or min(x0, x1) > right or max(y0, y1) < bottom or (min(y0, y1) > top)
        )
    assert b"0.25 w" in marks


def test_fonts_are_embedded_subset_and_bare(printed: pikepdf.Pdf) -> None:
    descriptors = [o for o in printed.objects if isinstance(o, pikepdf.Dictionary)
                   and o.get("/Type") == Name.FontDescriptor]  # fmt: skip
    assert len(descriptors) >= 3
    for descriptor in descriptors:
        assert re.match(r"/[A-Z]{6}\+", str(descriptor.FontName))
        assert descriptor.FontFile3.Subtype == Name.CIDFontType0C
        assert descriptor.FontFile3.read_bytes()[:2] == b"\x01\x00"


def test_it_says_what_it_is(printed: pikepdf.Pdf, printer: Printer) -> None:
    assert printed.pdf_version == "1.6"
    kinds = [str(intent.S) for intent in printed.Root.OutputIntents.as_list()]
    assert kinds == ["/GTS_PDFX", "/GTS_PDFA1"]
    first, second = printed.Root.OutputIntents.as_list()
    assert first.OutputConditionIdentifier == "FOGRA39"
    assert first.RegistryName == "http://www.color.org"
    assert first.DestOutputProfile.objgen == second.DestOutputProfile.objgen
    assert first.DestOutputProfile.read_bytes() == printer.profile
    assert first.DestOutputProfile.N == 4
    assert printed.docinfo["/Trapped"] == Name("/False")
    assert printed.docinfo["/CreationDate"] == "D:20210101000000Z"
    with printed.open_metadata() as meta:
        said = {key: str(value) for key, value in meta.items()}
    assert said["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
    assert said["{http://ns.adobe.com/pdf/1.3/}Trapped"] == "False"
    assert said["{http://www.aiim.org/pdfa/ns/id/}part"] == "2"
    assert said["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "U"
    assert said["{http://ns.adobe.com/xap/1.0/}MetadataDate"] == "2021-01-01T00:00:00Z"
    for name in ("DocumentID", "InstanceID"):
        found = said[f"{{http://ns.adobe.com/xap/1.0/mm/}}{name}"]
        assert re.fullmatch(r"uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f-]{17}", found)
    assert len(printed.trailer.ID) == 2
    assert "/Filter" not in printed.Root.Metadata


def test_other_inputs_are_another_instance_of_the_same_document(
    drawn: bytes, printer: Printer, kept: dict[str, bytes], print_pdf: bytes
) -> None:
    other = print_edition(drawn, torture.RECORD, (), printer, kept)
    ids = []
    for made in (print_pdf, other):
        pdf = pikepdf.open(BytesIO(made))
        packet = pdf.Root.Metadata.read_bytes().decode()
        ids.append(re.findall("uuid:[0-9a-f-]+", packet))
    assert ids[0][0] == ids[1][0] and ids[0][1] != ids[1][1]


def keys(caught: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [problem.key for problem in caught.value.problems]


def test_a_trim_that_the_printer_does_not_take_is_refused(drawn: bytes, printer: Printer) -> None:
    with pytest.raises(InputError) as caught:
        print_edition(drawn, torture.RECORD, (), printer._replace(trims=((210, 297),)))
    assert keys(caught) == ["trim-not-taken"]
    told = dict(caught.value.problems[0].values)
    assert (told["pages"], told["trim"], told["trims"]) == ("1–8", "210×285", "210×297")


def test_pages_that_do_not_fill_the_sheets_are_refused(printer: Printer) -> None:
    with pytest.raises(InputError) as caught:
        print_edition(draw("<p>一页"), torture.RECORD, (), printer)
    assert keys(caught) == ["pages-not-multiple"]


def test_a_missing_bleed_is_refused(printer: Printer) -> None:
    source = "<html lang=zh><title>t</title><style>@page{size:210mm 285mm;bleed:2mm}</style><p>"
    with pytest.raises(InputError) as caught:
        small(torture.draw(source), printer)
    assert keys(caught) == ["bleed-missing"]


def test_a_spot_colour_is_refused_with_its_page(drawn: bytes, printer: Printer) -> None:
    pdf = pikepdf.open(BytesIO(drawn))
    page = pdf.pages[3]
    page.contents_add(b"/Spot cs 1 scn 0 0 9 9 re f")
    page.resources.ColorSpace.Spot = Array([Name.Separation, Name.Gold, Name.DeviceRGB])
    file = BytesIO()
    pdf.save(file)
    with pytest.raises(InputError) as caught:
        print_edition(file.getvalue(), torture.RECORD, (), printer)
    assert keys(caught) == ["not-separable"]
    assert dict(caught.value.problems[0].values)["page"] == "4"


SCRIPT = """
import sys
from pathlib import Path
from spp_press.editions import EDITIONS, Job
from spp_press.printers import read_printer
from tests.editions.torture import INKS, RECORD
drawn = Path(sys.argv[1]).read_bytes()
for name, finish in EDITIONS.items():
    job = Job(drawn, RECORD, INKS, read_printer("offset-coated"), {})
    Path(f"{name}.pdf").write_bytes(finish(job))
"""


def test_the_same_input_gives_the_same_bytes_in_any_process(
    drawn: bytes, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    finished = {name: request.getfixturevalue(f"{name}_pdf") for name in EDITIONS}
    source = tmp_path / "drawn.pdf"
    source.write_bytes(drawn)
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/Caracas")):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone,
                       "PYTHONPATH": str(Path(__file__).parents[2])}  # fmt: skip
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(source)], cwd=folder, env=environment, check=True
        )
        assert {name: (folder / f"{name}.pdf").read_bytes() for name in EDITIONS} == finished
