"""Whether pictures have the pixels for the size they are printed at."""

from __future__ import annotations

import math
from collections.abc import Mapping
from hashlib import md5

from spp_press.editions.placement import POINTS_PER_INCH, sides
from spp_press.preflight.limits import BITMAP_LEAST, PICTURE_LEAST, SAME_RESOLUTION
from spp_press.preflight.marks import Picture
from spp_press.preflight.proof import MM, Finding, Page, PressProof
from spp_press.problems import Severity


def names_in_pdf(addresses: Mapping[str, str]) -> dict[str, str]:
    """The names that pictures have in a PDF that WeasyPrint drew, by their ``addresses`` there.

    WeasyPrint 70 hashes the address, and adds whether the picture may be smoothed.
    """
    return {
        f"i{md5(address.encode(), usedforsecurity=False).hexdigest()}{smooth}": name
        for address, name in addresses.items()
        for smooth in (0, 1)
    }


def has_the_pixels(proof: PressProof) -> None:
    """Pictures have 150 ppi, unless accepted; better, what the printer asks for (GWG 2015)."""
    wanted = proof.printer.resolution
    for page in proof.pages:
        coarse, soft = [], []
        for mark in page.printed:
            if not isinstance(mark, Picture) or mark.bits == 1:
                continue
            name = proof.pictures.get(mark.name, mark.name)
            measured = resolution(mark)
            if measured < PICTURE_LEAST - SAME_RESOLUTION:
                if not {name, mark.name} & proof.accepted:
                    coarse.append(_finding(page, mark, name, measured, PICTURE_LEAST))
            elif measured < wanted - SAME_RESOLUTION:
                soft.append(_finding(page, mark, name, measured, wanted))
        proof.note(Severity.ERROR, "proof-picture", coarse)
        proof.note(Severity.WARNING, "proof-picture-soft", soft)


def has_sharp_bitmaps(proof: PressProof) -> None:
    """One bit a pixel needs finer pixels: it has no greys to soften its edges (GWG 2015)."""
    for page in proof.pages:
        findings = [
            _finding(page, mark, proof.pictures.get(mark.name, mark.name), measured, BITMAP_LEAST)
            for mark in page.printed
            if isinstance(mark, Picture) and mark.bits == 1
            if (measured := resolution(mark)) < BITMAP_LEAST - SAME_RESOLUTION
        ]
        proof.note(Severity.ERROR, "proof-bitmap", findings)


def resolution(mark: Picture) -> float:
    """Pixels an inch, on the side that has fewer of them; a picture without a size has all."""
    each = [
        pixels * POINTS_PER_INCH / side
        for pixels, side in zip(mark.pixels, sides(mark.matrix), strict=True)
        if side
    ]
    return min(each, default=float("inf"))


def _finding(page: Page, mark: Picture, name: str, measured: float, limit: float) -> Finding:
    wide, high = (math.floor(pixels * POINTS_PER_INCH / MM / limit) for pixels in mark.pixels)
    values = {
        "picture": name,
        "measured": f"{measured:.0f}",
        "limit": f"{limit:g}",
        "size": f"{wide}×{high}",
    }
    return Finding(page, mark.box, values, -measured)


RULES = (has_the_pixels, has_sharp_bitmaps)
