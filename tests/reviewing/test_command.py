"""``export --docx`` and ``import`` of what comes back, as an editor types them."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from spp_press.problems import InputError
from spp_press.reviewing import Order, State, accept, read_review
from spp_press.reviewing.record import is_untouched
from tests.conftest import ROOT, spp_press, with_fonts
from tests.importing.test_safety import BOMB
from tests.reviewing.conftest import ARTICLE, Desk
from tests.reviewing.reviewer import Reviewer

soffice = shutil.which("soffice")


def exported(desk: Desk) -> Path:
    done = spp_press("export", "2022-1", "--docx", "--root", desk.root, cwd=desk.root)
    assert done.returncode == 0, done.stderr
    return desk.root / "build" / "2022-1.docx"


def test_the_same_issue_gives_the_same_bytes_without_dates(desk: Desk) -> None:
    first = exported(desk).read_bytes()
    assert exported(desk).read_bytes() == first and is_untouched(first)
    with zipfile.ZipFile(exported(desk)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        text = b"".join(package.read(name) for name in package.namelist())
    assert b"dcterms" not in text and str(desk.root).encode() not in text


def test_what_a_reviewer_has_saved_is_not_overwritten(desk: Desk) -> None:
    path = exported(desk)
    reviewer = Reviewer(path.read_bytes())
    reviewer.replace("开始", "起")
    saved = reviewer.docx()
    path.write_bytes(saved)
    desk.manuscript.write_text(ARTICLE.replace("注意", "留意"), encoding="utf-8")
    again = spp_press("export", "2022-1", "--docx", "--root", desk.root, cwd=desk.root)
    assert again.returncode == 4 and "it was not overwritten" in again.stderr
    assert path.read_bytes() == saved
    other = spp_press("export", "2022-1", "--docx", "-o", "b.docx", cwd=desk.root)
    assert other.returncode == 0 and (desk.root / "b.docx").is_file()
    path.unlink()
    exported(desk)
    desk.manuscript.write_text(ARTICLE, encoding="utf-8")
    exported(desk)  # nobody had touched that one


def test_changes_are_listed_then_accepted(desk: Desk) -> None:
    reviewer = Reviewer(exported(desk).read_bytes())
    reviewer.replace("开始", "起", "李审")
    reviewer.look("说的", "b")
    reviewer.comment("请各地", "哪些地方？", "王审")
    back = desk.root / "审回.docx"
    back.write_bytes(reviewer.docx())
    listed = spp_press("--lang", "zh", "import", back, cwd=desk.root)
    assert listed.returncode == 1, listed.stderr
    assert "articles/01.md:3  可接受  李审：购”从2021年〔开始 → 起〕，已有" in listed.stdout
    assert "articles/01.md:5  可接受  未留修订把“说的”改成加粗" in listed.stdout
    assert "articles/01.md:18  请看  王审批注“请各地”：哪些地方？" in listed.stdout
    assert desk.manuscript.read_text("utf-8") == ARTICLE
    rows = json.loads(spp_press("import", back, "--json", cwd=desk.root).stdout)
    assert [(row["kind"], row["state"], row["line"]) for row in rows] == [
        ("edited", "certain", 3),
        ("restyled", "certain", 5),
        ("comment", "told", 18),
    ]
    done = spp_press("import", back, "--yes", cwd=desk.root)
    assert done.returncode == 1 and "2 accepted" in done.stdout  # the comment is left
    wanted = ARTICLE.replace("年开始", "年起").replace("说的", "**说的**")
    assert desk.manuscript.read_text("utf-8") == wanted


def test_a_review_without_its_record(desk: Desk) -> None:
    """Some programs keep bookmarks and drop what they do not know."""
    reviewer = Reviewer(exported(desk).read_bytes())
    reviewer.replace("开始", "起", "李审")
    reviewer.replace("标准", "规范")
    del reviewer.parts["customXml/item1.xml"]
    (desk.root / "审回.docx").write_bytes(reviewer.docx())
    refused = spp_press("import", "审回.docx", "--yes", cwd=desk.root)
    assert refused.returncode == 3 and "--issue 2021-1" in refused.stderr
    done = spp_press("import", "审回.docx", "--yes", "--issue", "2022-1", cwd=desk.root)
    assert done.returncode == 1 and "made since" in done.stderr
    assert desk.manuscript.read_text("utf-8") == ARTICLE.replace("年开始", "年起")


def test_two_reviewers_of_one_place(desk: Desk) -> None:
    docx = exported(desk).read_bytes()
    for name, new in (("李审", "起"), ("王审", "之初")):
        reviewer = Reviewer(docx)
        reviewer.replace("开始", new, name)
        reviewer.insert("已有", f"{name}说的", name)
        (desk.root / f"{name}.docx").write_bytes(reviewer.docx())
    done = spp_press("import", "李审.docx", "王审.docx", "--yes", cwd=desk.root)
    assert done.returncode == 1, done.stderr
    assert "conflict  王审: 购”从2021年〔开始 → 之初〕" in done.stdout
    assert "年起，已有李审说的**12" in desk.manuscript.read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_person_is_asked_of_each(desk: Desk) -> None:
    import pty

    reviewer = Reviewer(exported(desk).read_bytes())
    for old, new in (("开始", "起"), ("标准", "规范"), ("请各地", "请大家"), ("最后", "末")):
        reviewer.replace(old, new, "李审")
    (desk.root / "审回.docx").write_bytes(reviewer.docx())
    ours, theirs = pty.openpty()
    os.write(ours, "y\nn\n什么\ny\nq\n".encode())
    command = (sys.executable, "-m", "spp_press", "--lang", "zh", "import", "审回.docx")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    terminal = {"stdin": theirs, "stdout": subprocess.PIPE, "stderr": theirs}
    done = subprocess.run(  # type: ignore[call-overload]
        command, cwd=desk.root, env=environment, check=False, timeout=120, **terminal
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 0
    wanted = ARTICLE.replace("年开始", "年起").replace("请各地", "请大家")
    assert desk.manuscript.read_text("utf-8") == wanted


def test_reviews_and_manuscripts_are_not_mixed(desk: Desk, tmp_path: Path) -> None:
    back = exported(desk)
    other = tmp_path / "other.docx"
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    done = spp_press("import", back, other, cwd=desk.root)
    assert done.returncode == 3 and "other.docx" in done.stderr


def doctored(data: bytes, name: str, part: bytes) -> bytes:
    """A review with a part of somebody else's making."""
    reviewer = Reviewer(data)
    reviewer.parts[name] = part
    return reviewer.docx()


