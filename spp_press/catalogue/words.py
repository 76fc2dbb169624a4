"""What the command says of itself: helps, stages, the summary. Chinese first, then English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "help": (
        "把一期中文简报排成可以付印的 PDF。",
        "Set and print a recurring Chinese bulletin.",
    ),
    "usage": ("用法：", "Usage: "),
    "usage-options": ("[选项]", "[OPTIONS]"),
    "usage-commands": ("命令 …", "COMMAND …"),
    "help-arguments": ("参数：", "Arguments:"),
    "help-options": ("选项：", "Options:"),
    "help-commands": ("命令：", "Commands:"),
    "help-help": ("显示这份说明", "show this help"),
    "help-install-completion": (
        "装上补全：按 Tab 键补出命令、期、版式",
        "install completion: Tab offers commands, issues, styles",
    ),
    "help-show-completion": ("只显示补全用的脚本，不安装", "show the completion script only"),
    "completion-installed": (
        "{shell} 的补全已装在 {path}。重新打开终端后生效。",
        "Completion for {shell} is in {path}. It works in terminals opened from now on.",
    ),
    "an-issue": ("期", "ISSUE"),
    "an-address": ("地址", "address"),
    "an-issue-optional": ("[期]", "[ISSUE]"),
    "issues": ("期…", "ISSUE…"),
    "issues-or-pdfs": ("期|文件.pdf…", "ISSUE|FILE.pdf…"),
    "pdfs": ("文件.pdf…", "FILE.pdf…"),
    "a-pdf": ("文件.pdf", "FILE.pdf"),
    "a-folder": ("文件夹", "FOLDER"),
    "a-folder-optional": ("[文件夹]", "[FOLDER]"),
    "a-file": ("文件", "FILE"),
    "reviewed-files": ("审阅稿.docx", "REVIEWED.docx"),
    "files": ("文件…", "FILE…"),
    "an-edition": ("版本", "EDITION"),
    "a-stage": ("校次", "STAGE"),
    "a-style": ("版式", "STYLE"),
    "a-printer": ("印厂", "PRINTER"),
    "an-editor": ("编辑器", "EDITOR"),
    "a-year": ("年", "YEAR"),
    "a-count": ("数", "NUMBER"),
    "a-name": ("名称", "NAME"),
    "a-revision": ("修订|文件.pdf|版式", "REV|FILE.pdf|STYLE"),
    "help-make": (
        "排一期或几期，写出 PDF。\n\n同时写出给印厂的工单（-工单.txt）和排版记录"
        "（.receipt.json）：用了什么，排出什么。\n\n例：\n\n  spp-press make 2021-1\n\n"
        "  spp-press make 2021-1 --edition screen --open\n\n"
        "  spp-press make 2021-1 --edition proof --stage 二校\n\n"
        "  spp-press make issues/2021-1 issues/2021-2 --output 付印",
        "Set one or more issues and write their PDFs.\n\nBeside them go the printer's job "
        "ticket (-工单.txt) and a receipt (.receipt.json): what was used, what came of it."
        "\n\nExamples:\n\n"
        "  spp-press make 2021-1\n\n  spp-press make 2021-1 --edition screen --open\n\n"
        "  spp-press make 2021-1 --edition proof --stage second\n\n"
        "  spp-press make issues/2021-1 issues/2021-2 --output press",
    ),
    "help-check": (
        "检查一期的稿子和做好的 PDF，或任何一个 PDF。\n\n例：\n\n"
        "  spp-press check 2021-1\n\n  spp-press check 来稿.pdf --printer offset-uncoated --strict",
        "Proof an issue, its manuscripts and its finished PDFs, or any PDF.\n\n"
        "Examples:\n\n  spp-press check 2021-1\n\n"
        "  spp-press check theirs.pdf --printer offset-uncoated --strict",
    ),
    "help-finish": (
        "把别处做的 RGB PDF（成品尺寸相符、带出血）做成印刷文件，并检查。\n\n例：\n\n"
        "  spp-press finish 来稿.pdf --printer offset-coated",
        "Make an RGB PDF of the right trim, with bleed, a print file, and proof it.\n\n"
        "Example:\n\n  spp-press finish theirs.pdf --printer offset-coated",
    ),
    "help-target": (
        "期（名称或文件夹）或 PDF 文件",
        "an issue (its name or its folder) or a PDF file",
    ),
    "help-pdf": ("PDF 文件，可以几个", "PDF files"),
    "help-strict": ("有需要注意的也算不通过", "let warnings fail too"),
    "help-json": (
        "给脚本看：只输出一份 JSON",
        "for scripts: print one JSON document, and nothing else",
    ),
    "help-ink": (
        "把每页画成 PNG，超墨的地方标红",
        "draw each page as PNG, what has too much ink in red",
    ),
    "help-fix": (
        "改正稿子里肯定写错的标点和数字，并列出改动；引语不动",
        "correct the certain slips of the manuscripts and show the changes; quotations stay",
    ),
    "help-verify": (
        "重排一期，看与付印时（或上次排出时）是否完全相同。\n\n例：\n\n  spp-press verify 2021-1",
        "Make an issue again and say whether it is what went to press, or was made last.\n\n"
        "Example:\n\n  spp-press verify 2021-1",
    ),
    "help-unpack": (
        "从电子版里取出稿件，成为可以再排的文件夹。\n\n例：\n\n"
        "  spp-press unpack 2021-1-screen.pdf --output 2021-1",
        "Take an issue out of its screen edition, as a folder that makes again.\n\n"
        "Example:\n\n  spp-press unpack 2021-1-screen.pdf --output 2021-1",
    ),
    "help-screen-pdf": ("电子版 PDF", "a screen edition"),
    "help-unpack-output": (
        "放在哪个新文件夹里（默认以期号为名）",
        "the new folder that it goes into (default: the issue's name)",
    ),
    "help-final": (
        "付印：把所用稿件和成品的记录存为这一期的 press.lock",
        "it goes to press: keep the record of what it is made of as the issue's press.lock",
    ),
    "help-anyway": (
        "即使与付印的不同也照排",
        "make it even if it differs from what went to press",
    ),
    "help-cache": (
        "做过的存在哪里：转换过的图片、做好的各种版本（默认用系统的缓存文件夹）",
        "where what was made is kept, pictures and editions (default: the system's cache folder)",
    ),
    "ask-unlike-printed": ("照样排出吗？", "Make it all the same?"),
    "stage-compare": ("比对", "comparing"),
    "identical": ("{issue}：与原来完全相同", "{issue}: identical"),
    "unpacked": (
        "稿件在 {path}。下一步：spp-press make {issue}",
        "The issue is in {path}. Next: spp-press make {issue}",
    ),
    "help-list": (
        "列出各期和期号。\n\n例：\n\n  spp-press list",
        "List the issues with their numbering.\n\nExample:\n\n  spp-press list",
    ),
    "help-styles": (
        "列出版式，或由一种版式另起一种。\n\n例：\n\n  spp-press styles\n\n"
        "  spp-press styles copy classic mine",
        "List the styles, or start one from another.\n\nExamples:\n\n  spp-press styles\n\n"
        "  spp-press styles copy classic mine",
    ),
    "help-copy": ("copy：另起一种", "copy: start a style of your own"),
    "help-from": ("由哪一种", "from this one"),
    "help-to": ("新版式的名称", "what it is to be called"),
    "help-sample-preview": (
        "看附带的样刊，用来看版式",
        "show the sample that comes with the press, to look at a style",
    ),
    "help-sample": (
        "排附带的样刊，用来看版式",
        "make the sample that comes with the press, to look at a style",
    ),
    "help-compare": (
        "逐页比较：哪些移动了、变了色、重排了，文字改了没有；写出一个网页。\n\n例：\n\n"
        "  spp-press compare 2021-1\n\n  spp-press compare 2021-1 --against HEAD~3\n\n"
        "  spp-press compare 2021-1 --against 付印.pdf\n\n"
        "  spp-press compare 2021-1 --against hongtou",
        "Compare page by page what moved, changed colour or reflowed, and whether the text "
        "changed; write it as one web page.\n\nExamples:\n\n  spp-press compare 2021-1\n\n"
        "  spp-press compare 2021-1 --against HEAD~3\n\n"
        "  spp-press compare 2021-1 --against printed.pdf\n\n"
        "  spp-press compare 2021-1 --against hongtou",
    ),
    "help-against": (
        "与什么比：版本库的一个版本（默认 HEAD）、一个 PDF 或另一种版式",
        "with what: a git revision (default: HEAD), a PDF, or another style",
    ),
    "column-style": ("版式", "style"),
    "column-title": ("名称", "title"),
    "column-version": ("版本", "version"),
    "column-folder": ("在哪里", "where"),
    "style-copied": (
        "新版式在 {path}。在 issue.toml 里写 style = \"{name}\"，再运行 make。",
        "The style is in {path}. Write style = \"{name}\" in issue.toml, and make the issue.",
    ),
    "compare-same": ("第 {page} 页：没有变化", "Page {page}: the same"),
    "compare-text": (
        "第 {page} 页：文字改了（{words}）",
        "Page {page}: the text changed ({words})",
    ),
    "compare-reflow": (
        "第 {page} 页：重排（文字移到别的页或行）",
        "Page {page}: reflowed (text went to other lines or pages)",
    ),
    "compare-moved": (
        "第 {page} 页：移动了 {count} 处，最多 {distance} mm",
        "Page {page}: {count} moved, by {distance} mm at most",
    ),
    "compare-colour": (
        "第 {page} 页：颜色、图片或细节变了",
        "Page {page}: colours, pictures or details changed",
    ),
    "compare-added": ("第 {page} 页：新增", "Page {page}: added"),
    "compare-removed": ("第 {page} 页：没有了", "Page {page}: gone"),
    "compare-size": ("第 {page} 页：页面尺寸变了", "Page {page}: the page's size changed"),
    "compare-changed": (
        "{changed} 页有变化，共 {pages} 页。",
        "{changed} of {pages} pages changed.",
    ),
    "compare-texts": ("{texts} 页的文字改了。", "The text changed on {texts} of them."),
    "compare-texts-none": ("文字一字未改。", "Not a word of the text changed."),
    "compare-zoom": ("放大", "larger"),
    "compare-none": ("{pages} 页都没有变化。", "All {pages} pages are the same."),
    "compare-title": ("比较", "Comparison"),
    "compare-before": ("原来", "Before"),
    "compare-after": ("现在", "Now"),
    "compare-overlay": (
        "叠合（红：原来有；蓝：现在有）",
        "Overlaid (red: was there; blue: is now)",
    ),
    "help-new": (
        "新建下一期：期号自己推算，栏目沿用，附一篇样稿。\n\n例：\n\n  spp-press new\n\n"
        "  spp-press new --year 2022\n\n  spp-press new --joint\n\n  spp-press new 2021-S1",
        "Start the next issue: numbers worked out, sections carried over, one sample article.\n\n"
        "Examples:\n\n  spp-press new\n\n  spp-press new --year 2022\n\n  spp-press new --joint\n\n"
        "  spp-press new 2021-S1",
    ),
    "help-year": (
        "哪一年的（默认接着上一期）",
        "of which year (default: after the last issue)",
    ),
    "help-joint": ("两期合刊", "a double issue"),
    "help-supplement": ("增刊", "a supplement"),
    "help-import": (
        "把 Word 稿件（一个文件或一个文件夹）变成一期。\n\n"
        "export 写出的 Word 文件审完以后，列出其中的改动，逐条接受。\n\n例：\n\n"
        "  spp-press import 来稿\n\n  spp-press import 全文.docx --issue 2021-2\n\n"
        "  spp-press import 来稿 --dry-run\n\n  spp-press import 2021-1-李审.docx",
        "Make an issue of Word files or texts: files, or a folder of them.\n\n"
        "Of a Word file that export wrote, list what reviewers changed, and accept it one by one."
        "\n\nExamples:\n\n"
        "  spp-press import drafts\n\n  spp-press import all.docx --issue 2021-2\n\n"
        "  spp-press import drafts --dry-run\n\n  spp-press import 2021-1-reviewed.docx",
    ),
    "help-sources": (
        "稿件：.docx、.doc、.wps、.md、.txt，或放着它们的文件夹（子文件夹就是栏目）",
        "manuscripts (.docx, .doc, .wps, .md, .txt), or a folder of them (its folders: sections)",
    ),
    "help-import-issue": (
        "这是哪一期，如 2021-2；不写就看稿件，再按上一期推算",
        "which issue it is, such as 2021-2; else as the text states, else the next one",
    ),
    "help-import-yes": ("不提问，一律用默认的", "ask nothing, take the defaults"),
    "help-dry-run": ("只看结果，什么也不写", "show what would be done and write nothing"),
    "help-export": (
        "把一期的文字写成一个 Word 文件，给用 Word 审稿的人；改回来以后用 import 收回。\n\n例：\n\n"
        "  spp-press export 2021-1 --docx\n\n  spp-press export 2021-1 --docx -o 送审.docx",
        "Write an issue's text as one Word file, for those who review in Word; import takes their "
        "changes back.\n\nExamples:\n\n  spp-press export 2021-1 --docx\n\n"
        "  spp-press export 2021-1 --docx -o review.docx",
    ),
    "help-docx": ("写成 Word 文件（.docx）", "as a Word file (.docx)"),
    "help-export-output": (
        "写到哪个文件（默认 build/2021-1.docx）",
        "which file to write (default: build/2021-1.docx)",
    ),
    "help-review-json": (
        "收回审阅稿时，把改动输出为 JSON",
        "of a reviewed Word file: print the changes as JSON",
    ),
    "exported": (
        "写入 {path}。已打开修订；改回来以后：spp-press import 那个文件",
        "Wrote {path}, with changes tracked. When it comes back: spp-press import that file",
    ),
    "review-of": ("{file}：{issue} 的审阅稿", "{file}: a review of {issue}"),
    "review-certain": ("可接受", "certain"),
    "review-conflict": ("有冲突", "conflict"),
    "review-by-hand": ("要自己改", "by hand"),
    "review-told": ("请看", "to read"),
    "review-why-settings": (
        "（写在 issue.toml 或 bulletin.toml 里）",
        "(it stands in issue.toml or bulletin.toml)",
    ),
    "review-why-printed": (
        "（排版时加上的字，稿子里没有）",
        "(the press adds it; it stands in no manuscript)",
    ),
    "review-why-data": ("（请改这个表的 CSV 文件）", "(change the table's CSV file)"),
    "review-why-table": (
        "（表格的行列请在稿子里增删）",
        "(add or delete a table's rows in the manuscript)",
    ),
    "review-why-notation": (
        "（稿子里没有这样的写法）",
        "(a manuscript has no notation for it)",
    ),
    "review-why-struck": ("（删不删由您定）", "(whether it is deleted is yours to decide)"),
    "review-why-outside": (
        "（加在文章之外，请移进一篇文章）",
        "(it was added outside the articles; put it into one)",
    ),
    "review-why-elsewhere": (
        "（移到了另一篇文章）",
        "(it was moved into another article)",
    ),
    "review-why-half": (
        "（文字移了位置，移到的地方不能照改）",
        "(the words were moved, and the other place cannot be changed)",
    ),
    "review-why-untracked": (
        "（未留修订，也可能是稿子后来改的）",
        "(untracked; it may be the manuscript's own change, made since)",
    ),
    "review-failed": ("没有改成", "not made"),
    "review-untracked": ("未留修订", "untracked"),
    "review-look-bold": ("加粗", "bold"),
    "review-look-no-bold": ("不加粗", "not bold"),
    "review-look-emphasis": ("着重", "emphasised"),
    "review-look-no-emphasis": ("不着重", "not emphasised"),
    "review-look-underline": ("加下划线", "underlined"),
    "review-look-no-underline": ("不加下划线", "not underlined"),
    "review-look-script": ("上标或下标", "a superscript or subscript"),
    "review-look-no-script": ("不是上下标", "no superscript or subscript"),
    "review-look-struck": ("划了删除线", "struck out"),
    "review-look-highlighted": ("标了颜色", "highlighted"),
    "review-look-link": ("另一个链接，或没有链接", "linked elsewhere, or not"),
    "review-ask": (
        "接受吗？y 是，n 否，a 其余全部，q 到此为止",
        "Accept? y yes, n no, a all the rest, q enough",
    ),
    "review-none": ("没有改动。", "No changes."),
    "review-summary": (
        "可接受 {certain} 处，已接受 {accepted} 处；有冲突 {conflicts} 处，要自己改 {by_hand} 处，"
        "请看 {to_read} 处。",
        "{certain} certain, {accepted} accepted; {conflicts} in conflict, {by_hand} to make by "
        "hand, {to_read} to read.",
    ),
    "review-how": (
        "什么也没有写。加 --yes 接受全部可接受的；在终端里运行则逐条问。",
        "Nothing was written. --yes accepts all that is certain; on a terminal it asks of each.",
    ),
    "help-init": (
        "在空文件夹里新办一份简报。\n\n例：\n\n  spp-press init\n\n"
        "  spp-press init 新简报 --name 绿色采购简报 --publisher 某某中心 --first 2022-1",
        "Begin a new bulletin in an empty folder.\n\nExamples:\n\n  spp-press init\n\n"
        "  spp-press init new --name 绿色采购简报 --publisher 某某中心 --first 2022-1",
    ),
    "help-folder": ("文件夹（默认是当前的）", "the folder (default: this one)"),
    "help-name": ("刊名", "the bulletin's name"),
    "help-publisher": ("编印单位", "who publishes it"),
    "help-first": ("从哪一期开始，如 2022-1", "the first issue, such as 2022-1"),
    "help-cumulative": (
        "第一期的总期号（默认与期号相同）",
        "the first issue's cumulative number (default: its number)",
    ),
    "help-editor-name": ("编辑的姓名", "the editor's name"),
    "ask-name": ("刊名", "name of the bulletin (--name)"),
    "ask-publisher": ("编印单位", "publisher (--publisher)"),
    "ask-first": ("从哪一期开始（如 2022-1）", "first issue, such as 2022-1 (--first)"),
    "ask-issue": ("这是哪一期", "Which issue is it"),
    "ask-write": ("写入吗？", "Write it?"),
    "founded": (
        "简报已在 {path}，第一期是 {issue}（{number}）。\n"
        "下一步：打开 {path}/issues/bulletin.toml 补全封底的文字；写法见旁边的 README.md；"
        "收稿件：spp-press import 来稿{at}；排出来看：spp-press make {issue}{at}",
        "The bulletin is in {path}; its first issue is {issue} ({number}).\n"
        "Next: complete {path}/issues/bulletin.toml; how to write is in README.md beside it; "
        "then: spp-press import FOLDER{at}, or spp-press make {issue}{at}",
    ),
    "imported": (
        "写入 {path}，全部经过记在 import.txt。下一步：spp-press make {issue}{at}",
        "Written to {path}; all that was done is in import.txt. Next: spp-press make {issue}{at}",
    ),
    "import-dry-run": ("没有写入；会写到 {path}", "Nothing was written; it would go to {path}"),
    "import-summary": (
        "{number}：{articles} 篇，{pictures} 幅图",
        "{number}: {articles} articles, {pictures} pictures",
    ),
    "import-record": (
        "导入记录。定稿以后可以删去这个文件。",
        "A record of the import. It may be deleted when all is seen to.",
    ),
    "import-files": ("文件", "Files"),
    "import-fate-read": ("已读入", "read"),
    "import-fate-picture": ("图片，已存入 images", "a picture, kept in images"),
    "import-fate-left-out": ("没有导入", "left out"),
    "import-fate-failed": ("读不了", "could not be read"),
    "import-done": ("做了什么", "What was done"),
    "import-unsure": ("拿不准的", "What is doubtful"),
    "import-to-do": ("还要做的", "What is left to do"),
    "import-slips": ("标点和写法可疑的（没有改动）", "Slips of punctuation and style (left as is)"),
    "import-slip-count": (
        "标点和写法有 {count} 处可疑，没有改动：见 import.txt，或运行 spp-press check {issue}",
        "{count} slips of punctuation and style were left as they are: see import.txt, "
        "or type spp-press check {issue}",
    ),
    "import-asides": ("没有收入文章的文字", "Text that is in no article"),
    "import-aside-front": ("第一篇之前", "before the first article"),
    "import-aside-colophon": ("末尾", "at the end"),
    "import-aside-header": ("页眉", "header"),
    "import-aside-footer": ("页脚", "footer"),
    "import-aside-comment": ("批注", "comment"),
    "import-aside-inserted": ("修订插入（已收入）", "tracked insertion (taken)"),
    "import-aside-deleted": ("修订删去", "tracked deletion"),
    "import-aside-hidden": ("隐藏的文字", "hidden text"),
    "import-aside-note": ("脚注", "note"),
    "help-preview": (
        "在浏览器里看实排的页，存盘即更新。\n\n例：\n\n  spp-press preview 2021-1",
        "Show the pages as they print, in the browser, renewed at every save.\n\n"
        "Example:\n\n  spp-press preview 2021-1",
    ),
    "help-issue": ("期：名称（2021-1）或文件夹", "an issue: its name (2021-1) or its folder"),
    "help-issue-new": (
        "新一期的名称，如 2021-2；不写就是下一期",
        "the new issue's name, such as 2021-2; the next one if left out",
    ),
    "help-edition": (
        "只出这种，可重复：print、screen（默认）、booklet、proof",
        "only this: print, screen (usual), booklet, proof; repeatable",
    ),
    "help-stage": (
        "校次：一校（默认）、二校、三校、付印；单写即只出校样",
        "round of proofs: first (default), second, third, press",
    ),
    "help-output": ("PDF 放在哪里（默认 build/）", "where the PDFs go (default: build/)"),
    "help-root": (
        "简报的文件夹，里面有 issues/bulletin.toml",
        "the bulletin's folder, with issues/bulletin.toml in it",
    ),
    "help-style": ("换一种版式", "set it in another style"),
    "help-printer": ("换一份印厂要求", "print it for another printer's profile"),
    "help-open": ("排完打开", "open the result"),
    "help-port": ("预览用的端口（默认任选）", "the preview's port (default: any)"),
    "help-editor": (
        "点击时用来打开出处的编辑器，如 code、notepad",
        "the editor that a click opens the source in, such as code or notepad",
    ),
    "help-no-browser": ("不打开浏览器，只给出网址", "only print the address"),
    "help-profile": ("列出各阶段用了多少时间", "show where the time went, stage by stage"),
    "profile": ("{issue}：时间用在哪里", "{issue}: where the time went"),
    "column-stage": ("阶段", "stage"),
    "column-seconds": ("秒", "s"),
    "column-share": ("占比", "share"),
    "stage-all": ("合计", "all"),
    "help-keep-html": ("同时留下排版用的 HTML", "keep the HTML that was laid out"),
    "help-quiet": ("只报错误", "say nothing but errors"),
    "help-verbose": ("连提示也列出", "list notices too"),
    "help-lang": (
        "界面语言：zh 或 en，写在命令前后都行",
        "language of messages: zh or en, before or after the command",
    ),
    "help-version": ("版本", "show the version"),
    "stage-start": ("启动", "starting"),
    "stage-find": ("查找已有成品", "finding what is finished"),
    "stage-load": ("装入排版程序", "loading the press"),
    "stage-write": ("写出", "writing"),
    "stage-read": ("读稿", "reading"),
    "stage-style": ("读版式", "reading the style"),
    "stage-pictures": ("转换图片", "converting pictures"),
    "stage-lay-out": ("排版", "laying out"),
    "stage-draw": ("绘页", "drawing"),
    "stage-print": ("印刷版", "print edition"),
    "stage-screen": ("电子版", "screen edition"),
    "stage-check": ("检查", "proofing"),
    "stage-booklet": ("拼版", "booklet"),
    "stage-proof": ("校样", "proof"),
    "severity-error": ("错误", "error"),
    "severity-warning": ("注意", "warning"),
    "severity-notice": ("提示", "notice"),
    "column-place": ("位置", "where"),
    "column-what": ("问题", "what"),
    "column-remedy": ("怎么办", "what to do"),
    "column-issue": ("期", "issue"),
    "column-number": ("期号", "number"),
    "column-cumulative": ("总期号", "cumulative"),
    "column-state": ("情况", "state"),
    "state-good": ("好", "good"),
    "state-missing": ("缺 {count} 期", "missing: {count}"),
    "help-doctor": (
        "看这台电脑缺什么，要输入什么。\n\n例：\n\n  spp-press doctor",
        "Tell what this machine lacks, and what to type.\n\nExample:\n\n  spp-press doctor",
    ),
    "doctor-good": ("齐了，可以排。", "All that is needed is here."),
    "summary": (
        "{pages} 页，{sections} 个栏目，{articles} 篇，{pictures} 幅图，{seconds} 秒",
        "{pages} pages, {sections} sections, {articles} articles, {pictures} pictures, {seconds} s",
    ),
    "started": (
        "新一期在 {path}。下一步：spp-press make {issue}{at}",
        "The issue is in {path}. Next: spp-press make {issue}{at}",
    ),
    "checked": (
        "{name}：{errors} 个错误，{warnings} 处注意",
        "{name}: errors: {errors}, warnings: {warnings}",
    ),
    "previewing": (
        "预览：{url}\n按 Ctrl-C 结束。",
        "Preview: {url}\nPress Ctrl-C to end it.",
    ),
    "preview-title": ("预览", "Preview"),
    "preview-thumbs": ("缩略图", "Thumbnails"),
    "preview-article": ("跳到文章…", "Go to an article…"),
    "preview-page": ("跳到页", "Go to page"),
    "preview-pages": ("各页", "Pages"),
    "preview-page-number": ("第 {page} 页", "Page {page}"),
    "preview-back": ("往前翻", "Back"),
    "preview-forth": ("往后翻", "Forward"),
    "preview-smaller": ("缩小", "Zoom out"),
    "preview-larger": ("放大", "Zoom in"),
    "preview-fit": ("整页", "Whole page"),
    "preview-fit-width": ("适合宽度", "Fit the width"),
    "preview-actual": ("实际大小（100 %）", "Actual size (100 %)"),
    "preview-single": ("单页", "Single pages"),
    "preview-overlays": ("显示", "Show"),
    "preview-grid": ("基线", "Baselines"),
    "preview-area": ("版心", "Type area"),
    "preview-trim": ("出血", "Bleed"),
    "preview-ink": ("墨量", "Ink"),
    "preview-ppi": ("精度", "Resolution"),
    "preview-ink-limit": ("红色处墨量超过 {limit} %", "Red: more than {limit} % of ink"),
    "preview-ppi-limit": ("红框的图不足 {limit} ppi", "Red: less than {limit} ppi"),
    "preview-problems": ("问题", "Problems"),
    "preview-no-problems": ("没有问题。", "Nothing is wrong."),
    "preview-busy": ("正在排…", "Setting…"),
    "preview-good": ("已是最新", "Up to date"),
    "preview-count": ("{count} 处要看", "{count} to look at"),
    "preview-failed": ("有错误", "Not set"),
    "preview-kept": ("下面是上一次排好的页", "Below are the last good pages"),
    "preview-more": ("另有 {count} 处。", "And {count} more."),
    "preview-lost": ("预览已断开", "Disconnected"),
    "preview-opened": ("已打开 {source}", "Opened {source}"),
    "preview-copied": ("已复制 {source}", "Copied {source}"),
    "preview-keys": ("按键", "Keys"),
    "preview-key-turn": ("翻页", "Turn the page"),
    "preview-key-ends": ("首页、末页", "First, last page"),
    "preview-key-zoom": ("放大、缩小", "Zoom in, out"),
    "preview-key-next": ("下一段、上一段", "Next, previous paragraph"),
    "preview-key-open": ("打开或复制它的出处", "Open or copy its source"),
    "preview-key-copy": ("复制它的出处", "Copy its source"),
    "preview-key-again": ("全部重排", "Set everything again"),
    "preview-close": ("关闭", "Close"),
    "help-archive": (
        "排出全部各期（只重排有变动的），并写出总目。\n\n例：\n\n  spp-press archive\n\n"
        "  spp-press archive --only '2021-*' --jobs 2\n\n"
        "  spp-press archive --cluster tcp://192.168.1.20:8786",
        "Make every issue of which something has changed, and a catalogue of all.\n\n"
        "Examples:\n\n  spp-press archive\n\n  spp-press archive --only '2021-*' --jobs 2\n\n"
        "  spp-press archive --cluster tcp://192.168.1.20:8786",
    ),
    "help-jobs": ("同时排几期（默认按处理器数）", "how many at a time (default: the processors)"),
    "help-only": (
        "只排这些期，可重复，可用 *，如 2021-*",
        "only these issues (may be repeated), * for any text: 2021-*",
    ),
    "help-archive-output": (
        "总库放在哪里（默认 build/archive/）",
        "where the archive goes (default: build/archive/)",
    ),
    "help-cluster": (
        "不在本机排，交给这个地址的 Dask 集群",
        "not on this machine, but on the Dask cluster at this address",
    ),
    "help-json-lines": (
        "给脚本看：每期一做完就输出一行 JSON",
        "for scripts: print a line of JSON as each issue is done, and nothing else",
    ),
    "archived": (
        "新排 {built} 期，未变 {unchanged} 期，失败 {failed} 期",
        "built: {built}, unchanged: {unchanged}, failed: {failed}",
    ),
    "state-failed": ("失败", "failed"),
    "waiting-archive": (
        "另一个命令正在排总库，等它排完。",
        "Another command is at this archive; waiting.",
    ),
    "waiting": (
        "另一个命令正在排这一期，等它排完。",
        "Another command is making this issue; waiting.",
    ),
}  # fmt: skip


def word(key: str, lang: str, **values: object) -> str:
    """The words for ``key`` in ``lang`` (``zh`` or ``en``)."""
    zh, en = WORDS[key]
    return (zh if lang == "zh" else en).format_map(values)
