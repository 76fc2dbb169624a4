"""Each thing that a reviewer does is listed as that thing, and accepting it does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spp_press.reviewing import Kind, State, Why, accept
from tests.reviewing.conftest import ARTICLE, Desk, Reviewed
from tests.reviewing.reviewer import Reviewer

Work = Callable[[Reviewer], object]


def test_an_export_that_nobody_changed_has_no_changes(reviewed: Reviewed) -> None:
    assert reviewed(lambda reviewer: None) == ((), ARTICLE)


@pytest.mark.parametrize("by", ["", "李审"])
@pytest.mark.parametrize(
    ("old", "new", "line", "written"),
    [
        ("开始", "起", 3, ("年开始，", "年起，")),
        ("城市", "地级市", 3, ("12个城市**", "12个地级市**")),
        ("12个城市", "十城", 3, ("**12个城市**", "**十城**")),
        ("标准", "", 5, ("*标准*", "")),
        ("标", "基", 5, ("*标准*", "*基准*")),
        ("网站", "这里", 3, ("[网站](https://example.org/)", "[这里](https://example.org/)")),
        ("*不计", "不计", 5, ("\\*不计", "不计")),
        ("不计", "*计*", 5, ("\\*不计", "\\*\\*计\\*")),
        ("这一行", "<b>此行", 6, ("这一行", "\\<b>此行")),
        ("先看", "# 看", 10, ("- 先看", "- \\# 看")),
        ("建造", "营造", 13, ("1）建造", "1）营造")),
        ("注意", "留意", 18, ("请各地注意", "请各地留意")),
        ("不丹", "不|丹", 25, ("| 不丹 |", "| 不\\|丹 |")),
        ("图1 一片绿", "图1 绿地", 30, ('"图1 一片绿"', '"图1 绿地"')),
        ("年底", "年末", 34, ("2021年底", "2021年末")),
        ("的新进展", "的进展", 1, ("的新进展", "的进展")),
        ("怎样", "如何", 8, ("## 怎样做", "## 如何做")),
        ("引来的话", "引语", 28, ("> 引来的话", "> 引语")),
    ],
)
def test_words(  # noqa: PLR0917
    reviewed: Reviewed, old: str, new: str, line: int, written: tuple[str, str], by: str
) -> None:
    changes, text = reviewed(lambda reviewer: reviewer.replace(old, new, by))
    assert [(c.kind, c.state, c.author) for c in changes] == [(Kind.EDITED, State.CERTAIN, by)]
    assert str(changes[0].place) == f"articles/01.md:{line}"
    assert text == ARTICLE.replace(*written, 1)


@pytest.mark.parametrize(
    ("work", "look", "written"),
    [
        (lambda r: r.look("绿色采购”从", "b"), "bold", ("绿色采购”从", "**绿色采购”从**")),
        (lambda r: r.look("12个城市", "b", "0"), "no-bold", ("**12个城市**", "12个城市")),
        (lambda r: r.look("城市", "b", "0"), "no-bold", ("**12个城市**", "**12个**城市")),
        (lambda r: r.look("说的", "i"), "emphasis", ("说的", "*说的*")),
        (lambda r: r.look("标准", "em", "none"), "no-emphasis", ("*标准*", "标准")),
    ],
)
def test_looks(reviewed: Reviewed, work: Work, look: str, written: tuple[str, str]) -> None:
    changes, text = reviewed(work)
    assert [(c.kind, c.look, c.state) for c in changes] == [(Kind.RESTYLED, look, State.CERTAIN)]
    assert text == ARTICLE.replace(*written, 1)


@pytest.mark.parametrize("by", ["", "李审"])
@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("最后一段", "最后一段。\n\n"),
        ("再看", "- 再看**价格**；\n"),
        ("怎样做", "## 怎样做\n\n"),
        ("使用", "2）使用。\n\n"),
    ],
)
def test_a_paragraph_is_deleted(reviewed: Reviewed, text: str, gone: str, by: str) -> None:
    changes, after = reviewed(lambda reviewer: reviewer.delete_paragraph(text, by))
    assert [(c.kind, c.state, c.author) for c in changes] == [(Kind.DELETED, State.CERTAIN, by)]
    assert after == ARTICLE.replace(gone, "", 1)


@pytest.mark.parametrize(
    ("after", "style", "new", "written"),
    [
        ("最后", "BodyText", "再加一段。", ("最后一段。\n", "最后一段。\n\n再加一段。\n")),
        ("CO", "BodyText", "- 不是条目", ("上一行。\n", "上一行。\n\n\\- 不是条目\n")),
        ("CO", "Heading3", "小标题", ("上一行。\n", "上一行。\n\n## 小标题\n")),
        ("先看", "ListParagraph", "又看；", ("清单；\n", "清单；\n- 又看；\n")),
        ("图1", "BodyText", "图下的话。", ('一片绿")\n', '一片绿")\n\n图下的话。\n')),
    ],
)
def test_a_paragraph_is_added(
    reviewed: Reviewed, after: str, style: str, new: str, written: tuple[str, str]
) -> None:
    changes, text = reviewed(lambda r: r.add_paragraph(after, new, style, "李审"))
    assert [(c.kind, c.new, c.author) for c in changes] == [(Kind.ADDED, new, "李审")]
    assert text == ARTICLE.replace(*written, 1)


def test_a_paragraph_is_moved(reviewed: Reviewed) -> None:
    changes, text = reviewed(lambda r: r.move_paragraph("最后一段", "绿色采购”"))
    assert [(c.kind, c.old, c.state) for c in changes] == [
        (Kind.MOVED, "最后一段。", State.CERTAIN)
    ]
    moved = ARTICLE.replace("最后一段。\n\n", "", 1)
    assert text == moved.replace("example.org/)。\n", "example.org/)。\n\n最后一段。\n", 1)


def test_a_paragraph_is_parted(reviewed: Reviewed) -> None:
    changes, text = reviewed(lambda r: r.split("已有"))
    assert {change.kind for change in changes} == {Kind.EDITED, Kind.ADDED}
    wanted = "开始，\n\n已有**12个城市**加入[^1]，见[网站](https://example.org/)。"
    assert text == ARTICLE.replace(
        "开始，已有**12个城市**加入[^1]，见[网站](https://example.org/)。", wanted
    )


@pytest.mark.parametrize("by", ["", "李审"])
def test_two_paragraphs_are_joined(reviewed: Reviewed, by: str) -> None:
    changes, text = reviewed(lambda reviewer: reviewer.join("绿色采购”", by))
    assert {c.kind for c in changes} == {Kind.EDITED, Kind.DELETED}
    assert {c.state for c in changes} == {State.CERTAIN}
    assert changes[0].author == by
    joined = "example.org/)。第二段说的是*标准*，CO<sub>2</sub>排放\\*不计。这一行接着上一行。\n"
    before, _, rest = ARTICLE.partition("example.org/)。\n")
    assert text == before + joined + rest.partition("上一行。\n")[2]


def test_a_paragraph_is_begun_above(reviewed: Reviewed) -> None:
    """The bookmark stays with what is typed above; the words say which is which."""
    changes, text = reviewed(lambda reviewer: reviewer.begin_above("第二段", "新加的一段。"))
    assert [(c.kind, c.new) for c in changes] == [(Kind.ADDED, "新加的一段。")]
    assert text == ARTICLE.replace("第二段", "新加的一段。\n\n第二段")


def test_a_comment_is_listed_and_never_written(reviewed: Reviewed) -> None:
    changes, text = reviewed(lambda r: r.comment("已有", "哪一年的数？", "李审"))
    assert [(c.kind, c.state, c.old, c.new, c.author) for c in changes] == [
        (Kind.COMMENT, State.TOLD, "已有", "哪一年的数？", "李审")
    ]
    assert str(changes[0].place) == "articles/01.md:3" and text == ARTICLE


def test_what_is_drawn_upon_words_is_listed(reviewed: Reviewed) -> None:
    def work(reviewer: Reviewer) -> None:
        reviewer.look("开始", "strike")
        reviewer.look("请各地", "highlight", "yellow")

    changes, text = reviewed(work)
    assert [(c.kind, c.state, c.old, c.look) for c in changes] == [
        (Kind.MARKED, State.BY_HAND, "开始", "struck"),
        (Kind.MARKED, State.TOLD, "请各地", "highlighted"),
    ]
    assert text == ARTICLE


def test_a_row_is_deleted_and_one_added(reviewed: Reviewed) -> None:
    def delete(reviewer: Reviewer) -> None:
        reviewer.delete_row("荷兰")

    changes, text = reviewed(delete)
    assert [(c.kind, c.state, c.old) for c in changes] == [
        (Kind.DELETED, State.CERTAIN, "荷兰 | 2")
    ]
    assert text == ARTICLE.replace("| 荷兰 | 2 |\n", "")


def test_a_note_that_is_deleted_goes_with_its_call(reviewed: Reviewed) -> None:
    changes, text = reviewed(lambda reviewer: reviewer.delete_call())
    assert [(c.kind, c.state, c.old) for c in changes] == [(Kind.EDITED, State.CERTAIN, "[^1]")]
    assert text == ARTICLE.replace("[^1]，", "，").replace("\n[^1]: 数字到2021年底。\n", "")


def test_several_changes_are_made_together(reviewed: Reviewed) -> None:
    def work(reviewer: Reviewer) -> None:
        reviewer.replace("开始", "起", "李审")
        reviewer.insert("加入", "了", "王审")
        reviewer.replace("第二段", "下面")
        reviewer.delete_paragraph("再看")
        reviewer.add_paragraph("最后", "再加一段。")
        reviewer.add_paragraph("再加一段", "还有一段。")
        reviewer.move_paragraph("怎样做", "绿色采购”")

    changes, text = reviewed(work)
    assert {c.state for c in changes} == {State.CERTAIN}
    assert {c.author for c in changes} == {"李审", "王审", ""}
    wanted = ARTICLE.replace("年开始", "年起").replace("加入", "加入了").replace("第二段", "下面")
    wanted = wanted.replace("- 再看**价格**；\n", "").replace("## 怎样做\n\n", "")
    wanted = wanted.replace("\n\n下面", "\n\n## 怎样做\n\n下面")
    wanted = wanted.replace("最后一段。\n", "最后一段。\n\n再加一段。\n\n还有一段。\n")
    assert text == wanted


def test_what_the_notation_cannot_say_is_left_to_the_editor(reviewed: Reviewed) -> None:
    changes, text = reviewed(lambda reviewer: reviewer.replace("最新进展", "新进展"))
    assert [(c.kind, c.state) for c in changes] == [(Kind.EDITED, State.BY_HAND)]
    assert changes[0].place.file == "issue.toml" and text == ARTICLE


def test_a_manuscript_that_has_changed_since(desk: Desk) -> None:
    reviewer = Reviewer(desk.export())
    reviewer.replace("开始", "起")  # nobody else was there
    reviewer.replace("标准", "规范")  # so has the editor written
    reviewer.replace("请各地注意", "请大家注意")  # and here otherwise
    now = ARTICLE.replace("*标准*", "*规范*").replace("请各地注意", "请各省注意")
    now = "\ufeff" + now.replace("# 绿色采购的新进展\n", "# 绿色采购的新进展\n\n编者加的一段。\n")
    desk.manuscript.write_bytes(now.replace("\n", "\r\n").encode())
    review = desk.review(reviewer.docx())
    assert [(c.state, c.new, c.place.line) for c in review.changes] == [
        (State.CERTAIN, "起", 5),
        (State.CONFLICT, "大家", 20),
    ]
    assert desk.accepted(review) == now.replace("年开始", "年起").replace("\n", "\r\n")
    again = desk.review(reviewer.docx())
    assert [c.state for c in again.changes] == [State.CONFLICT]


def test_bytes_that_nobody_changed_stay(desk: Desk) -> None:
    """GB18030, old line ends and what draws nothing are as they were."""
    odd = ARTICLE.replace("最后一段", "最后\u200b一段").replace("\n", "\r\n").encode("gb18030")
    desk.manuscript.write_bytes(odd)
    reviewer = Reviewer(desk.export())
    reviewer.replace("开始", "起")
    review = desk.review(reviewer.docx())
    chosen = list(review.changes)
    assert [c.state for c in chosen] == [State.CERTAIN]
    done = accept(review, desk.root, chosen, lambda stage: None)
    assert done.files[0].after == odd.replace("开始".encode("gb18030"), "起".encode("gb18030"))


CODES = """\
# 绿色采购的新进展

