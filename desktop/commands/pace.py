"""When a watching sync runs next: after a while, after a change, and ever later after faults."""

from __future__ import annotations

import secrets

from desktop.services.faults import Fault, FaultKind

_FIRST_PAUSE = 5.0
_LONGEST_PAUSE = 300.0
_LONGEST_RETRY_AFTER = 900.0
# A change is sent when the writing pauses for a moment, but not later than this.
_QUIET, _PATIENCE = 2.0, 15.0
_NEVER = float("inf")
_PASSING = {FaultKind.OFFLINE, FaultKind.ELSEWHERE, FaultKind.SERVER, FaultKind.LOCKED}


class Pace:
    """Counts growing seconds that the caller passes in; owned by the watching loop."""

    def __init__(self, every: float) -> None:
        self._every = every
        self._faults = 0
        self._regular = 0.0
        self._soon = _NEVER
        self._first_change: float | None = None
        self.waits_for_sign_in = False

    def due(self, now: float) -> bool:
        """Tell whether a run is due."""
        return now >= min(self._regular, self._soon)

    def done(self, now: float) -> None:
        """A run ended well."""
        self._settle(now + self._every)
        self._faults = 0
        self.waits_for_sign_in = False

    def failed(self, now: float, fault: Fault) -> None:
        """A run ended with a fault: wait longer each time, and as long as the server asks."""
        self.waits_for_sign_in = fault.kind is FaultKind.SIGN_IN
        if self.waits_for_sign_in:
            self._settle(_NEVER)
        elif fault.kind in _PASSING:
            self._faults += 1
            longest = min(self._every, _LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(self._faults, 10))
            asked = min(fault.retry_after or 0.0, _LONGEST_RETRY_AFTER)
            self._settle(now + max(asked, longest * _jitter()))
        else:
            self._settle(now + self._every)

    def changed(self, now: float) -> None:
        """Something was written here; a server that does not answer is not asked more for it."""
        if self._faults or self.waits_for_sign_in:
            return
        if self._first_change is None:
            self._first_change = now
        self._soon = min(now + _QUIET, self._first_change + _PATIENCE)

    def at_once(self) -> None:
        """Run now: the member asked, signed in, or the computer woke up."""
        self._regular = 0.0

    def _settle(self, regular: float) -> None:
        self._regular, self._soon, self._first_change = regular, _NEVER, None


def _jitter() -> float:
    """Half to whole, so that many devices do not come back in one beat."""
    return 0.5 + secrets.randbelow(500) / 1000
