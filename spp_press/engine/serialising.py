"""What pydyf asks of an object more than once is made once.

It takes every object's bytes twice, for the file and for the file's identifier, and so compresses
each stream twice; and each element of the structure makes the list of all pages anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

import pydyf

HOOKED = ((pydyf.PDF, "page_references"), (pydyf.Dictionary, "data"), (pydyf.Stream, "data"))
"""Properties that nothing is asked for before all that they are made of is there."""


@contextmanager
def serialised_once() -> Iterator[None]:
    """While in force, a PDF that is drawn, written and then let go is serialised once."""
    stock = [(owner, name, vars(owner).get(name)) for owner, name in HOOKED]
    for owner, name, made in stock:
        if isinstance(made, property) and made.fget:
            cached = cached_property(made.fget)
            cached.__set_name__(owner, name)
            setattr(owner, name, cached)
    try:
        yield
    finally:
        for owner, name, made in stock:
            setattr(owner, name, made)
