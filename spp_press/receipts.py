"""What an issue's editions were made of, and what they are: each by its SHA-256.

A receipt says nothing of when, where or by whom: the same input gives the same receipt. It stands
beside the PDFs; what has gone to press keeps it in the issue's folder, as its ``press.lock``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from spp_press.problems import InputError, Place, Problem, Report, Severity
from spp_press.reading import MEGABYTE, Folder

LOCK = "press.lock"
_CAP = 4 * MEGABYTE

Inputs = Mapping[str, Mapping[str, str]]
"""By kind (sources, style, fonts, printer, press): name → SHA-256, or a library's version."""


@dataclass(frozen=True)
class Receipt:
    """An issue's ``inputs`` and ``outputs`` (file name → SHA-256), and its style and printer."""

    issue: str
    style: str
    printer: str
    inputs: Inputs
    outputs: Mapping[str, str]

    def written(self) -> bytes:
        """As a file."""
        return f"{json.dumps(asdict(self), ensure_ascii=False, indent=1)}\n".encode()

    def joined(self, before: Receipt | None) -> Receipt:
        """This receipt, and what ``before`` has besides, if that was made of the same."""
        if before is None or replace(before, outputs={}) != replace(self, outputs={}):
            return self
        return replace(self, outputs=dict(sorted({**before.outputs, **self.outputs}.items())))

    def differences(self, other: Receipt) -> tuple[tuple[str, str], ...]:
        """The inputs, by kind and name, that are not the same in both."""
        mine, others = set(_flat(self.inputs)), set(_flat(other.inputs))
        return tuple(dict.fromkeys((kind, name) for kind, name, _ in sorted(mine ^ others)))

    def broken_by(self, made: Receipt) -> tuple[str, ...]:
        """The files of this receipt that ``made`` has otherwise."""
        return tuple(
            name
            for name, digest in self.outputs.items()
            if made.outputs.get(name, digest) != digest
        )


def read_receipt(folder: Path, name: str) -> Receipt | None:
    """The receipt ``name`` in ``folder``; None where there is none.

    Raises InputError for a file that is not a receipt.
    """
    home = Folder(folder)
    if name not in home.names():
        return None
    try:
        return receipt_from(home.read(name, _CAP))
    except ValueError as error:
        report = Report()
        report.error("receipt-broken", Place(name))
        raise InputError(report) from error


def unlike_printed(folder: Path, receipt: Receipt) -> tuple[Problem, ...]:
    """What of ``receipt`` is otherwise than the issue in ``folder`` went to press, and why.

    An error: nothing is written, unless it is asked for (:func:`made_anyway`).
    """
    printed = read_receipt(folder, LOCK)
    if printed is None or not (files := printed.broken_by(receipt)):
        return ()
    inputs = ", ".join(name for _, name in printed.differences(receipt))
    values = (("files", ", ".join(files)), ("inputs", inputs))
    return (Problem("printed-otherwise", Place(LOCK), values=values),)


def made_anyway(unlike: Iterable[Problem]) -> tuple[Problem, ...]:
    """What :func:`unlike_printed` found, where it was written all the same: warnings."""
    return tuple(
        problem._replace(key="printed-otherwise-made", severity=Severity.WARNING)
        for problem in unlike
    )


def proof_unlike_printed(
    folder: Path, receipt: Receipt, name: str, pdf: bytes
) -> tuple[Problem, ...]:
    """That a proof to sign is of a print file ``pdf``, called ``name``, which is not the one that
    went to press: a warning."""
    proofed = replace(receipt, outputs={name: digest_of(pdf)})
    return tuple(
        problem._replace(key="proof-unlike-printed", severity=Severity.WARNING)
        for problem in unlike_printed(folder, proofed)
    )


def receipt_name(identifier: str) -> str:
    """What an issue's receipt is called, beside its PDFs."""
    return f"{identifier}.receipt.json"


def pdf_name(stem: str, *, rejected: bool) -> str:
    """What a finished PDF is called; one that failed its proof stands beside the last good one,
    until a good one is made."""
    return f"{stem}.rejected.pdf" if rejected else f"{stem}.pdf"


def digest_of(data: bytes) -> str:
    """The SHA-256 of ``data``."""
    return sha256(data).hexdigest()


def receipt_from(data: bytes | str) -> Receipt:
    """What :meth:`Receipt.written` wrote. Raises ValueError for anything else."""
    try:
        said = json.loads(data)
        return Receipt(
            issue=str(said["issue"]),
            style=str(said["style"]),
            printer=str(said["printer"]),
            inputs={str(kind): _texts(names) for kind, names in said["inputs"].items()},
            outputs=_texts(said["outputs"]),
        )
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _texts(names: Any) -> dict[str, str]:
    return {str(name): str(value) for name, value in names.items()}


def _flat(inputs: Inputs) -> Iterator[tuple[str, str, str]]:
    for kind, names in inputs.items():
        for name, value in names.items():
            yield kind, name, value
