"""A file or a folder of files → documents; every file is accounted for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from spp_press.importing.content import Document
from spp_press.importing.docx import read_docx
from spp_press.importing.office import convert, find_office
from spp_press.importing.package import FILE_CAP
from spp_press.importing.text import read_text_file
from spp_press.manuscript.data import WORKBOOKS
from spp_press.pictures import PICTURE_CAP, SUFFIXES
from spp_press.problems import InputError, Place, Problem, Report, Severity
from spp_press.reading import Folder, decode, shown

WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"})
OFFICE = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".fodt"})
TEXT = frozenset({".md", ".markdown", ".txt", ".text"})
PICTURES = frozenset(s for suffixes in SUFFIXES.values() for s in suffixes) | {
    ".svg", ".emf", ".wmf", ".heic",
}  # fmt: skip
SHEETS = frozenset({".csv", *WORKBOOKS})
_TEXT_CAP = 8 << 20
_FILES = 500
_DEEPEST = 4
_OLE = b"\xd0\xcf\x11\xe0"
_NUMBERED = re.compile(r"^[\d\s._、-]+(?=\D)")


class Fate(Enum):
    """What became of a file."""

    READ = "read"
    PICTURE = "picture"
    LEFT_OUT = "left-out"
    FAILED = "failed"


@dataclass
class Gathered:
    """What was found. ``pictures`` are files of their own that no text names, by their labels."""

    documents: list[Document] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    fates: list[tuple[str, Fate]] = field(default_factory=list)


def gather(sources: tuple[Path, ...], report: Report) -> Gathered:
    """Read ``sources``: files, and folders with the files in them, in the order of their names.

    A file that cannot be read is an error in ``report``; the others are read all the same.
    """
    return _Gatherer(report).gather(sources)


class _Gatherer:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._found = Gathered()
        self._used: set[str] = set()

    def gather(self, sources: tuple[Path, ...]) -> Gathered:
        later: list[tuple[Folder, str, str]] = []
        for source in sources:
            for folder, name, section in self._files(source):
                if posixpath.splitext(name)[1].lower() in PICTURES:
                    later.append((folder, name, section))
                else:
                    self._read(folder, name, section)
        for folder, name, _ in later:  # when it is known which of them a text names
            self._picture(folder, name)
        return self._found

    def _files(self, source: Path) -> Iterator[tuple[Folder, str, str]]:
        """Each file: the folder it is read from, its name in it, and its section."""
        if source.is_dir():
            folder = Folder(source)
            names = list(self._walk(folder, "", 0))
            if len(names) > _FILES:
                self._report.error("import-many", Place(shown(source.name)), limit=_FILES)
                return
            for name in names:
                top, slash, _ = name.partition("/")
                yield folder, name, (_NUMBERED.sub("", top).strip() if slash else "")
        elif source.is_file() or source.is_symlink():
            yield Folder(source.parent), source.name, ""
        else:
            self._report.error("import-source", Place(shown(source.name)))

    def _walk(self, folder: Folder, sub: str, depth: int) -> Iterator[str]:
        for name in sorted(folder.names(sub), key=_natural):
            inner = f"{sub}/{name}" if sub else name
            path = folder.path / inner
            if path.is_dir() and not path.is_symlink():
                if depth >= _DEEPEST:
                    self._leave(inner, "import-left-deep")
                else:
                    yield from self._walk(folder, inner, depth + 1)
            else:
                yield inner

    def _read(self, folder: Folder, name: str, section: str) -> None:
        suffix = posixpath.splitext(name)[1].lower()
        label = shown(name)
        if suffix not in WORD | OFFICE | TEXT:
            kind = "pdf" if suffix == ".pdf" else "sheet" if suffix in SHEETS else "other"
            self._leave(name, f"import-left-{kind}")
            return
        noted = Report()
        try:
            if suffix in TEXT:
                document = self._text(folder, name, noted)
            else:
                document = self._word(label, suffix, folder.read(name, FILE_CAP), noted)
        except InputError as error:
            noted.extend(error.problems)
            document = None
        self._report.extend(noted)
        if document is None:
            failed = any(problem.is_error for problem in noted)
            self._found.fates.append((label, Fate.FAILED if failed else Fate.LEFT_OUT))
            return
        document.section = section
        self._found.documents.append(document)
        self._found.fates.append((label, Fate.READ))

    def _text(self, folder: Folder, name: str, report: Report) -> Document | None:
        text = decode(folder.read(name, _TEXT_CAP), shown(name), report)
        if text is None:
            return None

        def picture(address: str) -> bytes | None:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
            try:
                data = folder.read(path, PICTURE_CAP)
            except InputError:
                return None
            self._used.add(path)
            return data

        return read_text_file(shown(name), text, picture, report)

    def _word(self, label: str, suffix: str, data: bytes, report: Report) -> Document | None:
        if suffix in WORD and not data.startswith(_OLE):
            return read_docx(label, data, report)
        if data.startswith(b"PK") and suffix not in (".odt",):
            return read_docx(label, data, report)
        if find_office() is None:
            _note(report, "import-needs-office", label, Severity.ERROR)
            return None
        converted = convert(data, ".doc" if suffix in WORD else suffix, "docx")
        if converted is None:
            _note(report, "import-office-failed", label, Severity.ERROR)
            return None
        _note(report, "import-by-office", label, Severity.WARNING)
        return read_docx(label, converted, report)

    def _picture(self, folder: Folder, name: str) -> None:
        label = shown(name)
        if name in self._used:
            self._found.fates.append((label, Fate.READ))
            return
        try:
            self._found.pictures[label] = folder.read(name, PICTURE_CAP)
        except InputError as error:
            self._report.extend(error.problems)
            self._found.fates.append((label, Fate.FAILED))
            return
        self._found.fates.append((label, Fate.PICTURE))

    def _leave(self, name: str, key: str) -> None:
        self._report.warning(key, Place(shown(name)))
        self._found.fates.append((shown(name), Fate.LEFT_OUT))


def _note(report: Report, key: str, file: str, severity: Severity) -> None:
    report.add(Problem(key, Place(file), severity))


def _natural(name: str) -> tuple[object, ...]:
    """``2.docx`` before ``10.docx``."""
    parts = re.split(r"(\d+)", name)
    return tuple(int(p) if i % 2 else p for i, p in enumerate(parts))
