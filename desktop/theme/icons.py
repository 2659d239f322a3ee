"""Line icons in the colours of the theme; the drawings lie in resources/icons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.core.paths import resource

_NAME = "icon_name"
_ROLE = "icon_role"
_SIDE = "icon_side"
USUAL = 20
"""How many points an icon has where nobody says otherwise, before it grows with the letters."""
_GAP = 6


class Icons:
    """Draws icons and remembers them until the looks change; lives on the GUI thread.

    `growth` tells how much larger than drawn they are now: they grow with the letters.
    """

    def __init__(self, colour: Callable[[str], str], growth: Callable[[], float]) -> None:
        self._colour = colour
        self.growth = growth
        self._drawings: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float, int], QPixmap] = {}

    def pixmap(
        self,
        name: str,
        role: str = "text_muted",
        size: int = USUAL,
        ratio: float = 0.0,
        gap: int = 0,
    ) -> QPixmap:
        """An icon as a picture of `size` points, sharp on a screen of this pixel ratio.

        `gap` is empty room towards the words, for a style that sets them too close to icons; where
        it is less than nothing, they stand at the left.
        """
        ratio = ratio or _screen_ratio()
        key = (name, self._colour(role), size, ratio, gap)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(*key)
        return self._pixmaps[key]

    def grown(self, size: int = USUAL) -> int:
        """What an icon of this size measures beside letters as large as they are now."""
        return round(size * self.growth())

    def beside_words(self) -> int:
        """The width of an icon that stands before the words of a button, up to these words."""
        return self.grown() + _GAP

    def icon(
        self,
        name: str,
        role: str = "text_muted",
        on_role: str | None = None,
        gap: int = 0,
        size: int = USUAL,
    ) -> QIcon:
        """An icon for a button; `on_role` colours it while the button is checked."""
        icon = QIcon(self.pixmap(name, role, self.grown(size), gap=gap))
        if on_role is not None:
            on = self.pixmap(name, on_role, self.grown(size), gap=gap)
            icon.addPixmap(on, QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def dress(
        self,
        button: QAbstractButton,
        name: str,
        role: str = "text_muted",
        on_role: str | None = None,
    ) -> None:
        """Give a button an icon that follows theme and letters from now on."""
        button.setProperty(_NAME, name)
        button.setProperty(_ROLE, [role, on_role or ""])
        self._put_on(button, name, role, on_role)

    def set_size(self, button: QAbstractButton, size: int) -> None:
        """Have the icon of a dressed button smaller or larger than usual, whatever it shows."""
        button.setProperty(_SIDE, size)
        self._dress_again(button)

    def repaint_all(self) -> None:
        """Dress every button again after the looks changed."""
        self._pixmaps.clear()
        for widget in QApplication.allWidgets():
            if isinstance(widget, QAbstractButton) and widget.property(_NAME):
                self._dress_again(widget)

    def _dress_again(self, button: QAbstractButton) -> None:
        role, on_role = button.property(_ROLE)
        self._put_on(button, button.property(_NAME), role, on_role or None)

    def _put_on(self, button: QAbstractButton, name: str, role: str, on_role: str | None) -> None:
        gap = _GAP if button.text() else 0
        leftward = button.layoutDirection() is Qt.LayoutDirection.RightToLeft
        size = button.property(_SIDE) or USUAL
        button.setIcon(self.icon(name, role, on_role, -gap if leftward else gap, size))
        button.setIconSize(QSize(self.grown(size) + gap, self.grown(size)))

    def _draw(self, name: str, colour: str, size: int, ratio: float, gap: int) -> QPixmap:
        if name not in self._drawings:
            path = resource(f"icons/{name}.svg")
            self._drawings[name] = path.read_text(encoding="utf-8")
        drawing = self._drawings[name].replace("currentColor", colour)
        pixmap = QPixmap(round((size + abs(gap)) * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        place = QRectF(max(0, -gap), 0, size, size)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, place)
        painter.end()
        return pixmap


def _screen_ratio() -> float:
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
