"""An archive pass over issues of which none has changed: python -m benchmarks.archive

The issues are written into a temporary folder, and receipts to fit, of stand-ins for PDFs: the pass
reads no PDF that it knows.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from spp_press.archive.building import _means, cover_name, listing_name
from spp_press.listing import Listing
from spp_press.receipts import Receipt, digest_of, receipt_name
from tests.archive.back_issues import A_YEAR, FIRST, names, write_bulletin

ISSUES = 1000
RUNS = 3


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_bulletin(Path(folder) / "bulletin", names(ISSUES), words=60)
        means = _means(root, "classic", "offset-coated", lambda stage: None)
        common = {f"issues/{file}": digest_of((root / "issues" / file).read_bytes())
                  for file in ("bulletin.toml", "words.txt")}  # fmt: skip
        for name in names(ISSUES):
            stand_in(root, name, {**means, "sources": common})
        command = [sys.executable, "-m", "spp_press", "archive", "--root", str(root), "--json"]
        for run in range(RUNS + 1):
            began = time.perf_counter()
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds = time.perf_counter() - began
            states = {json.loads(line)["state"] for line in done.stdout.splitlines()}
            assert states == {"unchanged"}, states
            print(f"{'first' if run == 0 else 'again'}: {ISSUES} unchanged in {seconds:.2f} s")


def stand_in(root: Path, name: str, inputs: dict[str, dict[str, str]]) -> None:
    """What the archive has of an issue, if it had been made."""
    issue, home = root / "issues" / name, root / "build" / "archive" / name
    files = {p.relative_to(issue).as_posix(): digest_of(p.read_bytes())
             for p in issue.rglob("*") if p.is_file()}  # fmt: skip
    outputs = {f"{name}-{edition}.pdf": name.encode() for edition in ("print", "screen")}
    sources = {**inputs["sources"], **files}
    receipt = Receipt(name, "classic", "offset-coated", {**inputs, "sources": sources},
                      {file: digest_of(data) for file, data in outputs.items()})  # fmt: skip
    year, number = map(int, name.split("-"))
    cumulative = (year - FIRST) * A_YEAR + number
    listing = Listing(name, "简报", "", "编印", year, str(number), f"第{number}期", "", cumulative,
                      cumulative, "", "", 12, ())  # fmt: skip
    home.mkdir(parents=True)
    for file, data in {
        **outputs,
        cover_name(name): b"",
        listing_name(name): listing.written(),
        receipt_name(name): receipt.written(),
    }.items():
        (home / file).write_bytes(data)


if __name__ == "__main__":
    main()