@pytest.mark.parametrize(
    ("name", "part", "said"),
    [
        ("word/footnotes.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "DOCTYPE"),
        ("customXml/item1.xml", b"<record xmlns='urn:spp-press:review'>{}</record>", "is lost"),
        ("word/comments.xml", b"<x", None),
        ("word/vbaProject.bin", b"x", "macros"),
        ("word/embeddings/o.bin", b"x", "word/embeddings/o.bin"),
    ],
)
def test_a_hostile_review(desk: Desk, name: str, part: bytes, said: str | None) -> None:
    back = desk.root / "审回.docx"
    back.write_bytes(doctored(exported(desk).read_bytes(), name, part))
    done = spp_press("import", back, "--yes", cwd=desk.root)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 3) and (said is None or said in done.stderr), done.stderr
    assert desk.manuscript.read_text("utf-8") == ARTICLE


def test_a_bomb_is_refused(desk: Desk) -> None:
    back = desk.root / "审回.docx"
    back.write_bytes(BOMB)
    done = spp_press("import", back, "--yes", cwd=desk.root)
    assert done.returncode in (3, 8) and "Traceback" not in done.stderr


def test_mutations_are_read_or_refused(desk: Desk) -> None:
    reviewer = Reviewer(desk.export())
    reviewer.replace("开始", "起", "李审")
    reviewer.comment("请各地", "哪些地方？", "王审")
    reviewer.add_paragraph("最后一段", "又一段。")
    whole = Reviewer(reviewer.docx()).parts
    names = [name for name in whole if name.endswith((".xml", ".rels"))]
    chance = random.Random(7)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(60):
        name = chance.choice(["word/document.xml", "customXml/item1.xml", *names])
        text = whole[name].decode()
        pieces = re.findall(r'<[^>]+>|\d+|"[a-z]+"', text)
        for _ in range(chance.randint(1, 3)):
            text = text.replace(chance.choice(pieces), chance.choice(pieces), 1)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for each, part in whole.items():
                package.writestr(each, text if each == name else part)
        try:
            review = desk.review(out.getvalue())
            accept(review, desk.root, review.changes, lambda stage: None)
        except InputError:
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
    assert min(outcomes.values()) >= 10, outcomes


def test_words_from_outside_stay_words(desk: Desk) -> None:
    """Nothing that a reviewer types becomes notation: no markup, no picture, no foreign link."""
    reviewer = Reviewer(desk.export())
    evil = "<script>x</script>[^9]**粗**[x](file:///etc/passwd)"
    reviewer.replace("开始", evil)
    reviewer.replace("标准", "![图](../../secret.png)")  # refused even as words
    reviewer.add_paragraph("最后一段", "::: 编者按")
    review = desk.review(reviewer.docx())
    assert [c.state for c in review.changes] == [State.CERTAIN, State.BY_HAND, State.CERTAIN]
    text = desk.accepted(review)
    assert evil in desk.export_text() and "secret" not in text
    assert "\\::: 编者按" in text


@pytest.mark.skipif(soffice is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("issue", ["2021-1", "sample", "small"])
def test_libreoffice_keeps_all_that_is_needed(desk: Desk, tmp_path: Path, issue: str) -> None:
    """The nearest there is here to Word's own saving."""
    if issue == "2021-1":
        desk = Desk(ROOT / "issues" / "2021-1", ROOT)
    elif issue == "sample":
        root = ROOT / "spp_press" / "data" / "sample"
        desk = Desk(root / "issues" / "2026-1", root)
    reviewer = Reviewer(desk.export())
    if issue == "small":
        reviewer.replace("开始", "起", "李审")
        reviewer.replace("标准", "规范")
        reviewer.look("说的", "b")
        reviewer.delete_paragraph("再看")
        reviewer.add_paragraph("最后一段", "又一段。", by="李审")
        reviewer.comment("请各地", "哪些地方？", "王审")
        reviewer.replace("数字到", "数到", "王审")
    (tmp_path / "in.docx").write_bytes(reviewer.docx())
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    where = ("--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(tmp_path / "in.docx"))
    command = [str(soffice), home, "--headless", *where]
    subprocess.run(command, check=True, capture_output=True, env=with_fonts())
    back = (tmp_path / "out" / "in.docx").read_bytes()
    assert not is_untouched(back)
    if issue != "small":
        path = tmp_path / "back.docx"
        path.write_bytes(back)
        assert read_review(Order(path, desk.root), lambda stage: None).changes == ()
        return
    before = desk.review(reviewer.docx())
    after = desk.review(back)
    assert after.changes == before.changes and len(after.changes) == 7
    wanted = ARTICLE.replace("年开始", "年起").replace("标准", "规范").replace("说的", "**说的**")
    wanted = wanted.replace("- 再看**价格**；\n", "").replace("数字到", "数到")
    wanted = wanted.replace("最后一段。\n", "最后一段。\n\n又一段。\n")
    assert desk.accepted(after) == wanted
