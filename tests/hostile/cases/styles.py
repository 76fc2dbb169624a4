"""A designer's style may use its own folder, and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.hostile.cases.case import Cases, formatted
from tests.hostile.judging import Either, Limited, Printed, Refused, Shown
from tests.hostile.stage import PRESS, Stage, encoded

STYLES = Cases("style")
_CSS = "styles/own/extra.css"

_OUT = {
    "url-file": "p { background: url(file://@OUT@/secret.png) }",
    "url-http": "p { background: url(@URL@/x.png) }",
    "url-http-quoted": 'p { background: url("@URL@/x.png") }',
    "url-climbing": "p { background: url(../../outside/secret.png) }",
    "url-climbing-far": "p { background: url(../../../../outside/secret.png) }",
    "url-percent": "p { background: url(%2e%2e/%2e%2e/%2e%2e/outside/secret.png) }",
    "url-absolute": "p { background: url(@OUT@/secret.png) }",
    "url-protocol-relative": "p { background: url(//127.0.0.1/x.png) }",
    "url-asset": "p { background: url(asset:images/none.png) }",
    "url-query": "p { background: url(none.svg?x) }",
    "url-escape": r"p { background: u\72l(@URL@/x.png) }",
    "url-content": ".title::after { content: url(@URL@/x.png) }",
    "url-list-style": "ul, p { display: list-item; list-style: url(@URL@/x.png) }",
    "url-border": "p { border-image: url(@URL@/x.png) 1 }",
    "url-page": "@page { background: url(@URL@/x.png) }",
    "url-page-margin": "@page { @top-left { content: url(@URL@/x.png) } }",
    "url-var": ":root { --x: url(@URL@/x.png) } p { background: var(--x) }",
    "url-image-set": "p { background: image-set('@URL@/x.png' 1x) }",
    "url-missing": "p { background: url(none.png) }",
    "import-file": "@import 'file://@OUT@/secret.css';",
    "import-http": "@import url(@URL@/x.css);",
    "import-climbing": "@import '../../outside/secret.css';",
    "import-data": "@import 'data:text/css,p%7Bcolor:red%7D';",
    "font-file": "@font-face { font-family: X; src: url(file://@OUT@/none.ttf) }",
    "font-http": "@font-face { font-family: X; src: url(@URL@/none.ttf) }",
    "font-none": "@font-face { font-family: X; src: local('Arial') }",
    "color-profile": "@color-profile --x { src: url(@URL@/x.icc) } p { color: color(--x 0 0 0 1) }",
    "namespace": "@namespace x url(@URL@/);",
    "attachment": "p { -weasy-anchor: x; link: url(@URL@/) }",
}  # fmt: skip
for _name, _css in _OUT.items():
    STYLES.add(
        _name,
        Either(Printed()),
        lambda s, css=_css: (s.body("正文。"), s.css(formatted(s, css))),
    )

_HEAVY = {
    "doubling": ":root { --a0: x;" + "".join(f"--a{i + 1}: var(--a{i}) var(--a{i});" for i in range(40)) + "} p::after { content: var(--a40) }",
    "variable-circle": ":root { --a: var(--b); --b: var(--a) } p { color: var(--a) }",
    "selectors": "p" + ":not(p)" * 20_000 + " { color: red }",
    "rules": "p { color: red }\n" * 100_000,
    "braces": "{" * 100_000,
    "brackets": "p { width: " + "calc(" * 5000 + ")" * 5000 + " }",
    "content": 'p::after { content: "' + "字" * 500_000 + '" }',
    "quotes": '"' * 50_001,
    "font-size-huge": "p { font-size: 1e9px }",
    "font-size-nan": "p { font-size: calc(0/0 * 1px) }",
    "margin-huge": "p { margin: 1e30px }",
    "page-tiny": "@page { size: 1px 1px; margin: 0 }",
    "page-huge": "@page { size: 1e6mm 1e6mm }",
    "page-margin": "@page { margin: 900mm }",
    "columns": "body { columns: 1000000 }",
    "flex": "p { display: flex; flex: 1e30 }",
    "grid": "body { display: grid; grid-template-columns: repeat(1000000, 1px) }",
    "line-height-zero": "p { line-height: 0 }",
    "line-height-huge": "p { line-height: 1e6 }",
    "letter-spacing": "p { letter-spacing: 1e9px }",
    "text-indent": "p { text-indent: -1e9px }",
    "transform": "p { transform: scale(1e30) }",
    "break-all": "* { break-before: page; break-after: page }",
    "break-avoid": "* { break-inside: avoid; break-after: avoid }",
    "float-all": "* { float: left }",
    "absolute-all": "* { position: absolute }",
    "running-all": "* { position: running(x) }",
    "display-none": "* { display: none }",
    "footnote-all": "p { float: footnote }",
    "counter": "p { counter-increment: x 2147483647 } p::after { content: counter(x) }",
    "counter-han": "p { counter-increment: x 2147483647 } p::after { content: counter(x, simp-chinese-informal) }",
    "orphans": "p { orphans: 1000000; widows: 1000000 }",
    "target-counter": "p::after { content: target-counter('#none', page) }",
    "leader": "p::after { content: leader('.') }",
    "string-set": "p { string-set: x content() } @page { @top-left { content: string(x) } }",
    "bleed-huge": "@page { bleed: 1e6mm }",
    "block-step": "p { --block-step: 1e-300px }",
    "block-step-negative": "p { --block-step: -5pt }",
    "block-step-text": "p { --block-step: url(x) }",
    "not-css": "<html>",
    "unclosed": "p { color: red",
    "nul": "p { color: red }\0",
    "bom": "\ufeffp { color: red }",
    "charset": '@charset "utf-7"; p { color: red }',
    "media": "@media " + "(" * 3000 + "all { p { color: red } }",
    "supports": "@supports (display: grid) { p { color: red } }",
    "nesting": "p {" * 3000,
}  # fmt: skip
for _name, _css in _HEAVY.items():
    STYLES.add(
        f"heavy-{_name}",
        Shown(),
        lambda s, css=_css: (s.body("正文。"), s.css(css)),
    )
_TEMPLATES = {
    "class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "attr-filter": "{{ ''|attr('__class__') }}",
    "attr-hex": r"{{ ''['\x5f\x5fclass\x5f\x5f'] }}",
    "globals": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "lipsum": "{{ lipsum.__globals__ }}",
    "self": "{{ self.__init__.__globals__ }}",
    "issue-class": "{{ issue.__class__ }}",
    "issue-init": "{{ issue.__init__.__globals__['re'] }}",
    "folder-read": "{{ issue.folder.joinpath('../../../outside/secret.md').read_text() }}",
    "folder-parent": "{{ (issue.folder.parent.parent.parent / 'outside' / 'secret.md').read_text() }}",
    "folder-glob": "{{ issue.folder.parent.parent.parent.rglob('*.md')|list }}",
    "folder-write": "{{ issue.folder.joinpath('evil.txt').write_text('x') }}",
    "folder-unlink": "{{ issue.folder.joinpath('issue.toml').unlink() }}",
    "folder-shown": "{{ issue.folder }}",
    "include-out": "{% include '../../outside/secret.html' %}",
    "include-absolute": "{% include '@OUT@/secret.html' %}",
    "import-out": "{% import '@OUT@/secret.html' as x %}",
    "extends-out": "{% extends '@OUT@/secret.html' %}",
    "include-self": "{% include 'contents.html' %}",
    "loop": "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
    "range-huge": "{% for a in range(999999999) %}{% endfor %}",
    "multiply": "{{ 'x' * 9999999999 }}",
    "multiply-list": "{{ [0] * 999999999 }}",
    "power": "{{ 9 ** (9 ** (8 + issue.number.number)) }}",
    "format": "{{ '%9999999999d'|format(1) }}",
    "format-attribute": "{{ '{0.__class__}'.format(issue) }}",
    "format-map": "{{ '{x.__class__}'.format_map({'x': issue}) }}",
    "center": "{{ 'x'|center(9999999999) }}",
    "undefined": "{{ nothing }}",
    "undefined-attribute": "{{ issue.nothing }}",
    "syntax": "{% if %}",
    "filter-unknown": "{{ 1|nothing }}",
    "division": "{{ 1/0 }}",
    "type-error": "{{ 1 + 'x' }}",
    "call-text": "{{ 'x'() }}",
    "index": "{{ [][9] }}",
    "macro-recursion": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "assets-mutate": "{{ issue.assets.clear() }}",
    "digests-mutate": "{{ issue.digests.update({'x': 'y'}) }}",
    "sources": "{{ issue.sources.clear() }}",
    "debug": "{% debug %}",
    "do": "{% do 1 %}",
    "script": "<script>x</script>",
    "iframe": "<iframe src='file://@OUT@/secret.html'></iframe>",
    "embed": "<embed src='file://@OUT@/secret.png'>",
    "object": "<object data='file://@OUT@/secret.png'></object>",
    "img-file": "<img alt=x src='file://@OUT@/secret.png'>",
    "img-http": "<img alt=x src='@URL@/x.png'>",
    "img-http-asset": "<img alt=x src='asset://@URL@/x.png'>",
    "img-data": "<img alt=x src='data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%229%22 height=%229%22%3E%3Cimage href=%22@URL@/x%22/%3E%3C/svg%3E'>",
    "attachment": "<a rel=attachment href='file://@OUT@/secret.md'>x</a>",
    "attachment-link": "<link rel=attachment href='file://@OUT@/secret.md'>",
    "stylesheet-link": "<link rel=stylesheet href='@URL@/x.css'>",
    "stylesheet-file": "<link rel=stylesheet href='file://@OUT@/secret.css'>",
    "style-import": "<style>@import '@URL@/x.css';</style>",
    "style-url": "<p style='background: url(file://@OUT@/secret.png)'>x</p>",
    "base": "<base href='file://@OUT@/'><img alt=x src='secret.png'>",
    "svg-inline": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>x</title><image href='file://@OUT@/secret.png' width='9' height='9'/></svg>",
    "link-javascript": "<a href='javascript:x'>x</a>",
    "link-file": "<a href='file:///etc/passwd'>x</a>",
    "colspan": "<table><tr><td colspan=1000000>x</td></tr></table>",
    "rowspan": "<table><tr><td rowspan=1000000>x</td></tr></table>",
    "nested-tables": "<table><tr><td>" * 500 + "x",
    "nested-divs": "<div>" * 5000 + "x",
    "nested-flex": "<div style='display:flex'>" * 60 + "x",
    "no-glyph": "<p>\U00013000</p>",
    "unclosed": "<p><b><i",
    "nul": "a\0b",
}  # fmt: skip
for _name, _template in _TEMPLATES.items():
    STYLES.add(
        f"template-{_name}",
        Either(Printed()),
        lambda s, template=_template: s.template(formatted(s, template)),
    )
for _name in ("loop", "range-huge", "multiply", "power", "format", "nested-tables"):
    STYLES[:] = [
        type(c)(c.category, c.name, c.plant, Limited()) if c.name == f"template-{_name}" else c
        for c in STYLES
    ]


def _own(change: Callable[[Path, Stage], object]) -> Callable[[Stage], None]:
    def plant(stage: Stage) -> None:
        change(stage.style(), stage)

    return plant


def _sparse(path: Path) -> None:
    """A file of 40 GB that takes no room."""
    with path.open("wb") as file:
        file.truncate(40 << 30)


def _link(name: str, target: str) -> Callable[[Stage], None]:
    def plant(stage: Stage) -> None:
        path = stage.style() / name
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.symlink_to(formatted(stage, target))

    return plant


def _toml(old: str, new: str) -> Callable[[Stage], None]:
    def plant(stage: Stage) -> None:
        path = stage.style() / "style.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, formatted(stage, new), 1), encoding="utf-8")

    return plant


STYLES.add("link-template", Refused(), _link("contents.html", "@OUT@/secret.html"))
STYLES.add("link-sheet", Refused(), _link("page.css", "@OUT@/secret.css"))
STYLES.add("link-settings", Refused(), _link("style.toml", "@OUT@/secret.toml"))
STYLES.add("link-asset", Refused(), _link("ring.svg", "@OUT@/secret.svg"))
STYLES.add("link-asset-extra", Refused(), _link("extra.png", "@OUT@/secret.png"))
STYLES.add("link-asset-dev", Refused(), _link("extra.png", "/dev/zero"))
STYLES.add("link-folder", Refused(), _link("components", "@OUT@"))
STYLES.add("link-extra-folder", Either(Printed(("正文",))), _link("pictures", "/proc/self"))
STYLES.add(
    "link-root",
    Either(Printed(("正文",))),
    lambda s: (
        (s.root / "styles").mkdir(),
        (s.root / "styles" / "own").symlink_to(PRESS / "styles" / "classic"),
        s.bulletin('style = "own"'),
    ),
)
STYLES.add("fifo-asset", Refused(), _own(lambda f, s: os.mkfifo(f / "extra.png")))
STYLES.add("fifo-template", Refused(), _own(lambda f, s: os.mkfifo(f / "extra.html")))


def _fifo_settings(folder: Path, stage: Stage) -> None:
    (folder / "style.toml").unlink()
    os.mkfifo(folder / "style.toml")


STYLES.add("fifo-settings", Refused(), _own(_fifo_settings))
STYLES.add("asset-sparse", Refused(), _own(lambda f, s: _sparse(f / "extra.png")))
STYLES.add(
    "asset-broken", Either(Printed()), _own(lambda f, s: (f / "extra.png").write_bytes(b"\x89PNG"))
)
STYLES.add(
    "asset-broken-used",
    Refused(),
    lambda s: (
        s.css(".title { background: url(extra.png) }"),
        (s.root / "styles/own/extra.png").write_bytes(b"\x89PNG"),
    ),
)
STYLES.add(
    "asset-bomb-used",
    Refused(),
    lambda s: (
        s.css(".title { background: url(extra.svg) }"),
        (s.root / "styles/own/extra.svg").write_text(
            "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&a;</text></svg>"
        ),
    ),
)
STYLES.add(
    "asset-reaching",
    Refused(),
    _own(
        lambda f, s: (f / "ring.svg").write_text(
            f"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='{s.url}/x.png' width='9' height='9'/></svg>"
        )
    ),
)
STYLES.add(
    "asset-used",
    Either(Printed(("正文",))),
    lambda s: (
        s.css(".title { background: url(extra.png) }"),
        (s.root / "styles/own/extra.png").write_bytes(encoded("PNG")),
    ),
)
STYLES.add(
    "toml-empty",
    Refused("styles/own/style.toml"),
    _own(lambda f, s: (f / "style.toml").write_text("")),
)
STYLES.add(
    "toml-broken",
    Refused("styles/own/style.toml:1"),
    _own(lambda f, s: (f / "style.toml").write_text("= = =")),
)
STYLES.add(
    "toml-binary",
    Refused("styles/own/style.toml"),
    _own(lambda f, s: (f / "style.toml").write_bytes(bytes(range(256)))),
)
STYLES.add(
    "toml-utf16",
    Refused("styles/own/style.toml"),
    _own(lambda f, s: (f / "style.toml").write_text('title = "x"', encoding="utf-16")),
)
STYLES.add(
    "toml-sheets-text",
    Refused("styles/own/style.toml"),
    _own(lambda f, s: (f / "style.toml").write_text('sheets = "fonts.css"')),
)
STYLES.add(
    "toml-sheets-number",
    Refused("styles/own/style.toml:1"),
    _own(lambda f, s: (f / "style.toml").write_text("sheets = [7]")),
)
for _name, _sheet in {
    "climbing": "../../../outside/secret.css",
    "absolute": "@OUT@/secret.css",
    "http": "@URL@/x.css",
    "missing": "none.css",
    "folder": "components",
    "nul": "\\u0000.css",
    "other-kind": "cover.html",
    "device": "/dev/zero",
}.items():
    STYLES.add(
        f"toml-sheet-{_name}",
        Refused("styles/own/style.toml:6")
        if _name not in ("folder", "other-kind")
        else Either(Printed()),
        _toml('"tokens.css"', f'"{_sheet}"'),
    )
for _name, _ink in {
    "few": 'x = { cmyk = [1, 2, 3], rgb = "#006c6a" }',
    "text": 'x = { cmyk = ["1", 2, 3, 4], rgb = "#006c6a" }',
    "huge": 'x = { cmyk = [1000, 2, 3, 4], rgb = "#006c6a" }',
    "negative": 'x = { cmyk = [-1, 2, 3, 4], rgb = "#006c6a" }',
    "nan": 'x = { cmyk = [nan, 2, 3, 4], rgb = "#006c6a" }',
    "rgb-short": 'x = { cmyk = [1, 2, 3, 4], rgb = "#06a" }',
    "rgb-words": 'x = { cmyk = [1, 2, 3, 4], rgb = "lake" }',
    "rgb-missing": "x = { cmyk = [1, 2, 3, 4] }",
    "cmyk-missing": 'x = { rgb = "#006c6a" }',
    "not-a-table": "x = 7",
    "unknown": 'x = { cmyk = [1, 2, 3, 4], rgb = "#006c6a", y = 1 }',
}.items():
    STYLES.add(
        f"toml-ink-{_name}", Refused("styles/own/style.toml"), _toml("[inks]", f"[inks]\n{_ink}")
    )
STYLES.add(
    "toml-unknown",
    Refused("styles/own/style.toml:1"),
    _own(
        lambda f, s: (f / "style.toml").write_text("sheetz = 1\n" + (f / "style.toml").read_text())
    ),
)
STYLES.add("no-template", Refused(), _own(lambda f, s: (f / "bulletin.html").unlink()))
STYLES.add("no-part", Refused(), _own(lambda f, s: (f / "contents.html").unlink()))
STYLES.add(
    "template-latin1",
    Refused(),
    _own(lambda f, s: (f / "contents.html").write_bytes(b"caf\xe9 <p>")),
)
STYLES.add(
    "template-gb18030",
    Either(Printed()),
    _own(lambda f, s: (f / "filler.html").write_bytes("<section>补白</section>".encode("gb18030"))),
)
STYLES.add(
    "sheet-latin1", Refused(), _own(lambda f, s: (f / "page.css").write_bytes(b"/* caf\xe9 */"))
)
STYLES.add(
    "sheet-binary", Refused(), _own(lambda f, s: (f / "page.css").write_bytes(bytes(range(256))))
)

_SONG = "spp-song-400.otf"


def _font(change: Callable[[bytes], bytes]) -> Callable[[Stage], None]:
    def plant(stage: Stage) -> None:
        (stage.style() / _SONG).write_bytes(change((PRESS / "fonts" / _SONG).read_bytes()))

    return plant


for _name, _change in {
    "empty": lambda d: b"",
    "text": lambda d: b"hello" * 50,
    "html": lambda d: b"<html>",
    "head": lambda d: d[:100],
    "half": lambda d: d[: len(d) // 2],
    "zeros": lambda d: d[:300] + bytes(len(d) - 300),
    "tables-many": lambda d: d[:4] + b"\xff\xff" + d[6:],
    "offsets": lambda d: d[:12] + b"".join(d[i : i + 8] + b"\xff\xff\xff\xff" + d[i + 12 : i + 16] for i in range(12, 12 + 16 * d[5], 16)) + d[12 + 16 * d[5] :],
    "woff2-bomb": lambda d: b"wOF2OTTO" + b"\xff" * 200,
    "collection": lambda d: b"ttcf\0\1\0\0\xff\xff\xff\xff" + d[12:],
    "type1": lambda d: b"%!PS-AdobeFont-1.0: x\n" + d[:500],
}.items():  # fmt: skip
    STYLES.add(f"font-{_name}", Refused(), _font(_change))
STYLES.add(
    "font-link", Refused(), lambda s: (s.style() / _SONG).symlink_to(s.outside / "secret.md")
)
STYLES.add("font-fifo", Refused(), lambda s: os.mkfifo(s.style() / _SONG))
STYLES.add("font-folder", Refused(), lambda s: (s.style() / _SONG).mkdir())
STYLES.add("font-sparse", Refused(), lambda s: _sparse(s.style() / _SONG))
STYLES.add(
    "font-family-injection",
    Either(Printed()),
    lambda s: s.css(f'@font-face {{ font-family: "</string><dir>/etc</dir>"; src: url({_SONG}) }}'),
)
STYLES.add(
    "font-weight-odd",
    Either(Printed()),
    lambda s: s.css(f'@font-face {{ font-family: "X"; font-weight: 99999; src: url({_SONG}) }}'),
)
STYLES.add(
    "font-weight-range",
    Either(Printed()),
    lambda s: s.css(f'@font-face {{ font-family: "X"; font-weight: 100 900; src: url({_SONG}) }}'),
)
