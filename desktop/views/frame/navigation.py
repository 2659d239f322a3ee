"""The navigation at the side: one button a room, and a key for each."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShortcut
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
from desktop.widgets.buttons import Button
from desktop.widgets.choosing.one_of import tab_to_chosen
from desktop.widgets.texts import words

_WIDTH = 208
_NUMBERED = 9
_SIDE = 14
_EDGES = 2
# Room around the words of a button at both sides, as the style sheet has it.
_AROUND = 24
# More of the window than this is for the rooms: then icons alone lead to them.
_SHARE = 0.3
_WALKS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _Density(NamedTuple):
    """How close the rooms stand: the room around words, between buttons, and at the ends.

    `around` is what the style sheet keeps above and below the words of a button.
    """

    name: str
    around: int
    apart: int
    top: int
    foot: int
    below_brand: int
    brand: bool = True


# From the most generous on; the last one is for small windows with large text.
_DENSITIES = (
    _Density("roomy", 9, 4, 22, 14, 14),
    _Density("dense", 4, 2, 12, 8, 6),
    _Density("tight", 1, 0, 4, 4, 0, brand=False),
)


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
    """Shows where one is and asks for other rooms; lives on the GUI thread.

    Where the window is low, or the text large, the rooms stand closer: each can always be read.
    Where their names would leave the rooms too narrow, the icons stay, with the names as hints.
    """

    room_requested = Signal(str)

    def __init__(self, places: list[Place], icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Rooms"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self._buttons: dict[str, QPushButton] = {}
        self._keys: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._places = {place.name: place for place in places}
        self._icons = icons
        self._seen: set[str] = set()
        self._density: _Density | None = None
        self._named = True
        self._words = words("VibrationFit", "heading")
        self._brand = _brand(icons, self._words)
        layout = self._box = QVBoxLayout(self)
        layout.addWidget(self._brand)
        for number, place in enumerate(places, start=1):
            made = self._button(place, number)
            if place.at_the_foot and not any(p.at_the_foot for p in places[: number - 1]):
                layout.addStretch(1)
            layout.addWidget(made)
        tab_to_chosen(self._group)
        self._stand(_DENSITIES[0])
        if parent is not None:
            parent.installEventFilter(self)

    def show_place(self, name: str) -> None:
        """Mark the room that is shown now."""
        self._seen.add(name)
        self._dress(name)
        self._buttons[name].setChecked(True)

    def keys_of(self, name: str) -> str:
        """The key that leads to a room, if it has one."""
        return self._keys[name]

    def sizeHint(self) -> QSize:
        """As wide as usual, and wider where the text is large; as icons, no wider than these."""
        hint = super().sizeHint()
        return hint.expandedTo(QSize(_WIDTH, 0)) if self._named else hint

    def minimumSizeHint(self) -> QSize:
        """The words are never cut at the side; what the height asks for is another matter."""
        return QSize(self.sizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as close as the height asks for."""
        super().resizeEvent(event)
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the window."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._settle()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """The same, where the text is larger now, or smaller."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._settle()

    def _settle(self) -> None:
        if not self._buttons:
            return
        self._name_rooms()
        fitting = (one for one in _DENSITIES if self._height_at(one) <= self.height())
        wanted = next(fitting, _DENSITIES[-1])
        if wanted is self._density:
            return
        self._stand(wanted)
        for made in self._buttons.values():
            made.style().unpolish(made)
            made.style().polish(made)

    def _stand(self, density: _Density) -> None:
        self._density = density
        self.setProperty("density", density.name)
        self._brand.setVisible(density.brand)
        self._brand.setContentsMargins(8, 0, 0, density.below_brand)
        self._box.setContentsMargins(_SIDE, density.top, _SIDE, density.foot)
        self._box.setSpacing(density.apart)

    def _walk(self, name: str, by: int) -> None:
        every = list(self._buttons.values())
        place = every.index(self._buttons[name]) + by
        if 0 <= place < len(every):
            every[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_rooms(self) -> None:
        """Name the rooms beside their icons where that leaves them enough of the window."""
        frame = self.parentWidget()
        first = next(iter(self._buttons.values()))
        titles = (place.title for place in self._places.values())
        longest = max(map(first.fontMetrics().horizontalAdvance, titles))
        needed = longest + self._icons.beside_words() + _AROUND + _EDGES + 2 * _SIDE
        named = frame is None or max(needed, _WIDTH) <= _SHARE * frame.width()
        if named is self._named:
            return
        self._named = named
        self._words.setVisible(named)
        for name, made in self._buttons.items():
            made.setText(self._places[name].title if named else "")
            self._dress(name)
        self.updateGeometry()

    def _height_at(self, density: _Density) -> int:
        first = next(iter(self._buttons.values()))
        words_high = max(first.fontMetrics().height(), self._icons.grown())
        each = words_high + 2 * density.around + _EDGES + density.apart
        above = self._brand.sizeHint().height() + density.apart if density.brand else 0
        return density.top + above + len(self._buttons) * each + density.foot

    def _dress(self, name: str) -> None:
        # How the icon looks in the room is drawn when the room is first shown, not at the start.
        on = "on_accent_soft" if name in self._seen else None
        self._icons.dress(self._buttons[name], self._places[name].icon_name, "text_muted", on)

    def _button(self, place: Place, number: int) -> QPushButton:
        keys = place.keys or (f"Ctrl+{number}" if number <= _NUMBERED else "")
        made = _RoomButton(place.title)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setToolTip(f"{place.title} ({keys})" if keys else place.title)
        made.setAccessibleName(place.title)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda: self.room_requested.emit(place.name))
        if keys:
            QShortcut(keys, self, lambda: self.room_requested.emit(place.name))
        self._group.addButton(made)
        made.walked.connect(partial(self._walk, place.name))
        self._buttons[place.name] = made
        self._dress(place.name)
        self._keys[place.name] = keys
        return made


class _RoomButton(Button):
    """A button that one walks past by arrows without going in.

    It hears keys alone: an event filter on each would see two hundred events of a start.
    """

    walked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the navigation walk."""
        by = _WALKS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(by)


def _brand(icons: Icons, name: QLabel) -> QWidget:
    brand = QWidget()
    mark = QLabel()
    mark.setPixmap(icons.pixmap("app", "accent", 26))
    row = QHBoxLayout(brand)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(mark)
    row.addWidget(name, 1)
    return brand
