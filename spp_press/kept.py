"""What was made once, kept in a folder from build to build by what it was made of.

A key is the SHA-256 of all that the content depends on. Nothing depends on what is kept: an entry
that is missing, cut short, damaged or under another's key is made again.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

ROOM = 512 << 20  # bytes: the pictures and editions of some twenty issues
_KEY = re.compile(r"[0-9a-f]{64}")
_DIGEST = 32  # bytes before the content: of the key and the content


class Kept(MutableMapping[str, bytes]):
    """The files of ``folder`` by their keys; what cannot be written is not kept.

    Opening it sweeps the files used longest ago, until ``room`` bytes are left.
    """

    def __init__(self, folder: Path, room: int = ROOM) -> None:
        self._folder = folder
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            self._sweep(room)

    def __getitem__(self, key: str) -> bytes:
        try:
            stored = self._path(key).read_bytes()
            self._path(key).touch()
        except OSError as error:
            raise KeyError(key) from error
        digest, content = stored[:_DIGEST], stored[_DIGEST:]
        if _seal(key, content) != digest:
            raise KeyError(key)
        return content

    def __setitem__(self, key: str, content: bytes) -> None:
        stray = self._folder / f".{key}.{secrets.token_hex(8)}.tmp"
        try:
            stray.write_bytes(_seal(key, content) + content)
            stray.replace(self._path(key))
        except OSError:
            with suppress(OSError):
                stray.unlink()

    def __delitem__(self, key: str) -> None:
        try:
            self._path(key).unlink()
        except OSError as error:
            raise KeyError(key) from error

    def __iter__(self) -> Iterator[str]:
        with suppress(OSError):
            yield from sorted(p.name for p in self._folder.iterdir() if _KEY.fullmatch(p.name))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _path(self, key: str) -> Path:
        return self._folder / key

    def _sweep(self, room: int) -> None:
        files = [(path.stat(), path) for path in self._folder.iterdir() if path.is_file()]
        used = sum(state.st_size for state, _ in files)
        for state, path in sorted(files, key=lambda file: (file[0].st_mtime_ns, file[1].name)):
            if path.suffix != ".tmp" and used <= room:
                continue
            with suppress(OSError):
                path.unlink()
                used -= state.st_size


def _seal(key: str, content: bytes) -> bytes:
    digest = sha256(key.encode())
    digest.update(content)
    return digest.digest()
