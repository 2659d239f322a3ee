"""The trash of the Listen room by clicks: what went along with a track or a set is back, too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.views.trash import TrashDialog
from tests.desktop.media.sounds import mp3
from tests.desktop.views.audio.conftest import LONG
from tests.desktop.views.audio.test_room import CTRL, SHIFT, dialog, opened


@pytest.fixture
def member(open_window, studio):
    """Somebody in the room with a set that is kept offline; its first track has a version."""
    studio.set_id, studio.ids = studio.a_set(LONG, mp3(2.0), titles=("A", "B"), description="Sea")
    studio.variant = studio.rows.put(
        "audio_variants", {"audio_track_id": studio.ids[0], "variant_type": "music"}
    )
    member = open_window()
    member.room = member.shell.show_room("audio")
    opened(member, studio.set_id)
    member.click(member.room.page.form.keep.tick)
    member.until(lambda: studio.workspace.media.is_pinned("audio_sets", studio.set_id))
    return member


def restore_first(member, name):
    """Open the trash by a click, take the first of it back by another, and close it."""
    member.settled()
    member.click(member.room.pane.trash_button)
    trash = dialog(member)
    assert isinstance(trash, TrashDialog)
    member.until(lambda: trash.items.count() > 0)
    assert [trash.items.item(n).text().splitlines()[0] for n in range(trash.items.count())] == name
    member.click(trash.restore_button)
    member.until(lambda: trash.items.count() == 0)
    trash.reject()
    member.shell.activateWindow()
    member.until(member.shell.isActiveWindow)


def test_a_track_comes_back_to_its_place_with_its_versions(member, studio):
    member.room.tracks.list.setFocus()
    member.press(Qt.Key.Key_Home)
    member.press(Qt.Key.Key_Delete)
    member.until(lambda: studio.workspace.audio.track_ids(studio.set_id) == studio.ids[1:])
    restore_first(member, ["A"])
    member.until(lambda: member.room.tracks.model.ids() == studio.ids)
    assert studio.rows.get("audio_variants", studio.variant) is not None


def test_a_set_comes_back_with_its_tracks_and_its_sound_and_plays(member, studio):
    member.press(Qt.Key.Key_Delete, CTRL | SHIFT)
    member.until(lambda: studio.workspace.audio.sets() == [])
    restore_first(member, ["My vision"])
    assert studio.workspace.audio.track_ids(studio.set_id) == studio.ids
    assert studio.rows.get("audio_variants", studio.variant) is not None
    assert studio.rows.get("audio_sets", studio.set_id)["description"] == "Sea"
    assert studio.workspace.media.is_pinned("audio_sets", studio.set_id)
    opened(member, studio.set_id)
    member.click(member.room.page.form.play_button)
    member.hear(0.1)
    assert member.listening.track.id == studio.ids[0]
