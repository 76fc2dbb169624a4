"""Word files: looked at before anything in them is parsed, never fetched from, never executed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests.hostile.cases.case import Case, Cases, formatted
from tests.hostile.judging import Imported, Refused, Wanted
from tests.hostile.stage import Stage, encoded

DOCX = Cases("docx")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_IMPORT = ("import", "@OUT@/in/x.docx", "--issue", "2021-2", "--yes")
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_ROOT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_TITLE = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>甲文题目</w:t></w:r></w:p>'


def text(words: str) -> str:
    """A paragraph."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def document(body: str, before: str = "") -> str:
    """A main part."""
    return f'{before}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{_TITLE}{body}</w:body></w:document>'


def relations(*those: str) -> str:
    """A part of relationships."""
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(those)}</Relationships>'


def relation(kind: str, target: str, mode: str = "External") -> str:
    """One relationship, ``r9``."""
    return f'<Relationship Id="r9" Type="{_R}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A .docx of these parts; the usual ones where they are not given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        usual = {"[Content_Types].xml": _TYPES, "_rels/.rels": _ROOT}
        for name, data in {**usual, **parts}.items():
            archive.writestr(name, data)
    return out.getvalue()


def plain(body: str = text("正文之字。"), /, **more: str | bytes) -> bytes:
    """A .docx with this body."""
    return package({"word/document.xml": document(body), **more})


def _add(name: str, wanted: Wanted, data: bytes) -> None:
    def plant(stage: Stage) -> None:
        (stage.outside / "in").mkdir()
        (stage.outside / "in" / "x.docx").write_bytes(data)

    DOCX.append(Case("docx", name, plant, wanted, _IMPORT))


def _body(name: str, wanted: Wanted, body: str, rels: str = "", /, **more: str | bytes) -> None:
    parts: dict[str, str | bytes] = {"word/document.xml": document(body), **more}
    if rels:
        parts["word/_rels/document.xml.rels"] = relations(rels)
    _add(name, wanted, package(parts))


