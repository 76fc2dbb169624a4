"""A bulletin to be hostile in: a small issue, a secret beside it, and ways to plant things."""

from __future__ import annotations

import io
import json
import shutil
import socket
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

PRESS = Path(__file__).parents[2]
ISSUE = "2021-1"
CANARY = "Kanarienvogel 7Q 不可外传"
"""What stands in files outside the bulletin: nowhere else may it ever be seen."""
CANARY_SIZE = (37, 41)
"""The pixels of the secret picture: no PDF may have one of this size."""
NEIGHBOUR = "旁邻之文无恙"
"""What the article beside the hostile one says."""

BULLETIN = """\
name = "简报"
series = "丛刊"
publisher = "出版者"
style = "classic"
printer = "offset-coated"
"""
SETTINGS = """\
year = 2021
number = 1
cumulative = 1

[[sections]]
title = "要闻"
articles = [
  "articles/a.md",
  "articles/b.md",
]
"""


@dataclass(frozen=True)
class Stage:
    """A bulletin in ``root``; the secret beside it in ``outside``; ``port`` is listened to."""

    root: Path
    outside: Path
    port: int

    @property
    def issue(self) -> Path:
        return self.root / "issues" / ISSUE

    @property
    def url(self) -> str:
        """An address at which a request would be heard."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def secret(self) -> Path:
        """A text that is not the bulletin's."""
        return self.outside / "secret.md"

    def article(self, text: str | bytes, name: str = "a.md") -> None:
        """Make this the article that stands before the innocent one."""
        self.put(f"issues/{ISSUE}/articles/{name}", text)

    def body(self, text: str) -> None:
        """An article of this body: its first line is line 3."""
        self.article(f"# 甲文\n\n{text}\n")

    def settings(self, text: str) -> None:
        self.put(f"issues/{ISSUE}/issue.toml", text)

    def setting(self, line: str) -> None:
        """One more key, on line 1."""
        self.settings(f"{line}\n{SETTINGS}")

    def bulletin(self, line: str) -> None:
        """One more key of the bulletin's, on line 1; it takes the place of the usual one."""
        key = line.partition("=")[0].strip()
        kept = "".join(
            f"{usual}\n"
            for usual in BULLETIN.splitlines()
            if usual.partition("=")[0].strip() != key
        )
        self.put("issues/bulletin.toml", f"{line}\n{kept}")

    def picture(self, name: str, data: str | bytes) -> None:
        """A picture, used on line 3 of the article; it may be printed however small it is."""
        self.put(f"issues/{ISSUE}/images/{name}", data)
        self.body(f"![图](../images/{name})")
        self.accept(f"images/{name}")

    def accept(self, name: str) -> None:
        """Let a picture be printed however small it is."""
        self.setting(f"accepts = [{json.dumps(name, ensure_ascii=False)}]")

    def drawing(self, inner: str, attributes: str = 'width="60" height="40"') -> None:
        """An SVG around ``inner``, used on line 3 of the article."""
        self.picture(
            "d.svg",
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f"{attributes}>{inner}</svg>",
        )

    def style(self) -> Path:
        """A copy of the classic style that is this bulletin's own, ``styles/own``."""
        shutil.copytree(PRESS / "styles" / "classic", self.root / "styles" / "own")
        self.bulletin('style = "own"')
        return self.root / "styles" / "own"

    def css(self, text: str) -> None:
        """One more sheet, the last, of the bulletin's own style: ``extra.css``."""
        style = self.style()
        (style / "extra.css").write_text(text, encoding="utf-8")
        settings = (style / "style.toml").read_text(encoding="utf-8")
        (style / "style.toml").write_text(
            settings.replace("\n]", '\n  "extra.css",\n]', 1), encoding="utf-8"
        )

    def template(self, text: str) -> None:
        """Something more at the end of the contents page's template of a style of its own."""
        path = self.style() / "contents.html"
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    def printer(self, text: str) -> None:
        """A printer of the bulletin's own."""
        self.put("issues/printers/own.toml", text)
        self.bulletin('printer = "own"')

    def put(self, name: str, data: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path


def set_stage(folder: Path, port: int) -> Stage:
    """A bulletin whose only issue is right, in the empty folder ``folder``."""
    stage = Stage(folder / "bulletin", folder / "outside", port)
    stage.put("issues/bulletin.toml", BULLETIN)
    stage.settings(SETTINGS)
    stage.article("# 甲文\n\n正文。\n")
    stage.article(f"# 乙文\n\n{NEIGHBOUR}。\n", "b.md")
    stage.outside.mkdir()
    stage.secret.write_text(f"# {CANARY}\n\n{CANARY}\n", encoding="utf-8")
    (stage.outside / "secret.css").write_text(f'p::after {{ content: "{CANARY}" }}')
    (stage.outside / "secret.html").write_text(f"<p>{CANARY}</p>", encoding="utf-8")
    (stage.outside / "secret.toml").write_text(f'name = "{CANARY}"\n', encoding="utf-8")
    (stage.outside / "secret.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{CANARY}</text></svg>',
        encoding="utf-8",
    )
    (stage.outside / "secret.png").write_bytes(png(*CANARY_SIZE))
    (stage.outside / "secret.jpg").write_bytes(encoded("JPEG", CANARY_SIZE))
    return stage


def raster(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """A picture with something to see."""
    base = Image.linear_gradient("L").resize(size)
    return base.convert("RGB").convert(mode) if mode != "L" else base


def encoded(
    kind: str, size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: object
) -> bytes:
    """A picture in a format of Pillow's."""
    out = io.BytesIO()
    raster(size, mode).save(out, kind, **options)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int,
    height: int,
    *extra: bytes,
    depth: int = 8,
    colour: int = 2,
    pixels: bytes | None = None,
) -> bytes:
    """A PNG made by hand: its header says what it is told; ``extra`` chunks precede IDAT."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 1)
    if pixels is None:
        row = b"\0" + b"\x80" * ((width * channels * depth + 7) // 8)
        pixels = row * height
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = (chunk(b"IHDR", header), *extra, chunk(b"IDAT", zlib.compress(pixels)))
    return b"\x89PNG\r\n\x1a\n" + b"".join((*body, chunk(b"IEND", b"")))


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A port of the loopback, and what has been asked there."""
    heard: list[str] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(1)
                try:
                    heard.append(connection.recv(200).decode("latin-1"))
                    connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")
                except OSError:
                    heard.append("-")

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield server.getsockname()[1], heard
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
