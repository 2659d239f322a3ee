"""Lets the collector of cycles rest while rows come by the thousand."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# So many new objects are a few pages of rows. Old ones are looked at after as many again as this
# by the square: hardly in any run, for looking at all that a program has loaded takes as long as
# storing two pages.
_YOUNG, _MIDDLE, _OLD = 50_000, 50, 50


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for cycles seldom: rows hold none, and are let go by their counts.

    Switches nothing on that was off; what was set before is set again at the end.
    """
    before = gc.get_threshold()
    gc.set_threshold(_YOUNG if before[0] else 0, _MIDDLE, _OLD)
    try:
        yield
    finally:
        gc.set_threshold(*before)
