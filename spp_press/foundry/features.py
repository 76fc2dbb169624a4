"""Layout tables: what is kept of a source's features, and what the foundry adds to them.

Kept are ``ccmp``, ``kern``, ``mark``, ``mkmk`` and the figure features. Everything the foundry adds
is off until asked for. The sources' per-language variants are dropped, since the Chinese forms are
in the character map already.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import otTables

from .glyphs import GlyphCase
from .latin import Padded

KEPT = ("ccmp", "kern", "mark", "mkmk", "lnum", "onum", "pnum", "tnum")
"""Features of the source that a cast font keeps."""

_SUBTABLES = {"pair": 2, "mark to base": 4, "single": 1, "ligature": 4, "chained": 6}
_NO_FEATURE = 0xFFFF


def keep_one_language(font: TTFont) -> None:
    """Leave each script its default language only; failing that, its Simplified Chinese one."""
    for tag in ("GSUB", "GPOS"):
        table = font[tag].table if tag in font else None
        if table is None or table.ScriptList is None:
            continue
        for record in table.ScriptList.ScriptRecord:
            script = record.Script
            if script.DefaultLangSys is None and script.LangSysRecord:
                languages = {item.LangSysTag: item.LangSys for item in script.LangSysRecord}
                first = script.LangSysRecord[0].LangSys
                script.DefaultLangSys = languages.get("ZHS ", first)
            script.LangSysRecord, script.LangSysCount = [], 0


class Substitutions:
    """A font's GSUB, open for lookups to be added behind its own."""

    def __init__(self, font: TTFont, case: GlyphCase) -> None:
        if "GSUB" not in font:
            font["GSUB"] = newTable("GSUB")
            font["GSUB"].table = _empty_table()
        self._table: Any = font["GSUB"].table
        self._case = case
        _ensure_scripts(self._table)

    def single(self, mapping: dict[str, str]) -> int:
        """Add a lookup of one glyph for one; return its index."""
        subtable = otTables.SingleSubst()
        subtable.mapping = dict(mapping)
        return self._append(_SUBTABLES["single"], [subtable])

    def ligature(self, components: tuple[str, ...], glyph: str) -> int:
        """Add a lookup that makes one glyph of several; return its index."""
        ligature = otTables.Ligature()
        ligature.LigGlyph, ligature.Component = glyph, list(components[1:])
        ligature.CompCount = len(components)
        subtable = otTables.LigatureSubst()
        subtable.ligatures = {components[0]: [ligature]}
        return self._append(_SUBTABLES["ligature"], [subtable])

    def at_edge(
        self, glyphs: set[str], neighbours: set[str], lookups: list[int], *, start: bool
    ) -> int:
        """Add a lookup that applies others to a glyph with no neighbour before (or after) it.

        Of the two subtables the first that matches wins: the one that sees a neighbour does
        nothing, and so the other only ever meets an edge.
        """
        inside, edge = self._chained(glyphs), self._chained(glyphs)
        side = self._coverage(neighbours)
        if start:
            inside.BacktrackCoverage, inside.BacktrackGlyphCount = [side], 1
        else:
            inside.LookAheadCoverage, inside.LookAheadGlyphCount = [side], 1
        for lookup in lookups:
            record = otTables.SubstLookupRecord()
            record.SequenceIndex, record.LookupListIndex = 0, lookup
            edge.SubstLookupRecord.append(record)
        edge.SubstCount = len(lookups)
        return self._append(_SUBTABLES["chained"], [inside, edge])

    def feature(self, tag: str, lookups: list[int]) -> None:
        """Offer lookups under a feature, in every script; behind the script's own of that name."""
        features = self._table.FeatureList.FeatureRecord
        own: Any = None
        for record in self._table.ScriptList.ScriptRecord:
            system = record.Script.DefaultLangSys
            present = [i for i in system.FeatureIndex if features[i].FeatureTag == tag]
            if present:
                feature = features[present[0]].Feature
                feature.LookupListIndex = sorted({*feature.LookupListIndex, *lookups})
                feature.LookupCount = len(feature.LookupListIndex)
                continue
            if own is None:
                own = otTables.FeatureRecord()
                own.FeatureTag, own.Feature = tag, otTables.Feature()
                own.Feature.FeatureParams = None
                own.Feature.LookupListIndex = sorted(lookups)
                own.Feature.LookupCount = len(lookups)
                features.append(own)
            system.FeatureIndex.append(features.index(own))
            system.FeatureCount = len(system.FeatureIndex)
        self._table.FeatureList.FeatureCount = len(features)

    def alternates(self, glyphs: list[str]) -> list[str]:
        """What the source's own lookups make of glyphs: figures, composed letters."""
        found: list[str] = []
        for subtable in _subtables(self._table):
            if hasattr(subtable, "mapping"):
                found += [subtable.mapping[glyph] for glyph in glyphs if glyph in subtable.mapping]
            elif hasattr(subtable, "ligatures"):
                for glyph in glyphs:
                    found += [item.LigGlyph for item in subtable.ligatures.get(glyph, ())]
        return found

    def close(self) -> None:
        """Put the features in the alphabetical order that OpenType asks for."""
        records = self._table.FeatureList.FeatureRecord
        order = sorted(range(len(records)), key=lambda index: (records[index].FeatureTag, index))
        place = {old: new for new, old in enumerate(order)}
        self._table.FeatureList.FeatureRecord = [records[index] for index in order]
        for record in self._table.ScriptList.ScriptRecord:
            system = record.Script.DefaultLangSys
            system.FeatureIndex = sorted(place[index] for index in system.FeatureIndex)

    def _append(self, kind: int, subtables: list[Any]) -> int:
        lookup = otTables.Lookup()
        lookup.LookupType, lookup.LookupFlag = kind, 0
        lookup.SubTable, lookup.SubTableCount = subtables, len(subtables)
        lookups: Any = self._table.LookupList
        lookups.Lookup.append(lookup)
        lookups.LookupCount = len(lookups.Lookup)
        return len(lookups.Lookup) - 1

    def _chained(self, glyphs: set[str]) -> Any:
        subtable = otTables.ChainContextSubst()
        subtable.Format = 3
        subtable.InputCoverage, subtable.InputGlyphCount = [self._coverage(glyphs)], 1
        subtable.BacktrackCoverage, subtable.BacktrackGlyphCount = [], 0
        subtable.LookAheadCoverage, subtable.LookAheadGlyphCount = [], 0
        subtable.SubstLookupRecord, subtable.SubstCount = [], 0
        return subtable

    def _coverage(self, glyphs: set[str]) -> Any:
        coverage = otTables.Coverage()
        coverage.glyphs = sorted(glyphs, key=self._case.number)
        return coverage


