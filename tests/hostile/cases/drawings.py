"""SVG: what reaches out, what unfolds, what is broken, what is drawn."""

from __future__ import annotations

from tests.hostile.cases.case import Cases, formatted
from tests.hostile.judging import Either, Limited, Printed, Refused
from tests.hostile.stage import Stage

DRAWINGS = Cases("svg")
_HERE = "articles/a.md:3"
_XMLNS = 'xmlns="http://www.w3.org/2000/svg"'
_RECT = '<rect width="9" height="9"/>'

_INSIDE = {
    "image-file": '<image href="file://@OUT@/secret.png" width="9" height="9"/>',
    "image-http": '<image href="@URL@/x.png" width="9" height="9"/>',
    "image-xlink": '<image xlink:href="@URL@/x.png" width="9" height="9"/>',
    "image-relative": '<image href="x.png" width="9" height="9"/>',
    "image-data": '<image href="data:image/png;base64,iVBORw0KGgo=" width="9" height="9"/>',
    "image-data-svg": '<image href="data:image/svg+xml,%3Csvg%3E%3C/svg%3E" width="9" height="9"/>',
    "image-other-prefix": '<image xmlns:q="http://www.w3.org/1999/xlink" q:href="@URL@/" width="9" height="9"/>',
    "use-http": '<use href="@URL@/x.svg#a"/>',
    "use-file": '<use xlink:href="file://@OUT@/secret.svg#a"/>',
    "use-relative": '<use href="other.svg#a"/>',
    "use-empty-base": '<use href="?#a"/>',
    "use-space": '<use href=" @URL@/x.svg#a"/>',
    "use-newline": '<use href="&#10;http://127.0.0.1/#a"/>',
    "foreign-object": '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
    "script": "<script>alert(1)</script>",
    "onload": '<g onload="x()"/>',
    "animate": '<rect width="9" height="9"><set attributeName="href" to="@URL@/"/></rect>',
    "a": '<a href="@URL@/"><rect width="9" height="9"/></a>',
    "a-javascript": '<a href="javascript:x"><rect width="9" height="9"/></a>',
    "xml-base": '<g xml:base="@URL@/"><use href="#a"/></g>',
    "fill-url": '<rect width="9" height="9" fill="url(@URL@/x.svg#a)"/>',
    "fill-url-quoted": "<rect width='9' height='9' fill='url(\"@URL@/x.svg#a\")'/>",
    "fill-url-space": '<rect width="9" height="9" fill="url( @URL@/#a )"/>',
    "fill-url-escape": r'<rect width="9" height="9" fill="u\72l(@URL@/#a)"/>',
    "fill-url-case": '<rect width="9" height="9" style="fill:URL(@URL@/#a)"/>',
    "fill-url-comment": '<rect width="9" height="9" style="fill:url(/**/@URL@/#a)"/>',
    "mask-url": '<rect width="9" height="9" mask="url(file://@OUT@/secret.svg#m)"/>',
    "clip-url": '<rect width="9" height="9" style="clip-path:url(@URL@/#c)"/>',
    "marker-url": '<path d="M0 0h9" marker-start="url(@URL@/#m)"/>',
    "filter-url": '<rect width="9" height="9" filter="url(@URL@/#f)"/>',
    "cursor-url": '<rect width="9" height="9" style="cursor:url(@URL@/x.cur),auto"/>',
    "style-import": '<style>@import "@URL@/x.css";</style>',
    "style-import-url": "<style>@import url(file://@OUT@/secret.css);</style>",
    "style-font-face": "<style>@font-face{font-family:x;src:url(@URL@/x.ttf)}</style>",
    "style-background": "<style>rect{background:url(@URL@/x.png)}</style>",
    "style-import-escape": r"<style>@\69mport '@URL@/x.css';</style>",
    "style-cdata": "<style><![CDATA[@import '@URL@/x.css';]]></style>",
    "style-namespace": '<s:style xmlns:s="http://www.w3.org/2000/svg">@import "@URL@/";</s:style>',
    "style-var": "<style>:root{--a:url(@URL@/)}rect{fill:var(--a)}</style>",
    "feimage": '<filter id="f"><feImage href="@URL@/x.png"/></filter>' + _RECT,
    "font-face-element": '<font-face><font-face-src><font-face-uri href="@URL@/"/></font-face-src></font-face>',
    "tref": '<text><tref href="file://@OUT@/secret.svg#t"/></text>',
    "glyph": '<font><glyph unicode="a" d="M0 0h9"/></font>',
    "video": '<video src="@URL@/x.mp4"/>',
    "mpath": '<animateMotion><mpath href="@URL@/#p"/></animateMotion>',
    "gradient-href": '<linearGradient id="g" href="@URL@/#h"/><rect width="9" height="9" fill="url(#g)"/>',
    "pattern-href": '<pattern id="g" xlink:href="file:///etc/passwd#h"/>' + _RECT,
    "textpath-href": '<text><textPath href="@URL@/#p">x</textPath></text>',
}  # fmt: skip
for _name, _inner in _INSIDE.items():
    DRAWINGS.add(_name, Refused(_HERE), lambda s, inner=_inner: s.drawing(formatted(s, inner)))

