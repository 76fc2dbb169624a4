"""Whether an issue, made again, is what it was: its receipt against its sources of today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from spp_press.editions import EDITIONS
from spp_press.orders import Made, Order
from spp_press.press import make
from spp_press.problems import InputError, Place, Problem, Report
from spp_press.receipts import LOCK, Receipt, digest_of, read_receipt, receipt_name

_DEEPEST = 64  # of objects within each other; what lies deeper counts as the same
_PAGE_KEYS = ("/MediaBox", "/TrimBox", "/BleedBox", "/Resources", "/Contents", "/Annots")
_ELSEWHERE = frozenset({"/Parent", "/P", "/Pg", "/StructParent", "/StructParents", "/Dest"})


def verify(
    root: Path, folder: Path, output: Path, cache: Path | None, tell: Callable[[str], None]
) -> tuple[Problem, ...]:
    """What of the issue in ``folder`` is not as its lock, or its receipt in ``output``, says.

    Files, their pages, and the inputs to blame; no error where all is the same. Raises InputError
    where there is no receipt, PressError where the issue cannot be made.
    """
    receipt = _receipt(folder, output)
    editions = tuple(name for name in EDITIONS if f"{receipt.issue}-{name}.pdf" in receipt.outputs)
    made = make(Order(root, folder, editions, receipt.style, receipt.printer, cache), tell)
    tell("compare")
    return tuple(_differences(receipt, made, output))


def changed_pages(before: bytes, after: bytes) -> tuple[int, ...]:
    """The pages, from 1, that are otherwise in one PDF than in the other, or only in one.

    A page is its boxes, its content and all that it draws with; of a font only its name counts,
    since a letter more on another page is another subset.
    """
    both = zip_longest(_pages(before), _pages(after))
    return tuple(number for number, (one, other) in enumerate(both, start=1) if one != other)


def _receipt(folder: Path, output: Path) -> Receipt:
    name = receipt_name(folder.name)
    receipt = read_receipt(folder, LOCK) or read_receipt(output, name)
    if receipt is None:
        raise InputError([Problem("receipt-missing", Place(name))])
    return receipt


def _differences(receipt: Receipt, made: Made, output: Path) -> Iterator[Problem]:
    report = Report()
    again = {**{f"{made.identifier}-{n}.pdf": pdf for n, pdf in made.editions.items()},
             **made.papers}  # fmt: skip
    for name, digest in receipt.outputs.items():
        place = Place(name)
        stands = _stands(output / name)
        if stands is not None and digest_of(stands) != digest:
            report.warning("verify-altered", place)
            stands = None
        if name in again and digest_of(again[name]) == digest:
            continue
        if name not in again:
            report.error("verify-gone", place)
        elif not name.endswith(".pdf"):
            report.error("verify-file", place)
        elif stands is None:
            report.error("verify-unseen", place)
        elif pages := changed_pages(stands, again[name]):
            report.error("verify-pages", place, pages=", ".join(map(str, pages)))
        else:
            report.error("verify-file", place)
    if report.errors:
        inputs = [name for _, name in receipt.differences(made.receipt)]
        if inputs:
            report.error("verify-inputs", inputs=", ".join(inputs))
        else:
            report.error("verify-no-input")
    yield from report


def _stands(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _pages(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        known: dict[tuple[int, int], str] = {}
        return [
            digest_of("".join(_print_of(page.obj.get(k), known, 0) for k in _PAGE_KEYS).encode())
            for page in pdf.pages
        ]


def _print_of(thing: object, known: dict[tuple[int, int], str], depth: int) -> str:
    """A text that is the same for the same thing, wherever it stands in its file."""
    if depth > _DEEPEST or not isinstance(thing, Object):
        return f"{thing};"
    key = thing.objgen
    if key != (0, 0):
        if key not in known:
            known[key] = ""  # a circle ends here
            known[key] = digest_of(_written(thing, known, depth).encode())
        return known[key]
    return _written(thing, known, depth)


def _written(thing: Object, known: dict[tuple[int, int], str], depth: int) -> str:
    if isinstance(thing, Array):
        return f"[{''.join(_print_of(each, known, depth + 1) for each in thing)}]"
    if not isinstance(thing, Dictionary | Stream):
        return f"{thing!r};"
    if thing.get("/Type") == Name.Font:
        return f"font {str(thing.get('/BaseFont')).rpartition('+')[2]};"
    inside = "".join(
        f"{key}{_print_of(value, known, depth + 1)}"
        for key, value in sorted(thing.items())
        if key not in _ELSEWHERE and key != "/Length"
    )
    data = digest_of(thing.read_raw_bytes()) if isinstance(thing, Stream) else ""
    return f"<{inside}{data}>"
