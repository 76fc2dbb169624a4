"""A path inside a folder → bytes and text, confined to that folder.

No name, however it is spelled, reaches outside its folder: each component is opened relative to
the one before it, links are not followed, and only a regular file of a bounded size is read. Text
is decoded strictly, so that what is read is what is printed, or a message says why not.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import stat
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from spp_press.problems import InputError, Place, Report

MEGABYTE = 1 << 20
TEXT_CAP = MEGABYTE

_DEEPEST = 16  # folders
_ENOUGH = 10  # messages of one kind about one text
_JUNK = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SUSPECT = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffd"
    "\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_INVISIBLE = re.compile(  # UAX #44, Default_Ignorable: what draws nothing and can mislead
    "[\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


class Folder:
    """A folder that names are read from; ``contents`` holds the bytes of each file read, by name.

    ``label`` stands before a file's name in messages (``issues/``), where its owner sees more.
    """

    def __init__(self, path: Path, label: str = "") -> None:
        self.path = path
        self.label = label
        self.contents: dict[str, bytes] = {}

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file read, by name."""
        return {name: hashlib.sha256(data).hexdigest() for name, data in self.contents.items()}

    def place(self, name: str, line: int | None = None) -> Place:
        """Where the file ``name`` is, as messages say it."""
        return Place(self.label + shown(name), line)

    def read(self, name: str, cap: int, place: Place | None = None) -> bytes:
        """The bytes of the file ``name``: ``/`` between components, at most ``cap`` bytes.

        A name in another Unicode form (NFC, NFD) than the file's own is found all the same.

        Raises InputError, at ``place`` (by default the file itself), if the name leads out of the
        folder or through a link, or is not a regular file, too large, missing or unreadable.
        """
        parts, data, _ = self._found(name, cap, cap, place or self.place(name))
        self.contents["/".join(parts)] = data
        return data

    def start(
        self, name: str, count: int, cap: int, place: Place | None = None
    ) -> tuple[bytes, int]:
        """The first ``count`` bytes of the file ``name``, and how many it has.

        Raises InputError as :meth:`read` does; what is not read whole is not among ``contents``.
        """
        _, data, size = self._found(name, count, cap, place or self.place(name))
        return data, size

    def _found(
        self, name: str, count: int, cap: int, where: Place
    ) -> tuple[tuple[str, ...], bytes, int]:
        """The file ``name``: its components as the folder spells them, its start, its size."""
        parts = _components(name)
        if parts is None:
            raise _refused("path-leaves", where, name=shown(name))
        try:
            return parts, *self._read(parts, count, cap)
        except FileNotFoundError:
            spelled = self._respelled(parts)
            if spelled is None:
                like = self._like(parts)
                key = "file-missing-like" if like else "file-missing"
                raise _refused(key, where, name=shown(name), like=like) from None
            return self._found("/".join(spelled), count, cap, where)
        except _Refused as refused:
            raise _refused(refused.key, where, name=shown(name), limit=_size(cap)) from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise _refused("file-unreadable", where, name=shown(name), reason=reason) from None

    def text(
        self, name: str, report: Report, place: Place | None = None, cap: int = TEXT_CAP
    ) -> str | None:
        """The text of the file ``name`` with ``\\n`` line ends, or None if an error was noted.

        UTF-8, its byte order mark stripped; else GB18030, with a notice; else an error.
        ``place`` is where the file is asked for, if it cannot be read at all.
        """
        try:
            data = self.read(name, cap, place)
        except InputError as error:
            report.extend(error.problems)
            return None
        return decode(data, self.place(name).file, report)

    def names(self, sub: str = "") -> tuple[str, ...]:
        """The names in the folder, or in its folder ``sub``, sorted; without systems' litter.

        A folder that is not there has no names.
        """
        parts = _components(sub)
        try:
            entries = [] if parts is None else self._entries(parts)
            return tuple(sorted(name for name in entries if not _junk(name)))
        except (OSError, _Refused):
            return ()

    def walk(self, sub: str = "") -> Iterator[str]:
        """The names of all that is not a folder, in this folder and those below it, in order.

        What lies behind a link is not seen; the link itself is.
        """
        parts = _components(sub) or ()
        for name in self.names(sub):
            inner = (*parts, name)
            try:
                self._entries(inner)
            except (OSError, _Refused):
                yield "/".join(inner)
            else:
                if len(inner) < _DEEPEST:
                    yield from self.walk("/".join(inner))

    def _read(self, parts: tuple[str, ...], count: int, cap: int) -> tuple[bytes, int]:
        descriptor = _open_here(self.path, parts)
        try:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode):
                raise _Refused("file-special")
            if state.st_size > cap:
                raise _Refused("file-too-large")
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                data = file.read(count + 1)
        finally:
            os.close(descriptor)
        if len(data) > cap:  # it grew while it was read
            raise _Refused("file-too-large")
        return data[:count], state.st_size

    def _entries(self, parts: tuple[str, ...]) -> list[str]:
        if sys.platform == "win32":
            _no_links(self.path, parts)
            return [path.name for path in self.path.joinpath(*parts).iterdir()]
        descriptor = _open_folder(self.path, parts)
        try:
            return os.listdir(descriptor)  # noqa: PTH208 - a descriptor, not a path
        finally:
            os.close(descriptor)

    def _respelled(self, parts: tuple[str, ...]) -> tuple[str, ...] | None:
        """``parts`` as the folder spells them in Unicode, if that is another spelling."""
        spelled: tuple[str, ...] = ()
        for part in parts:
            try:
                there = self._entries(spelled)
            except (OSError, _Refused):
                return None
            same = [n for n in there if _nfc(n) == _nfc(part)]
            if not same:
                return None
            spelled = (*spelled, part if part in same else min(same))
        return spelled if spelled != parts else None

    def _like(self, parts: tuple[str, ...]) -> str:
        """A name that is in the folder and near to ``parts``, or nothing."""
        for i, part in enumerate(parts):
            there = self.names("/".join(parts[:i]))
            if part not in there:
                like = nearest(part, there)
                return shown("/".join((*parts[:i], like, *parts[i + 1 :]))) if like else ""
        return ""


