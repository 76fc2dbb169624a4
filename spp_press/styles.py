"""A style's folder → what typesetting and layout need of it.

A style is a designer's folder: ``style.toml`` names its sheets in order, its page and its inks;
CSS in files of its own; Jinja templates without logic; pictures beside them. It is looked for in
the root's ``styles/`` first, then among those that come with the press, and so are its fonts.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import tinycss2

from spp_press.problems import Place, Report
from spp_press.reading import Folder
from spp_press.settings import Table, read_settings

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = (_PACKAGE / "data", _PACKAGE.parent)
"""Where what comes with the press lies: in a wheel, or beside the package in a checkout."""


@dataclass(frozen=True)
class Asset:
    """Bytes that may be laid out, and their media type."""

    data: bytes
    mime: str


@dataclass(frozen=True)
class Sheet:
    """One style sheet: its address, the name its designer knows it by, and its text."""

    url: str
    file: str
    css: str


@dataclass(frozen=True)
class FaceFile:
    """One ``@font-face``; its font is known by its file's name, wherever the file lies."""

    family: str
    weight: int
    italic: bool
    path: Path


@dataclass(frozen=True)
class Ink:
    """A colour: the sRGB that stands for it on screen (0–255), its build on press (percent)."""

    name: str
    rgb: tuple[int, int, int]
    cmyk: tuple[float, float, float, float]


@dataclass(frozen=True)
class Style:
    """A style, read whole. ``templates`` and ``assets`` are by name relative to its folder."""

    name: str
    folder: Path
    sheets: tuple[Sheet, ...]
    templates: Mapping[str, str]
    assets: Mapping[str, Asset]
    faces: tuple[FaceFile, ...]
    inks: tuple[Ink, ...]
    ink_places: Mapping[str, Place] = field(default_factory=dict)


def style_folders(root: Path | None) -> dict[str, Path]:
    """Every style by name; the root's own go before those that come with the press."""
    found: dict[str, Path] = {}
    for place in _places(root, "styles"):
        for folder in sorted(place.iterdir()):
            if (folder / "style.toml").is_file():
                found.setdefault(folder.name, folder)
    return found


def shipped(name: str) -> Path:
    """A file or folder that comes with the press. Raises FileNotFoundError."""
    for place in _SHIPPED:
        if (place / name).exists():
            return place / name
    raise FileNotFoundError(name)


def read_style(name: str, root: Path | None, report: Report) -> Style:
    """Read the style ``name``. Raises InputError with all that is wrong with it."""
    folders = style_folders(root)
    if name not in folders:
        report.error("style-missing", None, name=name, styles=", ".join(sorted(folders)) or "-")
        report.raise_errors()
    folder = folders[name]
    settings = read_style_settings(folder, report)
    report.raise_errors()
    sheets = tuple(_read_sheet(folder, file, report) for file in settings.sheets)
    faces = tuple(face for sheet in sheets for face in _faces_of(sheet, folder, root, report))
    if not faces:
        report.error("font-face-none", Place(f"styles/{name}/style.toml"))
    style = Style(
        name=name,
        folder=folder,
        sheets=sheets,
        templates=_texts(folder, "*.html"),
        assets=_assets(folder),
        faces=faces,
        inks=settings.inks,
        ink_places=settings.ink_places,
    )
    report.raise_errors()
    return style


@dataclass(frozen=True)
class StyleSettings:
    """What ``style.toml`` says: what the style is called, its sheets in order, its inks."""

    title: str = ""
    sheets: tuple[str, ...] = ()
    inks: tuple[Ink, ...] = ()
    ink_places: Mapping[str, Place] = field(default_factory=dict)


def read_style_settings(folder: Path, report: Report) -> StyleSettings:
    """What the ``style.toml`` of a style's folder says; what is wrong with it is noted."""
    table = read_settings(Folder(folder, f"styles/{folder.name}/"), "style.toml", report)
    if table is None:
        return StyleSettings()
    title = table.text("title", required=True) or folder.name
    sheets = table.texts("sheets", required=True)
    inks = table.table("inks")
    table.finish()
    if inks is None:
        return StyleSettings(title, sheets)
    read = {name: _ink(name, inner) for name in inks.names() if (inner := inks.table(name))}
    return StyleSettings(
        title,
        sheets,
        tuple(ink for ink in read.values() if ink),
        {name: inks.place(name) for name in read},
    )


def _ink(name: str, table: Table) -> Ink | None:
    build, rgb = table.numbers("cmyk", 4, 0, 100), table.colour("rgb")
    table.finish()
    if build is None or rgb is None:
        return None
    c, m, y, k = build
    return Ink(name, rgb, (c, m, y, k))


def _places(root: Path | None, name: str) -> list[Path]:
    places = [*([root] if root else []), *_SHIPPED]
    return [place / name for place in places if (place / name).is_dir()]


def _read_sheet(folder: Path, file: str, report: Report) -> Sheet:
    path = folder / file
    if not path.is_file():
        report.error("style-file-missing", Place(f"styles/{folder.name}/style.toml"), file=file)
        return Sheet("", file, "")
    css = path.read_text(encoding="utf-8")
    return Sheet(f"asset://style/{file}", f"styles/{folder.name}/{file}", css)


def _texts(folder: Path, pattern: str) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob(pattern))
    }


def _assets(folder: Path) -> dict[str, Asset]:
    assets = {}
    for path in sorted(folder.rglob("*")):
        mime, _ = mimetypes.guess_type(path.name)
        if path.is_file() and mime and mime.startswith("image/"):
            url = f"asset://style/{path.relative_to(folder).as_posix()}"
            assets[url] = Asset(path.read_bytes(), mime)
    return assets


def _faces_of(sheet: Sheet, folder: Path, root: Path | None, report: Report) -> Iterable[FaceFile]:
    """The ``@font-face`` rules of a sheet. A font is found by its file's name, wherever it lies."""
    for rule in tinycss2.parse_stylesheet(sheet.css, skip_comments=True, skip_whitespace=True):
        if rule.type != "at-rule" or rule.lower_at_keyword != "font-face":
            continue
        descriptors = {
            d.lower_name: d.value
            for d in tinycss2.parse_blocks_contents(rule.content)
            if d.type == "declaration"
        }
        url = next((t.value for t in descriptors.get("src", ()) if t.type == "url"), None) or next(
            (
                argument.value
                for token in descriptors.get("src", ())
                if token.type == "function" and token.lower_name == "url"
                for argument in token.arguments
                if argument.type == "string"
            ),
            None,
        )
        place = Place(sheet.file, rule.source_line)
        if url is None or "font-family" not in descriptors:
            report.error("font-face-incomplete", place)
            continue
        name = unquote(url).rsplit("/", 1)[-1]
        path = _find_font(name, folder, root)
        if path is None:
            report.error("font-file-missing", place, file=name)
            continue
        yield FaceFile(
            family=_plain(descriptors["font-family"]).strip("\"'"),
            weight=_weight(_plain(descriptors.get("font-weight", ()))),
            italic=_plain(descriptors.get("font-style", ())) in ("italic", "oblique"),
            path=path,
        )


def _find_font(name: str, folder: Path, root: Path | None) -> Path | None:
    for place in (folder, folder / "fonts", *_places(root, "fonts")):
        if (place / name).is_file():
            return (place / name).resolve()
    return None


def _plain(tokens: Iterable[object]) -> str:
    return str(tinycss2.serialize(list(tokens))).strip()


def _weight(text: str) -> int:
    return {"": 400, "normal": 400, "bold": 700}.get(text) or int(re.sub(r"\D", "", text) or 400)
