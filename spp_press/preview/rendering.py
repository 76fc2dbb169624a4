"""The drawn pages → pictures of them, in a process of its own: what she sees is what prints.

A page's ``digest`` is that of its pixels at 96 ppi; two builds give an unchanged page the same one,
so that nothing of it is fetched or drawn again.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image

from spp_press.preview.messages import (
    LARGEST,
    SCREEN,
    EyeReply,
    EyeRequest,
    Load,
    Render,
    Rendered,
    Survey,
    Surveyed,
)

THUMB = 176  # pixels across


class Renderer:
    """Answers requests about the last PDF that it was given."""

    def __init__(self) -> None:
        self._pdf: pypdfium2.PdfDocument | None = None
        self._numbers: tuple[int, ...] = ()

    def __call__(self, request: EyeRequest) -> Iterator[EyeReply]:
        """The reply to ``request``; none to Load."""
        match request:
            case Load():
                if self._pdf is not None:
                    self._pdf.close()
                self._pdf = pypdfium2.PdfDocument(request.pdf)
                self._numbers = request.numbers
            case Survey():
                yield self._survey(request)
            case Render():
                yield Rendered(_png(self._image(request.number, request.scale)))

    def _survey(self, survey: Survey) -> Surveyed:
        image = self._image(survey.number, SCREEN)
        digest = hashlib.sha256(b"%dx%d" % image.size + image.tobytes()).hexdigest()[:32]
        thumb = _png(_thumb(image, survey.bleed * SCREEN))
        if survey.scale is not None and survey.scale != SCREEN:
            image = self._image(survey.number, survey.scale)
        return Surveyed(digest, thumb, None if survey.scale is None else _png(image))

    def _image(self, number: int, scale: float) -> Image.Image:
        assert self._pdf is not None
        page = self._pdf[self._numbers.index(number)]
        image: Image.Image = (
            page.render(scale=min(scale, LARGEST), rev_byteorder=True).to_pil().convert("RGB")
        )
        page.close()
        return image


def _thumb(image: Image.Image, bleed: float) -> Image.Image:
    box = (bleed, bleed, image.width - bleed, image.height - bleed)
    size = (THUMB, round(THUMB * (box[3] - box[1]) / (box[2] - box[0])))
    return image.resize(size, Image.Resampling.BOX, box, reducing_gap=2)


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)  # it goes no further than this machine
    return buffer.getvalue()
