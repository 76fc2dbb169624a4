"""Messages about printers' profiles and the finished editions."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

EDITIONS: dict[str, Entry] = {
    "printer-unknown": Entry(
        zh="没有名为“{printer}”的印厂设置。",
        en="There is no printer {printer}.",
        zh_remedy="是不是“{like}”？可选：{known}；也可在 issues/printers/ 里另建。",
        en_remedy="Do you mean {like}? There are: {known}. Others go into issues/printers/.",
    ),
    "printer-trim": Entry(
        zh="“{value}”不是成品尺寸。",
        en="{value} is not a trim size.",
        zh_remedy='写成宽×高，单位毫米，例如 "210×285"。',
        en_remedy='Write width×height in mm, as in "210×285".',
    ),
    "printer-profile": Entry(
        zh="{profile} 不是 CMYK 印刷特性文件。",
        en="{profile} is not an ICC output profile for CMYK.",
        zh_remedy="向印厂要与纸张相配的 ICC 文件，放在设置文件旁边。",
        en_remedy="Ask the press for the profile of its paper, and put it beside the settings.",
    ),
    "trim-inferred": Entry(
        zh="第 {pages} 页没有写明成品尺寸（TrimBox）；页面 {found} 毫米，"
        "正是成品 {trim} 四边各加 {bleed} 毫米出血，就按这个裁。",
        en="Pages {pages} say no trim (TrimBox); {found} mm is {trim} with {bleed} mm of bleed "
        "around, so they are cut to that.",
        zh_remedy="请核对成品四边的内容没有被裁掉。",
        en_remedy="See that nothing at the edges is cut off.",
    ),
    "finish-trim": Entry(
        zh="第 {pages} 页：页面 {found} 毫米，成品 {trim} 毫米，“{printer}”不收。",
        en="Pages {pages}: {found} mm, {trim} mm when trimmed, which {printer} does not take.",
        zh_remedy="它要成品 {trims} 毫米，连四边各 {bleed} 毫米出血，页面是 {wanted}。"
        "请对方照此导出，或用 --printer 换印厂设置。",
        en_remedy="It takes {trims} mm; with {bleed} mm of bleed around, pages of {wanted}. "
        "Have it exported so, or choose another with --printer.",
    ),
    "finish-bleed": Entry(
        zh="第 {pages} 页：页面 {found} 毫米，成品 {trim} 毫米，四边没有 {bleed} 毫米出血。",
        en="Pages {pages}: {found} mm for {trim} mm when trimmed: {bleed} mm of bleed is not there "
        "on every side.",
        zh_remedy="请对方连出血一起导出，页面 {wanted} 毫米。",
        en_remedy="Have it exported with its bleed, as pages of {wanted} mm.",
    ),
    "trim-not-taken": Entry(
        zh="第 {pages} 页成品尺寸 {trim} 毫米，“{printer}”不收。",
        en="Pages {pages} are {trim} mm when trimmed, which {printer} does not take.",
        zh_remedy="它收：{trims}。请换版式或印厂设置；印厂收这个尺寸的，"
        '写一份 issues/printers/{printer}.toml，在 trims 里添上 "{trim}"。',
        en_remedy="It takes {trims}. Choose another style or printer; if your press does take it, "
        'write issues/printers/{printer}.toml, with "{trim}" among its trims.',
    ),
    "bleed-missing": Entry(
        zh="第 {page} 页的出血不足 {bleed} 毫米。",
        en="Page {page} has less than {bleed} mm of bleed.",
        zh_remedy="在版式的 @page 里写 bleed: {bleed}mm。",
        en_remedy="Say bleed: {bleed}mm in the style's @page.",
    ),
    "pages-not-multiple": Entry(
        zh="共 {pages} 页，不是 {multiple} 的倍数，“{printer}”无法装订。",
        en="There are {pages} pages; {printer} binds multiples of {multiple}.",
        zh_remedy="在封底前补空白页，或增删内容。",
        en_remedy="Add blank pages before the back cover, or change the content.",
    ),
    "sheet-too-small": Entry(
        zh="小册子的跨页 {spread} 毫米，{sheet} 毫米的纸放不下。",
        en="The booklet's spreads are {spread} mm, and the sheet is {sheet} mm.",
        zh_remedy="选成品尺寸更小的版式。",
        en_remedy="Choose a style with a smaller page.",
    ),
    "proof-too-large": Entry(
        zh="成品 {trim} 毫米，放在 {sheet} 的校样纸上，两边留不出批改的地方。",
        en="A page of {trim} mm leaves no margin to write in on an {sheet} sheet.",
        zh_remedy="选成品尺寸更小的版式。",
        en_remedy="Choose a style with a smaller page.",
    ),
    "transparency-left": Entry(
        zh="第 {page} 页有透明：{what}；“{printer}”只收 PDF/X-1a，它不支持透明。",
        en="Page {page} has transparency: {what}. {printer} takes PDF/X-1a, which has none.",
        zh_remedy="改用不透明的颜色和图片，或换收 PDF/X-4 的印厂设置。",
        en_remedy="Use opaque colours and pictures, or a printer that takes PDF/X-4.",
    ),
    "pdf-unreadable": Entry(
        zh="{file} 不是能打开的 PDF：{reason}",
        en="{file} is not a PDF that can be opened: {reason}",
        zh_remedy="检查文件是否完整，或去掉密码。",
        en_remedy="Check that the file is whole, and take its password off.",
    ),
    "not-separable": Entry(
        zh="第 {page} 页有不能分色的内容：{what}。",
        en="Page {page} has something that cannot be separated into inks: {what}.",
        zh_remedy="改用普通的颜色、渐变或图片。",
        en_remedy="Use plain colours, gradients or pictures instead.",
    ),
}
