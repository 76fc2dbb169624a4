"""The runs of a Word paragraph → spans, and what floats in it: pictures, text boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from spp_press.importing.package import Package
from spp_press.importing.spans import Span, escape
from spp_press.importing.wordstyles import Styles, is_on, value
from spp_press.manuscript.addresses import is_allowed, tracker_site
from spp_press.problems import Place, Report
from spp_press.reading import shown

_HYPERLINK = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]*)"')
SYMBOLS = {
    "F0A7": "▪", "F0B7": "•", "F06C": "●", "F06E": "■", "F0D8": "➢", "F0FC": "✓", "F0FB": "✗",
    "F0FE": "☑", "F052": "☑", "F0A8": "☐", "F06F": "☐", "F0E0": "→", "F0E8": "→",
}  # fmt: skip
MISSING = "〓"
"""What a compositor sets for a sort that is missing."""

_IGNORED = {
    "w:pPr", "w:rPr", "w:proofErr", "w:bookmarkStart", "w:bookmarkEnd", "w:lastRenderedPageBreak",
    "w:annotationRef", "w:footnoteRef", "w:endnoteRef", "w:separator", "w:continuationSeparator",
    "w:softHyphen", "w:sectPr", "w:permStart", "w:permEnd", "w:sdtPr", "w:sdtEndPr", "w:fldData",
    "w:smartTagPr", "w:customXmlPr", "w:ctrlPr", "m:ctrlPr", "m:rPr",
}  # fmt: skip
_DELETED = {"w:del", "w:moveFrom"}
_INSERTED = {"w:ins", "w:moveTo"}
_SILENT_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}


@dataclass
class _Field:
    instruction: str = ""
    shows: bool = False


@dataclass
class Tracked:
    """What was inserted and deleted in one paragraph, where changes were tracked."""

    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)


@dataclass
class Content:
    """A paragraph's own: its spans, and the elements of what floats, each after some characters."""

    spans: list[Span] = field(default_factory=list)
    floats: list[tuple[int, Element]] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    breaks: bool = False
    tracked: Tracked = field(default_factory=Tracked)
    in_contents: bool = False

    @property
    def size(self) -> float:
        """The size, pt, that most of the characters are given in their runs; 0 if in none."""
        return max(self.sizes, key=lambda size: self.sizes[size], default=0.0)


