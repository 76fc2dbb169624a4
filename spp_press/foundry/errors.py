"""What the foundry says when it will not or cannot cast a font."""

from __future__ import annotations


class FoundryError(Exception):
    """A font cannot be cast; the message says why and what to do about it."""
