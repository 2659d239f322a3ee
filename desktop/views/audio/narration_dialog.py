"""Which part of which vision a track narrates, as the member says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QWidget

from desktop.domain.vision import PARTS
from desktop.language import translated
from desktop.views.audio.track_change import TrackChange
from desktop.views.room import RoomKit
from desktop.widgets.choosing.drop_down import DropDown
from desktop.widgets.texts import words

if TYPE_CHECKING:  # loaded in the lane when they are asked for
    from desktop.services.set_tracks import Reading
    from desktop.services.workspace import Workspace

Found = tuple[list[tuple[str, str]], "Reading | None"]


class NarrationDialog(TrackChange):
    """Owns the choice for one track; lives on the GUI thread."""

    def __init__(self, kit: RoomKit, track_id: str, parent: QWidget | None = None) -> None:
        super().__init__(kit, track_id, parent)
        self.setWindowTitle(self.tr("What it narrates"))
        self.part, self.vision = DropDown(), DropDown()
        self.part.addItem(self.tr("No text"), None)
        self.part.addItem(self.tr("The whole vision"), "")
        for part in PARTS:
            self.part.addItem(translated(part.label), part.code)
        self._lay_out()
        self.keep_button.clicked.connect(self._on_keep)
        kit.lane.ask(self._read, self._on_read)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(12)
        for name, field in ((self.tr("Part"), self.part), (self.tr("Vision"), self.vision)):
            field.setAccessibleName(name)
            field.setMinimumWidth(280)
            form.addRow(name, field)
        self.box.setSpacing(16)
        self.box.addWidget(words(self.tr("Which text does this track narrate?"), "title"))
        self.box.addLayout(form)
        self.add_foot()

    def _read(self, workspace: Workspace) -> Found:
        tracks = workspace.sets.tracks
        return tracks.visions(), tracks.reading(self.track_id)

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
        track_id = self.track_id

        def link(workspace: Workspace) -> None:
            workspace.audio.link(track_id, vision_id, part)

        self.keep(link)
