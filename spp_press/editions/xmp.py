"""XMP packets (ISO 16684-1), with the extension schemas that PDF/A wants for what it lacks.

PDF/A knows Dublin Core, XMP Basic, Media Management and a part of Adobe PDF; every other property
has to be described inside the file (ISO 19005-2, 6.6.2.3.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
    "bulletin": "urn:x-spp-press:bulletin:1.0/",
}

_SCHEMAS = {
    "pdf": "Adobe PDF Schema",
    "pdfuaid": "PDF/UA Universal Accessibility Schema",
    "pdfxid": "PDF/X ID Schema",
    "prism": "PRISM Basic Metadata Schema",
    "bulletin": "Bulletin numbering and proofs",
}

# (prefix, property) → value type, category, description.
_EXTENSIONS = {
    ("pdf", "Trapped"): ("Text", "internal", "Whether the document has been trapped"),
    ("pdfuaid", "part"): ("Integer", "internal", "Part of ISO 14289 that the file conforms to"),
    ("pdfxid", "GTS_PDFXVersion"): ("Text", "internal", "Part of ISO 15930 the file conforms to"),
    ("prism", "publicationName"): ("Text", "external", "Title of the periodical"),
    ("prism", "number"): ("Text", "external", "Number of the issue within its year"),
    ("prism", "issueIdentifier"): ("Text", "external", "Identifier of the issue"),
    ("prism", "coverDisplayDate"): ("Text", "external", "Date as the cover displays it"),
    ("bulletin", "cumulativeNumber"): ("Text", "external", "Number of the issue over all years"),
    ("bulletin", "proofStage"): ("Text", "external", "Round of proofs that the file is for"),
}


class Localised(NamedTuple):
    """A text in a language, and by default."""

    text: str
    lang: str


class Ordered(NamedTuple):
    """Texts whose order counts."""

    texts: tuple[str, ...]


class Unordered(NamedTuple):
    """Texts whose order does not count."""

    texts: tuple[str, ...]


Value = str | Localised | Ordered | Unordered
Property = tuple[str, str, Value]


def packet(properties: Sequence[Property]) -> bytes:
    """The properties (prefix, name, value) as one packet, without those whose value is empty."""
    said = [(prefix, name, value) for prefix, name, value in properties if _has_text(value)]
    prefixes = dict.fromkeys(prefix for prefix, _, _ in said)
    names = "".join(f"\n  xmlns:{prefix}={quoteattr(NAMESPACES[prefix])}" for prefix in prefixes)
    body = "".join(
        f"\n  <{prefix}:{name}>{_value(value)}</{prefix}:{name}>" for prefix, name, value in said
    )
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f' <rdf:Description rdf:about=""{names}>{body}\n </rdf:Description>\n'
        f"{_extensions(said)}"
        '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    )
    return text.encode()


def _has_text(value: Value) -> bool:
    match value:
        case Localised(text, _):
            return bool(text)
        case Ordered(texts) | Unordered(texts):
            return any(texts)
        case _:
            return bool(value)


def _value(value: Value) -> str:
    match value:
        case Localised(text, lang):
            items = "".join(
                f"<rdf:li xml:lang={quoteattr(each)}>{escape(text)}</rdf:li>"
                for each in ("x-default", lang)
            )
            return f"<rdf:Alt>{items}</rdf:Alt>"
        case Ordered(texts):
            return f"<rdf:Seq>{_items(texts)}</rdf:Seq>"
        case Unordered(texts):
            return f"<rdf:Bag>{_items(texts)}</rdf:Bag>"
        case _:
            return escape(value)


def _items(texts: Sequence[str]) -> str:
    return "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts if text)


def _extensions(said: Sequence[Property]) -> str:
    used = [(prefix, name) for prefix, name, _ in said if (prefix, name) in _EXTENSIONS]
    if not used or "pdfaid" not in {prefix for prefix, _, _ in said}:
        return ""
    schemas = ""
    for prefix in dict.fromkeys(prefix for prefix, _ in used):
        described = "".join(
            _resource("pdfaProperty", name=name, valueType=kind, category=category,
                      description=words)
            for (kind, category, words), name in (
                (_EXTENSIONS[each], each[1]) for each in used if each[0] == prefix
            )
        )  # fmt: skip
        schemas += (
            '<rdf:li rdf:parseType="Resource">'
            f"<pdfaSchema:schema>{_SCHEMAS[prefix]}</pdfaSchema:schema>"
            f"<pdfaSchema:namespaceURI>{NAMESPACES[prefix]}</pdfaSchema:namespaceURI>"
            f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
            f"<pdfaSchema:property><rdf:Seq>{described}</rdf:Seq></pdfaSchema:property></rdf:li>"
        )
    return (
        ' <rdf:Description rdf:about=""\n'
        '  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\n'
        '  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\n'
        '  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\n'
        f"  <pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>\n"
        " </rdf:Description>\n"
    )


def _resource(prefix: str, **fields: str) -> str:
    inside = "".join(f"<{prefix}:{name}>{text}</{prefix}:{name}>" for name, text in fields.items())
    return f'<rdf:li rdf:parseType="Resource">{inside}</rdf:li>'
