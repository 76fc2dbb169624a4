"""Names that lead out of the folder, by every spelling; things that are not files."""

from __future__ import annotations

import os
import socket
import unicodedata
from urllib.parse import unquote

from tests.hostile.cases.case import Cases, formatted
from tests.hostile.judging import Either, Printed, Refused
from tests.hostile.stage import ISSUE, SETTINGS, Stage, encoded

PATHS = Cases("paths")

_PICTURES = {
    "absolute": "@OUT@/secret.png",
    "climbing": "../../../../outside/secret.png",
    "climbing-far": "../../../../../../../../../../../..@OUT@/secret.png",
    "percent-dots": "%2e%2e/%2e%2e/%2e%2e/%2e%2e/outside/secret.png",
    "percent-slash": "..%2f..%2f..%2f..%2foutside%2fsecret.png",
    "percent-twice": "%252e%252e/%252e%252e/%252e%252e/outside/secret.png",
    "percent-nul": "../images/x.png%00.svg",
    "percent-newline": "../images/x%0a.png",
    "percent-wrong": "../images/%zz%.png",
    "file-url": "file://@OUT@/secret.png",
    "file-url-one-slash": "file:@OUT@/secret.png",
    "file-url-case": "FiLe://@OUT@/secret.png",
    "file-url-host": "file://localhost@OUT@/secret.png",
    "http": "@URL@/x.png",
    "http-protocol-relative": "//127.0.0.1/x.png",
    "http-case": "HTTP://127.0.0.1/x.png",
    "https": "https://127.0.0.1/x.png",
    "ftp": "ftp://127.0.0.1/x.png",
    "data-png": "data:image/png;base64,iVBORw0KGgo=",
    "data-svg": "data:image/svg+xml,<svg/>",
    "asset-scheme": "asset://style/ring.svg",
    "asset-other": "asset:images/x.png",
    "jar": "jar:file://@OUT@/x.zip!/secret.png",
    "php": "php://filter/resource=@OUT@/secret.png",
    "smb": "smb://127.0.0.1/x.png",
    "unc": r"\\\\127.0.0.1\\share\\x.png",
    "backslash": r"..\\..\\..\\outside\\secret.png",
    "drive": "C:/outside/secret.png",
    "query": "../images/../../../../outside/secret.png?x=y",
    "fragment": "../../../../outside/secret.png#x",
    "proc": "/proc/self/environ",
    "dev": "/dev/zero",
    "tilde": "~/secret.png",
    "variable": "$HOME/secret.png",
    "two-dots-middle": "../images/x/../../../../../outside/secret.png",
    "folder": "../images",
    "dot": ".",
    "very-long": "../images/" + "x" * 300 + ".png",
    "very-deep": "a/" * 2000 + "x.png",
    "space-before": "%20/../../../../outside/secret.png",
    "fullwidth-dots": "．．/．．/．．/outside/secret.png",
}
for _name, _address in _PICTURES.items():
    PATHS.add(
        f"picture-{_name}",
        Refused("articles/a.md:3"),
        lambda stage, address=_address: stage.body(f"![图](<{formatted(stage, address)}>)"),
    )

_ARTICLES = {
    "absolute": "@OUT@/secret.md",
    "climbing": "../../../outside/secret.md",
    "climbing-inside": "articles/../../../../outside/secret.md",
    "percent": "%2e%2e/%2e%2e/%2e%2e/outside/secret.md",
    "file-url": "file://@OUT@/secret.md",
    "http": "@URL@/a.md",
    "backslash": "..\\..\\..\\outside\\secret.md",
    "drive": "C:secret.md",
    "tilde": "~/secret.md",
    "passwd": "/etc/passwd",
    "fifo": "articles/fifo.md",
    "socket": "articles/socket.md",
    "dev-zero": "/dev/zero",
    "stdin": "/dev/stdin",
    "folder": "articles",
    "itself": "issue.toml",
    "nul": "articles/\\u0000a.md",
    "newline": "articles/\\na.md",
    "surrogate-like": "articles/\\uFFFDa.md",
    "bidi": "articles/\\u202Edm.a",
    "html": "articles/<img src=x>.md",
    "jinja": "articles/{{ 7*7 }}.md",
}


def _list(stage: Stage, name: str) -> None:
    written = name.replace("\\", "\\\\") if "\\u" not in name and "\\n" not in name else name
    stage.settings(SETTINGS.replace("articles/a.md", formatted(stage, written)))


