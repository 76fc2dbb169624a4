"""Who a finished PDF is: information, XMP, identifiers, output intents, page labels.

Nothing here asks the clock or chance: times are the issue's date, identifiers are uuid5 of what
the edition is and of what went into it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from spp_press.editions.record import Record
from spp_press.editions.xmp import Localised, Ordered, Property, Unordered, packet
from spp_press.printers import Printer

MAKER = "spp-press"
REGISTRY = "http://www.color.org"


def identify(
    pdf: pikepdf.Pdf, record: Record, edition: str, inputs: Iterable[bytes], *more: Property
) -> None:
    """Write information and XMP: the issue's, and ``more`` that the edition's standards want.

    ``inputs`` is all that the edition was made of: a file of other inputs is another instance.
    """
    digest = hashlib.sha256()
    for part in inputs:
        digest.update(hashlib.sha256(part).digest())
    document = uuid5(NAMESPACE_URL, f"{MAKER}:{record.bulletin}:{record.identifier}:{edition}")
    engine = str(pdf.docinfo.get("/Producer", ""))
    producer = f"{MAKER} ({engine})" if engine else MAKER
    properties: list[Property] = [
        ("dc", "format", "application/pdf"),
        ("dc", "title", Localised(record.title, record.lang)),
        ("dc", "creator", Ordered((record.editor,))),
        ("dc", "publisher", Unordered((record.publisher,))),
        ("dc", "identifier", record.identifier),
        ("dc", "language", Unordered((record.lang,))),
        ("dc", "date", Ordered((record.iso_time,))),
        ("dc", "relation", Unordered((record.series,))),
        ("xmp", "CreatorTool", MAKER),
        ("xmp", "CreateDate", record.iso_time),
        ("xmp", "ModifyDate", record.iso_time),
        ("xmp", "MetadataDate", record.iso_time),
        ("xmpMM", "DocumentID", f"uuid:{document}"),
        ("xmpMM", "InstanceID", f"uuid:{uuid5(document, digest.hexdigest())}"),
        ("xmpMM", "RenditionClass", "default"),
        ("xmpMM", "VersionID", "1"),
        ("pdf", "Producer", producer),
        ("prism", "publicationName", record.bulletin),
        ("prism", "number", record.number),
        ("prism", "issueIdentifier", record.identifier if record.bulletin else ""),
        ("prism", "coverDisplayDate", record.cover_date if record.label else ""),
        ("bulletin", "cumulativeNumber", record.cumulative),
        *more,
    ]
    metadata = pdf.make_stream(packet(properties))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata
    _inform(pdf, record, producer)
    pdf.Root.Lang = String(record.lang)
    label_pages(pdf, record.page_labels)


def _inform(pdf: pikepdf.Pdf, record: Record, producer: str) -> None:
    del pdf.docinfo
    texts = {
        "/Title": record.title,
        "/Author": record.editor,
        "/Creator": MAKER,
        "/Producer": producer,
        "/CreationDate": record.pdf_time,
        "/ModDate": record.pdf_time,
    }
    for key, text in texts.items():
        if text:
            pdf.docinfo[key] = String(text)


def intend_screen(pdf: pikepdf.Pdf, profile: bytes) -> None:
    """The output intent of an sRGB file for PDF/A (ISO 19005-3, 6.2.3)."""
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
                RegistryName=String(REGISTRY),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=_profile(pdf, profile, 3),
            )
        ]
    )


def intend_print(pdf: pikepdf.Pdf, printer: Printer, kinds: Sequence[str]) -> None:
    """The printing condition, for each of ``kinds`` (``GTS_PDFX``, ``GTS_PDFA1``): one profile."""
    profile = _profile(pdf, printer.profile, 4)
    pdf.Root.OutputIntents = Array(
        [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name(f"/{kind}"),
                    OutputConditionIdentifier=String(printer.condition),
                    OutputCondition=String(printer.describes),
                    RegistryName=String(REGISTRY),
                    Info=String(printer.describes),
                    DestOutputProfile=profile,
                )
            )
            for kind in kinds
        ]
    )


def label_pages(pdf: pikepdf.Pdf, labels: Sequence[str]) -> None:
    """Page labels (ISO 32000-1, 12.4.2): numbers that follow each other share one range."""
    if not labels:
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        return
    ranges = Array()
    expected = None
    for index, label in enumerate(labels):
        if label.isdecimal() and str(int(label)) == label:
            if label != expected:
                ranges.append(index)
                ranges.append(Dictionary(S=Name.D, St=int(label)))
            expected = str(int(label) + 1)
        else:
            ranges.append(index)
            ranges.append(Dictionary(P=String(label)))
            expected = None
    pdf.Root.PageLabels = Dictionary(Nums=ranges)


def saved(pdf: pikepdf.Pdf, version: str, *, object_streams: bool = True) -> bytes:
    """The file's bytes; its ID is made of its content."""
    file = BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if object_streams else pikepdf.ObjectStreamMode.disable
    pdf.save(
        file,
        force_version=version,
        deterministic_id=True,
        object_stream_mode=mode,
        fix_metadata_version=False,  # the packet stays as it was written
    )
    return file.getvalue()


def _profile(pdf: pikepdf.Pdf, profile: bytes, channels: int) -> pikepdf.Object:
    stream = pdf.make_stream(b"")
    stream.write(_compressed(profile), filter=Name.FlateDecode)
    stream.N = channels
    return stream


@lru_cache(maxsize=4)
def _compressed(profile: bytes) -> bytes:
    return zlib.compress(profile, 6)
