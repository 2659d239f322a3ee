"""Search: what was found, where it stands, and the way to it."""
