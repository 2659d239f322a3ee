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
_SIZE = 20
_GAP = 6


class Icons:
    """Draws icons and remembers them until the colours change; lives on the GUI thread."""

    def __init__(self, colour: Callable[[str], str]) -> None:
        self._colour = colour
        self._drawings: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float, int], QPixmap] = {}

    def pixmap(
        self,
        name: str,
        role: str = "text_muted",
        size: int = _SIZE,
        ratio: float = 0.0,
        gap: int = 0,
    ) -> QPixmap:
        """An icon as a picture of `size` points, sharp on a screen of this pixel ratio.

        `gap` is empty room at its right, for a style that sets words too close to icons.
        """
        ratio = ratio or _screen_ratio()
        key = (name, self._colour(role), size, ratio, gap)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(*key)
        return self._pixmaps[key]

    def icon(
        self, name: str, role: str = "text_muted", on_role: str | None = None, gap: int = 0
    ) -> QIcon:
        """An icon for a button; `on_role` colours it while the button is checked."""
        icon = QIcon(self.pixmap(name, role, gap=gap))
        if on_role is not None:
            on = self.pixmap(name, on_role, gap=gap)
            icon.addPixmap(on, QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def dress(
        self,
        button: QAbstractButton,
        name: str,
        role: str = "text_muted",
        on_role: str | None = None,
    ) -> None:
        """Give a button an icon that follows the theme from now on."""
        button.setProperty(_NAME, name)
        button.setProperty(_ROLE, [role, on_role or ""])
        self._put_on(button, name, role, on_role)
        button.setIconSize(QSize(_SIZE + (_GAP if button.text() else 0), _SIZE))

    def repaint_all(self) -> None:
        """Dress every button again after the colours changed."""
        self._pixmaps.clear()
        for widget in QApplication.allWidgets():
            if isinstance(widget, QAbstractButton) and widget.property(_NAME):
                role, on_role = widget.property(_ROLE)
                self._put_on(widget, widget.property(_NAME), role, on_role or None)

    def _put_on(self, button: QAbstractButton, name: str, role: str, on_role: str | None) -> None:
        gap = _GAP if button.text() else 0
        button.setIcon(self.icon(name, role, on_role, gap))

    def _draw(self, name: str, colour: str, size: int, ratio: float, gap: int) -> QPixmap:
        if name not in self._drawings:
            path = resource(f"icons/{name}.svg")
            self._drawings[name] = path.read_text(encoding="utf-8")
        drawing = self._drawings[name].replace("currentColor", colour)
        pixmap = QPixmap(round((size + gap) * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap


def _screen_ratio() -> float:
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
