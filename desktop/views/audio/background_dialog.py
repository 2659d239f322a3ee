"""Which track is heard under the voice: found by a few letters among all that may be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.rows.filter_list import FilterList, Item
from desktop.widgets.texts import words

if TYPE_CHECKING:  # loaded in the lane when they are asked for
    from desktop.services.workspace import Workspace


class BackgroundDialog(QDialog):
    """Owns the choice; lives on the GUI thread."""

    track_chosen = Signal(str)

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tracks: list[tuple[str, str, str]] = []
        self.setWindowTitle(self.tr("Under the voice"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 520)
        self.choice = FilterList(self.tr("Tracks"), self.tr("Find a track"))
        take = button(self.tr("&Take it"), "primary")
        close = button(self.tr("&Cancel"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(take)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 22, 26, 20)
        box.setSpacing(14)
        box.addWidget(words(self.tr("What should be heard under the voice?"), "title"))
        box.addWidget(self.choice, 1)
        box.addLayout(foot)
        close.clicked.connect(self.reject)
        take.clicked.connect(lambda: self._on_taken(self.choice.current()))
        self.choice.taken.connect(self._on_taken)
        kit.lane.ask(_tracks, self._on_tracks)

    def _on_tracks(self, found: list[tuple[str, str, str]]) -> None:
        self._tracks = found
        untitled = self.tr("Untitled")
        self.choice.show_items(Item(title or untitled, of) for _id, title, of in found)
        self.choice.setFocus()

    def _on_taken(self, place: int) -> None:
        if 0 <= place < len(self._tracks):
            self.track_chosen.emit(self._tracks[place][0])
            self.accept()


def _tracks(workspace: Workspace) -> list[tuple[str, str, str]]:
    return workspace.sets.tracks.all_titles()
