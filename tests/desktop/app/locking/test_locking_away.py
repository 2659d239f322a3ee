"""The lock that comes when the desktop tells that the member goes: over real buses."""

from __future__ import annotations

import subprocess
import sys
from subprocess import PIPE

import pytest
from jeepney import DBusAddress, new_signal
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from desktop.app.sounding import Sounding
from desktop.core.settings import SettingsFile
from desktop.qt.away.lines import Sign, meaning
from tests.desktop.app.locking.locks import all_texts, locked, open_entry, unlock
from tests.desktop.applications import in_lane
from tests.fakes.logind import SESSION, Logind
from tests.fakes.session_bus import Desktop, session_bus

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other desktops tell nothing"
)


def bus_of_a_kind(kind, tmp_path, monkeypatch):
    folder = tmp_path / kind
    folder.mkdir()
    with session_bus(folder) as address:
        monkeypatch.setenv(f"DBUS_{kind}_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def system(tmp_path, monkeypatch):
    yield from bus_of_a_kind("SYSTEM", tmp_path, monkeypatch)


@pytest.fixture
def session(tmp_path, monkeypatch):
    yield from bus_of_a_kind("SESSION", tmp_path, monkeypatch)


@pytest.fixture
def logind(system):
    made = Logind(system)
    yield made
    made.close()


@pytest.fixture
def screen(session):
    made = Screen(session)
    yield made
    made.close()


@pytest.fixture
def watched(logind, guarded, open_window, qtbot):
    """The window of which logind knows, and which holds sleep up."""
    app = open_window()
    qtbot.waitUntil(lambda: logind.holds() == 1)
    return app


class Screen(Desktop):
    """A desktop that tells of its screen."""

    def tell(self, interface, *, active):
        source = DBusAddress("/" + interface.replace(".", "/"), interface=interface)
        self._connection.send(new_signal(source, "ActiveChanged", "b", (active,)))


def test_before_the_computer_sleeps_everything_is_saved_and_locked(watched, logind, guarded, qtbot):
    app = watched
    room = open_entry(app, qtbot, guarded)
    qtbot.keyClicks(room.page.form.text, "typed on the way out, ")
    logind.tell_of_sleep(begins=True)
    qtbot.waitUntil(lambda: logind.holds() == 0)
    assert app.locking.is_locked
    qtbot.waitUntil(lambda: "heliotrope" not in all_texts())
    logind.tell_of_sleep(begins=False)
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.locking.is_open)
    entry = in_lane(app, qtbot, lambda workspace: workspace.rows.get("journal_entries", guarded))
    assert "typed on the way out" in entry["content"]


def test_each_sleep_is_held_up_anew(watched, logind, qtbot):
    app = watched
    assert logind.asked("Inhibit")[0][0] == "sleep"
    assert logind.asked("Inhibit")[0][3] == "delay"
    for times in (1, 2):
        logind.tell_of_sleep(begins=True)
        locked(app, qtbot)
        qtbot.waitUntil(lambda: logind.holds() == 0)
        unlock(app, qtbot)
        qtbot.waitUntil(lambda: logind.holds() == 1)
        assert len(logind.asked("Inhibit")) == times + 1


def test_the_lock_of_the_session_locks_the_journal(watched, logind, qtbot):
    def tell():
        logind.lock()
        return watched.locking.is_locked

    qtbot.waitUntil(tell)


def test_waking_up_and_the_sessions_of_others_are_no_reason(watched, logind, qtbot):
    told = []
    watched.locking.away.away.connect(told.append)
    logind.tell_of_sleep(begins=False)
    logind.lock(f"{SESSION}1")
    logind.tell_of_sleep(begins=True)
    locked(watched, qtbot)
    assert told == [True]


def test_typed_words_in_a_dialog_hold_the_lock_up_and_it_comes_after_them(watched, logind, qtbot):
    app = watched
    dialog = QDialog(app.shell)
    field = QLineEdit(dialog)
    dialog.open()
    qtbot.keyClicks(field, "half a sentence")
    with qtbot.waitSignal(app.locking.away.away):
        logind.tell_of_sleep(begins=True)
    QApplication.processEvents()
    assert dialog.isVisible()
    assert not app.locking.is_covered
    dialog.accept()
    locked(app, qtbot)
    qtbot.waitUntil(lambda: logind.holds() == 0)


def test_what_comes_while_another_journal_is_opened_is_told_again(
    monkeypatch, logind, guarded, open_window, qtbot
):
    monkeypatch.setattr("desktop.qt.away.watch._AGAIN_MS", 20)
    app = open_window()
    qtbot.waitUntil(lambda: logind.holds() == 1)
    flow = app.shell.show_room("account").flow
    flow.about_to_settle.emit()
    with qtbot.waitSignals([app.locking.away.away] * 2):
        logind.tell_of_sleep(begins=True)
    assert app.locking.is_open
    flow.refused.emit("nothing came of it")
    locked(app, qtbot)


def test_the_lock_of_the_screen_locks_the_journal(screen, app, qtbot):
    def tell():
        screen.tell("org.gnome.ScreenSaver", active=True)
        return app.locking.is_locked

    qtbot.waitUntil(tell)


