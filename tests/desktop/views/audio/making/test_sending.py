"""From a dropped file to the project's storage, in the window's own threads, on a real server."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.qt.sound.hearing import Hearing
from desktop.views.audio.making.desk import MakingDesk
from desktop.views.room import RoomKit
from tests.desktop.cli.devices import Device
from tests.desktop.media.sounds import mp3
from tests.desktop.views.window import open_lanes


@pytest.fixture
def folder(tmp_path, backend, member, monkeypatch):
    device = Device(tmp_path / "desk", backend.environment).arrive(member)
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(device.folder / "key"))
    for name, value in backend.environment.items():
        monkeypatch.setenv(name, value)
    return DataFolder(device.data)


@pytest.fixture
def kit(folder, look, qtbot):
    with open_lanes(folder, qtbot) as (lane, free):
        hearing = Hearing(lane, headless.fetcher)
        yield RoomKit(lane, free, look, lambda: hearing)
        hearing.close()
    hearing.deleteLater()


def test_a_dropped_file_goes_to_the_server_by_itself(kit, qtbot, ask, tmp_path, backend, member):
    path = tmp_path / "waves.mp3"
    path.write_bytes(mp3(2.0))
    window = QWidget()
    qtbot.addWidget(window)
    desk = MakingDesk(kit, window)
    with qtbot.waitSignal(desk.made) as made:
        desk.bring([path])
    track_id = made.args[1]

    def address():
        return ask(lambda w: w.audio.track(track_id).url)

    qtbot.waitUntil(lambda: address().startswith(member.url))
    stored = backend.sql("select name from storage.objects where owner_id = %s", [member.id])
    assert len(stored) == 1
    assert address().endswith(stored[0][0])
    assert ask(lambda w: w.status.summary().uploads) == 0
