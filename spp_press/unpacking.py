"""A screen edition → the folder of its issue, which makes again.

The PDF comes from anywhere: names are vetted before anything is written, and what it unpacks to
is bounded.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name, Stream

from spp_press.numbering import parse_identifier
from spp_press.pictures import PICTURE_CAP
from spp_press.printers import printer_names
from spp_press.problems import InputError, Place, Problem, Report
from spp_press.reading import MEGABYTE, shown
from spp_press.sources import MANIFEST
from spp_press.styles import read_style, style_files, style_folder

FILES = 4096
TOTAL = 512 * MEGABYTE

_NAME = re.compile(r"issues/[^/\\:]+(/[^/\\:]+){0,8}")
_BAD = re.compile(
    r"[\x00-\x1f\x7f:\\]|(^|/)[. ]|[. ](/|$)"
    r"|(^|/)(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.[^/]*)?(/|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Unpacked:
    """What was inside: files by name from the bulletin's folder, and what to know of them."""

    issue: str
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def unpack(pdf: bytes, name: str) -> Unpacked:
    """The issue inside the screen edition ``pdf``, whose file is called ``name``.

    Raises InputError where there is none, or where it has names that lead out of a folder or more
    than an issue could have. What is not as the issue was made with is noted as a warning.
    """
    report = Report()
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            files = dict(_attached(opened, Place(name)))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise _refused("pdf-unreadable", None, file=name, reason=error) from error
    except (AttributeError, KeyError, TypeError, ValueError, zlib.error) as error:
        raise _refused("unpack-broken", Place(name)) from error
    if MANIFEST not in files:
        raise _refused("unpack-nothing", Place(name))
    try:
        manifest = json.loads(files.pop(MANIFEST))
        issue = str(manifest["issue"])
        _note(manifest, report)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise _refused("unpack-broken", Place(name)) from error
    if parse_identifier(issue) is None or f"issues/{issue}/issue.toml" not in files:
        raise _refused("unpack-broken", Place(name))
    return Unpacked(issue, files, tuple(report))


def _attached(pdf: pikepdf.Pdf, place: Place) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    room = TOTAL
    for count, (name, specification) in enumerate(pdf.attachments.items()):
        stream = specification.obj.EF.F
        if not isinstance(stream, Stream):
            raise TypeError(name)
        if name != MANIFEST and (not _NAME.fullmatch(name) or _BAD.search(name)):
            raise _refused("unpack-name", place, name=shown(name))
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:  # on some systems they would be one file
            raise _refused("unpack-name", place, name=shown(name))
        seen.add(folded)
        data = _data(stream, min(PICTURE_CAP, room))
        room -= 0 if data is None else len(data)
        if data is None or count >= FILES:
            raise _refused("unpack-large", place, name=shown(name), limit=TOTAL // MEGABYTE)
        yield name, data


def _data(stream: Stream, cap: int) -> bytes | None:
    """What ``stream`` unpacks to; None where that is more than ``cap`` bytes."""
    raw = stream.read_raw_bytes()
    match stream.get("/Filter"):
        case None:
            return raw if len(raw) <= cap else None
        case Name.FlateDecode:
            data = zlib.decompressobj().decompress(raw, cap + 1)
            return data if len(data) <= cap else None
    raise ValueError("filter")


def _note(manifest: Any, report: Report) -> None:
    """What of the issue is not inside as it was made: pictures, the style, the printer."""
    for name, sizes in manifest["reduced"].items():
        before, after = (f"{int(sizes[k][0])}×{int(sizes[k][1])}" for k in ("from", "to"))
        report.warning("unpacked-reduced", Place(shown(str(name))), before=before, after=after)
    style, printer = str(manifest["style"]), str(manifest["printer"])
    if not style_folder(style, None):
        report.warning("unpacked-style-missing", style=shown(style))
    elif style_files(read_style(style, None, Report())) != manifest["inputs"]["style"]:
        report.warning("unpacked-style-other", style=shown(style))
    if printer not in printer_names():
        report.warning("unpacked-printer-missing", printer=shown(printer))


def _refused(key: str, place: Place | None, **values: object) -> InputError:
    report = Report()
    report.error(key, place, **values)
    return InputError(report)
