"""What an issue says of itself before its first article and after its last."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spp_press.importing.content import Aside, Block, Document, Kind
from spp_press.importing.headings import key
from spp_press.importing.outline import Outline
from spp_press.manuscript import read_text
from spp_press.numbering import Number
from spp_press.problems import Report
from spp_press.reading import Folder, shown
from spp_press.settings import read_settings
from spp_press.years import YEARS

_FIGURES = "〇零一二三四五六七八九"
_NUMBER = re.compile(
    r"(\d{4})\s*年\s*(增刊)?\s*第\s*([\d一二三四五六七八九十〇零]{1,4})"
    r"(?:\s*[-—–~～、至]\s*([\d一二三四五六七八九十〇零]{1,4}))?\s*期"
)
_CUMULATIVE = re.compile(r"总\s*第\s*(\d{1,5})(?:\s*[-—–~～至]\s*\d{1,5})?\s*期")
_FILE_NUMBER = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_年第\s]{1,3}(S?)(\d{1,2})(?:-(\d{1,2}))?(?!\d)"
)
_EDITOR = re.compile(r"(?:责任|执行)?(?:编辑|编\s*辑)\s*[：:]\s*(\S.{0,19})$")
_COLOPHON = re.compile(
    r"(?:(?:责任|执行)?编\s*辑|主编|主办|编印|印刷|印数|发送对象|地址|电话|传真|邮箱|邮编|网址|准印证"
    r"|E-?mail|Tel|Web)\s*(?:单位|日期|号)?\s*[：:]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[!-~]+@[!-~]+|https?://[!-~]+|www\.[!-~]+", re.IGNORECASE)
_SAME = 0.85


@dataclass(frozen=True)
class Known:
    """What the bulletin's settings say already: its names and its statement, as keys."""

    names: frozenset[str]
    statement: str
    lines: frozenset[str]


@dataclass(frozen=True)
class Stated:
    """What the text says of its issue; ``number`` has 0 where it tells no cumulative number."""

    number: Number | None
    editor: str


def read_known(root: Path) -> Known:
    """What ``issues/bulletin.toml`` says, as far as it can be read."""
    table = read_settings(Folder(root / "issues", "issues/"), "bulletin.toml", Report())
    if table is None:
        return Known(frozenset(), "", frozenset())
    silent = Report()
    names = {key(table.text(name) or "") for name in ("name", "series")} - {""}
    statement = read_text("", table.prose("statement") or "", 1, silent)[1]
    lines = {key(table.text(name) or "") for name in ("publisher", "email", "web")}
    lines |= {key(line) for line in table.texts("slogan")}
    lines.add(key("".join(table.texts("slogan"))))
    return Known(frozenset(names), key(statement), frozenset(lines - {""}))


def read_masthead(found: Outline, known: Known, report: Report) -> Stated:
    """The number and the editor that the text states. What is no article goes to the asides."""
    number = None
    for document, block in found.front:
        for line in block.plain.split("\n"):
            number = _number(line, number)
            recognised = _NUMBER.search(line) or _CUMULATIVE.search(line)
            if line.strip() and not recognised and not _is_known(line, known):
                document.asides.append(Aside("front", block.place, line.strip()))
                report.warning("import-front", block.place, text=shown(line.strip()))
    for document in _documents(found):
        number = number or _number_of_file(document.file)
    editor = ""
    if found.whole and found.pieces:
        editor = _take_colophon(found, known, report)
    return Stated(number, editor)


def _documents(found: Outline) -> Iterable[Document]:
    return {id(p.document): p.document for p in found.pieces}.values()


def _is_known(line: str, known: Known) -> bool:
    return key(line) in known.names | known.lines


def _number(line: str, before: Number | None) -> Number | None:
    line = unicodedata.normalize("NFKC", line)
    cumulative = _CUMULATIVE.search(line)
    match = _NUMBER.search(line)
    found = before
    if match and before is None and YEARS[0] <= int(match[1]) <= YEARS[1]:
        first = _figure(match[3])
        last = _figure(match[4]) if match[4] else first
        if first and last >= first:
            found = Number(int(match[1]), first, last, 0, bool(match[2]))
    if found and cumulative:
        found = Number(found.year, found.number, found.last, int(cumulative[1]), found.supplement)
    return found


def _number_of_file(name: str) -> Number | None:
    match = _FILE_NUMBER.search(name)
    if not match:
        return None
    first = int(match[3])
    last = int(match[4] or first)
    if not first or last < first:
        return None
    return Number(int(match[1]), first, last, 0, bool(match[2]))


def _figure(text: str) -> int:
    """``12``, ``十二`` or ``二十一`` as a number; 0 if it is none."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    values = [_FIGURES.find(c) - 1 if c not in "〇零" else 0 for c in tens + ones]
    if ten:
        head = values[0] if tens else 1
        return head * 10 + (values[-1] if ones else 0)
    return int("".join(map(str, values))) if values else 0


def _take_colophon(found: Outline, known: Known, report: Report) -> str:
    """Take the lines of the colophon from the end of the last article; gives the editor."""
    piece = found.pieces[-1]
    editor = ""
    while piece.blocks:
        block = piece.blocks[-1]
        if block.kind is Kind.BREAK:
            piece.blocks.pop()
            continue
        if not _is_colophon(block, known, piece.blocks):
            break
        piece.blocks.pop()
        for line in block.plain.split("\n"):
            match = _EDITOR.match(line.strip())
            if match:
                editor = match[1].strip()
            elif not _is_stated(line, known):
                piece.document.asides.append(Aside("colophon", block.place, line.strip()))
                report.warning("import-colophon", block.place, text=shown(line.strip()))
    return editor


def _is_colophon(block: Block, known: Known, blocks: Sequence[Block]) -> bool:
    if block.kind is not Kind.PARAGRAPH or len(blocks) < 2:
        return False
    if _is_stated(block.plain, known):
        return True
    return all(
        _COLOPHON.match(line.strip()) or _ADDRESS.fullmatch(line.strip()) or _is_known(line, known)
        for line in block.plain.split("\n")
    )


def _is_stated(line: str, known: Known) -> bool:
    wanted = key(line)
    if wanted in known.lines:
        return True
    if not known.statement or abs(len(wanted) - len(known.statement)) > len(known.statement) / 4:
        return False
    return difflib.SequenceMatcher(None, wanted, known.statement).ratio() >= _SAME
