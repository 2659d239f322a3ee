"""A lock while something is going on: a sync, a sound, a recording."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core.server import KEY_VARIABLE, URL_VARIABLE
from desktop.views.audio.making.recorder_form import RecorderForm, Spoken, Step
from tests.desktop.app.locking.locks import Clock, all_texts, locked, unlock
from tests.desktop.applications import in_lane, write_entry
from tests.desktop.media.sounds import mp3
from tests.desktop.media.studio import Studio

PASSWORD = "a long password"
TITLE = "Heliotrope set"


@pytest.fixture
def signed_in(workspace, backend, monkeypatch, open_window, qtbot):
    """The window of somebody who signed up, after the first run."""
    monkeypatch.setenv(URL_VARIABLE, backend.url)
    monkeypatch.setenv(KEY_VARIABLE, backend.publishable_key)
    app = open_window()
    room = app.shell.show_room("account")
    qtbot.waitUntil(lambda: room.signing.isVisible() and room.facts.server is not None)
    qtbot.mouseClick(room.signing.other, Qt.MouseButton.LeftButton)
    address = f"{id(app)}@example.org"
    with qtbot.waitSignal(app.syncing.process.finished):
        qtbot.keyClicks(room.signing.email, address)
        qtbot.keyClicks(room.signing.password, PASSWORD)
        qtbot.keyClick(room.signing.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.locking.is_open and app.locking.action.isEnabled())
    return app


def test_a_lock_during_a_sync_ends_it_and_the_next_one_goes_on(signed_in, qtbot):
    app = signed_in
    process = app.syncing.process
    in_lane(app, qtbot, lambda workspace: write_entry(workspace, "sent after the lock"))
    with qtbot.waitSignal(process.started):
        app.syncing.sync_now()
    app.locking.lock()
    locked(app, qtbot)
    assert not process.is_alive
    app.syncing.sync_now()  # as from the tray
    app.syncing.look()
    assert not process.is_alive
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: process.is_alive)
    qtbot.waitUntil(lambda: in_lane(app, qtbot, lambda w: w.status.summary()).waiting == 0)
    assert app.shell.current.name == "account"


@pytest.fixture
def playing(workspace, open_window, qtbot):
    """A window in which a set is played."""
    _set_id, ids = Studio(workspace).a_set(mp3(30.0), title=TITLE, titles=("Heliotrope track",))
    app = open_window()
    listening = app.sounding.hearing.listening
    listening.play_set(ids)
    qtbot.waitUntil(lambda: listening.is_playing and app.sounding.bar is not None)
    qtbot.waitUntil(lambda: "Heliotrope" in all_texts())
    return app


def test_what_is_played_ends_with_the_lock_and_lies_ready_after_it(playing, qtbot):
    app = playing
    hearing = app.sounding.hearing
    app.locking.lock()
    locked(app, qtbot)
    assert app.sounding.bar is None
    assert app.sounding.remote is None
    qtbot.waitUntil(lambda: "Heliotrope" not in all_texts())
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.sounding.bar is not None)
    assert app.sounding.hearing is not hearing
    assert not app.sounding.hearing.listening.is_playing
    assert app.sounding.hearing.listening.track.title == "Heliotrope track"


def test_listening_is_no_reason_to_stay_open(playing, qtbot):
    app = playing
    clock = app.locking.idle.clock = Clock()
    app.locking.idle.begin(1)
    clock.now += 61
    app.locking.idle.look()
    locked(app, qtbot)


def test_the_cinema_goes_with_the_lock(workspace, open_window, qtbot):
    version = workspace.vision_steps.new_draft()
    workspace.visions.save(version, {"home": "Heliotrope by the sea."}, "test", {"home": None})
    workspace.visions.leave(version)
    app = open_window()
    room = app.shell.show_room("vision")
    room.open_version(version)
    qtbot.waitUntil(lambda: room.version_id == version)
    next(a for a in room.actions() if a.text() == "Cinema").trigger()
    qtbot.waitUntil(lambda: room.cinema.window is not None)
    app.locking.lock()
    locked(app, qtbot)
    qtbot.waitUntil(lambda: "Heliotrope" not in all_texts())
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.shell.current is not None)
    qtbot.waitUntil(lambda: app.shell.current.version_id == version)


def test_a_recording_is_not_cut_off(workspace, open_window, qtbot):
    app = open_window()
    recorder = RecorderForm(app.look, Spoken("Forward"), parent=app.shell)
    recorder.step = Step.RECORDING
    recorder.open()
    app.locking.lock()
    QApplication.processEvents()
    assert recorder.isVisible()
    assert not app.locking.is_covered
    recorder.step = Step.READY  # it was kept
    locked(app, qtbot)
