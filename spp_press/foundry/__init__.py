"""Fonts made for Chinese setting, cast from open ones.

What a cast font has, and the composer leans on:

- **Chinese forms by default**: a character's Simplified Chinese glyph is in the character map, so
  nothing depends on ``lang``. “ ” ‘ ’ — … are 1 em wide, —— is one glyph of 2 em, · is ½ em.
- **hwid**: a full-width mark → its twin, exactly ½ em wide. Also - – / as connectors, ½ em.
- **pwid**: “ ” ‘ ’ — … · → the Latin glyph, where the source has one.
- **ss18**, **ss17**, **ss16**: a Latin letter, digit or sign → its twin with 0.2 em inside its
  advance before it, after it, on both sides. Applied to every glyph they are asked for.
- **ss13**, **ss14**: the same for the first (last) glyph of a run only, whatever its length; both
  may be on. For a whole Latin word in one span, which so keeps its kerning.
- ``kern``, ``mark`` and ``ccmp`` of the source, extended to the twins. No kerning of full-width
  glyphs: a Han character is exactly 1 em.
- **CID = glyph index**, the same vertical metrics in every face (880, −120, no line gap), a family
  name of its own, no hints, no vertical layout, and bytes that follow from the source alone.

A face without Han characters, to stand before these in a font stack, gets the padded twins and the
metrics; its quotes and dashes stay as they are.

Sources: OpenType 1.9 (registered features hwid, pwid, ssNN), W3C *Requirements for Chinese Text
Layout* 3.1.6 and 3.2.2, GB/T 15834-2011 section 5. ``python -m spp_press.foundry --help`` casts
the house's fonts anew, or a designer's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import FoundryError
from .manifest import Face, Source, load_manifest

if TYPE_CHECKING:
    from .building import Outcome, build_all
    from .casting import cast

__all__ = ["Face", "FoundryError", "Outcome", "Source", "build_all", "cast", "load_manifest"]


def __getattr__(name: str) -> Any:
    """Load fontTools only for casting: reading the manifest must cost a build nothing."""
    if name == "cast":
        from .casting import cast

        return cast
    if name in {"build_all", "Outcome"}:
        from . import building

        return getattr(building, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
