from __future__ import annotations

import io
import zlib

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageCms

from spp_press.editions.colour import Press
from spp_press.editions.pictures import (
    Darkroom,
    Picture,
    for_print,
    for_screen,
    read,
    write,
)
from spp_press.editions.placement import pixels_for
from spp_press.printers import read_printer
from tests.editions.torture import encoded, photograph

PRESS = Press(read_printer("offset-coated").profile, 300)


def jpeg(image: Image.Image, *, inverted: bool = False, **options: object) -> Picture:
    space = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}[image.mode]
    return Picture(encoded(image, "JPEG", quality=95, **options), "DCTDecode", space,
                   *image.size, inverted)  # fmt: skip


def flate(image: Image.Image) -> Picture:
    space = {"L": "DeviceGray", "RGB": "DeviceRGB"}[image.mode]
    return Picture(zlib.compress(image.tobytes()), "FlateDecode", space, *image.size)


def off(one: Image.Image, other: Image.Image) -> float:
    return float(np.asarray(ImageChops.difference(one, other)).mean())


def test_a_photograph_is_printed_as_a_cmyk_jpeg_of_the_same_size() -> None:
    printed = for_print(jpeg(photograph("RGB", 1)), PRESS)
    assert (printed.encoding, printed.space) == ("DCTDecode", "DeviceCMYK")
    assert (printed.width, printed.height) == (1200, 800)
    assert off(printed.image(), PRESS.picture(photograph("RGB", 1))) < 2


def test_a_photograph_with_pixels_to_spare_is_made_smaller_for_print() -> None:
    photo = photograph("RGB", 1)
    for source in (jpeg(photo), flate(photo)):
        printed = for_print(source, PRESS, (600, 400))
        assert (printed.width, printed.height, printed.encoding) == (600, 400, "DCTDecode")
        assert off(printed.image(), PRESS.picture(photo).resize((600, 400))) < 4
    drawing = Image.new("RGB", (40, 40), "#fff")
    assert for_print(flate(drawing), PRESS, (10, 10)).width == 40
    assert for_print(jpeg(photo.convert("CMYK")), PRESS, (600, 400)).space == "DeviceCMYK"


def test_how_many_pixels_a_picture_needs() -> None:
    inch = (72.0, 144.0)
    assert pixels_for((3000, 6000), inch, 300) == (300, 600)
    assert pixels_for((330, 660), inch, 300) == (330, 660)
    assert pixels_for((900, 600), inch, 300) == (900, 600)  # it is stretched
    assert pixels_for((900, 600), (0.0, 0.0), 300) == (900, 600)


def test_jpegs_for_print_keep_full_colour_resolution() -> None:
    opened = Image.open(io.BytesIO(for_print(jpeg(photograph("RGB", 1)), PRESS).data))
    assert [layer[1:3] for layer in opened.layer] == [(1, 1)] * 4  # type: ignore[attr-defined]


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_grey_photograph_is_printed_in_black_alone(mode: str) -> None:
    printed = for_print(jpeg(photograph("L", 5).convert(mode)), PRESS)
    assert printed.space == "DeviceGray"
    assert off(printed.image(), photograph("L", 5).point(PRESS.grey_table)) < 3


def test_a_drawing_is_printed_without_loss() -> None:
    drawing = Image.new("RGB", (40, 40), "#fff")
    drawing.paste("#0a5", (10, 10, 30, 30))
    printed = for_print(flate(drawing), PRESS)
    assert (printed.encoding, printed.space) == ("FlateDecode", "DeviceCMYK")
    assert off(printed.image(), PRESS.picture(drawing)) == 0


@pytest.mark.parametrize("inverted", [True, False])
def test_a_cmyk_jpeg_under_the_limit_passes_through(inverted: bool) -> None:
    inks = Image.merge("CMYK", [*photograph("RGB", 3).split(), Image.new("L", (1200, 800), 0)])
    stored = inks if inverted else ImageChops.invert(inks)
    picture = jpeg(stored, inverted=inverted)
    assert off(picture.image(), inks) < 3
    light = Press(read_printer("offset-coated").profile, 400)
    assert for_print(picture, light) is picture


def test_a_cmyk_jpeg_above_the_limit_is_clamped() -> None:
    printed = for_print(jpeg(Image.new("CMYK", (64, 64), (250, 250, 250, 250)), inverted=True),
                        PRESS)  # fmt: skip
    assert np.asarray(printed.image()).astype(int).sum(axis=2).max() <= 300 * 2.55 + 4