class Runs:
    """Reads paragraphs one after the other; fields and comments may go over several of them."""

    def __init__(self, package: Package, part: str, styles: Styles, report: Report) -> None:
        self._package = package
        self._relations = package.relations(part)
        self._styles = styles
        self._report = report
        self._place = Place(package.file)
        self._fields: list[_Field] = []
        self._comments: dict[str, list[str]] = {}
        self._content = Content()
        self.commented: dict[str, str] = {}
        self.struck = self.highlighted = self.formulas = 0
        self.hidden: list[str] = []
        self.note_calls: Callable[[str, str], str] = lambda kind, identifier: ""

    def read(self, paragraph: Element) -> Content:
        """The content of a ``w:p``."""
        self._content = Content(in_contents=self._in_contents())
        self._children(paragraph, Span(""))
        self._content.in_contents |= self._in_contents()
        return self._content

    def _in_contents(self) -> bool:
        return any(re.match(r"\s*TOC\b", f.instruction) for f in self._fields)

    def _children(self, element: Element, look: Span) -> None:
        for each in element:
            self._element(each, look)

    def _element(self, element: Element, look: Span) -> None:
        tag = element.tag
        if tag in _IGNORED:
            return
        if tag in ("w:t", "m:t"):
            self._text(element.text or "", look)
        elif tag == "w:r":
            self._run(element, look)
        elif tag in _CHARACTERS:
            self._text(_CHARACTERS[tag], look)
        elif tag == "w:br":
            self._break(element, look)
        elif tag in _DELETED:
            self._deleted(element)
        elif tag in _INSERTED:
            self._content.tracked.inserted.append(_words(element))
            self._children(element, look)
        elif tag == "w:hyperlink":
            self._children(element, self._linked(element, look))
        elif tag == "w:fldSimple":
            self._simple_field(element, look)
        elif tag == "w:fldChar":
            self._field_character(element)
        elif tag == "w:instrText":
            if self._fields:
                self._fields[-1].instruction += element.text or ""
        elif tag in ("w:footnoteReference", "w:endnoteReference"):
            self._raw(self.note_calls(tag[2:-9], element.get("w:id", "")))
        elif tag == "w:sym":
            self._symbol(element, look)
        elif tag == "w:ruby":
            self._ruby(element)
        elif tag in ("w:drawing", "w:pict", "w:object"):
            self._content.floats.append((self._length(), element))
        elif tag == "mc:AlternateContent":
            chosen = element.find("mc:Choice")
            if chosen is None or not len(chosen):
                chosen = element.find("mc:Fallback")
            if chosen is not None:
                self._children(chosen, look)
        elif tag == "w:commentRangeStart":
            self._comments[element.get("w:id", "")] = []
        elif tag == "w:commentRangeEnd":
            words = self._comments.pop(element.get("w:id", ""), [])
            self.commented[element.get("w:id", "")] = "".join(words)
        elif tag in ("m:oMath", "m:oMathPara"):
            self.formulas += tag == "m:oMath"
            self._children(element, look)
        else:  # a content control, a smart tag, what is not known: its text is text
            self._children(element, look)

    def _run(self, run: Element, look: Span) -> None:
        if is_on(run, "w:rPr", "w:vanish"):
            self.hidden.append(_words(run))
        else:
            size = value(run, "w:rPr", "w:sz")
            if size and size.isdecimal():
                self._content.sizes[int(size) / 2] += len(_words(run))
            self._children(run, self._look(run, look))

    def _length(self) -> int:
        return sum(len(span.text.strip()) for span in self._content.spans)

    def _shows(self) -> bool:
        """Whether this is to be seen: the result of a field, and not its instruction."""
        return all(f.shows and not _is_silent(f) for f in self._fields)

    def _text(self, text: str, look: Span) -> None:
        if not text or not self._shows():
            return
        link = look.link or next((a for f in self._fields if (a := self._field_link(f))), "")
        self._content.spans.append(replace(look, text=text, link=link))
        for words in self._comments.values():
            words.append(text)

    def _raw(self, notation: str) -> None:
        if notation and self._shows():
            self._content.spans.append(Span(notation, raw=True))

    def _break(self, element: Element, look: Span) -> None:
        if element.get("w:type") in ("page", "column"):
            self._content.breaks = True
        else:
            self._text("\n", look)

    def _look(self, run: Element, look: Span) -> Span:
        properties = run.find("w:rPr")
        if properties is None:
            return look
        self.struck += bool(is_on(properties, "w:strike") or is_on(properties, "w:dstrike"))
        self.highlighted += value(properties, "w:highlight") not in (None, "none")
        bold = is_on(properties, "w:b")
        if bold is None:
            bold = look.bold or self._styles.is_bold(value(properties, "w:rStyle"))
        emphasis = is_on(properties, "w:i") or value(properties, "w:em") not in (None, "none")
        underline = value(properties, "w:u") not in (None, "none") and not look.link
        return replace(
            look,
            bold=bold,
            emphasis=bool(emphasis),
            underline=underline and not self._in_link(),
            script=script(properties),
        )

    def _in_link(self) -> bool:
        return any(f.instruction.strip().startswith("HYPERLINK") for f in self._fields)

    def _linked(self, element: Element, look: Span) -> Span:
        relation = self._relations.get(element.get("r:id", ""))
        if relation is None or not relation.external:
            return look  # to a bookmark
        return replace(look, link=self._address(relation.target), underline=False)

    def _field_link(self, found: _Field) -> str:
        match = _HYPERLINK.search(found.instruction)
        return self._address(match[1]) if match and "\\l" not in match[0] else ""

    def _address(self, address: str) -> str:
        """``address`` as a link's target, or nothing where the press allows none."""
        site = tracker_site(address)
        if site:
            self._report.warning("import-tracker", self._place, site=site)
            return ""
        if not is_allowed(address):
            self._report.warning("import-link", self._place, address=shown(address))
            return ""
        return re.sub(r"[\s()<>]", lambda m: f"%{ord(m[0]):02X}", address.strip())

    def _simple_field(self, element: Element, look: Span) -> None:
        self._fields.append(_Field(element.get("w:instr", ""), shows=True))
        self._children(element, look)
        self._fields.pop()

    def _field_character(self, element: Element) -> None:
        kind = element.get("w:fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].shows = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _deleted(self, element: Element) -> None:
        words = _words(element)
        if words:
            self._content.tracked.deleted.append(words)

    def _symbol(self, element: Element, look: Span) -> None:
        code = element.get("w:char", "").upper()
        known = SYMBOLS.get(code)
        if known is None:
            font = shown(element.get("w:font", "-"))
            self._report.warning("import-symbol", self._place, code=code, font=font)
        self._text(known or MISSING, look)

    def _ruby(self, element: Element) -> None:
        base = "".join(_words(each) for each in element.iter("w:rubyBase"))
        reading = "".join(_words(each) for each in element.iter("w:rt"))
        self._raw(f"<ruby>{escape(base)}<rt>{escape(reading)}</rt></ruby>")


def script(properties: Element) -> str:
    """``sub`` or ``sup``; LibreOffice writes them as smaller characters on another line."""
    aligned = value(properties, "w:vertAlign")
    raised = value(properties, "w:position") or "0"
    if aligned in ("subscript", "superscript"):
        return aligned[:3]
    if value(properties, "w:sz") is None or raised == "0":
        return ""
    return "sub" if raised.startswith("-") else "sup"


def _is_silent(found: _Field) -> bool:
    words = found.instruction.split(maxsplit=1)
    return bool(words) and words[0].upper() in _SILENT_FIELDS


def _words(element: Element) -> str:
    return "".join(e.text or "" for e in element.iter() if e.tag in ("w:t", "w:delText", "m:t"))
