"""What may be linked to, how its address is printed, and what never is: a subscriber's id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

_SCHEME = re.compile(r"(?:https?://[^/\s]|mailto:[^/\s])", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_TRAILING = ".,;:!?'\"]}"
_SHORT = 40  # characters: what a reader can type
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


def short_address(address: str) -> str:
    """``address`` as print has it: whole but for ``https://www.`` if a reader can type it from the
    page, else its site alone, never a part that leads elsewhere.
    """
    try:
        parts = urlsplit(address)
    except ValueError:  # not an address
        return address
    site = parts.netloc.rpartition("@")[2].removeprefix("www.")
    whole = site + parts.path.rstrip("/")
    typeable = not (parts.query or parts.fragment or "%" in whole) and len(whole) <= _SHORT
    return (whole if typeable else site) or address


def addresses_in(text: str) -> Iterator[tuple[int, str]]:
    """Each web address that is written out in ``text``, with where it begins.

    The marks of the sentence that it ends are none of it.
    """
    for found in _ADDRESS.finditer(text):
        address = found[0]
        while address[-1] in _TRAILING or (address[-1] == ")" and "(" not in address):
            address = address[:-1]
        if is_allowed(address):
            yield found.start(), address
