"""Messages of the preview."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

PREVIEWING: dict[str, Entry] = {
    "preview-port-taken": Entry(
        zh="{port} 号端口用不了（{reason}）。",
        en="port {port} cannot be used ({reason}).",
        zh_remedy="换一个端口，或不写 --port，由程序自选。",
        en_remedy="Choose another, or leave --port out and one is chosen.",
    ),
    "preview-editor-unknown": Entry(
        zh="没有认识的编辑器“{name}”，或者这台电脑上没有装。",
        en="The editor {name} is not known, or is not on this machine.",
        zh_remedy="可用的有：{editors}。不写 --editor 则点击时复制出处。",
        en_remedy="There are: {editors}. Without --editor, a click copies the place.",
    ),
    "preview-nothing-drawn": Entry(
        zh="还没有排好的页，看不到油墨。",
        en="There are no pages yet whose ink could be shown.",
        zh_remedy="先改正错误，等页面出来。",
        en_remedy="Mend what is wrong, and wait for the pages.",
    ),
}
