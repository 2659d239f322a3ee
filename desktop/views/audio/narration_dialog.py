"""Which part of which vision a track narrates, as the member says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.vision import PARTS
from desktop.language import translated
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.texts import words

if TYPE_CHECKING:  # loaded in the lane when they are asked for
    from desktop.services.set_tracks import Reading
    from desktop.services.workspace import Workspace

Found = tuple[list[tuple[str, str]], "Reading | None"]


class NarrationDialog(QDialog):
    """Owns the choice for one track; lives on the GUI thread."""

    linked = Signal()

    def __init__(self, kit: RoomKit, track_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._track_id = track_id
        self.setWindowTitle(self.tr("What it narrates"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.part, self.vision = QComboBox(), QComboBox()
        self.part.addItem(self.tr("No text"), None)
        self.part.addItem(self.tr("The whole vision"), "")
        for part in PARTS:
            self.part.addItem(translated(part.label), part.code)
        self._fault = words("", "danger")
        self.keep_button = button(self.tr("&Save"), "primary")
        self.keep_button.setDefault(True)
        self.keep_button.setEnabled(False)
        self._lay_out()
        self.keep_button.clicked.connect(self._on_keep)
        kit.lane.ask(self._read, self._on_read)

    def _lay_out(self) -> None:
        close = button(self.tr("&Cancel"))
        close.clicked.connect(self.reject)
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(12)
        for name, field in ((self.tr("Part"), self.part), (self.tr("Vision"), self.vision)):
            field.setAccessibleName(name)
            field.setMinimumWidth(280)
            form.addRow(name, field)
        foot = QHBoxLayout()
        foot.addWidget(self._fault, 1)
        foot.addWidget(close)
        foot.addWidget(self.keep_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 22, 26, 20)
        box.setSpacing(16)
        box.addWidget(words(self.tr("Which text does this track narrate?"), "title"))
        box.addLayout(form)
        box.addLayout(foot)

    def _read(self, workspace: Workspace) -> Found:
        tracks = workspace.sets.tracks
        return tracks.visions(), tracks.reading(self._track_id)

    def _on_read(self, found: Found) -> None:
        visions, reading = found
        for vision_id, title in visions:
            self.vision.addItem(title, vision_id)
        told = reading.narration if reading is not None else None
        if told is not None:
            self.part.setCurrentIndex(max(0, self.part.findData(told.part)))
            self.vision.setCurrentIndex(max(0, self.vision.findData(told.vision_id)))
        self.vision.setEnabled(bool(visions))
        self.keep_button.setEnabled(True)

    def _on_keep(self) -> None:
        part, vision_id = self.part.currentData(), self.vision.currentData()
        if part is None or vision_id is None:
            part = vision_id = None
        track_id = self._track_id

        def link(workspace: Workspace) -> None:
            workspace.audio.link(track_id, vision_id, part)

        self._kit.lane.ask(
            link, self._on_kept, lambda error: self._fault.setText(translated(error))
        )

    def _on_kept(self, _nothing: None) -> None:
        self.linked.emit()
        self.accept()
