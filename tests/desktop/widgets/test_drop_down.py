"""A box that unfolds: its words are shortened, and a page that is scrolled leaves it alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.widgets.choosing.drop_down import DropDown


@pytest.fixture
def box(qtbot):
    made = DropDown("From")
    qtbot.addWidget(made)
    made.addItems(["Version 1  ·  The first one of many  ·  Complete", "Version 2"])
    made.resize(180, 34)
    made.show()
    return made


def turn_wheel(box):
    place = QPointF(box.rect().center())
    turned = QWheelEvent(
        place, box.mapToGlobal(place), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turned)


def test_a_long_choice_is_shortened_and_a_short_one_is_not(box):
    assert box.shown_words().startswith("Version 1")
    assert box.shown_words().endswith("…")
    box.setCurrentIndex(1)
    assert box.shown_words() == "Version 2"
    box.setCurrentIndex(0)
    box.resize(900, 34)
    assert box.shown_words() == box.currentText()


def test_the_wheel_turns_it_only_where_the_keys_are(box, qtbot):
    box.clearFocus()
    turn_wheel(box)
    assert box.currentIndex() == 0
    box.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    turn_wheel(box)
    assert box.currentIndex() == 1