for _name, _file in _ARTICLES.items():

    def _plant(stage: Stage, name: str = _name, file: str = _file) -> None:
        _list(stage, file)
        folder = stage.issue / "articles"
        if name == "fifo":
            os.mkfifo(folder / "fifo.md")
        if name == "socket":
            here = os.getcwd()  # noqa: PTH109 - a socket's path is short
            os.chdir(folder)
            try:
                socket.socket(socket.AF_UNIX).bind("socket.md")
            finally:
                os.chdir(here)

    PATHS.add(f"article-{_name}", Refused("issue.toml:8" if _name != "itself" else ""), _plant)


def _link(stage: Stage, name: str, target: str) -> None:
    path = stage.issue / name
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(formatted(stage, target))


PATHS.add(
    "link-article", Refused("issue.toml:8"), lambda s: _link(s, "articles/a.md", "@OUT@/secret.md")
)
PATHS.add(
    "link-article-relative",
    Refused("issue.toml:8"),
    lambda s: _link(s, "articles/a.md", "../../../../outside/secret.md"),
)
PATHS.add(
    "link-article-inside", Refused("issue.toml:8"), lambda s: _link(s, "articles/a.md", "b.md")
)
PATHS.add("link-loop", Refused("issue.toml:8"), lambda s: _link(s, "articles/a.md", "a.md"))
PATHS.add("link-dangling", Refused("issue.toml:8"), lambda s: _link(s, "articles/a.md", "nowhere"))
PATHS.add(
    "link-settings", Refused("issue.toml"), lambda s: _link(s, "issue.toml", "@OUT@/secret.toml")
)


def _link_picture(stage: Stage, target: str, name: str = "x.png") -> None:
    stage.body(f"![图](../images/{name})")
    _link(stage, f"images/{name}", target)


PATHS.add(
    "link-picture", Refused("articles/a.md:3"), lambda s: _link_picture(s, "@OUT@/secret.png")
)
PATHS.add(
    "link-picture-svg",
    Refused("articles/a.md:3"),
    lambda s: _link_picture(s, "@OUT@/secret.svg", "x.svg"),
)
PATHS.add("link-picture-dev", Refused("articles/a.md:3"), lambda s: _link_picture(s, "/dev/zero"))
PATHS.add(
    "link-picture-proc", Refused("articles/a.md:3"), lambda s: _link_picture(s, "/proc/self/mem")
)


def _link_folder(stage: Stage) -> None:
    (stage.outside / "x.png").write_bytes(encoded("PNG"))
    (stage.issue / "images").symlink_to(stage.outside)
    stage.body("![图](../images/x.png)")


PATHS.add("link-folder", Refused("articles/a.md:3"), _link_folder)


def _link_articles(stage: Stage) -> None:
    (stage.outside / "a.md").write_text("# 外\n\n外。\n")
    (stage.outside / "b.md").write_text("# 外\n\n外。\n")
    for path in (stage.issue / "articles").iterdir():
        path.unlink()
    (stage.issue / "articles").rmdir()
    (stage.issue / "articles").symlink_to(stage.outside)


PATHS.add("link-articles-folder", Refused("issue.toml:8"), _link_articles)


def _link_bulletin(stage: Stage) -> None:
    path = stage.root / "issues" / "bulletin.toml"
    path.unlink()
    path.symlink_to(stage.outside / "secret.toml")


PATHS.add("link-bulletin", Refused("issues/bulletin.toml"), _link_bulletin)


def _link_words(stage: Stage) -> None:
    (stage.root / "issues" / "words.txt").symlink_to(stage.secret)


PATHS.add("link-words", Refused("issues/words.txt"), _link_words)


def _fifo_picture(stage: Stage) -> None:
    stage.body("![图](../images/x.png)")
    (stage.issue / "images").mkdir()
    os.mkfifo(stage.issue / "images" / "x.png")


PATHS.add("fifo-picture", Refused("articles/a.md:3"), _fifo_picture)


def _fifo_unasked(stage: Stage) -> None:
    (stage.issue / "images").mkdir()
    os.mkfifo(stage.issue / "images" / "x.png")
    os.mkfifo(stage.issue / "articles" / "z.md")


PATHS.add("fifo-unasked", Printed(("正文",)), _fifo_unasked)


def _fifo_words(stage: Stage) -> None:
    os.mkfifo(stage.root / "issues" / "words.txt")


PATHS.add("fifo-words", Refused("issues/words.txt"), _fifo_words)


def _unreadable_folder(stage: Stage) -> None:
    (stage.issue / "articles" / "a.md").unlink()
    (stage.issue / "articles" / "a.md").mkdir()


PATHS.add("folder-as-article", Refused("issue.toml:8"), _unreadable_folder)


def _huge(stage: Stage) -> None:
    with (stage.issue / "articles" / "a.md").open("wb") as file:
        file.truncate(40 << 30)


PATHS.add("sparse-article", Refused("issue.toml:8"), _huge)


