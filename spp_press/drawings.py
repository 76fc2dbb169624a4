"""SVG text → vetted text that draws nothing but itself.

Only elements that the engine draws are let in, so that nothing of a drawing is lost in silence;
references stay inside the drawing, and all that they unfold to is counted before it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from spp_press.problems import Place, Report
from spp_press.reading import MEGABYTE, decode

DRAWING_CAP = 2 * MEGABYTE
_NODES = 20_000
_WORK = 50_000  # nodes drawn, references followed; a fifth of a millisecond each
_NODE_OF_PATH = 20  # characters of a path that take as long to draw as a node
_LONGEST = {"d": 100_000, "points": 100_000}  # characters; the time grows with their square
_LONGEST_OTHER = 10_000
_STOPS = 200
_MATCHES = 1_000_000  # rules of style sheets to nodes
_SELECTOR = 500  # characters
_DEPTH = 60
_LARGEST = 20_000.0  # px
_FARTHEST = 1_000_000.0  # px; more is no number of a PDF's (ISO 32000-2, C.1)

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_TEXT = {"text", "tspan", "textPath"}
_GROUPS = {"svg", "g", "defs", "use", "symbol", "clipPath", "mask", "marker"}
_PAINTS = {"linearGradient", "radialGradient", "stop", "pattern"}
_SILENT = {"title", "desc", "metadata", "style"}
_ELEMENTS = _SHAPES | _TEXT | _GROUPS | _PAINTS | _SILENT
_PX = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LENGTH = re.compile(r"\s*\+?(\d+(?:\.\d*)?|\.\d+)\s*([a-z]*)\s*")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COLOUR = re.compile(r"#\w+")  # #5e8f8f is no number
_PAINT = re.compile(
    rb"((?:fill|stroke|stop-color)\s*(?:=\s*[\"']|:)\s*)#([0-9a-f]{6})\b", re.IGNORECASE
)
_URL = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE)
_CODING = re.compile(r"<\?xml[^>]*?encoding\s*=\s*['\"]([^'\"]*)")


class Drawing(NamedTuple):
    """A vetted SVG: its bytes (UTF-8), its size in CSS px, all the characters that it draws."""

    name: str
    data: bytes
    width: float
    height: float
    text: str
    mime: str = "image/svg+xml"


def repainted(svg: bytes, colours: Mapping[str, str]) -> bytes:
    """A vetted drawing, what is filled or stroked in a colour of ``colours`` in another.

    Both are six hexadecimal digits, in lower case.
    """

    def paint(found: re.Match[bytes]) -> bytes:
        colour = found[2].decode().lower()
        return found[1] + b"#" + colours.get(colour, colour).encode()

    return _PAINT.sub(paint, svg) if colours else svg


class _Refused(Exception):
    """The drawing holds what is not let in: the catalogue's key, and its detail."""

    def __init__(self, key: str, detail: object = "") -> None:
        super().__init__(key)
        self.key = key
        self.detail = str(detail)[:80]


def vet(name: str, data: bytes, place: Place, report: Report) -> Drawing | None:
    """The drawing in ``data``, or None if an error was noted at ``place``, where it is used."""
    if not data:
        report.error("picture-empty", place, name=name)
        return None
    text = decode(data, name, report)
    if text is None:
        return None
    if coding := _CODING.match(text):  # it has been decoded
        text = text[: coding.start(1)] + "UTF-8" + text[coding.end(1) :]
    try:
        root = _parsed(text)
        _vet_size(root)
        for element in root.iter():
            _vet_element(element)
        _vet_style_sheets(root)
        _Unfolding(root).count()
        width, height = _size(root)
    except _Refused as refused:
        report.error(refused.key, place, name=name, detail=refused.detail)
        return None
    return Drawing(name, text.encode(), width, height, _drawn_text(root))


def _parsed(text: str) -> Element:
    if "<?xml-stylesheet" in text:
        raise _Refused("drawing-outside", "xml-stylesheet")
    try:
        root: Element = fromstring(text.encode(), forbid_dtd=True)
    except DefusedXmlException:
        raise _Refused("drawing-doctype") from None
    except (ParseError, ValueError, RecursionError) as error:
        raise _Refused("drawing-broken", error) from None
    if root.tag != f"{_SVG}svg":
        raise _Refused("drawing-broken", '<svg xmlns="http://www.w3.org/2000/svg">')
    return root


def _vet_size(root: Element) -> None:
    level, count = [root], 0
    for _ in range(_DEPTH):
        count += len(level)
        level = [child for element in level for child in element]
        if not level:
            break
    if level or count > _NODES:
        raise _Refused("drawing-large")


def _vet_element(element: Element) -> None:
    tag = _local(element)
    if tag is not None and tag not in _ELEMENTS:
        raise _Refused("drawing-element", f"<{tag}>")
    for key, value in element.attrib.items():
        name = key.rsplit("}", 1)[-1].lower()
        if name.startswith("on") or key == "{http://www.w3.org/XML/1998/namespace}base":
            raise _Refused("drawing-element", name)
        if name in ("href", "src") and not value.strip().startswith("#"):
            raise _Refused("drawing-outside", value)
        _vet_css(value)
        if len(value) > _LONGEST.get(name, _LONGEST_OTHER):
            raise _Refused("drawing-large")
        if name in ("width", "height", "viewbox", "x", "y", "transform", "font-size"):
            _vet_numbers(value, _LARGEST)
        elif name in ("d", "points", "style") or name.startswith("stroke"):
            _vet_numbers(value, _FARTHEST)
    if sum(_local(child) == "stop" for child in element) > _STOPS:
        raise _Refused("drawing-large")


