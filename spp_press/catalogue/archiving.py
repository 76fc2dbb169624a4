"""Messages of the archive."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

ARCHIVING: dict[str, Entry] = {
    "only-nothing": Entry(
        zh="没有一期符合“{pattern}”。",
        en="No issue fits {pattern}.",
        zh_remedy="有这些期：{issues}。可以用 * 代表任意文字，如 2021-*。",
        en_remedy="There are: {issues}. A * stands for any text, as in 2021-*.",
    ),
    "archive-empty": Entry(
        zh="issues 文件夹里还没有一期。",
        en="There is no issue yet.",
        zh_remedy="用 spp-press new 或 spp-press import 建一期。",
        en_remedy="Begin one with spp-press new or spp-press import.",
    ),
}
