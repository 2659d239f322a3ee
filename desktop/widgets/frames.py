"""Surfaces that hold things together: cards, callouts, lines, and the scrolling page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

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


class Column(QScrollArea):
    """A scrolling column of a readable width in the middle of a page; add to `content`."""

    def __init__(self, width: int = 720, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
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

    def set_margins(self, sides: int, ends: int) -> None:
        """Keep so much free around the column, where it stands beside other things."""
        self._around.setContentsMargins(sides, ends, sides, ends)
