"""The folders of an issue and its style → what has changed in them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import watchfiles

from spp_press.folders import shipped
from spp_press.preview.messages import Changed

_JUNK = re.compile(
    r"\..*|~\$.*|.*~|.*\.(tmp|swp|swx|part|crdownload)|4913|__pycache__", re.IGNORECASE
)
"""What editors and systems leave beside a file that is being saved."""

_FONTS = (".otf", ".ttf", ".ttc", ".otc", ".woff", ".woff2")
_QUIET = 20  # ms without a change before what has changed is told
_PATIENCE = 200  # ms after which it is told all the same


def watched(root: Path) -> list[Path]:
    """The folders to watch for the bulletin in ``root``: its own and those that come with us."""
    folders = [root / name for name in ("issues", "styles", "fonts")]
    folders += [shipped("styles"), shipped("fonts")]
    return sorted({folder.resolve() for folder in folders if folder.is_dir()})


def kind_of(path: Path, root: Path, folder: Path) -> Changed:
    """What has to be read again when ``path`` has changed; other issues are not ours."""
    issues = root / "issues"
    if any(_JUNK.fullmatch(part) for part in path.parts[-3:]):
        return Changed.NOTHING
    if path.is_relative_to(folder):
        return Changed.ISSUE
    if path.is_relative_to(issues):
        ours = path.parent == issues or path.is_relative_to(issues / "printers")
        return Changed.ISSUE if ours or path.name == "issue.toml" else Changed.NOTHING
    return Changed.STYLE | (Changed.FONTS if path.suffix.lower() in _FONTS else Changed.NOTHING)


async def changes(root: Path, folder: Path) -> AsyncIterator[Changed]:
    """What has changed, as soon as it is quiet again.

    Where the system tells of no changes (its watches are all taken), the files are looked at.
    """
    root, folder = root.resolve(), folder.resolve()
    try:
        async for changed in _told(root, folder, looking=False):
            yield changed
    except OSError:
        async for changed in _told(root, folder, looking=True):
            yield changed


async def _told(root: Path, folder: Path, *, looking: bool) -> AsyncIterator[Changed]:
    async for batch in watchfiles.awatch(
        *watched(root),
        watch_filter=None,
        step=_QUIET,
        debounce=_PATIENCE,
        force_polling=looking or None,
    ):
        changed = Changed.NOTHING
        for _, path in batch:
            changed |= kind_of(Path(path), root, folder)
        if changed:
            yield changed
