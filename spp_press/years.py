"""The years that an issue can be of; apart, for a help that reads no issue."""

YEARS = (1900, 2199)
"""The first and the last."""