def test_a_profile_inside_a_picture_counts() -> None:
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    lab_like = photograph("RGB", 1)
    same = for_screen(jpeg(lab_like, icc_profile=swapped), lab_like.size)
    assert off(same.image(), lab_like) < 2


@pytest.mark.parametrize("inverted", [True, False])
def test_a_cmyk_jpeg_is_rgb_on_screen(inverted: bool) -> None:
    cyan = Image.new("CMYK", (64, 64), (255, 0, 0, 0))
    stored = cyan if inverted else ImageChops.invert(cyan)
    shown = for_screen(jpeg(stored, inverted=inverted), (64, 64))
    assert shown.space == "DeviceRGB"
    red, _, blue = np.asarray(shown.image())[32, 32]
    assert red < 60 and blue > 180


def test_a_jpeg_that_is_right_for_the_screen_is_not_encoded_again() -> None:
    picture = jpeg(photograph("RGB", 1))
    assert for_screen(picture, (1200, 800)) is picture
    smaller = for_screen(picture, (300, 200))
    assert (smaller.width, smaller.height, smaller.space) == (300, 200, "DeviceRGB")
    assert len(smaller.data) < len(picture.data) / 4


def test_a_picture_is_not_blurred_to_lose_one_pixel() -> None:
    photo = photograph("RGB", 1)
    picture = jpeg(photo)
    assert for_screen(picture, (1199, 800)) is picture
    assert for_screen(picture, (1199, 799)) is picture
    assert for_screen(picture, (1198, 800)).width == 1198
    halved = for_screen(picture, (599, 399))  # a JPEG gives its half directly
    assert (halved.width, halved.height) == (600, 400)
    printed = for_print(picture, PRESS, (1199, 799))
    assert (printed.width, printed.height) == (1200, 800)
    assert off(printed.image(), PRESS.picture(photo)) < 2
    assert for_screen(picture, (1201, 801)).width == 1201  # never fewer than are wanted


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_png_inside_a_pdf_is_read_and_written_back(mode: str) -> None:
    image = photograph(mode, 6, (30, 20))
    png = encoded(image, "PNG")
    data, at = b"", 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    pdf = pikepdf.new()
    stream = pdf.make_stream(b"")
    colours = len(image.getbands())
    parms = Dictionary(Predictor=15, Columns=30, Colors=colours)
    stream.write(data, filter=Name.FlateDecode, decode_parms=parms)
    stream.Width, stream.Height, stream.BitsPerComponent = 30, 20, 8
    stream.ColorSpace = Name.DeviceRGB if mode == "RGB" else Name.DeviceGray
    picture = read(stream)
    assert picture is not None and picture.predicted
    assert off(picture.image(), image) == 0
    write(stream, picture)
    assert stream.read_bytes() == image.tobytes()


def test_an_index_is_unpacked() -> None:
    pdf = pikepdf.new()
    stream = pdf.make_stream(bytes([0, 1, 1, 0]))
    stream.Width, stream.Height, stream.BitsPerComponent = 2, 2, 8
    stream.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 1, b"\x00\x00\x00\xff\x00\x00"])
    stream.Subtype = Name.Image
    picture = read(stream)
    assert picture is not None
    assert np.asarray(picture.image()).tolist() == [[[0, 0, 0], [255, 0, 0]],
                                                    [[255, 0, 0], [0, 0, 0]]]  # fmt: skip


def test_a_stencil_needs_no_press() -> None:
    pdf = pikepdf.new()
    stream = pdf.make_stream(b"\x00")
    stream.ImageMask, stream.Width, stream.Height = True, 1, 1
    assert read(stream) is None


def test_the_darkroom_converts_the_same_picture_once() -> None:
    picture = jpeg(photograph("RGB", 1, (60, 40)))
    made: list[int] = []

    def convert(number: int, each: Picture) -> Picture:
        made.append(number)
        return for_screen(each, (30, 20))

    kept: dict[str, bytes] = {}
    for _ in range(2):
        found = Darkroom(kept).develop({1: picture, 2: picture}, convert, lambda _: ("half",))
        assert found[1] == found[2]
        assert (found[1].width, found[1].height) == (30, 20)
    assert len(made) == 1
    Darkroom(kept).develop({1: picture}, convert, lambda _: ("other",))
    assert len(made) == 2


def test_a_picture_is_kept_whole() -> None:
    picture = jpeg(photograph("RGB", 1, (60, 40)))
    assert Picture.unpacked(picture.packed()) == picture
