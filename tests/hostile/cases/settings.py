"""TOML: what is broken, doubled, of a wrong kind, or too much."""

from __future__ import annotations

from tests.hostile.cases.case import Cases
from tests.hostile.judging import Either, Limited, Printed, Refused, Wanted
from tests.hostile.stage import BULLETIN, SETTINGS, Stage

TOML = Cases("toml")


def _head(name: str, first: str, place: str = "issue.toml:1") -> None:
    """The settings with ``first`` in the place of the first line, the year."""
    TOML.add(name, Refused(place), lambda s: s.settings(SETTINGS.replace("year = 2021", first, 1)))


_head("year-text", 'year = "2021"')
_head("year-float", "year = 2021.0")
_head("year-leading-zero", "year = 02021")
_head("year-hex-other", "year = 0x1F")
_head("year-negative", "year = -2021")
_head("year-huge", "year = 99999999999999999999999999")
_head("year-5000-digits", "year = " + "9" * 5000, "issue.toml")
_head("year-infinite", "year = inf")
_head("year-nan", "year = nan")
_head("year-true", "year = true")
_head("year-date", "year = 2021-01-01")
_head("year-list", "year = [2021]")
_head("year-table", "year = { x = 2021 }")
_head("year-other", "year = 2022", "issue.toml:2")
_head("year-missing", "", "issue.toml")
_head("year-full-width", "year ＝ 2021")
_head("year-full-width-digits", "year = ２０２１")
_head("year-twice", "year = 2021\nyear = 2021", "issue.toml:2")
_head("year-quoted-twice", 'year = 2021\n"year" = 2022', "issue.toml:2")
_head("year-dotted", "year.x = 2021")
_head("quotes-curly", "editor = “王”\nyear = 2021")
_head("unclosed-string", 'editor = "王\nyear = 2021')
_head("unclosed-list", "slogan = [", "issue.toml:2")
_head("escape-wrong", 'editor = "\\q"\nyear = 2021')
_head("escape-nul", 'editor = "\\u0000"\nyear = 2021')
_head("escape-surrogate", 'editor = "\\ud800"\nyear = 2021')
_head("escape-beyond", 'editor = "\\U00110000"\nyear = 2021')
_head("control", 'editor = "\x01"\nyear = 2021')
_head("unknown", "yaer = 1\nyear = 2021")
_head("unknown-odd", '"{{ 7*7 }}" = 1\nyear = 2021')
_head("unknown-empty", '"" = 1\nyear = 2021')
_head("unknown-long", f"{'k' * 5000} = 1\nyear = 2021")
_head("editor-number", "editor = 7\nyear = 2021")
_head("editor-empty", 'editor = ""\nyear = 2021')
_head("editor-blank", 'editor = "\u3000"\nyear = 2021')
_head("editor-lines", 'editor = "a\\nb"\nyear = 2021')
_head("editor-long", f'editor = "{"王" * 5000}"\nyear = 2021')
_head("editor-no-glyph", 'editor = "\U00013000"\nyear = 2021')
_head("date-text", 'date = "2021-01-01"\nyear = 2021')
_head("date-time", "date = 2021-01-01T00:00:00Z\nyear = 2021")
_head("date-wrong", "date = 2021-02-30\nyear = 2021")
_head("supplement-text", 'supplement = "true"\nyear = 2021')
_head("last-less", "last = 0\nyear = 2021")
_head("cover-text", 'cover = "images/x.jpg"\nyear = 2021')
_head("cover-empty", "cover = {}\nyear = 2021")
_head("cover-list", "cover = []\nyear = 2021")
_head("accepts-number", "accepts = [1]\nyear = 2021")
_head("accepts-unused", 'accepts = ["images/none.png"]\nyear = 2021')
_head("json", '{"year": 2021}')
_head("yaml", "year: 2021")
_head("xml", "<year>2021</year>")
_head("ini", "[issue]\nyear: 2021", "issue.toml:2")

