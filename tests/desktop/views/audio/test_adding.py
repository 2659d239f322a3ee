"""What is made in the Listen room stands in it at once: files that are dropped, menus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from tests.desktop.media.sounds import mp3
from tests.desktop.views.audio.test_room import enter, opened  # noqa: F401 - a fixture


def drop(room, *paths):
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(room, QDragEnterEvent(QPoint(200, 200), copy, dropped, buttons, keys))
    QApplication.sendEvent(room, QDropEvent(QPointF(200, 200), copy, dropped, buttons, keys))


@pytest.fixture
def sound(tmp_path):
    path = tmp_path / "By the sea.mp3"
    path.write_bytes(mp3(20.0))
    return path


def test_a_file_that_is_dropped_is_a_track_of_the_open_set(enter, studio, sound):  # noqa: F811
    set_id, _ids = studio.a_set()
    member = enter()
    opened(member, set_id)
    drop(member.room, sound)
    member.until(lambda: member.room.tracks.model.rowCount() == 1)
    (track,) = studio.workspace.audio.tracks(set_id)
    assert track.title == "By the sea"
    member.click(member.room.page.form.play_button)
    member.hear(0.1)


def test_without_a_set_it_goes_into_one_of_its_own(enter, studio, sound):  # noqa: F811
    member = enter()
    drop(member.room, sound)
    member.until(lambda: member.room.page.row_id != "")
    (made,) = studio.workspace.audio.sets()
    opened(member, made.id)
    member.until(lambda: member.room.tracks.model.rowCount() == 1)


def test_what_is_no_sound_is_told(enter, studio, tmp_path):  # noqa: F811
    path = tmp_path / "letter.txt"
    path.write_text("not a sound")
    member = enter()
    drop(member.room, path)
    member.until(member.shell.notices.isVisible)
    assert studio.workspace.audio.sets() == []


def test_without_a_vision_there_is_nothing_to_read(enter, studio):  # noqa: F811
    member = enter()
    member.choose(member.room.adding.menu, "Have a vision read to me…")
    member.until(member.shell.notices.isVisible)
    assert studio.workspace.audio.sets() == []