def _vet_css(css: str) -> None:
    folded = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).lower()
    for _, target in _URL.findall(folded):
        if not target.startswith("#"):
            raise _Refused("drawing-outside", target)
    if len(_URL.findall(folded)) != folded.count("url(") or "src(" in folded or "\\" in css:
        raise _Refused("drawing-outside", css)
    if "var(" in folded:
        raise _Refused("drawing-element", "var()")


def _vet_numbers(value: str, largest: float) -> None:
    bare = _COLOUR.sub("", value)
    if any(abs(float(number)) > largest for number in _NUMBER.findall(bare)):
        raise _Refused("drawing-large")


def _vet_style_sheets(root: Element) -> None:
    gradients = {
        f"#{e.get('id')}" for e in root.iter() if _local(e) in ("linearGradient", "radialGradient")
    }
    rules = 0
    for element in root.iter(f"{_SVG}style"):
        css = "".join(element.itertext())
        _vet_css(css)
        _vet_numbers(css, _FARTHEST)
        rules += css.count("{")
        if any(len(selector) > _SELECTOR for selector in re.findall(r"[^{}]*(?={)", css)):
            raise _Refused("drawing-large")
        if "@" in css:
            raise _Refused("drawing-element", "@" + css.split("@", 1)[1].split("{")[0])
        for _, target in _URL.findall(css):
            if target not in gradients:  # what a selector would unfold cannot be counted
                raise _Refused("drawing-element", f"<style> url({target})")
    if rules and rules * sum(1 for _ in root.iter()) > _MATCHES:
        raise _Refused("drawing-large")


class _Unfolding:
    """Counts what is to be drawn when every reference is followed; refuses circles."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._named = {e.get("id", ""): e for e in root.iter()}
        self._counts: dict[Element, int] = {}
        self._open: set[Element] = set()

    def count(self) -> None:
        if self._of(self._root) > _WORK:
            raise _Refused("drawing-large")

    def _of(self, element: Element) -> int:
        if element in self._open:
            raise _Refused("drawing-circle", element.get("id", ""))
        if element not in self._counts:
            self._open.add(element)
            if len(self._open) > 2 * _DEPTH:
                raise _Refused("drawing-large")
            inner = sum(self._of(child) for child in element)
            outer = sum(self._of(target) * times for target, times in self._targets(element))
            self._open.remove(element)
            work = 1 + _path_length(element) // _NODE_OF_PATH + len((element.text or "").strip())
            self._counts[element] = min(work + inner + outer, _WORK + 1)
        return self._counts[element]

    def _targets(self, element: Element) -> Iterator[tuple[Element, int]]:
        """What ``element`` refers to, and how often it is drawn: a marker at every vertex."""
        for key, value in element.attrib.items():
            if key.rsplit("}", 1)[-1] == "href":
                yield from ((target, 1) for target in self._known(value.strip()))
            for _, reference in _URL.findall(value):
                for target in self._known(reference):
                    is_marker = _local(target) == "marker"
                    yield target, _vertices(element) if is_marker else 1

    def _known(self, reference: str) -> Iterator[Element]:
        if reference[1:] in self._named:
            yield self._named[reference[1:]]


def _path_length(element: Element) -> int:
    return len(element.get("d", "")) + len(element.get("points", ""))


def _vertices(element: Element) -> int:
    """No fewer than the vertices of the paths below ``element``, which inherit its markers."""
    drawn = (e.get("d", "") + e.get("points", "") for e in element.iter())
    return sum(len(_NUMBER.findall(data)) for data in drawn) + 2


def _size(root: Element) -> tuple[float, float]:
    """CSS px, from width and height or else from the viewBox."""
    box = [float(n) for n in _NUMBER.findall(root.get("viewBox", ""))]
    fallback = tuple(box[2:]) if len(box) == 4 else (0.0, 0.0)
    sides = []
    for name, of_box in zip(("width", "height"), fallback, strict=True):
        found = _LENGTH.fullmatch(root.get(name, ""))
        px = _PX.get(found[2]) if found else None
        sides.append(float(found[1]) * px if found and px else of_box)
    width, height = sides
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        raise _Refused("drawing-size")
    return width, height


def _drawn_text(root: Element) -> str:
    """The characters of the text elements, in the order of the file."""
    drawn: list[str] = []

    def gather(element: Element, inside: bool) -> None:
        tag = _local(element)
        inside = (inside or tag == "text") and tag not in _SILENT
        if inside:
            drawn.append(element.text or "")
        for child in element:
            gather(child, inside)
            if inside:
                drawn.append(child.tail or "")

    gather(root, False)
    return " ".join("".join(drawn).split())


def _local(element: Element) -> str | None:
    """The name of an SVG element; None for one of a foreign name space, which is not drawn."""
    tag = str(element.tag)
    return tag.removeprefix(_SVG) if tag.startswith(_SVG) else None
