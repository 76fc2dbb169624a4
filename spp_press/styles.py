"""A style's folder → what typesetting and layout need of it.

A style is a designer's folder: ``style.toml`` names its sheets in order, its page and its inks;
CSS in files of its own; Jinja templates without logic; pictures beside them. It is looked for in
the root's ``styles/`` first, then among those that come with the press, and so are its fonts.
"""

from __future__ import annotations

import mimetypes
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import tinycss2

from spp_press import drawings, pictures
from spp_press.drawings import DRAWING_CAP
from spp_press.folders import SHIPPED
from spp_press.pictures import PICTURE_CAP
from spp_press.problems import InputError, Place, PressError, Problem, Report
from spp_press.reading import MEGABYTE, Folder, shown
from spp_press.settings import Table, read_settings

FONT_CAP = 64 * MEGABYTE
_DIRECTORY = 4096  # bytes: the tables of a font, ten times as many as any has


class Asset(NamedTuple):
    """Bytes that may be laid out, and their media type."""

    data: bytes
    mime: str


class Sheet(NamedTuple):
    """One style sheet: its address, the name its designer knows it by, and its text."""

    url: str
    file: str
    css: str


class FaceFile(NamedTuple):
    """One ``@font-face``; its font is known by its file's name, wherever the file lies."""

    family: str
    weight: int
    italic: bool
    path: Path


class Ink(NamedTuple):
    """A colour: the sRGB that stands for it on screen (0–255), its build on press (percent).

    ``replaces`` are the colours (sRGB) of an issue's drawings in whose place it is drawn.
    """

    name: str
    rgb: tuple[int, int, int]
    cmyk: tuple[float, float, float, float]
    replaces: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class Style:
    """A style, read whole. ``templates`` are by name in its folder, ``assets`` by address.

    ``digests`` is the SHA-256 of each of its files, by name in its folder, as it was read.
    """

    name: str
    folder: Path
    sheets: tuple[Sheet, ...]
    templates: Mapping[str, str]
    assets: Mapping[str, Asset]
    faces: tuple[FaceFile, ...]
    inks: tuple[Ink, ...]
    ink_places: Mapping[str, Place] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)


def style_files(style: Style) -> dict[str, str]:
    """The SHA-256 of each file of a style, by its name (``styles/classic/page.css``)."""
    return {f"styles/{style.name}/{name}": digest for name, digest in sorted(style.digests.items())}


def style_folders(root: Path | None) -> dict[str, Path]:
    """Every style by name; the root's own go before those that come with the press."""
    found: dict[str, Path] = {}
    for place in _places(root, "styles"):
        for folder in sorted(place.iterdir()):
            if (folder / "style.toml").is_file():
                found.setdefault(folder.name, folder)
    return found


def style_folder(name: str, root: Path | None) -> Path | None:
    """The folder of the style ``name``, or of the version of a style that it pins.

    ``classic@2021`` is a folder of that name, kept as the style was then, or else ``classic`` for
    as long as its ``style.toml`` says ``version = "2021"``.
    """
    folders = style_folders(root)
    if name in folders:
        return folders[name]
    current, _, version = name.partition("@")
    if not version or current not in folders:
        return None
    folder = folders[current]
    settings = read_style_settings(Folder(folder, f"styles/{current}/"), Report())
    return folder if settings.version == version else None


@contextmanager
def answerable(style: Style) -> Iterator[None]:
    """Lay what breaks here, unforeseen, to ``style``, unless it came with the press.

    A designer's sheet can ask for a margin of a light-year, and the engine for nothing less than
    an exception of any kind. Raises InputError.
    """
    try:
        yield
    except (PressError, MemoryError, RecursionError):
        raise
    except Exception as error:
        if any(style.folder.is_relative_to(place) for place in SHIPPED):
            raise
        words = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        report = Report()
        report.error("style-unsettable", Place(f"styles/{style.name}"), message=words)
        raise InputError(report) from error


def read_style(name: str, root: Path | None, report: Report) -> Style:
    """Read the style ``name``. Raises InputError with all that is wrong with it."""
    folder = style_folder(name, root)
    if folder is None:
        raise InputError([*report, _missing(name, root)])
    home = Folder(folder, f"styles/{folder.name}/")
    settings = read_style_settings(home, report)
    report.raise_errors()
    sheets = tuple(_sheets(home, settings, report))
    faces = tuple(face for sheet in sheets for face in faces_of(sheet, folder, root, report))
    if not faces:
        report.error("font-face-none", home.place("style.toml"))
    style = Style(
        name=name,
        folder=folder,
        sheets=sheets,
        templates=dict(_templates(home, report)),
        assets=dict(_assets(home, report)),
        faces=faces,
        inks=settings.inks,
        ink_places=settings.ink_places,
        digests=home.digests,
    )
    report.raise_errors()
    return style


@dataclass(frozen=True)
class StyleSettings:
    """What ``style.toml`` says: what the style is called, its sheets in order, its inks.

    ``version`` is what an issue pins: ``classic@2021`` is ``classic`` in its version ``2021``.
    """

    title: str = ""
    version: str = ""
    sheets: tuple[str, ...] = ()
    inks: tuple[Ink, ...] = ()
    ink_places: Mapping[str, Place] = field(default_factory=dict)
    sheet_places: tuple[Place, ...] = ()


