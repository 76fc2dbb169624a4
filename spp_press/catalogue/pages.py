"""Messages about styles, fonts, layout, editions and preflight."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

PAGES: dict[str, Entry] = {}
