"""How the fixed parts of the window stand around its rooms."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

_WIDEST_SEARCH = 460


def lay_out(
    window: QWidget, navigation: QWidget, search: QWidget, rooms: QWidget, status: QWidget
) -> QVBoxLayout:
    """Lay the parts out in the window, and give the column at the right of the navigation."""
    topbar = QWidget(window)
    topbar.setObjectName("topbar")
    for bar in (topbar, status):
        bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    top = QHBoxLayout(topbar)
    top.setContentsMargins(24, 14, 24, 6)
    search.setMaximumWidth(_WIDEST_SEARCH)
    top.addStretch(1)
    top.addWidget(search, 1000)
    top.addStretch(1)
    right = QVBoxLayout()
    right.setContentsMargins(0, 0, 0, 0)
    right.setSpacing(0)
    right.addWidget(topbar)
    right.addWidget(rooms, 1)
    right.addWidget(status)
    whole = QHBoxLayout(window)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(navigation)
    whole.addLayout(right, 1)
    return right
