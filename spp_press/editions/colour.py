"""sRGB to the press's inks: exact builds, black alone for neutrals, the profile for the rest.

Conversions are relative colorimetric with black-point compensation (ISO 18619), through LittleCMS.
Colours are fractions from 0 to 1 here; an :class:`Ink` is written as a designer writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageFilter

from spp_press.editions.srgb import CMYK, applied, opened, srgb, transform
from spp_press.styles import Ink

BLACK: CMYK = (0.0, 0.0, 0.0, 1.0)
NEUTRAL = 0.012  # three channels closer than this (3 of 255) are a grey
SMALLEST_DOT = 0.02  # a plate does not hold a smaller dot
SAME_LIGHTNESS = 5.0  # of 255: two colours closer than this have no pace of their own
NODES = 33  # of the conversion table, a side: LittleCMS' own density

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # IEC 61966-2-1, of linear red, green, blue


class Press:
    """A printing condition: converts colours and pictures to its inks, under its ink limit.

    ``profile`` is the bytes of a CMYK output profile, ``ink_limit`` the total in percent. A colour
    that is one of ``inks`` becomes that ink's build, whatever the profile says.
    """

    def __init__(self, profile: bytes, ink_limit: float, inks: Iterable[Ink] = ()) -> None:
        self.limit = ink_limit / 100
        self._profile = opened(profile)
        self._inks = {ink.rgb: _fractions(ink.cmyk) for ink in inks}
        self._converted: dict[tuple[int, int, int], CMYK] = {}

    def from_rgb(self, rgb: Sequence[float]) -> CMYK:
        """The inks of an sRGB colour."""
        key = _bytes(rgb)
        if key in self._inks:
            return self._inks[key]
        if _is_neutral(rgb):
            return self.from_grey(sum(rgb) / 3)
        if key not in self._converted:
            inks = [v / 255 for v in _pixel(self.picture(Image.new("RGB", (1, 1), key)))]
            self._converted[key] = self.clamped([0 if v < SMALLEST_DOT else v for v in inks])
        return self._converted[key]

    def from_grey(self, grey: float) -> CMYK:
        """The black dot that looks like an sRGB grey; no other ink."""
        return (0.0, 0.0, 0.0, 1 - self.grey_table[round(min(max(grey, 0), 1) * 255)] / 255)

    def from_lab(self, lightness: float, a: float, b: float) -> CMYK:
        """The inks of a CIE Lab colour (D50; L from 0 to 100, a and b from -128 to 127)."""
        codes = (round(lightness * 2.55), round(a) + 128, round(b) + 128)
        pixel = applied(Image.new("LAB", (1, 1), codes), _lab_to_srgb())
        return self.from_rgb([v / 255 for v in _pixel(pixel)])

    def between(
        self, first: Sequence[float], last: Sequence[float], shares: Sequence[float]
    ) -> list[CMYK]:
        """The inks of a straight way between two sRGB colours, at each of ``shares`` (0 to 1).

        From an ink to another, or to a neutral, the way is a mix of the two builds and no third
        ink comes in; it gets lighter at the pace of the screen. Any other follows the profile.
        """
        ends = (_bytes(first), _bytes(last))
        mixes = any(end in self._inks for end in ends) and all(
            end in self._inks or _is_neutral(colour)
            for end, colour in zip(ends, (first, last), strict=True)
        )
        if not mixes:
            ways = np.outer(1 - np.asarray(shares), first) + np.outer(shares, last)
            return [self.from_rgb(way) for way in ways.tolist()]
        start, end = np.asarray(self.from_rgb(first)), np.asarray(self.from_rgb(last))
        paces = self._paces(start, end, first, last, shares)
        return [self.clamped(start + pace * (end - start)) for pace in paces]

    def _paces(
        self,
        start: NDArray[np.float64],
        end: NDArray[np.float64],
        first: Sequence[float],
        last: Sequence[float],
        shares: Sequence[float],
    ) -> list[float]:
        """How much of ``end`` is as light, on its way, as the screen is at each of ``shares``."""
        steps = np.linspace(0, 1, NODES)
        mixed = np.rint(255 * (start + np.outer(steps, end - start))).astype(np.uint8)
        lab = applied(Image.fromarray(mixed[np.newaxis], "CMYK"), self._to_lab)
        printed = np.asarray(lab)[0, :, 0].astype(float)
        linear = _luminance_of_srgb(np.outer(1 - steps, first) + np.outer(steps, last))
        shown = np.cbrt(linear @ _LUMINANCE)
        if abs(printed[-1] - printed[0]) < SAME_LIGHTNESS or shown[0] == shown[-1]:
            return list(shares)
        printed = np.maximum.accumulate((printed - printed[0]) / (printed[-1] - printed[0]))
        wanted = np.interp(shares, steps, (shown - shown[0]) / (shown[-1] - shown[0]))
        return [float(v) for v in np.interp(wanted, printed, steps)]

    def clamped(self, cmyk: Sequence[float]) -> CMYK:
        """``cmyk`` with its colours lowered, black kept, until the total is under the limit."""
        table = np.asarray(cmyk, dtype=np.float32).reshape(1, 4)
        c, m, y, k = (round(float(v), 4) for v in self._clamp(table)[0])
        return c, m, y, k

    def picture(self, image: Image.Image) -> Image.Image:
        """An sRGB picture in the press's inks; no pixel is above the limit."""
        return image.filter(self._table)

    def clamped_picture(self, image: Image.Image) -> Image.Image:
        """A CMYK picture under the limit: the same object where it already is."""
        pixels = np.asarray(image)
        over = pixels.sum(axis=2, dtype=np.uint16) > self.limit * 255
        if not over.any():
            return image
        changed = pixels.copy()
        # Truncated, since rounding up again would pass the limit.
        changed[over] = (self._clamp(pixels[over].astype(np.float32) / 255) * 255).astype(np.uint8)
        return Image.fromarray(changed, "CMYK")

    @cached_property
    def grey_table(self) -> bytes:
        """For each sRGB grey, the DeviceGray value (255 for paper) whose black dot looks the same.

        Luminance is matched between paper and solid black: black-point compensation for one ink.
        """
        ramp = np.zeros((1, 256, 4), dtype=np.uint8)
        ramp[0, :, 3] = np.arange(256)
        lab = applied(Image.fromarray(ramp, "CMYK"), self._to_lab)
        lightness = np.asarray(lab)[0, :, 0].astype(float) / 2.55
        printed = np.minimum.accumulate(_luminance_of_lightness(lightness))
        printed = (printed - printed[-1]) / (printed[0] - printed[-1])
        wanted = _luminance_of_srgb(np.arange(256) / 255)
        dot = np.interp(wanted, printed[::-1], np.arange(256)[::-1])
        return bytes(np.rint(255 - dot).astype(np.uint8))

    def _clamp(self, cmyk: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
        black = cmyk[:, 3:]
        colour = cmyk[:, :3].sum(axis=1, keepdims=True)
        share = np.clip((self.limit - black) / np.maximum(colour, 1e-6), 0, 1)
        return np.hstack([cmyk[:, :3] * share, black]).astype(np.float32)

    @cached_property
    def _table(self) -> ImageFilter.Color3DLUT:
        # Interpolating nodes that are under the limit cannot go above it: the limit needs no pass
        # of its own over the pixels.
        side = np.rint(np.linspace(0, 255, NODES)).astype(np.uint8)
        blue, green, red = np.meshgrid(side, side, side, indexing="ij")
        nodes = np.stack([red, green, blue], axis=-1).reshape(NODES * NODES, NODES, 3)
        inks = np.asarray(applied(Image.fromarray(nodes, "RGB"), self._rgb))
        table = self._clamp(inks.reshape(-1, 4).astype(np.float32) / 255).reshape(-1)
        return ImageFilter.Color3DLUT(NODES, table, channels=4, target_mode="CMYK")

    @cached_property
    def _rgb(self) -> ImageCms.ImageCmsTransform:
        return transform(srgb(), self._profile, "RGB", "CMYK")

    @cached_property
    def _to_lab(self) -> ImageCms.ImageCmsTransform:
        return transform(self._profile, ImageCms.createProfile("LAB"), "CMYK", "LAB", bpc=False)


def _pixel(image: Image.Image) -> tuple[int, ...]:
    return tuple(int(v) for v in np.asarray(image)[0, 0])


@lru_cache(maxsize=1)
def _lab_to_srgb() -> ImageCms.ImageCmsTransform:
    return transform(ImageCms.createProfile("LAB"), srgb(), "LAB", "RGB")


def _fractions(percent: CMYK) -> CMYK:
    c, m, y, k = (round(v / 100, 4) for v in percent)
    return c, m, y, k


def _bytes(rgb: Sequence[float]) -> tuple[int, int, int]:
    red, green, blue = (min(max(round(v * 255), 0), 255) for v in rgb)
    return red, green, blue


def _is_neutral(rgb: Sequence[float]) -> bool:
    return max(rgb) - min(rgb) < NEUTRAL


def _luminance_of_srgb(grey: NDArray[np.float64]) -> NDArray[np.float64]:
    # IEC 61966-2-1, 5.2.
    return np.where(grey <= 0.04045, grey / 12.92, ((grey + 0.055) / 1.055) ** 2.4)


def _luminance_of_lightness(lightness: NDArray[np.float64]) -> NDArray[np.float64]:
    # CIE 15, 8.2.1.
    return np.where(lightness > 8, ((lightness + 16) / 116) ** 3, lightness / 903.3)
