from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from spp_press.editions.colour import BLACK, Press
from spp_press.editions.srgb import screen_rgb
from spp_press.printers import read_printer
from spp_press.styles import Ink
from tests.editions.torture import photograph

PROFILE = read_printer("offset-coated").profile
RED = Ink("朱", (208, 33, 38), (10, 95, 85, 5))


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(PROFILE, 300, [RED])


def test_an_ink_is_its_build_whatever_the_profile_says(press: Press) -> None:
    assert press.from_rgb([v / 255 for v in RED.rgb]) == (0.1, 0.95, 0.85, 0.05)


def test_an_ink_is_found_as_weasyprint_rounds_it(press: Press) -> None:
    assert press.from_rgb((0.815686, 0.129412, 0.14902)) == (0.1, 0.95, 0.85, 0.05)


@pytest.mark.parametrize("grey", [0.0, 0.2, 0.5, 0.502, 0.9, 1.0])
def test_a_neutral_is_black_alone(press: Press, grey: float) -> None:
    assert press.from_rgb((grey, grey, grey))[:3] == (0, 0, 0)


def test_black_and_white_are_all_ink_and_none(press: Press) -> None:
    assert press.from_rgb((0, 0, 0)) == BLACK
    assert press.from_rgb((1, 1, 1)) == (0, 0, 0, 0)


def test_greys_get_lighter_all_the_way(press: Press) -> None:
    assert list(press.grey_table) == sorted(press.grey_table)
    assert (press.grey_table[0], press.grey_table[255]) == (0, 255)


def test_lab_is_read_as_lab(press: Press) -> None:
    red = press.from_lab(50, 60, 40)
    assert red[1] > 0.7 and red[2] > 0.6 and red[0] < 0.3
    assert press.from_lab(60, 0, 0)[:3] == (0, 0, 0)


def test_a_build_looks_on_screen_as_the_profile_says() -> None:
    assert screen_rgb((0, 0, 0, 0)) == (255, 255, 255)
    red, green, blue = screen_rgb((100, 0, 0, 0))
    assert red < 40 and green > 120 and blue > 180


@pytest.mark.parametrize("limit", [300, 280, 240])
def test_no_pixel_is_above_the_ink_limit(limit: int) -> None:
    dark = Image.fromarray((np.asarray(photograph("RGB", 1)) // 3), "RGB")
    printed = np.asarray(Press(PROFILE, limit).picture(dark), dtype=float)
    assert printed.sum(axis=2).max() <= limit * 2.55 + 2  # each ink is rounded to a byte
    assert printed.sum(axis=2).max() > limit * 2.3


def test_a_cmyk_picture_is_only_touched_above_the_limit(press: Press) -> None:
    light = Image.new("CMYK", (4, 4), (255, 255, 0, 100))
    assert press.clamped_picture(light) is light
    heavy = Image.new("CMYK", (4, 4), (255, 255, 255, 255))
    heavy.putpixel((0, 0), (10, 20, 30, 40))
    clamped = np.asarray(press.clamped_picture(heavy)).astype(int)
    assert clamped.sum(axis=2).max() <= 300 * 2.55
    assert tuple(clamped[0, 0]) == (10, 20, 30, 40)
    assert clamped[1, 1, 3] == 255


def test_between_inks_and_neutrals_no_third_ink_comes_in(press: Press) -> None:
    rgb = [v / 255 for v in RED.rgb]
    way = press.between(rgb, (1, 1, 1), [i / 8 for i in range(9)])
    assert way[0] == (0.1, 0.95, 0.85, 0.05) and way[-1] == (0, 0, 0, 0)
    for c, m, y, k in way[:-1]:
        assert c / m == pytest.approx(10 / 95, abs=0.01)
        assert y / m == pytest.approx(85 / 95, abs=0.01)
        assert k / m == pytest.approx(5 / 95, abs=0.01)
    assert [m for _, m, _, _ in way] == sorted((m for _, m, _, _ in way), reverse=True)


def test_between_neutrals_there_is_black_alone(press: Press) -> None:
    way = press.between((0, 0, 0), (1, 1, 1), [i / 8 for i in range(9)])
    assert all(inks[:3] == (0, 0, 0) for inks in way)
    assert way[4] == press.from_grey(0.5)
