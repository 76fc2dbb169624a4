"""Word files made of raw XML, so that each may be as messy as it has to be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from PIL import Image

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 3"/></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="小节"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC2"><w:name w:val="toc 2"/></w:style>
"""

Relation = tuple[str, str, bool]
"""A kind (``image``), a target, and whether that is outside."""


def run(text: str, *, bold: bool = False, more: str = "") -> str:
    """A run; ``\\n`` breaks the line, ``\\t`` is a tab."""
    properties = more + ("<w:b/>" if bold else "")
    inner = "".join(
        {"\n": "<w:br/>", "\t": "<w:tab/>"}.get(part)
        or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _split(text)
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def _split(text: str) -> list[str]:
    parts = [""]
    for character in text:
        if character in "\n\t":
            parts += [character, ""]
        else:
            parts[-1] += character
    return [part for part in parts if part]


def p(
    *runs: str,
    style: str = "",
    bold: bool = False,
    size: float = 0,
    centred: bool = False,
    more: str = "",
) -> str:
    """A paragraph of runs, or of plain texts."""
    sized = f'<w:sz w:val="{size * 2:.0f}"/>' if size else ""
    inner = "".join(r if r.startswith("<") else run(r, bold=bold, more=sized) for r in runs)
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += more + ('<w:jc w:val="center"/>' if centred else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def listed(text: str, number: int, level: int = 0) -> str:
    """A paragraph of the list ``number``."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, more=numbered)


def cell(*blocks: str, span: int = 1, merge: str = "") -> str:
    """A cell; ``merge`` is ``restart`` or ``continue``."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks) or p("")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    """A table of rows of cells, or of their texts."""
    made = (
        "<w:tr>" + "".join(c if c.startswith("<") else cell(c) for c in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/>{''.join(made)}</w:tbl>"


def picture(identifier: str, alt: str = "", *, crop: str = "", link: bool = False) -> str:
    """A run with a picture."""
    how = "link" if link else "embed"
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片" descr="{escape(alt)}"/>'
        f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:{how}="{identifier}"/>'
        f"{crop}</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(*blocks: str) -> str:
    """A run with a text box, as Word writes it: once for itself, once for older programs."""
    inner = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def field(instruction: str, shown: str) -> str:
    """The runs of a complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def inserted(text: str) -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="1" w:author="李">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    """A tracked deletion."""
    words = f"<w:r><w:delText>{escape(text)}</w:delText></w:r>"
    return f'<w:del w:id="2" w:author="李">{words}</w:del>'


def part(root: str, inner: str) -> str:
    """A part of WordprocessingML."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMES}>{inner}</w:{root}>'


def numbering(**levels: tuple[str, str]) -> str:
    """``word/numbering.xml``: ``n1=("decimal", "%1.")`` is the list 1; two levels of each."""
    abstract, numbers = "", ""
    for name, (kind, text) in levels.items():
        number = name.removeprefix("n")
        each = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text.replace("%1", f"%{i + 1}")}"/></w:lvl>'
            for i in range(2)
        )
        abstract += f'<w:abstractNum w:abstractNumId="{number}">{each}</w:abstractNum>'
        numbers += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    return part("numbering", abstract + numbers)


def docx(
    *body: str,
    relations: Mapping[str, Relation] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    document: str = "",
) -> bytes:
    """A .docx with ``body``; ``parts`` by name in the file, ``relations`` by id."""
    parts = {"word/styles.xml": part("styles", _STYLES), **(parts or {})}
    related = {"styles": ("styles", "styles.xml", False), **(relations or {})}
    for name in ("numbering", "footnotes", "comments"):
        if f"word/{name}.xml" in parts:
            related[name] = (name, f"{name}.xml", False)
    files = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types/>',
        "_rels/.rels": _sheet({"r": ("officeDocument", "word/document.xml", False)}),
        "word/_rels/document.xml.rels": _sheet(related),
        "word/document.xml": document or part("document", f"<w:body>{''.join(body)}</w:body>"),
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def _sheet(relations: Mapping[str, Relation]) -> str:
    inner = "".join(
        f'<Relationship Id="{i}" Type="{_TYPE}{kind}" Target="{escape(target)}"'
        + (' TargetMode="External"/>' if external else "/>")
        for i, (kind, target, external) in relations.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def image(kind: str = "PNG", size: tuple[int, int] = (40, 30), colour: str = "teal") -> bytes:
    """A picture."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()
