"""The text inside a block → HTML, and the runs of characters that are drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from spp_press.manuscript.addresses import is_allowed, tracker_site, without_trackers
from spp_press.problems import Place, Report
from spp_press.reading import shown

_TAGS = frozenset({"sub", "sup", "u", "mark", "ruby", "rt"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\s*(/?)>")
_EITHER = "“”‘’…—·"  # Chinese or Latin as their neighbours are
_WORDS = ("text", "text_special", "code_inline")
_DEEPEST = 8
_ENOUGH = 100  # messages about one manuscript
_PICTURE = re.compile(r"[!！]\[[^\]]*\][(（]")
_MARKER = re.compile(r"#{1,6}(?=[^\s#＃])|[-*+](?=[㐀-鿿])")
_WIDE_MARKER = re.compile(r"#*＃[#＃]*(?=.)")


@dataclass
class Context:
    """What the writers of one manuscript share: where they are, and what they have met."""

    file: str
    report: Report
    runs: list[tuple[str, Place]] = field(default_factory=list)
    links: list[tuple[str, Place]] = field(default_factory=list)
    note: Callable[[str, Place], str] = lambda label, place: ""

    def place(self, line: int | None) -> Place:
        """A line of the manuscript, from 1."""
        return Place(self.file, line)

    def error(self, key: str, line: int | None, **values: object) -> None:
        """Note what stops the build."""
        if len(self.report.problems) < _ENOUGH:
            self.report.error(key, self.place(line), **values)

    def warning(self, key: str, line: int | None, **values: object) -> None:
        """Note what the author should look at."""
        if len(self.report.problems) < _ENOUGH:
            self.report.warning(key, self.place(line), **values)

    def source(self, line: int | None) -> str:
        """The attribute that says where an element is written."""
        return f' data-source="{escape(str(self.place(line)))}"'

    def without_trackers(self, text: str, line: int | None) -> str:
        """``text``, each tracker's address in it cut to its site, with a warning."""
        text, sites = without_trackers(text)
        for site in sites:
            self.warning("link-tracker", line, site=site)
        return text

    def draw(self, text: str, line: int | None) -> str:
        """``text``, noted as drawn, as HTML."""
        if text:
            self.runs.append((text, self.place(line)))
        return escape(text, quote=False)


def write_inline(
    context: Context, children: Sequence[Token], line: int, *, keep_lines: bool = False
) -> str:
    """The HTML of ``children``, which begin at ``line``; ``keep_lines`` keeps its line ends."""
    return _Writer(context, children, line, keep_lines).html()


def plain(children: Sequence[Token]) -> str:
    """The characters of ``children`` alone, its line ends joined as in print."""
    parts = []
    for i, token in enumerate(children):
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or token.content.startswith("<br"):
            parts.append(joint(children, i))
    return "".join(parts).strip()


class _Writer:
    def __init__(
        self, context: Context, children: Sequence[Token], line: int, keep_lines: bool
    ) -> None:
        self._context = context
        self._children = children
        self._line = line
        self._keep_lines = keep_lines
        self._open: list[str] = []

    def html(self) -> str:
        html = "".join(self._piece(i, token) for i, token in enumerate(self._children))
        if self._open and self._open[-1] in _TAGS:
            self._context.error("html-unclosed", self._line, tag=f"<{self._open[-1]}>")
        return html

    def _piece(self, i: int, token: Token) -> str:
        match token.type:
            case "text":
                return self._text(i, token)
            case "softbreak":
                self._line += 1
                return "<br>" if self._keep_lines else joint(self._children, i)
            case "hardbreak":
                self._line += 1
                return "<br>"
            case "code_inline":
                return f"<code>{self._context.draw(token.content, self._line)}</code>"
            case "em_open" | "strong_open":
                return self._begin(token.tag)
            case "em_close" | "strong_close":
                return self._end(token.tag)
            case "link_open":
                return self._link(i, token)
            case "link_close":
                return self._end("a") if "a" in self._open else self._end("span")
            case "html_inline":
                return self._markup(token.content)
            case "footnote_ref":
                return self._context.note(token.meta["label"], self._context.place(self._line))
            case "image":
                name = shown(str(token.attrs["src"]))
                self._context.error("picture-inline", self._line, name=name)
                return ""
            case other:
                raise AssertionError(other)

    def _text(self, i: int, token: Token) -> str:
        text = token.content = self._context.without_trackers(token.content, self._line)
        if _PICTURE.search(text):
            self._context.error("picture-notation", self._line)
        if "**" in text:
            self._context.warning("emphasis-open", self._line)
        if i == 0 or self._children[i - 1].type in ("softbreak", "hardbreak"):
            text = text.lstrip("\u3000")  # the style indents
            if found := _MARKER.match(text):
                self._context.warning("marker-space", self._line, marker=found[0])
            elif found := _WIDE_MARKER.match(text):
                values = {"marker": found[0], "like": "#" * len(found[0])}
                self._context.warning("marker-wide", self._line, **values)
        return self._context.draw(text, self._line)

    def _begin(self, tag: str, attributes: str = "") -> str:
        self._open.append(tag)
        if len(self._open) == _DEEPEST:
            self._context.error("nested-deep", self._line)
        return f"<{tag}{attributes}>"

    def _end(self, tag: str) -> str:
        if not self._open or self._open[-1] != tag:
            self._context.error("html-crossed", self._line, tag=f"</{tag}>")
            return ""
        self._open.pop()
        return f"</{tag}>"

    def _link(self, i: int, token: Token) -> str:
        address = str(token.attrs["href"])
        site = tracker_site(address)
        if "title" in token.attrs:
            title = shown(str(token.attrs["title"]))
            self._context.warning("link-title", self._line, title=title)
        if site:
            self._context.warning("link-tracker", self._line, site=site)
            label = self._children[i + 1]
            if label.type == "text" and label.content.strip() == address:
                label.content = site
            return self._begin("span")
        if not is_allowed(address):
            self._context.error("link-refused", self._line, address=shown(address))
            return self._begin("span")
        address = normalizeLink(address)
        self._context.links.append((address, self._context.place(self._line)))
        classes = f' class="{token.attrs["class"]}"' if "class" in token.attrs else ""
        return self._begin("a", f'{classes} href="{escape(address)}"')

    def _markup(self, source: str) -> str:
        if source.startswith("<!--"):
            return ""
        found = _TAG.fullmatch(source)
        tag = found[2].lower() if found else ""
        if found and tag == "br" and not found[1]:
            return "<br>"
        if not found or tag not in _TAGS or found[3]:
            self._context.error("html-refused", self._line, markup=shown(source))
            return ""
        if found[1]:
            return self._end(tag)
        if tag == "rt" and "ruby" not in self._open:
            self._context.error("html-ruby", self._line)
        return self._begin(tag)


def joint(children: Sequence[Token], i: int) -> str:
    """What a soft line end becomes: nothing beside a Chinese character, else a space."""
    before, after = _neighbour(children, i, -1), _neighbour(children, i, +1)
    return "" if _is_chinese(before) or _is_chinese(after) else " "


def _neighbour(children: Sequence[Token], i: int, step: int) -> str:
    i += step
    while 0 <= i < len(children):
        content = children[i].content if children[i].type in _WORDS else ""
        for character in content[::step]:
            if character not in _EITHER and not character.isspace():
                return character
        i += step
    return "x"


def _is_chinese(character: str) -> bool:
    wide = unicodedata.east_asian_width(character) in "WF"
    return wide and not unicodedata.name(character, "").startswith("HANGUL")
