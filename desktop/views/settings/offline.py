"""Settings: the sounds and pictures that are kept on this computer, and how much room they have."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QWidget

from desktop.views.settings.section import Section
from desktop.widgets.buttons import button
from desktop.widgets.texts import words

_MEGABYTE = 1024 * 1024
_FEWEST, _MOST = 100, 1_000_000


class Room(NamedTuple):
    """What is used: bytes, the limit in megabytes, where the files lie, rows that are kept."""

    used: int
    limit_mb: int
    folder: str
    kept: int


class OfflineSection(Section):
    """Offers the limit and a way to make room; lives on the GUI thread."""

    changed = Signal(dict)
    """Settings by name, to be kept."""
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head(
            self.tr("Offline sounds and pictures"),
            self.tr(
                "What you keep offline stays here and plays without a network. What you only "
                "heard once goes by itself when room is needed, the longest unused first. The "
                "files are encrypted like the rest of your journal, and only you can read them."
            ),
        )
        self.used = words("")
        self.used.setAccessibleName(self.tr("Room in use"))
        self.limit = QSpinBox()
        self.limit.setRange(_FEWEST, _MOST)
        self.limit.setSingleStep(256)
        self.limit.setKeyboardTracking(False)
        self.limit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.limit.setAccessibleName(self.tr("Megabytes for offline files"))
        self.path = words("", "mono")
        self.path.setAccessibleName(self.tr("Folder of offline files"))
        self.path.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.clear = button(self.tr("Clear what is not kept"))
        self.said = words("", "small")
        self._kept_limit = 0
        self._lay_out()
        self.limit.editingFinished.connect(self._on_limit)
        self.clear.clicked.connect(self.clear_requested)

    def show_room(self, room: Room) -> None:
        """Show how much is used, and of what."""
        used = f"{room.used / _MEGABYTE:,.1f}"
        rows = (
            self.tr("1 set or vision is kept offline.")
            if room.kept == 1
            else self.tr("{count} sets and visions are kept offline.").format(count=room.kept)
        )
        told = self.tr("{used} MB are in use. {rows}").format(used=used, rows=rows)
        self.used.setText(told)
        self.path.setText(room.folder)
        if not self.limit.hasFocus():  # what is being typed is not taken away
            self._kept_limit = room.limit_mb
            self.limit.setValue(room.limit_mb)

    def say_cleared(self, freed: int) -> None:
        """Tell what came of clearing."""
        size = f"{freed / _MEGABYTE:,.1f}"
        self.said.setText(
            self.tr("{size} MB are free again.").format(size=size)
            if freed
            else self.tr("There was nothing to clear.")
        )

    def _lay_out(self) -> None:
        limit = QHBoxLayout()
        limit.addWidget(QLabel(self.tr("At most")))
        limit.addWidget(self.limit)
        limit.addWidget(words(self.tr("MB; what you keep offline is never let go")), 1)
        foot = QHBoxLayout()
        foot.addWidget(self.clear)
        foot.addWidget(self.said, 1)
        self.content.addWidget(self.used)
        self.content.addLayout(limit)
        self.content.addWidget(self.path)
        self.content.addLayout(foot)

    def _on_limit(self) -> None:
        if self.limit.value() != self._kept_limit:
            self._kept_limit = self.limit.value()
            self.changed.emit({"media_limit_mb": self._kept_limit})
