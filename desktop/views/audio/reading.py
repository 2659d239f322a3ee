"""Reading along: the section that a track narrates, whether it has changed, its transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.views.room import RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.choosing.choice import Choice
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.frames import surface
from desktop.widgets.part_names import label
from desktop.widgets.texts import words

if TYPE_CHECKING:  # loaded in the lane when they are asked for
    from desktop.services.set_tracks import Reading

_SECTION, _TRANSCRIPT = "section", "transcript"
# So many letters of the title have to find room beside the links.
_TITLE = 24


class ReadAlong(QWidget):
    """Owns the text beside the sound; lives on the GUI thread."""

    part_requested = Signal(str, str)
    """The part of a vision should be opened: its id, the code of the part."""
    link_requested = Signal(str)
    """What this track narrates should be put right."""

    def __init__(self, kit: RoomKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._asked = 0
        self._track_id = ""
        self._found: Reading | None = None
        self.title = CutLabel()
        self.open_button = button(self.tr("Open the vision"), "link")
        self.link_button = button(self.tr("Not this text?"), "link")
        self.which = Choice(
            self.tr("Read"),
            [(_SECTION, self.tr("Text of the vision")), (_TRANSCRIPT, self.tr("Transcript"))],
        )
        self.badge, inside = surface("warning")
        inside.setContentsMargins(14, 8, 14, 8)
        self.changed = words("")
        inside.addWidget(self.changed)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("kind", "page")
        self.text.setAccessibleName(self.tr("Text to read along"))
        self._lay_out()
        self.open_button.clicked.connect(self._on_open)
        self.link_button.clicked.connect(lambda: self.link_requested.emit(self._track_id))
        self.which.chosen.connect(lambda _which: self._show_text())
        self.show_track("")

    @property
    def track_id(self) -> str:
        """The track whose text is shown."""
        return self._track_id

    def show_track(self, track_id: str) -> None:
        """Show the text of a track; the same one is read again."""
        if track_id != self._track_id:
            self._track_id, self._found = track_id, None
            self._dress()
        if not track_id:
            self._dress()
            return
        self._asked += 1
        asked = self._asked

        def told(found: Reading | None) -> None:
            if asked == self._asked:
                self._on_told(found)

        self._kit.lane.ask(lambda workspace: workspace.sets.tracks.reading(track_id), told)

    def follow(self, share: float) -> None:
        """Keep what is heard about in view, unless one reads by oneself."""
        if not self.text.hasFocus() and self.isVisible():
            bar = self.text.verticalScrollBar()
            bar.setValue(round(bar.maximum() * min(max(share, 0.0), 1.0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In little room what is read stands above what one can do with it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = [one for one in (self.open_button, self.link_button) if not one.isHidden()]
        links = sum(one.sizeHint().width() for one in shown)
        narrow = self.width() < links + _TITLE * self.fontMetrics().averageCharWidth()
        kinds = QBoxLayout.Direction
        self._head.setDirection(kinds.TopToBottom if narrow else kinds.LeftToRight)
        self._head.setSpacing(2 if narrow else 12)

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.setSpacing(2)  # they keep free some room of their own
        links.addWidget(self.open_button)
        links.addWidget(self.link_button)
        links.addStretch()
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setContentsMargins(9, 0, 0, 0)
        head.setSpacing(12)
        head.addWidget(self.title, 1)
        head.addLayout(links)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self.which)
        box.addWidget(self.badge)
        box.addWidget(self.text, 1)

    def _on_told(self, found: Reading | None) -> None:
        first = self._found is None
        self._found = found
        if first and found is not None:
            self.which.set_value(_SECTION if found.narration is not None else _TRANSCRIPT)
        self._dress()

    def _dress(self) -> None:
        found = self._found
        told = found.narration if found is not None else None
        self.title.setText(self._caption())
        self.open_button.setVisible(told is not None)
        self.link_button.setVisible(found is not None)
        ask = self.tr("Not this text?") if told is not None else self.tr("Choose its text…")
        self.link_button.setText(ask)
        self._fit()
        both = told is not None and found is not None and bool(found.transcript.strip())
        self.which.setVisible(both)
        self.badge.setVisible(told is not None and told.changed)
        self.changed.setText(
            self.tr("This text has been changed since the track was first seen here.")
        )
        self._show_text()

    def _caption(self) -> str:
        found = self._found
        if found is None or found.narration is None:
            return found.title if found is not None else ""
        part = found.narration.part
        name = label(part) if part else self.tr("The whole vision")
        return f"{name}  ·  {found.vision_title}"

    def _show_text(self) -> None:
        found = self._found
        text = ""
        if found is not None:
            told = found.narration
            wants_own = self.which.value() == _TRANSCRIPT or told is None
            own = found.transcript if wants_own else ""
            text = own or (told.text if told is not None else "")
        if text != self.text.toPlainText():
            self.text.setPlainText(text)
        self.text.setPlaceholderText(self._nothing())

    def _nothing(self) -> str:
        """What stands in place of a text."""
        if self._found is None:
            return self.tr("Choose a track: the text that it narrates stands here.")
        if self._found.narration is None:
            return self.tr("There is no text to this track yet. Choose the part that it narrates.")
        return self.tr("This part of the vision has no words yet.")

    def _on_open(self) -> None:
        if self._found is not None and self._found.narration is not None:
            told = self._found.narration
            self.part_requested.emit(told.vision_id, told.part)
