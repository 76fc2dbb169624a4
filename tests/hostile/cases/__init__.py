"""All hostile inputs, by category."""

from __future__ import annotations

from tests.hostile.cases.case import Case
from tests.hostile.cases.docx import DOCX
from tests.hostile.cases.drawings import DRAWINGS
from tests.hostile.cases.injections import INJECTIONS
from tests.hostile.cases.paths import PATHS
from tests.hostile.cases.pictures import PICTURES
from tests.hostile.cases.printers import PRINTERS
from tests.hostile.cases.settings import TOML
from tests.hostile.cases.styles import STYLES
from tests.hostile.cases.tables import TABLES
from tests.hostile.cases.texts import TEXTS

__all__ = ["CASES", "Case"]

CASES: tuple[Case, ...] = (
    *PATHS, *DRAWINGS, *PICTURES, *TEXTS, *TOML, *INJECTIONS, *STYLES, *PRINTERS, *DOCX, *TABLES,
)  # fmt: skip
