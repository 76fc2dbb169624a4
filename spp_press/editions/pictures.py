"""A PDF's pictures, converted: to the press's inks for print, to 150 ppi for the screen.

Conversions are pure functions of bytes and parameters, and slow; :class:`Darkroom` keeps their
results by content. Soft masks keep their picture's size and stay grey.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops

from spp_press.editions.srgb import screen_picture, srgb_picture

if TYPE_CHECKING:  # with numpy, which a screen does without
    from spp_press.editions.colour import Press

PRINT_QUALITY = 95
SCREEN_QUALITY = 80
SCREEN_PPI = 150.0
FEW_COLOURS = 4096  # a picture with more is a photograph, and may become a JPEG
GREY_TOLERANCE = 8  # of 255 between channels: the noise of JPEG's chroma

VERSION = 3  # of the conversions below: part of every kept result's key

_MODES = {"DeviceGray": "L", "DeviceRGB": "RGB", "DeviceCMYK": "CMYK"}
_SPACES = {mode: space for space, mode in _MODES.items()}


class Picture(NamedTuple):
    """An image XObject's data and how to read it (ISO 32000-1, 8.9.5); 8 bits a channel.

    ``encoding`` is DCTDecode or FlateDecode, ``predicted`` says that the latter went through PNG's
    predictors (7.4.4.4), ``inverted`` that ``Decode`` turns the values round.
    """

    data: bytes
    encoding: str
    space: str
    width: int
    height: int
    inverted: bool = False
    predicted: bool = False

    def image(self, enough: tuple[int, int] | None = None) -> Image.Image:
        """The pixels: L, or RGB, or CMYK with 255 for solid ink; ``info`` has their profile.

        Where fewer are ``enough``, a JPEG comes at a half, a quarter or an eighth of its size
        (ITU-T T.81's transform gives each directly), if that is no less.
        """
        if self.encoding == "FlateDecode":
            size = (self.width, self.height)
            if self.predicted:
                image = _png(self.data, size, _MODES[self.space])
            else:
                image = Image.frombytes(_MODES[self.space], size, zlib.decompress(self.data))
            return ImageChops.invert(image) if self.inverted else image
        jpeg = Image.open(io.BytesIO(self.data))
        if enough:
            jpeg.draft("", enough)
        jpeg.load()
        # Pillow turns every CMYK JPEG round, as Adobe's are; PDF only where Decode says so.
        return ImageChops.invert(jpeg) if self.inverted != (jpeg.mode == "CMYK") else jpeg

    def packed(self) -> bytes:
        """As one string, to be kept."""
        head = {k: v for k, v in self._asdict().items() if k != "data"}
        return json.dumps(head, sort_keys=True).encode() + b"\n" + self.data

    @staticmethod
    def unpacked(packed: bytes) -> Picture:
        """What :meth:`packed` made."""
        head, _, data = packed.partition(b"\n")
        return Picture(data=data, **json.loads(head))


def for_print(picture: Picture, press: Press, size: tuple[int, int] | None = None) -> Picture:
    """``picture`` in the press's inks; a grey one in black alone.

    A photograph becomes ``size`` pixels, if given; a drawing keeps its sharp edges.
    """
    original = image = picture.image()
    if size and not _is_near(size, image.size) and not _is_lossless(picture, image):
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    if image.mode == "CMYK":
        clamped = press.clamped_picture(image)
        return picture if clamped is original else _encoded(clamped, picture, PRINT_QUALITY)
    image = _to_srgb(image)
    if image.mode == "RGB" and _is_grey(image):
        image = image.convert("L")
    if image.mode == "L":
        return _encoded(image.point(press.grey_table), picture, PRINT_QUALITY)
    return _encoded(press.picture(image), picture, PRINT_QUALITY)


def for_screen(picture: Picture, size: tuple[int, int]) -> Picture:
    """``picture`` as sRGB (or grey) at ``size`` pixels; as it is, where that is what it is."""
    original = picture.image(size)
    image = screen_picture(original) if original.mode == "CMYK" else _to_srgb(original)
    as_it_is = image is original and _is_near(size, (picture.width, picture.height))
    if as_it_is and (picture.encoding == "DCTDecode" or _is_drawing(image)):
        return picture
    if not _is_near(size, image.size):
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    return _encoded(image, picture, SCREEN_QUALITY)


class Darkroom:
    """Converts many pictures at once, and keeps what it made, by content, in ``kept``."""

    def __init__(self, kept: MutableMapping[str, bytes] | None = None) -> None:
        self._kept = {} if kept is None else kept

    def develop(
        self,
        pictures: Mapping[int, Picture],
        convert: Callable[[int, Picture], Picture],
        parameters: Callable[[int], Iterable[object]],
    ) -> dict[int, Picture]:
        """``convert`` over ``pictures``, its result depending on the ``parameters`` of each."""
        keys = {number: _key(picture, parameters(number)) for number, picture in pictures.items()}
        found = {key: self._kept.get(key) for key in keys.values()}
        missing = {key: number for number, key in keys.items() if found[key] is None}
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            made = pool.map(lambda number: convert(number, pictures[number]), missing.values())
            for key, picture in zip(missing, made, strict=True):
                found[key] = self._kept[key] = picture.packed()
        return {
            number: Picture.unpacked(packed)
            for number, key in keys.items()
            if (packed := found[key]) is not None
        }


def read(stream: pikepdf.Stream) -> Picture | None:
    """The picture of an image XObject; None for a stencil or one bit a pixel, which need no press.

    What is neither a plain JPEG nor plain 8-bit data is unpacked by pikepdf, into RGB or grey.
    """
    if stream.get("/ImageMask", False) or int(stream.get("/BitsPerComponent", 8)) == 1:
        return None
    space = str(stream.get("/ColorSpace", ""))[1:]
    decode = [float(v) for v in stream.get("/Decode", [])]
    inverted = bool(decode) and decode[0] > decode[1]
    width, height = int(stream.Width), int(stream.Height)
    filters = stream.get("/Filter")
    if space in _MODES and int(stream.get("/BitsPerComponent", 8)) == 8:
        if filters == Name.DCTDecode:
            data = stream.read_raw_bytes()
            return Picture(data, "DCTDecode", space, width, height, inverted)
        parms = stream.get("/DecodeParms", Dictionary())
        if filters == Name.FlateDecode and isinstance(parms, Dictionary):
            data = stream.read_raw_bytes()
            predicted = int(parms.get("/Predictor", 1))
            if predicted == 1 or (predicted >= 10 and space != "DeviceCMYK"):
                return Picture(data, "FlateDecode", space, width, height, inverted, predicted >= 10)
    image = pikepdf.PdfImage(stream).as_pil_image()
    if image.mode not in _SPACES:
        image = image.convert("L" if image.mode in ("1", "I;16", "LA") else "RGB")
    return _flate(image)


def write(stream: pikepdf.Stream, picture: Picture) -> None:
    """Make ``picture`` the data of an image XObject; its soft mask stays."""
    channels = len(_MODES[picture.space])
    parms = Dictionary(Predictor=15, Colors=channels, Columns=picture.width)
    stream.write(
        picture.data,
        filter=Name(f"/{picture.encoding}"),
        decode_parms=parms if picture.predicted else None,
    )
    stream.ColorSpace = Name(f"/{picture.space}")
    stream.BitsPerComponent = 8
    stream.Width, stream.Height = picture.width, picture.height
    stream.Interpolate = False
    for key in ("/Decode", "/Intent", "/Mask"):
        if key in stream and not (key == "/Mask" and isinstance(stream.Mask, pikepdf.Stream)):
            del stream[key]
    if picture.inverted:
        stream.Decode = Array([1, 0] * channels)


def forbid_interpolation(pdf: pikepdf.Pdf) -> None:
    """No viewer may smooth a picture by itself (ISO 19005-2, 6.2.8)."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Image:
            thing.Interpolate = False


def _png(data: bytes, size: tuple[int, int], mode: str) -> Image.Image:
    # What a PDF holds of a predicted picture is a PNG's IDAT: Pillow undoes it fast.
    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", *size, 8, 2 if mode == "RGB" else 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    image = Image.open(io.BytesIO(b"\x89PNG\r\n\x1a\n" + parts))
    image.load()
    return image


def _is_near(wanted: tuple[int, int], size: tuple[int, int]) -> bool:
    """Whether a picture of ``size`` may stay as it is: to lose one pixel would only blur it."""
    return all(0 <= has - needs <= 1 for needs, has in zip(wanted, size, strict=True))


def _is_drawing(image: Image.Image) -> bool:
    return image.getcolors(FEW_COLOURS) is not None


def _is_lossless(source: Picture, image: Image.Image) -> bool:
    """Whether ``image``, made of ``source``, is a drawing that is kept as sharp as it is."""
    return source.encoding != "DCTDecode" and _is_drawing(image)


def _to_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    return srgb_picture(image, profile) if profile else image


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return all(
        ImageChops.difference(one, other).getextrema()[1] <= GREY_TOLERANCE  # type: ignore[operator]
        for one, other in ((red, green), (green, blue))
    )


def _encoded(image: Image.Image, source: Picture, quality: int) -> Picture:
    """Photographs as JPEG, drawings without loss."""
    if _is_lossless(source, image):
        return _flate(image)
    file = io.BytesIO()
    subsampling = 0 if quality == PRINT_QUALITY else 2
    image.save(file, "JPEG", quality=quality, subsampling=subsampling, icc_profile=None)
    # Pillow writes CMYK as Adobe does, turned round.
    return Picture(
        file.getvalue(), "DCTDecode", _SPACES[image.mode], *image.size, image.mode == "CMYK"
    )


def _flate(image: Image.Image) -> Picture:
    data = zlib.compress(image.tobytes(), 6)
    return Picture(data, "FlateDecode", _SPACES[image.mode], *image.size)


def _key(picture: Picture, parameters: Iterable[object]) -> str:
    digest = hashlib.sha256(repr((VERSION, *parameters, picture._replace(data=b""))).encode())
    digest.update(picture.data)
    return digest.hexdigest()
