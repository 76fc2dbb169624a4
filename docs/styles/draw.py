"""Draw the pictures of each style's components anew: ``python docs/styles/draw.py``.

Each is a strip of the sample issue's screen edition, the page's width, about words that it shows.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

HERE = Path(__file__).parent
SCALE = 0.9  # 65 dpi
PAGE = (0, 0)  # the whole page

COMPONENTS = {
    "cover": ("桐湾河流简报", PAGE),
    "contents": ("把地方还给河", (110, 330)),
    "opener": ("贯通后的第一个洄游季：", (60, 476)),
    "byline": ("译者：周以宁", (100, 30)),
    "editor-note": ("河漫滩是河流自己的空地", (24, 110)),
    "quote": ("我爷爷说", (14, 86)),
    "pull-quote": ("水来了就让它来", (10, 162)),
    "table": ("1 200", (64, 90)),
    "figure": ("图纸上没有它", (222, 30)),
    "picture": ("白沙溪，从后退段", (246, 24)),
    "small": ("枫桥村口，水尺立在这里", (170, 30)),
    "code": ("数据的格式很简单", (14, 110)),
    "sidebar": ("枫桥村口有一座土地庙", (50, 140)),
    "key-figures": ("公顷让还给河的土地", (40, 110)),
    "list": ("写给以后要做这件事的人", (40, 210)),
    "notice": ("河漫滩的开放时间", (40, 106)),
    "note": ("模型里把草甸的糙率", (20, 30)),
    "map": ("三条支流鱼道位置图", (170, 30)),
    "qr": ("2026年春季洄游观测简报", (14, 60)),
    "data": ("各站逐月平均流量", (14, 110)),
    "credit": ("供图：桐湾大学河流研究所", (160, 20)),
    "figures": ("同一个地点，同一个机位", (190, 200)),
    "brief": ("市水文站公布2025年", (170, 190)),
    "back": ("本简报内容均为虚构", PAGE),
}
"""A component: words that it shows, and how far the strip reaches above and below them, pt."""


def main() -> None:
    """Make the sample in each style and cut its pictures out."""
    for style in ("classic", "hongtou"):
        with tempfile.TemporaryDirectory() as output:
            command = ["make", "--sample", "--style", style, "--edition", "screen", "--output"]
            subprocess.run([sys.executable, "-m", "spp_press", *command, output], check=True)
            pdf = pypdfium2.PdfDocument(Path(output, "2026-1-screen.pdf"))
            for name, (words, reach) in COMPONENTS.items():
                draw(pdf, words, reach, HERE / f"{style}-{name}.png")


def draw(pdf: pypdfium2.PdfDocument, words: str, reach: tuple[int, int], path: Path) -> None:
    """Draw the strip of the first page that has ``words``."""
    for page in pdf:
        text = page.get_textpage()
        found = text.search(words).get_next()
        if found is None:
            continue
        image = page.render(scale=SCALE).to_pil().convert("RGB")
        if reach != PAGE:
            _, _, _, top = text.get_charbox(found[0])
            y = page.get_height() - top
            above, below = max(0, y - reach[0]), min(page.get_height(), y + reach[1])
            image = image.crop((0, round(above * SCALE), image.width, round(below * SCALE)))
        image.quantize(96).save(path, optimize=True)
        return
    sys.exit(f"{path.name}: {words} is nowhere in the sample")


if __name__ == "__main__":
    main()
