"""An issue with every construct of the notation and every kind of picture, in a style that shades.

Written as an editor and a designer would write it: a bulletin's folder, and a style of its own.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image

from tests.conftest import ROOT
from tests.editions.torture import SVG, encoded, photograph

IDENTIFIER = "2031-1"

ISSUE = """\
year = 2031
number = 1
cumulative = 41
editor = "王璟"
cover = { file = "images/cmyk.jpg", alt = "柔和的色块" }
accepts = ["images/small.jpg"]

[[sections]]
title = "折磨"
articles = ["articles/01-all.md", "articles/02-table.md"]

[[sections]]
title = "短讯"
articles = [
  { file = "articles/03-brief.md", form = "brief" },
  { file = "articles/04-brief.md", form = "brief", contents = "另一则短讯" },
]
"""

ALL = """\
# 绿色采购：**加粗**与CO<sub>2</sub>的题目

正文有**加粗**、*着重*、`code`、H<sub>2</sub>O、10<sup>3</sup>、<u>专名</u>、<mark>标记</mark>，
有<ruby>璟<rt>jǐng</rt></ruby>和<ruby>采<rt>cǎi</rt>购<rt>gòu</rt></ruby>的拼音，有[链接](https://example.org/)、
<https://example.org/auto>和脚注[^1]，再有一个脚注[^二]。强行<br>换行。

[^1]: 脚注的文字，也有**加粗**和[链接](https://example.org/note)。

[^二]: 第二个脚注。

## 小标题

### 更小的标题

#### 最小的标题

- 其一
- 其二
  - 甲
  - 乙

1. 第一
2. 第二

（一）汉字编号
（二）又一条

> 引文一段。
>
> 引文又一段。

![柔和的色块](../images/photo.jpg "图1 照片")

![灰的色块](../images/grey.jpg "图2 灰度照片")

![透明的色块](../images/clear.png "图3 透明")

![红方块](../images/drawing.png "图4 线稿")
![蓝方块](../images/indexed.png)

![渐变的图](../images/wide.svg "图5 矢量图")

![小图](../images/small.jpg "图6 小图")

::: 合作方
示例机构
Example Institute
:::

::: 编者按
编者按的文字。
:::

::: 通知
通知的文字。
:::

::: 引语
引语的文字。
:::

::: 边栏
边栏的文字。

- 边栏里的列表
:::

::: 数字
12 个城市
300 亿元
:::

---

分隔线之后。<!-- 不会印出来 -->

摘自：示例网站
"""

BRIEF = "# {title}\n\n![色块](../images/photo.jpg)\n\n短讯的正文。\n"

SHADING = """
.opener { background: linear-gradient(90deg, #006c6a, #dce4e6) }
.body blockquote { background: radial-gradient(circle at 30% 40%, #ffffff, #dce4e6) }
.body figure { background: linear-gradient(rgba(0, 0, 0, 0.25), rgba(0, 0, 0, 0) 3mm) }
.body h3 { background: repeating-linear-gradient(45deg, #fbf9f3, #fbf9f3 2mm, #eef1f1 2mm,
  #eef1f1 4mm) }
"""


def write(root: Path) -> Path:
    """Write the bulletin into ``root``; the issue's folder."""
    _write_style(root / "styles" / "torture")
    issues = root / "issues"
    folder = issues / IDENTIFIER
    (folder / "articles").mkdir(parents=True)
    (folder / "images").mkdir()
    bulletin = (ROOT / "issues" / "bulletin.toml").read_text(encoding="utf-8")
    bulletin = bulletin.replace('style = "classic"', 'style = "torture"')
    (issues / "bulletin.toml").write_text(bulletin, encoding="utf-8")
    rows = "".join(f"| 第{i}行 | 内容{i}，**加粗** | {i * 100} |\n" for i in range(1, 91))
    table = "# 长表\n\n表1 跨页的表\n\n| 项目 | 说明 | 数目 |\n|---|:---:|---:|\n" + rows
    texts = {
        "issue.toml": ISSUE,
        "articles/01-all.md": ALL,
        "articles/02-table.md": table,
        "articles/03-brief.md": BRIEF.format(title="短讯一"),
        "articles/04-brief.md": BRIEF.format(title="短讯二"),
        "images/wide.svg": SVG.replace('font-family="Hei"', 'font-family="SPP Hei"'),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, data in _pictures().items():
        (folder / "images" / name).write_bytes(data)
    return folder


def _write_style(folder: Path) -> None:
    shutil.copytree(ROOT / "styles" / "classic", folder)
    (folder / "shading.css").write_text(SHADING, encoding="utf-8")
    settings = folder / "style.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace('"components/back.css",', '"components/back.css",\n  "shading.css",'), "utf-8"
    )


def _pictures() -> dict[str, bytes]:
    size = (2600, 1240)
    clear = photograph("RGB", 2, (1300, 620)).convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    drawing = Image.new("RGB", (1200, 600), "#ffffff")
    drawing.paste("#c8102e", (120, 120, 600, 480))
    tall = (1300, 1760)
    shade = Image.new("L", tall, 60)
    cmyk = Image.merge("CMYK", [*photograph("RGB", 3, tall).split(), shade])
    return {
        "photo.jpg": encoded(photograph("RGB", 1, size), "JPEG", quality=90),
        "grey.jpg": encoded(photograph("L", 1, size), "JPEG", quality=90),
        "cmyk.jpg": encoded(cmyk, "JPEG", quality=90),
        "small.jpg": encoded(photograph("RGB", 4, (300, 200)), "JPEG"),
        "clear.png": encoded(clear, "PNG"),
        "drawing.png": encoded(drawing, "PNG"),
        "indexed.png": encoded(drawing.quantize(16), "PNG"),
    }
