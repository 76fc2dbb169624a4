"""Hostile files are refused before they are parsed, or told; nothing is fetched, none hangs."""

from __future__ import annotations

import io
import random
import socket
import struct
import time
import zipfile
from pathlib import Path

import pytest

from spp_press.importing.docx import read_docx
from spp_press.problems import InputError, Report
from tests.conftest import spp_press
from tests.importing import word
from tests.importing.conftest import BODY, Import
from tests.importing.word import cell, p, picture, run, table

_DOCTYPE = '<!DOCTYPE w:document [<!ENTITY a "b"><!ENTITY x SYSTEM "file:///etc/passwd">]>'


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


def lying(data: bytes) -> bytes:
    """A zip whose directory says that every part is one byte."""
    at = 0
    changed = bytearray(data)
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<I", changed, at + 24, 1)
        at += 4
    return bytes(changed)


BOMB = zipped(word__document=bytes(200 << 20))
DEEP = word.docx("<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "docx-broken"),
        (b"PK\x03\x04 not a zip", "docx-broken"),
        (zipped(other=b"<x/>"), "docx-broken"),
        (word.docx(p(BODY))[:-40], "docx-broken"),
        (BOMB, "docx-bomb"),
        (lying(BOMB), "docx-bomb"),
        (DEEP, "docx-deep"),
        (word.docx(document=f"{_DOCTYPE}<w:document xmlns:w='w'>&x;</w:document>"), "docx-doctype"),
        (word.docx(document="<w:document"), "docx-xml"),
        (word.docx(document='<?xml version="1.0" encoding="klingon"?><x/>'), "docx-xml"),
    ],
    ids=[
        "empty",
        "no-zip",
        "no-word",
        "cut",
        "bomb",
        "lying",
        "deep",
        "entity",
        "open",
        "encoding",
    ],
)
def test_what_is_refused(data: bytes, key: str) -> None:
    began = time.monotonic()
    with pytest.raises(InputError) as raised:
        read_docx("稿.docx", data, Report())
    found = {problem.key for problem in raised.value.problems}
    assert found == {key} or (key == "docx-bomb" and found == {"docx-broken"})
    assert time.monotonic() - began < 5


def test_nothing_outside_is_fetched(take: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    data = word.docx(
        p("题目", style="1"),
        p(BODY),
        p(picture("far", link=True)),
        '<w:altChunk r:id="chunk"/>',
        relations={
            "far": ("image", "http://192.0.2.1/a.png", True),
            "near": ("attachedTemplate", "file:///etc/passwd", True),
            "chunk": ("aFChunk", "afchunk.html", False),
            "frame": ("subDocument", "../../../etc/passwd", False),
        },
        parts={
            "word/afchunk.html": "<script>",
            "word/vbaProject.bin": b"",
            "word/embeddings/o": "",
        },
    )
    found = take({"稿.docx": data})
    assert {"docx-external", "docx-chunk", "docx-macros", "docx-embedded"} <= found.keys
    assert "passwd" not in "".join(found.draft.files[n].decode() for n in found.draft.files)
    assert "此处夹着另一份文档" in found.source()


def test_a_link_may_only_lead_to_the_web(take: Import) -> None:
    link = f'<w:hyperlink r:id="l">{run("点这里")}</w:hyperlink>'
    data = word.docx(
        p("题目", style="1"),
        p(run("请"), link),
        relations={"l": ("hyperlink", "file:///c:/x", True)},
    )
    found = take({"稿.docx": data})
    assert found.text() == "请点这里" and "import-link" in found.keys


def test_mutations_are_read_or_refused() -> None:
    whole = word.docx(
        p("题目", style="1"),
        p(BODY),
        table([cell("甲", span=2)], ["乙", cell("丙", merge="restart")]),
        p(picture("a")),
        relations={"a": ("image", "media/a.png", False)},
        parts={
            "word/media/a.png": word.image(),
            "word/numbering.xml": word.numbering(n1=("x", "%9")),
        },
    )
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    chance = random.Random(7)
    refused = 0
    for _ in range(300):
        name = chance.choice(sorted(parts))
        data = bytearray(parts[name])
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.2:
            del data[chance.randrange(len(data)) :]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for each, content in parts.items():
                package.writestr(each, bytes(data) if each == name else content)
        try:
            document = read_docx("稿.docx", out.getvalue(), Report())
        except InputError:
            refused += 1
        else:
            assert document.file == "稿.docx"
    assert 50 < refused < 290


def test_one_bad_file_of_three(tmp_path: Path, bulletin: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.docx").write_bytes(word.docx(p("第一", style="1"), p(BODY)))
    (tmp_path / "in" / "2.docx").write_bytes(BOMB)
    (tmp_path / "in" / "3.docx").write_bytes(word.docx(p("第三", style="1"), p(BODY)))
    done = spp_press(
        "import", tmp_path / "in", "--root", bulletin, "--issue", "2022-1", cwd=tmp_path
    )
    assert done.returncode == 8, done.stderr
    assert "2.docx: error" in done.stderr and "2.docx  could not be read" in done.stdout
    assert len(list((bulletin / "issues" / "2022-1" / "articles").iterdir())) == 2


def test_a_link_to_a_file_is_not_followed(tmp_path: Path, bulletin: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("密码一二三四", encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(
        "# 题\n\n正文。\n\n![x](../secret.txt)\n", encoding="utf-8"
    )
    (tmp_path / "in" / "b.txt").symlink_to(secret)
    done = spp_press(
        "import", tmp_path / "in", "--root", bulletin, "--issue", "2022-1", cwd=tmp_path
    )
    assert done.returncode == 8
    written = [f.read_text("utf-8") for f in (bulletin / "issues").rglob("*") if f.suffix == ".md"]
    assert len(written) == 1 and "密码" not in written[0]
    assert not list((bulletin / "issues" / "2022-1" / "images").iterdir())
