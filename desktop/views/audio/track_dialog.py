"""The words of a track: its title, description and transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.language import translated
from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.texts import words
from desktop.widgets.writing.plain_field import PlainField

if TYPE_CHECKING:  # loaded in the lane when it is asked for
    from desktop.services.workspace import Workspace


class TrackDialog(QDialog):
    """Owns the fields of one track; lives on the GUI thread. What is not changed stays."""

    saved = Signal()

    def __init__(self, kit: RoomKit, track_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._track_id = track_id
        self._before: dict[str, Any] = {}
        self.setWindowTitle(self.tr("Track"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 460)
        self.heading = PlainField(self.tr("Title"))
        self.about = PlainField(self.tr("Description"))
        self.transcript = QPlainTextEdit()
        self.transcript.setAccessibleName(self.tr("Transcript"))
        self.transcript.setPlaceholderText(self.tr("What is said in it, to read along"))
        self.transcript.setTabChangesFocus(True)
        self._fault = words("", "danger")
        self.keep_button = button(self.tr("&Save"), "primary")
        self.keep_button.setDefault(True)
        self.keep_button.setEnabled(False)
        self._lay_out()
        self.keep_button.clicked.connect(self._on_keep)
        kit.lane.ask(lambda workspace: workspace.sets.tracks.row(track_id), self._on_read)

    def _lay_out(self) -> None:
        close = button(self.tr("&Cancel"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._fault, 1)
        foot.addWidget(close)
        foot.addWidget(self.keep_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(26, 22, 26, 20)
        box.setSpacing(8)
        for name, field in (
            (self.tr("Title"), self.heading),
            (self.tr("Description"), self.about),
            (self.tr("Transcript"), self.transcript),
        ):
            box.addWidget(words(name, "heading"))
            box.addWidget(field)
        box.addLayout(foot)

    def _on_read(self, row: dict[str, Any] | None) -> None:
        if row is None:
            self._fault.setText(self.tr("This track is not here any more."))
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
        track_id = self._track_id

        def keep(workspace: Workspace) -> None:
            if changes:
                workspace.sets.tracks.edit(track_id, changes)

        self._kit.lane.ask(
            keep, self._on_kept, lambda error: self._fault.setText(translated(error))
        )

    def _on_kept(self, _nothing: None) -> None:
        self.saved.emit()
        self.accept()
