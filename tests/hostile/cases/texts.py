"""Articles: encodings, characters, nesting, tables, notes, links, HTML, sizes."""

from __future__ import annotations

from tests.hostile.cases.case import Cases, formatted
from tests.hostile.judging import Either, Limited, Printed, Refused

TEXTS = Cases("text")
_HERE = "articles/a.md:3"
_TEXT = "# 甲文\n\n正文之字。\n"

# encodings
for _name, _data, _wanted in (
    ("utf8-bom", b"\xef\xbb\xbf" + _TEXT.encode(), Printed(("甲文", "正文之字"), never=("#",))),
    ("utf8-bom-twice", b"\xef\xbb\xbf" * 2 + _TEXT.encode(), Either(Printed(("甲文",), never=("#",)), "articles/a.md:1")),
    ("bom-before-title-later", "# 甲文\n\n\ufeff正文之字。\n".encode(), Printed(("正文之字",), said="warning")),
    ("crlf", _TEXT.replace("\n", "\r\n").encode(), Printed(("正文之字",))),
    ("cr", _TEXT.replace("\n", "\r").encode(), Printed(("正文之字",))),
    ("mixed-line-ends", "# 甲文\r\n\r正文之字。\n\r\n".encode(), Printed(("正文之字",))),
    ("gb18030", _TEXT.encode("gb18030"), Printed(("正文之字",), said="GB18030")),
    ("gbk-halved", _TEXT.encode("gb18030")[:-5], Either(Printed(), "articles/a.md")),
    ("utf16-bom", _TEXT.encode("utf-16"), Refused("articles/a.md")),
    ("utf16-le", _TEXT.encode("utf-16-le"), Refused("articles/a.md")),
    ("utf32", _TEXT.encode("utf-32"), Refused("articles/a.md")),
    ("big5", "# 臺灣\n\n正體中文的內容。\n".encode("big5"), Refused("articles/a.md:3")),
    ("latin1", "# 甲文 caf\u00e9\n\nx\n".encode("utf-8").replace(b"\xc3\xa9", b"\xe9"), Refused("articles/a.md:1")),
    ("cut-character", _TEXT.encode()[:-3], Refused("articles/a.md:3")),
    ("overlong", b"# " + "甲".encode() + b"\n\n\xc0\xafx\n", Refused("articles/a.md:3")),
    ("surrogates", "# 甲文正文\n\n".encode() + b"\xed\xa0\x80\xed\xb0\x80\n", Refused("articles/a.md:3")),
    ("five-bytes", "# 甲文正文\n\n".encode() + b"\xf8\x88\x80\x80\x80\n", Refused("articles/a.md:3")),
    ("beyond-unicode", "# 甲文正文\n\n".encode() + b"\xf4\x90\x80\x80\n", Refused("articles/a.md:3")),
    ("binary", bytes(range(256)) * 40, Refused("articles/a.md:2")),
    ("is-docx", b"PK\3\4\x14\0\6\0" + bytes(range(256)), Refused("articles/a.md:2")),
    ("empty", b"", Refused("articles/a.md")),
    ("blank", b" \n\t\n", Refused("articles/a.md")),
    ("only-bom", b"\xef\xbb\xbf", Refused("articles/a.md")),
    ("only-title", "# 甲文\n".encode(), Refused("articles/a.md:1")),
    ("no-title", "正文。\n".encode(), Refused("articles/a.md:1")),
    ("no-newline-at-end", "# 甲文\n\n正文之字。".encode(), Printed(("正文之字",))),
    ("nfd", "# 甲文\n\ncafe\u0301 正文之字。\n".encode(), Either(Printed(("正文之字",)), "articles/a.md")),
    ("no-newlines-megabyte", ("# 甲文\n\n" + "字" * 300_000).encode(), Limited(_HERE)),
    ("ten-megabytes", ("# 甲文\n\n" + "正文。\n\n" * 1_000_000).encode(), Limited("issue.toml:8")),
    ("most-lines", ("# 甲文\n\n" + "字\n" * 19_990).encode(), Limited(_HERE)),
    ("blank-lines", ("# 甲文\n\n正文之字。" + "\n" * 900_000).encode(), Either(Printed(("正文之字",)), "articles/a.md")),
):  # fmt: skip
    TEXTS.add(_name, _wanted, lambda s, data=_data: s.article(data))

