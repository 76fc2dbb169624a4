"""A preview of a bulletin of its own, seen by a real browser (Debian's Chromium)."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]

# Notes when a page's picture is new on screen, and when the preview says what of itself.
_WATCH = """
window.seen = [];
const note = (what, value) => requestAnimationFrame(() => requestAnimationFrame(
  () => window.seen.push({ what, value, time: Date.now() / 1000 })));
new MutationObserver((changes) => {
  for (const { type, addedNodes, attributeName } of changes) {
    if (attributeName === "data-state") note("state", document.body.dataset.state);
    for (const node of addedNodes) {
      if (node.dataset?.digest) note("page", node.closest(".leaf").number);
    }
  }
}).observe(document, { subtree: true, childList: true, attributeFilter: ["data-state"] });
"""


def bulletin(folder: Path) -> Path:
    """A root of its own in ``folder``, with 2021-1 and the classic style in it."""
    for name in ("issues", "styles"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@dataclass
class Preview:
    """``spp-press preview`` at work: its process, its address."""

    process: subprocess.Popen[str]
    url: str
    root: Path
    began: float

    @property
    def issue(self) -> Path:
        """The issue's folder."""
        return self.root / "issues" / "2021-1"

    @property
    def style(self) -> Path:
        """The style's folder."""
        return self.root / "styles" / "classic"

    def processes(self) -> list[int]:
        """It and all that it started."""
        found = [self.process.pid]
        for pid in found:
            listed = Path(f"/proc/{pid}/task/{pid}/children")
            threads = listed.parent.parent.glob("*/children") if listed.exists() else ()
            for path in threads:
                found += [int(child) for child in path.read_text().split()]
        return found

    def memory(self) -> int:
        """What its processes hold for themselves, bytes (PSS)."""
        total = 0
        for pid in self.processes():
            try:
                text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:  # it has just been replaced
                continue
            if found := re.search(r"^Pss:\s+(\d+) kB", text, re.M):
                total += int(found[1]) * 1024
        return total


@contextmanager
def previewing(
    root: Path, *options: str, issue: str = "2021-1", lang: str = "en"
) -> Iterator[Preview]:
    """A preview of ``issue`` in ``root``, ended afterwards as Ctrl-C ends it."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "spp_press", "--lang", lang, "preview", issue]
    began = time.time()
    process = subprocess.Popen(
        [*command, "--no-browser", *options],
        cwd=root, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        url = re.search(r"http://\S+", line)
        assert url, line
        yield Preview(process, url[0], root, began)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(5)


class Reader:
    """Somebody who looks at a preview."""

    def __init__(self, opened: Browser, url: str, **options: Any) -> None:
        self.errors: list[str] = []
        options = {"viewport": {"width": 1440, "height": 900}, **options}
        self.page: Page = opened.new_page(**options)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.add_init_script(_WATCH)
        self.page.goto(url)

    def until(self, state: str, timeout: float = 20.0) -> None:
        """Wait until the preview is ``good``, ``warned``, ``failed`` or ``busy``."""
        self.page.wait_for_selector(f"body[data-state={state}]", timeout=timeout * 1000)

    def seen(self, what: str, since: float) -> list[tuple[float, Any]]:
        """When since ``since`` a ``page`` was new on screen, or the ``state`` another."""
        log = self.page.evaluate("() => window.seen")
        return [
            (entry["time"], entry["value"])
            for entry in log
            if entry["what"] == what and entry["time"] >= since
        ]

    def after(self, since: float, pages: set[int], timeout: float = 10.0) -> tuple[float, float]:
        """Seconds from ``since`` to when ``pages`` were new on screen, and to the end of it all."""
        deadline = time.time() + timeout
        while time.time() < deadline:
            shown = {value: when for when, value in reversed(self.seen("page", since))}
            states = self.seen("state", since)
            done = [when for when, value in states if value in ("good", "warned")]
            if pages <= set(shown) and done:
                view = max((shown[page] for page in pages), default=since)
                return view - since, max(done) - since
            time.sleep(0.1)
        raise AssertionError(f"not on screen: {self.seen('page', since)}, {states}")

    def place(self) -> tuple[float, float, float, str]:
        """Where the reader is: scrolled so far, at this zoom, on these pages."""
        found = self.page.evaluate(
            """() => { const box = document.getElementById("pages");
            return [box.scrollTop, box.scrollLeft, document.querySelector(".leaf").offsetWidth,
                    document.getElementById("page").value]; }"""
        )
        top, left, width, pages = found
        return top, left, width, pages
