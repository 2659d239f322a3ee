"""Surfaces that hold things together: cards, callouts, lines, and the scrolling page."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.flow import FlowLayout

KINDS = frozenset({"card", "callout", "warning"})


def surface(kind: str = "card", parent: QWidget | None = None) -> tuple[QFrame, QVBoxLayout]:
    """A surface and the layout inside it."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of surface")
    frame = QFrame(parent)
    frame.setProperty("kind", kind)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(22, 20, 22, 20)
    layout.setSpacing(12)
    return frame, layout


def line(parent: QWidget | None = None) -> QFrame:
    """A quiet line between two things."""
    frame = QFrame(parent)
    frame.setProperty("kind", "line")
    return frame


def follow_keys(area: QScrollArea) -> None:
    """Have an area scroll to what has the focus, also when Tab comes in from beside it.

    Qt does so for steps within the area alone. What is pressed by the mouse stays where it is.
    """
    _Follower(area)


class _Follower(QObject):
    """Owns the attention of one area to the focus; lives on the GUI thread."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if not shiboken6.isValid(self._area):
            return  # the area is going away, and with it what had the focus
        inside = self._area.widget()
        if now is None or inside is None or not inside.isAncestorOf(now):
            return
        came_in = before is None or not inside.isAncestorOf(before)
        if came_in and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._area.ensureWidgetVisible(now)


def in_a_row(*widgets: QWidget) -> QWidget:
    """Widgets side by side that go on in the next line where the window is narrow."""
    row = QWidget()
    flow = FlowLayout(row, gap=10, last_grows=False)
    policy = row.sizePolicy()
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    for widget in widgets:
        flow.addWidget(widget)
    return row


class _Page(QWidget):
    """What a column scrolls: as high as it needs to be in its width."""

    def minimumSizeHint(self) -> QSize:
        """The least, but for sentences: theirs is reckoned for narrow lines, and leaves a void.

        The area asks such a page for its height in the width that there is.
        """
        least, layout = super().minimumSizeHint(), self.layout()
        breaks = layout is not None and layout.hasHeightForWidth()
        return QSize(least.width(), 0) if breaks else least


class Column(QScrollArea):
    """A scrolling column of a readable width in the middle of a page; add to `content`."""

    def __init__(self, width: int = 720, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = _Page()
        column = QWidget(page)
        column.setMaximumWidth(width)
        around = self._around = QHBoxLayout(page)
        around.setContentsMargins(32, 28, 32, 36)
        around.addStretch(1)
        around.addWidget(column, 1000)
        around.addStretch(1)
        self.content = QVBoxLayout(column)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(18)
        self.setWidget(page)
        follow_keys(self)

    def reveal(self, part: QWidget) -> None:
        """Bring a part of the column into view, also one that has just got its place."""
        page = self.widget()
        if page is not None and (layout := page.layout()) is not None:
            layout.activate()
            # The way one can scroll has still to grow by what has got its place.
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))
        self.ensureWidgetVisible(part, 0, self.content.spacing())

    def set_margins(self, sides: int, ends: int) -> None:
        """Keep so much free around the column, where it stands beside other things."""
        self._around.setContentsMargins(sides, ends, sides, ends)
