"""Where things lie: a bulletin's folder, what comes with the press, and what it keeps."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SHIPPED = (PACKAGE / "data", PACKAGE.parent)
"""Where what comes with the press lies: in a wheel, or beside the package in a checkout."""
BULLETIN = "issues/bulletin.toml"


def find_root(start: Path) -> Path | None:
    """The nearest folder, from ``start`` upwards, that holds ``issues/bulletin.toml``."""
    start = start.resolve()
    return next((f for f in (start, *start.parents) if (f / BULLETIN).is_file()), None)


def shipped(name: str) -> Path:
    """A file or folder that comes with the press. Raises FileNotFoundError."""
    for place in SHIPPED:
        if (place / name).exists():
            return place / name
    raise FileNotFoundError(name)


def cache_folder(given: Path | None, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where converted pictures are kept: ``--cache``, or what this kind of system has for that.

    None where there is no such place (no HOME, say): nothing is then kept.
    """
    if given is not None:
        return given
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA", "")
    else:  # the XDG Base Directory Specification; a path that is not absolute does not count
        base = environment.get("XDG_CACHE_HOME", "")
        if not Path(base).is_absolute() and (home := environment.get("HOME")):
            base = str(Path(home, ".cache"))
    return Path(base, "spp-press") if Path(base).is_absolute() else None
