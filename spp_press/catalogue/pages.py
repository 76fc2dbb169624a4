"""Messages about styles, fonts, layout, editions and preflight."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

PAGES: dict[str, Entry] = {
    "style-missing": Entry(
        zh="没有名为“{name}”的版式。",
        en="There is no style {name}.",
        zh_remedy="现有版式：{styles}。请改 issue.toml 或 bulletin.toml 里的 style。",
        en_remedy="There are: {styles}. Change style in issue.toml or bulletin.toml.",
    ),
    "style-version-missing": Entry(
        zh="没有版式“{name}”：现在的 {style} 不是 {version} 版，styles 里也没有留存 {name}。",
        en="There is no style {name}: {style} is not at version {version}, nor is {name} kept.",
        zh_remedy="把当年的版式放回 styles/{name}，或改 issue.toml 里的 style。",
        en_remedy="Put the style of then back as styles/{name}, or change style in issue.toml.",
    ),
    "style-file-missing": Entry(
        zh="版式里列了 {file}，却没有这个文件。",
        en="The style lists {file}, and there is no such file.",
        zh_remedy="补上文件，或从 sheets 里去掉。",
        en_remedy="Add the file, or take it off sheets.",
    ),
    "line-wide": Entry(
        zh="版式要求的行比 PDF 的一页还宽。",
        en="The style asks for lines that are wider than a page of a PDF can be.",
        zh_remedy="检查 @page 的 size 和各处的 width。",
        en_remedy="Look at the size of @page, and at widths.",
    ),
    "style-unsettable": Entry(
        zh="这个版式排不出来（{message}）。",
        en="this style cannot be set ({message}).",
        zh_remedy="看看它最近改了什么，尤其是过大的数值和模板里没有结束的标签。",
        en_remedy="Look at what was changed in it last: numbers that are too large, open tags.",
    ),
    "font-broken": Entry(
        zh="字体文件 {file} 不完整，或不是 OpenType 字体。",
        en="The font file {file} is not whole, or no OpenType font.",
        zh_remedy="换一份完整的 .otf 或 .ttf 文件。",
        en_remedy="Replace it with a whole .otf or .ttf file.",
    ),
    "font-face-none": Entry(
        zh="版式里没有一条 @font-face，没有字体可用。",
        en="The style has no @font-face, and so no font.",
        zh_remedy="照 styles/classic/fonts.css 写上字体；系统里的字体从不使用。",
        en_remedy="Name its fonts as styles/classic/fonts.css does; the system's are never used.",
    ),
    "font-face-incomplete": Entry(
        zh="这条 @font-face 缺少 font-family 或 src。",
        en="This @font-face has no font-family or no src.",
        zh_remedy="写明两项，例如 src: url(\"spp-song-400.otf\")。",
        en_remedy="Give both, as in src: url(\"spp-song-400.otf\").",
    ),
    "font-file-missing": Entry(
        zh="找不到字体文件 {file}。",
        en="The font file {file} is nowhere to be found.",
        zh_remedy="把它放进版式的文件夹或简报的 fonts/ 文件夹。",
        en_remedy="Put it into the style's folder or into the bulletin's fonts/ folder.",
    ),
    "template-broken": Entry(
        zh="模板有误：{message}",
        en="The template cannot be filled: {message}",
        zh_remedy="改正这一行；模板里能用的名称见版式的 README.md。",
        en_remedy="Mend that line; the style's README.md lists the names that a template can use.",
    ),
    "template-name": Entry(
        zh="模板里写的 {name}，这里没有。",
        en="The template says {name}; there is no such name here.",
        zh_remedy="改正它；模板里能用的名称见版式的 README.md。",
        en_remedy="Mend it; the style's README.md lists the names that a template can use.",
    ),
    "template-name-like": Entry(
        zh="模板里写的 {name}，这里没有。",
        en="The template says {name}; there is no such name here.",
        zh_remedy="是不是 {like}？",
        en_remedy="Did you mean {like}?",
    ),
    "template-missing": Entry(
        zh="版式里没有名为 {name} 的模板。",
        en="The style has no template {name}.",
        zh_remedy="把它放进版式的文件夹，或改正这里的名称。",
        en_remedy="Put it into the style's folder, or mend the name here.",
    ),
    "template-missing-like": Entry(
        zh="版式里没有名为 {name} 的模板。",
        en="The style has no template {name}.",
        zh_remedy="是不是 {like}？",
        en_remedy="Did you mean {like}?",
    ),
    "template-open": Entry(
        zh="到这里为止，{{% {block} %}} 没有配上 {{% end{block} %}}。",
        en="Up to here, a {{% {block} %}} has no {{% end{block} %}}.",
        zh_remedy="在它的内容之后写 {{% end{block} %}}。",
        en_remedy="Write {{% end{block} %}} after what it holds.",
    ),
    "character-missing": Entry(
        zh="字体里没有“{character}”（{code}）这个字。",
        en="No font of the style draws {character} ({code}).",
        zh_remedy="换一个字，或请美编给版式添一款有这个字的字体。",
        en_remedy="Write it otherwise, or have a font that draws it added to the style.",
    ),
    "layout-lost": Entry(
        zh="排版时丢了东西：{message}",
        en="Something was lost in layout: {message}",
        zh_remedy="按提示改正这一处再排。",
        en_remedy="Mend what it names and make the issue again.",
    ),
    "layout-ignored": Entry(
        zh="排版引擎不认这一条：{message}",
        en="The layout engine ignores this: {message}",
        zh_remedy="换一种写法；能用的写法见版式的 README.md。",
        en_remedy="Write it otherwise; the style's README.md says what works.",
    ),
    "layout-refused": Entry(
        zh="版式或稿件想读取文件夹以外的内容，已拒绝：{message}",
        en="The style or a manuscript reaches outside its folder, which is refused: {message}",
        zh_remedy="把所需的文件放进期刊或版式自己的文件夹。",
        en_remedy="Put what it needs into the issue's or the style's own folder.",
    ),
    "asset-missing": Entry(
        zh="版式里没有 {file} 这个文件。",
        en="The style has no file {file}.",
        zh_remedy="把它放进版式的文件夹，地址写 asset://style/ 加它在文件夹里的名称。",
        en_remedy="Put it into the style's folder, and write asset://style/ and its name there.",
    ),
    "asset-missing-like": Entry(
        zh="版式里没有 {file} 这个文件。",
        en="The style has no file {file}.",
        zh_remedy="是不是 {like}？",
        en_remedy="Did you mean {like}?",
    ),
    "address-relative": Entry(
        zh="模板里不能写地址“{file}”。",
        en="A template cannot give the address “{file}”.",
        zh_remedy="把文件放进版式的文件夹，写 asset://style/{name}。",
        en_remedy="Put the file into the style's folder, and write asset://style/{name}.",
    ),
    "anchor-missing": Entry(
        zh="目录等处的页码指向 {anchor}，但没有元素的 id 是它。",
        en="A page number points to {anchor}, and no element has that id.",
        zh_remedy="article.html 里文章的元素要写 id=\"{{{{ article.file | anchor }}}}\"；"
        "并看它的标签和引号是否完整。",
        en_remedy="The article's element in article.html has to say "
        "id=\"{{{{ article.file | anchor }}}}\"; see that its tag and quotes are whole.",
    ),
    "text-outside": Entry(
        zh="“{text}”排到了第 {page} 页的纸外，印不出来。",
        en="“{text}” lies outside page {page} and would not be printed.",
        zh_remedy="检查版式里的边距、缩进、定位和宽度。",
        en_remedy="Look at the style's margins, indents, positions and widths.",
    ),
    "note-lost": Entry(
        zh="这个脚注排不进它所在的页。",
        en="This note finds no place on its page.",
        zh_remedy="缩短脚注，或把脚注号移到邻近的句子。",
        en_remedy="Shorten the note, or move its call to a sentence nearby.",
    ),
    "too-many-pages": Entry(
        zh="这一期排出 {pages} 页，超过 {limit} 页的上限。",
        en="The issue comes to {pages} pages; the limit is {limit}.",
        zh_remedy="分成两期，或检查是否有稿件重复。",
        en_remedy="Split it, or see whether a manuscript is there twice.",
    ),
}  # fmt: skip
