"""Editions that are finished: of the same material they are the same bytes, and need no press.

What an order's editions are made of is taken whole, as it lies there, and read as a build reads it;
what of it a build would use is not asked. Nothing of the press is imported here.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from spp_press.folders import PACKAGE, SHIPPED
from spp_press.kept import Kept
from spp_press.libraries import library_versions
from spp_press.listing import read_listing
from spp_press.memo import FileMemo
from spp_press.orders import Made, Order
from spp_press.problems import InputError, Place, Problem, Severity, WriteError
from spp_press.reading import MEGABYTE, Folder
from spp_press.receipts import Receipt, receipt_from

MEMO = "files"
"""The memo of the fonts' and the press's own files, in the cache."""
_CAP = 64 * MEGABYTE  # of one file; no issue with a larger one is kept
_SETTINGS = "issue.toml"


class Material(NamedTuple):
    """All that an order's editions can be made of: the SHA-256 of each file, by its name."""

    digests: Mapping[str, str]

    @property
    def key(self) -> str:
        """The SHA-256 of it all."""
        return sha256(json.dumps(self.digests, sort_keys=True).encode()).hexdigest()

    def covers(self, receipt: Receipt) -> bool:
        """Whether all that was read is here, as it was read: nothing has changed meanwhile."""
        known = set(self.digests.values())
        return all(
            set(receipt.inputs.get(kind, {}).values()) <= known
            for kind in ("sources", "style", "fonts")
        )


def finished(order: Order, make: Callable[[], Made]) -> Made:
    """What ``order`` makes: from its cache, or else what ``make()`` makes, kept there.

    Raises what ``make`` raises; no failure is kept.
    """
    if order.cache is None:
        return make()
    if (material := material_of(order)) is None:
        return make()
    kept = Kept(order.cache)
    if (entry := kept.get(material.key)) is not None:
        with suppress(ValueError, KeyError, TypeError):  # of another's making
            return unpacked(entry)
    made = make()
    if material.covers(made.receipt):
        kept[material.key] = packed(made)
    return made


def material_of(order: Order) -> Material | None:
    """The material of ``order``; None where it cannot all be read, or its libraries are unknown."""
    assert order.cache is not None
    memo = FileMemo(order.cache / MEMO)
    asked = {name: value for name, value in order._asdict().items() if not isinstance(value, Path)}
    wanted = {"order": repr((order.folder.name, asked))}
    try:
        order.cache.mkdir(parents=True, exist_ok=True)
        digests = {**wanted, **dict(_versions()), **dict(_files(order, memo))}
    except (InputError, OSError, AttributeError):
        return None
    with suppress(WriteError):
        memo.save()
    return Material(digests)


def grounds_of(order: Order) -> Iterator[Path]:
    """Every file and folder that the material of ``order`` is read from, or would be if it came."""
    issues = order.root / "issues"
    with suppress(OSError):
        for name in os.listdir(issues):  # noqa: PTH208 - the names alone
            yield from (issues / name, issues / name / _SETTINGS)
    own = (home / kind for home in _homes(order) for kind in ("styles", "fonts"))
    for place in (order.folder, issues / "printers", PACKAGE, *own):
        yield place
        for folder, folders, names in os.walk(place):
            folders[:] = (name for name in folders if name != "__pycache__")
            yield from (Path(folder, name) for name in (*folders, *names))
    yield from (issues, *map(Path, sys.path))


def _files(order: Order, memo: FileMemo) -> Iterator[tuple[str, str]]:
    yield from _walked("issue", Folder(order.folder))
    yield from _bulletin(Folder(order.root / "issues"))
    for index, home in enumerate(_homes(order)):
        yield from _walked(f"styles {index}", Folder(home / "styles"))
        fonts = home / "fonts"
        yield from _remembered(f"fonts {index}", fonts, Folder(fonts).walk(), memo)
    yield from _remembered("press", PACKAGE, _own(), memo)


def _homes(order: Order) -> Sequence[Path]:
    """Where styles and fonts lie: the first that has one gives it."""
    return tuple(dict.fromkeys((order.styles or order.root, order.root, *SHIPPED)))


