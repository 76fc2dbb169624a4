"""A typeset issue → its pages: laid out once, and drawn once for every edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from spp_press.composition import Lexicon
from spp_press.engine.assets import SCHEME, STYLE, AssetFetcher, AssetMissing
from spp_press.engine.composed import Composed
from spp_press.engine.drawings import drawn_once
from spp_press.engine.emphasis import dotting
from spp_press.engine.fonts import Faces, font_configuration
from spp_press.engine.hooks import composing
from spp_press.engine.log import listening
from spp_press.engine.notes import number_notes
from spp_press.engine.outside import texts_outside
from spp_press.engine.serialising import serialised_once
from spp_press.engine.sharing import shared_styles
from spp_press.engine.subsetting import bare_fonts, compact_fonts
from spp_press.problems import InputError, Place, Problem, Report
from spp_press.styles import Sheet, Style
from spp_press.typeset import Typeset

_ADDRESS = re.compile(r"""(?:url\(\s*|@import\s+|\b(?:src|href)\s*=\s*)["']?([^"')\s>]+)""")
_SAID = 12  # characters of a text, to know it by


@dataclass(frozen=True)
class Pages:
    """The pages of a laid-out issue. They never leave their process."""

    document: Any

    def __len__(self) -> int:
        return len(self.document.pages)

    def draw(self) -> bytes:
        """The pages as one PDF: RGB, tagged, linked, with bleed; each edition starts from it."""
        with self._drawing():
            drawn = self.document.write_pdf(
                finisher=bare_fonts, pdf_tags=True, pdf_identifier=b"spp-press", pdf_version="1.7"
            )
        assert isinstance(drawn, bytes)
        return drawn

    def draw_some(self, numbers: Iterable[int]) -> bytes:
        """The pages ``numbers`` (from 0) alone, as a PDF to look at; links to others are lost."""
        some = [self.document.pages[number] for number in numbers]
        with self._drawing():
            drawn = self.document.copy(some).write_pdf(finisher=bare_fonts)
        assert isinstance(drawn, bytes)
        return drawn

    @contextmanager
    def _drawing(self) -> Iterator[None]:
        fonts = compact_fonts(self.document.font_config.paths)
        with dotting(), drawn_once(), fonts, serialised_once(), _fatal(Report()):
            yield


class Typesetter:
    """A style made ready for layout: its fonts registered, its sheets parsed, once.

    ``before`` is one made earlier, of the same font files: what is the same in it is taken over.
    ``composed`` has lines that were composed with the same faces and the same lexicon.
    """

    def __init__(
        self,
        style: Style,
        lexicon: Lexicon,
        report: Report,
        before: Typesetter | None = None,
        composed: Composed | None = None,
    ) -> None:
        kept: Typesetter | None = before if before and before._style.faces == style.faces else None
        self._style: Style = style
        self._lexicon: Lexicon = lexicon
        self._assets = style.assets
        self._faces: Faces = kept._faces if kept else Faces(style.faces)
        self._fonts: FontConfiguration = kept._fonts if kept else font_configuration(style.faces)
        same = kept is not None and kept._lexicon is lexicon
        self._composed: Composed = kept._composed if kept and same else composed or Composed()
        parsed = kept._parsed if kept else {}
        self._parsed: dict[Sheet, tuple[Any, Report]] = {
            sheet: parsed.get(sheet) or self._parse(sheet) for sheet in style.sheets
        }
        self._sheets = [self._parsed[sheet][0] for sheet in style.sheets]
        for _, problems in self._parsed.values():
            report.extend(problems)

    def _parse(self, sheet: Sheet) -> tuple[Any, Report]:
        report = Report()
        with listening(report, sheet.file), self._placing(), _fatal(report):
            parsed = weasyprint.CSS(
                string=sheet.css,
                base_url=sheet.url,
                url_fetcher=AssetFetcher(self._assets),
                font_config=self._fonts,
            )
        return parsed, report

    def check_characters(self, text: Iterable[tuple[str, Place]], report: Report) -> None:
        """Raise InputError with every character of ``text`` that the style has no face for."""
        for run, place in text:
            for char in self._faces.missing(run):
                code = f"U+{ord(char):04X}"
                report.error("character-missing", place, character=char, code=code)
        report.raise_errors(InputError)

    def lay_out(self, typeset: Typeset, report: Report) -> Pages:
        """Lay out a typeset issue. Raises InputError when something of it would be lost."""
        fetcher = AssetFetcher({**self._assets, **typeset.assets})
        composer = composing(self._faces, self._lexicon, report, self._composed)
        with listening(report), self._placing(), _fatal(report), composer, shared_styles():
            html = weasyprint.HTML(string=typeset.html, base_url=None, url_fetcher=fetcher)
            document = html.render(stylesheets=self._sheets, font_config=self._fonts)
            _number_notes(document, self._faces, report)
            self._check_places(document, report)
            report.raise_errors(InputError)
        return Pages(document)

    def _check_places(self, document: Any, report: Report) -> None:
        """Make an error of the first text on each page that lies beside it."""
        for number, page in enumerate(document.pages, start=1):
            if (box := next(texts_outside(page), None)) is not None:
                source = box.element.get("data-source") if box.element is not None else None
                place = Place.parse(source) or self._place
                report.error("text-outside", place, text=box.text.strip()[:_SAID], page=number)

    @contextmanager
    def _placing(self) -> Iterator[None]:
        """Lay an error that has no place to the line of a sheet that it names, or to the style."""
        try:
            yield
        except InputError as error:
            raise type(error)(
                p._replace(place=self._mention(p)) if p.is_error and not p.place else p
                for p in error.problems
            ) from error

    def _mention(self, problem: Problem) -> Place:
        """The line of a sheet or a template that names what a problem tells of."""
        values = dict(problem.values)
        file = unquote(values.get("file") or values.get("message", ""))
        wanted, name = _joined(STYLE, file), PurePosixPath(file).name
        lines = list(self._lines(sheets=problem.key != "address-relative"))
        for place, line, base in lines:
            if any(_joined(base, found) == wanted for found in _ADDRESS.findall(line)):
                return place
        known = "| anchor }}" if problem.key == "anchor-missing" else name
        return next((place for place, line, _ in lines if known and known in line), self._place)

    def _lines(self, *, sheets: bool) -> Iterator[tuple[Place, str, str]]:
        """What the designer wrote, line by line, and what addresses in it are relative to."""
        texts = [(sheet.file, sheet.css, sheet.url) for sheet in self._style.sheets if sheets]
        for name, text in self._style.templates.items():
            texts.append((f"{self._place}/{name}", text, STYLE))
        for file, text, base in texts:
            for number, line in enumerate(text.splitlines(), start=1):
                yield Place(file, number), line, base

    @property
    def _place(self) -> Place:
        return Place(f"styles/{self._style.name}")


def _joined(base: str, address: str) -> str:
    """The address, percent-decoded, that a sheet or template at ``base`` writes as ``address``."""
    try:
        return unquote(urljoin(base, address))
    except ValueError:  # no address at all: //[
        return address


def _number_notes(document: Any, faces: Faces, report: Report) -> None:
    """Number the notes of each page; a note or a number that would be lost becomes an error."""

    def draws(box: Any, number: str) -> None:
        style = box.style
        face = style["font_weight"], style["font_style"] != "normal"
        if faces.stack(style["font_family"], *face).missing(number):
            place = Place.parse(box.element.get("data-source"))
            code = f"U+{ord(number):04X}"
            report.error("character-missing", place, character=number, code=code)

    def lost(note: Any) -> None:
        sources = (part.get("data-source") for part in note.iter())
        report.error("note-lost", Place.parse(next(filter(None, sources), None)))

    number_notes((page._page_box for page in document.pages), draws, lost)


class _fatal:
    """A refused address becomes a problem instead of a traceback."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, AssetMissing) and error.url.startswith(f"{SCHEME}:"):
            key = "asset-missing-like" if error.like else "asset-missing"
            file = error.url.removeprefix(STYLE)
            self.report.error(key, None, file=file, like=error.like)
            raise InputError(self.report.problems) from error
        if isinstance(error, FatalURLFetchingError):
            cause = error.__cause__ or error
            self.report.error("layout-refused", None, message=str(cause))
            raise InputError(self.report.problems) from error
