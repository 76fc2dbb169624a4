"""Messages about finished PDFs: what would not print right, or could not be read on a screen."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

_ZH = "第 {page} 页，成品左边起 {x} 毫米、上边起 {y} 毫米（本页共 {count} 处）："
_EN = (
    "Page {page}, {x} mm from the left and {y} mm from the top of the trim ({count} on the page): "
)


def _at(zh: str, en: str, zh_remedy: str, en_remedy: str) -> Entry:
    """An entry about a place on a page."""
    return Entry(_ZH + zh, _EN + en, zh_remedy, en_remedy)


PREFLIGHT: dict[str, Entry] = {
    # the file
    "pdf-stale": Entry(
        zh="这个 PDF 不是由现在的稿件排出的；改动过的：{inputs}。",
        en="this PDF was not made of the sources as they are now; what has changed: {inputs}.",
        zh_remedy="先运行 spp-press make {issue}，再检查。",
        en_remedy="First type spp-press make {issue}, then check again.",
    ),
    "pdf-altered": Entry(
        zh="这个 PDF 与排版记录不符：排出以后又被改动或换过。",
        en="this PDF is not the one of the receipt: it was changed or replaced since it was made.",
        zh_remedy="先运行 spp-press make {issue}，再检查。",
        en_remedy="First type spp-press make {issue}, then check again.",
    ),
    "pdf-unrecorded": Entry(
        zh="排版记录里没有这个 PDF，不知道是不是由现在的稿件排出的。",
        en="no receipt tells of this PDF; whether it was made of these sources is not known.",
        zh_remedy="先运行 spp-press make {issue}，再检查。",
        en_remedy="First type spp-press make {issue}, then check again.",
    ),
    "pdf-rejected": Entry(
        zh="最近一次 make 没有通过印前检查，这是没有通过的那一份，不能付印。",
        en="The last make failed its preflight; this is what it made, and it must not be printed.",
        zh_remedy="运行 spp-press make {issue}，照它列出的错误改；通过以后这个文件自动删去。",
        en_remedy="Type spp-press make {issue} and mend the errors that it lists; once it passes, "
        "this file is removed.",
    ),
    "pdf-older": Entry(
        zh="这个 PDF 比最近一次 make 早，不是那一次排的；那一次的是 {rejected}，没有通过。",
        en="This PDF is older than the last make, which made {rejected} and failed.",
        zh_remedy="不要发给印厂；spp-press make {issue} 通过以后，才是新的。",
        en_remedy="Do not send it to the printer; it is made anew once spp-press make {issue} "
        "passes.",
    ),
    "proof-damaged": Entry(
        zh="这不是 PDF，或已损坏。",
        en="This is no PDF, or it is damaged.",
        zh_remedy="请重新导出或重新下载。",
        en_remedy="Export or download it again.",
    ),
    "proof-unreadable": Entry(
        zh="第 {page} 页的内容无法读懂（{reason}）。",
        en="Page {page} cannot be read ({reason}).",
        zh_remedy="请从原来的程序重新导出。",
        en_remedy="Export it again from the program it comes from.",
    ),
    "proof-malformed": Entry(
        zh="文件里有不合 PDF 规范的地方，有一项没能查完（{reason}）。",
        en="Something in the file is not as PDF has it, and one check was not finished ({reason}).",
        zh_remedy="请从原来的程序重新导出。",
        en_remedy="Export it again from the program it comes from.",
    ),
    "proof-repaired": Entry(
        zh="文件有破损，读的时候修补过。",
        en="The file is damaged, and was mended to be read.",
        zh_remedy="请重新导出或重新下载；印厂的机器不一定能修补。",
        en_remedy="Export or download it again: a press's machine may not mend it.",
    ),
    "proof-identity": Entry(
        zh="文件没有标明 {wanted}（现为：{said}）。",
        en="The file does not say that it is {wanted} (it says: {said}).",
        zh_remedy="用 spp-press finish 做成印刷文件。",
        en_remedy="Make it a print file with spp-press finish.",
    ),
    "proof-intents": Entry(
        zh="印刷输出意图有 {count} 个，应当恰好 1 个。",
        en="There are {count} output intents for print; there has to be exactly 1.",
        zh_remedy="用 spp-press finish 做成印刷文件。",
        en_remedy="Make it a print file with spp-press finish.",
    ),
    "proof-profile": Entry(
        zh="输出意图里没有 CMYK 特性文件（通道数：{channels}，应为 4）。",
        en="The output intent has no CMYK profile (channels: {channels}; should be 4).",
        zh_remedy="用 spp-press finish 做成印刷文件。",
        en_remedy="Make it a print file with spp-press finish.",
    ),
    "proof-condition": Entry(
        zh="印刷条件“{condition}”没有在 color.org 登记。",
        en="The printing condition {condition} is not registered at color.org.",
        zh_remedy="问印厂用的是哪种条件（如 FOGRA39），写进印厂设置。",
        en_remedy="Ask the press for its condition (FOGRA39, say), for the printer's file.",
    ),
    "proof-other-condition": Entry(
        zh="文件按 {condition} 制作，印厂要的是 {wanted}。",
        en="The file is made for {condition}; the printer asks for {wanted}.",
        zh_remedy="用这家印厂的设置重做，或用 --printer 换成对应的设置。",
        en_remedy="Make it again for this printer, or name the right one with --printer.",
    ),
    "proof-trapped": Entry(
        zh="文件没有说明是否做过陷印（Trapped：{said}）。",
        en="The file does not say whether it is trapped (Trapped: {said}).",
        zh_remedy="用 spp-press finish 做成印刷文件。",
        en_remedy="Make it a print file with spp-press finish.",
    ),
    "proof-id": Entry(
        zh="文件没有标识（ID）。",
        en="The file has no identifier (ID).",
        zh_remedy="重新导出，或用 spp-press finish 做成印刷文件。",
        en_remedy="Export it again, or make it a print file with spp-press finish.",
    ),
    "proof-encrypted": Entry(
        zh="文件加了密。",
        en="The file is encrypted.",
        zh_remedy="去掉密码和权限限制，重新导出。",
        en_remedy="Export it again without a password or restrictions.",
    ),
    "proof-javascript": Entry(
        zh="文件里有 JavaScript。",
        en="There is JavaScript in the file.",
        zh_remedy="去掉脚本和表单，重新导出。",
        en_remedy="Export it again without scripts and forms.",
    ),
    "proof-annotation": Entry(
        zh="第 {page} 页，成品左边起 {x} 毫米、上边起 {y} 毫米：出血以内有批注（{kind}）。",
        en="Page {page}, {x} mm from the left and {y} mm from the top of the trim: there is an "
        "annotation ({kind}) inside the bleed.",
        zh_remedy="删去链接、批注和表单域。",
        en_remedy="Delete links, comments and form fields.",
    ),
    # pages
    "proof-trim-missing": Entry(
        zh="第 {page} 页没有成品框（TrimBox），或另有作品框（ArtBox）。",
        en="Page {page} has no TrimBox, or an ArtBox beside it.",
        zh_remedy="导出时设好成品尺寸，只用 TrimBox。",
        en_remedy="Set the trim when exporting, and only that.",
    ),
    "proof-boxes": Entry(
        zh="第 {page} 页的 {inner} 超出 {outer} {measured} 毫米。",
        en="Page {page}: its {inner} reaches {measured} mm beyond its {outer}.",
        zh_remedy="成品框要在出血框里，出血框要在页面里：重新导出。",
        en_remedy="Trim lies in bleed, and bleed in media: export it again.",
    ),
    "proof-bleed": Entry(
        zh="第 {page} 页的出血只有 {measured} 毫米，应有 {limit} 毫米。",
        en="Page {page} has {measured} mm of bleed; it needs {limit} mm.",
        zh_remedy="把四边的出血设为 {limit} 毫米，重新导出。",
        en_remedy="Set a bleed of {limit} mm on all sides and export it again.",
    ),
    "proof-size": Entry(
        zh="第 {page} 页成品尺寸 {measured} 毫米，与第 1 页的 {limit} 毫米不同。",
        en="Page {page} is {measured} mm when trimmed; page 1 is {limit} mm.",
        zh_remedy="所有页用同一成品尺寸。",
        en_remedy="Give all pages the same trim.",
    ),
    "proof-empty": Entry(
        zh="第 {page} 页是空的。",
        en="Page {page} is empty.",
        zh_remedy="如果不是有意留白，请补内容或删去这一页。",
        en_remedy="Unless that is meant, fill it or take it out.",
    ),
    "proof-artwork": _at(
        "到裁切边的图只出血 {measured} 毫米，应有 {limit} 毫米。",
        "artwork at the trim bleeds {measured} mm; it needs {limit} mm.",
        "把它放大到出血边，或退到版心以内。",
        "Let it reach the bleed, or keep it away from the trim.",
    ),
    "proof-text-edge": _at(
        "文字离裁切边只有 {measured} 毫米，应有 {limit} 毫米。",
        "text is {measured} mm from the trim; it should be {limit} mm.",
        "往里移，以免裁到。",
        "Move it inwards, or it may be cut.",
    ),
    # colour
    "proof-colour": _at(
        "用了印版上没有的颜色：{space}。",
        "a colour is not on the press's plates: {space}.",
        "改成 CMYK 或单黑；或用 spp-press finish 转换。",
        "Use CMYK or black alone, or convert it with spp-press finish.",
    ),
    "proof-gradient": _at(
        "渐变给出 {measured} 个分量，颜色空间要 {limit} 个。",
        "a gradient gives {measured} components; its colour space has {limit}.",
        "重做这个渐变，或改成平色。",
        "Make the gradient again, or use a flat colour.",
    ),
    "proof-blend": Entry(
        zh="第 {page} 页有透明组在 {space} 里混合，应为 CMYK。",
        en="Page {page} has a transparency group that blends in {space}; it has to be CMYK.",
        zh_remedy="把透明混合空间设为 CMYK，重新导出。",
        en_remedy="Set the blend space to CMYK and export it again.",
    ),
    "proof-transparency": _at(
        "有透明，PDF/X-1a 不允许。",
        "something is transparent, which PDF/X-1a does not allow.",
        "拼合透明，或改用 PDF/X-4。",
        "Flatten it, or use PDF/X-4.",
    ),
    "proof-ink": _at(
        "总墨量 {measured}%，上限 {limit}%。",
        "total ink is {measured} %; the limit is {limit} %.",
        "减淡这里的颜色或图片；spp-press check --ink 会画出超墨的地方。",
        "Lighten the colour or picture here; spp-press check --ink draws where it is.",
    ),
    "proof-white-overprint": _at(
        "白色设了叠印，印出来会消失。",
        "white overprints, and will not be there in print.",
        "把白色的叠印关掉。",
        "Turn overprint off for white.",
    ),
    # pictures
    "proof-picture": _at(
        "图片 {picture} 在印出的大小只有 {measured} ppi，至少要 {limit}。",
        "picture {picture} has {measured} ppi at its printed size; it needs {limit}.",
        "这幅图最大只能印 {size} 毫米：换大图，或与别的图连着写，并排就小了；"
        "确实没有更好的，就写进 issue.toml 的 accepts。",
        "It may be printed {size} mm large: use a larger one, or put it in a row with others;"
        " else name it in issue.toml's accepts.",
    ),
    "proof-picture-soft": _at(
        "图片 {picture} 在印出的大小有 {measured} ppi，印厂希望 {limit}。",
        "picture {picture} has {measured} ppi at its printed size; the printer hopes for {limit}.",
        "印 {size} 毫米以内正好：有大图就换大图，或与别的图并排，印小一些。",
        "It is sharp up to {size} mm: use a larger one, or put it in a row with others.",
    ),
    "proof-bitmap": _at(
        "单色位图 {picture} 只有 {measured} ppi，至少要 {limit}。",
        "1-bit picture {picture} has {measured} ppi; it needs {limit}.",
        "最大只能印 {size} 毫米：重新扫描，或换成矢量图、灰度图。",
        "It may be printed {size} mm large: scan it finer, or use a drawing or a grey picture.",
    ),
    # text
    "proof-rich-black": _at(
        "{measured} 磅的黑字用了多色黑（C M Y K：{inks}），{limit} 磅以下会出现重影。",
        "black text of {measured} pt has more inks (C M Y K: {inks}); below {limit} pt that shows.",
        "改成单黑（0 0 0 100）。",
        "Set it in black alone (0 0 0 100).",
    ),
    "proof-rich-black-large": _at(
        "{measured} 磅的大黑字用了多色黑（C M Y K：{inks}，{limit} 磅起）。",
        "large black text of {measured} pt has more inks (C M Y K: {inks}; {limit} pt and up).",
        "除非要加深，否则改成单黑。",
        "Unless it is to be deeper, set it in black alone.",
    ),
    "proof-many-inks": _at(
        "{measured} 磅的字用了三色以上（C M Y K：{inks}），{limit} 磅以下套不准。",
        "text of {measured} pt has three inks and more (C M Y K: {inks}; limit: {limit} pt).",
        "用一两种墨的颜色，或改大。",
        "Use a colour of one or two inks, or larger type.",
    ),
    "proof-many-inks-small": _at(
        "{measured} 磅的字用了三色以上（C M Y K：{inks}），{limit} 磅以下不易套准。",
        "text of {measured} pt has three inks or more (C M Y K: {inks}); below {limit} pt they may "
        "part.",
        "最好用一两种墨的颜色，或改大。",
        "Better use a colour of one or two inks, or larger type.",
    ),
    "proof-knocks-out": _at(
        "{measured} 磅的黑字没有叠印（C M Y K：{inks}），{limit} 磅以下应当叠印。",
        "black text of {measured} pt (C M Y K: {inks}) knocks out; below {limit} pt it should not.",
        "给单黑的小字设叠印。",
        "Let small text in black alone overprint.",
    ),
    "proof-type-size": _at(
        "字只有 {measured} 磅，小于 {limit} 磅难认（C M Y K：{inks}）。",
        "type is {measured} pt; below {limit} pt it is hard to read (C M Y K: {inks}).",
        "改大。",
        "Make it larger.",
    ),
    "proof-font-missing": _at(
        "字体 {font} 没有嵌入。",
        "the font {font} is not embedded.",
        "导出时嵌入所有字体。",
        "Embed all fonts when exporting.",
    ),
    "proof-glyph-missing": _at(
        "字体 {font} 里没有这个字，印出来是方框。",
        "the font {font} lacks a character here; a box will be printed.",
        "换一种有这个字的字体。",
        "Use a font that has it.",
    ),
    "proof-font-foreign": _at(
        "字体 {font} 不是这个版式的。",
        "the font {font} is not one of the style's.",
        "只用版式里列出的字体；图里的字也一样。",
        "Use only the style's fonts, in drawings too.",
    ),
    "proof-font-type3": _at(
        "字体 {font} 是 Type 3，印出来可能发虚。",
        "the font {font} is Type 3 and may print soft.",
        "换成普通的 OpenType 字体。",
        "Use an ordinary OpenType font.",
    ),
    # lines
    "proof-line": _at(
        "线宽 {measured} 磅，{limit} 磅及以下可能印不出。",
        "a line is {measured} pt wide; at {limit} pt or less it may not print.",
        "改为 0.25 磅以上。",
        "Make it 0.25 pt or more.",
    ),
    "proof-line-fine": _at(
        "线宽 {measured} 磅，细于 {limit} 磅不一定印得实。",
        "a line is {measured} pt wide; under {limit} pt it may break.",
        "改为 0.25 磅以上。",
        "Make it 0.25 pt or more.",
    ),
    # veraPDF
    "verapdf": Entry(
        zh="veraPDF 判为不合标准：{rule}（{at}）。",
        en="veraPDF says that it does not conform: {rule} ({at}).",
        zh_remedy="用 spp-press 重做；若仍如此，请把文件发给维护者。",
        en_remedy="Make it again with spp-press; if that does not help, tell the maintainers.",
    ),
    "verapdf-failed": Entry(
        zh="veraPDF 没能查完（{reason}）。",
        en="veraPDF did not finish ({reason}).",
        zh_remedy="其余检查不受影响；要查标准，请检查 Java 和 veraPDF 的安装。",
        en_remedy="The other checks stand; to check the standards, see to Java and veraPDF.",
    ),
    # screen editions
    "screen-identity": Entry(
        zh="文件没有标明 {wanted}。",
        en="The file does not say that it is {wanted}.",
        zh_remedy="用 spp-press make 重做电子版。",
        en_remedy="Make the screen edition again with spp-press make.",
    ),
    "screen-title": Entry(
        zh="文件没有标题。",
        en="The file has no title.",
        zh_remedy="在文档属性里写上标题。",
        en_remedy="Give it a title in its properties.",
    ),
    "screen-language": Entry(
        zh="文件没有说明语言，朗读软件不知道怎么读。",
        en="The file does not say its language: a screen reader cannot tell how to read it.",
        zh_remedy="在文档属性里把语言设为 zh-CN。",
        en_remedy="Set the language to zh-CN in its properties.",
    ),
    "screen-tags": Entry(
        zh="文件没有标签，朗读软件读不出次序。",
        en="The file is not tagged: a screen reader cannot tell the order.",
        zh_remedy="导出时勾选“加标签的 PDF”。",
        en_remedy="Export it as tagged PDF.",
    ),
    "screen-figure": Entry(
        zh="第 {page} 页有图没有替代文字。",
        en="Page {page} has a figure without an alternative text.",
        zh_remedy="用一句话说明图里是什么。",
        en_remedy="Say in a sentence what it shows.",
    ),
    "screen-heading": Entry(
        zh="第 {page} 页的标题跳级：{measured}，最多应是 {limit}。",
        en="Page {page} has a heading {measured} where {limit} is the deepest that may follow.",
        zh_remedy="逐级用标题。",
        en_remedy="Go down one level at a time.",
    ),
    "screen-outline": Entry(
        zh="文件没有书签。",
        en="The file has no bookmarks.",
        zh_remedy="导出时生成书签。",
        en_remedy="Let the export make bookmarks.",
    ),
    # a proof that goes round
    "stage-not-for-press": Entry(
        zh="这是校样（{stage}），不是印刷文件。",
        en="This is a proof ({stage}), not a print file.",
        zh_remedy="给印厂的是 make 写出的 -print.pdf；要检查的也是它。",
        en_remedy="The press gets the -print.pdf that make writes; check that one.",
    ),
}
