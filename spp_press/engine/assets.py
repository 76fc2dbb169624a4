"""What WeasyPrint may fetch: vetted bytes out of a dictionary, and nothing else (M1).

Addresses are ``asset:images/x.jpg`` and ``asset://style/ring.svg``: no path of this
machine is in them, so none can be reached, and none can end up in the PDF.
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from spp_press.reading import nearest, shown
from spp_press.styles import Asset

SCHEME = "asset"
STYLE = f"{SCHEME}://style/"

# urljoin resolves a relative reference only for the schemes it knows.
for _schemes in (urllib.parse.uses_relative, urllib.parse.uses_netloc):
    if SCHEME not in _schemes:
        _schemes.append(SCHEME)


class AssetMissing(FatalURLFetchingError):  # type: ignore[misc]
    """Nothing may be fetched from ``url``; ``like`` is the nearest address that there is."""

    def __init__(self, url: str, like: str | None) -> None:
        super().__init__(url)
        self.url = url
        self.like = like


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serves ``assets`` by address; anything else ends the layout."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        super().__init__(allowed_protocols={SCHEME}, allow_redirects=False, fail_on_errors=True)
        self._assets = assets

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The asset at ``url``."""
        asset = self._assets.get(url)
        if asset is None:
            names = {PurePosixPath(address).name: address for address in self._assets}
            like = nearest(PurePosixPath(unquote(url)).name, names)
            raise AssetMissing(shown(url), names[like] if like else None)
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.mime})
