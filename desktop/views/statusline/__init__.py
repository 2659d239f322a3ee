"""The status line: small parts, each of which says one thing honestly."""
