"""Maps: the number of their review (审图号), and captions that call a picture a map.

A map that the public sees has been reviewed, and shows its number; plain maps of a sight, a quarter
or a railway's lines need none (《地图管理条例》第十五条、第二十二条).
"""

from __future__ import annotations

import re

_PROVINCE = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新兵港澳台"
# GS(2021)1234号, GS京（2022）0123号 of the Ministry; 京S(2021)015号, 粤AS… of a province, a city.
_NUMBER = (
    rf"(?:国审字|[A-Z{_PROVINCE}]{{0,3}}S[{_PROVINCE}]?)\s?"
    r"[(（\[〔【]\s?(?:19|20)\d\d\s?[)）\]〕】]\s?第?\s?\d{1,5}(?:-\d{1,4})?\s?号"
)
_STATED = re.compile(rf"审图号\s?[:：]?\s?{_NUMBER}(?:[、，,；;\s]\s?{_NUMBER})*")
_MAP = re.compile(
    r"地图(?![册集绘案])|[区位]位图|位置(?:示意)?图|行政区划|区划图|版图|疆域图|国界|边界示意图"
    r"|(?:全国|全球|世界|中国|各省|各国|各地|地理|空间|区域)[^，。；]{0,8}分布(?:示意)?图"
)
_PLAIN = re.compile(r"景区|公园|街区|园区|校园|地铁|公交|导览|平面图|楼层|思维|知识|路线图")


def is_map_number(words: str) -> bool:
    """Whether a line states 审图号 as those who review maps write it."""
    return _STATED.fullmatch(words) is not None


def map_word(caption: str) -> str:
    """The word of a caption that calls its picture a map; empty where none does."""
    found = _MAP.search(caption)
    return found[0] if found and not _PLAIN.search(caption) else ""
