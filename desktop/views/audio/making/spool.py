"""Has what is heard lie on the disk while it comes, encrypted and off the GUI thread."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import AppError
from desktop.qt.lanes import DatabaseLane

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.workspace import Workspace
    from desktop.views.audio.making.recorder_form import Spoken

# What is heard is handed over in stretches of so many seconds.
_STRETCH = 0.5


class Spool(QObject):
    """Owns what was heard and not handed over yet; lives on the GUI thread, writes in the lane."""

    refused = Signal()
    """The disk does not take it: what is recorded is in memory alone from now on."""

    def __init__(self, lane: DatabaseLane[Workspace], parent: QObject) -> None:
        super().__init__(parent)
        self._lane = lane
        self._rest = bytearray()
        self._spoken: Spoken | None = None
        self._rate = 1
        self._takes_it = False
        self.take_id = ""

    def begin(self, spoken: Spoken, rate: int) -> None:
        """A new take begins: what it is for, and its samples in a second."""
        self.take_id = uuid.uuid4().hex
        self._spoken, self._rate, self._takes_it = spoken, rate, True
        self._rest.clear()

    def go_on_with(self, take_id: str) -> None:
        """A take that lies on the disk is at hand again."""
        self.take_id, self._takes_it = take_id, False

    def hear(self, samples: bytes) -> None:
        """Something was heard."""
        if self._takes_it:
            self._rest += samples
            if len(self._rest) >= self._rate * _STRETCH * 2:
                self._hand_over()

    def end(self) -> None:
        """Nothing more is heard of this take."""
        self._hand_over()
        take_id = self.take_id
        if self._takes_it:
            self._lane.ask(lambda w: w.takes.end(take_id), None, self._on_refused)
        self._takes_it = False

    def let_go(self) -> None:
        """The take is given up."""
        take_id, self.take_id = self.take_id, ""
        self._takes_it = False
        self._rest.clear()
        if take_id:
            self._lane.ask(lambda w: w.takes.let_go(take_id), None, lambda _error: None)

    def _hand_over(self) -> None:
        spoken, rate, take_id = self._spoken, self._rate, self.take_id
        samples = bytes(self._rest)
        self._rest.clear()
        if spoken is None or not samples or not self._takes_it:
            return

        def add(workspace: Workspace) -> None:
            from desktop.services.making.takes import About

            about = About(spoken.title, rate, spoken.vision_id, spoken.part)
            workspace.takes.add(take_id, about, samples)

        self._lane.ask(add, None, self._on_refused)

    def _on_refused(self, _error: AppError) -> None:
        # Several stretches may have been on their way; it is told once.
        if self._takes_it:
            self._takes_it = False
            self.refused.emit()
