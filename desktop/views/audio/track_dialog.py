"""The words of a track: its title, description and transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.views.audio.track_change import TrackChange
from desktop.views.room import RoomKit
from desktop.widgets.texts import words
from desktop.widgets.writing.plain_field import PlainField

if TYPE_CHECKING:  # loaded in the lane when it is asked for
    from desktop.services.workspace import Workspace


class TrackDialog(TrackChange):
    """Owns the fields of one track; lives on the GUI thread. What is not changed stays."""

    def __init__(self, kit: RoomKit, track_id: str, parent: QWidget | None = None) -> None:
        super().__init__(kit, track_id, parent)
        self._before: dict[str, Any] = {}
        self.setWindowTitle(self.tr("Track"))
        self.resize(560, 460)
        self.heading = PlainField(self.tr("Title"))
        self.about = PlainField(self.tr("Description"))
        self.transcript = QPlainTextEdit()
        self.transcript.setAccessibleName(self.tr("Transcript"))
        self.transcript.setPlaceholderText(self.tr("What is said in it, to read along"))
        self.transcript.setTabChangesFocus(True)
        self._lay_out()
        self.keep_button.clicked.connect(self._on_keep)
        kit.lane.ask(lambda workspace: workspace.sets.tracks.row(track_id), self._on_read)

    def _lay_out(self) -> None:
        self.box.setSpacing(8)
        for name, field in (
            (self.tr("Title"), self.heading),
            (self.tr("Description"), self.about),
            (self.tr("Transcript"), self.transcript),
        ):
            self.box.addWidget(words(name, "heading"))
            self.box.addWidget(field)
        self.add_foot()

    def _on_read(self, row: dict[str, Any] | None) -> None:
        if row is None:
            self.fault.setText(self.tr("This track is not here any more."))
            return
        self._before = {name: row.get(name) for name in ("title", "description", "transcript")}
        self.heading.set_value(row.get("title"))
        self.about.set_value(row.get("description"))
        self.transcript.setPlainText(row.get("transcript") or "")
        # As the field holds it: it has one kind of line end alone.
        self._before["transcript"] = self.transcript.toPlainText()
        self.keep_button.setEnabled(True)
        self.heading.setFocus()

    def _on_keep(self) -> None:
        now = {
            "title": self.heading.value(),
            "description": self.about.value(),
            "transcript": self.transcript.toPlainText(),
        }
        changes = {
            name: value
            for name, value in now.items()
            if (value or "") != (self._before[name] or "")
        }
        track_id = self.track_id

        def keep(workspace: Workspace) -> None:
            if changes:
                workspace.sets.tracks.edit(track_id, changes)

        self.keep(keep)
