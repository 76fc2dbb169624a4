"""The style's faces as WeasyPrint and the composer see them, and no other font.

fontconfig is started from an empty configuration, so that no font of the machine can ever be
used; each ``@font-face`` of the style is registered from its file where it lies, without a copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

import uharfbuzz as hb

from spp_press.engine.setting import Setting
from spp_press.styles import FaceFile

# Read by fontconfig when WeasyPrint is imported: a configuration that names no font folder.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("no-system-fonts.conf"))

TWINS = ("hwid", "pwid", "ss16", "ss17", "ss18")
"""The features by which a font made for setting gives its half-width, proportional and padded
twins (see ``foundry``)."""


class Face:
    """A font file as HarfBuzz reads it; advances are in em."""

    def __init__(self, file: FaceFile) -> None:
        self.file = file
        self._face = hb.Face(hb.Blob.from_file_path(str(file.path)))
        self._font = hb.Font(self._face)

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character that the face draws."""
        return frozenset(map(chr, self._face.unicodes))

    @cached_property
    def height(self) -> float:
        """Ascent plus descent, em."""
        extents = self._font.get_font_extents("ltr")
        return float(extents.ascender - extents.descender) / float(self._face.upem)

    def set_advances(self, text: str, features: Iterable[tuple[str, int, int]]) -> list[float]:
        """What each character of ``text`` takes, em, with ``features`` (tag, start, end).

        What several characters share stands at the first of them.
        """
        ranges: dict[str, list[tuple[int, int, int]]] = {}
        for tag, start, end in features:
            ranges.setdefault(tag, []).append((start, end, 1))
        buffer = self._buffer(text, ranges)
        advances = [0.0] * len(text)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            advances[info.cluster] += position.x_advance / self._face.upem
        return advances

    @cached_property
    def _features(self) -> frozenset[str]:
        return frozenset(self._face.get_language_feature_tags("GSUB"))

    def has(self, char: str, feature: str) -> bool:
        """Whether ``feature`` gives ``char`` a glyph of its own."""
        return feature in self._features and self._twins(char).get(feature, False)

    def _twins(self, char: str) -> Mapping[str, bool]:
        twins = self._known_twins.get(char)
        if twins is None:
            plain = self._glyphs(char, {})
            twins = self._known_twins[char] = {
                feature: self._glyphs(char, {feature: True}) != plain
                for feature in TWINS
                if feature in self._features
            }
        return twins

    @cached_property
    def _known_twins(self) -> dict[str, Mapping[str, bool]]:
        return {}

    def _buffer(self, text: str, features: Mapping[str, Any]) -> Any:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = "zh-cn"
        hb.shape(self._font, buffer, features)
        return buffer

    def _glyphs(self, text: str, features: Mapping[str, Any]) -> list[int]:
        return [info.codepoint for info in self._buffer(text, features).glyph_infos]


class Stack:
    """The faces of one ``font-family`` list: each character is drawn by the first that has it."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self.faces = tuple(faces)
        self._name = f"Stack{[face.file.path.name for face in faces]}"
        self._advances: dict[tuple[str, str], float] = {}

    def __repr__(self) -> str:
        """Which faces these are, by the names of their files."""
        return self._name

    @property
    def height(self) -> float:
        """Ascent plus descent of the first face, em."""
        return self.faces[0].height if self.faces else 1.0

    def face_of(self, char: str) -> Face | None:
        """The face that draws ``char``, if any does."""
        for face in self.faces:
            if char in face.characters:
                return face
        return self.faces[0] if self.faces else None

    def missing(self, text: str) -> list[str]:
        """The characters of ``text`` that none of the faces draws."""
        return [
            char
            for char in dict.fromkeys(text)
            if not char.isspace() and not any(char in face.characters for face in self.faces)
        ]

    def advance(self, text: str, feature: str = "") -> float:
        """The width of ``text`` set in one run, em, kerned as Pango kerns it."""
        advance = self._advances.get((text, feature))
        if advance is None:
            settings = [Setting(0, len(text), feature, 0)] if feature else []
            advance = self._advances[text, feature] = self.set_advance(text, settings)
        return advance

    def set_advance(self, text: str, settings: Sequence[Setting]) -> float:
        """The width of ``text`` with each setting's features, tracking left out, em."""
        return sum(self.set_advances(text, settings))

    def set_advances(self, text: str, settings: Sequence[Setting]) -> list[float]:
        """What each character of ``text`` takes of that width."""
        advances: list[float] = []
        for face, run in self._runs(text):
            start = len(advances)
            end = start + len(run)
            features = [
                (setting.features, max(setting.start, start) - start, min(setting.end, end) - start)
                for setting in settings
                if setting.features and setting.start < end and setting.end > start
            ]
            advances += face.set_advances(run, features)
        return advances

    def has(self, char: str, feature: str) -> bool:
        """Whether the face that draws ``char`` has a twin of it under ``feature``."""
        face = self.face_of(char)
        return face is not None and face.has(char, feature)

    def _runs(self, text: str) -> Iterable[tuple[Face, str]]:
        start, current = 0, None
        for index, char in enumerate(text):
            face = self.face_of(char)
            if face is None:
                return
            if face is not current and current is not None:
                yield current, text[start:index]
                start = index
            current = face
        if current is not None:
            yield current, text[start:]


