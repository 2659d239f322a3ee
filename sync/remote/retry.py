"""When to try again: the server's own wish, and full jitter for reads that may be repeated."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from sync.errors import ServerBusy, Transient

# No server may keep us waiting for longer.
_LONGEST = 900.0
_Result = TypeVar("_Result")


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, whether it counts them or names a moment."""
    if not header:
        return None
    text = header.strip()
    if text.isdigit():
        return min(float(text), _LONGEST)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), _LONGEST)


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and how patiently a read is repeated within one call.

    Waits are drawn between nothing and a bound that doubles (full jitter), so that many clients
    do not come back together. A server that asks for more than `patience` is left alone: the
    error carries its wish to the caller.
    """

    tries: int = 3
    first: float = 0.4
    patience: float = 3.0
    sleep: Callable[[float], None] = time.sleep
    draw: Callable[[float, float], float] = random.uniform

    def reading(
        self, read: Callable[[], _Result], *, unless: tuple[type[Transient], ...] = ()
    ) -> _Result:
        """Run something that changes nothing, and again after faults that pass by themselves.

        Faults named in `unless` are the caller's to mend.
        """
        for attempt in range(1, self.tries):
            try:
                return read()
            except unless:
                raise
            except Transient as fault:
                wait = self._wait(fault, attempt)
                if wait is None:
                    raise
                self.sleep(wait)
        return read()

    def _wait(self, fault: Transient, attempt: int) -> float | None:
        bound = min(self.first * 2 ** (attempt - 1), self.patience)
        wish = fault.retry_after if isinstance(fault, ServerBusy) else None
        if wish is None:
            return self.draw(0.0, bound)
        return wish if wish <= self.patience else None
