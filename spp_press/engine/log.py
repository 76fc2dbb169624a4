"""WeasyPrint's log → Problems: what it loses, it only logs, and we may not lose it (hostile.md)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

import weasyprint.css.properties

from spp_press.catalogue.styling import INSTEAD
from spp_press.problems import Place, Report
from spp_press.reading import nearest

_PLACED = re.compile(r"^(?P<what>.*?) at (?P<line>\d+):(?P<column>\d+)[,.:]? ?(?P<why>.*)$", re.S)


_RELATIVE = re.compile(r"^Relative URI reference without a base URI: (?P<address>.*)$", re.S)
_ANCHOR = re.compile(r"target points to undefined anchor .*'(?P<anchor>[^']*)'\W*$")
_BARE = re.compile(
    r"Ignored `[a-z-]*(?:spacing|indent|size|width|height|top|right|bottom|left|gap|radius|margin"
    r"|padding|offset): *(?P<value>-?\d*\.?\d+) *`"
)
_LIKENESS = 0.75  # colour and color are as like as 0.9; backdrop-filter and background-size, 0.6
_PROPERTY = re.compile(r"Ignored `([a-z-]+):")
_KNOWN = frozenset(name.replace("_", "-") for name in weasyprint.css.properties.INITIAL_VALUES)


class _Handler(logging.Handler):
    def __init__(self, report: Report, file: str | None) -> None:
        super().__init__(logging.WARNING)
        self.report = report
        self.file = file

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()[:300]
        place = None
        if placed := _PLACED.match(message):
            message = f"{placed['what']}: {placed['why']}" if placed["why"] else placed["what"]
            place = Place(self.file, int(placed["line"])) if self.file else None
        elif self.file:
            place = Place(self.file)
        if record.levelno >= logging.ERROR and (found := _RELATIVE.search(message)):
            file = found["address"]
            name = PurePosixPath(file.replace("\\", "/")).name
            self.report.error("address-relative", place, file=file, name=name)
        elif record.levelno >= logging.ERROR and (found := _ANCHOR.search(message)):
            self.report.error("anchor-missing", place, anchor=found["anchor"])
        elif record.levelno >= logging.ERROR:
            self.report.error("layout-lost", place, message=message)
        else:
            self._ignored(message, place)

    def _ignored(self, message: str, place: Place | None) -> None:
        found = _PROPERTY.match(message)
        name = found[1] if found else ""
        if name in INSTEAD:
            said = message.removeprefix("Ignored ").partition(": unknown")[0]
            self.report.warning(f"ignored-{name}", place, message=said)
        elif "unknown property" in message and (like := nearest(name, _KNOWN, _LIKENESS)):
            self.report.warning("property-unknown", place, property=name, like=like)
        elif bare := _BARE.match(message):
            self.report.warning("unit-missing", place, property=name, value=bare["value"])
        else:
            self.report.warning("layout-ignored", place, message=message)


@contextmanager
def listening(report: Report, file: str | None = None) -> Iterator[None]:
    """While in force, what WeasyPrint logs becomes problems, of ``file`` where it tells a line."""
    logger = logging.getLogger("weasyprint")
    handler = _Handler(report, file)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
