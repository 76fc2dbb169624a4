"""Two PDFs of one issue, page by page: what changed in the text, what only in the layout."""

from spp_press.comparing.differences import Change, Verdict, compare_pdfs

__all__ = ["Change", "Verdict", "compare_pdfs"]
