"""Styles that are computed alike are computed once.

WeasyPrint computes every property of every style by itself, those of each page's twenty margin
boxes too, and validates each ``var()`` anew. But what it computes follows from the declarations
that hold for a box and from its parent's style. Styles that are alike in these have a model in
common, which computes each property once: what browsers call style sharing. The styles themselves
stay apart, since layout changes some of them; a copy, which is made to be changed, has no model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
from weasyprint.css import ComputedStyle, StyleFor

_WRITTEN_FOR = "70.0"

HOOKED = {
    (StyleFor, "set_computed_styles"): (
        "self", "element", "parent", "root", "pseudo_type", "base_url", "target_collector",
    ),
    (ComputedStyle, "__missing__"): ("self", "key"),
}  # fmt: skip
"""What is replaced, and the parameters it has in the WeasyPrint that this was written for."""

_OWN = "anchor"
"""Each element has its own, computed before it gets a model; no other property depends on it."""


@contextmanager
def shared_styles() -> Iterator[None]:
    """While in force, the styles of the document that is laid out share what is computed."""
    if weasyprint.__version__ != _WRITTEN_FOR:
        yield
        return
    stock, stock_missing = StyleFor.set_computed_styles, ComputedStyle.__missing__
    StyleFor.set_computed_styles = _with_model(stock)
    ComputedStyle.__missing__ = _from_model(stock_missing)
    try:
        yield
    finally:
        StyleFor.set_computed_styles, ComputedStyle.__missing__ = stock, stock_missing


def _with_model(stock: Callable[..., None]) -> Callable[..., None]:
    models: dict[tuple[Any, ...], Any] = {}

    def set_computed_styles(
        self: Any, element: Any, *args: Any, pseudo_type: str | None = None, **named: Any
    ) -> None:
        stock(self, element, *args, pseudo_type=pseudo_type, **named)
        style = self.get_computed_styles()[element, pseudo_type]
        parent = None if style.parent_style is None else style.parent_style.model
        declared = tuple(
            (name, id(value), precedence, layer, *specificity)
            for name, (value, (precedence, layer, specificity)) in style.cascaded.items()
            if name != _OWN
        )
        # Viewport units refer to the first page, as soon as there is one.
        key = (id(parent), pseudo_type, self.initial_page_sizes["area"], declared)
        if key not in models:
            models[key] = ComputedStyle(
                parent, style.cascaded, pseudo_type, style.root_style, style.base_url,
                style.font_config, style.initial_page_sizes,
            )  # fmt: skip
            models[key].cache = style.cache
        style.model = models[key]
        style.specified = style.model.specified

    return set_computed_styles


def _from_model(stock: Callable[..., Any]) -> Callable[..., Any]:
    def __missing__(self: Any, key: str) -> Any:
        model = vars(self).get("model")
        if model is None:
            return stock(self, key)
        value = self[key] = model[key]
        return value

    return __missing__
