"""Whether text comes out of a PDF as it went in (T15): poppler, pdfium and MuPDF."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pymupdf
import pypdfium2

from .reading import SetLine, SetParagraph

PageTexts = list[str]


@dataclass(frozen=True)
class Differing:
    """A paragraph that an extractor gives otherwise: what it should read, what it reads."""

    extractor: str
    paragraph: int
    page: int
    expected: str
    read: str

    def __str__(self) -> str:
        where = f"p{self.page} ¶{self.paragraph}"
        return f"{self.extractor:12} {where}: {self.expected!r} reads {self.read!r}"


def extractors() -> dict[str, Callable[[bytes], PageTexts]]:
    """The extractors that are installed, by name."""
    found: dict[str, Callable[[bytes], PageTexts]] = {"pdfium": _pdfium, "mupdf": _mupdf}
    if shutil.which("pdftotext"):
        found["poppler"] = _poppler
        found["poppler -raw"] = lambda pdf: _poppler(pdf, "-raw")
    return found


def _pdfium(pdf: bytes) -> PageTexts:
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    # pdfium gives U+FFFE for a hyphen that ends a line.
    return [text.replace("\ufffe", "-").replace("\x02", "-") for text in texts]


def _mupdf(pdf: bytes) -> PageTexts:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return [page.get_text("text") for page in document]


def _poppler(pdf: bytes, *options: str) -> PageTexts:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "set.pdf"
        file.write_bytes(pdf)
        command = ["pdftotext", "-enc", "UTF-8", *options, file.name, "-"]
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return done.stdout.decode().split("\f")


def differing(pdf: bytes, paragraphs: Sequence[SetParagraph]) -> list[Differing]:
    """Every paragraph that some extractor does not give character by character.

    Between the characters of a line nothing may come but the source's own single spaces; at a
    line's end, blanks and line ends. A paragraph on several pages is sought on each.
    """
    found = []
    for name, extract in extractors().items():
        texts = extract(pdf)
        for paragraph in paragraphs:
            for page, lines in groupby(paragraph.lines, key=lambda line: line.page):
                text = texts[page - 1]
                steps = list(_steps(paragraph.text, list(lines)))
                if not re.search("".join(steps), text):
                    found.append(_explain(name, paragraph, page, steps, text))
    return found


def _steps(source: str, lines: Sequence[SetLine]) -> Iterator[str]:
    """A pattern for each character, with what may stand before it."""
    for number, line in enumerate(lines):
        for at in range(line.start, line.end):
            if source[at] == " ":
                yield " "
            elif at == line.start and number:
                yield r"\s*" + re.escape(source[at])
            else:
                yield re.escape(source[at])
        if line.hyphen:
            yield "[-‐\xad]?"


def _explain(
    name: str, paragraph: SetParagraph, page: int, steps: Sequence[str], text: str
) -> Differing:
    """The first place where the text cannot be followed any further."""
    low, high = 0, len(steps)
    while low < high - 1:
        middle = (low + high) // 2
        if re.search("".join(steps[:middle]), text):
            low = middle
        else:
            high = middle
    start = max(0, low - 6)
    expected = re.sub(r"\\s\*|\\(?!s)", "", "".join(steps[start : low + 4]))
    match = re.search("".join(steps[start:low]), text) if low else None
    read = text[match.start() : match.end() + 6] if match else ""
    return Differing(name, paragraph.number, page, expected, read)
