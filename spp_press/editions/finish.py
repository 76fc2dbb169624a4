"""Any RGB PDF of the right trim → a file that the printer takes."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from datetime import date
from hashlib import sha256
from io import BytesIO

import pikepdf

from spp_press.editions.print import print_edition
from spp_press.editions.record import Record
from spp_press.editions.trims import infer_trims
from spp_press.printers import Printer
from spp_press.problems import InputError, Report

UNDATED = date(2000, 1, 1)


def finish(
    pdf: bytes,
    name: str,
    printer: Printer,
    report: Report,
    kept: MutableMapping[str, bytes] | None = None,
) -> bytes:
    """A ``pdf`` that somebody else made, as a print edition; ``name`` is its file's.

    Its title, author and date are its own. Where it says no trim, but a page is a trim that the
    printer takes with its bleed around, that is its trim, and a warning says so. Raises InputError
    where it cannot be read, where trim or bleed is not what the printer takes, and where
    :func:`spp_press.editions.print.print_edition` does.
    """
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            record = _record(opened, pdf, name)
            if infer_trims(opened, printer, report):
                out = BytesIO()
                opened.save(out, deterministic_id=True)
                pdf = out.getvalue()
            report.raise_errors()
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        report.error("pdf-unreadable", file=name, reason=error)
        raise InputError(report) from error
    return print_edition(pdf, record, (), printer, kept)


def _record(pdf: pikepdf.Pdf, data: bytes, name: str) -> Record:
    info = pdf.docinfo
    day = _day(str(info.get("/CreationDate", "")))
    return Record(
        title=str(info.get("/Title", "")).strip() or name,
        bulletin="",
        series="",
        publisher="",
        editor=str(info.get("/Author", "")).strip(),
        identifier=sha256(data).hexdigest(),
        year=day.year,
        label="",
        cumulative="",
        date=day,
        lang=str(pdf.Root.get("/Lang", "zh-CN")) or "zh-CN",
    )


def _day(written: str) -> date:
    found = re.match(r"D:(\d{4})(\d{2})?(\d{2})?", written)
    if not found:
        return UNDATED
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return UNDATED