for _name, _text in {
    "empty": "",
    "blank": "\n\n",
    "comment-only": "# x\n",
    "binary": bytes(range(256)).decode("latin-1"),
    "no-sections": "year = 2021\nnumber = 1\ncumulative = 1\n",
    "sections-empty": "year = 2021\nnumber = 1\ncumulative = 1\nsections = []\n",
    "sections-table": 'year = 2021\nnumber = 1\ncumulative = 1\n[sections]\ntitle = "x"\n',
    "sections-numbers": "year = 2021\nnumber = 1\ncumulative = 1\nsections = [1, 2]\n",
    "sections-texts": 'year = 2021\nnumber = 1\ncumulative = 1\nsections = ["x"]\n',
    "articles-text": SETTINGS.split("articles")[0] + 'articles = "articles/a.md"\n',
    "articles-number": SETTINGS.split("articles")[0] + "articles = [7]\n",
    "articles-nested": SETTINGS.split("articles")[0] + 'articles = [["articles/a.md"]]\n',
    "articles-empty": SETTINGS.split("articles")[0] + "articles = []\n",
    "article-twice": SETTINGS.replace("b.md", "a.md"),
    "article-twice-spelled": SETTINGS.replace("articles/b.md", "articles/./a.md"),
    "article-form": SETTINGS.replace(
        '"articles/a.md"', '{ file = "articles/a.md", form = "essay" }'
    ),
    "article-no-file": SETTINGS.replace('"articles/a.md"', '{ form = "brief" }'),
    "article-unknown-key": SETTINGS.replace('"articles/a.md"', '{ file = "articles/a.md", x = 1 }'),
    "title-missing": SETTINGS.replace('title = "要闻"', ""),
    "title-number": SETTINGS.replace('"要闻"', "7"),
    "number-zero": SETTINGS.replace("number = 1", "number = 0"),
    "number-other": SETTINGS.replace("number = 1", "number = 2"),
    "number-octal": SETTINGS.replace("number = 1", "number = 010"),
    "number-decimal": SETTINGS.replace("number = 1", "number = 1.10"),
    "cumulative-text": SETTINGS.replace("cumulative = 1", 'cumulative = "1"'),
    "cumulative-huge": SETTINGS.replace("cumulative = 1", "cumulative = 1000000"),
    "deep-tables": SETTINGS + "[" + ".".join("a" * 3000) + "]\n",
    "deep-lists": SETTINGS + "x = " + "[" * 5000 + "]" * 5000 + "\n",
    "deep-inline": SETTINGS + "x = " + "{a=" * 3000 + "1" + "}" * 3000 + "\n",
    "many-keys": SETTINGS + "".join(f"k{i} = 1\n" for i in range(20_000)),
    "many-lists": SETTINGS + "[[sections]]\n" * 20_000,
    "header-twice": "[a]\n[a]\n" + SETTINGS,
}.items():
    TOML.add(_name, Refused(), lambda s, text=_text: s.settings(text))
TOML.add("large", Limited("issue.toml"), lambda s: s.settings(SETTINGS + "# " + "x" * (300 << 10)))
TOML.add(
    "utf16",
    Refused("issue.toml"),
    lambda s: s.put("issues/2021-1/issue.toml", SETTINGS.encode("utf-16")),
)
TOML.add(
    "latin1",
    Refused("issue.toml:1"),
    lambda s: s.put("issues/2021-1/issue.toml", b'editor = "caf\xe9"\n' + SETTINGS.encode()),
)
TOML.add("nul", Refused("issue.toml:1"), lambda s: s.settings("\0" + SETTINGS))
TOML.add("missing", Refused("issue.toml"), lambda s: (s.issue / "issue.toml").unlink())
TOML.add(
    "folder",
    Refused("issue.toml"),
    lambda s: ((s.issue / "issue.toml").unlink(), (s.issue / "issue.toml").mkdir()),
)
for _name, _data in {
    "bom": b"\xef\xbb\xbf" + SETTINGS.encode(),
    "crlf": SETTINGS.replace("\n", "\r\n").encode(),
    "quoted-keys": SETTINGS.replace("year", '"year"').encode(),
    "hex": SETTINGS.replace("2021", "0x7E5").encode(),
    "underscores": SETTINGS.replace("2021", "2_021").encode(),
    "inline": b'year=2021\nnumber=1\ncumulative=1\nsections=[{title="x",articles=["articles/a.md","articles/b.md"]}]\n',
    "trailing-commas": SETTINGS.replace('b.md",', 'b.md", ').encode(),
}.items():
    TOML.add(
        f"right-{_name}",
        Printed(("正文",)),
        lambda s, data=_data: s.put("issues/2021-1/issue.toml", data),
    )