def _huge_picture(stage: Stage) -> None:
    stage.picture("x.png", b"\x89PNG\r\n\x1a\n")
    with (stage.issue / "images" / "x.png").open("ab") as file:
        file.truncate(40 << 30)


PATHS.add("sparse-picture", Refused("articles/a.md:3"), _huge_picture)


def _named(stage: Stage, name: str, asked: str | None = None) -> None:
    stage.put(f"issues/{ISSUE}/images/{name}", encoded("PNG"))
    stage.body(f"![图](<../images/{asked or name}>)\n\n图在其上。")
    stage.accept(f"images/{unquote(asked or name)}")


for _name, (_there, _asked) in {
    "spaces": ("图 一.png", None),
    "percent": ("图 一.png", "%E5%9B%BE%20%E4%B8%80.png"),
    "hash": ("a#b.png", "a%23b.png"),
    "question": ("a?b.png", "a%3Fb.png"),
    "percent-sign": ("100%.png", "100%25.png"),
    "quotes": ("a'b.png", None),
    "ampersand": ("a&b.png", None),
    "nfd-file": (unicodedata.normalize("NFD", "café.png"), "café.png"),
    "nfc-file": ("café.png", unicodedata.normalize("NFD", "café.png")),
    "emoji": ("图🖼.png", None),
    "upper-suffix": ("x.PNG", None),
    "dots": ("a..b.png", None),
    "brackets": ("a(1)[2].png", None),
    "semicolon": ("a;b,c.png", None),
}.items():
    PATHS.add(
        f"right-name-{_name}",
        Printed(("图在其上",)),
        lambda stage, there=_there, asked=_asked: _named(stage, there, asked),
    )
PATHS.add(
    "wrong-case", Refused("articles/a.md:3", said="x.PNG"), lambda s: _named(s, "x.PNG", "x.png")
)
PATHS.add(
    "near-name",
    Refused("articles/a.md:3", said="value.png"),
    lambda s: _named(s, "value.png", "valeu.png"),
)


def _litter(stage: Stage) -> None:
    stage.put(f"issues/{ISSUE}/articles/._a.md", b"\0\5\x16\7")
    stage.put(f"issues/{ISSUE}/articles/~$a.md", b"\0")
    stage.put(f"issues/{ISSUE}/articles/.DS_Store", b"\0")
    stage.put(f"issues/{ISSUE}/images/Thumbs.db", b"\0")
    stage.put(f"issues/{ISSUE}/desktop.ini", b"\0")


PATHS.add("litter", Printed(("正文",)), _litter)


def _undecodable(stage: Stage) -> None:
    (stage.issue / "images").mkdir()
    path = os.fsencode(stage.issue / "images") + b"/\xff\xfe.png"
    with open(path, "wb") as file:  # noqa: PTH123 - a name that is no text
        file.write(encoded("PNG"))


PATHS.add("undecodable-name", Printed(("正文",)), _undecodable)


def _odd_issue(stage: Stage) -> None:
    for name in ("{{ 7*7 }}", "x\ny", "2021-2\u202e", "a" * 200):
        (stage.root / "issues" / name).mkdir()
        (stage.root / "issues" / name / "issue.toml").write_text("year = [[[")


PATHS.add("odd-neighbours", Printed(("正文",)), _odd_issue)


def _cover(stage: Stage, file: str) -> None:
    stage.setting(f'cover = {{ file = "{formatted(stage, file)}", alt = "封面" }}')


for _name, _file in {
    "absolute": "@OUT@/secret.jpg",
    "climbing": "../../../outside/secret.jpg",
    "http": "@URL@/x.jpg",
    "file": "file://@OUT@/secret.jpg",
    "missing": "images/none.jpg",
    "css": "x.jpg'); background: url(@URL@/",
    "data": "data:image/png;base64,AAAA",
}.items():
    PATHS.add(f"cover-{_name}", Refused("issue.toml:1"), lambda s, f=_file: _cover(s, f))

for _key, _place in (("style", "issues/bulletin.toml:1"), ("printer", "issues/bulletin.toml:1")):
    for _name, _value in {
        "climbing": "../../outside",
        "absolute": "/etc",
        "dot": ".",
        "empty-part": "classic/",
        "nul": "classic\\u0000",
        "url": "http://127.0.0.1/",
        "unknown": "clasic",
    }.items():
        PATHS.add(
            f"{_key}-{_name}",
            Refused(),
            lambda s, key=_key, value=_value: s.bulletin(f'{key} = "{value}"'),
        )

PATHS.add(
    "image-is-link-in-text",
    Either(Printed(), "articles/a.md:3"),
    lambda s: s.body(f"见[图](<{s.outside}/secret.png>)。"),
)
