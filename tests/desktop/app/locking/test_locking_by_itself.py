"""The lock that comes by itself, when nothing was done for as long as the member chose."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.settings import SettingsFile
from tests.desktop.app.locking.locks import Clock, locked, unlock


@pytest.fixture
def clock(app, qtbot):
    """The lock comes after a minute of a clock of the test's."""
    clock = app.locking.idle.clock = Clock()
    room = app.shell.show_room("settings")
    lock = room.protection.lock
    qtbot.waitUntil(lock.lock_now.isVisible)
    with qtbot.waitSignal(room.settings_changed):
        lock.minutes.chip("1").click()
    return clock


def look_after(app, clock, seconds):
    clock.now += seconds
    app.locking.idle.look()


def test_after_a_minute_without_the_member_the_window_locks(app, clock, qtbot):
    look_after(app, clock, 59)
    assert app.locking.is_open
    look_after(app, clock, 2)
    locked(app, qtbot)


@pytest.mark.parametrize("deed", ["key", "mouse"])
def test_what_the_member_does_postpones_the_lock(app, clock, qtbot, deed):
    clock.now += 59
    window = app.shell.windowHandle()
    if deed == "key":
        QTest.keyClick(window, Qt.Key.Key_A)
    else:
        QTest.mouseMove(window, QPoint(50, 50))
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(500, 20))
    QApplication.processEvents()
    look_after(app, clock, 59)
    assert app.locking.is_open
    look_after(app, clock, 2)
    locked(app, qtbot)


def test_whoever_comes_after_a_long_sleep_of_the_computer_finds_it_locked(app, clock, qtbot):
    clock.now += 3600
    QTest.keyClick(app.shell.windowHandle(), Qt.Key.Key_A)
    locked(app, qtbot)


def test_the_time_counts_anew_after_a_lock(app, clock, qtbot):
    look_after(app, clock, 61)
    locked(app, qtbot)
    clock.now += 3600
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.locking.is_open)
    look_after(app, clock, 30)
    assert app.locking.is_open
    look_after(app, clock, 31)
    locked(app, qtbot)


def test_never_is_never(app, clock, qtbot):
    room = app.shell.current
    with qtbot.waitSignal(room.settings_changed):
        room.protection.lock.minutes.chip("0").click()
    look_after(app, clock, 100_000)
    assert app.locking.is_open


def test_the_time_is_kept_for_the_next_start(app, clock, folder):
    assert SettingsFile(folder.settings).values.lock_minutes == 1
