"""Chinese composition: the best lines for a paragraph, the best breaks for a heading.

Pure: it knows text, widths and the rules of clreq and GB/T 15834, and nothing of files, fonts or
PDF. Widths come through :class:`Metrics`.
"""

from .heading import Shape, set_heading
from .items import Forced, House, Item, Line, Metrics, Rigid, Span, Text
from .lexicon import Lexicon
from .paragraph import minimum_width, natural_width, set_paragraph

__all__ = [
    "Forced",
    "House",
    "Item",
    "Lexicon",
    "Line",
    "Metrics",
    "Rigid",
    "Shape",
    "Span",
    "Text",
    "minimum_width",
    "natural_width",
    "set_heading",
    "set_paragraph",
]
