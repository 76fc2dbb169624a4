"""What may be linked to, and what is never printed: a subscriber's id in a tracker's address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SCHEME = re.compile(r"(?:https?://[^/\s]|mailto:[^/\s])", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)
# Sites of mailing lists whose links count clicks by subscriber.
_TRACKERS = (
    "list-manage.com",
    "list-manage1.com",
    "list-manage2.com",
    "mailchi.mp",
    "mandrillapp.com",
    "sendgrid.net",
    "rs6.net",
    "createsend.com",
    "createsend1.com",
    "cmail19.com",
    "cmail20.com",
    "mailjet.com",
    "mjt.lu",
    "sendinblue.com",
    "sibmail.com",
    "hubspotlinks.com",
    "exacttarget.com",
    "mailerlite.com",
    "sendcloud.net",
)


def is_allowed(address: str) -> bool:
    """Whether a link may lead to ``address``: the web or a mailbox, nothing else."""
    return _SCHEME.match(address) is not None


def tracker_site(address: str) -> str | None:
    """The site of ``address`` if it is a mailing list's tracker that names a subscriber."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:  # not an address
        return None
    known = any(host == site or host.endswith("." + site) for site in _TRACKERS)
    names_one = bool(parts.query) or len(parts.path) > 16
    return host if known and names_one else None


def without_trackers(text: str) -> tuple[str, list[str]]:
    """``text`` with each tracker's address cut to its site, and the sites."""
    sites: list[str] = []

    def cut(found: re.Match[str]) -> str:
        site = tracker_site(found[0])
        if site is None:
            return found[0]
        sites.append(site)
        return site

    return _ADDRESS.sub(cut, text), sites
