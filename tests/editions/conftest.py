"""The torture issue and its editions, made once a session."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from spp_press.editions import booklet, print_edition, proof, screen_edition
from spp_press.printers import Printer, read_printer
from spp_press.stages import STAGES
from tests.editions import torture


@pytest.fixture(scope="session")
def kept() -> dict[str, bytes]:
    """Converted pictures, shared by the tests."""
    return {}


@pytest.fixture(scope="session")
def printer() -> Printer:
    return read_printer("offset-coated")


@pytest.fixture(scope="session")
def drawn() -> bytes:
    return torture.drawn()


@pytest.fixture(scope="session")
def print_pdf(drawn: bytes, printer: Printer, kept: dict[str, bytes]) -> bytes:
    return print_edition(drawn, torture.RECORD, torture.INKS, printer, kept)


@pytest.fixture(scope="session")
def screen_pdf(drawn: bytes, kept: dict[str, bytes]) -> bytes:
    return screen_edition(drawn, torture.RECORD, kept)


@pytest.fixture(scope="session")
def booklet_pdf(print_pdf: bytes, printer: Printer) -> bytes:
    return booklet(print_pdf, torture.RECORD, printer)


@pytest.fixture(scope="session")
def proof_pdf(print_pdf: bytes, printer: Printer) -> bytes:
    return proof(print_pdf, torture.RECORD, printer, STAGES[0], ())


@pytest.fixture
def printed(print_pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(print_pdf))


@pytest.fixture
def shown(screen_pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(screen_pdf))
