"""Sets Python itself for a run: rows come by the thousand, and several threads bring them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# So many new objects are a few pages of rows. Old ones are looked at after as many again as this
# by the square: hardly in any run, for looking at all that a program has loaded takes as long as
# storing two pages.
_YOUNG, _MIDDLE, _OLD = 50_000, 50, 50
# Whoever parses a page would else keep the one that asks for the next page waiting for 5 ms,
# page after page: a tenth of a first pull.
_SWITCH_SECONDS = 0.001


@contextmanager
def set_for_rows() -> Iterator[None]:
    """Look for cycles seldom, as rows hold none, and let threads take turns sooner.

    Collecting that was off stays off; what was set before is set again at the end.
    """
    thresholds, interval = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(_YOUNG if thresholds[0] else 0, _MIDDLE, _OLD)
    sys.setswitchinterval(min(interval, _SWITCH_SECONDS))
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        sys.setswitchinterval(interval)
