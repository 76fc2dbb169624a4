"""The rules of the preflight, by subject: each a function that notes what it finds in a Proof."""
