from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageCms, ImageFile

from spp_press.pictures import SUFFIXES, Picture, vet
from spp_press.problems import Place, Report

PLACE = Place("articles/01-a.md", 7)
PHOTO = Image.linear_gradient("L").resize((40, 30)).convert("RGB")
PHOTO.paste((200, 30, 30), (0, 0, 20, 15))
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def vetted(name: str, data: bytes) -> tuple[Picture | None, list[str]]:
    report = Report()
    picture = vet(name, data, PLACE, report)
    assert all(p.place == PLACE and dict(p.values)["name"] == name for p in report)
    assert (picture is None) == bool(report.errors)
    return picture, [p.key for p in report]


def sound(name: str, data: bytes) -> tuple[Picture, Image.Image]:
    picture, problems = vetted(name, data)
    assert picture and problems == []
    image = Image.open(io.BytesIO(picture.data))
    image.load()
    assert (image.width, image.height) == (picture.width, picture.height)
    assert picture.mime == {"PNG": "image/png", "JPEG": "image/jpeg"}[str(image.format)]
    return picture, image


def exif(orientation: int) -> Image.Exif:
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = "Camera"
    return data


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_plain_jpeg_keeps_its_bytes(mode: str, progressive: bool) -> None:
    data = encoded(PHOTO.convert(mode), "JPEG", progressive=progressive)
    picture, image = sound("a.jpg", data)
    assert picture.data == data
    assert image.mode == mode


def test_metadata_goes_and_the_colour_profile_stays() -> None:
    data = encoded(PHOTO, "JPEG", exif=exif(1), comment=b"secret", icc_profile=SRGB)
    picture, image = sound("a.jpg", data + b"appended")
    assert not image.getexif() and image.info["icc_profile"] == SRGB
    assert b"secret" not in picture.data and b"Camera" not in picture.data
    assert picture.data.endswith(b"\xff\xd9")
    plain = Image.open(io.BytesIO(data))
    assert image.tobytes() == plain.tobytes()

    png = encoded(PHOTO, "PNG", exif=exif(1), icc_profile=SRGB, dpi=(72, 72))
    picture, image = sound("a.png", png)
    assert b"eXIf" not in picture.data and image.info["icc_profile"] == SRGB
    assert image.tobytes() == PHOTO.tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_turned_picture_is_set_upright(kind: str) -> None:
    data = encoded(PHOTO, kind, exif=exif(6), icc_profile=SRGB)
    picture, image = sound(f"a.{kind.lower()}", data)
    assert (picture.width, picture.height) == (30, 40)
    assert not image.getexif() and image.info["icc_profile"] == SRGB
    red, green, _ = image.convert("RGB").getpixel((25, 5))  # type: ignore[misc]
    assert red > 150 > green  # the upper left corner has come to the right


@pytest.mark.parametrize(
    ("kind", "suffix", "mode", "becomes"),
    [
        ("WEBP", "webp", "RGB", "JPEG"),
        ("WEBP", "webp", "RGBA", "PNG"),
        ("AVIF", "avif", "RGB", "JPEG"),
        ("GIF", "gif", "P", "PNG"),
        ("TIFF", "tif", "RGB", "PNG"),
        ("TIFF", "tiff", "CMYK", "JPEG"),
        ("BMP", "bmp", "RGB", "PNG"),
        ("JPEG2000", "jp2", "RGB", "JPEG"),
        ("PNG", "png", "P", "PNG"),
        ("PNG", "png", "1", "PNG"),
        ("PNG", "png", "LA", "PNG"),
    ],
)
def test_other_formats_become_what_pdf_knows(
    kind: str, suffix: str, mode: str, becomes: str
) -> None:
    photo = PHOTO.convert(mode)
    if mode.endswith("A"):
        photo.putalpha(128)
    _, image = sound(f"a.{suffix}", encoded(photo, kind))
    assert (image.format, image.mode) == (becomes, mode)


def test_sixteen_bits_become_eight() -> None:
    grey = Image.new("I;16", (4, 4), 0x8000)
    _, image = sound("a.png", encoded(grey, "PNG"))
    assert (image.mode, image.getpixel((1, 1))) == ("L", 0x80)
    _, image = sound("a.png", colour_png(depth=16))
    assert (image.mode, image.getpixel((0, 0))) == ("RGB", (0x80, 0x40, 0x20))
    assert image.info.get("bits", 8) == 8


def colour_png(depth: int, width: int = 1, height: int = 1) -> bytes:
    row = b"\0" + b"".join(struct.pack(">H", v) for v in (0x8000, 0x4000, 0x2000)) * width
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * min(height, 4))),
        (b"IEND", b""),
    ]
    parts = (
        struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(("name", "kind"), [("a.png", "JPEG"), ("a.jpg", "WEBP"), ("a", "PNG")])
def test_a_picture_under_a_wrong_name(name: str, kind: str) -> None:
    assert vetted(name, encoded(PHOTO, kind)) == (None, ["picture-mislabelled"])


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "picture-empty"),
        (b"junk" * 10, "picture-unknown"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "picture-heif"),
        (b"%PDF-1.7", "picture-unknown"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "picture-unknown"),
        (encoded(PHOTO, "JPEG")[:500], "picture-broken"),
        (encoded(PHOTO, "PNG")[:100], "picture-broken"),
        (colour_png(8, 30_000, 30_000), "picture-pixels"),
        (colour_png(8, 13_000, 10_000), "picture-pixels"),
    ],
)
def test_a_picture_that_cannot_be_used(data: bytes, key: str) -> None:
    assert vetted("a.png", data) == (None, [key])


def test_a_truncated_picture_is_an_error_whatever_another_library_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    data = encoded(PHOTO.resize((400, 300)), "JPEG")
    assert vetted("a.jpg", data[: len(data) // 2]) == (None, ["picture-broken"])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


def test_warnings() -> None:
    frames = [PHOTO.rotate(90)]
    animated = encoded(PHOTO, "GIF", save_all=True, append_images=frames)
    assert vetted("a.gif", animated)[1] == ["picture-animated"]
    picture, problems = vetted("a.jpg", encoded(PHOTO, "JPEG", icc_profile=b"not a profile"))
    assert problems == ["picture-profile"] and picture and b"not a profile" not in picture.data
    assert vetted("a.jpg", encoded(PHOTO.convert("L"), "JPEG", icc_profile=SRGB))[1] == [
        "picture-profile"
    ]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF", "JPEG2000", "BMP"])
def test_damaged_bytes_never_pass_unnoticed_as_a_traceback(kind: str) -> None:
    whole = encoded(PHOTO, kind, exif=exif(3)) if kind in ("JPEG", "PNG") else encoded(PHOTO, kind)
    dice = random.Random(kind)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 3)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        if dice.random() < 0.3:
            del data[dice.randrange(len(data)) :]
        picture, _ = vetted(f"a{SUFFIXES[kind][0]}", bytes(data))
        if picture:
            Image.open(io.BytesIO(picture.data)).load()
