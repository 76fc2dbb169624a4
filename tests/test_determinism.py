"""The same input, the same bytes, wherever and as whom they are made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from itertools import product
from pathlib import Path

from tests import small_bulletin
from tests.conftest import ROOT, Made

ENVIRONMENTS = (
    {"LC_ALL": "C", "HOME": "/proc/nowhere"},
    {"LC_ALL": "zh_CN.UTF-8", "USER": "editor"},
    {"LC_ALL": "C.UTF-8", "HOME": "/", "XDG_CACHE_HOME": "/proc/nowhere"},
    {"LANG": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"},
)
"""Locales and homes where nothing is kept: what is made is made from the start."""


def digests(root: Path, issue: str, output: Path, environment: dict[str, str]) -> tuple[str, ...]:
    """The SHA-256 of all files that one process makes of ``issue``."""
    done = subprocess.run(
        [sys.executable, "-m", "spp_press", "make", issue, "--output", str(output)],
        cwd=root,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        check=False,
        capture_output=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return tuple(
        f"{path.name} {sha256(path.read_bytes()).hexdigest()}" for path in sorted(output.iterdir())
    )


def test_seeds_folders_zones_locales_and_homes_change_nothing(tmp_path: Path) -> None:
    roots = (tmp_path / "a", tmp_path / "另一个 文件夹" / "b")
    for root in roots:
        small_bulletin.write(root)
    seeds, zones = ("0", "1", "4242"), ("UTC", "Asia/Shanghai")
    found = set()
    for number, (seed, root, zone) in enumerate(product(seeds, roots, zones)):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, **ENVIRONMENTS[number % 4]}
        found.add(digests(root, "2022-1", tmp_path / f"out{number}", environment))
    (only,) = found
    assert [line.split()[0].partition("2022-1")[2] for line in only] == [
        "-print.pdf", "-screen.pdf", "-工单.txt", ".receipt.json",
    ]  # fmt: skip


def test_the_bulletins_own_issue_comes_out_again_from_another_folder(
    made: Made, tmp_path: Path
) -> None:
    for name in ("issues", "styles"):
        shutil.copytree(ROOT / name, tmp_path / name)
    environment = {"PYTHONHASHSEED": "7", "TZ": "America/Lima", "LC_ALL": "C"}
    again = digests(tmp_path, "2021-1", tmp_path / "out", environment)
    assert again == tuple(
        f"{path.name} {sha256(path.read_bytes()).hexdigest()}"
        for path in sorted(made.print.parent.iterdir())
    )
