"""A style's house style of punctuation and headings, read from CSS custom properties."""

from __future__ import annotations

from typing import Any

from spp_press.composition import House, Shape

_SHAPES: tuple[Shape, ...] = ("balance", "trapezium", "lozenge")

TOKENS: dict[str, tuple[str, ...]] = {
    "--punctuation-width": ("full", "kaiming", "half"),
    "--han-latin-gap": (),
    "--han-digit-gap": (),
    "--indent-opener": ("half", "full"),
    "--orphan-control": ("on", "off"),
    "--heading-shape": ("none", *_SHAPES),
    "--emphasis-mark": ("none", "dot"),
    "--block-step": (),
}
"""The custom properties that layout reads, and the words that each can be; a number if none."""


def house_of(style: Any) -> House:
    """The house style that a box's computed style states (``--punctuation-width`` and others)."""
    house: House | None = style.cache.setdefault("house", {}).get(key := _key(style))
    if house is None:
        house = House(
            marks=_ident(style, "__punctuation_width", ("full", "kaiming", "half")),
            latin_gap=_number(style, "__han_latin_gap", House.latin_gap),
            digit_gap=_number(style, "__han_digit_gap", House.digit_gap),
            indent_opener=_ident(style, "__indent_opener", ("half", "full")),
            orphan=_ident(style, "__orphan_control", ("on", "off")) == "on",
            hyphenate=style["hyphens"] == "auto",
        )
        style.cache["house"][key] = house
    return house


def heading_shape(style: Any) -> Shape | None:
    """``balance``, ``trapezium`` or ``lozenge`` where text is broken by words, else None."""
    shape: Shape = _ident(style, "__heading_shape", ("none", *_SHAPES))
    return None if shape == "none" else shape


def has_emphasis_dots(style: Any) -> bool:
    """Whether text takes 着重号: ``--emphasis-mark: dot``."""
    return bool(_ident(style, "__emphasis_mark", ("none", "dot")) == "dot")


def block_step(style: Any) -> float:
    """The unit, in px, of which the block's height is made a whole multiple; 0 for none.

    Unlike the others ``--block-step`` holds for the block that states it and not for what is in it.
    """
    if "__block_step" not in getattr(style, "cascaded", ()):
        return 0.0
    for token in style["__block_step"] or ():
        if token.type == "dimension" and token.lower_unit in _PX:
            return float(token.value) * _PX[token.lower_unit]
    return 0.0


_PX = {"px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 960 / 25.4, "in": 96.0}


def _key(style: Any) -> tuple[str, ...]:
    names = (
        "__punctuation_width",
        "__han_latin_gap",
        "__han_digit_gap",
        "__indent_opener",
        "__orphan_control",
    )
    return (*(_text(style, name) for name in names), str(style["hyphens"]))


def _text(style: Any, name: str) -> str:
    return "".join(token.serialize() for token in style[name] or ()).strip()


def _ident(style: Any, name: str, choices: tuple[str, ...]) -> Any:
    value = _text(style, name)
    return value if value in choices else choices[0]


def _number(style: Any, name: str, default: float) -> float:
    for token in style[name] or ():
        if token.type == "number" or (token.type == "dimension" and token.lower_unit == "ic"):
            return float(token.value)
    return default
