"""An issue's text → Word, for those who review there; their changes → the manuscripts.

``passages`` and ``tracing`` say where each printed character stands in a manuscript; ``exporting``
and ``parts`` write the Word file, and ``record`` what it was; ``returned`` reads one that came
back, ``matching``, ``aligning``, ``looks`` and ``changes`` compare, and ``applying`` makes a change
where it is accepted.
"""

from spp_press.reviewing.changes import Change, Kind, State, Why
from spp_press.reviewing.exporting import export_docx
from spp_press.reviewing.record import is_untouched
from spp_press.reviewing.review import Accepted, Order, Review, accept, are_reviews, read_review

__all__ = [
    "Accepted",
    "Change",
    "Kind",
    "Order",
    "Review",
    "State",
    "Why",
    "accept",
    "are_reviews",
    "export_docx",
    "is_untouched",
    "read_review",
]
