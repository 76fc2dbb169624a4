"""spp-press sets and prints a recurring Chinese bulletin."""

__version__ = "0.1.0"
