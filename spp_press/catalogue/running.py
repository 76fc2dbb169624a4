"""Messages about the command itself: use, writing, environment, limits."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

RUNNING: dict[str, Entry] = {}