def extend_positions(font: TTFont, case: GlyphCase, padded: Padded, full_width: set[str]) -> None:
    """Give padded twins the kerning and the mark anchors of their plain glyphs.

    A twin with space before it kerns as the first of a pair, one with space after it as the second.
    ``full_width`` glyphs lose their kerning: a Han character, a kana, a mark are exactly 1 em wide.
    """
    if "GPOS" not in font or font["GPOS"].table.LookupList is None:
        return
    kerning = _lookups_of(font["GPOS"].table, "kern")
    for index, lookup in enumerate(font["GPOS"].table.LookupList.Lookup):
        for subtable in list(_unwrapped(lookup)):
            if subtable.LookupType == _SUBTABLES["pair"] and index in kerning:
                if subtable.Format == 1:
                    _kern_glyphs(subtable, case, padded, full_width)
                else:
                    _kern_classes(subtable, case, padded, full_width)
            elif subtable.LookupType == _SUBTABLES["mark to base"]:
                _anchor(subtable, case, padded)


def _kern_glyphs(subtable: Any, case: GlyphCase, padded: Padded, full_width: set[str]) -> None:
    """Pairs by glyph: extend the seconds of each set, then the firsts."""
    sets: dict[str, Any] = {}
    for first, pairs in zip(subtable.Coverage.glyphs, subtable.PairSet, strict=True):
        records = [
            record for record in pairs.PairValueRecord if record.SecondGlyph not in full_width
        ]
        for record in list(records):
            if (twin := padded.after.get(record.SecondGlyph)) is not None:
                extended = copy.copy(record)
                extended.SecondGlyph = twin
                records.append(extended)
        records.sort(key=lambda record: case.number(record.SecondGlyph))
        pairs.PairValueRecord, pairs.PairValueCount = records, len(records)
        if records and first not in full_width:
            sets[first] = pairs
            if (twin := padded.before.get(first)) is not None:
                sets[twin] = pairs
    subtable.Coverage.glyphs = sorted(sets, key=case.number)
    subtable.PairSet = [sets[glyph] for glyph in subtable.Coverage.glyphs]
    subtable.PairSetCount = len(subtable.PairSet)


