"""A template's tags: each that is opened is closed, in its own template and its own branch.

The engine mends what is left open as a browser does: the pages come out wrong, far from the slip.
End tags that HTML lets one leave out (``</p>``, ``</li>``) have to be there all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spp_press.problems import Place, Report
from spp_press.styles import Style

_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
})  # fmt: skip
"""What has no end tag (HTML, 13.1.2)."""

_JINJA = re.compile(r"\{#.*?#\}|\{%[-+]?\s*(?P<statement>\w*).*?%\}|\{\{.*?\}\}", re.S)
_TAG = re.compile(
    r"""<!--.*?-->
    | <(?P<raw>style|script)\b.*?</(?P=raw)\s*>
    | </(?P<end>[a-zA-Z][\w-]*)\s*>
    | <(?P<start>[a-zA-Z][\w-]*)
      (?P<rest>(?:\s+[^\s"'<>=/]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]*))?)*\s*(?P<slash>/?)>)?
    """,
    re.S | re.X | re.I,
)

_Slip = tuple[str, str, int]


def check_tags(style: Style, report: Report) -> None:
    """Warn in ``report`` of each tag of a template that has no other, or that does not end."""
    for name, text in style.templates.items():
        for key, tag, at in _Scan(text).slips():
            place = Place(f"styles/{style.name}/{name}", text.count("\n", 0, at) + 1)
            report.warning(key, place, tag=tag)


@dataclass(frozen=True)
class _Branches:
    """A condition or a loop: the tags open before it, and at the end of each branch so far."""

    before: list[tuple[str, int]]
    ends: list[list[tuple[str, int]]] = field(default_factory=list)


class _Scan:
    """Goes through a template with the tags that are open, by name and where they begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[tuple[str, int]] = []
        self.branches: list[_Branches] = []

    def slips(self) -> Iterator[_Slip]:
        """What is wrong with which tag, and where it is in the text."""
        blanked = _JINJA.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), self.text)
        tags = list(_TAG.finditer(blanked))
        spans = iter([(tag.start(), tag.end()) for tag in tags])
        span = next(spans, None)
        parts: list[re.Match[str]] = list(tags)
        for statement in _JINJA.finditer(self.text):
            while span and span[1] <= statement.start():
                span = next(spans, None)
            if statement["statement"] and not (span and span[0] < statement.start()):
                parts.append(statement)
        for part in sorted(parts, key=lambda part: part.start()):
            if part.re is _JINJA:
                yield from self._branch(part["statement"])
            else:
                yield from self._tag(part)
        yield from self._unclosed(self.open)

    def _tag(self, tag: re.Match[str]) -> Iterator[_Slip]:
        if start := tag["start"]:
            name, at = start.lower(), tag.start()
            if tag["rest"] is None:
                yield "tag-broken", name, at
            drawn = tag["slash"] and any(n == "svg" for n, _ in (*self.open, (name, at)))
            if name not in _VOID and not drawn:
                self.open.append((name, at))
        elif end := tag["end"]:
            name = end.lower()
            opened = next((i for i, (n, _) in reversed([*enumerate(self.open)]) if n == name), None)
            if opened is None:
                yield "tag-unopened", name, tag.start()
            else:
                yield from self._unclosed(self.open[opened + 1 :])
                del self.open[opened:]

    def _branch(self, word: str) -> Iterator[_Slip]:
        """Each branch begins with what is open before it, and all end with the same tags open."""
        if word in ("if", "for"):
            self.branches.append(_Branches(list(self.open)))
        elif word in ("else", "elif") and self.branches:
            self.branches[-1].ends.append(self.open)
            self.open = list(self.branches[-1].before)
        elif word in ("endif", "endfor") and self.branches:
            branches = self.branches.pop()
            ends = branches.ends or [branches.before]
            if any(_names(end) != _names(self.open) for end in ends):
                for end in (*ends, self.open):
                    yield from self._unclosed(end[len(branches.before) :])
                self.open = branches.before

    @staticmethod
    def _unclosed(tags: list[tuple[str, int]]) -> Iterator[_Slip]:
        yield from (("tag-unclosed", name, at) for name, at in tags)


def _names(tags: list[tuple[str, int]]) -> list[str]:
    return [name for name, _ in tags]
