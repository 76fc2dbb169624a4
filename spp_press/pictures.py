"""Picture bytes → vetted bytes that the engine can take as they are, and their size.

A picture is decoded to its end, so that half a photo is an error here and not a grey patch in
print: of a JPEG, each block to its mean, an eighth of the size in half of the time. It is encoded
anew only where it must be: turned as its EXIF says, 16 bits to 8, a format that PDF does not know.
Otherwise its bytes stay, metadata stripped, its colour profile kept.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from PIL import (
    Image,
    ImageCms,
    ImageFile,
    ImageOps,
    UnidentifiedImageError,
)

from spp_press.problems import Place, Report
from spp_press.reading import MEGABYTE, shown

PICTURE_CAP = 64 * MEGABYTE
PIXEL_CAP = 120_000_000
VERSION = 1  # of the vetting below: part of every kept result's key
SUFFIXES = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"),
    "MPO": (".jpg", ".jpeg", ".mpo"),
    "PNG": (".png", ".apng"),
    "GIF": (".gif",),
    "WEBP": (".webp",),
    "AVIF": (".avif",),
    "TIFF": (".tif", ".tiff"),
    "BMP": (".bmp", ".dib"),
    "JPEG2000": (".jp2", ".jpx", ".j2k"),
}
_FORMATS = [kind for kind in SUFFIXES if kind != "MPO"]  # found as JPEG
_HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_ORIENTATION = 0x0112  # Exif 2.32, 4.6.4
_LOSSY = frozenset({"JPEG", "MPO", "WEBP", "AVIF", "JPEG2000"})
_PROFILES = {"L": "GRAY", "1": "GRAY", "CMYK": "CMYK"}  # an ICC profile's colour space, by mode


class Picture(NamedTuple):
    """A vetted raster picture: JPEG or PNG bytes, its size in pixels as displayed."""

    name: str
    data: bytes
    mime: str
    width: int
    height: int


def vet(name: str, data: bytes, place: Place, report: Report) -> Picture | None:
    """The picture in ``data``, or None if an error was noted at ``place``, where it is used."""
    if not data:
        report.error("picture-empty", place, name=name)
        return None
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF:
        report.error("picture-heif", place, name=name)
        return None
    decoded = _decoded(name, data, place, report)
    if decoded is None:
        return None
    image, (width, height) = decoded
    kind = image.format or ""
    if PurePosixPath(name).suffix.lower() not in SUFFIXES[kind]:
        report.error("picture-mislabelled", place, name=name, kind=kind, suffix=SUFFIXES[kind][0])
        return None
    if kind != "MPO" and getattr(image, "is_animated", False):
        report.warning("picture-animated", place, name=name)
    if not _profile_fits(image):
        report.warning("picture-profile", place, name=name)
        image.info.pop("icc_profile", None)
    stripped = _stripped(image, kind, data)
    if stripped is None:
        if image.size != (width, height):
            image = _whole(image, data)
        image = _plain(image)
        width, height = image.size
        stripped = _encoded(image, kind)
    mime = "image/png" if stripped.startswith(b"\x89PNG") else "image/jpeg"
    return Picture(name, stripped, mime, width, height)


def _decoded(
    name: str, data: bytes, place: Place, report: Report
) -> tuple[Image.Image, tuple[int, int]] | None:
    """The picture, of which a JPEG is reduced as far as its format allows, and its full size."""
    lenient = ImageFile.LOAD_TRUNCATED_IMAGES  # importing WeasyPrint sets it
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
            if image.width * image.height > PIXEL_CAP:
                raise Image.DecompressionBombError
            getattr(image, "is_animated", False)  # counts the frames, which may fail
            size = image.size
            image.draft("", (1, 1))
            image.load()
            image.getexif()
            return image, size
    except Image.DecompressionBombError:
        report.error("picture-pixels", place, name=name, limit=PIXEL_CAP // 1_000_000)
    except UnidentifiedImageError:
        report.error("picture-unknown", place, name=name)
    except Exception as error:  # a decoder raises whatever its format's code meets
        reason = shown(str(error)) or type(error).__name__
        report.error("picture-broken", place, name=name, reason=reason)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    return None


def _whole(reduced: Image.Image, data: bytes) -> Image.Image:
    """The picture again, in full; what is not to be kept of it is not there either."""
    image = Image.open(io.BytesIO(data), formats=_FORMATS)
    image.load()
    if "icc_profile" not in reduced.info:
        image.info.pop("icc_profile", None)
    return image


def _profile_fits(image: Image.Image) -> bool:
    profile = image.info.get("icc_profile")
    if not profile:
        return True
    try:
        space = ImageCms.getOpenProfile(io.BytesIO(profile)).profile.xcolor_space.strip()
    except (OSError, ImageCms.PyCMSError):
        return False
    mode = image.mode.removesuffix("A")
    return space == _PROFILES.get(mode.split(";")[0], "GRAY" if mode == "I" else "RGB")


def _stripped(image: Image.Image, kind: str, data: bytes) -> bytes | None:
    """``data`` without its metadata, or None where the picture has to be encoded anew."""
    if image.getexif().get(_ORIENTATION, 1) not in (0, 1):
        return None
    keep_profile = "icc_profile" in image.info
    try:
        if kind in ("JPEG", "MPO") and image.mode in ("L", "RGB", "CMYK"):
            return b"".join(_jpeg_parts(data, keep_profile))
        if kind == "PNG" and data[24] <= 8:  # IHDR's bit depth
            return b"".join(_png_parts(data, keep_profile))
    except (IndexError, struct.error, ValueError):  # decodable, but not by the letter
        return None
    return None


def _jpeg_parts(data: bytes, keep_profile: bool) -> Iterator[bytes]:
    """ITU-T T.81, B.1: the segments that draw, the Adobe transform and the colour profile."""
    yield data[:2]
    at = 2
    while True:
        while data[at + 1] == 0xFF:  # fill bytes
            at += 1
        marker = data[at + 1]
        if data[at] != 0xFF:
            raise ValueError(at)
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        segment = data[at:end]
        profile = marker == 0xE2 and segment[4:16] == b"ICC_PROFILE\0"
        application = 0xE0 <= marker <= 0xEF and marker not in (0xE0, 0xEE)
        if not (application or marker == 0xFE) or (profile and keep_profile):
            yield segment
        if marker == 0xDA:
            start, end = end, _scan_end(data, end)
            yield data[start:end]
        at = end


def _scan_end(data: bytes, at: int) -> int:
    """The end of entropy-coded data: the next marker that is not stuffing or a restart."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0xFF and data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


