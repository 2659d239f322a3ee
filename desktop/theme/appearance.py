"""How the window looks right now: theme, text size, fonts and icons, applied to Qt.

There is one for the application; the composer makes it and hands it to the views.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.paths import resource
from desktop.theme.icons import Icons
from desktop.theme.palette import DARK, LIGHT, Theme, load_theme
from desktop.theme.stylesheet import SIZES, render, template

FOLLOW_SYSTEM = "system"
_FAMILY = "Inter"
_FACES = ("Regular", "Medium", "SemiBold", "Bold", "Italic")
# Inter at the size of the platform's interface looks a little small for reading at length.
_READING = 1.15
_SMALLEST_BASE = 10.0
# The letters, in pixels, beside which icons have the size in which they are drawn. From there on
# they grow less than letters do: a line twice as thick is seen well enough, and a row of them
# has to stand beside words that need the room more.
_LETTERS, _GROWTH = 15, 0.4
_DRESSED = "dressed"

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "surface",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text_muted",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "on_selection",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "hover",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "shadow",
}


class Appearance(QObject):
    """Owns the present theme and applies it to the application; lives on the GUI thread.

    Widgets that paint ask `colour` and `font` each time they paint, and repaint on `changed`.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, choice: str = FOLLOW_SYSTEM, text_scale: float = 1.0
    ) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._text_scale = text_scale
        self._template = template()
        self._sheet = ""
        self._points = 0.0
        self._icon_growth = 1.0
        _load_fonts()
        self._theme = load_theme(self._wanted())
        self.icons = Icons(self.colour_text, lambda: self._icon_growth)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        app.applicationStateChanged.connect(self._look_at_letters)
        self._apply()

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    @property
    def choice(self) -> str:
        """What the member chose: a theme's name, or to follow the system."""
        return self._choice

    @property
    def text_scale(self) -> float:
        """How much larger than usual the member wants the text."""
        return self._text_scale

    def choose(self, choice: str) -> None:
        """Follow the system, or stay with one theme."""
        self._choice = choice
        self._renew()

    def scale_text(self, scale: float) -> None:
        """Make all text larger or smaller, between 0.8 and 2 times the system's size."""
        self._text_scale = min(2.0, max(0.8, scale))
        self._renew()

    def follow(self, window: QWidget) -> None:
        """Follow the size of the system's letters, as this window hears of it.

        The member's own choice is a multiple of that size, so it is kept. Qt has no event for
        the letters alone once an application has set a font, as ours has: a platform that knows of
        a change (GNOME and KDE with their platform themes, Windows) tells each window that the
        theme did. Where it knows nothing, as without a platform theme, and on macOS, whose letters
        have one size, the change is seen when the member comes back to the app, or at its start.
        """
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the system's letters when the theme of a window changed."""
        if event.type() is QEvent.Type.ThemeChange:
            self._look_at_letters()
        return super().eventFilter(watched, event)

    def dress(self, window: QWidget) -> None:
        """Give a new window without a parent the present looks, if they have changed meanwhile."""
        if self._sheet != self._app.styleSheet():
            self._put_on(window)

    def colour_text(self, role: str) -> str:
        """The colour of a role as `#RRGGBB`, for rich text and drawings."""
        return self._theme.colour(role)

    def colour(self, role: str) -> QColor:
        """The colour of a role."""
        return QColor(self._theme.colour(role))

    def font(self, size: str = "body", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The font of one of the named sizes: small, body, heading, title, display."""
        font = QFont(_FAMILY)
        font.setPointSizeF(self.base_points() * SIZES[size])
        font.setWeight(weight)
        return font

    def base_points(self) -> float:
        """The size of running text, from the system's size and the member's wish."""
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
        return max(system * _READING, _SMALLEST_BASE) * self._text_scale

    def _wanted(self) -> str:
        if self._choice in {LIGHT, DARK}:
            return self._choice
        # The web application is dark: where the system does not say, members feel at home.
        light = self._app.styleHints().colorScheme() == Qt.ColorScheme.Light
        return LIGHT if light else DARK

    def _look_at_letters(self, *_told: object) -> None:
        if self.base_points() != self._points:
            self._renew()

    def _on_system_changed(self) -> None:
        if self._choice == FOLLOW_SYSTEM:
            self._renew()

    def _renew(self) -> None:
        self._theme = load_theme(self._wanted())
        self._apply()
        self.icons.repaint_all()
        self.changed.emit()

    def _apply(self) -> None:
        palette = QPalette()
        for role, name in _ROLES.items():
            palette.setColor(role, self.colour(name))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text_muted"))
        self._points = self.base_points()
        larger = QFontInfo(self.font()).pixelSize() / _LETTERS - 1
        self._icon_growth = 1 + _GROWTH * max(0.0, larger)
        style = render(self._template, self._theme, self._points, self._style_icon)
        if style == self._sheet and self.font() == self._app.font():
            return  # each of these walks over every widget there is
        self._sheet = style
        # A sheet is followed by another one, never taken off: with the last sheet Qt gives up the
        # connections that tell it of the end of a widget, and a widget which is styled but was
        # never shown (a menu) gets no new one under the next sheet. Freed, it would be walked over.
        self._app.setPalette(palette)
        self._app.setFont(self.font())
        windows = [w for w in self._app.topLevelWidgets() if _wears_ours(w)]
        if not any(window.isVisible() for window in windows):
            self._app.setStyleSheet(style)
            windows = [w for w in windows if w.property(_DRESSED)]
        # With a sheet of the application Qt styles each widget once for every widget around it,
        # which takes a second when all rooms are built; with one of a window, twice at the most.
        for window in windows:
            self._put_on(window)

    def _put_on(self, window: QWidget) -> None:
        window.setProperty(_DRESSED, True)
        window.setStyleSheet(self._sheet)

    def _style_icon(self, name: str) -> str:
        return resource(f"icons/{self._theme.name}/{name}.svg").as_posix()


def _wears_ours(window: QWidget) -> bool:
    """Whether a window has our looks; what lies in another window has that one's."""
    own = not window.styleSheet() or window.property(_DRESSED)
    return bool(own) and window.parentWidget() is None


def _load_fonts() -> None:
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(resource(f"fonts/Inter-{face}.otf")))