TOML.add(
    "right-gb18030",
    Printed(("正文",), said="GB18030"),
    lambda s: s.put("issues/2021-1/issue.toml", SETTINGS.encode("gb18030")),
)

for _name, _line in {
    "email-text": 'email = "not an address"',
    "email-header": 'email = "a@b\\r\\nBcc: c@d"',
    "email-javascript": 'email = "javascript:x@y"',
    "web-javascript": 'web = "javascript:alert(1)"',
    "web-file": 'web = "file:///etc/passwd"',
    "web-space": 'web = "http://x y"',
    "web-quote": 'web = "http://x/\\" onclick=\\"y 字"',
    "slogan-text": 'slogan = "x"',
    "slogan-nested": 'slogan = [["x"]]',
    "slogan-many": "slogan = [" + '"x",' * 50_000 + "]",
    "statement-number": "statement = 1",
    "statement-long": f'statement = "{"字" * 3000}"',
    "statement-html": 'statement = "<script>x</script>"',
    "statement-image": 'statement = "![x](/etc/passwd)"',
    "statement-javascript": 'statement = "[x](javascript:y)"',
    "statement-note": 'statement = "x[^1]"',
    "name-missing": "name_ = 1",
    "name-empty": 'name = ""',
    "unknown-table": "[x]\ny = 1",
}.items():
    TOML.add(
        f"bulletin-{_name}",
        Either(Printed(), "issues/bulletin.toml:1"),
        lambda s, line=_line: s.bulletin(line),
    )
TOML.add(
    "bulletin-broken",
    Refused("issues/bulletin.toml:6"),
    lambda s: s.put("issues/bulletin.toml", BULLETIN + "= = ="),
)
TOML.add(
    "bulletin-empty", Refused("issues/bulletin.toml"), lambda s: s.put("issues/bulletin.toml", "")
)
TOML.add("bulletin-missing", Refused(), lambda s: (s.root / "issues" / "bulletin.toml").unlink())


def _other(stage: Stage, name: str, text: str) -> None:
    stage.put(f"issues/{name}/issue.toml", text)


_NEIGHBOURS: dict[str, tuple[str, str, Wanted]] = {
    "same-number": (
        "2021-1-2",
        "year = 2021\nnumber = 1\nlast = 2\ncumulative = 1\n",
        Refused("issue.toml:3"),
    ),
    "same-cumulative": (
        "2021-2",
        "year = 2021\nnumber = 2\ncumulative = 1\n",
        Refused("issue.toml:3"),
    ),
    "order": ("2020-1", "year = 2020\nnumber = 1\ncumulative = 9\n", Refused("issue.toml:3")),
    "broken": ("2021-2", "year = [[[", Printed(said="warning")),
    "binary": ("2021-2", "\0\1\2", Printed(said="warning")),
    "huge": ("2021-2", "x = 1\n" * 100_000, Printed(said="warning")),
    "deep": ("2021-2", "x = " + "[" * 9000, Printed(said="warning")),
}
for _name, (_folder, _text, _wanted) in _NEIGHBOURS.items():
    TOML.add(
        f"neighbour-{_name}", _wanted, lambda s, folder=_folder, text=_text: _other(s, folder, text)
    )

# words.txt
for _name, _words in {
    "million": "词\n" * 300_000,
    "distinct": "".join(f"词{i}\n" for i in range(100_000)),
    "long": "词" * 300_000,
    "regex": "(a+)+$\n[[:x\n(?P<x>\n\\\n*\n",
    "empty": "",
    "comments": "# x\n#\n  # y\n",
    "spaces": "  词 \n\u3000\n\t\n",
    "html": "</style><script>\n{{ x }}\n",
    "one-letter": "字\na\n",
    "bidi": "\u202e词\n",
    "emoji": "\U0001f600\n",
}.items():
    TOML.add(
        f"words-{_name}",
        Either(Printed(("正文",)), ""),
        lambda s, words=_words: s.put("issues/words.txt", words),
    )
TOML.add(
    "words-binary",
    Either(Printed(), ""),
    lambda s: s.put("issues/words.txt", bytes(range(256)) * 4),
)
TOML.add(
    "words-folder", Refused("issues/words.txt"), lambda s: (s.root / "issues" / "words.txt").mkdir()
)