_DOCUMENTS = {
    "doctype-external": f'<!DOCTYPE svg SYSTEM "@URL@/x.dtd"><svg {_XMLNS} width="9" height="9"/>',
    "doctype-public": f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "@URL@/x.dtd"><svg {_XMLNS} width="9" height="9"/>',
    "entity-file": f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://@OUT@/secret.md">]><svg {_XMLNS} width="9" height="9"><text>&x;</text></svg>',
    "entity-parameter": f'<!DOCTYPE svg [<!ENTITY % x SYSTEM "@URL@/x.dtd">%x;]><svg {_XMLNS} width="9" height="9"/>',
    "entity-laughs": "<!DOCTYPE svg [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {b} '{('&' + a + ';') * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + f"]><svg {_XMLNS} width='9' height='9'><text>&i;</text></svg>",
    "entity-quadratic": f"<!DOCTYPE svg [<!ENTITY a '{'x' * 50000}'>]><svg {_XMLNS} width='9' height='9'><text>{'&a;' * 10000}</text></svg>",
    "xinclude": f'<svg {_XMLNS} width="9" height="9" xmlns:xi="http://www.w3.org/2001/XInclude"><g><xi:include href="file://@OUT@/secret.md" parse="text"/></g></svg>',
    "stylesheet-instruction": f'<?xml-stylesheet href="@URL@/x.css"?><svg {_XMLNS} width="9" height="9"/>',
    "not-xml": "hello",
    "html": "<html><body>x</body></html>",
    "no-namespace": '<svg width="9" height="9"><rect width="9" height="9"/></svg>',
    "unclosed": f'<svg {_XMLNS} width="9" height="9"><g>',
    "two-roots": f"<svg {_XMLNS} width='9' height='9'/><svg {_XMLNS}/>",
    "empty": "",
    "only-blanks": "  \n ",
    "unknown-entity": f'<svg {_XMLNS} width="9" height="9"><text>&nbsp;</text></svg>',
    "raw-control": f'<svg {_XMLNS} width="9" height="9"><text>\x01</text></svg>',
    "no-size": f"<svg {_XMLNS}>{_RECT}</svg>",
    "size-zero": f'<svg {_XMLNS} width="0" height="0">{_RECT}</svg>',
    "size-negative": f'<svg {_XMLNS} width="-9" height="9">{_RECT}</svg>',
    "size-percent": f'<svg {_XMLNS} width="100%" height="100%">{_RECT}</svg>',
    "size-nan": f'<svg {_XMLNS} width="NaN" height="inf">{_RECT}</svg>',
    "size-huge": f'<svg {_XMLNS} width="1e300" height="9">{_RECT}</svg>',
    "size-huge-mm": f'<svg {_XMLNS} width="99999mm" height="99999mm">{_RECT}</svg>',
    "viewbox-huge": f'<svg {_XMLNS} viewBox="0 0 1e308 1e308">{_RECT}</svg>',
    "viewbox-tiny": f'<svg {_XMLNS} viewBox="0 0 0 0">{_RECT}</svg>',
    "encoding-lie": f'<?xml version="1.0" encoding="utf-7"?><svg {_XMLNS} width="9" height="9">+ADw-</svg><',
    "utf16-mark": "\ufeff\ufeff<svg/>",
}  # fmt: skip
for _name, _text in _DOCUMENTS.items():
    DRAWINGS.add(
        _name,
        Refused(_HERE if _name not in ("raw-control",) else "images/d.svg:1"),
        lambda s, text=_text: s.picture("d.svg", formatted(s, text)),
    )
