"""Profiles, and what a screen shows: pictures and colours as sRGB.

Conversions are relative colorimetric with black-point compensation (ISO 18619), through LittleCMS.
"""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageCms

from spp_press.printers import PROFILES

CMYK = tuple[float, float, float, float]

SRGB = PROFILES / "sRGB2014.icc"
COATED = PROFILES / "ISOcoated_v2_300_bas.icc"


def screen_rgb(cmyk: CMYK, profile: bytes | None = None) -> tuple[int, int, int]:
    """How a build (percent) looks on a screen: its sRGB, 0–255; on coated paper by default."""
    build = Image.new("CMYK", (1, 1), tuple(round(v * 2.55) for v in cmyk))
    red, green, blue = screen_picture(build, profile).tobytes()
    return red, green, blue


def press_build(rgb: tuple[int, int, int]) -> CMYK:
    """The build on coated paper, whole percents, that comes nearest to a colour of the screen."""
    to_coated = transform(srgb(), _coated(), "RGB", "CMYK")
    c, m, y, k = applied(Image.new("RGB", (1, 1), rgb), to_coated).tobytes()
    return round(c / 2.55), round(m / 2.55), round(y / 2.55), round(k / 2.55)


def screen_picture(image: Image.Image, profile: bytes | None = None) -> Image.Image:
    """A CMYK picture as sRGB; without a profile of its own it is taken for coated paper."""
    own = transform(opened(profile), srgb(), "CMYK", "RGB") if profile else None
    return applied(image, own or _coated_to_screen())


@lru_cache(maxsize=1)
def _coated_to_screen() -> ImageCms.ImageCmsTransform:
    return transform(_coated(), srgb(), "CMYK", "RGB")


def srgb_picture(image: Image.Image, profile: bytes) -> Image.Image:
    """An RGB or grey picture that carries a ``profile`` of its own, as sRGB (RGB or grey).

    A profile that LittleCMS cannot use is ignored, as viewers do.
    """
    if image.mode != "RGB":
        return image
    try:
        own = opened(profile)
        if "sRGB" in ImageCms.getProfileDescription(own):
            return image
        return applied(image, transform(own, srgb(), "RGB", "RGB"))
    except (ImageCms.PyCMSError, OSError):
        return image


def transform(
    source: object, target: object, from_mode: str, to_mode: str, *, bpc: bool = True
) -> ImageCms.ImageCmsTransform:
    """The conversion between two profiles, with black-point compensation unless told otherwise."""
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION if bpc else ImageCms.Flags.NONE
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    return ImageCms.buildTransform(source, target, from_mode, to_mode, intent, flags)  # type: ignore[arg-type]


def applied(image: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    """A picture, converted."""
    converted = ImageCms.applyTransform(image, transform)
    assert converted is not None  # None is for conversions in place
    return converted


def opened(profile: bytes) -> ImageCms.ImageCmsProfile:
    """A profile as LittleCMS has it."""
    return ImageCms.ImageCmsProfile(io.BytesIO(profile))


@lru_cache(maxsize=1)
def srgb() -> ImageCms.ImageCmsProfile:
    """The screen's profile (IEC 61966-2-1)."""
    return opened(SRGB.read_bytes())


@lru_cache(maxsize=1)
def _coated() -> ImageCms.ImageCmsProfile:
    return opened(COATED.read_bytes())