class Faces:
    """All faces of a style, found by family, weight and slant as CSS Fonts 4 §5.2 says."""

    def __init__(self, files: Iterable[FaceFile]) -> None:
        self._faces = [Face(file) for file in files]
        self._stacks: dict[tuple[tuple[str, ...], int, bool], Stack] = {}

    @property
    def default(self) -> str:
        """The family of the style's first face: what stands in for one that it does not have."""
        return self._faces[0].file.family if self._faces else ""

    def missing(self, text: str) -> list[str]:
        """The characters of ``text`` that none of the faces draws."""
        return Stack(self._faces).missing(text)

    def stack(self, families: Sequence[str], weight: int, italic: bool) -> Stack:
        """The faces that ``families`` name, in that order."""
        key = (tuple(families), weight, italic)
        stack = self._stacks.get(key)
        if stack is None:
            found = [self._nearest(family, weight, italic) for family in families]
            stack = self._stacks[key] = Stack([face for face in found if face])
        return stack

    def _nearest(self, family: str, weight: int, italic: bool) -> Face | None:
        candidates = [f for f in self._faces if f.file.family.lower() == family.lower()]
        return min(
            candidates,
            key=lambda face: (face.file.italic != italic, *_distance(face.file.weight, weight)),
            default=None,
        )


def _distance(has: int, wanted: int) -> tuple[int, int]:
    """How far a weight is from the wanted one; lighter first below 400, heavier above 500."""
    if wanted <= 500 and wanted >= 400 and wanted <= has <= 500:
        return 0, has - wanted
    on_the_right_side = has <= wanted if wanted <= 500 else has >= wanted
    return (1 if on_the_right_side else 2), abs(has - wanted)


def font_configuration(files: Iterable[FaceFile]) -> Any:
    """A WeasyPrint font configuration that holds the faces of ``files`` and nothing else."""
    from weasyprint.text.constants import FONTCONFIG_STYLE, FONTCONFIG_WEIGHT
    from weasyprint.text.ffi import ffi, fontconfig, pangoft2
    from weasyprint.text.fonts import FontConfiguration

    paths = tuple(file.path for file in files)
    by_name = {path.name: path for path in paths}

    class StyleFonts(FontConfiguration):  # type: ignore[misc]
        """Registers a style's font from the file itself, once; WeasyPrint would copy it first."""

        def __init__(self) -> None:
            super().__init__()
            self.paths = paths
            self._known: set[str] = set()

        def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: Any) -> None:
            for _, url in rule_descriptors["src"]:
                file = by_name.get(unquote(url or "").rpartition("/")[2])
                if file is None:
                    continue
                path = str(file)
                slant = FONTCONFIG_STYLE[rule_descriptors.get("font_style", "normal")]
                weight = FONTCONFIG_WEIGHT[rule_descriptors.get("font_weight", "normal")]
                xml = _RENAME.format(
                    path=escape(path),
                    family=escape(rule_descriptors["font_family"]),
                    slant=slant,
                    weight=weight,
                )
                if xml in self._known:
                    continue
                self._known.add(xml)
                fontconfig.FcConfigParseAndLoadFromMemory(self._config, xml.encode(), True)
                if fontconfig.FcConfigAppFontAddFile(self._config, path.encode()):
                    pangoft2.pango_fc_font_map_config_changed(
                        ffi.cast("PangoFcFontMap *", self.font_map)
                    )

    return StyleFonts()


_RENAME = """<?xml version="1.0"?>
<fontconfig><match target="scan">
<test name="file" compare="eq"><string>{path}</string></test>
<edit name="family" mode="prepend"><string>{family}</string></edit>
<edit name="slant" mode="assign_replace"><const>{slant}</const></edit>
<edit name="weight" mode="assign_replace"><int>{weight}</int></edit>
</match></fontconfig>"""
