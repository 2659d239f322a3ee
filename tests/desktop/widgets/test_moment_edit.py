"""When a moment was, by keys and clicks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.widgets.choosing.moment_edit import HOUR, NOW, OTHER, YESTERDAY, MomentEdit
from tests.desktop.widgets.pressing import KEY, press

NOON = datetime(2026, 3, 10, 12, 0, 30, tzinfo=UTC)


@pytest.fixture
def when(look, placed, in_berlin):
    return placed(MomentEdit(look, lambda: NOON))


def click(qtbot, when, value):
    qtbot.mouseClick(when.choice.chip(value), Qt.MouseButton.LeftButton)


def test_now_is_meant_until_something_else_is_said(when, qtbot):
    assert when.moment() is None
    assert when.choice.value() == NOW
    assert not when.time.isVisible()
    click(qtbot, when, HOUR)
    assert when.moment() == NOON - timedelta(hours=1)
    assert when.time.text() == "12:00"
    click(qtbot, when, YESTERDAY)
    assert when.moment() == NOON - timedelta(days=1)
    click(qtbot, when, NOW)
    assert when.moment() is None


def test_any_earlier_time_is_typed(when, qtbot):
    click(qtbot, when, OTHER)
    assert when.time.hasFocus()
    qtbot.keyClicks(when.time, "0915")
    assert when.moment() == datetime(2026, 3, 10, 8, 15, tzinfo=UTC)
    with qtbot.waitSignal(when.moment_edited):
        when.day.day_edited.emit(date(2026, 3, 10))
    assert when.problem() == ""


def test_a_time_to_come_is_told(when, qtbot):
    click(qtbot, when, OTHER)
    qtbot.keyClicks(when.time, "2330")
    assert "still to come" in when.problem()
    qtbot.keyClicks(when.time, "0830")
    when.time.setSelectedSection(when.time.Section.HourSection)
    qtbot.keyClicks(when.time, "0830")
    assert when.problem() == ""


def test_a_moment_keeps_its_seconds_until_it_is_changed(when, qtbot):
    exact = datetime(2026, 3, 1, 7, 8, 9, 123456, tzinfo=UTC)
    when.set_moment(exact, new=False)
    assert when.moment() == exact
    assert when.choice.value() == OTHER
    when.time.setFocus()
    when.time.setSelectedSection(when.time.Section.MinuteSection)
    press(qtbot, KEY.Key_Up)
    assert when.moment() == datetime(2026, 3, 1, 7, 9, tzinfo=UTC)


def test_a_row_without_a_time_can_get_one(when, qtbot):
    when.set_moment(None, new=False)
    assert when.moment() is None
    assert when.choice.value() == ""
    click(qtbot, when, NOW)
    assert when.moment() == NOON


def test_the_hour_that_was_twice_can_be_told_apart(look, placed, in_berlin, qtbot):
    when = placed(MomentEdit(look, lambda: NOON))
    first = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    when.set_moment(first + timedelta(hours=1), new=False)
    assert when.later.isVisible()
    assert when.later.isChecked()
    qtbot.mouseClick(when.later, Qt.MouseButton.LeftButton)
    assert when.moment() == first


def test_the_hour_that_never_was_is_told(look, placed, in_berlin, qtbot):
    when = placed(MomentEdit(look, lambda: NOON))
    when.set_moment(datetime(2025, 3, 30, 3, 30, tzinfo=UTC), new=False)
    when.time.setFocus()
    when.time.setSelectedSection(when.time.Section.HourSection)
    qtbot.keyClicks(when.time, "0230")
    assert "put forward" in when.problem()
