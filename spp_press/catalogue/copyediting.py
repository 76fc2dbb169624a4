"""Messages about the words of a manuscript: what an editor would mark."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

COPYEDITING: dict[str, Entry] = {
    "copy-half-width": Entry(
        zh="中文里用了半角标点：“{near}”。",
        en="A half-width mark stands in Chinese text: “{near}”.",
        zh_remedy="换成全角标点。",
        en_remedy="Use the full-width mark.",
    ),
    "copy-straight-quote": Entry(
        zh="中文里用了直引号：“{near}”。",
        en="A straight quotation mark stands in Chinese text: “{near}”.",
        zh_remedy="换成“ ”，引号里面再用‘ ’。",
        en_remedy="Use “ ”, and ‘ ’ within them.",
    ),
    "copy-ellipsis": Entry(
        zh="省略号不是六个点：“{near}”。",
        en="This is not a Chinese ellipsis: “{near}”.",
        zh_remedy="写成……（两个…）。",
        en_remedy="Write …… (six dots).",
    ),
    "copy-dash": Entry(
        zh="破折号写成了连字符：“{near}”。",
        en="Hyphens stand for a dash: “{near}”.",
        zh_remedy="写成——（两个—）。",
        en_remedy="Write —— (two em dashes).",
    ),
    "copy-repeated": Entry(
        zh="标点重复或相连：“{near}”。",
        en="Two marks stand where one belongs: “{near}”.",
        zh_remedy="只留一个。",
        en_remedy="Keep one of them.",
    ),
    "copy-comma-between": Entry(
        zh="书名号之间、引号之间通常不用顿号：“{near}”。",
        en="No 、 is usual between titles or quotations: “{near}”.",
        zh_remedy="去掉顿号。",
        en_remedy="Take it out.",
    ),
    "copy-spaces": Entry(
        zh="有连续的空格：“{near}”。",
        en="There are several spaces in a row: “{near}”.",
        zh_remedy="最多留一个。",
        en_remedy="Keep one at most.",
    ),
    "copy-space-han": Entry(
        zh="汉字之间或标点旁有空格：“{near}”。",
        en="A space stands among Chinese characters: “{near}”.",
        zh_remedy="去掉空格，间距由版式决定。",
        en_remedy="Take it out; the style sets the gaps.",
    ),
    "copy-unbalanced": Entry(
        zh="“{mark}”没有成对：“{near}”。",
        en="“{mark}” has no other half: “{near}”.",
        zh_remedy="补上或删去一半。",
        en_remedy="Add the other half, or take this one out.",
    ),
    "copy-mixed-pair": Entry(
        zh="一对括号一全一半：“{near}”。",
        en="A pair of brackets is half full-width, half not: “{near}”.",
        zh_remedy="都用全角。",
        en_remedy="Make both full-width.",
    ),
    "copy-full-width": Entry(
        zh="用了全角的数字或字母：“{near}”。",
        en="There are full-width figures or letters: “{near}”.",
        zh_remedy="换成半角。",
        en_remedy="Use half-width ones.",
    ),
    "copy-percent": Entry(
        zh="百分号是全角：“{near}”。",
        en="The percent sign is full-width: “{near}”.",
        zh_remedy="换成 %。",
        en_remedy="Write %.",
    ),
    "copy-year": Entry(
        zh="年份只写了两位：“{near}”。",
        en="A year has two figures only: “{near}”.",
        zh_remedy="写全四位。",
        en_remedy="Write all four.",
    ),
    "copy-symbol": Entry(
        zh="单位符号写法不对：“{near}”。",
        en="This is not how the unit's symbol is written: “{near}”.",
        zh_remedy="写成 {symbol}。",
        en_remedy="Write {symbol}.",
    ),
    "copy-unit-mixed": Entry(
        zh="同一单位前面写“{other}”，这里写“{unit}”：“{near}”。",
        en="This unit is “{other}” above and “{unit}” here: “{near}”.",
        zh_remedy="一篇之内只用一种写法。",
        en_remedy="Use one form in an article.",
    ),
    "copy-title-differs": Entry(
        zh="目录标题“{contents}”与文章标题“{title}”不同。",
        en="The contents list says “{contents}”, the article “{title}”.",
        zh_remedy="有意如此就不用管；否则删去 contents。",
        en_remedy="Leave it if it is meant so; otherwise delete contents.",
    ),
    "copy-address": Entry(
        zh="链接里有跟踪读者的参数（{keys}）。",
        en="The link has parameters that track its readers ({keys}).",
        zh_remedy="从链接里删去它们。",
        en_remedy="Delete them from the link.",
    ),
    "copy-source-site": Entry(
        zh="“{site}”是邮件群发服务的网址，读者从那里找不到来源。",
        en="“{site}” belongs to a mailing service, where no reader will find the source.",
        zh_remedy="换成来源自己的网址。",
        en_remedy="Give the source's own address.",
    ),
    "copy-term": Entry(
        zh="“{form}”应写作“{right}”。",
        en="“{form}” should be written “{right}”.",
        zh_remedy="改正；例外就不用管。词表在 issues/terms.txt。",
        en_remedy="Correct it, unless it is meant so; the list is issues/terms.txt.",
    ),
    "copy-names": Entry(
        zh="“{name}”与 {at} 的“{other}”几乎相同。",
        en="“{name}” is nearly the same as “{other}” at {at}.",
        zh_remedy="是同一个名称就统一写法。",
        en_remedy="If it is one name, write it one way.",
    ),
    "copy-self-name": Entry(
        zh="有准印证的内部资料不得自称“{form}”：“{near}”。",
        en="A publication with a permit may not call itself “{form}”: “{near}”.",
        zh_remedy="改成“本简报”，或改说“编者”；引用别处的话就不用管。",
        en_remedy="Write 本简报 or 编者; leave it where others are quoted.",
    ),
    "copy-more": Entry(
        zh="同样的问题（{like}）还有 {count} 处，没有列出。",
        en="There are {count} more of this kind ({like}), not listed.",
        zh_remedy="改完以上各处再检查一次。",
        en_remedy="Correct those above, and check again.",
    ),
}
