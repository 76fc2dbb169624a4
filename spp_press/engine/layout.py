"""A typeset issue → its pages: laid out once, and drawn once for every edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from spp_press.composition import Lexicon
from spp_press.engine.assets import AssetFetcher
from spp_press.engine.fonts import Faces, font_configuration
from spp_press.engine.hooks import composing
from spp_press.engine.log import listening
from spp_press.problems import InputError, Place, Report
from spp_press.styles import Sheet, Style
from spp_press.typeset import Typeset


@dataclass(frozen=True)
class Pages:
    """The pages of a laid-out issue. They never leave their process."""

    document: Any

    def __len__(self) -> int:
        return len(self.document.pages)

    def draw(self) -> bytes:
        """The pages as one PDF: RGB, tagged, linked, with bleed; each edition starts from it."""
        drawn = self.document.write_pdf(
            pdf_tags=True, pdf_identifier=b"spp-press", pdf_version="1.7"
        )
        assert isinstance(drawn, bytes)
        return drawn

    def draw_some(self, numbers: Iterable[int]) -> bytes:
        """The pages ``numbers`` (from 0) alone, as a PDF to look at; links to others are lost."""
        some = [self.document.pages[number] for number in numbers]
        drawn = self.document.copy(some).write_pdf()
        assert isinstance(drawn, bytes)
        return drawn


class Typesetter:
    """A style made ready for layout: its fonts registered, its sheets parsed, once."""

    def __init__(self, style: Style, lexicon: Lexicon, report: Report) -> None:
        self._faces = Faces(style.faces)
        self._lexicon = lexicon
        self._assets = style.assets
        self._fonts: FontConfiguration = font_configuration(style.faces)
        self._sheets = [self._parse(sheet, report) for sheet in style.sheets]

    def _parse(self, sheet: Sheet, report: Report) -> Any:
        with listening(report, sheet.file), _fatal(report):
            return weasyprint.CSS(
                string=sheet.css,
                base_url=sheet.url,
                url_fetcher=AssetFetcher(self._assets),
                font_config=self._fonts,
            )

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
        composer = composing(self._faces, self._lexicon, report)
        with listening(report), _fatal(report), composer:
            html = weasyprint.HTML(string=typeset.html, base_url=None, url_fetcher=fetcher)
            document = html.render(stylesheets=self._sheets, font_config=self._fonts)
        report.raise_errors(InputError)
        return Pages(document)


class _fatal:
    """A refused address becomes a problem instead of a traceback."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, FatalURLFetchingError):
            cause = error.__cause__ or error
            self.report.error("layout-refused", None, message=str(cause))
            raise InputError(self.report.problems) from error
