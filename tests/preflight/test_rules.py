"""Every rule of the preflight, caught in a print file that was damaged on purpose; silent on ours.

The thresholds are those of the table in the handbook's chapter on print.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from spp_press.catalogue import remedy, say
from spp_press.issue import Issue
from spp_press.manuscript import asset_url
from spp_press.preflight import names_in_pdf, preflight
from spp_press.preflight.marks import Picture
from spp_press.preflight.proof import Proof
from spp_press.printers import Printer
from spp_press.problems import Problem, Severity
from tests.conftest import Made
from tests.preflight import small
from tests.preflight.small import (
    FAMILIES,
    PICTURE,
    Damage,
    damaged,
    drawing,
    image,
    own_font,
    text,
)

MM = 72 / 25.4
OVERPRINT = Dictionary(op=True, OP=True, OPM=1)


@dataclass(frozen=True)
class Case:
    """A damage, what it is caught as, and what the finding says."""

    name: str
    damage: Damage
    key: str
    severity: Severity = Severity.ERROR
    values: dict[str, str] = field(default_factory=dict)


def warned(name: str, damage: Damage, key: str, **values: str) -> Case:
    return Case(name, damage, key, Severity.WARNING, values)


def caught(name: str, damage: Damage, key: str, **values: str) -> Case:
    return Case(name, damage, key, Severity.ERROR, values)


# Damages to the file.


def no_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def no_profile(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 3


def unregistered(pdf: Pdf) -> None:
    for intent in pdf.Root.OutputIntents:
        intent.OutputConditionIdentifier = String("Our machine")


def no_claim(pdf: Pdf) -> None:
    data = pdf.Root.Metadata.read_bytes().replace(b"PDF/X-4", b"PDF/Z-4")
    pdf.Root.Metadata.write(data)


def no_trapped(pdf: Pdf) -> None:
    del pdf.docinfo["/Trapped"]


def annotation(pdf: Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([100, 200, 150, 220]),
        Border=Array([0, 0, 0]),
    )
    pdf.pages[1].obj.Annots = Array([link])


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


# Damages to the pages.


def grow(box: str, *by: float) -> Damage:
    """Moves the sides of a box of page 2 outwards, mm: left, bottom, right, top."""

    def damage(pdf: Pdf) -> None:
        page = pdf.pages[1].obj
        left, bottom, right, top = (float(v) for v in page[box])
        a, b, c, d = (v * MM for v in by)
        page[box] = Array([left - a, bottom - b, right + c, top + d])

    return damage


def no_trim(pdf: Pdf) -> None:
    del pdf.pages[1].obj["/TrimBox"]


def fewer_pages(pdf: Pdf) -> None:
    del pdf.pages[2]


def emptied(pdf: Pdf) -> None:
    pdf.pages[1].obj.Contents = pdf.make_stream(b"q 0 0 0 0 k 0 0 100 100 re f Q")


# Damages to what is drawn.


def spot(pdf: Pdf) -> Array:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    return Array([Name.Separation, Name("/PANTONE 485 C"), Name.DeviceCMYK, tint])


def gradient(pdf: Pdf) -> Dictionary:
    three = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0], C1=[1, 0, 0], N=1)
    return Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 100, 0]), Function=three
    )


def rgb_group(pdf: Pdf) -> Stream:
    form = pdf.make_stream(b"0 0 0 0.5 k 0 0 9 9 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    return form


def rgb_form(pdf: Pdf) -> Stream:
    form = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    form.Matrix = Array([1, 0, 0, 1, 200, 300])
    return form


def rgb_tile(pdf: Pdf) -> Stream:
    tile = pdf.make_stream(b"1 0 0 rg 0 0 2 2 re f")
    tile.PatternType, tile.PaintType, tile.TilingType = 1, 1, 1
    tile.BBox, tile.XStep, tile.YStep = Array([0, 0, 4, 4]), 4, 4
    tile.Resources = Dictionary()
    return tile


def not_embedded(pdf: Pdf) -> None:
    del own_font(pdf).DescendantFonts[0].FontDescriptor["/FontFile3"]


def foreign(pdf: Pdf) -> None:
    font = own_font(pdf)
    font.BaseFont = Name("/ABCDEF+SimSun")
    font.DescendantFonts[0].FontDescriptor.FontFamily = String("SimSun")


def type3(pdf: Pdf) -> Dictionary:
    box = pdf.make_stream(b"600 0 0 0 500 500 d1 0 0 500 500 re f")
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 500]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=Dictionary(a=box),
        Encoding=Dictionary(Differences=Array([97, Name.a])), FirstChar=97, LastChar=97,
        Widths=Array([600]), Name=Name.Own,
    )  # fmt: skip


def font(content: str) -> Damage:
    return drawing(content, Font_Own=own_font, ExtGState_O=OVERPRINT)


def shape(content: str) -> Damage:
    return drawing(content, ExtGState_O=OVERPRINT)


AT = {"page": "2", "x": "35.3", "y": "143.9"}  # 100 pt from the left, 400 pt and its ascent up
TRIM_HIGH = 285.0

CASES = (
    # identity
    caught("no PDF/X", no_claim, "proof-identity", wanted="PDF/X-4"),
    caught("no intent", no_intent, "proof-intents", count="0"),
    caught("no CMYK profile", no_profile, "proof-profile", channels="3"),
    warned("unregistered condition", unregistered, "proof-condition", condition="Our machine"),
    caught("no Trapped", no_trapped, "proof-trapped"),
    caught("annotation", annotation, "proof-annotation", page="2", kind="Link", x="35.3"),
    caught("JavaScript", script, "proof-javascript"),
    # boxes and pages
    caught("no TrimBox", no_trim, "proof-trim-missing", page="2"),
    caught("bleed beyond media", grow("/BleedBox", 1, 0, 0, 0), "proof-boxes", measured="1.0"),
    caught("bleed of 2 mm", grow("/BleedBox", -1, 0, 0, 0), "proof-bleed", measured="2.0"),
    caught("other size", grow("/TrimBox", 0, 0, 1, 0), "proof-size", measured="211×285"),
    caught("trim that is not taken", grow("/TrimBox", 0, 0, 1, 0), "trim-not-taken", pages="2"),
    caught("three pages", fewer_pages, "pages-not-multiple", pages="3"),
    warned("empty page", emptied, "proof-empty", page="2"),
    caught(
        "artwork that stops at the trim",
        shape("0.5 0 0 0 k 0 300 50 60 re f"),
        "proof-artwork", page="2", x="0.0", measured="0.0", limit="3",
    ),
    warned(
        "text at the trim", font(text("/O gs", x=5)), "proof-text-edge",
        measured="1.8", limit="3",
    ),
    # colour
    caught("RGB", shape("1 0 0 rg 100 400 50 50 re f"), "proof-colour", **AT | {"y": "126.2"}),
    caught("RGB in a form", drawing("/F Do", XObject_F=rgb_form), "proof-colour", x="70.6"),
    caught(
        "RGB in a pattern",
        drawing("/Pattern cs /P scn 100 400 50 50 re f", Pattern_P=rgb_tile),
        "proof-colour",
    ),
    caught(
        "RGB picture",
        drawing("10 0 0 10 100 400 cm /I Do", XObject_I=image(99, 99, "/DeviceRGB")),
        "proof-colour",
    ),
    caught(
        "inline RGB picture",
        shape("9 0 0 9 100 400 cm BI /W 40 /H 40 /CS /RGB /BPC 8 /F /AHx ID "
              + "c0" * 40 * 40 * 3 + "> EI"),
        "proof-colour", space="RGB（DeviceRGB）",
    ),
    caught(
        "Lab",
        drawing(
            "/L cs 50 60 0 sc 100 400 50 50 re f",
            ColorSpace_L=Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]),
        ),
        "proof-colour",
    ),
    caught(
        "spot", drawing("/S cs 1 scn 100 400 50 50 re f", ColorSpace_S=spot), "proof-colour",
        space="spot（PANTONE 485 C）",
    ),
    caught(
        "shading of three components",
        drawing("/G sh", Shading_G=gradient),
        "proof-gradient", measured="3", limit="4",
    ),
    caught(
        "RGB blend space", drawing("/F Do", XObject_F=rgb_group), "proof-blend",
        space="DeviceRGB",
    ),
    caught(
        "too much ink",
        shape("0.9 0.8 0.8 0.7 k 100 400 12 12 re f"),
        "proof-ink", page="2", x="35.3", measured="320", limit="300",
    ),
    caught(
        "too much ink in a picture",
        drawing(
            "/M gs 12 0 0 12 100 400 cm /I Do /I Do /I Do",
            XObject_I=image(99, 99, "/DeviceCMYK"),
            ExtGState_M=Dictionary(BM=Name.Multiply),
        ),
        "proof-ink", measured="351",
    ),
    caught(
        "white overprint",
        shape("/O gs 0 0 0 0 k 100 400 50 50 re f"),
        "proof-white-overprint", page="2", x="35.3",
    ),
    # pictures
    caught(
        "picture of 100 ppi",
        drawing("72 0 0 72 100 400 cm /I Do", XObject_I=image(100, 100)),
        "proof-picture", measured="100", limit="150", picture="I", x="35.3", size="16×16",
    ),
    warned(
        "picture of 200 ppi",
        drawing("72 0 0 72 100 400 cm /I Do", XObject_I=image(200, 200)),
        "proof-picture-soft", measured="200", limit="300", size="16×16",
    ),
    caught(
        "turned picture of 100 ppi",
        drawing("0 72 -72 0 200 400 cm /I Do", XObject_I=image(100, 100)),
        "proof-picture", measured="100", x="45.2",
    ),
    caught(
        "bitmap of 300 ppi",
        drawing("72 0 0 72 100 400 cm /I Do", XObject_I=image(300, 300, bits=1)),
        "proof-bitmap", measured="300", limit="550", size="13×13",
    ),
    # text
    caught(
        "rich black of 12 pt", font(text("", colour="0.6 0.4 0.4 1 k")), "proof-rich-black",
        measured="12.0", limit="24", inks="60 40 40 100",
    ),
    caught(
        "black of RGB", font(text("", colour="0.69 0.63 0.62 0.58 k")), "proof-rich-black",
    ),
    warned(
        "rich black of 30 pt", font(text("", 30, "0.6 0.4 0.4 1 k")), "proof-rich-black-large",
        measured="30.0",
    ),
    caught(
        "three inks of 6 pt", font(text("", 6, "0.5 0.5 0 0.2 k")), "proof-many-inks",
        measured="6.0", limit="7",
    ),
    warned(
        "three inks of 9 pt", font(text("", 9, "0.5 0.5 0 0.2 k")), "proof-many-inks-small",
        measured="9.0", limit="10",
    ),
    warned(
        "black of 10 pt that knocks out", font(text("", 10)), "proof-knocks-out",
        measured="10.0", limit="12",
    ),
    warned(
        "type of 4 pt", font("0.5 0 0 0.5 0 0 cm " + text("/O gs", 8, x=200)), "proof-type-size",
        measured="4.0", limit="5",
    ),
    # lines
    caught("line of 0.1 pt", shape("0.1 w 100 400 m 200 400 l S"), "proof-line", measured="0.100"),
    caught("line without width", shape("0 w 100 400 m 200 400 l S"), "proof-line"),
    warned(
        "line of 0.2 pt, scaled", shape("0.1 0 0 0.1 0 0 cm 2 w 1000 4000 m 2000 4000 l S"),
        "proof-line-fine", measured="0.200", limit="0.25",
    ),
    warned("thin filled box", shape("100 400 200 0.2 re f"), "proof-line-fine", measured="0.200"),
    # fonts
    caught("font not embedded", not_embedded, "proof-font-missing", font="SPP-Song"),
    caught(
        "missing glyph",
        font("/O gs BT /Own 12 Tf 1 0 0 1 100 400 Tm <0000> Tj ET"),
        "proof-glyph-missing", font="SPP-Song", x="35.3",
    ),
    caught("foreign font", foreign, "proof-font-foreign", font="SimSun"),
    warned(
        "Type 3",
        drawing("/O gs BT /Own 12 Tf 100 400 Td (a) Tj ET", Font_Own=type3, ExtGState_O=OVERPRINT),
        "proof-font-type3", font="Own",
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_damage_is_caught(case: Case, clean: bytes, printer: Printer) -> None:
    found = preflight(damaged(clean, case.damage), printer, fonts=FAMILIES)
    problem = next((p for p in found if p.key == case.key), None)
    assert problem is not None, [p.key for p in found]
    assert problem.severity is case.severity
    values = dict(problem.values)
    assert case.values.items() <= values.items(), values
    for lang in ("zh", "en"):
        assert "{" not in say(problem, lang) + remedy(problem, lang)


def keys(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.key for problem in problems]


def test_a_clean_file_is_passed_in_silence(clean: bytes, printer: Printer) -> None:
    assert preflight(clean, printer, fonts=FAMILIES) == ()


def test_the_bulletin_has_no_error(made: Made, printer: Printer) -> None:
    assert not [p for p in preflight(made.print.read_bytes(), printer) if p.is_error]


def test_blank_pages_before_the_last_fill_the_sheet(clean: bytes, printer: Printer) -> None:
    def filled_up(pdf: Pdf) -> None:
        pdf.pages[2].obj.Contents = pdf.make_stream(b"q 1 0 0 1 0 0 cm Q")

    assert preflight(damaged(clean, filled_up), printer, fonts=FAMILIES) == ()


def test_a_file_without_an_identifier_is_caught(clean: bytes, printer: Printer) -> None:
    assert "proof-id" in keys(preflight(clean.replace(b"/ID [", b"/Id ["), printer))


@pytest.mark.parametrize("user", ["", "secret"], ids=["restricted", "locked"])
def test_encryption_is_caught(user: str, clean: bytes, printer: Printer) -> None:
    file = BytesIO()
    with pikepdf.open(BytesIO(clean)) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="owner", user=user))
    assert "proof-encrypted" in keys(preflight(file.getvalue(), printer))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing", b"GIF89a"])
def test_what_is_no_pdf_is_said_to_be_none(data: bytes, printer: Printer) -> None:
    assert keys(preflight(data, printer)) == ["proof-damaged"]


def test_a_file_that_had_to_be_mended_is_said_to_be_damaged(clean: bytes, printer: Printer) -> None:
    file = BytesIO()
    with pikepdf.open(BytesIO(clean)) as pdf:
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    moved = file.getvalue().replace(b"startxref\n", b"startxref\n9")
    assert "proof-repaired" in keys(preflight(moved, printer))


@pytest.mark.parametrize("key", ["TrimBox", "Annots", "Contents", "Resources", "MediaBox"])
def test_what_is_of_another_type_is_a_problem_and_no_traceback(
    key: str, clean: bytes, printer: Printer
) -> None:
    def damage(pdf: Pdf) -> None:
        pdf.pages[1].obj[f"/{key}"] = Array([Name.Other])

    assert preflight(damaged(clean, damage), printer)


def test_malformed_content_is_a_problem_and_no_traceback(clean: bytes, printer: Printer) -> None:
    broken = damaged(clean, drawing("(a) w /Nothing gs [1] 0 d BT 1 Tf ET"))
    assert "proof-unreadable" in keys(preflight(broken, printer))


def test_forms_that_draw_each_other_without_end_are_a_problem(
    clean: bytes, printer: Printer
) -> None:
    def bomb(pdf: Pdf) -> Stream:
        inner = rgb_form(pdf)
        for _ in range(24):
            outer = pdf.make_stream(b"/F Do /F Do")
            outer.Type, outer.Subtype = Name.XObject, Name.Form
            outer.BBox = Array([0, 0, 999, 999])
            outer.Resources = Dictionary(XObject=Dictionary(F=inner))
            inner = outer
        return inner

    found = keys(preflight(damaged(clean, drawing("/F Do", XObject_F=bomb)), printer))
    assert "proof-unreadable" in found


def test_a_page_without_end_is_measured_as_far_as_a_press_goes(
    clean: bytes, printer: Printer
) -> None:
    def enlarge(pdf: Pdf) -> None:
        page = pdf.pages[1].obj
        page.MediaBox = page.BleedBox = page.TrimBox = Array([0, 0, 14400, 14400])

    assert "trim-not-taken" in keys(preflight(damaged(clean, enlarge), printer))


def test_the_bulletins_pictures_are_known_by_name(made: Made, issue: Issue) -> None:
    names = names_in_pdf({asset_url(name): name for name in issue.assets})
    with pikepdf.open(made.print) as pdf:
        found = {
            names.get(mark.name, "")
            for page in Proof(pdf).pages
            for mark in page.marks
            if isinstance(mark, Picture)
        }
    pictures = {name for name in issue.assets if not name.endswith(".svg")}
    assert found == pictures


def test_padding_that_says_so_is_never_reported(clean: bytes, printer: Printer) -> None:
    def pad(pdf: Pdf) -> None:
        pdf.pages[2].obj.Contents = pdf.make_stream(b"q Q")

    assert preflight(damaged(clean, pad), printer) == ()


def test_an_accepted_picture_may_be_coarse(clean: bytes, printer: Printer) -> None:
    def enlarge(pdf: Pdf) -> None:
        page = pdf.pages[1]
        names = names_in_pdf({PICTURE: "images/sea.png"})
        assert any(key[1:] in names for key in page.resources.XObject)
        name = next(key for key in page.resources.XObject if key[1:] in names)
        page.contents_add(b"q", prepend=True)
        page.contents_add(f"Q q 240 0 0 180 100 300 cm {name} Do Q".encode())

    pdf = damaged(clean, enlarge)
    pictures = names_in_pdf({PICTURE: "images/sea.png"})
    found = preflight(pdf, printer, pictures=pictures)
    assert [(p.key, dict(p.values)["picture"]) for p in found] == [
        ("proof-picture", "images/sea.png")
    ]
    accepted = frozenset({"images/sea.png"})
    assert preflight(pdf, printer, pictures=pictures, accepted=accepted) == ()


def test_transparency_is_caught_where_the_printer_wants_x_1a(
    clean: bytes, printer: Printer
) -> None:
    found = preflight(clean, printer._replace(standard="x-1a"))
    assert {"proof-identity", "proof-transparency"} <= set(keys(found))


@pytest.mark.parametrize("marks", [False, True])
def test_an_x_1a_file_is_passed_in_silence(marks: bool, printer: Printer) -> None:
    flat = small.HTML_TEXT.replace('class="shadow"', "")
    older = printer._replace(standard="x-1a", marks=marks)
    assert preflight(small.printed(small.drawn(flat), older), older, fonts=FAMILIES) == ()


def test_white_below_nothing_may_end_at_the_trim(clean: bytes, printer: Printer) -> None:
    pdf = damaged(clean, shape("0 0 0 0 k 0 0 20 40 re f"))
    assert preflight(pdf, printer) == ()


def test_marks_outside_the_bleed_are_no_artwork(pages: bytes, printer: Printer) -> None:
    marked = printer._replace(marks=True)
    assert preflight(small.printed(pages, marked), marked, fonts=FAMILIES) == ()


def test_a_finding_is_one_a_page_and_counts_the_others(clean: bytes, printer: Printer) -> None:
    lines = " ".join(f"0.{i} w 100 {400 + i} m 200 {400 + i} l S" for i in (24, 22, 2, 23))
    found = preflight(damaged(clean, shape(lines)), printer)
    assert [(p.key, dict(p.values)["measured"], dict(p.values)["count"]) for p in found] == [
        ("proof-line-fine", "0.200", "4")
    ]
