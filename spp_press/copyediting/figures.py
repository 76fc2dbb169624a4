"""Numbers, units and years: GB/T 15835-2011, GB 3100-93."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from spp_press.copyediting.findings import Edit, Finding, Rule
from spp_press.copyediting.prose import Prose

_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:．(?=[０-９])[０-９]+)*")
_PERCENT = re.compile("(?<=[0-9０-９])[％﹪]")
_SHORT_YEAR = re.compile(r"(?<!\d)(?:['’]\d\d年|\d\d年(?=\d{1,2}月))")
_UNIT = re.compile(r"(?<=\d)[ ]?([A-Za-zμ℃]+[23²³]?)(?![A-Za-z0-9])")
_SYMBOLS = {
    "KG": "kg", "Kg": "kg", "KM": "km", "Km": "km", "CM": "cm", "Cm": "cm", "MM": "mm",
    "KW": "kW", "Kw": "kW", "KWH": "kW·h", "KWh": "kW·h", "Kwh": "kW·h", "kwh": "kW·h",
    "Mw": "MW", "HZ": "Hz", "hz": "Hz", "KHZ": "kHz", "KHz": "kHz", "Mpa": "MPa",
    "m2": "m²", "M2": "m²", "m3": "m³", "M3": "m³", "km2": "km²", "KM2": "km²",
}  # fmt: skip
_WORDS = {
    "kg": ("公斤", "千克"),
    "km": ("公里", "千米"),
    "t": ("吨",),
    "g": ("克",),
    "m": ("米",),
    "cm": ("厘米", "公分"),
    "mm": ("毫米",),
    "m²": ("平方米",),
    "m³": ("立方米",),
    "℃": ("摄氏度",),
    "kW": ("千瓦",),
    "MW": ("兆瓦",),
}
_SPELLED = {word: symbol for symbol, words in _WORDS.items() for word in words}
_MEASURE = re.compile(
    r"(?<=[\d万亿])[ ]?("
    + "|".join(sorted(map(re.escape, (*_SPELLED, *_WORDS)), key=len, reverse=True))
    + r")(?![A-Za-z0-9²³])"
)


def full_width_figures(prose: Prose) -> Iterator[Finding]:
    """``２０２１`` and ``ＵＮ``. GB/T 15835 5.1: Arabic figures are half-width."""
    for found in _FULL_WIDTH.finditer(prose.text):
        edit = Edit(*found.span(), unicodedata.normalize("NFKC", found[0]))
        yield Finding("copy-full-width", *found.span(), (edit,))


def full_width_percent(prose: Prose) -> Iterator[Finding]:
    """``50％``. GB 3100: the sign is ``%``."""
    for found in _PERCENT.finditer(prose.text):
        yield Finding("copy-percent", *found.span(), (Edit(*found.span(), "%"),))


def short_years(prose: Prose) -> Iterator[Finding]:
    """``21年3月``. GB/T 15835 5.1: a year is written with four figures."""
    for found in _SHORT_YEAR.finditer(prose.text):
        yield Finding("copy-year", *found.span())


def wrong_symbols(prose: Prose) -> Iterator[Finding]:
    """``5KG``. GB 3100: a unit's symbol keeps its own capitals."""
    for found in _UNIT.finditer(prose.text):
        if symbol := _SYMBOLS.get(found[1]):
            values = (("symbol", symbol),)
            yield Finding("copy-symbol", *found.span(1), values=values)


def mixed_units(proses: Sequence[Prose]) -> Iterator[tuple[Prose, Finding]]:
    """One unit in two forms in one article, ``公斤`` and ``kg``. GB/T 15835: one text, one form."""
    first: dict[str, str] = {}
    for prose in proses:
        for found in _MEASURE.finditer(prose.text):
            unit = found[1]
            other = first.setdefault(_SPELLED.get(unit, unit), unit)
            if other != unit:
                values = (("unit", unit), ("other", other))
                yield prose, Finding("copy-unit-mixed", *found.span(), values=values)


RULES: tuple[Rule, ...] = (full_width_figures, full_width_percent, short_years, wrong_symbols)
