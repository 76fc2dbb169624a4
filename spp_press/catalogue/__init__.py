"""Every message of the press, in Chinese and English: what is wrong, and what to do.

The entries stand in one module per stage, beside this one, as plain dictionaries; a key belongs to
exactly one of them. The trade's own words are used: 出血, 裁切, 版心, 天头, 栏目, 总期号.
"""

from __future__ import annotations

from spp_press.catalogue.archiving import ARCHIVING
from spp_press.catalogue.comparing import COMPARING
from spp_press.catalogue.copyediting import COPYEDITING
from spp_press.catalogue.editions import EDITIONS
from spp_press.catalogue.entry import Entry
from spp_press.catalogue.importing import IMPORTING
from spp_press.catalogue.manuscripts import MANUSCRIPTS
from spp_press.catalogue.pages import PAGES
from spp_press.catalogue.preflight import PREFLIGHT
from spp_press.catalogue.previewing import PREVIEWING
from spp_press.catalogue.reasons import REASONS
from spp_press.catalogue.reviewing import REVIEWING
from spp_press.catalogue.running import RUNNING
from spp_press.catalogue.styling import STYLING
from spp_press.problems import Problem

__all__ = ["CATALOGUE", "Entry", "remedy", "say"]

CATALOGUE: dict[str, Entry] = {
    **MANUSCRIPTS,
    **COPYEDITING,
    **PAGES,
    **STYLING,
    **EDITIONS,
    **PREFLIGHT,
    **RUNNING,
    **PREVIEWING,
    **COMPARING,
    **IMPORTING,
    **REVIEWING,
    **ARCHIVING,
}


def say(problem: Problem, lang: str) -> str:
    """What is wrong, in ``lang`` (``zh`` or ``en``)."""
    entry = CATALOGUE[problem.key]
    return (entry.zh if lang == "zh" else entry.en).format_map(_values(problem, lang))


def remedy(problem: Problem, lang: str) -> str:
    """What to do about it, in ``lang``."""
    entry = CATALOGUE[problem.key]
    text = entry.zh_remedy if lang == "zh" else entry.en_remedy
    return text.format_map(_values(problem, lang))


def _values(problem: Problem, lang: str) -> dict[str, str]:
    """What an entry's names stand for; what the system says, in ``lang`` too."""
    values = dict(problem.values)
    if lang == "zh" and "reason" in values:
        values["reason"] = REASONS.get(values["reason"], values["reason"])
    return values