# characters
for _name, _char, _wanted in (
    ("nul", "\0", Refused(_HERE)),
    ("backspace", "\b", Refused(_HERE)),
    ("escape", "\x1b[31m", Refused(_HERE)),
    ("delete", "\x7f", Refused("articles/a.md")),
    ("c1", "\x85", Refused(_HERE)),
    ("form-feed", "\f", Refused(_HERE)),
    ("bidi-override", "\u202e", Printed(said="articles/a.md:3: warning")),
    ("bidi-isolate", "\u2066", Printed(said="articles/a.md:3: warning")),
    ("zero-width", "\u200b", Printed(said="articles/a.md:3: warning")),
    ("joiner", "\u2060", Printed(said="articles/a.md:3: warning")),
    ("line-separator", "\u2028", Either(Printed(said="articles/a.md:3: warning"), _HERE)),
    ("replacement", "\ufffd", Either(Printed(said="warning"), _HERE)),
    ("private", "\ue000", Refused(_HERE)),
    ("noncharacter", "\uffff", Either(Printed(said="warning"), _HERE)),
    ("tag-characters", "\U000e0041", Either(Printed(said="warning"), _HERE)),
    ("rare-han", "\U00030000", Refused(_HERE, said="U+30000")),
    ("emoji", "\U0001f600", Refused(_HERE, said="U+1F600")),
    ("emoji-family", "\U0001f468\u200d\U0001f469", Refused(_HERE)),
    ("hangul", "한", Either(Printed(), "articles/a.md")),
    ("arabic", "\u0645\u0631\u062d\u0628\u0627", Refused(_HERE)),
    ("thai", "\u0e01\u0e33", Refused(_HERE)),
    ("variation", "葛\U000e0100", Either(Printed(), "articles/a.md")),
    ("combining-many", "a" + "\u0301" * 500, Either(Printed(), "articles/a.md")),
    ("entity-nul", "&#0;", Either(Printed(said="warning"), _HERE)),
    ("entity-control", "&#1;", Refused(_HERE)),
    ("entity-surrogate", "&#xD800;", Either(Printed(said="warning"), _HERE)),
    ("entity-beyond", "&#x110000;", Either(Printed(), "articles/a.md")),
    ("entity-zero-width", "&#8203;", Either(Printed(said="articles/a.md:3: warning"), _HERE)),
    ("entity-name", "&bsol;&nvlt;", Either(Printed(), "articles/a.md")),
    ("ideographic-description", "\u2ff0氵木", Either(Printed(), "articles/a.md")),
):  # fmt: skip
    TEXTS.add(f"char-{_name}", _wanted, lambda s, char=_char: s.body(f"前{char}后"))
TEXTS.add(
    "char-in-title", Refused("articles/a.md:1"), lambda s: s.article("# 甲\U00013000文\n\n正文。\n")
)
TEXTS.add(
    "bidi-in-title",
    Printed(said="articles/a.md:1: warning"),
    lambda s: s.article("# 甲\u202e文\n\n正文。\n"),
)

