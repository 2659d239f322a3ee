"""Widgets by themselves, in the looks of the app."""

from __future__ import annotations

import pytest

from desktop.theme.appearance import Appearance


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