def read_style_settings(home: Folder, report: Report) -> StyleSettings:
    """What the ``style.toml`` of a style's folder says; what is wrong with it is noted."""
    table = read_settings(home, "style.toml", report)
    if table is None:
        return StyleSettings()
    title = table.text("title", required=True) or home.path.name
    version = table.text("version") or ""
    sheets = table.texts("sheets", required=True)
    places = tuple(table.place("sheets", i) for i in range(len(sheets)))
    inks = table.table("inks")
    table.finish()
    if inks is None:
        return StyleSettings(title, version, sheets, sheet_places=places)
    read = {name: _ink(name, inner) for name in inks.names() if (inner := inks.table(name))}
    return StyleSettings(
        title,
        version,
        sheets,
        tuple(ink for ink in read.values() if ink),
        {name: inks.place(name) for name in read},
        places,
    )


def _ink(name: str, table: Table) -> Ink | None:
    build, rgb = table.numbers("cmyk", 4, 0, 100), table.colour("rgb")
    replaces = table.colours("replaces")
    table.finish()
    if build is None or rgb is None:
        return None
    c, m, y, k = build
    return Ink(name, rgb, (c, m, y, k), replaces)


def _missing(name: str, root: Path | None) -> Problem:
    """That there is no style ``name``, or none in the version that it pins."""
    folders = style_folders(root)
    current, _, version = name.partition("@")
    if version and current in folders:
        values = (("name", shown(name)), ("style", current), ("version", shown(version)))
        return Problem("style-version-missing", values=values)
    known = ", ".join(sorted(folders)) or "-"
    return Problem("style-missing", values=(("name", shown(name)), ("styles", known)))


def _places(root: Path | None, name: str) -> list[Path]:
    places = [*([root] if root else []), *SHIPPED]
    return [place / name for place in places if (place / name).is_dir()]


def _sheets(home: Folder, settings: StyleSettings, report: Report) -> Iterator[Sheet]:
    for file, place in zip(settings.sheets, settings.sheet_places, strict=True):
        css = home.text(file, report, place)
        if css is not None:
            yield Sheet(f"asset://style/{file}", home.place(file).file, css)


def _templates(home: Folder, report: Report) -> Iterator[tuple[str, str]]:
    for name in home.walk():
        if name.endswith(".html") and (text := home.text(name, report)) is not None:
            yield name, text


def _assets(home: Folder, report: Report) -> Iterator[tuple[str, Asset]]:
    """The style's pictures and drawings, vetted as an issue's are."""
    for name in home.walk():
        mime, _ = mimetypes.guess_type(name)
        if not mime or not mime.startswith("image/"):
            continue
        drawing = name.lower().endswith(".svg")
        place = home.place(name)
        try:
            data = home.read(name, DRAWING_CAP if drawing else PICTURE_CAP)
        except InputError as error:
            report.extend(error.problems)
            continue
        vetted = (drawings.vet if drawing else pictures.vet)(place.file, data, place, report)
        if vetted:
            yield f"asset://style/{name}", Asset(vetted.data, vetted.mime)


def faces_of(sheet: Sheet, folder: Path, root: Path | None, report: Report) -> Iterable[FaceFile]:
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
        try:
            path = _find_font(name, folder, root, place)
        except InputError as error:
            report.extend(error.problems)
            continue
        if path is None:
            report.error("font-file-missing", place, file=name)
            continue
        yield FaceFile(
            family=_plain(descriptors["font-family"]).strip("\"'"),
            weight=_weight(_plain(descriptors.get("font-weight", ()))),
            italic=_plain(descriptors.get("font-style", ())) in ("italic", "oblique"),
            path=path,
        )


def _find_font(name: str, style: Path, root: Path | None, place: Place) -> Path | None:
    """Where the font ``name`` lies. Raises InputError at ``place`` for what is no file of ours."""
    for folder in (style, style / "fonts", *([root / "fonts"] if root else [])):
        if name in (home := Folder(folder)).names():
            if not _is_whole(*home.start(name, _DIRECTORY, FONT_CAP, place)):
                report = Report()
                report.error("font-broken", place, file=shown(name))
                raise InputError(report)
            return (folder / name).resolve()
    fonts = (folder / "fonts" / name for folder in SHIPPED)
    return next((path.resolve() for path in fonts if path.is_file()), None)


def _is_whole(start: bytes, size: int) -> bool:
    """Whether every table of an OpenType font lies within it (OpenType 1.9, Table Directory)."""
    try:
        kind, count = struct.unpack_from(">4sH", start)
        tables = [struct.unpack_from(">II", start, 20 + 16 * i) for i in range(count)]
    except struct.error:
        return False
    known = kind in (b"\0\1\0\0", b"OTTO", b"true")
    return known and all(first + length <= size for first, length in tables)


def _plain(tokens: Iterable[object]) -> str:
    return str(tinycss2.serialize(list(tokens))).strip()


def _weight(text: str) -> int:
    return {"": 400, "normal": 400, "bold": 700}.get(text) or int(re.sub(r"\D", "", text) or 400)
