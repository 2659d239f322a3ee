"""The calendar: marks, today, and every way along the days."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QToolButton

from desktop.widgets.choosing.calendar import Calendar

TODAY = date(2026, 3, 12)


@pytest.fixture
def calendar(look, shown):
    made = shown(Calendar(look, TODAY), 300, 320)
    made.focus_day()
    return made


def press(qtbot, calendar, *keys):
    for key in keys:
        qtbot.keyClick(calendar.focusWidget(), key)


def day_button(calendar, words):
    buttons = calendar.findChildren(QAbstractButton)
    return next(b for b in buttons if words in b.accessibleName())


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ([Qt.Key.Key_Left], date(2026, 3, 11)),
        ([Qt.Key.Key_Down], date(2026, 3, 19)),
        ([Qt.Key.Key_Up, Qt.Key.Key_Up], date(2026, 2, 26)),
        ([Qt.Key.Key_PageDown], date(2026, 4, 12)),
        ([Qt.Key.Key_PageUp, Qt.Key.Key_Right], date(2026, 2, 13)),
        ([Qt.Key.Key_PageUp, Qt.Key.Key_Home], TODAY),
    ],
)
def test_keys_walk_and_enter_chooses(calendar, qtbot, keys, day):
    press(qtbot, calendar, *keys)
    with qtbot.waitSignal(calendar.day_chosen) as told:
        press(qtbot, calendar, Qt.Key.Key_Return)
    assert told.args == [day]
    assert calendar.day() == day


def test_the_last_of_a_month_stays_within_a_shorter_one(calendar, qtbot):
    calendar.set_day(date(2026, 1, 31))
    calendar.focus_day()
    press(qtbot, calendar, Qt.Key.Key_PageDown, Qt.Key.Key_Return)
    assert calendar.day() == date(2026, 2, 28)


def test_another_month_asks_for_its_marks(calendar, qtbot):
    with qtbot.waitSignal(calendar.month_shown) as told:
        qtbot.mouseClick(
            next(b for b in calendar.findChildren(QToolButton) if "after" in b.accessibleName()),
            Qt.MouseButton.LeftButton,
        )
    first, last = told.args
    assert first <= date(2026, 4, 1)
    assert last >= date(2026, 4, 30)
    assert calendar.sheet() == (first, last)


def test_marked_days_and_today_can_be_heard(calendar):
    calendar.set_marks({TODAY: 2, date(2026, 3, 1): 1})
    assert "2 entries" in day_button(calendar, "today").accessibleName()
    assert day_button(calendar, "1 entry")
    assert day_button(calendar, "no entries")


def test_the_calendar_ends_where_dates_end(calendar, qtbot):
    calendar.set_day(date(9999, 12, 31))
    calendar.go(5)
    assert calendar.sheet()[1].year == 9999
    calendar.set_day(date.min)
    calendar.go(-5)
    assert calendar.sheet()[0].year == 1


def test_it_is_drawn_in_both_themes(calendar, look):
    before = calendar.grab().toImage()
    look.choose("light")
    assert calendar.grab().toImage() != before


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.6])
def test_days_that_come_later_find_their_room_kept(look, qtbot, scale):
    look.scale_text(scale)
    bare, whole = Calendar(look, TODAY, later=True), Calendar(look, TODAY)
    for made in (bare, whole):
        qtbot.addWidget(made)
    assert bare.sizeHint().height() == whole.sizeHint().height()
    before = whole.sizeHint()
    bare.fill()
    assert bare.sizeHint() == before
    look.scale_text(1.0)
