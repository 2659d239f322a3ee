"""The way to the journal: what guards it, and how to get in."""
