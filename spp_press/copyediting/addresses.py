"""Addresses that say more about a reader, or less about a source, than they should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from spp_press.copyediting.findings import Finding
from spp_press.copyediting.prose import Prose
from spp_press.manuscript.addresses import tracker_site

_SITE = re.compile(r"(?<![\w.@-])[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_TRACKING = re.compile("mc_[ce]id|_hsenc|_hsmi|mkt_tok|vero_id|oly_(?:enc|anon)_id|utm_[a-z]+")


def mailing_sites(prose: Prose) -> Iterator[Finding]:
    """A mailing service's site where a source should stand: nothing can be looked up there."""
    for found in _SITE.finditer(prose.text):
        if tracker_site(f"https://{found[0]}/?q"):
            yield Finding("copy-source-site", *found.span(), values=(("site", found[0]),))


def tracking_keys(address: str) -> list[str]:
    """The parameters of a link that tell who follows it, or from where."""
    try:
        query = urlsplit(address).query
    except ValueError:  # not an address
        return []
    keys = (key for key, _ in parse_qsl(query, keep_blank_values=True))
    return [key for key in keys if _TRACKING.fullmatch(key)]
