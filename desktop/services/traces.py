"""Days on which something was done that leaves no row: the vision was read, a sound was heard.

They are known on this device alone, since no documented table has a place for them.
"""

from __future__ import annotations

from datetime import date

from desktop.domain.papers import day_of
from desktop.store.asking import first_row
from desktop.store.transactions import Connection, writing

READ, HEARD = "section_read", "heard"
# Twice as many as are ever counted. The last that were noted stay, not the latest by the calendar:
# a clock that was years ahead for an afternoon must not push the days of before out.
_KEPT = 60


class Traces:
    """Owns the days of one deed, by its name; lives in the connection's thread."""

    def __init__(self, connection: Connection, deed: str) -> None:
        self._connection = connection
        self._deed = deed

    def leave(self, day: date) -> None:
        """It was done on this day; raises the StoreProblem family."""
        days = self._noted()
        if day.isoformat() in days:
            return
        with writing(self._connection):
            self._connection.execute(
                "INSERT INTO local_meta (key, value) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (self._deed, " ".join([*days, day.isoformat()][-_KEPT:])),
            )

    def days(self) -> frozenset[date]:
        """The days on which it was done, as far as they are remembered."""
        return frozenset(day for text in self._noted() if (day := day_of(text)))

    def _noted(self) -> list[str]:
        found = first_row(
            self._connection, "SELECT value FROM local_meta WHERE key = ?", (self._deed,)
        )
        return str(found[0]).split() if found else []
