"""A bulletin of eight pages with one of everything that is hard to print, or hard to hear read."""

from __future__ import annotations

import io
import math
from datetime import date
from functools import cache
from pathlib import Path

from PIL import Image
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from spp_press.editions.record import Attachment, Record
from spp_press.editions.srgb import screen_rgb
from spp_press.styles import Ink

FONTS = Path(__file__).parents[2] / "fonts"
RED = Ink("朱", screen_rgb((10, 95, 85, 5)), (10, 95, 85, 5))
TINT = Ink("朱，两成", screen_rgb((2, 19, 17, 1)), (2, 19, 17, 1))
INKS = (RED, TINT)

RECORD = Record(
    title="可持续公共采购计划简报 2021年第1期",
    bulletin="可持续公共采购计划简报",
    series="同一个地球网络",
    publisher="中环联合认证中心",
    editor="王璟",
    identifier="2021-1",
    year=2021,
    label="第1期",
    cumulative="3",
    date=date(2021, 1, 1),
    page_labels=("封面", "1", "2", "3", "4", "5", "6", "封底"),
    sources=(
        Attachment("issue.toml", b"year = 2021\n", "application/toml", "本期设置"),
        Attachment("articles/01.md", "# 题\n".encode(), "text/markdown", "第一篇"),
    ),
)

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120" viewBox="0 0 300 120">
<defs><linearGradient id="a"><stop offset="0" stop-color="#e33"/><stop offset=".5"
 stop-color="#3a6" stop-opacity=".5"/><stop offset="1" stop-color="#36c"/></linearGradient>
<radialGradient id="b"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#000"/>
</radialGradient><linearGradient id="d" spreadMethod="reflect" x2=".2"><stop offset="0"
 stop-color="#fd0"/><stop offset="1" stop-color="#0aa"/></linearGradient>
<mask id="m"><rect width="300" height="120" fill="#888"/><circle cx="60" cy="60" r="30"
 fill="#fff"/></mask></defs>
<rect width="140" height="110" fill="url(#a)"/><circle cx="200" cy="55" r="50" fill="url(#b)"/>
<rect x="230" width="60" height="50" fill="url(#d)"/>
<g opacity=".6"><rect x="80" y="20" width="120" height="60" fill="#c8102e" stroke="#222"/>
<text x="100" y="60" font-family="Hei">图中文字</text></g>
<rect y="60" width="120" height="50" fill="#0a5" mask="url(#m)"/></svg>"""


def css_rgb(ink: Ink) -> str:
    """An ink as CSS has it."""
    return "#" + "".join(f"{v:02x}" for v in ink.rgb)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """The image as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def photograph(mode: str, seed: int = 0, size: tuple[int, int] = (1200, 800)) -> Image.Image:
    """Soft shapes with every hue: what a camera might see, and the same in every process."""
    width, height = size
    small = Image.new("RGB", (60, 40))
    small.putdata(
        [
            tuple(
                round(127 + 85 * math.sin((x * (i + 1) + y * (3 - i) + seed * 11) / (9 + 4 * i)))
                for i in range(3)
            )
            for y in range(40)
            for x in range(60)
        ]
    )
    return small.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


@cache
def assets() -> dict[str, tuple[bytes, str]]:
    """The pictures by name, with their media types."""
    muted = Image.blend(photograph("RGB", 2, (600, 400)), Image.new("RGB", (600, 400), "#999"), 0.6)
    clear = muted.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize((600, 400)))
    drawing = Image.new("RGB", (400, 200), "#ffffff")
    drawing.paste("#c8102e", (40, 40, 200, 160))
    indexed = drawing.quantize(16)
    cmyk = Image.merge("CMYK", [*photograph("RGB", 3).split(), Image.new("L", (1200, 800), 60)])
    return {
        "photo.jpg": (encoded(photograph("RGB", 1), "JPEG", quality=90), "image/jpeg"),
        "small.jpg": (encoded(photograph("RGB", 4, (300, 200)), "JPEG"), "image/jpeg"),
        "grey.jpg": (encoded(photograph("L", 1), "JPEG", quality=90), "image/jpeg"),
        "grey-rgb.jpg": (
            encoded(photograph("L", 5).convert("RGB"), "JPEG", quality=90),
            "image/jpeg",
        ),
        "cmyk.jpg": (encoded(cmyk, "JPEG", quality=90), "image/jpeg"),
        "clear.png": (encoded(clear, "PNG"), "image/png"),
        "drawing.png": (encoded(drawing, "PNG"), "image/png"),
        "indexed.png": (encoded(indexed, "PNG"), "image/png"),
        "photo.png": (encoded(photograph("RGB", 6), "PNG"), "image/png"),
        "wide.svg": (SVG.encode(), "image/svg+xml"),
    }


class _Fetcher(URLFetcher):  # type: ignore[misc]
    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        name = url.removeprefix("asset:")
        if name in (found := assets()):
            data, mime = found[name]
            return URLFetcherResponse(url, body=data, headers={"Content-Type": mime})
        font = FONTS / name
        return URLFetcherResponse(url, body=font.read_bytes(), headers={"Content-Type": "font/otf"})


