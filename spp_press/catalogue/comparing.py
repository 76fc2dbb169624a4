"""Messages of ``compare``."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

COMPARING: dict[str, Entry] = {
    "compare-unknown": Entry(
        zh="“{against}”不是一个 PDF、一种版式，也不是版本库里的一个版本：{reason}",
        en="“{against}” is not a PDF, a style or a git revision of the bulletin: {reason}",
        zh_remedy="写一个 .pdf 文件、spp-press styles 列出的版式，或 git log 里的版本。",
        en_remedy="Name a .pdf file, a style of spp-press styles, or a revision of git log.",
    ),
    "compare-unreadable": Entry(
        zh="读不了这个 PDF。",
        en="This PDF cannot be read.",
        zh_remedy="确认它完整、没有密码。",
        en_remedy="See that it is whole and has no password.",
    ),
}  # fmt: skip
