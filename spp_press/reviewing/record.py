"""What was given out for review, kept in the Word file itself as a custom XML part.

Word, WPS and LibreOffice carry such a part along unread (ISO/IEC 29500-1, 15.2.5), so that a file
that comes back can be compared with what it was, whatever has become of the manuscript since.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from spp_press.importing.package import REVIEW, Package
from spp_press.importing.spans import Span
from spp_press.problems import InputError, Place
from spp_press.reviewing.passages import Passage, Role
from spp_press.reviewing.tracing import Glyph

PARTS = ("word/document.xml", "word/footnotes.xml")
"""The parts that a reviewer changes."""

_ITEM = re.compile(r"customXml/item\d+\.xml")
_LARGEST = 1_000_000  # passages, lines


@dataclass(frozen=True)
class Record:
    """What was exported: which passages of which issue; ``digest`` is of the parts as written."""

    issue: str
    digest: str
    passages: tuple[Passage, ...]


def digest_of(parts: Sequence[bytes]) -> str:
    """The SHA-256 of :data:`PARTS`."""
    return sha256(b"\0".join(sha256(part).digest() for part in parts)).hexdigest()


def write_record(record: Record) -> str:
    """The record as an XML part."""
    rows = [
        [p.key, p.place.file, p.place.line or 0, p.role.value, p.level, p.label, _runs(p.glyphs)]
        for p in record.passages
    ]
    data = {"issue": record.issue, "digest": record.digest, "passages": rows}
    text = escape(json.dumps(data, separators=(",", ":")))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<record xmlns="{REVIEW}">{text}</record>'


def read_record(package: Package) -> Record | None:
    """The record in a Word file; None if it has none, or none that can be read."""
    for part in sorted(package.parts):
        if _ITEM.fullmatch(part):
            try:
                root = package.xml(part)
            except InputError:
                continue
            if root.tag == "spp:record":
                return _record(root.text or "")
    return None


def is_untouched(data: bytes) -> bool:
    """Whether ``data`` is a Word file as it was exported: no reviewer has saved it since."""
    try:
        package = Package("-", data)
        record = read_record(package)
        return record is not None and record.digest == digest_of([package.read(p) for p in PARTS])
    except (InputError, KeyError):
        return False


def _runs(glyphs: Sequence[Glyph]) -> list[list[str]]:
    """Runs of one look; what cannot be parted is a run of its own, marked ``a``."""
    runs = []
    for (look, atom), group in groupby(glyphs, key=lambda g: (g.look, len(g.text) > 1)):
        flags = "b" * look.bold + "e" * look.emphasis + "u" * look.underline
        texts = [glyph.text for glyph in group]
        for text in texts if atom else ["".join(texts)]:
            runs.append([text, flags + "a" * atom, look.script, look.link])
    return runs


def _record(text: str) -> Record | None:
    try:
        data = json.loads(text)
        passages = tuple(_passage(row) for row in data["passages"])
        return Record(_text(data["issue"]), _text(data["digest"]), passages)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _passage(row: Any) -> Passage:
    key, file, line, role, level, label, runs = row
    glyphs = tuple(glyph for run in runs for glyph in _glyphs(*map(_text, run)))
    place = Place(_text(file), _whole(line) or None)
    return Passage(_text(key), place, Role(role), glyphs, level=_whole(level), label=_text(label))


def _glyphs(text: str, flags: str, script: str, link: str) -> list[Glyph]:
    look = Span("", "b" in flags, "e" in flags, "u" in flags, script, link)
    return [Glyph(each, look) for each in ([text] if "a" in flags else text)]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or not 0 <= value < _LARGEST:
        raise ValueError
    return value
