"""The sound of the window: one listening for all rooms, a bar at its foot, files that come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.qt.lanes import DatabaseLane
from desktop.views.shell import Shell

if TYPE_CHECKING:  # the window is painted before any of this is needed
    from desktop.qt.hearing import Hearing
    from desktop.services.media.fetching import Fetcher, Moved
    from desktop.services.workspace import Workspace

# The start is long over by then; sound is what one comes to, not what one waits for.
_LATER_MS = 2_500


class Sounding(QObject):
    """Owns the hearing of the open workspace; lives on the GUI thread."""

    def __init__(self, lane: DatabaseLane[Workspace], shell: Shell) -> None:
        super().__init__(shell)
        self._lane = lane
        self._shell = shell
        self._hearing: Hearing | None = None
        self._closed = False

    @property
    def hearing(self) -> Hearing:
        """What is heard; made when it is first needed."""
        if self._hearing is None:
            from desktop.qt.hearing import Hearing

            made = self._hearing = Hearing(self._lane, _fetcher, self)
            made.listening.problem_met.connect(self._shell.notice)
        return self._hearing

    def warm_up(self) -> None:
        """The first page was painted: some time later, lay out what was heard last."""
        QTimer.singleShot(_LATER_MS, self, self._open)

    def look(self) -> None:
        """Rows changed: what is kept offline may have got new files."""
        if self._hearing is not None:
            self._hearing.look()

    def renew(self) -> None:
        """Another workspace is open now: what was heard belongs to the one before."""
        if self._hearing is not None:
            self._hearing.close()
            self._hearing.deleteLater()
            self._hearing = None
        self.warm_up()

    def close(self) -> None:
        """The window closes: the place is kept, the threads end."""
        self._closed = True
        if self._hearing is not None:
            self._hearing.close()

    def _open(self) -> None:
        if not self._closed:
            self.hearing.open()


# ---- in the database lane ----


def _fetcher(workspace: Workspace, told: Callable[[Moved], None]) -> Fetcher:
    from desktop import headless

    return headless.fetcher(workspace, told)
