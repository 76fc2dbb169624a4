"""Chinese composition for anyone's own WeasyPrint pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from spp_press.composition import Lexicon
from spp_press.engine.layout import Pages, Typesetter
from spp_press.problems import Report
from spp_press.styles import Asset, Sheet, Style, faces_of
from spp_press.typeset import Typeset


def compose(
    html: str,
    css: str,
    fonts: Path,
    *,
    words: Iterable[str] = (),
    assets: Mapping[str, Asset] | None = None,
) -> Pages:
    """Lay out ``html`` with ``css``, its Chinese composed as in our own pages.

    The fonts that the CSS's ``@font-face`` rules name are found in the folder ``fonts``, or among
    those that come with the press; no others are used. ``words`` are kept whole in headings.
    ``assets`` are pictures by the address that the HTML gives them (``asset:x.jpg``); nothing else
    is fetched. ``<html lang="zh-CN">`` has to say that the text is Chinese; the house style is set
    by custom properties (``--han-latin-gap``, ``--heading-shape`` …, see styles/classic/README.md).

    The result draws itself (``.draw()``: a tagged PDF), and its ``document`` is WeasyPrint's own.
    Raises InputError, with every problem, when something would be lost: a character that no font
    has, a picture that is not among the assets.
    """
    report = Report()
    sheet = Sheet("asset://style/page.css", "css", css)
    faces = tuple(faces_of(sheet, fonts, None, report))
    report.raise_errors()
    style = Style("", fonts, (sheet,), {}, dict(assets or {}), faces, ())
    setter = Typesetter(style, Lexicon.common().extended(words), report)
    return setter.lay_out(Typeset(html, {}), report)
