"""What Word writes, in the notation of a manuscript."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from spp_press.importing import Draft, Order, make_draft
from spp_press.importing.record import parted
from tests.importing import word
from tests.importing.conftest import BODY, Import, Imported
from tests.importing.word import cell, deleted, field, inserted, listed, p, picture, run, table

HEAD = p("题目", style="1")


def test_emphasis_and_what_looks_like_notation(take: Import) -> None:
    data = word.docx(
        HEAD,
        p(run("甲方", bold=True), run("：", bold=True), run("乙*丙*_丁_[戊](己) <b> &amp; `x` \\")),
        p("# 不是标题"),
        p("> 不是引文"),
        p("---"),
        p(run("CO"), run("2", more='<w:vertAlign w:val="subscript"/>'), run("减少")),
        p(run("着重", more='<w:em w:val="dot"/>'), run("之后")),
    )
    found = take({"文.docx": data})
    body = found.issue.articles[0].manuscript.body
    assert "<strong>甲方：</strong>乙*丙*_丁_[戊](己) &lt;b&gt; &amp;amp; `x` \\</p>" in body
    assert "# 不是标题" in body and "&gt; 不是引文" in body and "---" in body
    assert "CO<sub>2</sub>减少" in body and "<em>着重</em>之后" in body


def test_lists_keep_their_kind_and_numbers(take: Import) -> None:
    numbers = word.numbering(
        n1=("decimal", "%1."),
        n2=("bullet", "o"),
        n3=("chineseCounting", "（%1）"),
        n4=("chineseCounting", "%1、"),
    )
    data = word.docx(
        HEAD,
        p(BODY),
        listed("甲", 1),
        listed("乙", 1),
        p("间隔。"),
        listed("丙", 2),
        listed("丁", 2, 1),
        p("间隔。"),
        listed("戊", 3),
        listed("己", 3),
        p("间隔。"),
        listed("庚", 4),
        parts={"word/numbering.xml": numbers},
    )
    source = take({"文.docx": data}).source()
    assert "1. 甲\n2. 乙" in source
    assert "- 丙\n    - 丁" in source
    assert "（一）戊\n（二）己" in source
    assert "\n一、庚\n" in source


def test_links_fields_and_footnotes(take: Import) -> None:
    notes = word.part(
        "footnotes",
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("注的第一段。")}{p("第二段。")}</w:footnote>',
    )
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    address = "https://example.org/a(b)"
    data = word.docx(
        HEAD,
        p(
            run("见"),
            f'<w:hyperlink r:id="l">{run("网站")}</w:hyperlink>',
            run("，"),
            field('HYPERLINK "mailto:a@example.org"', run("信箱")),
            run("，第"),
            field("PAGE", run("7")),
            run("页"),
            call,
            run("。"),
        ),
        relations={"l": ("hyperlink", address, True)},
        parts={"word/footnotes.xml": notes},
    )
    found = take({"文.docx": data})
    links = [address for address, _ in found.issue.articles[0].manuscript.links]
    assert links == ["https://example.org/a%28b%29", "mailto:a@example.org"]
    assert found.text() == "见网站，信箱，第页注的第一段。第二段。。"
    assert '<span class="footnote"' in found.issue.articles[0].manuscript.body


def test_a_notes_call_in_a_title_moves_to_the_text(take: Import) -> None:
    notes = word.part("footnotes", f'<w:footnote w:id="1">{p("题注。")}</w:footnote>')
    call = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    head = p(run("题目"), call, style="1")
    found = take({"文.docx": word.docx(head, p("正文。"), parts={"word/footnotes.xml": notes})})
    assert found.source() == "# 题目\n\n正文。[^1]\n\n[^1]: 题注。\n"
    assert "import-note-moved" in found.keys


def test_tracked_changes_and_comments_are_told(take: Import) -> None:
    comments = word.part(
        "comments", f'<w:comment w:id="7" w:author="王">{p("核对一下")}</w:comment>'
    )
    data = word.docx(
        HEAD,
        p(run("共有"), deleted("十"), inserted("十二"), run("个城市。")),
        p(
            '<w:commentRangeStart w:id="7"/>',
            run("四成"),
            '<w:commentRangeEnd w:id="7"/>',
            run("左右"),
            more='<w:rPr><w:del w:id="9" w:author="李"/></w:rPr>',
        ),
        p("，不多。"),
        p(run("不印的", more="<w:vanish/>"), run("印的。")),
        parts={"word/comments.xml": comments},
    )
    found = take({"文.docx": data})
    assert found.text() == "共有十二个城市。四成左右，不多。印的。"
    assert found.values("import-inserted")[0]["text"] == "十二"
    assert found.values("import-deleted")[0]["text"] == "十"
    assert found.values("import-comment") == [{"author": "王", "text": "核对一下", "on": "四成"}]
    assert found.aside("deleted") == "十"
    assert found.aside("hidden") == "不印的"
    assert found.aside("comment") == "王: 核对一下【四成】"


def with_pictures(*body: str, **pictures: bytes) -> bytes:
    parts = {f"word/media/{n.replace('_', '.')}": data for n, data in pictures.items()}
    relations = {
        n.partition("_")[0]: ("image", f"media/{n.replace('_', '.')}", False) for n in pictures
    }
    return word.docx(HEAD, *body, parts=parts, relations=relations)


def test_pictures_get_captions_and_names(take: Import) -> None:
    data = with_pictures(
        p(BODY),
        p(picture("a", "一片[绿]地")),
        p("图1 工厂的“屋顶”", style="C"),
        p(BODY),
        p(picture("b", "图片包含 户外 描述已自动生成")),
        p("屋顶的另一面", centred=True),
        p(picture("a")),
        a_jpeg=word.image("JPEG"),
        b_bmp=word.image("BMP", colour="red"),
    )
    found = take({"文.docx": data})
    source = found.source()
    assert '![一片\\[绿\\]地](../images/01-1.jpg "图1 工厂的“屋顶”")' in source
    assert '![屋顶的另一面](../images/01-2.png "屋顶的另一面")' in source
    assert source.count("images/01-1.jpg") == 2
    assert sorted(n for n in found.draft.files if n.startswith("images/")) == [
        "images/01-1.jpg",
        "images/01-2.png",
    ]
    assert found.draft.files["images/01-1.jpg"] == word.image("JPEG")
    assert {"import-converted", "import-caption"} <= found.keys
    doubts = [(p.key, str(p.place)) for p in found.draft.problems if p.key.startswith("import-alt")]
    assert doubts == [("import-alt-none", "images/01-1.jpg"), ("import-alt", "None")]
    assert found.values("import-alt") == [{"count": "1", "files": "images/01-2.png"}]


def test_a_cropped_picture_is_cropped(take: Import) -> None:
    crop = '<a:srcRect l="50000"/>'
    data = with_pictures(p(BODY), p(picture("a", crop=crop)), a_png=word.image(size=(40, 30)))
    found = take({"文.docx": data})
    (asset,) = found.issue.assets.values()
    assert (asset.width, asset.height) == (20, 30)
    assert "import-cropped" in found.keys


def test_a_table_of_pictures_is_a_group(take: Import) -> None:
    gallery = table([cell(p(picture("a"))), cell(p(picture("b")))], ["左图的注", "右图的注"])
    data = with_pictures(p(BODY), gallery, a_png=word.image(), b_png=word.image(colour="navy"))
    body = take({"文.docx": data}).issue.articles[0].manuscript.body
    assert '<div class="figures' in body
    assert "<figcaption>左图的注</figcaption>" in body
    assert "<figcaption>右图的注</figcaption>" in body
    assert "<table" not in body


def test_what_cannot_be_taken_out_is_named_where_it_stood(
    take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spp_press.importing.office.find_office", lambda: None)
    chart = '<w:r><w:drawing><a:graphic><a:graphicData><c:chart r:id="x"/></a:graphicData></a:graphic></w:drawing></w:r>'  # noqa: E501
    linked = picture("web", link=True)
    data = word.docx(
        HEAD,
        p(BODY),
        p(picture("e")),
        p(chart),
        p(linked),
        relations={
            "e": ("image", "media/e.emf", False),
            "web": ("image", "http://192.0.2.1/x.png", True),
        },
        parts={"word/media/e.emf": b"\x01\0\0\0" + bytes(60)},
    )
    found = take({"文.docx": data})
    assert found.source().count("<!--") == 3
    assert found.draft.files["images/01-1.emf"]
    assert {"import-metafile-kept", "import-chart", "docx-external"} <= found.keys


def test_lines_broken_by_hand(take: Import) -> None:
    data = word.docx(p("很长的\n标题 Green Deal", style="1"), p("第一句。\n第二句。\n地址：\n北京"))
    found = take({"文.docx": data})
    assert found.titles == ["很长的标题Green Deal"]
    assert found.source().endswith("\n\n第一句。\n\n第二句。\n\n地址：\n\n北京\n")


def test_a_style_based_on_a_heading_is_a_heading(take: Import) -> None:
    data = word.docx(HEAD, p(BODY), p("小节", style="mine"), p(BODY), p("细目", style="3"), p(BODY))
    assert [line for line in take({"文.docx": data}).source().split("\n") if line[:1] == "#"] == [
        "# 题目",
        "## 小节",
        "### 细目",
    ]


def test_levels_that_are_skipped_are_put_in_order(take: Import) -> None:
    data = word.docx(HEAD, p(BODY), p("细目", style="3"), p(BODY), p("小节", style="2"), p(BODY))
    found = take({"文.docx": data})
    assert "## 细目" in found.source() and "## 小节" in found.source()
    assert "import-levels" in found.keys


def test_sections_are_headings_without_text(take: Import) -> None:
    data = word.docx(
        p("综合", style="1"), p("甲文", style="2"), p(BODY), p("乙文", style="2"), p(BODY),
        p("各地", style="1"), p("丙文", style="2"), p(BODY),
    )  # fmt: skip
    found = take({"文.docx": data})
    assert found.sections == [("综合", ["甲文", "乙文"]), ("各地", ["丙文"])]
    assert found.values("import-several") == [{"count": "3"}]


def test_a_folder_with_folders_for_sections(take: Import) -> None:
    found = take(
        {
            "1 综合/2.docx": word.docx(p("第二", style="1"), p(BODY)),
            "1 综合/10.docx": word.docx(p("第十", style="1"), p(BODY)),
            "2 各地/a.md": "# 城市\n\n![图](pic.png)\n\n" + BODY,
            "2 各地/pic.png": word.image(),
            "2 各地/other.jpg": word.image("JPEG"),
            "2 各地/附件.pdf": b"%PDF-1.4",
        }
    )
    assert found.sections == [("综合", ["第二", "第十"]), ("各地", ["城市"])]
    assert {file: fate.value for file, fate in found.draft.fates} == {
        "1 综合/2.docx": "read",
        "1 综合/10.docx": "read",
        "2 各地/a.md": "read",
        "2 各地/pic.png": "read",
        "2 各地/other.jpg": "picture",
        "2 各地/附件.pdf": "left-out",
    }
    assert "images/other-1.jpg" in found.draft.files
    assert {"import-left-pdf", "import-picture-loose"} <= found.keys


def test_doc_and_wps_without_libreoffice_are_named(
    take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spp_press.importing.gathering.find_office", lambda: None)
    ole = b"\xd0\xcf\x11\xe0" + bytes(600)
    found = take({"a.docx": word.docx(HEAD, p(BODY)), "b.wps": ole, "c.doc": ole})
    places = {str(p.place) for p in found.draft.problems if p.key == "import-needs-office"}
    assert places == {"b.wps", "c.doc"}
    assert found.titles == ["题目"]


def test_importing_twice_gives_the_same_bytes(take: Import, bulletin: object) -> None:
    data = with_pictures(p(BODY), p(picture("a")), a_bmp=word.image("BMP"))
    found: Imported = take({"文.docx": data})
    again: Draft = make_draft(_order(found), lambda stage: None)
    assert again.files == found.draft.files


def _order(found: Imported) -> Order:
    root = found.issue.folder.parents[1]
    return Order((root.parent / "来稿" / "文.docx",), root, 2022)


def test_a_contents_field_over_several_paragraphs(take: Import) -> None:
    def entry(text: str, page: str) -> str:
        return f'<w:hyperlink w:anchor="_Toc1">{run(text)}{run(chr(9))}{field("PAGEREF _Toc1", run(page))}</w:hyperlink>'  # noqa: E501

    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-2"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'  # noqa: E501
    data = word.docx(
        p("2022年第4期"),
        p(begin, entry("综合", "1"), style="TOC1"),
        p(entry("甲文", "1"), style="TOC2"),
        p(entry("各地", "2"), style="TOC1"),
        p(entry("乙文", "2"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>', style="TOC2"),
        p("综合", style="1"), p("甲文", style="2"), p(BODY),
        p("各地", style="1"), p("乙文", style="2"), p(BODY),
    )  # fmt: skip
    found = take({"文.docx": data})
    assert found.sections == [("综合", ["甲文"]), ("各地", ["乙文"])]
    assert found.text(0) == found.text(1) == BODY


def test_a_contents_list_typed_into_a_file_of_its_own(take: Import) -> None:
    found = take(
        {
            "0目录.docx": word.docx(
                p("目录"),
                p("综合", bold=True),
                p("1. 甲文讲采购……3"),
                p("各地", bold=True),
                p("2. 乙文讲标准……5"),
            ),
            "a.docx": word.docx(p("乙文讲标准"), p(BODY)),
            "b.docx": word.docx(p("甲文讲采购", bold=True), p(BODY)),
        }
    )  # fmt: skip
    assert found.sections == [("综合", ["甲文讲采购"]), ("各地", ["乙文讲标准"])]


def test_a_title_above_headings_of_one_level_is_an_articles(take: Import) -> None:
    data = word.docx(
        p("总题目", style="T"),
        p("作者：王"),
        p("一节", style="1"),
        p(BODY),
        p("二节", style="1"),
        p(BODY),
    )
    found = take({"文.docx": data})
    assert found.titles == ["总题目"]
    assert found.source().count("\n## ") == 2
    assert found.text().startswith("作者：王")


def test_markdown_with_front_matter_and_lines_for_paragraphs(take: Import) -> None:
    text = "---\ntitle: 旧题\n---\n# 题目\n\n第一段话。\n第二段话。\n\n折行的\n一段话。\n"
    found = take({"文.md": text})
    assert found.titles == ["题目"]
    assert found.issue.articles[0].manuscript.body.count("<p ") == 3
    assert found.aside("front") == "title: 旧题"
    assert "import-lines" in found.keys


def test_plain_lines_with_dashes_are_a_list(take: Import) -> None:
    found = take({"a.md": "# 甲\n\n" + BODY, "b.txt": "乙文\n- 第一\n- 第二\n末段。\n"})
    assert found.titles == ["甲", "乙文"]
    assert found.issue.articles[1].manuscript.body.count("<li") == 2


def test_what_a_manuscript_may_not_hold_is_left_to_do(tmp_path: Path, bulletin: Path) -> None:
    (tmp_path / "a.md").write_text("# 甲\n\n<div>乙</div>\n", encoding="utf-8")
    draft = make_draft(Order((tmp_path / "a.md",), bulletin, 2022), lambda stage: None)
    assert [p.key for p in parted(draft.problems)["import-to-do"]][-1] == "html-refused"
    assert "<div>乙</div>" in draft.files["articles/01.md"].decode()


def test_a_metafile_is_converted_where_that_can_be_done(
    take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Image.new("RGBA", (60, 80), (0, 0, 0, 0))
    page.paste("navy", (10, 20, 50, 40))
    out = io.BytesIO()
    page.save(out, "PNG")
    monkeypatch.setattr("spp_press.importing.draft.convert", lambda *arguments: out.getvalue())
    found = take({"文.docx": with_pictures(p(BODY), p(picture("a")), a_wmf=b"\xd7\xcd\xc6\x9a")})
    (asset,) = found.issue.assets.values()
    assert (asset.width, asset.height) == (40, 20)
    assert "import-metafile" in found.keys


def test_an_item_with_letters_stands_within_its_item(take: Import) -> None:
    numbers = word.numbering(n1=("decimal", "%1."), n2=("lowerLetter", "%1."))
    data = word.docx(
        HEAD,
        p(BODY),
        listed("甲", 1),
        listed("子", 2, 1),
        listed("丑", 2, 1),
        listed("乙", 1),
        parts={"word/numbering.xml": numbers},
    )
    found = take({"文.docx": data})
    assert "1. 甲\n\n    a. 子\n\n    b. 丑\n\n2. 乙" in found.source()
    assert found.issue.articles[0].manuscript.body.count("<ol") == 1


def test_a_tables_title_below_it_is_put_above(take: Import) -> None:
    data = word.docx(HEAD, p(BODY), table(["甲", "乙"], ["1", "2"]), p("表1 数量"), p("末段。"))
    assert "表1 数量\n\n| 甲 |" in take({"文.docx": data}).source()


def test_what_stands_before_the_first_article_of_an_issue(take: Import) -> None:
    notes = word.part("footnotes", f'<w:footnote w:id="1">{p("封面的注。")}</w:footnote>')
    call = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    data = word.docx(
        p(picture("a", "一片绿地")),
        p(run("二〇二二年春"), call),
        p("2022年第5-6期（总第8-9期）"),
        p(picture("b")),
        p("题目", style="1"),
        p(BODY),
        p("责任编辑：李明"),
        p("印数：500"),
        parts={
            "word/footnotes.xml": notes,
            "word/media/a.png": word.image(),
            "word/media/b.png": word.image(colour="navy"),
        },
        relations={n: ("image", f"media/{n}.png", False) for n in "ab"},
    )
    found = take({"文.docx": data})
    assert found.issue.identifier == "2022-5-6" and found.issue.number.cumulative == 8
    assert found.issue.cover and found.issue.cover.alt == "一片绿地"
    assert found.issue.editor == "李明"
    assert found.aside("front") == "二〇二二年春"
    assert found.aside("note") == "封面的注。"
    assert found.aside("colophon") == "印数：500"
    assert found.text() == BODY
    assert {"import-cover", "import-picture-loose", "import-note-uncalled"} <= found.keys


def test_who_wrote_and_who_took_the_picture_stay(take: Import) -> None:
    data = word.docx(
        p("让河流回来", bold=True, size=22, centred=True),
        p("作者：王璟　译者：李明", bold=True, centred=True),
        p(run("摄影：张三\n"), run("文/李四"), centred=True),
        p(BODY),
        p(picture("a")),
        p("图1 新开的鱼道", centred=True),
        p("供图：河流研究所", centred=True),
        p(BODY),
        p(picture("b")),
        p("摄影：张三"),
        p(BODY),
        relations={n: ("image", f"media/{n}.png", False) for n in "ab"},
        parts={
            "word/media/a.png": word.image(),
            "word/media/b.png": word.image(colour="navy"),
        },
    )
    found = take({"文.docx": data})
    body = found.issue.articles[0].manuscript.body
    assert body.startswith('<p class="byline" ')
    byline = "作者：王璟　译者：李明</strong><br>摄影：张三<br>文/李四</p>"
    assert byline in body
    assert '图1 新开的鱼道 <span class="credit">供图：河流研究所</span></figcaption>' in body
    assert '<figcaption><span class="credit">摄影：张三</span></figcaption>' in body
    assert found.issue.articles[0].title == "让河流回来"


def test_an_editors_note_becomes_a_box(take: Import) -> None:
    data = word.docx(
        HEAD,
        p(run("编者按：", bold=True), run("河漫滩是河流自己的"), run("空地", bold=True), run("。")),
        p(BODY),
        p("编者按照要求改了三处。"),
        p("【编者按】全部粗体的按语。", bold=True),
        p("编者按："),
    )
    found = take({"文.docx": data})
    source = found.source()
    assert "\n::: 编者按\n河漫滩是河流自己的**空地**。\n:::\n" in source
    assert "\n编者按照要求改了三处。\n" in source
    assert "\n::: 编者按\n**全部粗体的按语。**\n:::\n" in source
    assert source.count("::: 编者按") == 2 and source.endswith("编者按：\n")
    assert found.issue.articles[0].manuscript.body.count('class="editor-note"') == 2
    assert "import-editor-note" in found.keys and "import-lost" not in found.keys
