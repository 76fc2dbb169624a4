"""All that an issue's editions are made of: sources, style, fonts, printer, and the press."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import pikepdf
from PIL import features

from spp_press import __version__
from spp_press.engine import engine_versions
from spp_press.issue import Issue
from spp_press.memo import digest_of_file
from spp_press.printers import Printer
from spp_press.receipts import Inputs, Receipt, digest_of
from spp_press.styles import Style, style_files

_PACKAGE = Path(__file__).parent
_OWN = ("**/*.py", "composition/data/*.txt", "engine/*.conf", "data/profiles/*.icc")
_DISTRIBUTIONS = (
    "fonttools", "jinja2", "markdown-it-py", "mdit-py-plugins", "nh3", "numpy", "pikepdf",
    "pillow", "pydyf", "pyphen", "segno", "tinycss2", "tinyhtml5", "uharfbuzz",
)  # fmt: skip
_CODECS = ("jpg", "libjpeg_turbo", "littlecms2", "zlib", "zlib_ng")


def receipt_of(
    issue: Issue, style: Style, printer: Printer, outputs: Mapping[str, bytes]
) -> Receipt:
    """The receipt of ``outputs``, by file name, made from the rest."""
    return Receipt(
        issue=issue.identifier,
        style=style.name,
        printer=printer.name,
        inputs={**inputs_of(issue, style, printer), "press": press_versions()},
        outputs={name: digest_of(data) for name, data in sorted(outputs.items())},
    )


def inputs_of(issue: Issue, style: Style, printer: Printer) -> Inputs:
    """What an issue is made of, the press aside."""
    return {"sources": dict(sorted(issue.digests.items())), **means_of(style, printer)}


def means_of(style: Style, printer: Printer) -> Inputs:
    """What issues of one style and one printer have in common."""
    return {
        "style": style_files(style),
        "fonts": {f"fonts/{path.name}": digest_of_file(path)
                  for path in sorted({face.path for face in style.faces}, key=lambda p: p.name)},
        "printer": {
            printer.name: digest_of(repr(printer._replace(profile=b"")).encode()),
            printer.condition: digest_of(printer.profile),
        },
    }  # fmt: skip


def composing_key(issue: Issue, style: Style) -> str:
    """The SHA-256 of what any paragraph's lines depend on, and of whose they are."""
    fonts = {face.path.name: digest_of_file(face.path) for face in style.faces}
    parts = ("composed", issue.identifier, press_versions(), fonts, issue.words)
    return digest_of(repr(parts).encode())


@cache
def press_versions() -> dict[str, str]:
    """The press itself and the libraries that its output depends on."""
    versions = {name: metadata.version(name) for name in _DISTRIBUTIONS}
    versions |= {name: str(v) for name in _CODECS if (v := features.version(name))}
    versions |= {"qpdf": pikepdf.__libqpdf_version__, **engine_versions()}
    return {f"spp-press {__version__}": _own_digest(), **dict(sorted(versions.items()))}


def _own_digest() -> str:
    digest = sha256()
    for pattern in _OWN:
        for path in sorted(_PACKAGE.glob(pattern)):
            digest.update(digest_of(path.read_bytes()).encode())
    return digest.hexdigest()