def _kern_classes(subtable: Any, case: GlyphCase, padded: Padded, full_width: set[str]) -> None:
    """Pairs by class: a twin joins its plain glyph's class on the side where it kerns."""
    firsts = [glyph for glyph in subtable.Coverage.glyphs if glyph not in full_width]
    first_class, second_class = subtable.ClassDef1.classDefs, subtable.ClassDef2.classDefs
    for glyph in list(firsts):
        if (twin := padded.before.get(glyph)) is not None:
            firsts.append(twin)
            if glyph in first_class:
                first_class[twin] = first_class[glyph]
    for glyph in list(second_class):
        if glyph in full_width:
            del second_class[glyph]
        elif (twin := padded.after.get(glyph)) is not None:
            second_class[twin] = second_class[glyph]
    subtable.Coverage.glyphs = sorted(firsts, key=case.number)


def _anchor(subtable: Any, case: GlyphCase, padded: Padded) -> None:
    """Combining marks sit on a twin where they sit on its plain glyph."""
    bases = dict(zip(subtable.BaseCoverage.glyphs, subtable.BaseArray.BaseRecord, strict=True))
    for twins in (padded.before, padded.after, padded.around):
        for glyph, twin in twins.items():
            if glyph in bases:
                moved = copy.deepcopy(bases[glyph])
                for anchor in moved.BaseAnchor:
                    if anchor is not None:
                        anchor.XCoordinate += case.shifts[twin]
                bases[twin] = moved
    subtable.BaseCoverage.glyphs = sorted(bases, key=case.number)
    subtable.BaseArray.BaseRecord = [bases[glyph] for glyph in subtable.BaseCoverage.glyphs]
    subtable.BaseArray.BaseCount = len(bases)


def _lookups_of(table: Any, tag: str) -> set[int]:
    return {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == tag
        for index in record.Feature.LookupListIndex
    }


def _unwrapped(lookup: Any) -> Iterator[Any]:
    for subtable in lookup.SubTable:
        yield getattr(subtable, "ExtSubTable", subtable)


def _subtables(table: Any) -> Iterator[Any]:
    for lookup in table.LookupList.Lookup:
        yield from _unwrapped(lookup)


def _empty_table() -> Any:
    table = otTables.GSUB()
    table.Version = 0x00010000
    return table


def _ensure_scripts(table: Any) -> None:
    """Give a GSUB its lists, a DFLT script, and each script a default language."""
    for name, attribute in (
        ("ScriptList", "ScriptRecord"),
        ("FeatureList", "FeatureRecord"),
        ("LookupList", "Lookup"),
    ):
        if getattr(table, name, None) is None:
            made = getattr(otTables, name)()
            setattr(made, attribute, [])
            setattr(table, name, made)
    scripts = table.ScriptList.ScriptRecord
    if all(record.ScriptTag != "DFLT" for record in scripts):
        record = otTables.ScriptRecord()
        record.ScriptTag, record.Script = "DFLT", otTables.Script()
        record.Script.DefaultLangSys = None
        record.Script.LangSysRecord, record.Script.LangSysCount = [], 0
        scripts.insert(0, record)
    for record in scripts:
        if record.Script.DefaultLangSys is None:
            system = otTables.DefaultLangSys()
            system.LookupOrder, system.ReqFeatureIndex = None, _NO_FEATURE
            system.FeatureIndex, system.FeatureCount = [], 0
            record.Script.DefaultLangSys = system
    scripts.sort(key=lambda record: record.ScriptTag)
    table.ScriptList.ScriptCount = len(scripts)
