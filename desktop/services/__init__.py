"""Use cases without Qt; each runs in the thread that owns the workspace."""
