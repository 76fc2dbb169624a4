"""A .docx as a package of parts, looked at before anything in it is parsed.

ISO/IEC 29500-2: a ZIP file whose parts refer to each other by relationships. Sizes are counted as
they are unpacked, never believed; XML has no document type; nothing outside the file is fetched.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import fromstring

from spp_press.problems import InputError, Place, Problem, Report
from spp_press.reading import MEGABYTE, shown

FILE_CAP = 256 * MEGABYTE
_ENTRIES = 5_000
_TOTAL = 768 * MEGABYTE
_PART = 128 * MEGABYTE
_XML = 48 * MEGABYTE
_RATIO = 200  # unpacked to packed, of a part above _SMALL: Word's own XML stays below 60
_SMALL = 8 * MEGABYTE
_ELEMENTS = 2_000_000
_DEEPEST = 250

_OOXML = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
REVIEW = "urn:spp-press:review"
"""The name space of what an exported issue remembers of itself."""

_PREFIXES = {
    REVIEW: "spp",
    f"{_OOXML}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_OOXML}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_OOXML}package/2006/relationships": "rel",
    f"{_OOXML}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OOXML}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_OOXML}drawingml/2006/chart": "c",
    f"{_STRICT}drawingml/chart": "c",
    f"{_OOXML}drawingml/2006/diagram": "dgm",
    f"{_STRICT}drawingml/diagram": "dgm",
    f"{_OOXML}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OOXML}markup-compatibility/2006": "mc",
    f"{_MICROSOFT}drawing/2016/SVG/main": "asvg",
    f"{_MICROSOFT}word/2010/wordprocessingShape": "wps",
    f"{_MICROSOFT}word/2010/wordprocessingGroup": "wpg",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}


@dataclass(frozen=True)
class Relation:
    """A relationship: the last word of its type (``image``), and the part or address it names."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a .docx. Raises InputError if it is none, or is not to be opened."""

    def __init__(self, file: str, data: bytes) -> None:
        self.file = file
        self._left = _TOTAL
        self._relations: dict[str, dict[str, Relation]] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            self._refuse("docx-broken")
        if len(entries) > _ENTRIES:
            self._refuse("docx-bomb")
        for entry in entries:
            swollen = entry.file_size > _SMALL and (
                entry.file_size > _RATIO * max(entry.compress_size, 1)
            )
            if swollen or entry.file_size > _PART:
                self._refuse("docx-bomb")
        if sum(entry.file_size for entry in entries) > _TOTAL:
            self._refuse("docx-bomb")
        self.parts = frozenset(entry.filename for entry in entries)
        main = [r.target for r in self.relations("").values() if r.kind == "officeDocument"]
        self.main = next((part for part in main if part in self.parts), "word/document.xml")
        if self.main not in self.parts:
            self._refuse("docx-broken")

    def read(self, part: str, cap: int = _PART) -> bytes:
        """The bytes of a part."""
        try:
            with self._zip.open(part) as opened:
                data = opened.read(min(cap, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, EOFError):
            self._refuse("docx-broken")
        if len(data) > min(cap, self._left):
            self._refuse("docx-bomb")
        self._left -= len(data)
        return data

    def xml(self, part: str) -> Element:
        """The root of an XML part, its names written ``w:p``, whichever edition they come from."""
        data = self.read(part, _XML)
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except DTDForbidden:
            self._refuse("docx-doctype", part=part)
        except (ParseError, DefusedXmlException, LookupError, ValueError):
            self._refuse("docx-xml", part=part)
        self._shorten(root)
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part, by id; of the package itself for ``""``."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            sheet = posixpath.join(folder, "_rels", f"{name}.rels")
            found = self._read_relations(folder, sheet) if sheet in self.parts else {}
            self._relations[part] = found
        return self._relations[part]

    def by_kind(self, kind: str) -> Iterator[str]:
        """The parts that the main part relates to as ``kind``, in the order of their names."""
        targets = {r.target for r in self.relations(self.main).values() if r.kind == kind}
        yield from sorted(targets & self.parts)

    def note_foreign(self, report: Report) -> None:
        """Note what the file would fetch or run, which is neither fetched nor run."""
        place = Place(self.file)
        for part in sorted(self.parts):
            if not part.endswith(".rels"):
                continue
            owner = posixpath.join(
                posixpath.dirname(posixpath.dirname(part)),
                posixpath.basename(part).removesuffix(".rels"),
            )
            for relation in self.relations(owner).values():
                if relation.external and relation.kind != "hyperlink":
                    values = {"kind": relation.kind, "address": shown(relation.target)}
                    report.warning("docx-external", place, **values)
                elif relation.kind in ("aFChunk", "subDocument"):
                    report.warning("docx-chunk", place, part=relation.target)
        if any(part.lower().endswith("vbaproject.bin") for part in self.parts):
            report.warning("docx-macros", place)
        embedded = sorted(part for part in self.parts if "/embeddings/" in part)
        if embedded:
            report.warning("docx-embedded", place, count=len(embedded), parts=", ".join(embedded))

    def _read_relations(self, folder: str, sheet: str) -> dict[str, Relation]:
        found = {}
        for element in self.xml(sheet).iter("rel:Relationship"):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            found[element.get("Id", "")] = Relation(kind, target, external)
        return found

    def _shorten(self, root: Element) -> None:
        """Give every name its usual prefix; refuse what is too large or too deep to walk."""
        count = 0
        stack = [(root, 1)]
        while stack:
            element, depth = stack.pop()
            count += 1
            if count > _ELEMENTS or depth > _DEEPEST:
                self._refuse("docx-deep")
            element.tag = _short(element.tag)
            if any(name[0] == "{" for name in element.keys()):  # noqa: SIM118
                items = [(_short(name), value) for name, value in element.items()]
                element.attrib.clear()
                element.attrib.update(items)
            stack.extend((child, depth + 1) for child in element)

    def _refuse(self, key: str, **values: str) -> NoReturn:
        problem = Problem(key, Place(self.file), values=tuple(values.items()))
        raise InputError([problem]) from None


def _short(name: str) -> str:
    if not isinstance(name, str) or name[0] != "{":
        return name if isinstance(name, str) else "?"
    uri, _, local = name[1:].partition("}")
    return f"{_PREFIXES.get(uri, '?')}:{local}"