def html() -> str:
    """The torture issue."""
    figures = "".join(
        f'<figure><img src="asset:{name}" alt="{name} 的替代文字">'
        f"<figcaption>图 {name}</figcaption></figure>"
        for name in assets()
    )
    rows = "".join(
        f"<tr><th scope=row>第{i}行</th><td>内容 {i}</td><td>100</td></tr>" for i in range(1, 131)
    )
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<title>可持续公共采购计划简报</title><style>
@font-face {{ font-family: Song; src: url(asset:spp-song-400.otf) }}
@font-face {{ font-family: Song; font-weight: bold; src: url(asset:spp-song-700.otf) }}
@font-face {{ font-family: Hei; src: url(asset:spp-hei-400.otf) }}
@page {{ size: 210mm 285mm; bleed: 3mm; margin: 20mm 18mm;
  @top-left {{ content: "页眉 2021年第1期"; font: 8pt Hei; border-bottom: .3pt solid #888 }}
  @bottom-right {{ content: counter(page); font: 8pt Hei }} }}
@page cover {{ margin: 0; @top-left {{ content: none; border: none }}
  @bottom-right {{ content: none }} }}
body {{ font: 10pt/1.6 Song, Hei; margin: 0; color: #000 }}
.cover {{ page: cover; break-after: page; height: 285mm; position: relative;
  background: linear-gradient(to bottom right, {css_rgb(RED)}, {css_rgb(TINT)}) }}
.cover h1 {{ font-size: 42pt; margin: 0; padding: 40mm 20mm; color: #fff }}
.cover .big {{ font-size: 48pt; color: #000; position: absolute; bottom: 20mm; left: 20mm }}
.bleed {{ position: absolute; left: -3mm; top: -3mm; width: 80mm; height: 40mm;
  background: {css_rgb(RED)} }}
.box {{ height: 12mm; margin: 2mm 0 }}
.l {{ background: linear-gradient(90deg, #c00, 30%, #00c) }}
.r {{ background: radial-gradient(circle at 30% 40%, #fff, rgba(0,80,120,.3), transparent) }}
.rr {{ background: repeating-linear-gradient(45deg, #fd0, #fd0 4mm, #0aa 4mm, #0aa 8mm) }}
.rrr {{ background: repeating-radial-gradient(#fff 0, #939 6mm) }}
.tile {{ background: url(asset:drawing.png) 0 0 / 10mm 5mm repeat }}
.photo {{ background: url(asset:photo.jpg) center / cover no-repeat }}
.grey {{ background: linear-gradient(90deg, #000, #fff) }}
.lab {{ color: oklch(55% .2 20); background: lab(90 -20 10) }}
.half {{ opacity: .5; background: #369; color: #000 }}
figure {{ margin: 2mm 0; display: inline-block; width: 55mm }} img {{ width: 55mm }}
.note {{ float: footnote; font-size: 8pt }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ border: .4pt solid #555 }}
thead th {{ background: {css_rgb(TINT)} }}
a {{ color: #0645ad }} .white {{ color: #fff; background: #222 }}
.back {{ page: cover; break-before: page; height: 285mm; background: #eee }}
</style></head><body>
<div class="cover"><div class="bleed"></div><h1>可持续公共采购</h1><p class="big">黑字</p></div>
<h1 id="one">第一篇</h1><p>正文 <strong>加粗</strong> <em>Text</em>，见 <a href="#two">下文</a>与
<a href="https://example.org/">网站</a>。<span class="note">脚注的文字。</span>
<ruby>采<rt>cǎi</rt></ruby><span style="color:{css_rgb(RED)}">朱字</span>
<span class="lab">广色域</span><span style="color:#808080">灰字</span></p>
<p class="white">反白字</p><ol><li>其一</li><li>其二<ul><li>甲</li></ul></li></ol>
<blockquote><p>引文</p></blockquote>
<div class="box l"></div><div class="box r"></div><div class="box rr"></div>
<div class="box rrr"></div><div class="box tile"></div><div class="box photo"></div>
<div class="box grey"></div><div class="half">半透明 <b>文字</b></div>
<h2 id="two">图</h2>{figures}
<h2>表</h2><table><thead><tr><th>项</th><th>说明</th><th>数</th></tr></thead>
<tbody>{rows}</tbody></table>
<div class="back"><p>封底</p></div></body></html>"""


def draw(source: str) -> bytes:
    """HTML as the engine draws it: tagged, without a variant."""
    fonts = FontConfiguration()
    document = HTML(string=source, url_fetcher=_Fetcher(), base_url="asset:").render(
        font_config=fonts
    )
    pdf: bytes = document.write_pdf(pdf_tags=True)
    return pdf


@cache
def drawn() -> bytes:
    """The torture issue, drawn once."""
    return draw(html())
