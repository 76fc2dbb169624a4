"""The same paragraphs set by Typst, XeLaTeX with ctex, and Chromium, each at its best.

Each peer gets our own fonts, except Chromium: it squeezes marks by the features ``halt`` and
``chws``, which our fonts give up for real half-width glyphs, so it gets the Noto Serif CJK SC that
they were cast from.
"""

from __future__ import annotations

import html
import importlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from .documents import FONTS, SIZE

MARGIN = 28.0  # pt
PAGE = (480.0, 560.0)  # pt

GAPS = {"Typst": 0.25, "XeLaTeX": 0.2, "Chromium": 0.125}
"""The Han-Latin gap that each sets, ic: its own where it cannot be told."""

Setter = Callable[[Sequence[str], float], bytes]


def peers() -> dict[str, Setter | None]:
    """The setter of each peer by its name; None where it is not installed."""
    has_typst = importlib.util.find_spec("typst") is not None
    return {
        "Typst": _typst if has_typst else None,
        "XeLaTeX": _xelatex if shutil.which("xelatex") else None,
        "Chromium": _chromium if shutil.which("chromium") else None,
    }


def _typst(texts: Sequence[str], measure: float) -> bytes:
    typst = importlib.import_module("typst")

    special = str.maketrans({char: "\\" + char for char in "\\#$*_`<>@~[]'\"=-+/"})
    source = (
        f"#set page(width: {measure * SIZE + 2 * MARGIN}pt, height: {PAGE[1]}pt,"
        f" margin: {MARGIN}pt)\n"
        f'#set text(font: "SPP Song", size: {SIZE}pt, lang: "zh", region: "cn")\n'
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 6pt,"
        " spacing: 6pt)\n#set smartquote(enabled: false)\n\n"
    ) + "\n\n".join(text.translate(special) for text in texts)
    compiled: bytes = typst.compile(source.encode(), font_paths=[str(FONTS)])
    return compiled


def _xelatex(texts: Sequence[str], measure: float) -> bytes:
    special = {char: "\\" + char for char in "#$%&_{}"}
    special |= {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    table = str.maketrans(special)
    source = (
        r"\documentclass[fontset=none,zihao=false]{ctexart}"
        rf"\usepackage[paperwidth={measure * SIZE + 2 * MARGIN}bp,paperheight={PAGE[1]}bp,"
        rf"margin={MARGIN}bp]{{geometry}}"
        rf"\setCJKmainfont[Path={FONTS}/,AutoFakeBold=false]{{spp-song-400.otf}}"
        rf"\setmainfont[Path={FONTS}/]{{spp-song-400.otf}}"
        r"\xeCJKsetup{PunctStyle=quanjiao,CJKecglue={\hskip 0.2em plus 0.08em minus 0.05em}}"
        r"\pagestyle{empty}\begin{document}"
        rf"\fontsize{{{SIZE}bp}}{{16bp}}\selectfont\setlength{{\parindent}}{{2\ccwd}}"
        + "\n\n".join(text.translate(table) for text in texts)
        + r"\end{document}"
    )
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "set.tex").write_text(source, "utf-8")
        command = ["xelatex", "-interaction=nonstopmode", "set.tex"]
        subprocess.run(command, cwd=folder, check=False, capture_output=True)
        return (Path(folder) / "set.pdf").read_bytes()


def _chromium(texts: Sequence[str], measure: float) -> bytes:
    style = (
        f"@page {{ size: {PAGE[0]}pt {PAGE[1]}pt; margin: {MARGIN}pt }}"
        f"body {{ margin: 0; font: {SIZE}pt/16pt 'Noto Serif CJK SC' }}"
        f"p {{ width: {measure * SIZE}pt; margin: 0; text-indent: 2em; text-align: justify;"
        " text-justify: auto; text-autospace: normal; text-spacing-trim: trim-start; hyphens: auto;"
        " text-wrap: pretty; line-break: strict }"
    )
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    page = f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{style}</style>{body}'
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "set.html").write_text(page, "utf-8")
        command = [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/set.pdf",
            f"file://{folder}/set.html",
        ]  # fmt: skip
        # The engine hides the machine's fonts from its own process; Chromium needs them.
        environment = {
            name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"
        }
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=120)
        return (Path(folder) / "set.pdf").read_bytes()
