"""A bulletin of four pages, finished for print: the clean file that each test damages."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from spp_press.editions import Record, print_edition, screen_edition
from spp_press.printers import Printer

FONT = Path(__file__).parents[2] / "fonts" / "spp-song-400.otf"
FAMILIES = frozenset({"SPP Song"})
PICTURE = "asset:images/sea.png"
SIZE = (240, 180)  # pixels; 20 mm wide, it has 305 ppi

CSS_TEXT = """
@font-face { font-family: "SPP Song"; src: url("asset:song.otf") }
@page { size: 210mm 285mm; margin: 20mm; bleed: 3mm }
html { font: 10pt/16pt "SPP Song"; color: #000 }
h1 { font-size: 16pt; font-weight: normal }
.page { break-after: page }
.band { position: absolute; left: -23mm; top: -23mm; width: 216mm; height: 60mm;
  background: linear-gradient(#0a7d6b, #f3c13a) }
.shadow { width: 40mm; height: 20mm; opacity: .5; background: #c8102e }
.rule { border-bottom: .5pt solid #000 }
"""

HTML_TEXT = f"""<!doctype html><html lang="zh-CN"><title>小样</title><body>
<div class="page"><div class="band"></div><h1 style="margin-top: 60mm">封面上的题目</h1></div>
<div class="page"><h1>第一篇</h1><p>可持续公共采购，看得见的变化。</p>
<img src="{PICTURE}" alt="海" style="width: 20mm"><div class="rule"></div></div>
<div class="page"><h1>第二篇</h1><p>正文一行。</p><div class="shadow"></div></div>
<div><h1>封底</h1></div></body></html>"""

RECORD = Record(
    title="小样", bulletin="简报", series="", publisher="", editor="", identifier="2021-9",
    year=2021, label="第9期", cumulative="9", date=date(2021, 1, 1),
)  # fmt: skip

Damage = Callable[[pikepdf.Pdf], None]


class _Assets(URLFetcher):  # type: ignore[misc]
    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url == PICTURE:
            return URLFetcherResponse(url, _picture(), {"Content-Type": "image/png"})
        return URLFetcherResponse(url, FONT.read_bytes(), {"Content-Type": "font/otf"})


def drawn(text: str = HTML_TEXT) -> bytes:
    """Pages as WeasyPrint draws them: RGB, tagged, with bleed."""
    fonts = FontConfiguration()
    fetcher = _Assets()
    css = CSS(string=CSS_TEXT, base_url="asset:x", font_config=fonts, url_fetcher=fetcher)
    html = HTML(string=text, url_fetcher=fetcher)
    pdf = html.write_pdf(stylesheets=[css], font_config=fonts, pdf_tags=True)
    assert isinstance(pdf, bytes)
    return pdf


def printed(pages: bytes, printer: Printer) -> bytes:
    """The print edition."""
    return print_edition(pages, RECORD, (), printer)


def shown(pages: bytes) -> bytes:
    """The screen edition."""
    return screen_edition(pages, RECORD)


def damaged(pdf: bytes, damage: Damage) -> bytes:
    """``pdf`` after ``damage``."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        damage(opened)
        file = BytesIO()
        opened.save(file)
    return file.getvalue()


def drawing(content: str, **resources: object) -> Damage:
    """Draws ``content`` on page 2, its origin at the lower left of the trim.

    ``resources`` are made by kind and name: ``ExtGState_W=pikepdf.Dictionary(...)``.
    """

    def damage(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        for name, resource in resources.items():
            kind, _, key = name.partition("_")
            if f"/{kind}" not in page.resources:
                page.resources[f"/{kind}"] = pikepdf.Dictionary()
            made = resource(pdf) if callable(resource) else resource
            page.resources[f"/{kind}"][f"/{key}"] = made
        page.contents_add(b"q", prepend=True)
        page.contents_add(f"Q q {content} Q".encode())

    return damage


def text(content: str, size: float = 12, colour: str = "0 0 0 1 k", x: float = 100) -> str:
    """Content that shows the font's glyph 1234 in ``size`` at ``x``, 400 pt up, overprinting."""
    return f"{content} {colour} BT /Own {size} Tf 1 0 0 1 {x} 400 Tm <04d2> Tj ET"


def own_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The file's own font."""
    return next(
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") == pikepdf.Name.Type0
    )


def image(width: int, height: int, space: str = "/DeviceGray", bits: int = 8) -> Damage:
    """Makes an image XObject of even tint: a resource for :func:`drawing`."""
    channels = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}[space]

    def make(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        row = (width * channels * bits + 7) // 8
        return pikepdf.Stream(
            pdf,
            b"\x80" * row * height,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=width,
            Height=height,
            ColorSpace=pikepdf.Name(space),
            BitsPerComponent=bits,
        )

    return make  # type: ignore[return-value]


def _picture() -> bytes:
    image = Image.linear_gradient("L").resize(SIZE)
    picture = Image.merge(
        "RGB", (image, image.rotate(90).resize(SIZE), image.point(lambda v: 255 - v))
    )
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