def decode(data: bytes, file: str, report: Report) -> str | None:
    """The text of ``data``, or None if an error was noted; characters as in :meth:`Folder.text`."""
    text = _decoded(data, file, report)
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return visible(text) if vet_characters(text, file, report) else None


def visible(text: str) -> str:
    """``text`` without the characters that draw nothing; :func:`vet_characters` warns of them."""
    return _INVISIBLE.sub("", text)


def vet_characters(text: str, file: str, report: Report, line: int = 1) -> bool:
    """Note the characters of ``text`` that cannot or should not be printed; False on an error.

    ``line`` is the line of the text's start. Control characters are errors, each with its line;
    invisible, private and replacement characters are warnings, each once with its first line.
    """
    controls = list(_CONTROL.finditer(text))
    for found in controls[:_ENOUGH]:
        place = Place(file, line + text.count("\n", 0, found.start()))
        report.error("text-control", place, code=_code(found[0]))
    counts = Counter(_SUSPECT.findall(text))
    for character, count in list(counts.items())[:_ENOUGH]:
        place = Place(file, line + text.count("\n", 0, text.index(character)))
        name = unicodedata.name(character, "PRIVATE USE")
        report.warning("text-suspect", place, code=_code(character), name=name, count=count)
    return not controls


def nearest(word: str, among: Iterable[str], likeness: float = 0.6) -> str | None:
    """The one of ``among`` that ``word`` was most likely meant to be, if any is near.

    ``likeness``, from 0 to 1, is how near it has to be.
    """
    candidates = sorted(among)
    folded = {_nfc(c).casefold(): c for c in reversed(candidates)}
    key = _nfc(word).casefold()
    found = difflib.get_close_matches(key, folded, n=1, cutoff=likeness)
    return folded[found[0]] if found else None


