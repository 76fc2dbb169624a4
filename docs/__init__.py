"""The handbook, and what writes its references: ``python -m docs.generate``."""