“绿色采购”从2021年开始。

::: 二维码
[扫码看清单](https://example.org/a)
:::

表1 名单

![](../data/名单.csv)

最后一段。
"""


def test_what_stands_beside_a_qr_code_and_a_data_file(desk: Desk) -> None:
    """Neither the code nor the file is at hand where a change is tried."""
    (desk.folder / "data").mkdir()
    (desk.folder / "data" / "名单.csv").write_text("国家,数\n不丹,1\n", encoding="utf-8")
    desk.manuscript.write_text(CODES, encoding="utf-8")
    reviewer = Reviewer(desk.export())
    for old, new in (("开始", "起"), ("最后", "末"), ("清单", "名录"), ("不丹", "荷兰")):
        reviewer.replace(old, new, "李审")
    review = desk.review(reviewer.docx())
    assert [(c.state, c.why) for c in review.changes] == [
        (State.CERTAIN, None),
        (State.CERTAIN, None),
        (State.BY_HAND, Why.DATA),
        (State.CERTAIN, None),
    ]
    wanted = CODES.replace("开始", "起").replace("最后", "末").replace("清单", "名录")
    assert desk.accepted(review) == wanted


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (lambda r: r.replace("最新进展", "最近进展", "李审"), Why.SETTINGS),
        (lambda r: r.replace("编者按", "编按", "李审"), Why.PRINTED),
        (lambda r: r.delete_row("国家"), Why.TABLE),
        (lambda r: r.look("开始", "strike"), Why.STRUCK),
    ],
)
def test_what_is_made_by_hand_says_why(reviewed: Reviewed, work: Work, why: Why) -> None:
    changes, text = reviewed(work)
    assert [(c.state, c.why) for c in changes] == [(State.BY_HAND, why)]
    assert text == ARTICLE
