"""Pictures that are broken, mislabelled, too large or odd; and odd ones that have to print."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from tests.hostile.cases.case import Cases
from tests.hostile.judging import Either, Limited, Printed, Refused
from tests.hostile.stage import chunk, encoded, png, raster

PICTURES = Cases("picture")
_HERE = "articles/a.md:3"


def _refuse(name: str, file: str, data: bytes) -> None:
    PICTURES.add(name, Refused(_HERE, said=file), lambda s: s.picture(file, data))


def _print(name: str, file: str, data: bytes, said: str = "") -> None:
    PICTURES.add(name, Printed(said=said), lambda s: s.picture(file, data))


def _either(name: str, file: str, data: bytes) -> None:
    PICTURES.add(name, Either(Printed(), "articles/a.md"), lambda s: s.picture(file, data))


_KINDS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif",
          "TIFF": "tif", "BMP": "bmp", "JPEG2000": "jp2"}  # fmt: skip
_WHOLE = {kind: encoded(kind) for kind in _KINDS}
for _kind, _suffix in _KINDS.items():
    _data = _WHOLE[_kind]
    _refuse(f"{_suffix}-empty", f"x.{_suffix}", b"")
    _refuse(f"{_suffix}-head-only", f"x.{_suffix}", _data[:24])
    _refuse(f"{_suffix}-half", f"x.{_suffix}", _data[: len(_data) // 2])
    _refuse(f"{_suffix}-zeros", f"x.{_suffix}", _data[:12] + bytes(4000))
    _refuse(f"{_suffix}-of-other-name", f"x.{'jpg' if _suffix != 'jpg' else 'png'}", _data)
    _either(f"{_suffix}-tail", f"x.{_suffix}", _data + b"<script>" + bytes(5000))
    if _suffix != "jpg":
        _print(f"{_suffix}-right", f"x.{_suffix}", _data)

_refuse("is-html", "x.png", b"<html><img src=x></html>")
_refuse("is-pdf", "x.jpg", b"%PDF-1.7\n%%EOF")
_refuse("is-eps", "x.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run")
_refuse("is-zip", "x.png", b"PK\3\4" + bytes(100))
_refuse("is-text", "x.gif", b"GIF89a")
_refuse("suffix-none", "x", _WHOLE["PNG"])
_refuse("suffix-eps", "x.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
_refuse("suffix-pdf", "x.pdf", b"%PDF-1.7\n")
_refuse("suffix-double", "x.png.exe", _WHOLE["PNG"])
_refuse("fli", "x.png", b"\0" * 4 + b"\x11\xaf" + bytes(200))
_refuse("ico", "x.png", b"\0\0\1\0\1\0" + bytes(100))
_refuse("icns", "x.png", b"icns" + bytes(100))
_refuse("wmf", "x.png", b"\xd7\xcd\xc6\x9a" + bytes(100))
_refuse("xpm", "x.png", b"/* XPM */\nstatic char *x[] = {};")
_refuse("ppm-huge", "x.png", b"P6 99999 99999 255\n")
_refuse("heic", "x.heic", b"\0\0\0\x18ftypheic" + bytes(100))
_refuse("heic-as-jpg", "x.jpg", b"\0\0\0\x18ftypheic" + bytes(100))
_refuse("heif-mif1", "x.jpg", b"\0\0\0\x18ftypmif1" + bytes(100))
_refuse("avif-no-body", "x.avif", b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + bytes(50))

# PNG, by hand
_refuse("png-30000", "x.png", png(30_000, 30_000, pixels=b"\0" * 10))
_refuse("png-bomb", "x.png", png(30_000, 30_000, depth=1, colour=0, pixels=b"\0" * (3751 * 30_000)))
_refuse("png-2-31", "x.png", png(2**31 - 1, 1, pixels=b"\0"))
_refuse("png-2-32", "x.png", png(2**32 - 1, 2**32 - 1, pixels=b"\0"))
_refuse("png-zero-wide", "x.png", png(0, 10, pixels=b"\0"))
_refuse("png-zero-high", "x.png", png(10, 0, pixels=b""))
_refuse("png-depth-3", "x.png", png(8, 8, depth=3))
_refuse("png-colour-5", "x.png", png(8, 8, colour=5))
_either("png-palette-none", "x.png", png(8, 8, colour=3))
_either("png-filter-9", "x.png", png(8, 8, pixels=(b"\x09" + b"\x80" * 24) * 8))
_refuse("png-few-pixels", "x.png", png(80, 80, pixels=b"\0" * 50))
_either("png-many-pixels", "x.png", png(8, 8, pixels=b"\0" * 5_000_000))
_either("png-crc", "x.png", png(8, 8)[:-8] + b"\0\0\0\0" + png(8, 8)[-4:])
_either(
    "png-ztxt-bomb", "x.png", png(8, 8, chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(200 << 20))))
)
_either(
    "png-itxt-bomb",
    "x.png",
    png(8, 8, chunk(b"iTXt", b"k\0\1\0\0\0" + zlib.compress(bytes(200 << 20)))),
)
_either("png-many-text", "x.png", png(8, 8, *[chunk(b"tEXt", b"k\0" + b"v" * 50)] * 50_000))
_either(
    "png-iccp-bomb", "x.png", png(8, 8, chunk(b"iCCP", b"k\0\0" + zlib.compress(bytes(200 << 20))))
)
_either("png-iccp-garbage", "x.png", png(8, 8, chunk(b"iCCP", b"k\0\0" + b"garbage")))
_either("png-iccp-name", "x.png", png(8, 8, chunk(b"iCCP", b"k" * 500)))
_either("png-exif-garbage", "x.png", png(8, 8, chunk(b"eXIf", b"MM\0*" + b"\xff" * 99)))
_either("png-trns-wrong", "x.png", png(8, 8, chunk(b"tRNS", b"\xff")))
_either("png-phys-huge", "x.png", png(8, 8, chunk(b"pHYs", b"\xff" * 9)))
_either("png-phys-zero", "x.png", png(8, 8, chunk(b"pHYs", bytes(9))))
_either("png-gama-zero", "x.png", png(8, 8, chunk(b"gAMA", bytes(4))))
_either("png-chrm-zero", "x.png", png(8, 8, chunk(b"cHRM", bytes(32))))
_either("png-unknown-critical", "x.png", png(8, 8, chunk(b"ABCD", b"x")))
_either("png-chunk-length", "x.png", png(8, 8)[:33] + b"\xff\xff\xff\xffIDAT")
_either(
    "png-ihdr-twice",
    "x.png",
    png(8, 8, chunk(b"IHDR", struct.pack(">IIBBBBB", 9999, 9999, 8, 2, 0, 0, 0))),
)
_either("png-actl", "x.png", png(8, 8, chunk(b"acTL", struct.pack(">II", 2**31, 0))))
_either("png-cgbi", "x.png", b"\x89PNG\r\n\x1a\n" + chunk(b"CgBI", b"P\0 \6") + png(8, 8)[8:])
_print("png-interlaced", "x.png", encoded("PNG", interlace=1))
_print("png-1-bit", "x.png", png(8, 8, depth=1, colour=0))
_print("png-16-grey", "x.png", png(8, 8, depth=16, colour=0))
_print("png-16-rgb", "x.png", png(8, 8, depth=16, colour=2))
_print("png-16-rgba", "x.png", png(8, 8, depth=16, colour=6))
_print("png-1-pixel", "x.png", png(1, 1))
_print("png-line", "x.png", png(3000, 1))
_print("png-pole", "x.png", png(1, 3000))
_print("png-alpha", "x.png", encoded("PNG", mode="RGBA"))

# JPEG
_JPG = _WHOLE["JPEG"]
_refuse("jpg-no-scan", "x.jpg", _JPG[: _JPG.index(b"\xff\xda")] + b"\xff\xd9")
_either("jpg-no-end", "x.jpg", _JPG[:-2])
_refuse("jpg-last-line", "x.jpg", encoded("JPEG", (640, 480), quality=95)[:-3000])
_SOF = _JPG.index(b"\xff\xc0")
_refuse("jpg-65500", "x.jpg", _JPG[: _SOF + 5] + b"\xff\xdc\xff\xdc" + _JPG[_SOF + 9 :])
_refuse("jpg-zero", "x.jpg", _JPG[: _SOF + 5] + bytes(4) + _JPG[_SOF + 9 :])
_refuse("jpg-precision-12", "x.jpg", _JPG[: _SOF + 4] + b"\x0c" + _JPG[_SOF + 5 :])
_either("jpg-segment-zero", "x.jpg", b"\xff\xd8\xff\xe0\0\0" + _JPG[2:])
_either(
    "jpg-comment-bomb", "x.jpg", _JPG[:2] + (b"\xff\xfe\xff\xff" + b"x" * 65533) * 200 + _JPG[2:]
)
_either(
    "jpg-exif-garbage", "x.jpg", _JPG[:2] + b"\xff\xe1\0\x20Exif\0\0MM\0*" + b"\xff" * 20 + _JPG[2:]
)
_EXIF_LOOP = b"Exif\0\0MM\0*\0\0\0\x08\0\1\x87i\0\4\0\0\0\1\0\0\0\x08\0\0\0\x08"
_either(
    "jpg-exif-loop",
    "x.jpg",
    _JPG[:2] + b"\xff\xe1" + struct.pack(">H", len(_EXIF_LOOP) + 2) + _EXIF_LOOP + _JPG[2:],
)
_either(
    "jpg-icc-garbage", "x.jpg", _JPG[:2] + b"\xff\xe2\0\x20ICC_PROFILE\0\1\1" + b"x" * 16 + _JPG[2:]
)
_either(
    "jpg-icc-count", "x.jpg", _JPG[:2] + b"\xff\xe2\0\x12ICC_PROFILE\0\xff\1" + b"xx" + _JPG[2:]
)
_either(
    "jpg-mpf-garbage", "x.jpg", _JPG[:2] + b"\xff\xe2\0\x20MPF\0MM\0*" + b"\xff" * 22 + _JPG[2:]
)
_either("jpg-adobe-wrong", "x.jpg", _JPG[:2] + b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\x07" + _JPG[2:])
_either(
    "jpg-photoshop",
    "x.jpg",
    _JPG[:2] + b"\xff\xed\0\x1aPhotoshop 3.0\0" + b"8BIM\xff\xff\xff\xff\xff\xff" + _JPG[2:],
)
_print("jpg-progressive", "x.jpg", encoded("JPEG", progressive=True))
_print("jpg-grey", "x.jpg", encoded("JPEG", mode="L"))
_print("jpg-cmyk", "x.jpg", encoded("JPEG", mode="CMYK"))
_print("jpg-restart", "x.jpg", encoded("JPEG", restart_marker_blocks=1))
_print("jpg-dpi-huge", "x.jpg", encoded("JPEG", dpi=(65000, 1)))
for _turn in range(2, 9):
    _exif = Image.Exif()
    _exif[0x0112] = _turn
    _print(f"jpg-turned-{_turn}", "x.jpg", encoded("JPEG", exif=_exif))
_exif = Image.Exif()
_exif[0x0112] = 99
_print("jpg-turned-99", "x.jpg", encoded("JPEG", exif=_exif))


def _tiff(*entries: tuple[int, int, int, int]) -> bytes:
    """A TIFF of one directory: (tag, type, count, value)."""
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + body + bytes(4)


_SIZE = ((256, 4, 1, 8), (257, 4, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1))
_refuse("tif-no-strips", "x.tif", _tiff(*_SIZE))
_refuse("tif-strip-far", "x.tif", _tiff(*_SIZE, (273, 4, 1, 2**31), (279, 4, 1, 64)))
_refuse("tif-directory-loop", "x.tif", b"II*\0\x08\0\0\0\0\0\x08\0\0\0")
_refuse(
    "tif-huge",
    "x.tif",
    _tiff((256, 4, 1, 2**31), (257, 4, 1, 2**31), *_SIZE[2:], (273, 4, 1, 8), (279, 4, 1, 8)),
)
_refuse("tif-count-huge", "x.tif", _tiff(*_SIZE, (273, 4, 2**32 - 1, 8), (279, 4, 2**32 - 1, 8)))
_print("tif-cmyk", "x.tif", encoded("TIFF", mode="CMYK"))
_print("tif-lab", "x.tif", encoded("TIFF", mode="LAB"))
_print("tif-1-bit", "x.tif", encoded("TIFF", mode="1", compression="group4"))
_print("tif-lzw", "x.tif", encoded("TIFF", compression="tiff_lzw"))
_print("tif-float", "x.tif", encoded("TIFF", mode="F"))


def _frames(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    others = [raster((64, 48)).rotate(i * 90) for i in range(1, 4)]
    raster((64, 48)).save(out, kind, save_all=True, append_images=others, **options)
    return out.getvalue()


for _kind, _suffix in (
    ("GIF", "gif"),
    ("WEBP", "webp"),
    ("PNG", "png"),
    ("TIFF", "tif"),
    ("AVIF", "avif"),
):
    _print(f"{_suffix}-animated", f"x.{_suffix}", _frames(_kind), said="warning")
_refuse(
    "gif-65535",
    "x.gif",
    b"GIF89a\xff\xff\xff\xff\xf7\0\0" + bytes(768) + b",\0\0\0\0\xff\xff\xff\xff\0\x08\1\0\0;",
)
_either(
    "gif-many-frames",
    "x.gif",
    _WHOLE["GIF"][:-1] + _WHOLE["GIF"][_WHOLE["GIF"].index(b"\0,") + 1 : -1] * 5000 + b";",
)
_refuse(
    "webp-riff-size",
    "x.webp",
    b"RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff",
)
_refuse(
    "bmp-negative",
    "x.bmp",
    b"BM" + bytes(8) + struct.pack("<IIiiHHIIiiII", 54, 40, -9, -9, 1, 24, 0, 0, 0, 0, 0, 0),
)
_refuse(
    "bmp-huge",
    "x.bmp",
    b"BM" + bytes(8) + struct.pack("<IIiiHHIIiiII", 54, 40, 2**30, 2**30, 1, 24, 0, 0, 0, 0, 0, 0),
)
_refuse("jp2-garbage", "x.jp2", _WHOLE["JPEG2000"][:85] + b"\xff" * 400)

PICTURES.add(
    "100-megapixels",
    Limited(_HERE),
    lambda s: s.picture("x.png", png(12_000, 11_000, depth=1, colour=0)),
)
PICTURES.add(
    "many-times",
    Printed(),
    lambda s: (s.picture("x.png", png(64, 64)), s.body("![图](../images/x.png)\n\n" * 300)),
)
PICTURES.add(
    "many-broken",
    Refused(_HERE),
    lambda s: s.body("\n\n".join(f"![图](../images/{i}.png)" for i in range(2000))),
)
PICTURES.add(
    "unlisted",
    Printed(said="warning"),
    lambda s: s.put("issues/2021-1/images/z.png", b"not a picture"),
)