# HTML
TEXTS.bodies(Refused(_HERE), {
    f"html-{name}": text
    for name, text in {
        "script": "<script>alert(1)</script>",
        "script-block": "<script>\nx\n</script>",
        "iframe": "<iframe src='file:///etc/passwd'></iframe>",
        "object": "<object data='file:///etc/passwd'></object>",
        "embed": "前<embed src='http://127.0.0.1/x'>后",
        "img": "前<img src=x onerror=y>后",
        "img-file": "<img src='file:///etc/passwd'>",
        "link-attachment": "<a rel=attachment href='file:///etc/passwd'>x</a>",
        "link-element": "<link rel=stylesheet href=http://127.0.0.1/>",
        "link-attachment-element": "<link rel=attachment href=file:///etc/passwd>",
        "base": "<base href='file:///etc/'>",
        "meta-refresh": "<meta http-equiv=refresh content='0;url=http://127.0.0.1/'>",
        "style": "<style>*{display:none}</style>",
        "style-attribute": "前<span style='position:fixed'>x</span>后",
        "sub-attribute": "H<sub style='x'>2</sub>O",
        "u-class": "<u class='x'>x</u>",
        "br-attribute": "x<br class=y>x",
        "svg": "<svg><image href='http://127.0.0.1/'/></svg>",
        "math": "<math><mtext>x</mtext></math>",
        "div-close": "</div></article></body>x",
        "table-colspan": "<table><tr><td colspan=1000000>x</td></tr></table>",
        "unclosed-tag": "前<u>后",
        "crossed": "<u><sub>x</u></sub>",
        "close-only": "前</sub>后",
        "form": "<form><input name=x></form>",
        "template": "<template>x</template>",
        "noscript": "<noscript>x</noscript>",
        "cdata": "前<![CDATA[x]]>后",
        "doctype": "前<!DOCTYPE html>后",
        "instruction": "前<?php x ?>后",
        "custom": "<x-y>z</x-y>",
        "upper": "<SCRIPT>x</SCRIPT>",
        "newline-in-tag": "<img\nsrc=x>",
        "picture-element": "<picture><source srcset=http://127.0.0.1/></picture>",
        "frameset": "<frameset><frame src=file:///etc/passwd></frameset>",
        "ruby-wrong": "<rt>x</rt>",
        "comment-open": "<!-- 没有结束",
        "comment-trailing": "<!-- 注 --> 后",
    }.items()
})  # fmt: skip
TEXTS.bodies(Either(Printed(), "articles/a.md"), {
    f"html-{name}": text
    for name, text in {
        "comment-inline": "前<!-- 注 -->后",
        "comment-dashes": "<!-- a -- b --->\n\n后",
        "comment-short": "<!-->\n\n后",
        "nul-tag": "<scr\u200bipt>x</scr\u200bipt>",
        "entities": "&lt;script&gt;x&lt;/script&gt;",
        "slash": "<img/src=x>",
        "half": "1 < 2 > 0 <a",
    }.items()
})  # fmt: skip
TEXTS.bodies(Printed(("正文",)), {
    "html-sub": "正文<sub>2</sub><sup>3</sup><u>线</u><br>行",
    "html-ruby": "正文<ruby>字<rt>zì</rt></ruby>",
    "comment-multi": "<!--\n{{ 秘密 }}\n\n<script>\n-->\n\n正文",
})  # fmt: skip
TEXTS.add("comment-swallows-nothing", Printed(("正文",)), lambda s: s.body("正文\n\n<!-- 注 -->"))

# links
TEXTS.bodies(Refused(_HERE), {
    f"link-{name}": f"见[链接](<{address}>)。"
    for name, address in {
        "javascript": "javascript:alert(1)",
        "javascript-case": "JaVaScRiPt:alert(1)",
        "javascript-space": " javascript:alert(1)",
        "javascript-entity": "&#106;avascript:alert(1)",
        "javascript-tab": "java&#9;script:alert(1)",
        "vbscript": "vbscript:x",
        "file": "file:///etc/passwd",
        "file-relative": "../../../etc/passwd",
        "data": "data:text/html,<script>",
        "asset": "asset://style/ring.svg",
        "fragment": "#back",
        "relative": "b.md",
        "protocol-relative": "//127.0.0.1/",
        "empty": "",
        "no-host": "http://",
        "space-host": "http:// x",
        "tel": "tel:110",
        "ftp": "ftp://x/",
        "about": "about:blank",
        "blob": "blob:http://x/",
        "mailto-empty": "mailto:",
    }.items()
})  # fmt: skip
TEXTS.bodies(Refused(_HERE), {
    "autolink-javascript": "见<javascript:alert(1)>。",
    "autolink-file": "见<file:///etc/passwd>。",
    "link-reference-javascript": "见[x]。\n\n[x]: javascript:alert(1)",
})  # fmt: skip
TEXTS.bodies(Either(Printed(("正文",)), "articles/a.md"), {
    "link-long": "正文[链接](http://x/" + "y" * 5000 + ")",
    "link-quotes": "正文[链接](<http://x/\"onclick=\"y>)",
    "link-percent": "正文[链接](http://x/%zz%00%)",
    "link-idn": "正文[链接](http://例子.测试/路径?问=答#片)",
    "link-ipv6": "正文[链接](http://[::1]:99999/x)",
    "link-ipv6-broken": "正文[链接](http://[::1/x)",
    "link-user": "正文[链接](http://a:b@c/)",
    "link-many": "正文" + "[x](http://x/)" * 1000,
    "link-nested": "正文" + "[" * 1000 + "x" + "](http://x/)" * 1000,
    "link-parens": "正文[x](http://x/" + "(" * 500 + ")" * 500 + ")",
    "link-bidi": "正文[链接](http://x/\u202egnp.exe)",
    "url-in-text-tracker": "正文 https://x.list-manage.com/track/click?u=1&id=2&e=3",
    "mailto-headers": "正文[x](mailto:a@b?bcc=c@d&body=%0a)",
})  # fmt: skip

