"""The modes of the room, one above the other: each built when it is first chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.views.room import RoomKit
from desktop.views.vision.mode import ModePlan, VisionMode

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.vision.values import VersionLine


class ModeStack(QStackedWidget):
    """Owns the modes that were built, and which is to be seen; lives on the GUI thread.

    Its signals are those of its modes.
    """

    notice = Signal(str, object)
    version_requested = Signal(str, str)
    row_requested = Signal(str, str)
    part_shown = Signal(str)
    versions_changed = Signal()
    version_gone = Signal(str)
    words_counted = Signal(str, int)

    def __init__(
        self, kit: RoomKit, plans: Sequence[ModePlan], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self.plans = {plan.name: plan for plan in plans}
        self._modes: dict[str, VisionMode] = {}
        self._name = ""

    @property
    def name(self) -> str:
        """The mode that is to be seen, or an empty name."""
        return self._name

    def current(self) -> VisionMode | None:
        """The mode that is to be seen, or None."""
        return self._modes.get(self._name)

    def mode(self, name: str) -> VisionMode:
        """A mode; built when it is first asked for."""
        if name not in self._modes:
            made = self._modes[name] = self.plans[name].build(self._kit, self)
            self.addWidget(made)
            made.notice.connect(self.notice)
            made.version_requested.connect(self.version_requested)
            made.row_requested.connect(self.row_requested)
            made.part_shown.connect(self.part_shown)
            made.versions_changed.connect(self.versions_changed)
            made.version_gone.connect(self.version_gone)
            made.words_counted.connect(self.words_counted)
        return self._modes[name]

    def show_mode(self, name: str, line: VersionLine, part: str) -> None:
        """Bring a mode to the front with a version at a part; the one before saves its words."""
        before = self.current()
        if before is not None and self._name != name:
            before.leave()
        self._name = name
        made = self.mode(name)
        self.setCurrentWidget(made)
        made.open(line, part)

    def clear(self) -> None:
        """No version is open any more."""
        for made in self._modes.values():
            made.clear()
        self._name = ""
