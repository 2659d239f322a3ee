"""The clock of this computer, behind an object so that tests can bring their own."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime


class SystemClock:
    """Wall time and growing seconds of this computer; owns nothing, safe in any thread."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only ever grow while the computer is awake."""
        return time.monotonic()

    def today(self) -> date:
        """The member's calendar day: that of this computer's zone as it is now."""
        if hasattr(time, "tzset"):
            time.tzset()  # whoever travels: the C library looks for the zone only once otherwise
        return datetime.now().astimezone().date()