def _own() -> Iterator[str]:
    """The press's own files, by their names in its package."""
    for folder, folders, names in os.walk(PACKAGE):
        folders.sort()
        for name in sorted(names):
            if not name.endswith(".pyc"):
                yield Path(folder, name).relative_to(PACKAGE).as_posix()


def _walked(label: str, folder: Folder) -> Iterator[tuple[str, str]]:
    for name in folder.walk():
        yield f"{label}/{name}", sha256(folder.read(name, _CAP)).hexdigest()


def _bulletin(issues: Folder) -> Iterator[tuple[str, str]]:
    """The bulletin's own files, its printers, and the numbers of its other issues."""
    for name in issues.names():
        state = (issues.path / name).lstat()
        if not stat.S_ISDIR(state.st_mode):
            yield f"issues/{name}", sha256(issues.read(name, _CAP)).hexdigest()
        elif name == "printers":
            yield from _walked("issues/printers", Folder(issues.path / name))
        elif _SETTINGS in (inner := Folder(issues.path / name)).names():
            yield f"issues/{name}", sha256(inner.read(_SETTINGS, _CAP)).hexdigest()
        else:  # it may stand where a file is looked for
            yield f"issues/{name}/", ""


def _remembered(
    label: str, folder: Path, names: Iterator[str], memo: FileMemo
) -> Iterator[tuple[str, str]]:
    """Files that are large or many, and not of the issue's making. Raises OSError."""
    for name in names:
        path = folder / name
        if not path.is_file():
            continue
        if (digest := memo.digest(path)) is None:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        yield f"{label}/{name}", digest


def _versions() -> Iterator[tuple[str, str]]:
    """Python, what is installed beside the press, and the libraries that set the type.

    Raises OSError or AttributeError where one of them is not found.
    """
    yield "python", f"{sys.version} {sys.platform}"
    for folder in sys.path:
        with suppress(OSError):
            for name in os.listdir(folder):  # noqa: PTH208 - the names alone
                if name.endswith((".dist-info", ".egg-info")):
                    yield f"installed {name}", ""
    yield from library_versions()


def packed(made: Made) -> bytes:
    """``made`` as one string: a line that describes it, then the bytes of its files."""
    files = {**made.editions, **made.papers}
    head = {
        "identifier": made.identifier,
        "editions": {name: len(data) for name, data in made.editions.items()},
        "papers": {name: len(data) for name, data in made.papers.items()},
        "rejected": sorted(made.rejected),
        "receipt": made.receipt.written().decode(),
        "unlike_printed": [_noted(problem) for problem in made.unlike_printed],
        "html": made.html,
        "listing": made.listing.written().decode(),
        "pictures": made.pictures,
        "problems": [_noted(problem) for problem in made.problems],
    }
    return b"\n".join((json.dumps(head).encode(), b"".join(files.values())))


def unpacked(entry: bytes) -> Made:
    """What :func:`packed` packed. Raises ValueError, KeyError or TypeError for anything else."""
    start = entry.index(b"\n") + 1
    head = json.loads(entry[: start - 1])
    sizes = {**head["editions"], **head["papers"]}
    if sum(sizes.values()) != len(entry) - start:
        raise ValueError("cut short")
    files: dict[str, bytes] = {}
    for name, size in sizes.items():
        files[name] = entry[start : start + size]
        start += size
    return Made(
        identifier=head["identifier"],
        editions={name: files[name] for name in head["editions"]},
        rejected=frozenset(head["rejected"]),
        papers={name: files[name] for name in head["papers"]},
        receipt=receipt_from(head["receipt"]),
        unlike_printed=tuple(map(_problem, head["unlike_printed"])),
        html=head["html"],
        listing=read_listing(head["listing"]),
        pictures=head["pictures"],
        problems=tuple(map(_problem, head["problems"])),
    )


def _noted(problem: Problem) -> list[Any]:
    place = problem.place and [problem.place.file, problem.place.line]
    return [problem.key, place, problem.severity.value, problem.values]


def _problem(noted: list[Any]) -> Problem:
    key, place, severity, values = noted
    return Problem(
        key, place and Place(*place), Severity(severity), tuple((n, v) for n, v in values)
    )
