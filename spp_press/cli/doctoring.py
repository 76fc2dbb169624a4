"""``spp-press doctor``: what this machine has, what it lacks, and what to type."""

from __future__ import annotations

import ctypes
import platform
import shutil
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rich.table import Table

from spp_press import __version__
from spp_press.catalogue.words import word
from spp_press.cli.checking import record
from spp_press.cli.show import Show
from spp_press.folders import find_root
from spp_press.problems import Exit, Place, Problem, Severity

ROOM = 500_000_000  # bytes: an issue's editions, beside those that they replace, and room to work
_SUBSETTERS = (
    *("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    *("libharfbuzz-subset-0.dll", "harfbuzz-subset.dll"),
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked for: its name, what was found, what is wrong with that."""

    name: str
    found: str
    problem: Problem | None = None


def examine(root: Path | None, output: Path | None, as_json: bool, show: Show) -> Exit:
    """Tell what is here and what is missing; ENVIRONMENT if nothing can be made without it."""
    place = root or find_root(Path.cwd()) or Path.cwd()
    findings = [
        Finding("spp-press", __version__),
        Finding("Python", platform.python_version()),
        *_libraries(),
        *_fonts(),
        _room(output or place / "build"),
        _encoding(),
        *_tools(),
    ]
    problems = [finding.problem for finding in findings if finding.problem]
    if as_json:
        show.document([_said(finding, show.lang) for finding in findings])
    else:
        table = Table(box=None, pad_edge=False, show_header=False)
        for finding in findings:
            table.add_row(finding.name, finding.found)
        if not show.quiet:
            show.out.print(table)
        show.problems(problems)
    if any(problem.is_error for problem in problems):
        return Exit.ENVIRONMENT
    if not as_json:
        show.line(word("doctor-good", show.lang))
    return Exit.DONE


def _libraries() -> Iterator[Finding]:
    """The system's libraries that set the type, by loading them."""
    from spp_press.worker import Limits, understood

    try:
        from spp_press.engine import engine_versions

        for name, version in engine_versions().items():
            yield Finding(name, version)
    except OSError as error:
        yield Finding("Pango", "-", understood(error, Limits()).problems[0])
    loaded = next(filter(_loads, _SUBSETTERS), None)
    values = (("library", _SUBSETTERS[0]),)
    missing = None if loaded else Problem("library-missing", None, Severity.WARNING, values)
    yield Finding("HarfBuzz-subset", loaded or "-", missing)


def _loads(library: str) -> bool:
    with suppress(OSError):
        ctypes.CDLL(library)
        return True
    return False


def _fonts() -> Iterator[Finding]:
    """The fonts that come with the press, each by its sum in ``fonts.toml``."""
    from spp_press.folders import shipped

    folder = shipped("fonts")
    for face in tomllib.loads((folder / "fonts.toml").read_text(encoding="utf-8"))["face"]:
        path = folder / face["file"]
        place = Place(f"fonts/{path.name}")
        if not path.is_file():
            yield Finding(path.name, "-", Problem("doctor-font-missing", place))
        elif sha256(path.read_bytes()).hexdigest() != face["sha256"]:
            yield Finding(path.name, "≠", Problem("doctor-font-altered", place))
        else:
            yield Finding(path.name, f"{face['family']} {face['weight']}")


def _room(output: Path) -> Finding:
    existing = next(folder for folder in (output, *output.absolute().parents) if folder.is_dir())
    free = shutil.disk_usage(existing).free
    values = (("free", f"{free / 1e6:.0f}"), ("needed", f"{ROOM / 1e6:.0f}"))
    problem = Problem("doctor-room", Place(str(output)), values=values) if free < ROOM else None
    return Finding(str(output), f"{free / 1e9:.1f} GB", problem)


def _encoding() -> Finding:
    """Whether what is printed can be Chinese."""
    encoding = (sys.stdout.encoding or "-").lower()
    try:
        "期".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        problem = Problem("doctor-encoding", None, Severity.WARNING, (("encoding", encoding),))
        return Finding("locale", encoding, problem)
    return Finding("locale", encoding)


def _tools() -> Iterator[Finding]:
    """What some commands use where it is installed; nothing requires it."""
    from spp_press.importing.office import find_office
    from spp_press.preflight.verapdf import class_path

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    verapdf = shutil.which("java") if class_path() else None
    tools = {"LibreOffice": find_office(), "veraPDF": verapdf, "Chromium": chromium}
    for name, found in tools.items():
        lacking = Problem(f"doctor-no-{name.lower()}", severity=Severity.NOTICE)
        yield Finding(name, found or "-", None if found else lacking)


def _said(finding: Finding, lang: str) -> dict[str, object]:
    problem = record(finding.problem, lang) if finding.problem else None
    return {"name": finding.name, "found": finding.found, "problem": problem}
