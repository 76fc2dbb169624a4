"""A printer's profile: what a press takes, from ``issues/printers/NAME.toml`` or ours.

The page's size belongs to the style; a printer only says which trims it takes. One that comes with
the press (``offset-coated``, ``offset-uncoated``, ``office-a4``) is replaced by a file of the same
name in the root.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from PIL import ImageCms

from spp_press.problems import Report
from spp_press.reading import MEGABYTE, Folder, nearest, shown
from spp_press.settings import Table, read_settings

PRINTERS = Path(__file__).parent / "data" / "printers"
PROFILES = Path(__file__).parent / "data" / "profiles"
PROFILE_CAP = 8 * MEGABYTE

Standard = Literal["x-4", "x-1a"]
Cover = Literal["self", "separate"]

SAME_TRIM = 0.1  # mm; more is another trim
SMALLEST, LARGEST = 20.0, 2000.0  # mm


class Printer(NamedTuple):
    """What a press takes. Lengths in mm, the ink limit in percent, the resolution in ppi.

    ``profile`` is the bytes of the ICC profile, ``condition`` its name in the registry of
    color.org (ISO 15930-7, 6.2.2), ``describes`` that condition in words.
    """

    name: str
    trims: tuple[tuple[float, float], ...]
    bleed: float
    marks: bool
    ink_limit: float
    resolution: float
    profile: bytes
    condition: str
    describes: str
    page_multiple: int
    standard: Standard
    cover: Cover

    def takes(self, width: float, height: float) -> bool:
        """Whether a page of this trim (mm) fits."""
        return any(
            abs(width - w) <= SAME_TRIM and abs(height - h) <= SAME_TRIM for w, h in self.trims
        )

    def refused(self, trims: Iterable[tuple[float, float]]) -> Iterator[dict[str, str]]:
        """What ``trim-not-taken`` says, once for each trim (mm) of the pages that does not fit."""
        pages: dict[str, list[int]] = {}
        for number, (width, height) in enumerate(trims, start=1):
            if not self.takes(width, height):
                pages.setdefault(f"{width:.4g}×{height:.4g}", []).append(number)
        taken = "、".join(f"{w:g}×{h:g}" for w, h in self.trims)
        for trim, numbers in pages.items():
            said = page_ranges(numbers)
            yield {"pages": said, "trim": trim, "printer": self.name, "trims": taken}


def page_ranges(pages: Iterable[int]) -> str:
    """The numbers of pages, in order: 1–3、7."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    return "、".join("–".join(map(str, dict.fromkeys(span))) for span in spans)


def printer_names(folder: Path | None = None) -> tuple[str, ...]:
    """The printers that can be chosen, those of ``folder`` (``issues/printers``) included."""
    folders = [PRINTERS, *([folder] if folder else [])]
    return tuple(sorted({path.stem for each in folders for path in each.glob("*.toml")}))


def read_printer(name: str, folder: Path | None = None) -> Printer:
    """The printer ``name`` of ``folder``, or else the one that comes with the press.

    Raises InputError with every problem of its file.
    """
    report = Report()
    if name not in (known := printer_names(folder)):
        like = nearest(name, known) or known[0]
        report.error("printer-unknown", printer=shown(name), like=like, known="、".join(known))
        report.raise_errors()
    own = folder is not None and (folder / f"{name}.toml").is_file()
    home = Folder(folder if folder and own else PRINTERS, "printers/")
    table = read_settings(home, f"{name}.toml", report)
    report.raise_errors()
    assert table is not None
    printer = Printer(
        name=name,
        trims=_trims(table, report),
        bleed=table.number("bleed", 0, 20, required=True) or 0.0,
        marks=table.flag("marks"),
        ink_limit=table.number("ink_limit", 100, 400, required=True) or 0.0,
        resolution=table.number("resolution", 72, 1200, required=True) or 0.0,
        profile=_profile(table, home, report),
        condition=table.text("condition", required=True) or "",
        describes=table.text("describes", required=True) or "",
        page_multiple=table.whole("page_multiple", 1, 64, required=True) or 1,
        standard="x-1a" if table.choice("standard", get_args(Standard)) == "x-1a" else "x-4",
        cover="separate" if table.choice("cover", get_args(Cover)) == "separate" else "self",
    )
    table.finish()
    report.raise_errors()
    return printer


def _trims(table: Table, report: Report) -> tuple[tuple[float, float], ...]:
    trims = []
    for index, text in enumerate(table.texts("trims", required=True)):
        found = re.fullmatch(r"(\d+(?:\.\d+)?)[×x](\d+(?:\.\d+)?)", text)
        trim = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
        if all(SMALLEST <= side <= LARGEST for side in trim):
            trims.append(trim)
        else:
            report.error("printer-trim", table.place("trims", index), value=shown(text))
    if "trims" in table and not trims:
        report.error("printer-trim", table.place("trims"), value="[]")
    return tuple(trims)


def _converts(profile: bytes) -> bool:
    """Whether colours can be brought to ``profile``, which says that it is one."""
    try:
        cmyk = ImageCms.getOpenProfile(io.BytesIO(profile))
        ImageCms.buildTransform(ImageCms.createProfile("sRGB"), cmyk, "RGB", "CMYK")
    except (OSError, ImageCms.PyCMSError):
        return False
    return True


def _profile(table: Table, home: Folder, report: Report) -> bytes:
    name = table.text("profile", required=True)
    if name is None:
        return b""
    ours = (PROFILES / name).is_file() and not (home.path / name).is_file()
    folder = Folder(PROFILES, "profiles/") if ours else home
    data = folder.read(name, PROFILE_CAP, table.place("profile"))
    is_profile = data[12:20] == b"prtrCMYK" and data[36:40] == b"acsp"  # ICC.1, 7.2
    if not ours and not (is_profile and _converts(data)):
        report.error("printer-profile", table.place("profile"), profile=shown(name))
    return data
