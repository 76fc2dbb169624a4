"""Who wrote, translated and pictured: 作者：王璟　译者：李明, and 摄影：张三 at a caption's end."""

from __future__ import annotations

import re

_LONGEST = 200  # characters of a byline
_WROTE = "作者|撰文|撰稿|供稿|执笔|采写|整理|文|译者|翻译|编译|译|审校|校对|校"
_PICTURED = "摄影|供图|图片来源|图片|绘图|绘制|制图|图|摄"
_BLANK = r"[ \t\u3000]"
_SAYS = rf"{_BLANK}*[：:/／]{_BLANK}*"
_ROLE = rf"(?:{_WROTE}|{_PICTURED}){_SAYS}"
_BYLINE = re.compile(
    rf"(?=[\s\S]*(?:{_WROTE}){_SAYS})"
    rf"(?:{_ROLE}[^：:/／。！？\n]{{1,80}}?(?:\s+(?={_ROLE})|\s*\Z))+"
)
_AUTHORS = re.compile(
    rf"(?:作者|撰文|撰稿|执笔|采写|(?<![撰译])文){_SAYS}"
    rf"([^：:/／。！？\n]{{1,80}}?)(?=\s+{_ROLE}|\s*$)",
    re.MULTILINE,
)
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")  # where they work
_HAN = "[㐀-鿿]"
_ALIGNED = re.compile(rf"(?<!{_HAN})({_HAN})\s+({_HAN})(?!{_HAN})")  # 王　璟
_BETWEEN = re.compile(rf"[、，,；;]|(?<={_HAN}{{2}})\s+(?={_HAN}{{2}})")
_PADDING = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")
_GAP = re.compile(rf"{_BLANK}+(?={_ROLE})")
_STATED = rf"(?:来源|{_PICTURED}){_SAYS}[^：:/／。！？（）()]{{1,40}}"
_TAKEN = rf"[^\s：:/／，。！？；（）()]{{2,20}}(?:{_BLANK}?(?:摄影|摄|供图)|[ /／](?:图|绘))"
_CREDIT = re.compile(
    rf"(?:^(?!图{_BLANK}?[：:])| |(?<=[。；])){_STATED}。?$| ?[（(](?:{_STATED}|{_TAKEN})[）)]。?$"
)
_BEFORE = re.compile(rf"{_ROLE}|来源{_SAYS}|(?:摄影|摄|供图|图|绘)[）)]")


def is_byline(text: str) -> bool:
    """Whether a paragraph's ``text`` states who wrote or translated, and nothing else."""
    return len(text) <= _LONGEST and _BYLINE.fullmatch(text.strip()) is not None


def authors_in(byline: str) -> tuple[str, ...]:
    """The authors that a byline names; not its translators."""
    names = [
        _PADDING.sub("", name.strip())
        for found in _AUTHORS.finditer(byline)
        for name in _BETWEEN.split(_ALIGNED.sub(r"\1\2", _ASIDE.sub("", found[1])))
    ]
    return tuple(filter(None, names))


def is_credit(text: str) -> bool:
    """Whether a line says whose a picture is, and nothing else."""
    return text != "" and split_credit(text)[0] == ""


def spaced(byline: str) -> str:
    """``byline`` with one full-width space before each role but the first."""
    return _GAP.sub("\u3000", byline)


def split_credit(caption: str) -> tuple[str, str]:
    """A caption, its blanks single, as what it says and whose the picture is; either may be empty.

    ``枫桥段 摄影：张三``, ``枫桥段（张三 摄）`` and ``枫桥段（图：张三）`` end with a credit.
    图： at a caption's beginning is its label.
    """
    found = _CREDIT.search(caption)
    at = found.start() if found else len(caption)
    return caption[:at], caption[at:].lstrip()


def stands_before_credit(text: str, at: int) -> bool:
    """Whether what begins at ``at`` says whose something is: a blank before it is meant."""
    return _BEFORE.match(text, at) is not None
