"""Word files, Markdown and text → an issue's folder, with everything doubtful named.

``gathering`` accounts for every file; ``package``, ``docx`` and ``text`` read one; ``outline``
finds sections and articles; ``manuscripts`` writes the notation; ``draft`` puts an issue together;
``record`` says what was done, what is doubtful and what is left to do.
"""

from spp_press.importing.draft import Draft, Order, make_draft
from spp_press.importing.gathering import Fate

__all__ = ["Draft", "Fate", "Order", "make_draft"]
