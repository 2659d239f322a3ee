"""Earlier takes from the menu of a track: listened to, taken, undone; by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.qt.itemmodels.lines import LineRole
from desktop.services.making.intake import taken
from desktop.services.making.recordings import Told
from tests.desktop.media.sounds import mp3
from tests.desktop.views.audio.test_room import dialog, opened

FIRST, SECOND = mp3(20.0), mp3(30.0)
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def retaken(studio, open_window):
    """The room with a section that was recorded twice."""
    vision = studio.rows.put("vision_versions", {"title": "Life", "home": "By the sea."})
    for content in (FIRST, SECOND):
        kept = studio.workspace.recordings.narrate(taken(content, "v.mp3"), Told(), vision, "home")
    member = open_window()
    member.room = member.shell.show_room("audio")
    member.settled()
    member.settled()
    opened(member, kept.set_id)
    member.until(lambda: None not in lines(member))
    return member, kept.track_id


def lines(member):
    model = member.room.tracks.model
    return [model.index(row).data(LineRole.LINE) for row in range(model.rowCount())]


def takes_of(member):
    """Open the takes of the chosen track by their keys."""
    member.room.tracks.list.setFocus()
    member.press(Qt.Key.Key_H, KEYS)
    found = dialog(member)
    member.settled()
    return found


def test_a_take_is_heard_and_taken_and_undo_brings_the_other_back(retaken, studio):
    member, track = retaken
    content = studio.workspace.media.content
    takes = takes_of(member)
    member.until(lambda: takes.takes.count() == 2)
    assert "the take that is heard now  ·  0:30" in takes.takes.item(0).text()
    assert takes.takes.currentRow() == 1
    member.click(takes.listen_button)
    member.until(lambda: takes.listen_button.text() == "&Silence")
    member.click(takes.listen_button)
    assert takes.listen_button.text() == "&Listen"
    member.click(takes.restore_button)
    member.until(lambda: content(studio.workspace.audio.track(track).url) == FIRST)
    member.until(lambda: [one and one.length for one in lines(member)] == [20.0])
    member.until(member.shell.notices.isVisible)
    buttons = member.shell.notices.findChildren(QPushButton)
    member.click(next(b for b in buttons if "Undo" in b.text()))
    member.until(lambda: content(studio.workspace.audio.track(track).url) == SECOND)


def test_the_track_that_is_on_is_heard_as_it_is_now(retaken):
    member, track = retaken
    member.room.play_track(track)
    member.hear(0.1)
    member.listening.pause()
    takes = takes_of(member)
    member.until(lambda: takes.takes.count() == 2)
    member.press(Qt.Key.Key_Up)
    assert not takes.restore_button.isEnabled()  # that is the one that is heard
    member.press(Qt.Key.Key_Down)
    member.click(takes.restore_button)
    member.until(lambda: round(member.listening.length) == 20)
    assert not member.listening.is_playing


def test_a_track_without_an_earlier_take_says_what_would_make_one(open_window, studio):
    set_id, _ids = studio.a_set(FIRST)
    member = open_window()
    member.room = member.shell.show_room("audio")
    member.settled()
    member.settled()
    opened(member, set_id)
    takes = takes_of(member)
    member.settled()
    assert takes.takes.count() == 0
    assert not takes.listen_button.isEnabled()
    assert not takes.restore_button.isEnabled()
    member.press(Qt.Key.Key_Escape)
