"""Two PDFs of one issue, page by page: what changed in the text, what only in the layout."""

from spp_press.comparing.differences import Change, Verdict, compare_pdfs
from spp_press.comparing.reading import PAGES, TooManyPages

__all__ = ["PAGES", "Change", "TooManyPages", "Verdict", "compare_pdfs"]