_FINE = Imported(("正文之字",))
_NO = Refused()
_add("right", _FINE, plain())
_add("empty", _NO, b"")
_add("text", _NO, b"hello" * 100)
_add("doc", _NO, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
_add("zip-empty", _NO, b"PK\5\6" + bytes(18))
_add("half", _NO, plain()[:-200])
_add("no-main", _NO, package({"x.xml": "<x/>"}))
_add("not-xml", _NO, package({"word/document.xml": "hello"}))
_add("xml-control", _NO, package({"word/document.xml": document(text("\x01"))}))
_add("bomb", _NO, plain(**{"word/media/x.bin": bytes(400 << 20)}))
_add("bomb-document", _NO, package({"word/document.xml": document(text("正") * 2_000_000)}))
_add(
    "entries",
    _NO,
    package({"word/document.xml": document(""), **{f"word/{i}": "x" for i in range(8000)}}),
)
_add(
    "doctype",
    _NO,
    package({"word/document.xml": document(text("x"), '<!DOCTYPE x [<!ENTITY a "b">]>')}),
)
_add(
    "entity-file",
    _NO,
    package(
        {
            "word/document.xml": document(
                text("&a;"), '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            )
        }
    ),
)
_add(
    "doctype-rels",
    _NO,
    package(
        {"word/document.xml": document(""), "_rels/.rels": '<!DOCTYPE x [<!ENTITY a "b">]>' + _ROOT}
    ),
)
_add(
    "main-outside",
    _NO,
    package({"_rels/.rels": _ROOT.replace("word/document.xml", "../../../../etc/passwd")}),
)
_add(
    "main-absolute",
    _NO,
    package({"_rels/.rels": _ROOT.replace("word/document.xml", "file:///etc/passwd")}),
)
_add("macros", Imported(("正文之字",), said="warning"), plain(**{"word/vbaProject.bin": b"x"}))
_add(
    "embedded",
    Imported(("正文之字",), said="warning"),
    plain(**{"word/embeddings/oleObject1.bin": b"x"}),
)
_add(
    "name-climbing",
    _FINE,
    plain(**{"../../../evil.txt": b"x", "word/media/../../../evil.png": b"x"}),
)
_add("name-absolute", _FINE, plain(**{"/etc/evil": b"x"}))
_add("name-twice", Imported(), plain() + b"")
for _kind in ("image", "attachedTemplate", "frame", "oleObject", "subDocument", "video"):
    _body(
        f"external-{_kind}",
        Imported(("正文之字",), said="warning"),
        text("正文之字。"),
        relation(_kind, "http://127.0.0.1/x"),
    )
    _body(
        f"external-file-{_kind}",
        Imported(("正文之字",), said="warning"),
        text("正文之字。"),
        relation(_kind, "file:///etc/passwd"),
    )
_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><a:blip r:{}="r9"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>" + text("正文之字。")
)
_body(
    "picture-linked",
    Imported(("正文之字",), said="warning"),
    _PICTURE.format("link"),
    relation("image", "http://127.0.0.1/x.png"),
)
_body(
    "picture-climbing",
    Imported(("正文之字",)),
    _PICTURE.format("embed"),
    relation("image", "../../../../etc/passwd", "Internal"),
)
_body(
    "picture-missing",
    Imported(("正文之字",)),
    _PICTURE.format("embed"),
    relation("image", "media/none.png", "Internal"),
)
_body(
    "picture-broken",
    Imported(("正文之字",)),
    _PICTURE.format("embed"),
    relation("image", "media/x.png", "Internal"),
    **{"word/media/x.png": b"\x89PNG"},
)
_body(
    "picture-right",
    Imported(("正文之字",)),
    _PICTURE.format("embed"),
    relation("image", "media/x.png", "Internal"),
    **{"word/media/x.png": encoded("PNG")},
)
_body(
    "picture-exe-name",
    Imported(("正文之字",)),
    _PICTURE.format("embed"),
    relation("image", "media/../../x.exe", "Internal"),
    **{"x.exe": encoded("PNG")},
)
_body(
    "picture-svg",
    Imported(("正文之字",)),
    _PICTURE.format("embed"),
    relation("image", "media/x.svg", "Internal"),
    **{
        "word/media/x.svg": b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>"
    },
)
_body(
    "altchunk",
    Imported(("正文之字",), said="warning"),
    text("正文之字。") + '<w:altChunk r:id="r9"/>',
    relation("aFChunk", "x.html", "Internal"),
    **{"word/x.html": b"<script>x</script>"},
)
_body(
    "tables-3000", _NO, "<w:tbl><w:tr><w:tc>" * 3000 + text("x") + "</w:tc></w:tr></w:tbl>" * 3000
)
_body(
    "nested-100", Imported(), "<w:tbl><w:tr><w:tc>" * 40 + text("x") + "</w:tc></w:tr></w:tbl>" * 40
)
_body(
    "span-huge",
    Imported(),
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr>'
    + text("x")
    + "</w:tc></w:tr></w:tbl>",
)
_body(
    "number-huge",
    Imported(),
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="99999999"/><w:numId w:val="-1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>',
)
_body(
    "tracked",
    Imported(("正文之字",)),
    '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>正文之字</w:t></w:r></w:ins><w:del w:id="2" w:author="x"><w:r><w:delText>删</w:delText></w:r></w:del></w:p>',
)
_body(
    "hidden",
    Imported(("正文之字",)),
    "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>" + text("正文之字。"),
)
_body(
    "field-include",
    Imported(("正文之字",)),
    '<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;file:///etc/passwd&quot; "><w:r><w:t>正文之字</w:t></w:r></w:fldSimple></w:p>',
)
_body(
    "field-dde",
    Imported(("正文之字",)),
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDEAUTO c:\\\\cmd "/k calc"</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>正文之字</w:t></w:r></w:p>',
)
_body(
    "link-javascript",
    Imported(("正文之字",)),
    '<w:p><w:hyperlink r:id="r9"><w:r><w:t>正文之字</w:t></w:r></w:hyperlink></w:p>',
    relation("hyperlink", "javascript:alert(1)"),
)
_body(
    "link-file",
    Imported(("正文之字",)),
    '<w:p><w:hyperlink r:id="r9"><w:r><w:t>正文之字</w:t></w:r></w:hyperlink></w:p>',
    relation("hyperlink", "file:///etc/passwd"),
)
_body(
    "markdown",
    Imported(),
    text("&lt;script&gt;x&lt;/script&gt; ![x](/etc/passwd) [y](javascript:z) {{ 7*7 }}"),
)
_body("markdown-title", Imported(), text("# 甲\n---\n::: 边栏"))
_body("long-paragraph", Imported(), text("字" * 500_000))
_body("many-paragraphs", Imported(), text("正文。") * 30_000)
_body(
    "styles-circle",
    Imported(("正文之字",)),
    text("正文之字。"),
    relation("styles", "styles.xml", "Internal"),
    **{
        "word/styles.xml": f'<w:styles xmlns:w="{_W}"><w:style w:styleId="Heading1" w:type="paragraph"><w:basedOn w:val="Heading1"/></w:style></w:styles>'
    },
)
_body(
    "footnote-missing",
    Imported(),
    '<w:p><w:r><w:t>正文之字</w:t><w:footnoteReference w:id="9"/></w:r></w:p>',
)
_body(
    "symbols",
    Imported(),
    '<w:p><w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:char="zzzz"/><w:t>正文之字</w:t></w:r></w:p>',
)


def _link(stage: Stage) -> None:
    (stage.outside / "in").mkdir()
    (stage.outside / "in" / "x.docx").symlink_to(formatted(stage, "/dev/zero"))


DOCX.append(Case("docx", "device", _link, _NO, _IMPORT))