# shape and size
TEXTS.bodies(Either(Printed(), "articles/a.md"), {
    f"deep-{name}": text
    for name, text in {
        "quotes": ">" * 5000 + " x",
        "quotes-lines": "\n".join(">" * i + " x" for i in range(1, 300)),
        "lists": "\n".join("  " * i + "- x" for i in range(200)),
        "lists-inline": "- " * 3000 + "x",
        "ordered": "1. " * 2000 + "x",
        "emphasis": "*" * 20_000 + "x" + "*" * 20_000,
        "emphasis-mixed": "*_" * 4000 + "x" + "_*" * 4000,
        "strong-open": "**x " * 3000,
        "brackets": "[" * 15_000,
        "images": "![" * 8000,
        "backticks": "".join("`" * i + " " for i in range(1, 190)),
        "backslashes": "\\" * 15_000,
        "entities": "&" * 15_000,
        "angles": "<" * 15_000,
        "subs": "<sub>" * 500 + "x" + "</sub>" * 500,
        "ruby": "<ruby>" * 200,
        "containers": "\n".join(":" * (300 - i) + " 边栏" for i in range(290)),
        "containers-open": "::: 边栏\n" * 3000,
        "numbered": "（1）" * 2000 + "x",
        "numbered-lines": "\n".join("  " * i + "（一）x" for i in range(100)),
        "fence-long": "`" * 10_000 + "\nx",
        "mix": "> - 1. " * 500 + "x",
        "notes": "".join(f"x[^{i}]" for i in range(500)) + "\n\n" + "\n".join(f"[^{i}]: y[^{(i + 1) % 500}]" for i in range(500)),
        "note-self": "x[^1]\n\n[^1]: y[^1]",
        "notes-many": "".join(f"x[^{i}]" for i in range(3000)) + "\n\n" + "\n\n".join(f"[^{i}]: y" for i in range(3000)),
        "references": "\n".join(f"[r{i}]: http://x/" for i in range(10_000)),
        "reference-label": "[" + "x" * 1000 + "]: http://x/\n\n[" + "x" * 1000 + "]",
    }.items()
})  # fmt: skip
TEXTS.bodies(Limited(_HERE), {
    "table-wide": "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n|" + "b|" * 500,
    "table-10000": "|a|b|\n|-|-|\n" + "|x|y|\n" * 10_000,
    "line-unbroken": "x" * 10_000,
    "line-url-unbroken": "http://x/" + "y" * 10_000,
    "paragraph-250k": "汉字，" * 80_000,
})  # fmt: skip
TEXTS.bodies(Either(Printed(), "articles/a.md"), {
    "table-ragged": "|a|b|\n|-|-|\n|x|\n|x|y|z|",
    "table-no-rows": "|a|b|\n|-|-|",
    "table-pipes": "|a\\|b|c|\n|-|-|\n|`x|y`|z|",
    "table-empty": "||\n|-|",
    "table-alignment": "|a|b|\n|:-:|:-|\n|x|y|",
    "table-in-list": "- |a|\n  |-|\n  |x|",
    "table-long-cell": "|a|b|\n|-|-|\n|" + "字" * 8000 + "|y|",
    "table-tall-row": "|a|b|\n|-|-|\n|" + "字<br>" * 400 + "|y|",
    "heading-only": "## 节",
    "heading-long": "## " + "题" * 3000,
    "heading-skipped": "#### 节\n\n正文",
    "heading-skipped-in-box": "::: 边栏\n### 节\n\n正文\n:::",
    "heading-second": "# 二题\n\n正文",
    "heading-underlined": "节\n===\n\n正文",
    "list-number-huge": "999999999. x\n1000000000. y",
    "list-number-zero": "000. x\n\n正文",
    "list-999": "\n".join(f"{i}. x" for i in range(1, 3000)),
    "rule-many": "---\n\n" * 3000 + "x",
    "fence-open": "```\n正文",
    "fence-info": "```{{ 7*7 }}\n正文\n```",
    "fence-info-han": "```中文\n正文\n```",
    "note-unused": "正文\n\n[^1]: 注",
    "note-missing": "正文[^9]",
    "note-inline": "正文^[注]",
    "note-block": "正文[^1]\n\n[^1]: - 表\n    - 表",
    "note-name-odd": "正文[^<b>]\n\n[^<b>]: 注",
    "note-huge": "正文[^1]\n\n[^1]: " + "注" * 15_000,
    "setext-bomb": "x\n" * 3000 + "===",
    "hard-breaks": "x\\\n" * 5000,
    "soft-lines": "字\n" * 10_000,
    "one-letter-words": "a " * 9000,
    "dashes": "—" * 5000,
    "ellipses": "…" * 5000,
    "quotes-open": "“" * 5000,
    "punctuation": "，。！？；：" * 1500,
    "closing-brackets": "）" * 2000 + "字",
    "opening-brackets": "字" + "（" * 2000,
    "spaces-wide": "\u3000" * 5000 + "字",
    "no-break-spaces": "\u00a0" * 1900 + "字",
    "tabs": "字\t" * 3000,
    "soft-hyphens": "a\u00ad" * 1500,
    "digits": "1" * 1900,
    "front-matter-later": "---\ntitle: x\n---\n\n正文",
    "container-unknown": "::: 未知\nx\n:::",
    "container-unknown-like": "::: 编者案\nx\n:::",
    "container-injection": '::: 边栏" onclick="x\ny\n:::',
    "container-jinja": "::: {{ 7*7 }}\ny\n:::",
    "container-empty": "::: 边栏\n:::",
    "image-inline": "前![图](../images/none.png)后",
    "image-alt-html": '![<b>"x](../images/none.png)',
    "image-full-width": "！[图]（x.png）",
    "doc-marker": "%PDF-1.7",
    "math": "$\\input{/etc/passwd}$",
    "toc": "[TOC]\n\n[[_TOC_]]",
    "wiki": "[[../../etc/passwd]]",
    "include": "!include /etc/passwd\n\n{!/etc/passwd!}",
    "attributes": "正文{style=x onclick=y}",
    "task-list": "- [ ] x\n- [x] y",
    "emoji-code": ":smile:",
    "definition": "词\n: 义",
    "abbr": "*[HTML]: x",
    "yaml-bomb": "&a [*a,*a]\n\n*a",
})  # fmt: skip
TEXTS.add(
    "front-matter",
    Refused("articles/a.md:1"),
    lambda s: s.article("---\ntitle: x\n---\n\n# 甲文\n\n正文\n"),
)
TEXTS.add(
    "title-bomb",
    Either(Printed(), "articles/a.md:1"),
    lambda s: s.article(f"# {'题' * 5000}\n\n正文\n"),
)
TEXTS.add(
    "title-html", Refused("articles/a.md:1"), lambda s: s.article("# <script>x</script>\n\n正文\n")
)
TEXTS.add("title-empty", Refused("articles/a.md:1"), lambda s: s.article("# \n\n正文\n"))
TEXTS.add(
    "title-image",
    Refused("articles/a.md:1"),
    lambda s: s.article(f"# ![x](<{s.outside}/secret.png>)\n\n正文\n"),
)
TEXTS.add(
    "many-articles",
    Limited("issue.toml"),
    lambda s: s.settings(
        'year = 2021\nnumber = 1\ncumulative = 1\n[[sections]]\ntitle = "x"\narticles = ['
        + ", ".join(f'"articles/{i}.md"' for i in range(3000))
        + "]\n"
    ),
)
TEXTS.add(
    "unused-secret", Printed(("正文",)), lambda s: s.body(formatted(s, "正文 @OUT@/secret.md"))
)