_PNG_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA", b"cHRM")


def _png_parts(data: bytes, keep_profile: bool) -> Iterator[bytes]:
    """PNG (ISO/IEC 15948), 5.3: the chunks that draw, and the colour profile."""
    yield data[:8]
    at = 8
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind in _PNG_KEPT or (kind == b"iCCP" and keep_profile):
            yield data[at : at + 12 + length]
        if kind == b"IEND":
            return
        at += 12 + length


def _plain(image: Image.Image) -> Image.Image:
    """The picture upright, 8 bits to a channel, in a mode that PNG or JPEG holds."""
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode == "F":
        image = image.convert("L")
    elif image.mode == "LAB":
        image = image.convert("RGB")
    elif image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.info = {k: v for k, v in image.info.items() if k == "transparency"}
    if profile:
        image.info["icc_profile"] = profile
    return image


def _encoded(image: Image.Image, kind: str) -> bytes:
    """JPEG for what was lossy or is CMYK, which PNG does not know; else PNG."""
    out = io.BytesIO()
    profile = image.info.get("icc_profile")
    jpeg = image.mode == "CMYK" or (kind in _LOSSY and image.mode in ("L", "RGB"))
    if jpeg:
        image.save(out, "JPEG", quality=95, subsampling=0, icc_profile=profile)
    else:
        image.save(out, "PNG", icc_profile=profile)
    return out.getvalue()