def shown(name: str) -> str:
    """``name`` as it can be shown: its undecodable bytes and controls replaced, shortened."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    name = _CONTROL.sub("\ufffd", name.replace("\n", " ").replace("\t", " "))
    return name if len(name) <= 120 else name[:117] + "……"


def _decoded(data: bytes, file: str, report: Report) -> str | None:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    if wide or data.count(0) > len(data) // 5:  # wide characters, with or without their mark
        report.error("text-utf16", Place(file))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if sum(character > "\x7f" for character in lenient) > 2 * broken:  # most of it is UTF-8
        report.error("text-damaged", Place(file, line))
        return None
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        report.error("text-encoding", Place(file, line))
        return None
    report.notice("text-gb18030", Place(file))
    return text


def _components(name: str) -> tuple[str, ...] | None:
    """The components of a relative name, or None if it could lead anywhere else."""
    if name.startswith("/") or "\\" in name or "\0" in name or (len(name) > 1 and name[1] == ":"):
        return None
    parts = tuple(p for p in name.split("/") if p not in ("", "."))
    return None if ".." in parts else parts


class _Refused(Exception):
    """A file is there and is not to be read; ``key`` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _refused(key: str, place: Place, **values: str) -> InputError:
    report = Report()
    report.error(key, place, **values)
    return InputError(report)


def _open_here(root: Path, parts: tuple[str, ...]) -> int:
    """A descriptor of the file; nothing on the way to it is a link."""
    if not parts:
        raise _Refused("file-special")
    if sys.platform == "win32":
        return _open_checked(root, parts)
    folder = _open_folder(root, parts[:-1])
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a FIFO must not block
    try:
        return os.open(parts[-1], flags, dir_fd=folder)
    except OSError:
        if _is_link(parts[-1], folder):
            raise _Refused("file-link") from None
        raise
    finally:
        os.close(folder)


def _open_folder(root: Path, parts: tuple[str, ...]) -> int:
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for part in parts:
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            inner = os.open(part, flags, dir_fd=descriptor)
        except OSError as error:
            if _is_link(part, descriptor):
                raise _Refused("file-link") from None
            if isinstance(error, NotADirectoryError):
                raise _Refused("file-special") from None
            raise
        finally:
            os.close(descriptor)
        descriptor = inner
    return descriptor


def _is_link(name: str, folder: int) -> bool:
    try:
        return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False


def _open_checked(root: Path, parts: tuple[str, ...]) -> int:
    """The same where a system has no ``dir_fd`` (Windows): look at each, open, compare."""
    seen = _no_links(root, parts)
    if not stat.S_ISREG(seen.st_mode):
        raise _Refused("file-special")
    descriptor = os.open(root.joinpath(*parts), os.O_RDONLY | getattr(os, "O_BINARY", 0))
    opened = os.fstat(descriptor)
    if (opened.st_dev, opened.st_ino) != (seen.st_dev, seen.st_ino):  # changed in between
        os.close(descriptor)
        raise _Refused("file-link")
    return descriptor


_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?", re.IGNORECASE)


def _no_links(root: Path, parts: tuple[str, ...]) -> os.stat_result:
    """The state of the last of ``parts``; refuses links, junctions, devices and streams."""
    path = root
    state = path.stat()
    for part in parts:
        if _DEVICE.fullmatch(part) or ":" in part or part.endswith((".", " ")):
            raise _Refused("file-special")
        path = path / part
        state = path.lstat()
        if stat.S_ISLNK(state.st_mode) or bool(getattr(state, "st_reparse_tag", False)):
            raise _Refused("file-link")
    return state


def _junk(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in _JUNK


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _size(size: int) -> str:
    return f"{size / MEGABYTE:.3g} MB"
