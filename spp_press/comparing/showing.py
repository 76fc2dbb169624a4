"""A comparison to look at: each changed page before, now and overlaid, as PNGs and one web page."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from PIL import Image, ImageChops

from spp_press.comparing.differences import Change, Comparison, Verdict
from spp_press.comparing.reading import Page

_GAP = 12  # px
_STYLE = """
:root { --text: #1c2625; --quiet: #5d6b6a; --line: #d9dcd5; --lake: #006c6a; color-scheme: light }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 2rem; max-width: 110rem; background: #e9e9e3; color: var(--text);
  font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
header { padding-top: 1rem; border-top: 3px solid var(--lake) }
h1 { margin: 0; font-size: 1.5rem; overflow-wrap: anywhere }
h2 { margin: 0; font-size: 1.1rem }
header p { margin: 0 0 1rem; color: var(--quiet) }
ol { margin: 0 0 3rem; padding: 0; list-style: none; columns: 26rem; column-gap: 2rem }
li { padding: .3rem 0; border-bottom: 1px solid var(--line); break-inside: avoid }
li.same { color: var(--quiet) }
a { color: var(--lake) }
:focus-visible { outline: 2px solid var(--lake); outline-offset: 2px }
section { margin: 0 0 2rem; padding: 1.2rem; background: #fbf9f3 }
.words { margin: .3rem 0; padding: 0; list-style: none; font-size: .95rem }
.words li { border: 0; padding: 0 }
del { color: #a3241c } ins { color: #0b5a97 }
.pages { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 1rem }
.pages { margin-top: .8rem }
figure { margin: 0 }
figure:has(:checked) { grid-column: 1 / -1 }
figcaption { display: flex; justify-content: space-between; color: var(--quiet) }
img { display: block; width: 100%; background: #fff; border: 1px solid var(--line) }
@media (max-width: 50rem) { body { padding: 1rem } .pages { grid-template-columns: 1fr } }
@media print { input, label { display: none } section { break-inside: avoid } }
"""


@dataclass(frozen=True)
class Shown:
    """A changed page to look at: its pictures by caption's key (JPEG), and all of them as a PNG."""

    pictures: Mapping[str, bytes]
    png: bytes


def changed(comparison: Comparison) -> list[Verdict]:
    """The verdicts that are not that a page is the same."""
    return [v for v in comparison.verdicts if v.change is not Change.SAME]


def show(verdict: Verdict, comparison: Comparison) -> Shown:
    """The page before, the page now, and both overlaid; a page that is in one of both, alone."""
    old = _image(comparison.before, verdict.before)
    new = _image(comparison.now, verdict.now)
    images = {"before": old, "after": new}
    if old and new:
        images["overlay"] = overlay(old, new)
    drawn = {key: image for key, image in images.items() if image}
    return Shown({key: _bytes(image, "JPEG") for key, image in drawn.items()}, _png(drawn.values()))


def overlay(old: Image.Image, new: Image.Image) -> Image.Image:
    """Both pages in one: red was there, blue is now."""
    size = max(old.width, new.width), max(old.height, new.height)
    before, now = (Image.new("L", size, "white") for _ in range(2))
    before.paste(old.convert("L"))
    now.paste(new.convert("L"))
    return Image.merge("RGB", (now, ImageChops.darker(before, now), before))


def _png(drawn: Iterable[Image.Image]) -> bytes:
    """Pictures side by side."""
    images = tuple(drawn)
    width = sum(image.width + _GAP for image in images) - _GAP
    sheet = Image.new("RGB", (width, max(image.height for image in images)), "#888")
    left = 0
    for image in images:
        sheet.paste(image, (left, 0))
        left += image.width + _GAP
    return _bytes(sheet, "PNG")


def write_html(
    title: str,
    said: str,
    words: Mapping[str, str],
    lines: Mapping[Verdict, str],
    shown: Mapping[Verdict, Shown],
) -> str:
    """One web page with everything in it: what is said of all, then of each page, then the pages.

    ``words`` are its language (lang), the captions (before, after, overlay) and zoom.
    """
    parts = [
        f'<!doctype html><html lang="{words["lang"]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<header><h1>{escape(title)}</h1><p>{escape(said)}</p></header><main><ol>"
    ]
    numbers = {verdict: number for number, verdict in enumerate(lines)}
    for verdict, line in lines.items():
        text = escape(line)
        linked = f'<a href="#c{numbers[verdict]}">{text}</a>' if verdict in shown else text
        parts.append(f'<li class="{verdict.change.value}">{linked}</li>')
    parts.append("</ol>")
    for verdict, page in shown.items():
        heading = escape(lines[verdict].partition("（" if "（" in lines[verdict] else "(")[0])
        parts.append(f'<section id="c{numbers[verdict]}"><h2>{heading}</h2>')
        parts += _changed_words(verdict)
        parts.append('<div class="pages">')
        for key, data in page.pictures.items():
            parts += _figure(heading, key, data, words)
        parts.append("</div></section>")
    parts.append("</main></body></html>\n")
    return "".join(parts)


def _changed_words(verdict: Verdict) -> Iterator[str]:
    """Each clause as what was taken out, or as what was put in."""
    if verdict.words:
        yield '<ul class="words" role="list">'
        for clause in verdict.words:
            tag = "del" if clause.startswith("−") else "ins"
            yield f"<li><{tag}>{escape(clause)}</{tag}></li>"
        yield "</ul>"


def _figure(heading: str, key: str, data: bytes, words: Mapping[str, str]) -> Iterator[str]:
    caption, zoom = escape(words[key]), escape(words["zoom"])
    source = f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"
    yield f'<figure><figcaption>{caption}<label><input type="checkbox"> {zoom}</label></figcaption>'
    yield f'<img src="{source}" alt="{heading} · {caption}"></figure>'


def _image(pages: Sequence[Page], number: int | None) -> Image.Image | None:
    return None if number is None else pages[number - 1].draw()


def _bytes(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, quality=80) if kind == "JPEG" else image.save(out, kind)
    return out.getvalue()