DRAWINGS.add(
    "utf16",
    Refused("images/d.svg"),
    lambda s: s.picture("d.svg", f"<svg {_XMLNS}/>".encode("utf-16")),
)
DRAWINGS.add(
    "gzip", Refused(), lambda s: s.picture("d.svg", b"\x1f\x8b\x08\0\0\0\0\0" + b"\xff" * 50)
)


def _uses(levels: int, each: int) -> str:
    groups = ['<g id="u0"><rect width="1" height="1"/></g>']
    for i in range(1, levels):
        groups.append(f'<g id="u{i}">' + f'<use href="#u{i - 1}"/>' * each + "</g>")
    return f"<defs>{''.join(groups)}</defs><use href='#u{levels - 1}'/>"


def _chain(element: str, count: int, close: bool) -> str:
    """Paints that refer to each other, in a circle if ``close``."""
    links = "".join(
        f'<{element} id="g{i}" href="#g{(i + 1) % count if close else i + 1}"/>'
        for i in range(count)
    )
    return f'{links}<rect width="9" height="9" fill="url(#g0)"/>'


_LARGE = {
    "use-bomb": _uses(9, 12),
    "use-self": '<g id="a"><use href="#a"/></g>',
    "use-circle": '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    "use-of-root": '<use href="#root"/>',
    "gradient-circle": _chain("linearGradient", 3, True),
    "gradient-self": _chain("radialGradient", 1, True),
    "pattern-circle": '<pattern id="p" width="1" height="1"><rect width="1" height="1" fill="url(#p)"/></pattern><rect width="9" height="9" fill="url(#p)"/>',
    "mask-circle": '<mask id="m"><rect mask="url(#m)" width="9" height="9"/></mask><rect mask="url(#m)" width="9" height="9"/>',
    "clip-circle": '<clipPath id="m"><rect clip-path="url(#m)" width="9" height="9"/></clipPath><rect clip-path="url(#m)" width="9" height="9"/>',
    "marker-circle": '<marker id="m"><path d="M0 0h9" marker-start="url(#m)"/></marker><path d="M0 0h9" marker-end="url(#m)"/>',
    "style-circle": '<style>.x{fill:url(#p)}</style><pattern id="p" width="1" height="1"><rect class="x" width="1" height="1"/></pattern><rect class="x" width="9" height="9"/>',
    "nested-groups": "<g>" * 5000 + "</g>" * 5000,
    "nested-svg": f"<svg {_XMLNS}>" * 500 + "</svg>" * 500,
    "many-nodes": '<rect width="1" height="1"/>' * 60_000,
    "marker-many": '<marker id="m"><circle r="1"/>' + '<circle r="1"/>' * 300 + '</marker><path marker-mid="url(#m)" d="M0 0' + "h1" * 20_000 + '"/>',
    "pattern-small": '<pattern id="p" width="0.001" height="0.001" patternUnits="userSpaceOnUse"><rect width="1" height="1"/></pattern><rect width="9999" height="9999" fill="url(#p)"/>',
    "path-bomb": '<path d="M0 0' + "l1 1" * 400_000 + '"/>',
    "path-arcs": '<path d="M0 0' + "a1 1 0 0 1 1 1" * 100_000 + '"/>',
    "dash-bomb": '<path d="M0 0h9999" stroke="#000" stroke-dasharray="' + "0.001 " * 50_000 + '"/>',
    "transform-bomb": f'<rect width="9" height="9" transform="{"rotate(1)" * 100_000}"/>',
    "text-bomb": f"<text>{'字' * 300_000}</text>",
    "text-positions": f'<text x="{"1 " * 100_000}">{"字" * 100_000}</text>',
    "stops-bomb": '<linearGradient id="g">' + '<stop offset="0.5"/>' * 15_000 + '</linearGradient><rect width="9" height="9" fill="url(#g)"/>',
    "css-bomb": "<style>" + "rect{fill:#000}" * 100_000 + "</style>" + _RECT,
    "css-selectors": "<style>" + "g " * 5000 + "rect{fill:#000}</style>" + _RECT,
    "attribute-bomb": "<g " + " ".join(f'a{i}="1"' for i in range(100_000)) + "/>",
    "numbers-long": f'<rect width="{"9" * 5000}" height="9"/>',
    "exponent": '<rect width="9e9999" height="9"/>',
    "gradients-nested": _chain("linearGradient", 400, False),
    "stroke-huge": '<path d="M0 0h9" stroke="#000" stroke-width="1e30"/>',
    "coordinates-huge": '<path d="M1e300 1e300L-1e300 1e308"/>',
    "polygon-bomb": f'<polygon points="{"1,1 " * 300_000}"/>',
}  # fmt: skip
for _name, _inner in _LARGE.items():
    DRAWINGS.add(
        f"large-{_name}",
        Either(Printed(), "articles/a.md"),
        lambda s, inner=_inner: s.drawing(inner, 'id="root" width="60" height="40"'),
    )
