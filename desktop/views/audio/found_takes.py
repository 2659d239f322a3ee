"""What was recorded and not kept before the app ended: one quiet line over the Listen room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject, QTimeZone
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.listening import spelt
from desktop.views.audio.adding import Adding
from desktop.views.room import Room, RoomKit
from desktop.widgets.buttons import button
from desktop.widgets.texts import words

if TYPE_CHECKING:  # the window is painted before the services are loaded
    from desktop.services.making.takes import Waiting
    from desktop.services.workspace import Workspace

_NEAR_DAYS = 6


class FoundTakes(QObject):
    """Owns the line, made when there is something to offer; lives on the GUI thread."""

    def __init__(self, kit: RoomKit, room: Room, adding: Adding) -> None:
        super().__init__(room)
        self._kit = kit
        self._room = room
        self._adding = adding
        self._take_id = ""
        self.line: FoundLine | None = None

    def reload(self) -> None:
        """Look for what was not kept, and offer the newest of it."""
        self._kit.lane.ask(_newest, self._on_found)

    def _on_found(self, found: Waiting | None) -> None:
        self._take_id = found.id if found is not None else ""
        if found is None:
            if self.line is not None:
                self.line.hide()
            return
        line = self.line or self._make_line()
        line.say(
            self.tr("A recording of {length} from {when} was not kept.").format(
                length=spelt(found.seconds), when=_when(found)
            )
        )
        line.show()

    def _make_line(self) -> FoundLine:
        line = self.line = FoundLine(self._room)
        line.open_button.clicked.connect(self._on_open)
        line.discard_button.clicked.connect(self._on_discard)
        box = self._room.layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(0, line)
        return line

    def _on_open(self) -> None:
        if self._take_id:
            self._adding.desk.open_found(self._take_id, self.reload)

    def _on_discard(self) -> None:
        take_id = self._take_id
        if not take_id:
            return

        def undo() -> None:
            self._kit.lane.ask(lambda workspace: workspace.takes.bring_back(take_id))
            self.reload()

        self._kit.lane.ask(lambda workspace: workspace.takes.set_aside(take_id))
        self.reload()
        self._room.notice.emit(self.tr("The recording was discarded."), undo)


class FoundLine(QWidget):
    """Owns a sentence and two buttons; lives on the GUI thread."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sentence = words("", "muted")
        self.open_button = button(self.tr("Listen or keep…"))
        self.discard_button = button(self.tr("Discard"))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 6)
        row.setSpacing(8)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.discard_button)

    def say(self, sentence: str) -> None:
        """Show what is offered; a screen reader tells it with each button."""
        self.sentence.setText(sentence)
        for each in (self.open_button, self.discard_button):
            each.setAccessibleDescription(sentence)


def _when(found: Waiting) -> str:
    """A day of the last week by its name, an earlier one by its date, and the time of day."""
    seconds = int(found.begun.timestamp())
    begun = QDateTime.fromSecsSinceEpoch(seconds, QTimeZone.systemTimeZone())
    locale = QLocale()
    near = begun.date().daysTo(QDateTime.currentDateTime().date()) <= _NEAR_DAYS
    short = QLocale.FormatType.ShortFormat
    day = locale.toString(begun, "dddd") if near else locale.toString(begun.date(), short)
    return f"{day} {locale.toString(begun.time(), short)}"


def _newest(workspace: Workspace) -> Waiting | None:
    """The newest of what was not kept; in the lane."""
    waiting = workspace.takes.waiting()
    return waiting[0] if waiting else None
