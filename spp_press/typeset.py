"""An issue and a style → one HTML document and the assets that it names (M9).

Templates are the style's; article text is never a template, and everything that is not vetted
HTML is escaped.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import PurePath, PurePosixPath
from typing import NamedTuple

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from spp_press.drawings import Drawing, repainted
from spp_press.issue import Issue
from spp_press.manuscript import asset_url
from spp_press.problems import InputError, Place, Problem
from spp_press.reading import nearest, shown
from spp_press.styles import Asset, Style

_GIVEN = ("issue", "bulletin", "number", "fillers")
_STORED = re.compile(r"\{%-?\s*(?:for|set)\s+(\w+)")
_INNERMOST = re.compile(r"innermost block that needs to be closed is '(\w+)'")


class Typeset(NamedTuple):
    """One HTML document, and the bytes behind each ``asset:images/x.jpg`` in it."""

    html: str
    assets: Mapping[str, Asset]


def typeset(issue: Issue, style: Style, *, fillers: int = 0) -> Typeset:
    """Fill the style's ``bulletin.html`` with ``issue``.

    ``fillers`` is how many pages the style pads the issue with before the back cover, so that its
    number of pages is a multiple of four. Raises InputError for a template that cannot be filled.
    """
    environment = _Environment(
        loader=jinja2.FunctionLoader(lambda name: _source(style, name)),
        autoescape=True,
        undefined=_Missing,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["vetted"] = Markup  # HTML that manuscript.py has vetted
    environment.filters["anchor"] = _anchor
    try:
        html = environment.get_template("bulletin.html").render(
            issue=issue, bulletin=issue.bulletin, number=issue.number, fillers=range(fillers)
        )
    except (MemoryError, RecursionError):
        raise  # the worker knows what these say
    except Exception as error:  # a template's mistake can be of any kind
        raise InputError([_template_problem(error, style)]) from error
    return Typeset(html, dict(_assets(issue, style)))


def _assets(issue: Issue, style: Style) -> Iterator[tuple[str, Asset]]:
    """The issue's pictures by address; its drawings have the colours that the style gives them."""
    colours = {bytes(rgb).hex(): bytes(ink.rgb).hex() for ink in style.inks for rgb in ink.replaces}
    for name, asset in issue.assets.items():
        data = repainted(asset.data, colours) if isinstance(asset, Drawing) else asset.data
        yield asset_url(name), Asset(data, asset.mime)


def _anchor(file: str) -> str:
    """``articles/08-nature.md`` → ``articles-08-nature``: what links to the article name."""
    return "-".join(PurePosixPath(file).with_suffix("").parts)


class _Environment(ImmutableSandboxedEnvironment):
    """Templates see text, numbers and lists; a path would let them at files."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Whether a template may have ``attr`` of ``obj``."""
        return not isinstance(value, PurePath) and super().is_safe_attribute(obj, attr, value)


class _NameMissing(jinja2.UndefinedError):
    """A template has a name for what is not there: of ``obj``, or by itself."""

    def __init__(self, name: str, obj: object, message: str | None) -> None:
        super().__init__(message)
        self.name = name
        self.obj = obj


class _Missing(jinja2.StrictUndefined):
    """Says which name it stands for when a template uses it."""

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
    ) -> None:
        named = exc is jinja2.UndefinedError and name is not None
        told = partial(_NameMissing, str(name), obj) if named else exc
        super().__init__(hint, obj, name, told)  # type: ignore[arg-type]


def _source(style: Style, name: str) -> tuple[str, str, None] | None:
    """A template's text, and what traces call it."""
    return (style.templates[name], name, None) if name in style.templates else None


def _template_problem(error: Exception, style: Style) -> Problem:
    name, line = "bulletin.html", None
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename in style.templates:
            name, line = frame.filename, frame.lineno
    if isinstance(error, jinja2.TemplateSyntaxError):
        name, line = error.name or name, error.lineno
    place = Place(f"styles/{style.name}/{name}", line)
    key, values = _said(error, style)
    return Problem(key, place, values=tuple(values.items()))


def _said(error: Exception, style: Style) -> tuple[str, dict[str, str]]:
    """The message for a template's mistake, and its values."""
    words = str(error)[:200] or type(error).__name__
    if isinstance(error, _NameMissing):
        like = nearest(error.name, _names_of(error.obj, style))
        return _like("template-name", shown(error.name), like)
    if isinstance(error, jinja2.TemplateNotFound):
        wanted = shown(str(error.name))
        return _like("template-missing", wanted, nearest(wanted, style.templates))
    if isinstance(error, jinja2.TemplateSyntaxError) and (found := _INNERMOST.search(words)):
        return "template-open", {"block": found[1]}
    return "template-broken", {"message": words}


def _like(key: str, name: str, like: str | None) -> tuple[str, dict[str, str]]:
    return (f"{key}-like", {"name": name, "like": like}) if like else (key, {"name": name})


def _names_of(obj: object, style: Style) -> Iterable[str]:
    """What a template can say after ``obj`` and a dot, or by itself."""
    if obj is missing:
        stored = (name for text in style.templates.values() for name in _STORED.findall(text))
        return {*_GIVEN, "loop", *stored}
    if isinstance(obj, Mapping):
        return [name for name in obj if isinstance(name, str)]
    return [name for name in dir(obj) if not name.startswith("_")]
