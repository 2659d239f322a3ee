"""In a small window with large text no words are cut that one must read or press."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from desktop.widgets.choosing.day_edit import DayEdit
from desktop.widgets.cut_label import CutLabel
from desktop.widgets.frames import Column
from desktop.widgets.memory_card import MemoryCard
from tests.desktop.views.everywhere.conftest import SIGHTS

# These draw as much as there is room for, and show the whole elsewhere.
BY_DESIGN = (CutLabel, DayEdit, MemoryCard)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scale", [1.0, 1.5])  # one after the other: a change is laid out anew
def test_no_words_are_cut(sight, scale, tour, qtbot):
    tour.resize(900, 600, scale)
    tour.go(sight)
    qtbot.waitUntil(lambda: assert_whole(tour.shell))


@pytest.mark.parametrize("sight", ["today", "journal", "checkin", "paper", "settings"])
def test_at_twice_the_size_what_one_does_daily_is_whole(sight, tour, qtbot):
    tour.resize(900, 600, 2.0)
    tour.go(sight)
    qtbot.waitUntil(lambda: assert_whole(tour.shell))


@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize("sight", ["today", "journal", "checkin", "events", "paper", "audio"])
def test_what_a_field_asks_is_whole(sight, scale, tour, qtbot):
    tour.resize(900, 600, scale)
    tour.go(sight)

    def cut():
        return [
            told(w) for w in tour.shell.findChildren(QLineEdit) if w.isVisible() and is_short(w)
        ]

    def is_short(field):
        frame = QStyleOptionFrame()
        field.initStyleOption(frame)
        place = field.style().subElementRect(
            QStyle.SubElement.SE_LineEditContents, frame, field
        )  # of which Qt keeps two pixels free on either side
        words = field.fontMetrics().horizontalAdvance(field.placeholderText())
        return words > place.width() - 4

    qtbot.waitUntil(lambda: cut() == [])


def test_a_page_of_large_letters_is_no_wider_than_its_room(tour, qtbot):
    tour.resize(900, 600, 1.6)
    column = tour.go("paper").findChild(Column)
    qtbot.waitUntil(lambda: column.widget().width() <= column.viewport().width())


@pytest.mark.parametrize("before", ["vision perspective", "paper"])
@pytest.mark.parametrize("sight", ["vision about", "paper"])
def test_no_words_are_cut_where_letters_were_larger_before(before, sight, tour, qtbot):
    tour.resize(900, 600, 2.0)
    tour.go(before)
    tour.resize(900, 600, 1.5)
    tour.go(sight)
    qtbot.waitUntil(lambda: assert_whole(tour.shell))


def assert_whole(window):
    cut = [told(w) for w in window.findChildren(QWidget) if w.isVisible() and is_cut(w)]
    assert cut == []


def is_cut(widget):
    if isinstance(widget, BY_DESIGN) or widget.objectName().startswith("qt_"):
        return False
    if isinstance(widget, QLabel) and widget.text():
        return label_is_cut(widget) or is_hidden_in_part(widget)
    if isinstance(widget, QAbstractButton) and widget.text():
        return too_small(widget, widget.sizeHint()) or is_hidden_in_part(widget)
    if isinstance(widget, QLineEdit | QComboBox | QAbstractSpinBox):
        return widget.height() < widget.sizeHint().height() - 1 or is_hidden_in_part(widget)
    return False


def label_is_cut(label):
    if not label.wordWrap():
        # Of what it says of itself, Qt may keep the size that larger letters had before.
        written = label.fontMetrics().size(0, label.text())
        return too_small(label, label.sizeHint()) and too_small(label, written)
    return label.height() < label.heightForWidth(label.width()) - 1


def too_small(widget, hint):
    return widget.width() < hint.width() - 1 or widget.height() < hint.height() - 1


def is_hidden_in_part(widget):
    """Whether something around it leaves a part out, where one cannot scroll to it."""
    here = widget
    while not here.isWindow():
        around = here.parentWidget()
        left = here.mapTo(around, QPoint(0, 0))
        right, foot = left.x() + here.width(), left.y() + here.height()
        if left.x() < -1 or right > around.width() + 1:
            return True
        if isinstance(around.parentWidget(), QAbstractScrollArea):
            return False
        if left.y() < -1 or foot > around.height() + 1:
            return True
        here = around
    return False


def told(widget):
    return type(widget).__name__, widget.text() if hasattr(widget, "text") else "", widget.size()
