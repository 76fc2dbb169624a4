"""An article's Markdown → :class:`Manuscript`: its title, and its body as vetted HTML.

``notation`` parses, ``inline`` and ``body`` write, ``addresses`` judges links, ``reader`` puts an
article together, ``vetting`` sees to it that what was read is what will be printed.
"""

from spp_press.manuscript.body import CONTAINERS, Figure, Pictures, Shape, asset_url
from spp_press.manuscript.reader import Manuscript, read_manuscript, read_text

__all__ = [
    "CONTAINERS",
    "Figure",
    "Manuscript",
    "Pictures",
    "Shape",
    "asset_url",
    "read_manuscript",
    "read_text",
]
