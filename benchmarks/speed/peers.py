"""Each peer's source of the same matter, and the command that sets it.

Every one gets the same measure, faces, sizes, pictures and page, and the settings for Chinese that
its own manual gives; none is asked for anything that only ours does. What a command needs to find
(fonts, pictures) lies in the folder it runs in.
"""

from __future__ import annotations

import html
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .matter import Matter

Command = Sequence[str]
FACES = ("spp-song-400.otf", "spp-song-700.otf", "spp-hei-700.otf", "spp-kai-400.ttf")


@dataclass(frozen=True)
class Peer:
    """``write`` puts a matter's source into a folder; ``command`` sets it there as ``out.pdf``."""

    name: str
    write: Callable[[Matter, Path], None]
    command: Command
    missing: str  # what to install, where it is not to be had


def peers() -> list[Peer]:
    """All of them, whether or not they are installed."""
    has_typst = importlib.util.find_spec("typst") is not None
    chromium = shutil.which("chromium") or ""
    vivliostyle, pagedjs = _node("vivliostyle"), _node("pagedjs-cli")
    python = sys.executable
    compile_typst = "import typst; typst.compile('set.typ', output='out.pdf', font_paths=['fonts'])"
    write_weasyprint = "import weasyprint; weasyprint.HTML('set.html').write_pdf('out.pdf')"
    browser = ["--no-sandbox", "--disable-gpu", "--user-data-dir=profile"]
    return [
        Peer("Typst", _typst, [python, "-c", compile_typst], "" if has_typst else "pip: typst"),
        Peer("XeLaTeX", _xelatex, ["sh", "xelatex.sh"],
             "" if shutil.which("xelatex") else "apt: texlive-xetex texlive-lang-chinese"
             " texlive-fonts-recommended"),
        Peer("Chromium", _html, [chromium, "--headless", *browser, "--no-pdf-header-footer",
                                 "--print-to-pdf=out.pdf", "set.html"],
             "" if chromium else "apt: chromium"),
        Peer("Paged.js", _html, [pagedjs, "set.html", "-o", "out.pdf", "--browserArgs",
                                 "--no-sandbox,--disable-gpu"],
             "" if pagedjs and chromium else "npm: pagedjs-cli, in NODE_TOOLS"),
        Peer("Vivliostyle", _html, [vivliostyle, "build", "set.html", "-o", "out.pdf",
                                    "--executable-browser", chromium, "--log-level", "silent"],
             "" if vivliostyle and chromium else "npm: @vivliostyle/cli, in NODE_TOOLS"),
        Peer("WeasyPrint", _html, [python, "-c", write_weasyprint], ""),
    ]  # fmt: skip


