"""The small bulletin, finished once a session."""

from __future__ import annotations

import pytest

from spp_press.editions import print_edition
from spp_press.printers import Printer, read_printer
from tests.editions import torture
from tests.preflight import small


@pytest.fixture(scope="session")
def printer() -> Printer:
    return read_printer("offset-coated")


@pytest.fixture(scope="session")
def pages() -> bytes:
    return small.drawn()


@pytest.fixture(scope="session")
def clean(pages: bytes, printer: Printer) -> bytes:
    return small.printed(pages, printer)


@pytest.fixture(scope="session")
def screen(pages: bytes) -> bytes:
    return small.shown(pages)


@pytest.fixture(scope="session")
def print_pdf(printer: Printer) -> bytes:
    """The torture issue, finished for print."""
    return print_edition(torture.drawn(), torture.RECORD, torture.INKS, printer)