@pytest.fixture
def playing(monkeypatch):
    """Something is heard in windows that are opened after this; calling it ends the sound."""
    heard = [True]
    monkeypatch.setattr("desktop.qt.away.watch._AGAIN_MS", 20)
    monkeypatch.setattr(Sounding, "is_playing", property(lambda _: bool(heard)))
    return heard.clear


def dark(screen, app, qtbot):
    """The screen goes dark, and the window hears of it."""

    def tell():
        screen.tell("org.gnome.ScreenSaver", active=True)
        return app.locking.away.is_telling

    qtbot.waitUntil(tell)


def test_who_listens_with_the_screen_dark_hears_to_the_end(playing, screen, app, qtbot):
    dark(screen, app, qtbot)
    with qtbot.waitSignals([app.locking.away.away] * 2):
        pass
    assert app.locking.is_open
    playing()
    locked(app, qtbot)


def test_who_comes_back_while_it_plays_is_not_locked_out_at_its_end(playing, screen, app, qtbot):
    dark(screen, app, qtbot)
    screen.tell("org.gnome.ScreenSaver", active=False)
    qtbot.waitUntil(lambda: not app.locking.away.is_telling)
    playing()
    QApplication.processEvents()
    assert app.locking.is_open


def test_sleep_ends_what_is_played(playing, watched, logind, qtbot):
    logind.tell_of_sleep(begins=True)
    locked(watched, qtbot)
    qtbot.waitUntil(lambda: logind.holds() == 0)


@pytest.mark.parametrize(
    ("interface", "member", "body", "sign"),
    [
        ("org.freedesktop.login1.Manager", "PrepareForSleep", (True,), Sign.SLEEP),
        ("org.freedesktop.login1.Manager", "PrepareForSleep", (False,), None),
        ("org.freedesktop.login1.Session", "Lock", (), Sign.SCREEN),
        ("org.freedesktop.login1.Session", "Unlock", (), Sign.BACK),
        ("org.freedesktop.login1.Session", "PauseDevice", (1, 2, ""), None),
        ("org.freedesktop.ScreenSaver", "ActiveChanged", (True,), Sign.SCREEN),
        ("org.gnome.ScreenSaver", "ActiveChanged", (True,), Sign.SCREEN),
        ("org.freedesktop.ScreenSaver", "ActiveChanged", (False,), Sign.BACK),
        ("org.freedesktop.ScreenSaver", "ActiveChanged", (), None),
        ("org.freedesktop.ScreenSaver", "ActiveChanged", ("yes",), None),
        ("org.example.Music", "ActiveChanged", (True,), None),
        ("org.example.Door", "Lock", (), None),
    ],
)
def test_what_a_signal_means(interface, member, body, sign):
    assert meaning(interface, member, body) is sign


def test_it_can_be_switched_off_and_on(watched, logind, folder, qtbot):
    app = watched
    room = app.shell.show_room("settings")
    switch = room.protection.lock.with_screen
    qtbot.waitUntil(switch.isVisible)
    assert switch.isChecked()
    with qtbot.waitSignal(room.settings_changed):
        qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: logind.holds() == 0)
    assert app.locking.is_open
    assert SettingsFile(folder.settings).values.lock_with_screen is False
    with qtbot.waitSignal(room.settings_changed):
        qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: logind.holds() == 1)


def test_where_nothing_is_said_of_it_the_window_is_as_it_was(
    monkeypatch, tmp_path, guarded, open_window, qtbot
):
    for address in ("nonsense", f"unix:path={tmp_path}/nowhere", "tcp:host=localhost,port=1"):
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        app = open_window()
        assert app.locking.is_open
        app.locking.lock()
        locked(app, qtbot)
        app.close()


def test_a_refusal_of_logind_takes_nothing_but_the_waiting(system, guarded, open_window, qtbot):
    logind = Logind(system, refuses=True)
    app = open_window()
    qtbot.waitUntil(lambda: bool(logind.asked("Inhibit")))
    logind.tell_of_sleep(begins=True)
    locked(app, qtbot)
    logind.close()


def test_a_bus_that_ends_takes_nothing_along(tmp_path, monkeypatch, guarded, open_window, qtbot):
    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        logind = Logind(address)
        app = open_window()
        qtbot.waitUntil(lambda: logind.holds() == 1)
    qtbot.waitUntil(lambda: logind.holds(looks=False) == 0)
    logind.close()
    app.locking.lock()
    locked(app, qtbot)


def test_closing_the_window_lets_the_computer_sleep(watched, logind, qtbot):
    watched.shell.close()
    watched.close()
    qtbot.waitUntil(lambda: logind.holds() == 0)


def test_a_program_that_was_started_meanwhile_holds_nothing_up(watched, logind, qtbot):
    with qtbot.waitSignal(watched.locking.away.away):
        logind.tell_of_sleep(begins=True)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=PIPE, close_fds=False) as other:
        locked(watched, qtbot)
        qtbot.waitUntil(lambda: logind.holds() == 0)
        assert other.poll() is None
        other.communicate(b"\n")
