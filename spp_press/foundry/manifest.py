"""``fonts.toml``: which faces there are, what they were cast from, and what is known of them.

Reading it needs nothing but the standard library, so that a build that only sets type does not
load fontTools.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import FoundryError

MANIFEST = "fonts.toml"

_HEADING = """\
# The faces of the house. Written by `python -m spp_press.foundry`; see README.md beside this file.
# `missing` lists what a face lacks of GBK, 《通用规范汉字表》, rare names, Latin and figures.
"""


@dataclass(frozen=True)
class Source:
    """What a face was cast from: a font file of a package, and in a collection which font."""

    file: str
    sha256: str = ""
    font: str = ""
    package: str = ""
    version: str = ""


@dataclass(frozen=True)
class Face:
    """One face: a family in one weight, its file beside the manifest, and what is known of it."""

    family: str
    weight: int
    file: str
    source: Source
    licence: str = ""
    unmodified: bool = False
    """Copied as it was: it has none of the foundry's features and metrics."""
    part: str = ""
    """The part of the repertoire that it is of (:data:`repertoire.PARTS`); empty for all of it."""
    sha256: str = ""
    characters: int = 0
    glyphs: int = 0
    missing: str = ""
    """What it lacks of the characters an editor counts on; not listed beyond 1,000."""
    tools: str = field(default="", compare=False)
    """The versions of the libraries that it was cast with."""


def load_manifest(fonts_dir: Path) -> tuple[Face, ...]:
    """The faces that ``fonts_dir/fonts.toml`` lists, in its order.

    Raises :class:`FoundryError` if the manifest cannot be read.
    """
    path = fonts_dir / MANIFEST
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Face(**{**entry, "source": Source(**entry["source"])}) for entry in data["face"]
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise FoundryError(f"{path}: not a manifest that can be read ({error})") from error


def save_manifest(fonts_dir: Path, faces: Iterable[Face]) -> None:
    """Write ``fonts_dir/fonts.toml``."""
    parts = [_HEADING]
    for face in faces:
        parts.append(f"\n[[face]]\n{_table(face)}\n[face.source]\n{_table(face.source)}")
    (fonts_dir / MANIFEST).write_text("".join(parts), encoding="utf-8", newline="\n")


def digest(data: bytes) -> str:
    """The sha256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _table(record: Face | Source) -> str:
    """The fields of a record that have a value, as lines of TOML."""
    lines = []
    for key in record.__dataclass_fields__:
        value: Any = getattr(record, key)
        if isinstance(value, bool):
            if value:
                lines.append(f"{key} = true\n")
        elif isinstance(value, int):
            lines.append(f"{key} = {value}\n")
        elif isinstance(value, str) and value:
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            lines.append(f'{key} = "{escaped}"\n')
    return "".join(lines)
