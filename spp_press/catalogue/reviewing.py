"""Messages about review in Word: what reviewers changed, and what stands in the way."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

_ACCEPT = (
    "同意就接受：在终端里逐条回答，或加 --yes；有冲突的照稿子现在的样子自己改。",
    "Accept it if you agree: answer on a terminal, or --yes; settle a conflict in the manuscript.",
)

REVIEWING: dict[str, Entry] = {
    "review-edited": Entry("{who}：{near}", "{who}: {near}", *_ACCEPT),
    "review-restyled": Entry("{who}把“{old}”改成{look}", "{who} made “{old}” {look}", *_ACCEPT),
    "review-deleted": Entry("{who}删去一段：{old}", "{who} deleted a paragraph: {old}", *_ACCEPT),
    "review-added": Entry("{who}增加一段：{new}", "{who} added a paragraph: {new}", *_ACCEPT),
    "review-moved": Entry(
        "{who}移动一段：“{old}”，移到“{other}”之后",
        "{who} moved a paragraph: “{old}”, to after “{other}”",
        *_ACCEPT,
    ),
    "review-marked": Entry(
        "“{old}”{look}（{who}）",
        "“{old}” is {look} ({who})",
        "稿子没有动；要删要改，自己动手。",
        "The manuscript is as it was; delete or change it there, if that is what is meant.",
    ),
    "review-comment": Entry(
        "{who}批注“{old}”：{new}",
        "{who} on “{old}”: {new}",
        "批注只列出，不写进稿子；看了自己决定。",
        "Comments are only listed, never written into a manuscript; decide for yourself.",
    ),
    "review-record": Entry(
        "这是导出的审阅稿，但其中关于原稿的记录已经丢失，没法比对。",
        "This was exported for review, but what it remembers of the manuscripts is lost.",
        "写明是哪一期，与现在的稿子比：加 --issue 2021-1；最好请审稿人用 Word、WPS 或 LibreOffice "
        "在原文件上改。",
        "Say which issue it is of, with --issue 2021-1, to compare it with the manuscripts as they "
        "are; better, ask for changes in the exported file, made in Word, WPS or LibreOffice.",
    ),
    "review-record-lost": Entry(
        "关于原稿的记录已经丢失，是与现在的稿子比的：没有留修订的改动，也可能是稿子后来自己改的。",
        "What this remembers of the manuscripts is lost; it was compared with them as they are, so "
        "an untracked change may be the manuscript's own, made since.",
        "留了修订的可以接受，其余的看着改。",
        "Accept what was tracked; look at the rest, and make it by hand.",
    ),
    "review-mixed": Entry(
        "有的是导出的审阅稿，有的不是：{files}。",
        "Some of these were exported for review, and some were not: {files}.",
        "审阅稿和来稿分开导入。",
        "Import reviews and manuscripts apart.",
    ),
    "review-there": Entry(
        "这个文件导出以后有人改过，没有覆盖。",
        "Somebody has saved this file since it was exported; it was not overwritten.",
        "先收回其中的改动（spp-press import），再把它移走或改名；或用 -o 另写一个文件。",
        "Import its changes first, then move it away; or write another file with -o.",
    ),
    "review-overtaken": Entry(
        "稿子刚刚又被改过，没有写入。",
        "The manuscript has just been changed; nothing was written.",
        "存好别的程序里的稿子，再运行一次。",
        "Save it where it is open, and run the command again.",
    ),
    "review-encoding": Entry(
        "稿子的编码存不回原样，没有写入。",
        "This manuscript's encoding does not give the same bytes twice; nothing was written.",
        "用文本编辑器把它存成 UTF-8，再运行一次。",
        "Save it as UTF-8 in a text editor, and run the command again.",
    ),
}
