"""An issue as it travels to another machine, with all that it is made of.

What all issues share (settings, styles, fonts) is the :class:`Stock`, known by its content: it goes
to a machine once, and is laid out there once. A :class:`Parcel` has the files of one issue.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from spp_press.archive.crew import Pressed, press_issue, warm_up
from spp_press.issue import SETTINGS
from spp_press.orders import Order
from spp_press.problems import MissingError, Problem, WriteError
from spp_press.reading import MEGABYTE, Folder
from spp_press.receipts import digest_of
from spp_press.worker import Limits, Progress, run_confined
from spp_press.writing import write_folder

FILE_CAP = 64 * MEGABYTE
_SHARED = ("styles", "fonts", "issues/printers")
_NOWHERE = Path()


@dataclass(frozen=True)
class Stock:
    """What the issues of a bulletin share: ``files``, by their path in its root.

    ``press`` is the press that packed it, and the libraries that its output depends on.
    """

    files: Mapping[str, bytes]
    press: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of all its files."""
        digest = sha256()
        for name, data in sorted(self.files.items()):
            digest.update(f"{digest_of(data)} {name}\n".encode())
        return digest.hexdigest()


@dataclass(frozen=True)
class Parcel:
    """One issue's order, with its folder in the root, and its own ``files`` as in a Stock."""

    order: Order
    limits: Limits
    files: Mapping[str, bytes]


def pack_stock(root: Path, press: Mapping[str, str]) -> Stock:
    """What the issues in ``root`` share, and the number of each.

    Raises InputError for a file that cannot be read.
    """
    home = Folder(root)
    names = [name for folder in _SHARED for name in home.walk(folder)]
    for name in home.names("issues"):
        inner = f"issues/{name}/{SETTINGS}"
        names.append(inner if (root / inner).is_file() else f"issues/{name}")
    return Stock(_contents(home, (name for name in names if (root / name).is_file())), press)


def pack(order: Order, limits: Limits) -> Parcel:
    """The issue of ``order``. Raises InputError for a file that cannot be read."""
    folder = order.folder.relative_to(order.root)
    home = Folder(order.root)
    bare = order._replace(root=_NOWHERE, folder=folder, cache=None)
    return Parcel(bare, limits, _contents(home, home.walk(folder.as_posix())))


def press_parcel(parcel: Parcel, stock: Stock, home: Path, tell: Progress) -> Pressed:
    """Press a parcel on the machine that it came to, within the folder ``home`` there.

    Raises MissingError where another press is installed, and what
    :func:`~spp_press.worker.run_confined` raises.
    """
    from spp_press.inventory import press_versions

    if others := dict(stock.press.items() ^ press_versions().items()):
        raise MissingError([Problem("worker-otherwise", values=(("inputs", ", ".join(others)),))])
    warm_up()
    shared = home / stock.digest
    if not shared.is_dir():
        home.mkdir(parents=True, exist_ok=True)
        try:
            write_folder(shared, stock.files)
        except WriteError:
            if not shared.is_dir():  # no other thread was first
                raise
    with TemporaryDirectory(dir=home) as folder:
        root = Path(folder)
        shutil.copytree(shared, root, copy_function=_link, dirs_exist_ok=True)
        for name, data in parcel.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # a link to the stock's
            path.write_bytes(data)
        order = parcel.order._replace(root=root, folder=root / parcel.order.folder,
                        cache=home / "kept")  # fmt: skip
        return run_confined(press_issue, order, limits=parcel.limits, progress=tell)


def _contents(home: Folder, names: Iterable[str]) -> dict[str, bytes]:
    return {name: home.read(name, FILE_CAP) for name in sorted(names)}


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copyfile(source, target)
