"""What stands beside an article or is drawn for it: files of data, QR codes, maps."""

from __future__ import annotations

from tests.hostile.cases.case import Cases
from tests.hostile.judging import Either, Printed, Refused
from tests.hostile.stage import ISSUE, Stage

TABLES = Cases("table")
_HERE = "articles/a.md:3"
_NOTATION = "![表1 额](../data/a.csv)"


def _data(stage: Stage, data: str | bytes) -> None:
    stage.put(f"issues/{ISSUE}/data/a.csv", data)
    stage.body(_NOTATION)


def _linked(stage: Stage) -> None:
    stage.put(f"issues/{ISSUE}/data/b.csv", "x")
    (stage.issue / "data" / "a.csv").symlink_to(stage.secret)
    stage.body(_NOTATION)


# files
for _name, _text, _wanted in (
    ("gb18030", "甲,乙\n子,丑\n".encode("gb18030"), Printed(("子", "丑"), said="GB18030")),
    ("bom", "\ufeff甲,乙\n子,丑\n".encode(), Printed(("子", "丑"))),
    ("utf16", "甲\t乙\n子\t丑\n".encode("utf-16"), Refused("data/a.csv")),
    ("binary", b"PK\3\4\x14\0\6\0" + bytes(range(256)) * 9, Refused("data/a.csv")),
    ("empty", b"", Refused("data/a.csv")),
    ("formula", "甲,乙\n=cmd|' /C calc'!A0,@SUM(1)\n".encode(), Printed(("=cmd|'", "@SUM"))),
    ("html", "甲,乙\n<script>x</script>,<img src=y>\n".encode(), Printed(("<script>", "<img"))),
    ("template", "甲,乙\n{{ 7*7 }},{% x %}\n".encode(), Printed(("{{ 7*7 }}",), never=("49",))),
    ("markup", "甲,乙\n[子](javascript:x),![丑](/etc/passwd)\n".encode(), Printed(("javascript",))),
    ("ragged", "甲,乙\n子,丑,寅\n".encode(), Refused("data/a.csv:2")),
    ("stray-quote", '甲,乙\n子,"丑" 寅\n'.encode(), Refused("data/a.csv:2")),
    ("open-quote", ('甲,乙\n子,"' + "丑" * 9000).encode(), Refused("data/a.csv:2")),
    ("quotes-only", b'"' * 99_999, Refused("data/a.csv")),
    ("separators-only", b"," * 200_000, Refused("data/a.csv")),
    ("lines-only", b"\n" * 200_000, Refused("data/a.csv")),
    ("many-rows", "甲,乙\n".encode() * 20_000, Refused(_HERE)),
    ("many-columns", b"a," * 50_000 + b"b\n" + b"c," * 50_000 + b"d\n", Refused(_HERE)),
    ("megabytes", b"a,b\n" * 900_000, Refused(_HERE)),
    ("endless-cell", b"a,b\nc," + b"d" * 1_999 + b"\n", Either(Printed(), "data/a.csv:2")),
    ("nul", "甲,乙\n子,\0\n".encode(), Refused("data/a.csv:2")),
    ("bidi", "甲,乙\n子,\u202e丑\n".encode(), Printed(("丑",), said="data/a.csv:2: warning")),
    ("no-glyph", "甲,乙\n子,\U0001f600\n".encode(), Refused("data/a.csv:2", said="U+1F600")),
):
    TABLES.add(_name, _wanted, lambda s, data=_text: _data(s, data))

TABLES.add("link", Refused(_HERE), _linked)
TABLES.bodies(
    Refused(_HERE),
    {
        "outside": "![表](../../../../secret.csv)",
        "absolute": "![表](/etc/passwd.csv)",
        "encoded": "![表](..%2f..%2f..%2fsecret.csv)",
        "file-address": "![表](file:///etc/passwd.csv)",
        "web-address": "![表](http://127.0.0.1/a.csv)",
        "workbook": "![表](../data/a.xlsx)",
        "code-script": "::: 二维码\n[甲](javascript:alert)\n:::",
        "code-long": f"::: 二维码\n[甲](https://example.org/{'x' * 4000})\n:::",
        "code-as-picture": "![甲](qr:https://example.org)",
    },
)
TABLES.add(
    "map-without-number",
    Refused("articles/a.md:4"),
    lambda s: s.body("::: 地图\n![图](../images/none.png)\n:::"),
)
TABLES.bodies(
    Printed(("甲",)),
    {
        "code-many": "::: 二维码\n"
        + "\n".join(f"[甲](https://example.org/{i})" for i in range(60))
        + "\n:::"
    },
)
