"""A comparison to look at: each changed page before, now and overlaid, as PNGs and one web page."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from html import escape

from PIL import Image, ImageChops

from spp_press.comparing.differences import Change, Comparison, Verdict
from spp_press.comparing.reading import Page

_GAP = 12  # px
_STYLE = """
body { margin: 2rem; font: 16px/1.6 sans-serif; background: #eee; color: #222 }
section { margin: 0 0 2.5rem }
h1 { font-size: 1.4rem } h2 { margin: 0 0 .5rem; font-size: 1rem }
.pages { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1rem }
figure { margin: 0 } figcaption { font-size: .85rem }
img { width: 100%; background: #fff; box-shadow: 0 0 4px #0004 }
ol { padding: 0; list-style: none }
"""


def changed(comparison: Comparison) -> list[Verdict]:
    """The verdicts that are not that a page is the same."""
    return [v for v in comparison.verdicts if v.change is not Change.SAME]


def draw_triptych(verdict: Verdict, comparison: Comparison) -> tuple[Image.Image, ...]:
    """The page before, the page now, and both overlaid: red was there, blue is now."""
    old = _image(comparison.before, verdict.before)
    new = _image(comparison.now, verdict.now)
    size = (old or new or Image.new("RGB", (1, 1))).size
    old = old or Image.new("RGB", size, "white")
    new = new or Image.new("RGB", size, "white")
    if new.size != old.size:
        canvas = Image.new("RGB", old.size, "white")
        canvas.paste(new, (0, 0))
        overlaid = _overlay(old, canvas)
    else:
        overlaid = _overlay(old, new)
    return old, new, overlaid


def png(images: tuple[Image.Image, ...]) -> bytes:
    """The three side by side, as a PNG."""
    width = sum(image.width + _GAP for image in images) - _GAP
    sheet = Image.new("RGB", (width, max(image.height for image in images)), "#888")
    left = 0
    for image in images:
        sheet.paste(image, (left, 0))
        left += image.width + _GAP
    return _bytes(sheet, "PNG")


def write_html(
    title: str,
    words: Mapping[str, str],
    lines: Mapping[Verdict, str],
    drawn: Mapping[Verdict, tuple[Image.Image, ...]],
) -> str:
    """One web page with everything in it. ``words`` are captions (before, after, overlay)."""
    parts = [
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1><ol>"
    ]
    parts += [f"<li>{escape(line)}</li>" for line in lines.values()]
    parts.append("</ol>")
    for verdict, images in drawn.items():
        parts.append(f'<section><h2>{escape(lines[verdict])}</h2><div class="pages">')
        for key, image in zip(("before", "after", "overlay"), images, strict=True):
            data = base64.b64encode(_bytes(image, "JPEG")).decode()
            caption = escape(words[key])
            parts.append(
                f'<figure><img src="data:image/jpeg;base64,{data}" alt="{caption}">'
                f"<figcaption>{caption}</figcaption></figure>"
            )
        parts.append("</div></section>")
    parts.append("</body></html>\n")
    return "".join(parts)


def _image(pages: Sequence[Page], number: int | None) -> Image.Image | None:
    return None if number is None else pages[number - 1].draw()


def _overlay(old: Image.Image, new: Image.Image) -> Image.Image:
    before, now = old.convert("L"), new.convert("L")
    return Image.merge("RGB", (now, ImageChops.darker(before, now), before))


def _bytes(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, quality=80) if kind == "JPEG" else image.save(out, kind)
    return out.getvalue()
