"""Addresses as print has them, and where they stand in a text."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spp_press.manuscript.addresses import addresses_in, is_allowed, short_address


@pytest.mark.parametrize(
    ("address", "short"),
    [
        ("https://www.example.org/", "example.org"),
        ("http://example.org/annual/2025/", "example.org/annual/2025"),
        ("https://example.org:8443/a", "example.org:8443/a"),
        ("https://example.org/a?b=1", "example.org"),
        ("https://example.org/a#b", "example.org"),
        ("https://example.org/%E5%B9%B4", "example.org"),
        ("https://www.example.org/" + "a" * 40, "example.org"),
        ("https://reader@example.org/a", "example.org/a"),
        ("https://[", "https://["),
    ],
)
def test_short(address: str, short: str) -> None:
    assert short_address(address) == short


_ADDRESSES = st.text(alphabet="htps:/.wa-_~%?#=&()[]@,;!'\"9", max_size=60).map("https://a".__add__)


@given(_ADDRESSES)
def test_what_is_printed_leads_to_the_site_or_to_the_very_page(address: str) -> None:
    short = short_address(address)
    if short == address:
        return
    asked, printed = urlsplit(address), urlsplit(f"//{short}")
    assert printed.netloc == asked.netloc.rpartition("@")[2].removeprefix("www.")
    assert printed.path in ("", asked.path.rstrip("/"))
    assert not printed.path or not (asked.query or asked.fragment)


_PIECES = ("见", "。", ".", ")", "（", " ", "https://a.cn/b", "http://", "x(1)")


@given(st.lists(st.sampled_from(_PIECES)).map("".join))
def test_addresses_are_found_where_they_stand(text: str) -> None:
    end = 0
    for at, address in addresses_in(text):
        assert at >= end and text.startswith(address, at) and is_allowed(address)
        assert address[-1] not in ".,;" and address.isascii()
        end = at + len(address)
