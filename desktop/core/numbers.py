"""How far the whole numbers of the documented columns go."""

from __future__ import annotations

LARGEST = 2**31 - 1
"""The last number that PostgreSQL's integer holds, and so the last place in any order."""
