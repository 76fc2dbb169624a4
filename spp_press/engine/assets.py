"""What WeasyPrint may fetch: vetted bytes out of a dictionary, and nothing else (M1).

Addresses are ``asset:images/x.jpg`` and ``asset://style/ring.svg``: no path of this
machine is in them, so none can be reached, and none can end up in the PDF.
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from spp_press.styles import Asset

SCHEME = "asset"

# urljoin resolves a relative reference only for the schemes it knows.
for _schemes in (urllib.parse.uses_relative, urllib.parse.uses_netloc):
    if SCHEME not in _schemes:
        _schemes.append(SCHEME)


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serves ``assets`` by address; anything else ends the layout."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        super().__init__(allowed_protocols={SCHEME}, allow_redirects=False, fail_on_errors=True)
        self._assets = assets

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The asset at ``url``."""
        asset = self._assets.get(url)
        if asset is None:
            raise FatalURLFetchingError(f"no such asset: {url[:200]}")
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.mime})
