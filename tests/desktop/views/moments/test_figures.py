"""The chart beside the form, the same as a table, and as a sentence; names, keys, looks."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.desktop.views.moments.conftest import both_rooms

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def charted(pen, enter, qtbot):
    """A room with some moments, whose chart is there."""
    for hours, level in ((1, 8), (2, 4), (24 * 10, 6), (24 * 30, 2), (24 * 70, 10)):
        pen.write("Calm", level, hours_ago=hours)
    pen.odd(**{pen.kind.level: 42, pen.kind.moment: pen.row(pen.moments.ids()[0])[pen.kind.moment]})
    room = enter()
    qtbot.waitUntil(lambda: room.chart.chart is not None)
    qtbot.waitUntil(room.chart.chart.isVisible)
    return room


@both_rooms
def test_the_chart_and_the_sentence_tell_the_same(charted, qtbot, hand, name):
    pane = charted.chart
    what = {"checkin": "check-ins", "events": "events"}[name]
    assert pane.sentence.text() == (
        f"6 weeks, 4 {what}, average 5.0, 1 without a level from 1 to 10 left out."
    )
    assert pane.chart.accessibleDescription() == pane.sentence.text()
    assert pane.chart.accessibleName()
    assert pane.chart.drawn()[1] == 4
    hand.click(pane.weeks.chip("2"))
    qtbot.waitUntil(lambda: pane.chart.drawn()[1] == 3)
    assert pane.sentence.text().startswith("2 weeks, 3 ")
    hand.click(pane.weeks.chip("12"))
    qtbot.waitUntil(lambda: pane.chart.drawn()[1] == 5)


def test_the_chart_moves_as_soon_as_something_is_saved(charted, qtbot, hand):
    hand.write("so so")
    hand.press(KEY.Key_Return)
    hand.press(KEY.Key_5)
    hand.press(KEY.Key_Return)
    qtbot.waitUntil(lambda: charted.chart.chart.drawn()[1] == 5)


@both_rooms
def test_the_same_figures_are_there_as_a_table(charted, qtbot, hand):
    pane = charted.chart
    hand.press(KEY.Key_D, CTRL)
    assert pane.table.isVisible()
    assert not pane.chart.isVisible()
    cells = [pane.table.item(pane.table.rowCount() - 1, c).text() for c in range(5)]
    assert cells[1:] == ["1", "2.0", "2", "2"]
    assert pane.table.rowCount() == pane.chart.drawn()[0]
    pane.table.setFocus()
    hand.press(KEY.Key_Down)
    hand.press(KEY.Key_Tab)
    assert not pane.table.hasFocus()  # no trap for the keyboard
    hand.click(pane.as_table)
    assert pane.chart.isVisible()


def test_chart_and_list_follow_the_theme(charted, look, qtbot):
    dark = charted.grab().toImage()
    look.choose("light")
    light = charted.grab().toImage()
    for where in (charted.rect().center(), charted.chart.geometry().center()):
        assert dark.pixelColor(where) != light.pixelColor(where)
    assert charted.chart.chart.grab().toImage().pixelColor(2, 2).lightness() > 200


@both_rooms
def test_everything_that_takes_the_focus_has_a_name(charted, qtbot):
    nameless = [
        widget
        for widget in charted.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []


def test_all_of_the_room_is_reached_by_tab(charted, hand):
    charted.editor.form.focus_first()
    reached = set()
    for _ in range(40):
        reached.add(QApplication.focusWidget())
        hand.press(KEY.Key_Tab)
    form, pane = charted.editor.form, charted.chart
    for wanted in (form.word, form.level, form.notes, form.save_button, pane.as_table,
                   charted.pane.list.view, charted.pane.filter_button):  # fmt: skip
        assert wanted in reached


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("empty", [True, False], ids=["empty", "with moments"])
def test_nothing_is_cut_at_the_side_of_a_small_window(pen, enter, look, qtbot, scale, empty):
    if not empty:
        pen.write("Calm", 8)
    room = enter()
    window = room.window()
    window.resize(900, 600)
    look.scale_text(scale)
    pane = room.chart

    def settled():
        assert pane.sentence.text()
        page = room.editor.parentWidget()
        assert page.width() <= page.parentWidget().width()
        for part in (pane.weeks, pane.sentence):
            assert part.height() >= part.heightForWidth(part.width())
        foot = pane.weeks.mapTo(pane, pane.weeks.rect().bottomLeft()).y()
        assert foot < pane.sentence.mapTo(pane, pane.sentence.rect().topLeft()).y()

    qtbot.waitUntil(settled)


def test_what_the_room_offers_stands_in_its_menu(charted):
    offered = {action.shortcut().toString() for action in charted.actions()}
    shown = {action.shortcut().toString() for action in charted.menu.actions()}
    assert shown <= offered  # the window adds what can be done in every room
    assert {"Ctrl+N", "Ctrl+Z", "Ctrl+L", "Ctrl+E", "Ctrl+S"} <= shown


def test_the_library_of_the_chart_is_loaded_by_its_widget_alone():
    program = (
        "import sys, desktop.views.moments.room, desktop.services.moments\n"
        "sys.exit('pyqtgraph' in sys.modules or 'numpy' in sys.modules)"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert done.returncode == 0
