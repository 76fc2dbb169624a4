"""What is drawn in a Word file: its pictures, as they are seen, and the text boxes."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from PIL import Image

from spp_press.importing.content import Block, Document, Kind, Use
from spp_press.importing.package import Package
from spp_press.pictures import PICTURE_CAP, PIXEL_CAP
from spp_press.problems import Place, Report
from spp_press.reading import shown

_MACHINE = re.compile(r"描述已自动生成|Description automatically generated|AI[- ]generated")
_REFERENCES = ("r:embed", "r:id", "r:pict", "r:link")
_WHOLE = 100_000  # a:srcRect counts in thousandths of a percent (ISO/IEC 29500-1, 20.1.8.55)
_CROPPABLE = {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"}


class Drawn:
    """Reads the drawings of one part into ``document``'s pictures."""

    def __init__(self, package: Package, part: str, document: Document, report: Report) -> None:
        self._package = package
        self._relations = package.relations(part)
        self._document = document
        self._report = report
        self._place = Place(package.file)

    def blocks(self, element: Element) -> Iterator[Block]:
        """The pictures of a ``w:drawing``, ``w:pict`` or ``w:object``; text boxes' own apart."""
        alt = self._alt(element)
        found = False
        for each in _outside_boxes(element):
            if each.tag in ("a:blip", "v:imagedata"):
                found = True
                yield from self._picture(each, element, alt)
            elif each.tag in ("c:chart", "dgm:relIds"):
                found = True
                key = "import-chart" if each.tag == "c:chart" else "import-diagram"
                self._report.warning(key, self._place, alt=shown(alt) or "-")
                yield Block(Kind.COMMENT, self._place, f"{key}-here")
        if not found and element.tag == "w:object":
            yield Block(Kind.COMMENT, self._place, "docx-embedded-here")

    def text_boxes(self, element: Element) -> Iterator[Element]:
        """The contents of the text boxes, each once."""
        for each in _outside_boxes(element):
            if each.tag == "w:txbxContent":
                yield each

    def _alt(self, element: Element) -> str:
        for each in element.iter("wp:docPr"):
            alt = " ".join((each.get("descr") or "").split())
            return "" if _MACHINE.search(alt) else alt
        for each in element.iter("v:shape"):
            return " ".join((each.get("alt") or "").split())
        return ""

    def _picture(self, blip: Element, around: Element, alt: str) -> Iterator[Block]:
        vector = next(blip.iter("asvg:svgBlip"), None)
        identifier = next((i for n in _REFERENCES if (i := blip.get(n))), "")
        relation = None
        if vector is not None:
            relation = self._relations.get(vector.get("r:embed", ""))
        if relation is None or relation.external or relation.target not in self._package.parts:
            relation = self._relations.get(identifier)
        if relation is None or relation.external or relation.target not in self._package.parts:
            address = shown(relation.target) if relation else "-"
            self._report.warning("import-linked-picture", self._place, address=address)
            yield Block(Kind.COMMENT, self._place, "import-linked-picture-here")
            return
        data = self._package.read(relation.target, PICTURE_CAP)
        key = posixpath.basename(relation.target)
        crop = next((e for e in around.iter("a:srcRect") if e.attrib), None)
        if crop is not None:
            cropped = self._cropped(key, data, crop)
            if cropped is not None:
                data = cropped
                stem, suffix = posixpath.splitext(key)
                key = f"{stem}-crop-{len(self._document.pictures)}{suffix}"
        self._document.pictures[key] = data
        yield Block(Kind.PICTURE, self._place, picture=Use(key, alt))

    def _cropped(self, key: str, data: bytes, crop: Element) -> bytes | None:
        """The part of a picture that Word shows; what was cut away was not meant to be seen."""
        left, top, right, bottom = (_part(crop.get(side)) for side in "ltrb")
        if (
            posixpath.splitext(key)[1].lower() not in _CROPPABLE
            or min(left, top, right, bottom) < 0
        ):
            self._report.warning("import-crop", self._place, name=shown(key))
            return None
        try:
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > PIXEL_CAP:
                    return None
                kind = image.format or "PNG"
                box = (
                    round(image.width * left),
                    round(image.height * top),
                    round(image.width * (1 - right)),
                    round(image.height * (1 - bottom)),
                )
                if box[2] <= box[0] or box[3] <= box[1]:
                    return None
                profile = image.info.get("icc_profile")
                out = io.BytesIO()
                image.crop(box).save(out, kind, icc_profile=profile, **_quality(kind))
        except Exception:  # a decoder raises whatever its format's code meets: kept whole
            self._report.warning("import-crop", self._place, name=shown(key))
            return None
        self._report.notice("import-cropped", self._place, name=shown(key))
        return out.getvalue()


def _quality(kind: str) -> dict[str, int]:
    return {"quality": 95, "subsampling": 0} if kind == "JPEG" else {}


def _part(text: str | None) -> float:
    try:
        return int(text or "0") / _WHOLE
    except ValueError:
        return 0.0


def _outside_boxes(element: Element) -> Iterator[Element]:
    """All below ``element``, one of alternatives, and not into text boxes."""
    for each in element:
        if each.tag == "mc:AlternateContent":
            chosen = each.find("mc:Choice")
            chosen = each.find("mc:Fallback") if chosen is None or not len(chosen) else chosen
            if chosen is not None:
                yield from _outside_boxes(chosen)
            continue
        yield each
        if each.tag != "w:txbxContent":
            yield from _outside_boxes(each)
