"""A finished PDF → a small picture of its first page."""

from __future__ import annotations

import io

WIDTH = 360  # pixels: twice what the page shows it at
_COLOURS = 128


def cover_of(pdf: bytes) -> bytes:
    """The first page of ``pdf`` as PNG, ``WIDTH`` pixels across, in 128 colours."""
    import pypdfium2
    from PIL import Image

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image: Image.Image = page.render(scale=2 * WIDTH / page.get_width()).to_pil()
        page.close()
    size = (WIDTH, round(image.height * WIDTH / image.width))
    small = image.convert("RGB").resize(size, Image.Resampling.BOX)
    file = io.BytesIO()
    small.quantize(_COLOURS, Image.Quantize.MEDIANCUT).save(file, "PNG", optimize=True)
    return file.getvalue()
