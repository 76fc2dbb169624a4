"""What only an office program can read (.doc, .wps, .emf), through LibreOffice where it is there.

It runs without a window, with a profile of its own that goes afterwards, no macros, no links, and
no proxy that leads anywhere: a document's links to the outside stay unanswered.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_SECONDS = 120
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_NOWHERE = "http://127.0.0.1:9"  # the discard port
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
)


def find_office() -> str | None:
    """LibreOffice's program, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


# A page of A4 at 300 ppi, since Draw sets a metafile on a page; its margins are trimmed after.
PNG = (
    'png:draw_png_Export:{"PixelWidth":{"type":"long","value":"2480"},'
    '"PixelHeight":{"type":"long","value":"3508"}}'
)


def convert(data: bytes, suffix: str, to: str) -> bytes | None:
    """A file in another format (``docx``, :data:`PNG`); None where that does not succeed."""
    office = find_office()
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"in{suffix}"
        source.write_bytes(data)
        profile = folder / "profile"
        _write_profile(profile)
        command = [
            office,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
            str(folder / "out"),
            str(source),
        ]
        proxies = {name: _NOWHERE for name in ("http_proxy", "https_proxy", "all_proxy")}
        environment = {**os.environ, "HOME": str(folder), **proxies}
        try:
            subprocess.run(
                command,
                check=False,
                timeout=_SECONDS,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env=environment,
                creationflags=0x08000000 if sys.platform == "win32" else 0,  # without a window
            )
            return (folder / "out" / f"in.{to.partition(':')[0]}").read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            return None


def _write_profile(profile: Path) -> None:
    items = "".join(_SETTING.format(path=p, name=n, value=v) for p, n, v in _SETTINGS)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">' + items + "</oor:items>\n",
        encoding="utf-8",
    )
