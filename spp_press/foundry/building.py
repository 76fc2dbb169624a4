"""Casting the faces of a manifest again, and comparing.

The finished fonts are kept with the project, since casting takes minutes and must give the same
bytes everywhere. The manifest makes that checkable: it holds the sha256 of each source and of each
result.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import Enum
from importlib.metadata import version
from pathlib import Path

from fontTools.ttLib import TTFont

from . import repertoire
from .casting import cast
from .manifest import Face, digest, load_manifest, save_manifest

SYSTEM_FONTS = Path("/usr/share/fonts")
_MOST_LISTED = 1000


class Outcome(Enum):
    """How a face that was cast again compares with the file that is kept."""

    SAME = "the same"
    NEW = "new"
    DIFFERENT = "different"
    ACCEPTED = "different, accepted"
    NO_SOURCE = "source not found"
    OTHER_SOURCE = "source is another file"


def describe(face: Face, data: bytes, *, cast_here: bool = True) -> Face:
    """A face with its facts filled in from the finished font's bytes."""
    font = TTFont(io.BytesIO(data), lazy=True, fontNumber=0)
    present = set(font.getBestCmap())
    missing = sorted(repertoire.required() - present)
    return replace(
        face,
        sha256=digest(data),
        characters=len(present),
        glyphs=font["maxp"].numGlyphs,
        missing="".join(map(chr, missing)) if len(missing) <= _MOST_LISTED else "",
        tools=_tools() if cast_here else "",
    )


def build_all(
    fonts_dir: Path,
    sources: Iterable[Path] = (SYSTEM_FONTS,),
    *,
    accept: bool = False,
    only: frozenset[str] = frozenset(),
    told: Callable[[Face, Outcome], None] = lambda face, outcome: None,
) -> dict[Face, Outcome]:
    """Cast every face of a manifest again, from source files found under ``sources``.

    A face whose file is missing is written. One that comes out different, or whose source is not
    the file the manifest names, is left alone and reported, unless ``accept`` is set: then file and
    manifest take the new state. ``only`` limits this to some files; ``told`` hears of each face as
    it is done. Unmodified faces are only compared with their sha256.
    """
    roots = tuple(sources)
    faces = list(load_manifest(fonts_dir))
    outcomes: dict[Face, Outcome] = {}
    for index, face in enumerate(faces):
        if only and face.file not in only:
            continue
        made, outcome = _build(face, fonts_dir, roots, accept=accept)
        if made != face:
            faces[index] = made
            save_manifest(fonts_dir, faces)
        outcomes[faces[index]] = outcome
        told(faces[index], outcome)
    return outcomes


def _build(
    face: Face, fonts_dir: Path, roots: tuple[Path, ...], *, accept: bool
) -> tuple[Face, Outcome]:
    target = fonts_dir / face.file
    kept = target.read_bytes() if target.exists() else None
    if face.unmodified:
        same = kept is not None and digest(kept) == face.sha256
        return face, Outcome.SAME if same else Outcome.DIFFERENT
    found = {path: path.read_bytes() for root in roots for path in _named(root, face.source.file)}
    if not found:
        return face, Outcome.NO_SOURCE
    data = next((data for data in found.values() if digest(data) == face.source.sha256), None)
    if data is None:
        if not accept:
            return face, Outcome.OTHER_SOURCE
        data = next(iter(found.values()))
        face = replace(face, source=replace(face.source, sha256=digest(data)))
    characters = repertoire.PARTS[face.part]() if face.part else None
    result = cast(data, face.family, face.weight, face.source.font or None, characters)
    if kept == result and face.sha256 == digest(result):
        return face, Outcome.SAME
    if kept is None and face.sha256 in {"", digest(result)}:
        outcome = Outcome.NEW
    elif accept:
        outcome = Outcome.ACCEPTED
    else:
        return face, Outcome.DIFFERENT
    target.write_bytes(result)
    return describe(face, result), outcome


def _named(root: Path, name: str) -> Iterator[Path]:
    if root.is_file() and root.name == name:
        yield root
    yield from sorted(root.rglob(name))


def _tools() -> str:
    return f"fontTools {version('fonttools')}, uharfbuzz {version('uharfbuzz')}"
