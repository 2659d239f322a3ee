"""When so many rows vanish at once that the member is asked first."""

from __future__ import annotations

# A table may lose a tenth of its rows or twenty, whichever is more; a run fifty altogether.
_ALWAYS_FINE = 20
_SHARE = 0.1
_TOTAL = 50


def too_many(gone: int, known: int) -> bool:
    """Whether so many rows of one table vanished that it looks like a fault."""
    return gone > max(_ALWAYS_FINE, known * _SHARE) or gone > _TOTAL


def too_many_at_all(gone: int) -> bool:
    """Whether so many rows vanished from all tables together that it looks like a fault."""
    return gone > _TOTAL
