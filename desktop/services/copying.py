"""The copy of each day: when it is made, and what is said when the journal turns out damaged."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from desktop.account.profiles import Profile
from desktop.core.clock import SystemClock
from desktop.core.errors import AppError, DatabaseDamaged, StoreProblem
from desktop.core.paths import DataFolder
from desktop.services.media.background import Background
from desktop.services.rescue import with_ways_on
from desktop.store.copies import DailyCopies
from desktop.store.database import Database

_log = logging.getLogger(__name__)

# So long nothing was written: the journal is at rest.
_QUIET = 20.0
_LOOK_AGAIN = 600.0
_A_DAY = 86_400.0


def keep_copy(
    folder: DataFolder, profile: Profile, database: Database, stopped: Callable[[], bool]
) -> None:
    """Make today's copy if there is none; in the demo nothing is worth one.

    Raises DatabaseDamaged with the ways on. Any other fault is told to the log alone: nothing is
    lost by it, and the next look tries again.
    """
    copies, today = DailyCopies(database), SystemClock().today()
    if folder.is_demo or not copies.is_due(today):
        return
    try:
        began = time.monotonic()
        if copies.keep(today, stopped):
            _log.info("the copy of the day took %.1f s", time.monotonic() - began)
    except DatabaseDamaged as damage:
        said = with_ways_on(damage, folder, profile, database)
        raise DatabaseDamaged(said) from damage
    except StoreProblem as problem:
        _log.info("no copy of the day: %s", type(problem).__name__)


class Copier:
    """Owns a thread that makes the copy of each day while nothing is written.

    `told` hears, in that thread and once a day at most, that the journal is damaged. The other
    methods may be called from any thread.
    """

    def __init__(
        self,
        make: Callable[[Callable[[], bool]], None],
        told: Callable[[AppError], None],
    ) -> None:
        self._make = make
        self._told = told
        self._written = time.monotonic()
        self._background = Background("copies", self._round)

    def start(self) -> None:
        """Look now and then whether a copy is due, until `stop`."""
        self._background.start()

    def stop(self) -> None:
        """End the thread; a copy that is half made goes."""
        self._background.stop()

    def note_writing(self) -> None:
        """Something was written: the copy waits until the writing pauses."""
        self._written = time.monotonic()

    def _round(self) -> float:
        left = _QUIET - (time.monotonic() - self._written)
        if left > 0:
            return left
        try:
            self._make(self._background.stopping.is_set)
        except DatabaseDamaged as damage:
            self._told(damage)
            return _A_DAY  # the disk is not made to read it all again in ten minutes
        return _LOOK_AGAIN
