"""Widgets by themselves, in the looks of the app."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme.appearance import Appearance
from desktop.widgets.writing.notes_edit import NotesEdit


@pytest.fixture
def look(qapp):
    made = Appearance(qapp, "dark")
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def shown(qtbot):
    """Show a widget and wait until it is there."""

    def show(widget, width=640, height=480):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        return widget

    return show


@pytest.fixture
def placed(shown, qtbot):
    """Show a field in a window of its own, with another one behind it to go to."""
    windows = []

    def place(field):
        window = QWidget()
        windows.append(window)
        box = QVBoxLayout(window)
        box.addWidget(field)
        window.other = NotesEdit()
        box.addWidget(window.other)
        box.addStretch(1)
        shown(window)
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        return field

    yield place
    windows.clear()


@pytest.fixture
def in_berlin(in_zone):
    in_zone("Europe/Berlin")
