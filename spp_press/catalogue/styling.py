"""Messages about what a designer writes: style.toml, custom properties, selectors, colours."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

INSTEAD: dict[str, tuple[str, str]] = {
    "text-autospace": (
        "汉字与西文、数字的间距写 --han-latin-gap 和 --han-digit-gap。",
        "The gap between Han and Latin or digits is --han-latin-gap and --han-digit-gap.",
    ),
    "text-spacing-trim": (
        "标点宽度写 --punctuation-width；行末和相邻的标点自会挤压。",
        "Say --punctuation-width; marks at line ends and side by side are squeezed by themselves.",
    ),
    "hanging-punctuation": (
        "不用悬挂：行末标点由排版引擎挤成半宽。删去这一条。",
        "Marks do not hang; at a line's end they are squeezed to half. Take it out.",
    ),
    "word-break": (
        "标题按词断行写 --heading-shape: balance；正文的断行不用写。",
        "For lines broken by words say --heading-shape: balance; text needs nothing.",
    ),
    "line-break": (
        "避头尾总是严格的，不用写。删去这一条。",
        "Line starts and ends are always kept strictly. Take it out.",
    ),
    "text-wrap": (
        "标题写 --heading-shape: balance、trapezium 或 lozenge。",
        "For headings say --heading-shape: balance, trapezium or lozenge.",
    ),
    "writing-mode": (
        "不能直排。短标题可以每字一行：width: 1ic。",
        "There is no vertical setting; a short title can stand character by character: width: 1ic.",
    ),
    "text-orientation": ("不能直排，删去这一条。", "There is no vertical setting. Take it out."),
    "text-combine-upright": (
        "不能直排，删去这一条。",
        "There is no vertical setting. Take it out.",
    ),
    "text-emphasis": ("着重号写 --emphasis-mark: dot。", "Say --emphasis-mark: dot."),
    "text-emphasis-style": ("着重号写 --emphasis-mark: dot。", "Say --emphasis-mark: dot."),
    "ruby-position": (
        "拼音总在字上；大小和高低写在 rt 上（font-size、vertical-align）。",
        "Ruby stands above; set its size and height on rt (font-size, vertical-align).",
    ),
    "text-justify": (
        "写 text-align: justify，字距由排版引擎分配。",
        "Say text-align: justify; the composer shares out the space.",
    ),
    "block-step-size": ("写 --block-step。", "Say --block-step."),
    "line-grid": ("写 --block-step。", "Say --block-step."),
    "initial-letter": (
        "首字放大写 ::first-letter 加 float: left。",
        "For a large initial use ::first-letter with float: left.",
    ),
    "text-shadow": ("印刷品上不用阴影，删去这一条。", "Shadows do not print well. Take it out."),
    "filter": ("图片先在图像软件里处理好。", "Treat the picture in an image editor first."),
    "mix-blend-mode": (
        "叠印由印刷版处理，颜色直接写成油墨。",
        "The print edition sees to overprinting; write the colour as an ink.",
    ),
    "aspect-ratio": (
        "写明 width 和 height，图片再加 object-fit: cover。",
        "Give width and height, and object-fit: cover for a picture.",
    ),
    "unicode-range": (
        "在 font-family 里把只有标点、西文的字体写在前面，如 “SPP Song Marks”。",
        "Name a face with marks and Latin only before the other, such as “SPP Song Marks”.",
    ),
    "text-underline-position": ("写 text-underline-offset。", "Say text-underline-offset."),
    "clip-path": ("写 overflow: hidden 和 border-radius。", "Use overflow: hidden, border-radius."),
    "position": (
        "只有 relative、absolute 和 running()；页眉页脚写在 @page 的边框里。",
        "There are relative, absolute and running(); running heads go into @page margin boxes.",
    ),
    "float": ("只有 left、right 和 footnote。", "There are left, right and footnote."),
    "display": (
        "用 block、inline-block、flex、grid 或 table。",
        "Use block, inline-block, flex, grid or table.",
    ),
}  # fmt: skip
"""What works instead of what the engine does not know, by property; Chinese, then English."""

STYLING: dict[str, Entry] = {
    **{
        f"ignored-{name}": Entry(
            zh="排版引擎不认 {message}",
            en="The layout engine ignores {message}",
            zh_remedy=zh,
            en_remedy=en,
        )
        for name, (zh, en) in INSTEAD.items()
    },
    "property-unknown": Entry(
        zh="没有 {property} 这个属性，这一条不起作用。",
        en="There is no property {property}; the line does nothing.",
        zh_remedy="是不是 {like}？",
        en_remedy="Did you mean {like}?",
    ),
    "custom-property-undefined": Entry(
        zh="用了 {property}，但版式里没有定义它。",
        en="{property} is used, and the style does not define it.",
        zh_remedy="在 tokens.css 的 :root 里定义它。",
        en_remedy="Define it on :root in tokens.css.",
    ),
    "custom-property-undefined-like": Entry(
        zh="用了 {property}，但版式里没有定义它。",
        en="{property} is used, and the style does not define it.",
        zh_remedy="是不是 {like}？",
        en_remedy="Did you mean {like}?",
    ),
    "custom-property-unread": Entry(
        zh="定义了 {property}，但没有地方用它。",
        en="{property} is defined, and nothing reads it.",
        zh_remedy="删去它，或用 var({property})。",
        en_remedy="Take it out, or use var({property}).",
    ),
    "custom-property-unread-like": Entry(
        zh="定义了 {property}，但没有地方用它。",
        en="{property} is defined, and nothing reads it.",
        zh_remedy="是不是 {like}？",
        en_remedy="Did you mean {like}?",
    ),
    "token-value": Entry(
        zh="{property} 不能是“{value}”，这一条不起作用。",
        en="{property} cannot be “{value}”; the line does nothing.",
        zh_remedy="可以写：{known}。",
        en_remedy="It can be: {known}.",
    ),
    "token-gap": Entry(
        zh="{property} 不能是“{value}”，应是 0 到 0.3 的数，单位是字宽。",
        en="{property} cannot be “{value}”, only a number from 0 to 0.3, in ic.",
        zh_remedy="例如 {property}: 0.2。",
        en_remedy="For example {property}: 0.2.",
    ),
    "heading-shape-text": Entry(
        zh="{selector} 上的 --heading-shape 也会管到正文，正文就按词断行，不再齐边。",
        en="--heading-shape on {selector} shapes running text too, which then breaks by words.",
        zh_remedy="只写在标题上，如 h2。",
        en_remedy="State it on headings only, such as h2.",
    ),
    "unit-missing": Entry(
        zh="{property}: {value} 没有单位，这一条不起作用。",
        en="{property}: {value} has no unit; the line does nothing.",
        zh_remedy="写明单位，如 {value}pt、{value}mm。",
        en_remedy="State one, such as {value}pt or {value}mm.",
    ),
    "key-number-range": Entry(
        zh="{setting} 里的 {value} 不在 {low} 到 {high} 之间。",
        en="{value} in {setting} is not between {low} and {high}.",
        zh_remedy="改正这个数。",
        en_remedy="Mend that number.",
    ),
    "selector-unused": Entry(
        zh="选择器 {selector} 里的 {name} 在稿件和模板里都不会出现。",
        en="The selector {selector} names {name}, which no manuscript and no template has.",
        zh_remedy="删去这一条，或改正名称。",
        en_remedy="Take the rule out, or mend the name.",
    ),
    "selector-unused-like": Entry(
        zh="选择器 {selector} 里的 {name} 在稿件和模板里都不会出现。",
        en="The selector {selector} names {name}, which no manuscript and no template has.",
        zh_remedy="是不是 {like}？",
        en_remedy="Did you mean {like}?",
    ),
    "family-missing": Entry(
        zh="没有一条 @font-face 给出字体“{family}”。",
        en="No @font-face gives the family “{family}”.",
        zh_remedy="可用的字体：{known}。系统里的字体从不使用。",
        en_remedy="There are: {known}. The system's fonts are never used.",
    ),
    "colour-device-cmyk": Entry(
        zh="CSS 里不能写 device-cmyk()。",
        en="CSS cannot say device-cmyk().",
        zh_remedy="在 style.toml 的 [inks] 里写油墨配比，CSS 里用它的 rgb。",
        en_remedy="State the build under [inks] in style.toml, and use its rgb in the CSS.",
    ),
    "colour-near-ink": Entry(
        zh="颜色 {colour} 与油墨 {ink}（{rgb}）相近而不相等，印出来会不一样。",
        en="The colour {colour} is near the ink {ink} ({rgb}) and not equal, and prints otherwise.",
        zh_remedy="改成 {rgb}；若真要另一种颜色，就在 style.toml 里给它一条油墨。",
        en_remedy="Write {rgb}; or if another is meant, give it an ink in style.toml.",
    ),
    "colour-no-ink": Entry(
        zh="颜色 {colour} 没有自己的油墨，印刷版按印刷特性文件换算，配比不由版式定。",
        en="The colour {colour} has no ink of its own; it prints as the profile converts it.",
        zh_remedy="在 style.toml 的 [inks] 里写 {entry}，CSS 和图形里写 {rgb}；配比可以再调。",
        en_remedy="Write {entry} under [inks] in style.toml, and {rgb} in the CSS and drawings; "
        "the build can be tuned.",
    ),
    "ink-rgb": Entry(
        zh="油墨 {ink} 的 rgb 是 {rgb}，按印刷特性文件应是 {right}。",
        en="The ink {ink} has the rgb {rgb}; by the printing profile it is {right}.",
        zh_remedy="style.toml 和 CSS 里都改成 {right}。",
        en_remedy="Write {right} in style.toml and in the CSS.",
    ),
    "key-not-numbers": Entry(
        zh="{setting} 应是 {count} 个数，每个从 {low} 到 {high}。",
        en="{setting} has to be {count} numbers, each from {low} to {high}.",
        zh_remedy="例如 {setting} = [0, 100, 100, 0]。",
        en_remedy="For example {setting} = [0, 100, 100, 0].",
    ),
    "key-not-colour": Entry(
        zh="{setting} 应是一个颜色，如 \"#006c6a\"。",
        en="{setting} has to be a colour such as \"#006c6a\".",
        zh_remedy="写 # 和六位十六进制数。",
        en_remedy="Write # and six hexadecimal digits.",
    ),
    "tag-unclosed": Entry(
        zh="标签 <{tag}> 没有结束。",
        en="The tag <{tag}> is never closed.",
        zh_remedy="在它的内容之后写 </{tag}>，写在同一个模板、{{% if %}} 的同一个分支里。",
        en_remedy="Write </{tag}> after what it holds, in the same template and {{% if %}} branch.",
    ),
    "tag-unopened": Entry(
        zh="这里的 </{tag}> 没有对应的 <{tag}>。",
        en="This </{tag}> closes a <{tag}> that was never opened.",
        zh_remedy="删去它，或在前面写 <{tag}>，写在同一个模板、{{% if %}} 的同一个分支里。",
        en_remedy="Take it out, or write <{tag}> before it, in the same template and {{% if %}} "
        "branch.",
    ),
    "tag-broken": Entry(
        zh="标签 <{tag} 写得不完整：少了引号或 >。",
        en="The tag <{tag} is broken: a quote or its > is missing.",
        zh_remedy="每个属性写成 名=\"值\"，用直引号，最后写 >。",
        en_remedy="Write each attribute as name=\"value\", in straight quotes, and end with >.",
    ),
    "style-exists": Entry(
        zh="已经有名为“{name}”的版式。",
        en="There is a style {name} already.",
        zh_remedy="换一个名称，或先把 {folder} 移走。",
        en_remedy="Take another name, or move {folder} away first.",
    ),
    "style-name": Entry(
        zh="版式的名称不能是“{name}”。",
        en="A style cannot be called “{name}”.",
        zh_remedy="用小写字母、数字和连字符，如 mine；留存旧版用 @，如 classic@2021。",
        en_remedy="Use small letters, digits and hyphens: mine. classic@2021 keeps a version.",
    ),
    "style-version-other": Entry(
        zh="版式“{style}”现在是 {version} 版，不能留存为“{name}”。",
        en="The style {style} is at version {version} now and cannot be kept as {name}.",
        zh_remedy="留存现在这一版，写 {like}。",
        en_remedy="To keep it as it is now, write {like}.",
    ),
    "style-version-unsaid": Entry(
        zh="版式“{style}”没有写版本，不能留存为“{name}”。",
        en="The style {style} says no version and cannot be kept as {name}.",
        zh_remedy="先在它的 style.toml 里写 version，如 version = \"2021\"。",
        en_remedy="Say its version in its style.toml first: version = \"2021\".",
    ),
    "style-source-missing": Entry(
        zh="没有名为“{name}”的版式，无从抄起。",
        en="There is no style {name} to copy.",
        zh_remedy="现有版式：{styles}。",
        en_remedy="There are: {styles}.",
    ),
    "style-source-missing-like": Entry(
        zh="没有名为“{name}”的版式，无从抄起。",
        en="There is no style {name} to copy.",
        zh_remedy="是不是 {like}？现有版式：{styles}。",
        en_remedy="Did you mean {like}? There are: {styles}.",
    ),
}  # fmt: skip
