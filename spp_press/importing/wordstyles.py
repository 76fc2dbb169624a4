"""What a Word file's styles and numbering say of its paragraphs (ISO/IEC 29500-1, 17.7, 17.9)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from spp_press.importing.package import Package
from spp_press.numbering import LARGEST, han_number

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TOC = re.compile(r"(?:toc|目录)\s*([1-9])", re.IGNORECASE)
_TITLES = {"title", "标题"}
_CAPTIONS = {"caption", "题注"}
_OFF = {"0", "false", "off"}
_CHAIN = 20  # styles based on styles
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_HAN = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "ideographTraditional",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_LABEL = re.compile(r"%([1-9])")


def child(element: Element | None, *path: str) -> Element | None:
    """The element at ``path`` below ``element``, if both are there."""
    for name in path:
        element = None if element is None else element.find(name)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The ``w:val`` of the element at ``path``."""
    found = child(element, *path)
    return None if found is None else found.get("w:val")


def is_on(element: Element | None, *path: str) -> bool | None:
    """A toggle's state, or None where it is not said."""
    found = child(element, *path)
    return None if found is None else found.get("w:val", "1") not in _OFF


@dataclass(frozen=True)
class ParagraphStyle:
    """A paragraph style, resolved: ``level`` of a heading from 1, 0 for the title."""

    level: int | None = None
    contents: int = 0
    caption: bool = False
    bold: bool = False
    size: float = 0.0
    centred: bool = False
    numbered: tuple[str, int] | None = None


class Styles:
    """The styles of a file, each resolved once."""

    def __init__(self, package: Package) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, ParagraphStyle] = {}
        self.default = ""
        self._size = 10.5  # pt: 五号, Word's own in Chinese
        for part in package.by_kind("styles"):
            root = package.xml(part)
            size = value(root, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:sz")
            self._size = _points(size) or self._size
            for style in root.iter("w:style"):
                identifier = style.get("w:styleId", "")
                self._elements[identifier] = style
                if style.get("w:type") == "paragraph" and style.get("w:default") in ("1", "true"):
                    self.default = identifier

    def paragraph(self, identifier: str | None) -> ParagraphStyle:
        """The style called ``identifier``, or the default one."""
        key = identifier if identifier in self._elements else self.default
        assert key is not None
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def is_bold(self, identifier: str | None) -> bool:
        """Whether a character style is bold."""
        return any(is_on(e, "w:rPr", "w:b") for e in self._chain(identifier or "")[:1])

    def _chain(self, identifier: str) -> list[Element]:
        chain: list[Element] = []
        while identifier in self._elements and len(chain) < _CHAIN:
            chain.append(self._elements[identifier])
            identifier = value(chain[-1], "w:basedOn") or ""
        return chain

    def _resolve(self, identifier: str) -> ParagraphStyle:
        level, contents, caption, numbered = None, 0, False, None
        bold, size, centred = None, 0.0, None
        for element in self._chain(identifier):
            name = (value(element, "w:name") or "").strip()
            properties = child(element, "w:pPr")
            if level is None and not contents and not caption:
                outline = value(properties, "w:outlineLvl")
                if found := _TOC.fullmatch(name):
                    contents = int(found[1])
                elif name.lower() in _CAPTIONS:
                    caption = True
                elif name.lower() in _TITLES:
                    level = 0
                elif found := _HEADING.fullmatch(name):
                    level = int(found[1])
                elif outline and outline.isdecimal() and int(outline) < 9:
                    level = int(outline) + 1
            numbered = numbered or _numbered(properties)
            bold = is_on(element, "w:rPr", "w:b") if bold is None else bold
            size = size or _points(value(element, "w:rPr", "w:sz"))
            centred = value(properties, "w:jc") == "center" if centred is None else centred
        return ParagraphStyle(
            level, contents, caption, bool(bold), size or self._size, bool(centred), numbered
        )


def _numbered(properties: Element | None) -> tuple[str, int] | None:
    number = value(properties, "w:numPr", "w:numId")
    return (number, _whole(value(properties, "w:numPr", "w:ilvl"))) if number else None


def numbering_of(properties: Element | None, style: ParagraphStyle) -> tuple[str, int] | None:
    """A paragraph's list and its level in it; ``numId`` 0 takes a style's list away."""
    own = _numbered(properties)
    if own is None and style.numbered and (level := value(properties, "w:numPr", "w:ilvl")):
        own = style.numbered[0], _whole(level)
    found = own or style.numbered
    return None if found is None or found[0] == "0" else found


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _points(half: str | None) -> float:
    return int(half) / 2 if half and half.isdecimal() else 0.0


@dataclass
class _Level:
    kind: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: Counter[int] = field(default_factory=Counter)


class Numbering:
    """The labels that Word counts by itself, which stand in no paragraph's text."""

    def __init__(self, package: Package) -> None:
        self._lists: dict[str, _List] = {}
        for part in package.by_kind("numbering"):
            root = package.xml(part)
            abstract = {
                element.get("w:abstractNumId"): _List(
                    {
                        _whole(level.get("w:ilvl")): _Level(
                            value(level, "w:numFmt") or "decimal",
                            value(level, "w:lvlText") or "",
                            _whole(value(level, "w:start")),
                        )
                        for level in element.iter("w:lvl")
                    }
                )
                for element in root.findall("w:abstractNum")
            }
            for number in root.findall("w:num"):
                shared = abstract.get(value(number, "w:abstractNumId"), _List())
                own = _List(shared.levels) if child(number, "w:lvlOverride") is not None else shared
                self._lists[number.get("w:numId", "")] = own

    def label(self, identifier: str, level: int) -> str:
        """The next label at ``level``, from 0, of a list; a bullet is ``•``."""
        found = self._lists.setdefault(identifier, _List())
        this = found.levels.get(level, _Level())
        if this.kind == "bullet":
            return "•"
        counts = found.counts
        counts[level] += 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]

        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            its = found.levels.get(at, _Level())
            return _counted(its.kind, max(its.start + max(counts[at], 1) - 1, 0))

        return "" if this.kind == "none" else _LABEL.sub(counted, this.text)


def _counted(kind: str, number: int) -> str:
    if kind in _HAN and 1 <= number <= LARGEST:
        return han_number(number)
    if kind in ("lowerLetter", "upperLetter") and number:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 3 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and number < 40:
        roman, left = "", number
        for worth, letters in _ROMAN:
            roman += letters * (left // worth)
            left %= worth
        return roman.upper() if kind == "upperRoman" else roman
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if kind == "decimalFullWidth":
        return str(number).translate({ord("0") + i: ord("０") + i for i in range(10)})
    return str(number)
