"""The figures of composition, measured in finished PDFs: ours, and those of our peers."""
