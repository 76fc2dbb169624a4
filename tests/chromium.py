"""Debian's Chromium, without a window, for the pages that spp-press writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import with_fonts

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium with the system's fonts: without any it loads a page and shows nothing of it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(FLAGS), env={**with_fonts()}
        )
        yield opened
        opened.close()
