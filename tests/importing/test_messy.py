"""Ten messy documents: nothing of them is lost, and everything doubtful is named."""

from __future__ import annotations

from tests.importing import word
from tests.importing.conftest import BODY, Import
from tests.importing.word import cell, p, picture, run, table, text_box


def test_nested_tables(take: Import) -> None:
    inner = table(["内甲", "内乙"], ["1", "2"])
    data = word.docx(
        p("调查结果", style="1"),
        p(BODY),
        table(["项目", "数量"], ["纸张", cell("见下", inner)], ["硒鼓", "30|40"]),
    )
    found = take({"调查.docx": data})
    for words in ("项目", "数量", "纸张", "见下", "硒鼓", "30|40", "内甲", "内乙"):
        assert words in found.text()
    assert found.issue.articles[0].manuscript.body.count("<table ") == 2
    assert "import-table-nested" in found.keys
    assert "import-lost" not in found.keys


def test_text_boxes(take: Import) -> None:
    box = text_box(p("框里的话，第一段。"), p("第二段", run("要紧", bold=True)))
    data = word.docx(p("标题一", style="1"), p(BODY), p(run("锚在这一段。"), box), p("最后一段。"))
    found = take({"框.docx": data})
    assert found.text().count("框里的话") == 1
    assert '<aside class="sidebar"' in found.issue.articles[0].manuscript.body
    assert "<strong>要紧</strong>" in found.issue.articles[0].manuscript.body
    assert found.values("import-boxes") == [{"count": "1"}]


def test_headings_by_bold_alone(take: Import) -> None:
    data = word.docx(
        p("绿色采购年度进展", bold=True, size=16, centred=True),
        p(BODY),
        p("一、背景", bold=True),
        p(BODY),
        p("二、做法", bold=True),
        p(BODY),
        p("这一段全是粗体，可是它是一个句子。", bold=True),
        p(BODY),
    )
    found = take({"进展.docx": data})
    assert found.titles == ["绿色采购年度进展"]
    assert found.source().count("\n## ") == 2
    assert "**这一段全是粗体，可是它是一个句子。**" in found.source()
    assert found.values("import-guessed")[0]["count"] == "3"


def test_full_width_digits(take: Import) -> None:
    data = word.docx(
        p("２０２１年总结", style="1"), p("２０２１年共有１２个城市ＡＢＣ加入,占３０％。")
    )
    found = take({"总结.docx": data})
    assert found.titles == ["２０２１年总结"]
    assert "２０２１年共有１２个城市ＡＢＣ加入,占３０％。" in found.text()
    assert {"copy-full-width", "copy-half-width"} <= found.keys


def test_merged_cells(take: Import) -> None:
    data = word.docx(
        p("统计", style="1"),
        p(BODY),
        table(
            [cell("表1 各地数量", span=3)],
            [cell("地区", merge="restart"), cell("数量", span=2)],
            [cell("", merge="continue"), "甲", "乙"],
            ["北京", "1", "2"],
        ),
    )
    found = take({"统计.docx": data})
    body = found.issue.articles[0].manuscript.body
    assert "<caption" in body and "各地数量" in body
    assert body.count('scope="col"') == 3 and body.count("<td>") == 6
    assert found.values("import-table-merged") == [{"count": "2", "text": "地区"}]


def test_two_columns(take: Import) -> None:
    columns = '<w:sectPr><w:cols w:num="2"/></w:sectPr>'
    data = word.docx(
        p("两栏的文章", style="1"),
        p("左栏" + BODY),
        p(run("右栏" + BODY), '<w:r><w:br w:type="column"/></w:r>'),
        p("末段。", more=columns),
    )
    found = take({"两栏.docx": data})
    assert found.text().index("左栏") < found.text().index("右栏") < found.text().index("末段")
    assert "import-columns" in found.keys


def test_pictures_in_headers(take: Import) -> None:
    header = word.part("hdr", p("某某中心内部资料") + p(picture("rId1", "徽标")))
    sheet = word._sheet({"rId1": ("image", "media/logo.png", False)})
    data = word.docx(
        p("正文的标题", style="1"),
        p(BODY),
        relations={"h": ("header", "header1.xml", False)},
        parts={
            "word/header1.xml": header,
            "word/_rels/header1.xml.rels": sheet,
            "word/media/logo.png": word.image(),
        },
    )
    found = take({"页眉.docx": data})
    assert found.aside("header") == "某某中心内部资料"
    assert found.draft.files["images/header-1.png"] == word.image()
    assert {"import-header", "import-header-picture"} <= found.keys
    assert "内部资料" not in found.text()


def test_gbk_text(take: Import) -> None:
    lines = (
        "绿色采购网络成立",
        "　　联合国环境规划署发起了网络。",
        "",
        "　　第二段，有*星号*和#井号。",
    )
    found = take({"旧稿.txt": "\r\n".join(lines).encode("gbk")})
    assert found.titles == ["绿色采购网络成立"]
    assert found.text() == "联合国环境规划署发起了网络。第二段，有*星号*和#井号。"
    assert {"text-gb18030", "import-first-line"} <= found.keys


def test_no_headings_at_all(take: Import) -> None:
    data = word.docx(p(BODY), p(BODY + "又一段。"))
    found = take({"03 北欧经验 终稿.docx": data})
    assert found.titles == ["北欧经验"]
    assert found.text() == BODY + BODY + "又一段。"
    assert {"import-file-name", "import-number-first"} <= found.keys
    assert found.values("import-section") == [{"title": "最新进展", "titles": "北欧经验"}]


def test_a_contents_list_that_disagrees(take: Import) -> None:
    data = word.docx(
        p("绿色采购简讯", style="T"),
        p("2022年第3期 总第9期"),
        p("目  录", centred=True),
        p("综合", style="TOC1"),
        p("第一篇讲采购\t2", style="TOC2"),
        p("第二篇讲标准\t3", style="TOC2"),
        p("各地", style="TOC1"),
        p("目录里有而正文没有的一篇\t4", style="TOC2"),
        p("第三篇讲城市行动\t5", style="TOC2"),
        p("第二篇讲标准", style="2"),
        p("二" + BODY),
        p("第一篇，讲采购", style="1"),
        p("一" + BODY),
        p("小标题", style="3"),
        p(BODY),
        p("目录没有的第四篇", style="1"),
        p("四" + BODY),
        p("第三篇讲城市的行动", style="1"),
        p("三" + BODY),
    )
    found = take({"全文.docx": data})
    assert found.issue.identifier == "2022-3"
    assert found.issue.number.cumulative == 9
    assert found.sections == [
        ("综合", ["第一篇，讲采购", "目录没有的第四篇", "第二篇讲标准"]),
        ("各地", ["第三篇讲城市的行动"]),
    ]
    assert found.issue.articles[0].contents == "第一篇讲采购"
    assert "## 小标题" in found.source(0)
    assert {"import-order", "import-unlisted", "import-missing"} <= found.keys
    assert {"import-contents-marks", "import-contents-words", "import-front"} <= found.keys
    assert found.values("import-missing") == [{"title": "目录里有而正文没有的一篇"}]
    assert found.aside("front") == "绿色采购简讯"
