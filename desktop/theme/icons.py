"""Line icons in the colours of the theme; the drawings lie in resources/icons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.core.paths import resource

_NAME = "icon_name"
_ROLE = "icon_role"


class Icons:
    """Draws icons and remembers them until the colours change; lives on the GUI thread."""

    def __init__(self, colour: Callable[[str], str]) -> None:
        self._colour = colour
        self._drawings: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(
        self, name: str, role: str = "text_muted", size: int = 20, ratio: float = 0.0
    ) -> QPixmap:
        """An icon as a picture of `size` points, sharp on a screen of this pixel ratio."""
        ratio = ratio or _screen_ratio()
        key = (name, self._colour(role), size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(*key)
        return self._pixmaps[key]

    def icon(self, name: str, role: str = "text_muted", on_role: str | None = None) -> QIcon:
        """An icon for a button; `on_role` colours it while the button is checked."""
        icon = QIcon(self.pixmap(name, role))
        if on_role is not None:
            on = self.pixmap(name, on_role)
            icon.addPixmap(on, QIcon.Mode.Normal, QIcon.State.On)
        icon.addPixmap(self.pixmap(name, "border_strong"), QIcon.Mode.Disabled)
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
        button.setIcon(self.icon(name, role, on_role))
        button.setIconSize(QSize(20, 20))

    def repaint_all(self) -> None:
        """Dress every button again after the colours changed."""
        self._pixmaps.clear()
        for widget in QApplication.allWidgets():
            if isinstance(widget, QAbstractButton) and widget.property(_NAME):
                role, on_role = widget.property(_ROLE)
                widget.setIcon(self.icon(widget.property(_NAME), role, on_role or None))

    def _draw(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        if name not in self._drawings:
            path = resource(f"icons/{name}.svg")
            self._drawings[name] = path.read_text(encoding="utf-8")
        drawing = self._drawings[name].replace("currentColor", colour)
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap


def _screen_ratio() -> float:
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


def dressed(root: QObject) -> list[tuple[str, str]]:
    """The icons and roles that the buttons below `root` wear; for tests and inspection."""
    buttons = root.findChildren(QAbstractButton)
    return [(b.property(_NAME), b.property(_ROLE)[0]) for b in buttons if b.property(_NAME)]
