"""What a run may never do, whatever it was given; and what a case wants of it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2

from spp_press.catalogue import CATALOGUE
from tests.hostile.running import Outcome
from tests.hostile.stage import CANARY, CANARY_SIZE, NEIGHBOUR

MEMORY = 1536 << 20
"""The most that a run may take, bytes."""
_SECRETS = (CANARY, "root:x:0:0")
_TRACE = re.compile(r"Traceback \(most recent call last\)|^  File \".*\", line \d+", re.M)
_UNFORESEEN = CATALOGUE["unexpected"].en.partition("{")[0].strip()


@dataclass(frozen=True)
class Refused:
    """An error at ``place``, nothing made; ``said`` is in the message."""

    place: str = ""
    code: int = 3
    said: str = ""


@dataclass(frozen=True)
class Limited:
    """A limit is hit, or the input refused for its size: exit 6, or 3 with the place."""

    place: str = ""


@dataclass(frozen=True)
class Printed:
    """Both articles are in the PDF; each of ``texts`` is printed as it stands, and ``never`` not.

    ``said`` is in the messages: a notice, a warning.
    """

    texts: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True)
class Either:
    """Printed right, or refused."""

    printed: Printed = Printed()
    place: str = ""


@dataclass(frozen=True)
class Shown:
    """Whatever a designer asked for is shown, or refused."""


@dataclass(frozen=True)
class Imported:
    """An issue begun: each of ``texts`` is in its articles. ``said`` is in the messages."""

    texts: tuple[str, ...] = ()
    said: str = ""


Wanted = Refused | Limited | Printed | Either | Shown | Imported


@dataclass(frozen=True)
class Faults:
    """What a run did that none may do; ``wrong`` says what is not as the case wants it."""

    leak: str = ""
    requests: int = 0
    trace: str = ""
    hang: bool = False
    memory: str = ""
    broken: str = ""
    wrong: str = ""

    def __bool__(self) -> bool:
        return any(
            (self.leak, self.requests, self.trace, self.hang, self.memory, self.broken, self.wrong)
        )

    def __str__(self) -> str:
        found = (
            self.leak and f"leak: {self.leak}",
            self.requests and f"{self.requests} requests",
            self.trace and f"traceback: {self.trace}",
            self.hang and "hang",
            self.memory and f"memory: {self.memory}",
            self.broken and f"broken PDF: {self.broken}",
            self.wrong and f"wrong: {self.wrong}",
        )
        return "; ".join(str(each) for each in found if each)


def judged(outcome: Outcome, output: Path, requests: int, wanted: Wanted) -> Faults:
    """What is wrong with a run that wrote into ``output``."""
    pdfs = sorted(output.rglob("*.pdf")) if output.is_dir() else []
    return Faults(
        leak=_leak(outcome.said, output, pdfs),
        requests=requests,
        trace=traces(outcome),
        hang=outcome.hung,
        memory=f"{outcome.peak >> 20} MB" if outcome.peak > MEMORY else "",
        broken=_broken(pdfs),
        wrong="" if outcome.hung else _missed(outcome, output, pdfs, wanted),
    )


def traces(outcome: Outcome) -> str:
    """A traceback in what was said, or what stands for one."""
    found = _TRACE.search(outcome.said)
    if found:
        return outcome.said[found.start() :].strip().splitlines()[-1][:300]
    if _UNFORESEEN in outcome.said:
        return outcome.said[outcome.said.index(_UNFORESEEN) :].splitlines()[0][:300]
    if outcome.code is not None and (outcome.code < 0 or outcome.code in (134, 139)):
        return f"signal {outcome.code}"
    return ""


def _leak(said: str, output: Path, pdfs: Iterable[Path]) -> str:
    for secret in _SECRETS:
        if secret in said:
            return "in a message"
    if output.is_dir():
        for path in output.rglob("*"):
            data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            if any(secret.encode() in data for secret in _SECRETS):
                return path.name
    for path in pdfs:
        if found := _in_pdf(path):
            return f"{path.name}: {found}"
    return ""


def _in_pdf(path: Path) -> str:
    squeezed = text_of(path)
    if any("".join(secret.split()) in squeezed for secret in _SECRETS):
        return "printed"
    try:
        with pikepdf.open(path) as pdf:
            for thing in pdf.objects:
                if not isinstance(thing, pikepdf.Stream):
                    continue
                if (int(thing.get("/Width", 0)), int(thing.get("/Height", 0))) == CANARY_SIZE:
                    return "picture"
                try:
                    data = thing.read_bytes()
                except pikepdf.PdfError:
                    continue
                if any(secret.encode() in data for secret in _SECRETS):
                    return "stream"
    except pikepdf.PdfError:
        return ""
    return ""


def text_of(path: Path) -> str:
    """The characters of a PDF without white space."""
    try:
        document = pypdfium2.PdfDocument(io.BytesIO(path.read_bytes()))
    except pypdfium2.PdfiumError:
        return ""
    try:
        return (
            "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
            .replace("\ufffe", "")
            .replace("\x02", "")
        )
    finally:
        document.close()


def _broken(pdfs: Iterable[Path]) -> str:
    qpdf = shutil.which("qpdf")
    for path in pdfs:
        if qpdf:
            checked = subprocess.run(
                [qpdf, "--check", str(path)], check=False, capture_output=True, text=True
            )
            if checked.returncode:
                return f"{path.name}: {(checked.stderr or checked.stdout).strip()[-200:]}"
        else:
            with pikepdf.open(path) as pdf:
                if problems := pdf.check_pdf_syntax():
                    return f"{path.name}: {problems[0]}"
    return ""


def _missed(outcome: Outcome, output: Path, pdfs: list[Path], wanted: Wanted) -> str:
    match wanted:
        case Refused():
            return _not_refused(outcome, pdfs, wanted)
        case Limited():
            if outcome.code == 6 and not pdfs:
                return ""
            return _not_refused(outcome, pdfs, Refused(wanted.place))
        case Printed():
            return _not_printed(outcome, pdfs, wanted)
        case Shown():
            return "" if outcome.code in (0, 3, 6, 7) else f"exit {outcome.code}: {_last(outcome)}"
        case Imported():
            return _not_imported(outcome, output, wanted)
        case Either():
            if outcome.code == 7 and all(
                ".rejected." in path.name or "screen" in path.name for path in pdfs
            ):
                return ""  # seen in its proof
            if outcome.code == 6 and not pdfs:
                return ""
            refused = _not_refused(outcome, pdfs, Refused(wanted.place))
            printed = _not_printed(outcome, pdfs, wanted.printed) if refused else ""
            return f"neither: {refused}; {printed}" if refused and printed else ""


def _not_refused(outcome: Outcome, pdfs: list[Path], wanted: Refused) -> str:
    if outcome.code != wanted.code:
        return f"exit {outcome.code}, not {wanted.code}: {_last(outcome)}"
    if pdfs:
        return "a PDF all the same"
    line = "" if re.search(r":\d+$", wanted.place) else r"(:\d+)?"
    if not re.search(
        rf"^{re.escape(wanted.place)}{line}: error: " if wanted.place else "error: ",
        outcome.said,
        re.M,
    ):
        return f"no error at {wanted.place}: {_last(outcome)}"
    if wanted.said and wanted.said not in outcome.said:
        return f"not said {wanted.said!r}: {_last(outcome)}"
    return ""


def _not_printed(outcome: Outcome, pdfs: list[Path], wanted: Printed) -> str:
    if outcome.code != 0:
        return f"exit {outcome.code}, not 0: {_last(outcome)}"
    if not pdfs:
        return "no PDF"
    if wanted.said and wanted.said not in outcome.said:
        return f"not said {wanted.said!r}: {_last(outcome)}"
    for path in pdfs:
        squeezed = text_of(path)
        for text in (*wanted.texts, NEIGHBOUR):
            if "".join(text.split()) not in squeezed:
                return f"{path.name} lacks {text!r}"
        for text in wanted.never:
            if "".join(text.split()) in squeezed:
                return f"{path.name} has {text!r}"
    return ""


def _not_imported(outcome: Outcome, output: Path, wanted: Imported) -> str:
    if outcome.code != 0:
        return f"exit {outcome.code}, not 0: {_last(outcome)}"
    written = "".join(path.read_text(encoding="utf-8") for path in output.rglob("*.md"))
    for text in wanted.texts:
        if text not in written:
            return f"the articles lack {text!r}"
    if wanted.said and wanted.said not in outcome.said:
        return f"not said {wanted.said!r}: {_last(outcome)}"
    return ""


def _last(outcome: Outcome) -> str:
    return " | ".join(outcome.said.strip().splitlines()[-3:])[:400]
