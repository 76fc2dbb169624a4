"""Pictures that were vetted once: sound ones are not decoded again for the next build."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from hashlib import sha256

import PIL

from spp_press.drawings import Drawing
from spp_press.pictures import VERSION, Picture

Asset = Picture | Drawing


class KeptVetted(MutableMapping[tuple[str, str], Asset]):
    """Sound pictures by their name and the SHA-256 of their file, in ``kept`` as well."""

    def __init__(self, kept: MutableMapping[str, bytes]) -> None:
        self._kept = kept
        self._known: dict[tuple[str, str], Asset] = {}

    def __getitem__(self, key: tuple[str, str]) -> Asset:
        if key not in self._known:
            head, _, data = self._kept[_stored(key)].partition(b"\n")
            self._known[key] = Picture(key[0], data, **json.loads(head))
        return self._known[key]

    def __setitem__(self, key: tuple[str, str], asset: Asset) -> None:
        self._known[key] = asset
        if isinstance(asset, Picture):  # a drawing is as soon vetted as found
            head = {"mime": asset.mime, "width": asset.width, "height": asset.height}
            self._kept[_stored(key)] = json.dumps(head).encode() + b"\n" + asset.data

    def __delitem__(self, key: tuple[str, str]) -> None:
        del self._known[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _stored(key: tuple[str, str]) -> str:
    return sha256(repr(("vetted", VERSION, PIL.__version__, *key)).encode()).hexdigest()
