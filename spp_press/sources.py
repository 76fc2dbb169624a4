"""An issue → what the screen edition carries of it, so that the issue can be made from it again.

Text, settings and drawings are there as they were read; pictures as a screen needs them; the
style, the fonts and the printer by their SHA-256, in the manifest.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, MutableMapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

import pikepdf
from pikepdf import Dictionary, Stream
from PIL import Image

from spp_press import __version__
from spp_press.editions import Attachment
from spp_press.editions.pictures import SCREEN_QUALITY, Darkroom, Picture, for_screen, read
from spp_press.editions.placement import picture_sizes
from spp_press.editions.screen import screen_pixels
from spp_press.inventory import inputs_of
from spp_press.issue import Issue
from spp_press.manuscript import asset_url
from spp_press.pictures import SUFFIXES
from spp_press.pictures import Picture as Original
from spp_press.preflight import names_in_pdf
from spp_press.printers import Printer
from spp_press.styles import Style

MANIFEST = "manifest.json"

_KINDS = {suffix: kind for kind in SUFFIXES if kind != "MPO" for suffix in SUFFIXES[kind]}
_LOSSY = frozenset({"JPEG", "WEBP", "AVIF"})
_DESCRIBED = {
    ".toml": ("application/toml", "设置"),
    ".md": ("text/markdown", "文章"),
    ".txt": ("text/plain", "词表"),
    ".csv": ("text/csv", "表格"),
    ".svg": ("image/svg+xml", "图"),
}

Size = tuple[int, int]


class _Reduced(NamedTuple):
    """A picture as a screen needs it, and its sizes in pixels, as drawn from and now."""

    data: bytes
    before: Size
    after: Size


def sources_of(
    issue: Issue, style: Style, printer: Printer, drawn: bytes, kept: MutableMapping[str, bytes]
) -> tuple[Attachment, ...]:
    """What the screen edition of an issue carries; ``drawn`` is its pages' PDF.

    ``kept`` holds converted pictures by content; the same as the screen edition's own.
    """
    home = f"issues/{issue.identifier}/"
    attached = [
        Attachment(name, data, *_DESCRIBED[PurePosixPath(name).suffix.lower()])
        for name, data in issue.sources.items()
    ]
    reduced = {}
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        shown = _shown(issue, pdf, kept)
    for name, asset in issue.assets.items():
        if not isinstance(asset, Original):
            continue
        picture = _as_shown(asset, shown.get(name), kept)
        attached.append(Attachment(home + name, picture.data, _mime(_kind(name)), "图片"))
        if picture.data != asset.data:
            reduced[name] = {"from": picture.before, "to": picture.after}
    return (*attached, _manifest(issue, style, printer, reduced))


def _manifest(
    issue: Issue, style: Style, printer: Printer, reduced: dict[str, dict[str, Size]]
) -> Attachment:
    said = {
        "press": __version__,
        "issue": issue.identifier,
        "style": style.name,
        "printer": printer.name,
        "inputs": inputs_of(issue, style, printer),
        "reduced": reduced,
    }
    data = json.dumps(said, ensure_ascii=False, indent=1).encode()
    return Attachment(MANIFEST, data, "application/json", "清单：版式、字体、图片")


def _shown(
    issue: Issue, pdf: pikepdf.Pdf, kept: MutableMapping[str, bytes]
) -> dict[str, tuple[Picture, Size]]:
    """Each picture that is on a page, by name: as the screen edition has it, from what size."""
    names = names_in_pdf({asset_url(name): name for name in issue.assets})
    streams = {names[key]: stream for key, stream in _pictures(pdf) if key in names}
    numbers = {stream.objgen[0]: name for name, stream in streams.items()}
    sizes = picture_sizes(pdf)
    pictures = {
        number: picture
        for number, name in numbers.items()
        if number in sizes and (picture := read(streams[name])) is not None
    }
    wanted = {n: screen_pixels((p.width, p.height), sizes[n]) for n, p in pictures.items()}
    developed = Darkroom(kept).develop(
        pictures,
        lambda number, picture: for_screen(picture, wanted[number]),
        lambda number: ("screen", wanted[number]),
    )
    return {
        numbers[number]: (picture, (pictures[number].width, pictures[number].height))
        for number, picture in developed.items()
    }


def _pictures(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Stream]]:
    """Each picture with its name, wherever it is used."""
    seen = set()
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary | Stream):
            continue
        resources = thing.get("/Resources", thing)
        if not isinstance(resources, Dictionary) or resources.objgen in seen:
            continue
        if resources.is_indirect:  # all pages share one dictionary
            seen.add(resources.objgen)
        for key, picture in resources.get("/XObject", Dictionary()).items():
            if isinstance(picture, Stream) and picture.get("/Subtype") == "/Image":
                yield key[1:], picture


def _as_shown(
    asset: Original, shown: tuple[Picture, Size] | None, kept: MutableMapping[str, bytes]
) -> _Reduced:
    """The file of ``asset`` that goes into the edition; its kind is what its name says."""
    kind = _kind(asset.name)
    full = asset.width, asset.height
    picture, before = shown or (None, full)
    after = (picture.width, picture.height) if picture else full
    if asset.mime == _mime(kind) and after == before:
        return _Reduced(asset.data, full, full)
    if kind == "JPEG" and picture and picture.encoding == "DCTDecode":
        return _Reduced(picture.data, before, after)
    key = sha256(repr(("source", kind, after)).encode() + asset.data).hexdigest()
    if (data := kept.get(key)) is None:
        data = kept[key] = _encoded(asset.data, kind, after)
    return _Reduced(data, before, after)


def _encoded(data: bytes, kind: str, size: Size) -> bytes:
    image: Image.Image = Image.open(io.BytesIO(data))
    profile = image.info.get("icc_profile")
    if size != image.size:
        if image.mode not in ("L", "LA", "RGB", "RGBA", "CMYK"):
            image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        image = image.resize(size, Image.Resampling.LANCZOS)
    options: dict[str, object] = {"quality": SCREEN_QUALITY} if kind in _LOSSY else {}
    file = io.BytesIO()
    image.save(file, kind, **options, **({"icc_profile": profile} if profile else {}))
    return file.getvalue()


def _kind(name: str) -> str:
    return _KINDS[PurePosixPath(name).suffix.lower()]


def _mime(kind: str) -> str:
    return "image/jp2" if kind == "JPEG2000" else f"image/{kind.lower()}"
