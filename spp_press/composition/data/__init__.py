"""Words for headings, and where they come from."""
