"""An issue and a style → one HTML document and the assets that it names (M9).

Templates are the style's; article text is never a template, and everything that is not vetted
HTML is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from spp_press.issue import Issue
from spp_press.manuscript import asset_url
from spp_press.problems import InputError, Place, Problem
from spp_press.styles import Asset, Style


@dataclass(frozen=True)
class Typeset:
    """One HTML document, and the bytes behind each ``asset:images/x.jpg`` in it."""

    html: str
    assets: Mapping[str, Asset]


def typeset(issue: Issue, style: Style, *, fillers: int = 0) -> Typeset:
    """Fill the style's ``bulletin.html`` with ``issue``.

    ``fillers`` is how many pages the style pads the issue with before the back cover, so that its
    number of pages is a multiple of four. Raises InputError for a template that cannot be filled.
    """
    environment = SandboxedEnvironment(
        loader=jinja2.DictLoader(style.templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["vetted"] = Markup  # HTML that manuscript.py has vetted
    environment.filters["anchor"] = _anchor
    try:
        html = environment.get_template("bulletin.html").render(
            issue=issue, bulletin=issue.bulletin, number=issue.number, fillers=range(fillers)
        )
    except jinja2.TemplateError as error:
        raise InputError([_template_problem(error, style)]) from error
    assets = {
        asset_url(name): Asset(asset.data, asset.mime) for name, asset in issue.assets.items()
    }
    return Typeset(html, assets)


def _anchor(file: str) -> str:
    """``articles/08-nature.md`` → ``articles-08-nature``: what links to the article name."""
    return "-".join(PurePosixPath(file).with_suffix("").parts)


def _template_problem(error: jinja2.TemplateError, style: Style) -> Problem:
    name = getattr(error, "name", None) or "bulletin.html"
    place = Place(f"styles/{style.name}/{name}", getattr(error, "lineno", None))
    return Problem("template-broken", place, values=(("message", str(error)[:200]),))
