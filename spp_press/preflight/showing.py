"""A page's ink, to look at."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from spp_press.preflight.inking import SIDE, Sheet
from spp_press.preflight.limits import INK_SLACK

RED = (220, 0, 40)


def ink_map(sheet: Sheet, limit: float) -> bytes:
    """A PNG of ``sheet`` in grey; every window with more ink than ``limit`` (of 1) in red."""
    c, m, y, k = sheet.plates
    grey = 1 - np.minimum(0.3 * c + 0.59 * m + 0.11 * y + k, 1)
    shown = np.repeat((255 * (0.25 + 0.75 * grey)).astype(np.uint8)[..., np.newaxis], 3, axis=2)
    marked = np.zeros(grey.shape, dtype=bool)
    for row, column in np.argwhere(sheet.means() > limit + INK_SLACK):
        marked[row : row + SIDE, column : column + SIDE] = True
    shown[marked] = RED
    file = io.BytesIO()
    Image.fromarray(shown).save(file, "PNG")
    return file.getvalue()
