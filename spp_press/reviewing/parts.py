"""The parts of a Word file that do not depend on its text: styles, lists, settings, relations.

WordprocessingML as ISO/IEC 29500-1 has it. Faces go by name, with the East Asian one beside the
Latin (17.3.2.26); first lines are indented by characters (17.3.1.12).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OUTSIDE = ' TargetMode="External"'
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP file knows
_ITEM = "{5B0E6E3C-6D2B-4C57-9B0D-7370702D7072}"

Relation = tuple[str, str, bool]
"""A relation's kind, its target, and whether that is outside."""


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as a ZIP file; the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            package.writestr(info, part.encode() if isinstance(part, str) else part)
    return out.getvalue()


def relations(given: Sequence[Relation]) -> str:
    """A part's relations; the first is ``rId1``."""
    rows = "".join(
        f'<Relationship Id="rId{i}" Type="{_TYPE}{kind}" Target={quoteattr(target)}'
        f"{_OUTSIDE * outside}/>"
        for i, (kind, target, outside) in enumerate(given, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{space}">{rows}</Relationships>'


def content_types() -> str:
    """What each part is."""
    kinds = {
        "word/document": f"{_WORD}document.main+xml",
        "word/styles": f"{_WORD}styles+xml",
        "word/numbering": f"{_WORD}numbering+xml",
        "word/settings": f"{_WORD}settings+xml",
        "word/footnotes": f"{_WORD}footnotes+xml",
        "word/footer": f"{_WORD}footer+xml",
        "docProps/core": "application/vnd.openxmlformats-package.core-properties+xml",
        "customXml/itemProps1": (
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
        ),
    }
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "jpeg": "image/jpeg",
        "png": "image/png",
        "svg": "image/svg+xml",
    }
    inner = "".join(f'<Default Extension="{s}" ContentType="{t}"/>' for s, t in defaults.items())
    inner += "".join(
        f'<Override PartName="/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{HEAD}<Types xmlns="{space}">{inner}</Types>'


def package_relations() -> str:
    """The relations of the package itself."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    given = relations([("officeDocument", "word/document.xml", False), ("core", "core", False)])
    return given.replace(f'"{_TYPE}core"', f'"{core}"').replace('"core"', '"docProps/core.xml"')


def core_properties(title: str) -> str:
    """The title; no author, no dates."""
    spaces = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    inner = f"<dc:title>{escape(title)}</dc:title><dc:language>zh-CN</dc:language>"
    return f"{HEAD}<cp:coreProperties {spaces}>{inner}</cp:coreProperties>"


def item_properties(space: str) -> str:
    """The properties of a custom XML part in the name space ``space``."""
    own = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    schemas = f'<ds:schemaRefs><ds:schemaRef ds:uri="{space}"/></ds:schemaRefs>'
    return (
        f'{HEAD}<ds:datastoreItem xmlns:ds="{own}" ds:itemID="{_ITEM}">{schemas}</ds:datastoreItem>'
    )


def settings() -> str:
    """Changes are tracked from the first key that a reviewer presses."""
    inner = (
        "<w:trackRevisions/>"
        '<w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:footnotePr><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    )
    return f"{HEAD}<w:settings {NAMES}>{inner}</w:settings>"


def footer() -> str:
    """The number of the page, in the middle."""
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    inner = f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{field}</w:p>'
    return f"{HEAD}<w:ftr {NAMES}>{inner}</w:ftr>"


def _face(east: str, latin: str = "Times New Roman") -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"/>'


def _style(
    identifier: str,
    name: str,
    paragraph: str = "",
    run: str = "",
    *,
    based: str = "Normal",
    following: str = "",
) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>'
        + (f'<w:next w:val="{following}"/>' if following else "")
        + f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(level: int, size: int, before: int, after: int, more: str = "") -> str:
    paragraph = (
        f'<w:keepNext/><w:keepLines/>{more}<w:spacing w:before="{before}" w:after="{after}" '
        f'w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="{level - 1}"/>'
    )
    colour = '<w:color w:val="1F3864"/>' if level == 1 else ""
    run = f'{_face("黑体", "Arial")}{colour}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return _style(f"Heading{level}", f"heading {level}", paragraph, run, following="BodyText")


def styles() -> str:
    """The styles: 宋体 for text, 黑体 for headings, 楷体 aside. Sizes are in half points."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_face('宋体')}"
        '<w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:spacing w:line="360" w:lineRule="auto"/></w:pPr></w:style>'
    )
    border = '<w:{0} w:val="single" w:sz="4" w:space="6" w:color="A6A6A6"/>'
    box = "".join(border.format(side) for side in ("top", "left", "bottom", "right"))
    centred = '<w:jc w:val="center"/>'
    aside = f"{_face('楷体')}"
    small = '<w:sz w:val="18"/><w:szCs w:val="18"/>'
    grey = '<w:color w:val="7F7F7F"/>'
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="3" w:color="1F3864"/></w:pBdr>'
    paragraphs = (
        _style("BodyText", "Body Text", '<w:ind w:firstLineChars="200" w:firstLine="440"/>'),
        _style(
            "Title",
            "Title",
            f'<w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>{centred}',
            f'{_face("黑体", "Arial")}<w:sz w:val="40"/><w:szCs w:val="40"/>',
        ),
        _style("Subtitle", "Subtitle", f'<w:spacing w:after="240"/>{centred}', aside),
        _heading(1, 32, 480, 160, rule),
        _heading(2, 28, 360, 160),
        _heading(3, 24, 240, 80),
        _heading(4, 22, 160, 60),
        _heading(5, 22, 120, 60),
        _style("ListParagraph", "List Paragraph"),
        _style("Quote", "Quote", '<w:ind w:left="440" w:right="440"/>', aside),
        _style(
            "Box",
            "方框",
            f'<w:pBdr>{box}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="F5F5F2"/>'
            '<w:spacing w:line="320" w:lineRule="auto"/><w:ind w:left="220" w:right="220"/>',
            aside,
        ),
        _style("BoxLabel", "方框名", "<w:keepNext/>", f"{grey}{small}", based="Box"),
        _style("BoxHeading", "方框题", "<w:keepNext/>", _face("黑体", "Arial"), based="Box"),
        _style("Picture", "图", '<w:keepNext/><w:spacing w:before="160"/>' + centred),
        _style("Caption", "caption", f'<w:spacing w:after="160"/>{centred}', f"{aside}{small}"),
        _style(
            "TableTitle",
            "表题",
            '<w:keepNext/><w:spacing w:before="160" w:after="60"/>',
            based="Caption",
        ),
        _style(
            "TableText",
            "表文",
            '<w:spacing w:line="280" w:lineRule="auto"/>',
            '<w:sz w:val="20"/><w:szCs w:val="20"/>',
        ),
        _style(
            "Code",
            "程序",
            '<w:shd w:val="clear" w:color="auto" w:fill="F5F5F2"/>',
            _face("黑体", "Consolas") + small,
        ),
        _style("FootnoteText", "footnote text", '<w:spacing w:line="240"/>', small),
        _style("Footer", "footer", centred, f"{grey}{small}"),
    )
    characters = (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr>'
        '<w:color w:val="0B5FA5"/><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference">'
        '<w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        "</w:style>"
    )
    grid = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = (
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr>'
        f"<w:tblBorders>{grid}</w:tblBorders></w:tblPr></w:style>"
    )
    inner = defaults + normal + "".join(paragraphs) + characters + table
    return f"{HEAD}<w:styles {NAMES}>{inner}</w:styles>"


class Lists:
    """The lists of a document: a definition for each kind of marker, and where each begins."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str], int] = {}
        self._numbers: list[str] = []

    def begun(self, kind: str, text: str, level: int, start: int) -> int:
        """A new list of the format ``kind`` (17.18.59) and ``text`` (``%1.``), from ``start``.

        Gives its number for ``w:numId``; ``level`` is from 0.
        """
        abstract = self._kinds.setdefault((kind, text), len(self._kinds) + 1)
        number = len(self._numbers) + 1
        self._numbers.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            "</w:num>"
        )
        return number

    def part(self) -> str:
        """The numbering part."""
        kinds = "".join(
            f'<w:abstractNum w:abstractNumId="{at}">'
            '<w:multiLevelType w:val="hybridMultilevel"/>'
            + "".join(self._level(kind, text, level) for level in range(9))
            + "</w:abstractNum>"
            for (kind, text), at in self._kinds.items()
        )
        return f"{HEAD}<w:numbering {NAMES}>{kinds}{''.join(self._numbers)}</w:numbering>"

    @staticmethod
    def _level(kind: str, text: str, level: int) -> str:
        left = 440 * (level + 1)
        own = text.replace("%1", f"%{level + 1}")
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{escape(own)}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="440"/></w:pPr></w:lvl>'
        )
