"""Pictures → files of the issue: named after their article, in a format the press takes."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable

from PIL import Image, ImageChops

from spp_press.pictures import PIXEL_CAP, SUFFIXES
from spp_press.problems import Place, Report
from spp_press.reading import shown

_KNOWN = frozenset(s for suffixes in SUFFIXES.values() for s in suffixes) | {".svg"}
_METAFILES = (".emf", ".wmf", ".emz", ".wmz")
_REWRITTEN = {"BMP", "DIB", "TIFF", "WMF", "EMF", "PCX", "TGA", "PPM"}

Converter = Callable[[str, bytes], bytes | None]
"""A picture's name and bytes → PNG bytes, or None where that cannot be done."""


class Shelf:
    """The issue's pictures by the names they get; the same bytes get one name."""

    def __init__(self, convert: Converter, report: Report) -> None:
        self.files: dict[str, bytes] = {}
        self._names: dict[bytes, str] = {}
        self._counts: dict[str, int] = {}
        self._convert = convert
        self._report = report

    def add(self, stem: str, key: str, data: bytes, place: Place) -> tuple[str, bool]:
        """The file's name (``images/02-1.png``), and whether the press can print it."""
        if data in self._names:
            name = self._names[data]
            return name, posixpath.splitext(name)[1] in _KNOWN
        suffix, bytes_, printable = self._fit(key, data, place)
        self._counts[stem] = self._counts.get(stem, 0) + 1
        name = f"images/{stem}-{self._counts[stem]}{suffix}"
        self.files[name] = bytes_
        self._names[data] = name
        return name, printable

    def _fit(self, key: str, data: bytes, place: Place) -> tuple[str, bytes, bool]:
        suffix = posixpath.splitext(key)[1].lower()
        if suffix == ".svg" or data[:5] == b"<?xml" or data[:4] == b"<svg":
            return ".svg", data, True
        if suffix in _METAFILES or data[:4] in (b"\x01\x00\x00\x00", b"\xd7\xcd\xc6\x9a"):
            converted = self._convert(key, data)
            if converted is not None:
                self._report.warning("import-metafile", place, name=shown(key))
                return ".png", converted, True
            self._report.warning("import-metafile-kept", place, name=shown(key))
            return suffix or ".emf", data, False
        kind = self._kind(data)
        if kind in _REWRITTEN:
            rewritten = _as_png(data)
            if rewritten is not None:
                self._report.notice("import-converted", place, name=shown(key), kind=kind)
                return ".png", rewritten, True
        if kind in SUFFIXES:
            return SUFFIXES[kind][0], data, True
        self._report.warning("import-picture-unknown", place, name=shown(key))
        return suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else ".bin", data, False

    def _kind(self, data: bytes) -> str:
        try:
            with Image.open(io.BytesIO(data)) as image:
                return image.format or ""
        except Exception:  # a decoder raises whatever its format's code meets
            return ""


def trimmed(page: bytes) -> bytes | None:
    """A picture without the white around it, as PNG; None if there is nothing on it."""
    try:
        with Image.open(io.BytesIO(page)) as image:
            paper = Image.new("RGBA", image.size, "white")
            flat = Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    except Exception:  # a decoder raises whatever its format's code meets
        return None
    inked = ImageChops.difference(flat, Image.new("RGB", flat.size, "white")).getbbox()
    if inked is None:
        return None
    out = io.BytesIO()
    flat.crop(inked).save(out, "PNG")
    return out.getvalue()


def _as_png(data: bytes) -> bytes | None:
    """A raster picture as PNG, its colours kept; None where that would change them."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > PIXEL_CAP or image.mode not in (
                "1",
                "L",
                "P",
                "RGB",
                "RGBA",
            ):
                return None
            out = io.BytesIO()
            image.save(out, "PNG", icc_profile=image.info.get("icc_profile"))
            return out.getvalue()
    except Exception:  # as above: kept as it is, and named when the issue is made
        return None
