"""Messages of ``compare``."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

COMPARING: dict[str, Entry] = {
    "compare-unknown": Entry(
        zh="“{against}”不是一个 PDF、一种版式，也不是版本库里的一个版本。",
        en="“{against}” is not a PDF, a style or a git revision of the bulletin.",
        zh_remedy="写一个 .pdf 文件、spp-press styles 列出的版式，或 git log 里的版本；"
        "还没有提交过，先提交一次。",
        en_remedy="Name a .pdf file, a style of spp-press styles, or a revision of git log; "
        "where there is none yet, commit first.",
    ),
    "compare-no-repository": Entry(
        zh="“{against}”不是一个 PDF 或一种版式，而 {folder} 不在 git 版本库里，没有版本可比。",
        en="“{against}” is not a PDF or a style, and {folder} is in no git repository that would "
        "have revisions.",
        zh_remedy="用 --against 写一个 .pdf 文件或一种版式；要与从前的稿子比，"
        "把简报的文件夹用 git 管理。",
        en_remedy="Name a .pdf file or a style with --against; to compare with earlier texts, keep "
        "the bulletin's folder in git.",
    ),
    "compare-foreign-repository": Entry(
        zh="{folder} 所在的 git 版本库属于另一个用户，没有读它。",
        en="the git repository of {folder} belongs to another user, and was not read.",
        zh_remedy="确认来源可靠后运行：git config --global --add safe.directory 版本库的路径。",
        en_remedy="If you trust it: git config --global --add safe.directory PATH.",
    ),
    "compare-issue-missing": Entry(
        zh="版本 {against} 里没有 {issue} 这一期。",
        en="the revision {against} has no issue {issue}.",
        zh_remedy="用 --against 换一个有这一期的版本；还没有提交过，先提交一次。",
        en_remedy="Name a revision that has it with --against; or commit it.",
    ),
    "compare-large": Entry(
        zh="版本 {against} 里这一期、版式和字体合计超过 1 GB，没有读。",
        en="the revision {against} has over 1 GB for this issue, and was not read.",
        zh_remedy="改与一个 PDF 比。",
        en_remedy="Compare with a PDF instead.",
    ),
    "compare-git": Entry(
        zh="git 读不出版本 {against}（{reason}）。",
        en="git cannot read the revision {against} ({reason}).",
        zh_remedy="版本库可能不完整：取全以后再比，或改与一个 PDF 比。",
        en_remedy="The repository may be incomplete: fetch all of it, or compare with a PDF.",
    ),
    "git-missing": Entry(
        zh="这台电脑没有装 git，不能与从前的版本比。",
        en="git is not installed, which comparing with a revision needs.",
        zh_remedy="装上 git，或用 --against 写一个 .pdf 文件或一种版式。",
        en_remedy="Install git, or name a .pdf file or a style with --against.",
    ),
    "pdf-large": Entry(
        zh="这个文件太大（上限 {limit} MB），没有读。",
        en="this file is too large (the limit is {limit} MB) and was not read.",
        zh_remedy="确认它是这一期的 PDF。",
        en_remedy="See that it is an issue's PDF.",
    ),
    "compare-pages": Entry(
        zh="这个 PDF 有 {pages} 页，超过 {limit} 页的上限。",
        en="This PDF has {pages} pages; the limit is {limit}.",
        zh_remedy="确认它是这一期的 PDF。",
        en_remedy="See that it is the issue's.",
    ),
    "compare-unreadable": Entry(
        zh="读不了这个 PDF。",
        en="This PDF cannot be read.",
        zh_remedy="确认它完整、没有密码。",
        en_remedy="See that it is whole and has no password.",
    ),
}  # fmt: skip
