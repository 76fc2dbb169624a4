"""The preview, measured by a real browser: ``python -m benchmarks.preview``.

The 4th and 5th page are in view. Times are from the save (or the command) to the frame in which
the new picture is on screen.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from tests.chromium import browser
from tests.preview.browsing import Preview, Reader, bulletin, previewing

TIMES = 20
REBUILDS = 200
SPREAD = {3, 4}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, browser() as opened:
        root = bulletin(Path(folder))
        with previewing(root) as warm_up:
            Reader(opened, warm_up.url).until("good")
        first = []
        for _ in range(3):
            with previewing(root) as preview:
                reader = Reader(opened, preview.url)
                reader.until("good")
                first.append(reader.seen("page", 0)[0][0] - preview.began)
                reader.page.close()
        told("first page after the command", first, 2.5)
        with previewing(root) as preview:
            reader = Reader(opened, preview.url)
            reader.until("good")
            reader.page.keyboard.press("ArrowRight")
            reader.page.keyboard.press("ArrowRight")
            time.sleep(1)
            css = [restyled(preview, reader, number) for number in range(TIMES)]
            told("CSS saved: the spread on screen", [view for view, _ in css], 0.7)
            told("CSS saved: the whole issue", [whole for _, whole in css], 1.5)
            text = [rewritten(preview, reader, number) for number in range(TIMES)]
            told("paragraph saved: the spread on screen", [view for view, _ in text], 0.7)
            told("paragraph saved: the whole issue", [whole for _, whole in text], 1.5)
            mended = sum(broken_and_mended(preview, reader, number) for number in range(TIMES))
            print(f"{'broken, told, mended':40} {mended} of {TIMES}")
            remembered(preview, reader)


def told(what: str, seconds: list[float], limit: float) -> None:
    ordered = sorted(seconds)
    p90 = ordered[min(round(0.9 * len(ordered)), len(ordered) - 1)]
    verdict = "" if p90 <= limit else "  TOO SLOW"
    middle = statistics.median(ordered)
    print(f"{what:40} p50 {middle:5.2f} s   p90 {p90:5.2f} s   (≤ {limit} s){verdict}", flush=True)


def restyled(preview: Preview, reader: Reader, number: int) -> tuple[float, float]:
    """Save another colour of all text; when it is on screen, and everywhere."""
    path = preview.style / "tokens.css"
    text = path.read_text("utf-8")
    start = text.index("--text: #")
    colour = f"--text: #{1 + number % 2}{number % 7}0"
    end = text.index(";", start)
    return saved(path, text[:start] + colour + text[end:], reader, SPREAD)


def rewritten(preview: Preview, reader: Reader, number: int) -> tuple[float, float]:
    """Save another number in a paragraph."""
    path = preview.issue / "articles" / "02-value-chain.md"
    text = path.read_text("utf-8")
    start = text.index("经过长达") + 4
    return saved(path, f"{text[:start]}{19 + number}{text[start + 2 :]}", reader, {3})


def saved(path: Path, text: str, reader: Reader, pages: set[int]) -> tuple[float, float]:
    began = time.time()
    path.write_text(text, "utf-8")
    found = reader.after(began, pages)
    time.sleep(0.3)
    return found


def broken_and_mended(preview: Preview, reader: Reader, number: int) -> bool:
    path = (
        preview.issue / "articles" / "03-after-2022.md",
        preview.issue / "issue.toml",
        preview.style / "article.html",
        preview.style / "style.toml",
    )[number % 4]
    good = path.read_text("utf-8")
    path.write_text("![x](../images/none.jpg)\n{% if %}\n[[", "utf-8")
    reader.until("failed")
    kept = reader.page.locator(".paper img").count() > 0
    said = reader.page.locator("#alarm").inner_text()
    path.write_text(good, "utf-8")
    reader.until("good")
    return kept and bool(said) and not reader.page.locator("#alarm").is_visible()


def remembered(preview: Preview, reader: Reader) -> None:
    """Build again and again: what it holds, and whether the reader is where she was."""
    reader.page.keyboard.press("+")
    time.sleep(1)
    for number in range(10):
        restyled(preview, reader, number)
    before, place = preview.memory(), reader.place()
    moved, most = 0, 0
    for number in range(REBUILDS):
        (restyled if number % 2 else rewritten)(preview, reader, number + 2)
        moved += reader.place() != place
        most = max(most, preview.memory())
    after = preview.memory()
    print(f"memory: {before / 1e6:.0f} MB, after {REBUILDS} more builds {after / 1e6:.0f} MB "
          f"({after / before - 1:+.1%}), at most {most / 1e6:.0f} MB")  # fmt: skip
    print(f"place and zoom kept {REBUILDS - moved} of {REBUILDS} times")


if __name__ == "__main__":
    main()
