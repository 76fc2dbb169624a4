"""Messages about what is imported: Word files, texts, pictures."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

_PACKAGES = {
    "docx-broken": Entry(
        "不是完好的 .docx 文件。",
        "This is not a whole .docx file.",
        "用 Word 打开，另存为 .docx；有密码的先去掉密码。",
        "Open it in Word and save it as .docx, without a password.",
    ),
    "docx-bomb": Entry(
        "文件展开后大得不合理，没有打开。",
        "This file would unpack to an absurd size, and was not opened.",
        "向发来的人核实；确是稿件就把文字粘贴到新的 Word 文件里。",
        "Ask who sent it; if it is a manuscript, paste its text into a new Word file.",
    ),
    "docx-doctype": Entry(
        "{part} 里有 DOCTYPE，正常的 Word 文件没有，没有打开。",
        "{part} has a DOCTYPE, which no true Word file has; it was not opened.",
        "向发来的人核实；确是稿件就用 Word 打开，另存为 .docx。",
        "Ask who sent it; if it is a manuscript, open it in Word and save it as .docx.",
    ),
    "docx-xml": Entry(
        "{part} 读不通，文件可能坏了。",
        "{part} cannot be parsed; the file may be damaged.",
        "用 Word 打开（会提示修复），另存为 .docx。",
        "Open it in Word, which offers to mend it, and save it as .docx.",
    ),
    "docx-deep": Entry(
        "内容的层次太深或太多，没有打开。",
        "This is nested too deeply, or holds too much, and was not opened.",
        "把文字粘贴到新的 Word 文件里。",
        "Paste its text into a new Word file.",
    ),
    "docx-external": Entry(
        "文件要引用外面的东西（{kind}：{address}），没有去取。",
        "This refers to something outside ({kind}: {address}), which was not fetched.",
        "是图片就在 Word 里插入图片本身。",
        "If it is a picture, insert the picture itself in Word.",
    ),
    "docx-chunk": Entry(
        "夹着另一份文档 {part}，没有读。",
        "Another document, {part}, is enclosed and was not read.",
        "在 Word 里打开这个文件另存一次，再导入。",
        "Open the file in Word, save it again, and import that.",
    ),
    "docx-chunk-here": Entry(
        "此处夹着另一份文档，没有导入。",
        "Another document was enclosed here and was not imported.",
        "在 Word 里打开原文件，把这段粘贴过来。",
        "Open the file in Word and paste that text here.",
    ),
    "docx-macros": Entry(
        "文件带宏，没有运行，也没有带过来。",
        "This file has macros, which were neither run nor kept.",
        "不用做什么；来历不明就向发来的人核实。",
        "Nothing to do; if you do not know why, ask who sent it.",
    ),
    "docx-embedded": Entry(
        "嵌着 {count} 个别的文件（{parts}），没有取出。",
        "{count} other files are embedded ({parts}) and were not taken out.",
        "在 Word 里双击打开，需要的另存出来。",
        "Open them by a double click in Word and save what you need.",
    ),
    "docx-embedded-here": Entry(
        "此处嵌着别的文件，没有导入。",
        "Another file was embedded here and was not imported.",
        "在 Word 里双击打开，另存为图片或表格。",
        "Open it by a double click in Word and save it as a picture or a table.",
    ),
}

_WORD = {
    "import-emphasis": Entry(
        "“{text}”的加粗或着重没有带全。",
        "Not all emphasis in “{text}” could be kept.",
        "对照原稿，用 **…** 补上。",
        "Compare it with the original and add **…**.",
    ),
    "import-tracker": Entry(
        "有邮件列表的跟踪网址，里面带着订阅者的编号；只留下网站 {site}。",
        "A mailing list's tracking link names a subscriber; only its site, {site}, was kept.",
        "换成网页真正的网址。",
        "Put the page's real address there.",
    ),
    "import-link": Entry(
        "链接“{address}”不是网址，只留下了文字。",
        "The link “{address}” does not lead to the web; only its words were kept.",
        "需要链接就换成 https:// 开头的网址。",
        "If it should be a link, give an address that begins with https://.",
    ),
    "import-symbol": Entry(
        "字体 {font} 的符号（{code}）认不出，用 〓 占位。",
        "The symbol {code} of the font {font} is not known; 〓 stands in its place.",
        "对照原稿，换成该有的符号。",
        "Compare it with the original and put the right sign there.",
    ),
    "import-inserted": Entry(
        "修订插入的“{text}”已收入（在“{near}”一段）。",
        "The tracked insertion “{text}” was taken (in “{near}”).",
        "不该收就删去。",
        "Take it out if it should not be there.",
    ),
    "import-deleted": Entry(
        "修订删去的“{text}”没有收入（在“{near}”一段）。",
        "The tracked deletion “{text}” was left out (in “{near}”).",
        "不该删就补上；原文记在 import.txt 里。",
        "Put it back if it should be there; it is kept in import.txt.",
    ),
    "import-comment": Entry(
        "{author} 的批注：“{text}”（批在“{on}”上），没有收入文章。",
        "A comment by {author}: “{text}” (on “{on}”); it is in no article.",
        "看过再定稿；批注都记在 import.txt 里。",
        "See to it; all comments are kept in import.txt.",
    ),
    "import-more": Entry(
        "同类的还有 {count} 处。",
        "There are {count} more of these.",
        "全部记在 import.txt 里。",
        "All are in import.txt.",
    ),
    "import-hidden": Entry(
        "隐藏的文字“{text}”没有收入。",
        "The hidden text “{text}” was left out.",
        "要用就补上；它记在 import.txt 里。",
        "Put it back if it is wanted; it is kept in import.txt.",
    ),
    "import-struck": Entry(
        "有 {count} 处文字画了删除线，文字照收，线没有带过来。",
        "{count} runs of text are struck through; the text was taken without the line.",
        "该删的请删去。",
        "Delete what was meant to be deleted.",
    ),
    "import-highlighted": Entry(
        "有 {count} 处文字涂了颜色，颜色没有带过来。",
        "{count} runs of text are highlighted; the colour was not kept.",
        "看看原稿上涂色的地方是否有事要办。",
        "See in the original whether anything was to be done there.",
    ),
    "import-formulas": Entry(
        "有 {count} 个公式，只收了其中的字符。",
        "There are {count} formulas; only their characters were taken.",
        "对照原稿检查；复杂的做成图片。",
        "Compare them with the original; make pictures of intricate ones.",
    ),
    "import-boxes": Entry(
        "有 {count} 个文本框，放进了“边栏”。",
        "{count} text boxes were made side boxes.",
        "不该是边栏的，删去 ::: 两行；位置不对就移动。",
        "Take away the ::: lines where it should be text, and move what is misplaced.",
    ),
    "import-columns": Entry(
        "有 {count} 处分栏，文字按原稿的先后收入。",
        "{count} parts are set in columns; their text was taken in the file's order.",
        "读一遍，看先后对不对。",
        "Read it through and see whether the order is right.",
    ),
    "import-header": Entry(
        "页眉“{text}”没有收入文章。",
        "The header “{text}” is in no article.",
        "要用就补进文章；它记在 import.txt 里。",
        "Put it into an article if it is wanted; it is kept in import.txt.",
    ),
    "import-footer": Entry(
        "页脚“{text}”没有收入文章。",
        "The footer “{text}” is in no article.",
        "要用就补进文章；它记在 import.txt 里。",
        "Put it into an article if it is wanted; it is kept in import.txt.",
    ),
    "import-note-block": Entry(
        "脚注 {label} 里有表格或图片，脚注只收文字。",
        "Note {label} holds a table or a picture; only its words were taken.",
        "把表格或图片放进正文。",
        "Put the table or picture into the text.",
    ),
    "import-note-uncalled": Entry(
        "没有文章用到脚注“{text}”。",
        "No article calls the note “{text}”.",
        "要用就补上；它记在 import.txt 里。",
        "Put it where it belongs; it is kept in import.txt.",
    ),
    "import-note-moved": Entry(
        "“{text}”带着脚注；标题和图注不能带，移到了下一段末尾。",
        "“{text}” calls a note; a title or caption cannot, so the next paragraph does.",
        "看看放在那里合不合适。",
        "See whether it is right there.",
    ),
}

_TABLES = {
    "import-table-box": Entry(
        "“{text}……”围在一格的表里，当作边栏。",
        "“{text}…” stands in a table of one cell, and was made a side box.",
        "不该是边栏的，删去 ::: 两行。",
        "Take away the ::: lines if it should be text.",
    ),
    "import-table-layout": Entry(
        "“{text}……”所在的表格看来只用来排版，拆成了段落。",
        "The table with “{text}…” seems only to place things, and was taken apart.",
        "读一遍，看先后对不对。",
        "Read it through and see whether the order is right.",
    ),
    "import-table-title": Entry(
        "“{text}”是表格第一行的通栏文字，移到了表格上面。",
        "“{text}” was the table's first row over all columns, and now stands above it.",
        "是表题就写成 表1 …… 这样。",
        "If it is the table's title, write it like 表1 …….",
    ),
    "import-table-merged": Entry(
        "“{text}……”的表格有 {count} 个合并的格，文字放在第一格，其余留空。",
        "The table “{text}…” has {count} merged cells: the first has the words, others are empty.",
        "对照原稿检查，空格里该有的字补上。",
        "Compare it with the original and fill in what should stand in the empty cells.",
    ),
    "import-table-nested": Entry(
        "“{text}……”的表格里还有表格，移到了它后面。",
        "The table “{text}…” held another table, which now stands behind it.",
        "看看放在那里合不合适。",
        "See whether it is right there.",
    ),
    "import-table-pictures": Entry(
        "“{text}……”的表格里有图片，移到了它后面。",
        "The table “{text}…” held pictures, which now stand behind it.",
        "看看放在那里合不合适。",
        "See whether they are right there.",
    ),
}

_PICTURES = {
    "import-chart": Entry(
        "有一幅 Word 图表（{alt}），没有取出。",
        "A Word chart ({alt}) was not taken out.",
        "在 Word 里右键“另存为图片”，放进 images。",
        "Save it as a picture in Word (right click) and put that into images.",
    ),
    "import-chart-here": Entry(
        "此处有一幅 Word 图表，没有导入。",
        "A Word chart stood here and was not imported.",
        "在 Word 里右键“另存为图片”，放进 images。",
        "Save it as a picture in Word (right click) and put that into images.",
    ),
    "import-diagram": Entry(
        "有一幅 SmartArt 图示（{alt}），没有取出。",
        "A SmartArt diagram ({alt}) was not taken out.",
        "在 Word 里右键“另存为图片”，放进 images。",
        "Save it as a picture in Word (right click) and put that into images.",
    ),
    "import-diagram-here": Entry(
        "此处有一幅 SmartArt 图示，没有导入。",
        "A SmartArt diagram stood here and was not imported.",
        "在 Word 里右键“另存为图片”，放进 images。",
        "Save it as a picture in Word (right click) and put that into images.",
    ),
    "import-linked-picture": Entry(
        "有一幅图片不在文件里（{address}），没有去取。",
        "A picture is not in the file ({address}) and was not fetched.",
        "找到图片，放进 images，写到注明的地方。",
        "Find it, put it into images, and name it where the remark stands.",
    ),
    "import-linked-picture-here": Entry(
        "此处有一幅图片，不在文件里。",
        "A picture stood here that is not in the file.",
        "找到图片，放进 images，写在这里。",
        "Find it, put it into images, and name it here.",
    ),
    "import-picture-missing": Entry(
        "图片“{name}”不在文件旁边。",
        "The picture “{name}” is not beside the file.",
        "找到图片，放进 images，写到注明的地方。",
        "Find it, put it into images, and name it where the remark stands.",
    ),
    "import-picture-inline": Entry(
        "{count} 幅图片夹在一段文字里，移到了这一段后面。",
        "{count} pictures stood within a paragraph, and were put behind it.",
        "看看放在那里合不合适。",
        "See whether they are right there.",
    ),
    "import-picture-loose": Entry(
        "图片不在任何稿件里，存为 {name}，还没有用。",
        "No text names this picture; it is kept as {name} and not used yet.",
        "要用就在文章里写 ![说明](../{name})，不用就删去。",
        "Write ![说明](../{name}) in an article, or delete it.",
    ),
    "import-header-picture": Entry(
        "页眉、页脚或脚注里的图片存为 {name}，还没有用。",
        "A picture of a header, footer or note is kept as {name} and not used yet.",
        "要用就在文章里写 ![说明](../{name})，不用就删去。",
        "Write ![说明](../{name}) in an article, or delete it.",
    ),
    "import-picture-unknown": Entry(
        "图片“{name}”的格式认不出。",
        "The format of the picture “{name}” is not known.",
        "另存为 JPEG 或 PNG，放进 images，写到注明的地方。",
        "Save it as JPEG or PNG, put that into images, and name it where the remark stands.",
    ),
    "import-metafile": Entry(
        "图片“{name}”是 EMF 或 WMF，由 LibreOffice 转成了 PNG。",
        "The picture “{name}” is EMF or WMF, and LibreOffice made a PNG of it.",
        "看看清不清楚；不清楚就换成原图。",
        "See whether it is sharp; if not, use the original.",
    ),
    "import-metafile-kept": Entry(
        "图片“{name}”是 EMF 或 WMF，没有程序能转。",
        "The picture “{name}” is EMF or WMF, and nothing here can convert it.",
        "装上 LibreOffice 再导入，或在 Word 里右键“另存为图片”选 PNG。",
        "Install LibreOffice and import again, or save it as PNG in Word (right click).",
    ),
    "import-converted": Entry(
        "图片“{name}”由 {kind} 转成了 PNG。",
        "The picture “{name}” was converted from {kind} to PNG.",
        "不用做什么。",
        "Nothing to do.",
    ),
    "import-crop": Entry(
        "图片“{name}”在 Word 里裁剪过，这里是整幅。",
        "The picture “{name}” is cropped in Word; here it is whole.",
        "要裁就用看图软件裁好，换掉它。",
        "Crop it with an image program and put that in its place.",
    ),
    "import-cropped": Entry(
        "图片“{name}”按 Word 里看到的裁剪。",
        "The picture “{name}” was cropped as Word shows it.",
        "要整幅就从原稿里另存。",
        "Save it from the original if you want all of it.",
    ),
    "import-caption": Entry(
        "“{text}”看来是图注，写成了图注。",
        "“{text}” looks like a caption, and was made one.",
        "不是图注就移回正文。",
        "Move it back into the text if it is none.",
    ),
    "import-cover": Entry(
        "第一篇之前的图片当作封面，说明暂写“{alt}”。",
        "The picture before the first article became the cover, described as “{alt}”.",
        "在 issue.toml 的 cover 里改说明；不是封面就删去这一行。",
        "Correct its description in issue.toml, or delete the line if it is no cover.",
    ),
}

_STRUCTURE = {
    "import-healed": Entry(
        "标题“{title}”去掉了断行的空格。",
        "The title “{title}” was freed of the spaces of its line ends.",
        "空格本来就要的话补上。",
        "Put a space back if it was meant.",
    ),
    "import-levels": Entry(
        "“{title}”的小标题按先后理成了 ##、###。",
        "The subheadings of “{title}” were put in order as ##, ###.",
        "层次不对就改。",
        "Correct the levels if they are wrong.",
    ),
    "import-guessed": Entry(
        "没有用标题样式，按加粗和字号认出 {count} 个标题：{titles}。",
        "With no heading styles, {count} headings were told by weight and size: {titles}.",
        "看看哪些是文章标题（#）、哪些是小标题（##）。",
        "See which are titles (#) and which are subheadings (##).",
    ),
    "import-levels-mixed": Entry(
        "同一级标题里有的下面是正文，有的下面又是标题（{titles}），一律当作文章。",
        "Headings of one level have text below, or headings ({titles}); all were made articles.",
        "是栏目的，在 issue.toml 里改成栏目。",
        "Make sections of those that are, in issue.toml.",
    ),
    "import-title": Entry(
        "“{title}”看来是整份文件的题目，没有收入文章。",
        "“{title}” seems to be the title of the whole file, and is in no article.",
        "要用就补上；它记在 import.txt 里。",
        "Put it where it belongs; it is kept in import.txt.",
    ),
    "import-several": Entry(
        "按标题分成了 {count} 篇。",
        "This became {count} articles, by its headings.",
        "本是一篇的，把后面几篇的标题改成 ##，并回第一篇。",
        "If it is one article, make the later titles ## and put them back into the first.",
    ),
    "import-lines": Entry(
        "{count} 行之间没有空行，每行都是完整的句子，各成一段。",
        "{count} lines have no blank lines between them; each ends a sentence and became a "
        "paragraph.",
        "本是一段就连起来。",
        "Join them if they are one paragraph.",
    ),
    "import-unread": Entry(
        "文件里有字没有读到：{characters}。",
        "Characters of the file were not read: {characters}.",
        "对照原稿补上，并把原稿发给维护者：这是程序的缺陷。",
        "Add them from the original, and send that to the maintainers: the program is at fault.",
    ),
    "import-first-line": Entry(
        "没有标题，第一行“{title}”当作标题。",
        "There is no heading; the first line “{title}” became the title.",
        "不对就改文章的第一行。",
        "Correct the article's first line if that is wrong.",
    ),
    "import-file-name": Entry(
        "没有标题，用文件名“{title}”。",
        "There is no heading; the title “{title}” is the file's name.",
        "改文章的第一行。",
        "Correct the article's first line.",
    ),
    "import-above": Entry(
        "第一个标题上面有文字“{text}”，放在了第一篇的开头。",
        "Above the first heading stands “{text}”, which now begins the first article.",
        "放错了就移走。",
        "Move it if that is wrong.",
    ),
    "import-unlisted": Entry(
        "目录里没有“{title}”，单成一篇，跟在前一篇后面。",
        "The contents list does not name “{title}”; it became an article behind the one before.",
        "是小标题就并回去，改成 ##。",
        "If it is a subheading, put it back and make it ##.",
    ),
    "import-missing": Entry(
        "目录里有“{title}”，正文里没有找到。",
        "The contents list names “{title}”, which was not found in the text.",
        "补上这一篇，或看看它的标题是否另有说法。",
        "Add that article, or see whether its title reads otherwise.",
    ),
    "import-contents-words": Entry(
        "标题是“{title}”，目录里是“{contents}”，字不同，照原样都保留。",
        "The title is “{title}”, the contents list has “{contents}”: both are kept as they are.",
        "是一处写错就改；在 issue.toml 的 contents 里。",
        "Correct it if one is wrong; it is contents in issue.toml.",
    ),
    "import-contents-marks": Entry(
        "标题是“{title}”，目录里是“{contents}”，标点不同，照原样都保留。",
        "Title and contents list differ in marks (“{title}”, “{contents}”): both are kept.",
        "要一致就删去 issue.toml 里的 contents。",
        "To make them the same, delete contents in issue.toml.",
    ),
    "import-order": Entry(
        "正文的先后与目录不同，按目录排。",
        "The text is in another order than the contents list, whose order was taken.",
        "要按正文的先后，就在 issue.toml 里调换。",
        "Change the order in issue.toml if the text's was right.",
    ),
    "import-orphan": Entry(
        "栏目名下面、文章标题上面有文字“{text}”，单成一篇。",
        "Below a section's name and above any title stands “{text}”; it became an article.",
        "该属于哪篇就并过去。",
        "Put it into the article it belongs to.",
    ),
    "import-alt": Entry(
        "{count} 幅图没有替代文字，先用了图注：{files}。",
        "Pictures without alternative text, for which the caption stands: {count} ({files}).",
        "在文章里把方括号中的改成图上画的是什么，给看不见图的人听。",
        "In the article, say in its square brackets what it shows, for those who cannot see it.",
    ),
    "import-alt-none": Entry(
        "图片没有替代文字，也没有图注。",
        "The picture has neither alternative text nor a caption.",
        "在文章里的方括号中写上图上画的是什么，给看不见图的人听。",
        "In the article, say in its square brackets what it shows, for those who cannot see it.",
    ),
    "import-section": Entry(
        "没有栏目的，放进“{title}”：{titles}。",
        "These have no section and were put into “{title}”: {titles}.",
        "在 issue.toml 里分到各栏目。",
        "Sort them into their sections in issue.toml.",
    ),
    "import-briefs": Entry(
        "“{title}”里有 {count} 篇只有一段，排成短讯。",
        "{count} articles of “{title}” have one paragraph, and are set as briefs.",
        '要另起一页的，在 issue.toml 里删去 form = "brief"。',
        'Delete form = "brief" in issue.toml for those that should open a page.',
    ),
    "import-editor-note": Entry(
        "“{text}……”做成了编者按的方框。",
        "“{text}…” was made a box, 编者按.",
        "后面还有几段也是编者按的，移到 ::: 之前。",
        "If paragraphs after it belong to it, move them before its :::.",
    ),
    "import-partner": Entry(
        "“{text}”看来是合作方的名称，写成了“合作方”。",
        "“{text}” seems to be a partner's name, and was made one.",
        "不是就删去 ::: 两行。",
        "Take away the ::: lines if it is none.",
    ),
    "import-stray": Entry(
        "“{text}”末尾多一个括号，去掉了。",
        "The closing bracket at the end of “{text}” has no partner, and was dropped.",
        "要就补上。",
        "Put it back if it was meant.",
    ),
    "import-empty": Entry(
        "“{title}”下面没有正文。",
        "There is no text below “{title}”.",
        "补上正文，或把它从 issue.toml 里去掉。",
        "Add its text, or take it out of issue.toml.",
    ),
    "import-front": Entry(
        "第一篇之前的“{text}”没有收入文章。",
        "“{text}”, before the first article, is in none.",
        "要用就补上；它记在 import.txt 里。",
        "Put it where it belongs; it is kept in import.txt.",
    ),
    "import-colophon": Entry(
        "末尾的“{text}”没有收入文章，bulletin.toml 里也没有。",
        "“{text}”, at the end, is in no article and not in bulletin.toml either.",
        "属于版权页就写进 bulletin.toml；它记在 import.txt 里。",
        "If it belongs into the colophon, write it in bulletin.toml; it is kept in import.txt.",
    ),
    "import-lost": Entry(
        "有字没有收入任何地方：{characters}。",
        "Characters were read and are nowhere: {characters}.",
        "对照原稿补上，并把原稿发给维护者：这是程序的缺陷。",
        "Add them from the original, and send that to the maintainers: the program is at fault.",
    ),
}

_NUMBERS = {
    "import-number-begun": Entry(
        "收进已经建好、还没有动过的{this}，换下了示例文章",
        "put into {this}, which had been begun and not touched; its sample article gave way",
        "不对就用 --issue 写明期号",
        "if that is wrong, name the issue with --issue",
    ),
    "import-number-next": Entry(
        "没有写明期号，接着 {other} 定为 {this}。",
        "No number is stated; it follows {other} as {this}.",
        "不对就用 --issue 重新导入。",
        "Import again with --issue if that is wrong.",
    ),
    "import-number-first": Entry(
        "没有写明期号，也没有别的期，定为 {this}。",
        "No number is stated and there is no other issue; it became {this}.",
        "不对就用 --issue 重新导入。",
        "Import again with --issue if that is wrong.",
    ),
    "import-number-stated": Entry(
        "按稿件所写，这是{this}。",
        "As the text states, this is {this}.",
        "不对就改 issue.toml。",
        "Correct issue.toml if that is wrong.",
    ),
    "import-number-clash": Entry(
        "稿件写着{stated}，与 {other} 的总期号合不上，改用总第{computed}期。",
        "The text states {stated}, which does not fit {other}; 总第{computed}期 was taken.",
        "查对哪一个错了。",
        "Find out which is wrong.",
    ),
    "import-cumulative": Entry(
        "没有写明总期号，也没有别的期可推算，定为{this}。",
        "No cumulative number is stated, and no other issue tells it; it became {this}.",
        "不对就改 issue.toml 里的 cumulative。",
        "Correct cumulative in issue.toml if that is wrong.",
    ),
    "number-next": Entry(
        "下一期是{this}，接着 {other}。",
        "The next issue is {this}, after {other}.",
        "不对就写明期号，如 spp-press new {instead}。",
        "Name another if that is wrong: spp-press new {instead}.",
    ),
    "number-next-year": Entry(
        "下一期是{this}：上一年出了 {ended} 期，{other} 是一年的最后一期。",
        "The next issue is {this}: the year before had {ended}, so {other} was its year's last.",
        "不对就写明期号，如 spp-press new {instead}。",
        "Name another if that is wrong: spp-press new {instead}.",
    ),
    "number-of-year": Entry(
        "按写明的年份，这是{this}。",
        "By the year that is given, this is {this}.",
        "不对就写明期号，如 spp-press new {instead}。",
        "Name another if that is wrong: spp-press new {instead}.",
    ),
    "number-first": Entry(
        "前面没有同类的期（增刊另编号），从{this}开始。",
        "There is none before it (supplements count apart); the series begins with {this}.",
        "不对就写明期号，如 spp-press new {instead}。",
        "Name another if that is wrong: spp-press new {instead}.",
    ),
}

_FILES = {
    "import-source": Entry(
        "没有这个文件或文件夹。",
        "There is no such file or folder.",
        "检查路径；名称里有空格的，整个加上引号。",
        "Check the path, and put it in quotes if it has spaces.",
    ),
    "import-nothing": Entry(
        "没有可以导入的稿件。",
        "There is nothing here to import.",
        "稿件应是 .docx、.doc、.wps、.md 或 .txt。",
        "Manuscripts are .docx, .doc, .wps, .md or .txt.",
    ),
    "import-many": Entry(
        "文件夹里超过 {limit} 个文件。",
        "The folder holds more than {limit} files.",
        "只放这一期的稿件和图片。",
        "Put only this issue's manuscripts and pictures there.",
    ),
    "import-needs-office": Entry(
        "这种文件要由 LibreOffice 来读，这台电脑没有装。",
        "Only LibreOffice can read this kind of file, and it is not installed.",
        "在 Word 或 WPS 里打开，另存为 .docx；或装上 LibreOffice 再导入。",
        "Open it in Word or WPS and save it as .docx, or install LibreOffice.",
    ),
    "import-office-failed": Entry(
        "LibreOffice 没能读出这个文件。",
        "LibreOffice could not read this file.",
        "在 Word 或 WPS 里打开，另存为 .docx。",
        "Open it in Word or WPS and save it as .docx.",
    ),
    "import-by-office": Entry(
        "由 LibreOffice 转换后读入。",
        "This was read through LibreOffice.",
        "对照原稿检查。",
        "Compare the result with the original.",
    ),
    "import-left-pdf": Entry(
        "PDF 没有导入。",
        "PDFs are not imported.",
        "请对方发 Word 文件，或从 PDF 里复制文字存为 .txt。",
        "Ask for the Word file, or copy the text from the PDF into a .txt.",
    ),
    "import-left-sheet": Entry(
        "表格文件没有导入。",
        "Spreadsheets are not imported.",
        "在 Excel 或 WPS 里另存为 CSV，放进这一期的 data 文件夹，"
        "文章里写 ![表1 表题](../data/文件名.csv)。",
        "Save it as CSV in the issue's data folder, and write ![title](../data/name.csv).",
    ),
    "import-left-other": Entry(
        "不是稿件也不是图片，没有导入。",
        "This is neither a manuscript nor a picture, and was left out.",
        "要用就另存为 .docx、.txt 或图片；压缩包先解开。",
        "Save it as .docx, .txt or a picture if it is wanted; unpack an archive first.",
    ),
    "import-left-deep": Entry(
        "文件夹套得太深，没有进去看。",
        "This folder lies too deep and was not looked into.",
        "把稿件移到上层。",
        "Move the manuscripts up.",
    ),
    "bulletin-exists": Entry(
        "这里已经有一份简报（issues/bulletin.toml），没有改动它。",
        "There is a bulletin here already (issues/bulletin.toml), and it was left alone.",
        "换一个空文件夹。",
        "Choose an empty folder.",
    ),
    "bulletin-folder": Entry(
        "文件夹不是空的。",
        "This folder is not empty.",
        "换一个空文件夹，或新建一个。",
        "Choose an empty folder, or make a new one.",
    ),
    "bulletin-value": Entry(
        "缺少{what}。",
        "There is no {what}.",
        "用 {option} 写明。",
        "Give it with {option}.",
    ),
    "bulletin-style": Entry(
        "没有“{name}”这种版式。",
        "There is no style {name}.",
        "可用的版式：{styles}。",
        "There are: {styles}.",
    ),
}

IMPORTING: dict[str, Entry] = {
    **_PACKAGES,
    **_WORD,
    **_TABLES,
    **_PICTURES,
    **_STRUCTURE,
    **_NUMBERS,
    **_FILES,
}
