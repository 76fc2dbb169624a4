"""The screen edition: PDF/A-3a and PDF/UA-1 in one file (ISO 19005-3, ISO 14289-1).

The drawn pages cropped to the trim, in sRGB, read out in order, with the issue's sources inside.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from hashlib import md5
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from spp_press.editions.boxes import crop_to_trim
from spp_press.editions.identity import identify, intend_screen, saved
from spp_press.editions.pictures import (
    SCREEN_PPI,
    Darkroom,
    Picture,
    for_screen,
    forbid_interpolation,
    read,
    write,
)
from spp_press.editions.placement import picture_sizes, pixels_for
from spp_press.editions.record import Attachment, Record
from spp_press.editions.srgb import SRGB
from spp_press.editions.structure import mend_structure


def screen_edition(
    drawn: bytes, record: Record, kept: MutableMapping[str, bytes] | None = None
) -> bytes:
    """The screen edition of a ``drawn`` tagged RGB PDF.

    ``kept`` holds converted pictures by content between calls. The same input gives the same bytes.
    """
    pdf = pikepdf.open(BytesIO(drawn))
    _resample(pdf, kept)
    crop_to_trim(pdf)
    mend_structure(pdf, record.page_labels)
    _attach(pdf, record)
    intend_screen(pdf, SRGB.read_bytes())
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if "/Outlines" in pdf.Root:
        pdf.Root.PageMode = Name.UseOutlines
    inputs = (drawn, *(repr(source).encode() for source in record.sources))
    identify(
        pdf, record, "screen", inputs,
        ("pdfaid", "part", "3"),
        ("pdfaid", "conformance", "A"),
        ("pdfuaid", "part", "1"),
    )  # fmt: skip
    return saved(pdf, "1.7")


def _resample(pdf: pikepdf.Pdf, kept: MutableMapping[str, bytes] | None) -> None:
    """Pictures at 150 ppi of the largest size that they have on a page; masks with them."""
    streams: dict[int, Stream] = {}
    pictures: dict[int, Picture] = {}
    sizes: dict[int, tuple[int, int]] = {}
    for number, printed in picture_sizes(pdf).items():
        stream = pdf.get_object((number, 0))
        if not isinstance(stream, Stream) or (picture := read(stream)) is None:
            continue
        size = screen_pixels((picture.width, picture.height), printed)
        streams[number], pictures[number], sizes[number] = stream, picture, size
        mask = stream.get("/SMask")
        if isinstance(mask, Stream) and (soft := read(mask)) is not None:
            inner = mask.objgen[0]
            streams[inner], pictures[inner], sizes[inner] = mask, soft, size
    developed = Darkroom(kept).develop(
        pictures,
        lambda number, picture: for_screen(picture, sizes[number]),
        lambda number: ("screen", sizes[number]),
    )
    for number, picture in developed.items():
        write(streams[number], picture)
    forbid_interpolation(pdf)


def screen_pixels(size: tuple[int, int], printed: tuple[float, float]) -> tuple[int, int]:
    """How many pixels of ``size`` a picture keeps that is ``printed`` so large, in points."""
    return pixels_for(size, printed, SCREEN_PPI)


def _attach(pdf: pikepdf.Pdf, record: Record) -> None:
    """Embed the sources (ISO 19005-3, 6.8): named, described, dated, and said to be the source."""
    if not record.sources:
        return
    files = [
        pdf.make_indirect(_file(pdf, source, record.pdf_time))
        for source in sorted(record.sources, key=lambda source: bytes(String(source.name)))
    ]
    listed = Array()
    for file in files:
        listed.append(file.UF)
        listed.append(file)
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=listed)
    pdf.Root.AF = Array(files)


def _file(pdf: pikepdf.Pdf, source: Attachment, time: str) -> Dictionary:
    stream = pdf.make_stream(source.data)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name(f"/{source.mime}")
    stream.Params = Dictionary(
        Size=len(source.data),
        CreationDate=String(time),
        ModDate=String(time),
        CheckSum=String(md5(source.data, usedforsecurity=False).digest()),
    )
    return Dictionary(
        Type=Name.Filespec,
        F=String(source.name),
        UF=String(source.name),
        EF=Dictionary(F=stream, UF=stream),
        Desc=String(source.description),
        AFRelationship=Name.Source,
    )
