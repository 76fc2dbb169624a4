"""Messages about issue folders, settings, manuscripts and pictures."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

MANUSCRIPTS: dict[str, Entry] = {}
