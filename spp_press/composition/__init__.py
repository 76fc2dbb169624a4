"""Chinese composition: the best lines for a paragraph, the best breaks for a heading.

Pure: it knows text, widths and the rules of clreq and GB/T 15834, and nothing of files, fonts or
PDF. Widths come through :class:`Metrics`. A paragraph's way through the modules:

- ``items``: what comes in and goes out;
- ``characters``, ``quotes``: what each character is (T10);
- ``pieces``, ``hyphens``: what never breaks inside (T1, T8, T21);
- ``joints``: where lines may break, what gap and stretch there is (T1, T4, T8);
- ``matter``: marks half as wide (T2, T3, T17), and the width of any line at once;
- ``fitting``, ``breaking``: the best breaks (T5, T6);
- ``setting``: lines drawn out to the measure in whole thousandths (T5);
- ``paragraph``, ``heading``, ``lexicon``: what the engine calls (T9, T20).
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
