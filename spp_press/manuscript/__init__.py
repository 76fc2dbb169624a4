"""An article's Markdown → :class:`Manuscript`: its title, and its body as vetted HTML.

``notation`` parses, ``inline``, ``figures``, ``tables`` and ``body`` write, ``separated`` reads
tables from files of data, ``addresses`` judges links, ``reader`` puts an article together,
``vetting`` sees to it that what was read is what will be printed.
"""

from spp_press.manuscript.body import CONTAINERS, SPECIAL
from spp_press.manuscript.data import Data
from spp_press.manuscript.figures import CODE, Figure, Pictures, Shape, asset_url
from spp_press.manuscript.reader import Manuscript, read_manuscript, read_text
from spp_press.manuscript.separated import DATA_CAP

__all__ = [
    "CODE",
    "CONTAINERS",
    "DATA_CAP",
    "SPECIAL",
    "Data",
    "Figure",
    "Manuscript",
    "Pictures",
    "Shape",
    "asset_url",
    "read_manuscript",
    "read_text",
]
