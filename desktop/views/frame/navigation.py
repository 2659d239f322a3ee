"""The navigation at the side: one button a room, and a key for each."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.icons import Icons
from desktop.widgets.texts import words

_WIDTH = 208
_NUMBERED = 9


class Place(NamedTuple):
    """An item of the navigation: the room's name, its words and its icon.

    Without `keys` of its own, a place among the first nine is reached by its number.
    """

    name: str
    title: str
    icon_name: str
    at_the_foot: bool = False
    keys: str = ""


class Navigation(QWidget):
    """Shows where one is and asks for other rooms; lives on the GUI thread."""

    room_requested = Signal(str)

    def __init__(self, places: list[Place], icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Rooms"))
        self.setMinimumWidth(_WIDTH)  # wider where the text is large
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._buttons: dict[str, QPushButton] = {}
        self._keys: dict[str, str] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 22, 14, 14)
        layout.setSpacing(4)
        layout.addLayout(_brand(icons))
        layout.addSpacing(14)
        for number, place in enumerate(places, start=1):
            made = self._button(place, number, icons)
            if place.at_the_foot and not any(p.at_the_foot for p in places[: number - 1]):
                layout.addStretch(1)
            layout.addWidget(made)

    def show_place(self, name: str) -> None:
        """Mark the room that is shown now."""
        self._buttons[name].setChecked(True)

    def keys_of(self, name: str) -> str:
        """The key that leads to a room, if it has one."""
        return self._keys[name]

    def _button(self, place: Place, number: int, icons: Icons) -> QPushButton:
        keys = place.keys or (f"Ctrl+{number}" if number <= _NUMBERED else "")
        made = QPushButton(place.title)
        made.setCheckable(True)
        made.setAutoDefault(False)
        icons.dress(made, place.icon_name, "text_muted", "on_accent_soft")
        made.setToolTip(f"{place.title} ({keys})" if keys else place.title)
        made.setAccessibleName(place.title)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda: self.room_requested.emit(place.name))
        if keys:
            QShortcut(keys, self, lambda: self.room_requested.emit(place.name))
        self._group.addButton(made)
        self._buttons[place.name] = made
        self._keys[place.name] = keys
        return made


def _brand(icons: Icons) -> QHBoxLayout:
    mark = QLabel()
    mark.setPixmap(icons.pixmap("app", "accent", 26))
    row = QHBoxLayout()
    row.setContentsMargins(8, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(mark)
    row.addWidget(words("VibrationFit", "heading"), 1)
    return row