def environment() -> dict[str, str]:
    """The environment of every command: with the machine's fonts, which our engine hides, and with
    modules compiled once, as users have them."""
    hindered = {"FONTCONFIG_FILE", "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in hindered}
    chromium = shutil.which("chromium") or ""
    return kept | {
        "PUPPETEER_EXECUTABLE_PATH": chromium,
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


def _node(tool: str) -> str:
    """A command of an npm package, installed in the folder NODE_TOOLS or for all."""
    home = os.environ.get("NODE_TOOLS", "")
    return shutil.which(tool, path=f"{home}/node_modules/.bin") or shutil.which(tool) or ""


def _typst(matter: Matter, folder: Path) -> None:
    special = str.maketrans({char: "\\" + char for char in "\\#$*_`<>@~[]'\"=-+/"})
    lines = [
        "#set page(width: 210mm, height: 285mm, margin: (top: 86pt, bottom: 76pt,"
        ' inside: 57pt, outside: 51pt), numbering: "1")',
        '#set text(font: "SPP Song", size: 10.5pt, lang: "zh", region: "cn")',
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 6.5pt,"
        " spacing: 6.5pt)",
        "#set smartquote(enabled: false)",
        '#show heading: set text(font: "SPP Hei", weight: 700)',
        '#show figure.caption: set text(font: "SPP Kai", size: 9pt)',
        "#outline()",
        f'#image("images/{matter.cover}", width: 100%)',
    ]
    for block in matter.blocks:
        text = block.text.translate(special)
        match block.kind:
            case "section":
                lines.append(f"#pagebreak(weak: true)\n= {text}")
            case "title":
                lines.append(f"== {text}")
            case "picture":
                name = f'image("images/{block.picture}", width: 336pt)'
                caption = f", caption: [{text}]" if text else ""
                lines.append(f"#figure({name}{caption})")
            case _:
                lines.append(text)
    (folder / "set.typ").write_text("\n\n".join(lines), "utf-8")


def _xelatex(matter: Matter, folder: Path) -> None:
    special = {char: "\\" + char for char in "#$%&_{}"}
    special |= {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    table = str.maketrans(special)
    lines = [
        r"\documentclass[fontset=none,zihao=false]{ctexart}",
        r"\usepackage[paperwidth=210mm,paperheight=285mm,top=86bp,bottom=76bp,"
        r"inner=57bp,outer=51bp,twoside]{geometry}",
        r"\usepackage{graphicx}\usepackage[hidelinks]{hyperref}",
        r"\setCJKmainfont[Path=fonts/,BoldFont=spp-song-700.otf,ItalicFont=spp-kai-400.ttf]"
        r"{spp-song-400.otf}",
        r"\setCJKsansfont[Path=fonts/]{spp-hei-700.otf}",
        r"\setCJKfamilyfont{kai}[Path=fonts/]{spp-kai-400.ttf}",
        r"\setmainfont[Path=fonts/,BoldFont=spp-song-700.otf]{spp-song-400.otf}",
        r"\xeCJKsetup{PunctStyle=quanjiao}",
        r"\ctexset{section={format=\sffamily\Large},subsection={format=\sffamily\large}}",
        r"\begin{document}\fontsize{10.5bp}{17bp}\selectfont",
        r"\tableofcontents",
        rf"\includegraphics[width=\textwidth]{{images/{matter.cover}}}",
    ]
    for block in matter.blocks:
        text = block.text.translate(table)
        match block.kind:
            case "section":
                lines.append(
                    rf"\clearpage\section*{{{text}}}\addcontentsline{{toc}}{{section}}{{{text}}}"
                )
            case "title":
                lines.append(
                    rf"\subsection*{{{text}}}\addcontentsline{{toc}}{{subsection}}{{{text}}}"
                )
            case "picture":
                name = block.picture.replace(".svg", ".pdf")
                caption = rf"\par\CJKfamily{{kai}}{text}" if text else ""
                lines.append(
                    r"\begin{figure}[h]\centering"
                    rf"\includegraphics[width=336bp]{{images/{name}}}{caption}\end{{figure}}"
                )
            case _:
                lines.append(text)
    lines.append(r"\end{document}")
    (folder / "set.tex").write_text("\n\n".join(lines), "utf-8")
    # Twice: the contents list is known after the first time.
    once = "xelatex -interaction=batchmode -jobname=out set.tex >/dev/null"
    (folder / "xelatex.sh").write_text(f"rm -f out.*\n{once}; {once}\n", "utf-8")


def _html(matter: Matter, folder: Path) -> None:
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("fonts/{file}") }}'
        for family, weight, file in (
            ("S", 400, "spp-song-400.otf"), ("S", 700, "spp-song-700.otf"),
            ("H", 700, "spp-hei-700.otf"), ("K", 400, "spp-kai-400.ttf"),
        )
    )  # fmt: skip
    style = (
        "@page { size: 210mm 285mm; margin: 86pt 51pt 76pt 57pt;"
        " @bottom-center { content: counter(page) } }"
        "html { font: 400 10.5pt/17pt S } body { margin: 0 }"
        "p { margin: 0; text-indent: 2em; text-align: justify; hyphens: auto;"
        " text-autospace: normal; text-spacing-trim: trim-start; line-break: strict }"
        "h1, h2 { font: 700 16pt/24pt H } h1 { break-before: page } h2 { font-size: 13pt }"
        "figure { margin: 8pt 0; break-inside: avoid } figure img { width: 336pt }"
        "figcaption { font: 400 9pt/14pt K } .cover { width: 100% }"
    )
    titles = [block for block in matter.blocks if block.kind == "title"]
    parts = [
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{matter.name}</title>'
        f'<style>{faces}{style}</style><img class="cover" src="images/{matter.cover}"><ul>',
        *(
            f'<li><a href="#t{number}">{html.escape(title.text)}</a></li>'
            for number, title in enumerate(titles)
        ),
        "</ul>",
    ]
    number = 0
    for block in matter.blocks:
        text = html.escape(block.text)
        match block.kind:
            case "section":
                parts.append(f"<h1>{text}</h1>")
            case "title":
                parts.append(f'<h2 id="t{number}">{text}</h2>')
                number += 1
            case "picture":
                parts.append(
                    f'<figure><img src="images/{block.picture}">'
                    f"<figcaption>{text}</figcaption></figure>"
                )
            case _:
                parts.append(f"<p>{text}</p>")
    (folder / "set.html").write_text("\n".join(parts), "utf-8")
