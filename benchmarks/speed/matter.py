"""An issue as a plain sequence of blocks, from which each peer's source is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from spp_press.issue import Issue, read_issue
from spp_press.problems import Report

_BLOCK = re.compile(r"<p\b[^>]*>(?P<p>.*?)</p>|<figure\b[^>]*>(?P<figure>.*?)</figure>", re.DOTALL)
_PICTURE = re.compile(r'<img src="asset:([^"]+)"')
_CAPTION = re.compile(r"<figcaption[^>]*>(.*?)</figcaption>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Block:
    """A ``section``, ``title``, ``paragraph`` or ``picture``.

    ``text`` is plain (a picture's caption); ``picture`` is a file's name in the issue's ``images``.
    """

    kind: str
    text: str
    picture: str = ""


@dataclass(frozen=True)
class Matter:
    """What every peer sets: the same texts and pictures, in the same order."""

    name: str
    cover: str
    blocks: tuple[Block, ...]

    def times(self, count: int) -> Matter:
        """The same, its blocks ``count`` times over."""
        return Matter(self.name, self.cover, self.blocks * count)

    def edited(self, by: str) -> Matter:
        """The same with ``by`` added to a paragraph in its middle."""
        index = [i for i, block in enumerate(self.blocks) if block.kind == "paragraph"][15]
        block = self.blocks[index]
        changed = Block(block.kind, block.text + by)
        return Matter(
            self.name, self.cover, (*self.blocks[:index], changed, *self.blocks[index + 1 :])
        )


def matter_of(folder: Path) -> Matter:
    """The matter of the issue in ``folder``."""
    issue = read_issue(folder, folder.parents[1], Report())
    return Matter(issue.bulletin.name, "cover.jpg", tuple(_blocks(issue)))


def _blocks(issue: Issue) -> Iterator[Block]:
    for section in issue.sections:
        yield Block("section", section.title)
        for article in section.articles:
            yield Block("title", article.manuscript.title)
            for found in _BLOCK.finditer(article.manuscript.body):
                if found["p"] is not None:
                    yield Block("paragraph", _plain(found["p"]))
                    continue
                picture = _PICTURE.search(found["figure"])
                caption = _CAPTION.search(found["figure"])
                assert picture
                yield Block("picture", _plain(caption[1]) if caption else "", Path(picture[1]).name)


def _plain(html: str) -> str:
    return unescape(_TAG.sub("", html.replace("<br>", "")))