for _name in ("use-bomb", "nested-groups", "many-nodes", "use-circle"):
    DRAWINGS.add(f"limit-{_name}", Limited(_HERE), lambda s, inner=_LARGE[_name]: s.drawing(inner))

DRAWINGS.add(
    "style-image",
    Either(Printed(), _HERE),
    lambda s: s.drawing(f"<style>rect{{background:image('{s.url}/x.png')}}</style>{_RECT}"),
)
_DRAWN = {
    "text": '<text x="5" y="20" font-size="9">图中之字</text>',
    "tspan": '<text x="5" y="20" font-size="9">图中<tspan fill="red">之字</tspan></text>',
    "bidi": '<text x="5" y="20" font-size="9" direction="rtl" unicode-bidi="bidi-override">图中之字</text>',
    "gradient": '<linearGradient id="g"><stop stop-color="red"/></linearGradient><rect width="9" height="9" fill="url(#g)"/><text x="5" y="20" font-size="9">图中之字</text>',
    "entity-numeric": '<text x="5" y="20" font-size="9">&#22270;中之字</text>',
    "cdata": '<text x="5" y="20" font-size="9"><![CDATA[图中之字]]></text>',
    "foreign-namespace": '<i:x xmlns:i="urn:x"><i:y/></i:x><text x="5" y="20" font-size="9">图中之字</text>',
    "href-inside": '<defs><rect id="r" width="9" height="9"/></defs><use href="#r"/><text x="5" y="20" font-size="9">图中之字</text>',
    "href-missing": '<use href="#none"/><text x="5" y="20" font-size="9">图中之字</text>',
    "title-html": '<title>&lt;/svg&gt;&lt;script&gt;</title><text x="5" y="20" font-size="9">图中之字</text>',
}  # fmt: skip
for _name, _inner in _DRAWN.items():
    DRAWINGS.add(
        f"right-{_name}",
        Printed(("图中之字",)) if _name != "bidi" else Printed(),
        lambda s, inner=_inner: s.drawing(inner),
    )
DRAWINGS.add(
    "right-gb18030",
    Printed(("图中之字",), said="GB18030"),
    lambda s: s.picture(
        "d.svg",
        f'<?xml version="1.0" encoding="gb18030"?><svg {_XMLNS} width="60" height="40"><text y="20" font-size="9">图中之字</text></svg>'.encode(
            "gb18030"
        ),
    ),
)
DRAWINGS.add(
    "missing-glyph",
    Refused("images/d.svg"),
    lambda s: s.drawing('<text x="5" y="20">\U00013000</text>'),
)


def _as_png(stage: Stage) -> None:
    stage.picture(
        "d.png", f'<svg {_XMLNS} width="9" height="9"><image href="{stage.url}/x"/></svg>'
    )


DRAWINGS.add("mislabelled-png", Refused(_HERE), _as_png)
DRAWINGS.add(
    "mislabelled-svg",
    Refused(_HERE.replace("articles/a.md:3", "")),
    lambda s: s.picture("d.svg", b"\x89PNG\r\n\x1a\n" + b"\0" * 99),
)
