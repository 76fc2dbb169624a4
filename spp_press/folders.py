"""Where things lie: a bulletin's folder, and what comes with the press."""

from __future__ import annotations

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
