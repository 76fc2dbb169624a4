"""What is code elsewhere is text here, whichever key it stands in."""

from __future__ import annotations

import json

from tests.hostile.cases.case import Cases
from tests.hostile.judging import Either, Printed, Wanted
from tests.hostile.stage import SETTINGS, Stage

INJECTIONS = Cases("injection")

_PAYLOADS = {
    "jinja": "{{ 7*7 }}",
    "jinja-block": "{% for x in y %}",
    "jinja-escape": "{{ ''.__class__.__mro__ }}",
    "jinja-raw": "{% raw %}",
    "jinja-comment": "{# x",
    "style-end": "</style><script>x</script>",
    "css-string": '"}} * { display: none } .x { content: "',
    "css-newline": "\\a } body { display: none }",
    "css-url": "url(file:///etc/passwd)",
    "comment": "<!-- x",
    "comment-end": "--> x",
    "cdata": "<![CDATA[ x",
    "tags": "</p></body></html>x",
    "attribute": '" onload="x" x="',
    "attribute-single": "' onload='x' x='",
    "entity": "&lt;b&gt; &amp; &#0;",
    "percent": "%s %d {0} ${x} #{x}",
    "format": "{x!r:>99999999}",
    "rich": "[red]x[/red] [link=file:///etc/passwd]y",
    "pdf": ") Tj /x <</S/JavaScript>> (",
    "fontconfig": "x</family><dir>/etc</dir>",
}
_ISSUE = {
    "editor": "editor = {}",
    "title": "",
    "contents": "",
    "cover-caption": "",
    "cover-alt": "",
}
_BULLETIN = ("name", "series", "publisher", "editor_label", "statement", "slogan")


def _plant(stage: Stage, key: str, payload: str) -> None:
    text = json.dumps(payload, ensure_ascii=False)
    match key:
        case "editor":
            stage.setting(f"editor = {text}")
        case "title":
            stage.settings(SETTINGS.replace('"要闻"', text))
        case "contents":
            entry = f'{{ file = "articles/a.md", contents = {text} }}'
            stage.settings(SETTINGS.replace('"articles/a.md"', entry))
        case "article-title":
            stage.article(f"# {payload}\n\n正文。\n")
        case "article":
            stage.body(payload)
        case "slogan":
            stage.bulletin(f"slogan = [{text}]")
        case "accepts":
            stage.setting(f"accepts = [{text}]")
        case "permit":
            keys = ("permit", "audience", "printed_by")
            stage.bulletin("\n".join(f"{k} = {text}" for k in keys) + "\ncopies = 3")
            stage.setting("printed_on = 2021-01-02")
        case "words":
            stage.put("issues/words.txt", f"{payload}\n")
        case _:
            stage.bulletin(f"{key} = {text}")


_PLAIN = ("editor", "title", "contents", "name", "series", "publisher", "editor_label")
_SHOWN = ("title", "contents", "name")
"""Keys whose text is printed as it stands, in every issue."""


def _wanted(key: str, payload: str) -> Wanted:
    if key in ("article", "article-title", "statement", "accepts"):
        return Either(Printed())
    return Either(Printed((payload,) if key in _SHOWN and "\\" not in payload else ()))


for _key in (
    *_PLAIN,
    "slogan",
    "permit",
    "statement",
    "article",
    "article-title",
    "words",
    "accepts",
):
    for _name, _payload in _PAYLOADS.items():
        if _key in ("series", "slogan", "editor_label", "accepts", "permit") and _name not in (
            "jinja", "style-end", "css-string", "attribute", "comment", "rich",
        ):  # fmt: skip
            continue
        INJECTIONS.add(
            f"{_key}-{_name}",
            _wanted(_key, _payload),
            lambda s, key=_key, payload=_payload: _plant(s, key, payload),
        )
