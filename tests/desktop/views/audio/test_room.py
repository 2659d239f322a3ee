"""The Listen room through the whole window, by keys and clicks, with real sounds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton

from desktop.domain.listening import Phase
from desktop.qt.itemmodels.lines import LineRole
from desktop.services.audio import Place
from desktop.views.audio.wording import ON, track_look
from tests.desktop.media.sounds import png
from tests.desktop.views.audio.conftest import LONG

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def enter(open_window):
    """Open the window in the room."""

    def go():
        member = open_window()
        member.room = member.shell.show_room("audio")
        member.settled()
        member.settled()
        return member

    return go


def opened(member, set_id):
    """Wait until a set and its tracks are shown."""
    room = member.room
    member.until(lambda: room.page.row_id == set_id and not room.page.is_loading)
    member.until(lambda: room.tracks.set_id == set_id)
    member.settled()
    member.settled()


def tracks(room):
    model = room.tracks.model
    return [model.index(row).data(LineRole.LINE) for row in range(model.rowCount())]


def told(room):
    return [track_look(line, 0, on=False).below if line else None for line in tracks(room)]


def dialog(member):
    member.until(lambda: any(d.isVisible() for d in member.room.findChildren(QDialog)))
    return next(d for d in member.room.findChildren(QDialog) if d.isVisible())


@pytest.mark.usefixtures("studio")
def test_an_empty_room_says_what_to_do_and_a_set_is_begun_by_keys(enter, studio):
    member = enter()
    assert "record or bring in" in member.room.pane.empty_sentence()
    member.press(Qt.Key.Key_N, CTRL)
    assert member.room.page.form.heading.hasFocus()
    member.write("Evening")
    member.press(Qt.Key.Key_S, CTRL)
    member.until(lambda: [s.title for s in studio.workspace.audio.sets()] == ["Evening"])
    assert "no track in this set yet" in member.room.tracks.empty_sentence()


def test_a_set_tells_of_its_tracks_where_they_are_and_where_one_stopped(enter, studio):
    set_id, ids = studio.a_set(LONG, None, LONG, titles=("Forward", "Fun", "Health"))
    studio.rows.put("audio_tracks", {"id": ids[1], "audio_url": None})
    studio.workspace.audio.keep_place(ids[0], Place(12.0, 30.0))
    studio.workspace.audio.keep_place(ids[2], Place(30.0, 30.0, None, finished=True))
    member = enter()
    opened(member, set_id)
    member.until(lambda: None not in told(member.room))
    assert told(member.room) == ["here  ·  stopped at 0:12", "no file yet", "here  ·  heard"]
    assert member.room.page.form.keep.told.text().startswith("All of it is on this computer")


def test_enter_plays_from_a_track_and_the_row_tells_so(enter, studio):
    set_id, ids = studio.a_set(LONG, LONG)
    member = enter()
    opened(member, set_id)
    member.room.tracks.list.setFocus()
    member.press(Qt.Key.Key_End)
    member.press(Qt.Key.Key_Return)
    member.until(lambda: member.listening.track is not None)
    assert member.listening.track.id == ids[1]
    member.hear(0.1)
    assert member.listening.queue.ids == tuple(ids)
    index = member.room.tracks.model.index(1)
    assert member.room.tracks._look_of(index.data(LineRole.LINE)).large == ON
    button = member.room.page.form.play_button
    assert button.text() == "Pause"
    member.click(button)
    member.until(lambda: member.listening.standing is Phase.PAUSED)
    assert button.text() == "Play all"


def test_a_double_click_plays_and_play_all_goes_on_where_one_stopped(enter, studio, qtbot):
    set_id, ids = studio.a_set(LONG, LONG)
    studio.workspace.audio.keep_place(ids[1], Place(12.0, 30.0))
    member = enter()
    opened(member, set_id)
    member.click(member.room.page.form.play_button)
    member.hear(12.0)
    assert member.listening.track.id == ids[1]
    view = member.room.tracks.list.view
    place = view.visualRect(member.room.tracks.model.index(0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    member.until(lambda: member.listening.track.id == ids[0])


def test_a_set_is_kept_offline_and_let_go(enter, studio):
    set_id, _ids = studio.a_set(LONG, None)
    member = enter()
    opened(member, set_id)
    keep = member.room.page.form.keep
    member.until(lambda: keep.told.text().startswith("1 of 2 files here"))
    member.press(Qt.Key.Key_K, CTRL | SHIFT)
    member.until(lambda: studio.workspace.media.is_pinned("audio_sets", set_id))
    member.until(lambda: keep.bar.isVisible() and keep.tick.isChecked())
    member.click(keep.tick)
    member.until(lambda: not studio.workspace.media.is_pinned("audio_sets", set_id))
    member.until(lambda: not keep.bar.isVisible() and not keep.tick.isChecked())


def test_words_of_a_set_save_themselves(enter, studio):
    set_id, _ids = studio.a_set(LONG, cover_image_url="https://a.example.com/c.png")
    studio.record("https://a.example.com/c.png", png(40, 40))
    member = enter()
    opened(member, set_id)
    assert member.room.page.form._cover.isVisible()
    form = member.room.page.form
    form.about.setFocus()
    member.write("By the sea")
    member.click(form.active)
    member.press(Qt.Key.Key_S, CTRL)
    member.until(lambda: studio.rows.get("audio_sets", set_id)["description"] == "By the sea")
    assert studio.rows.get("audio_sets", set_id)["is_active"] is True


def test_a_track_is_renamed_moved_deleted_and_brought_back(enter, studio):
    set_id, ids = studio.a_set(LONG, LONG, LONG, titles=("A", "B", "C"))
    member = enter()
    opened(member, set_id)
    room = member.room
    room.tracks.list.setFocus()
    member.press(Qt.Key.Key_Home)
    member.press(Qt.Key.Key_F2)
    shown = dialog(member)
    member.until(shown.keep_button.isEnabled)
    shown.heading.selectAll()
    member.write("Awake")
    member.press(Qt.Key.Key_Return)
    member.until(lambda: studio.rows.get("audio_tracks", ids[0])["title"] == "Awake")
    member.until(lambda: not any(d.isVisible() for d in room.findChildren(QDialog)))
    member.shell.activateWindow()
    member.until(member.shell.isActiveWindow)
    room.tracks.list.setFocus()
    member.press(Qt.Key.Key_Down, CTRL | SHIFT)
    wanted = [ids[1], ids[0], ids[2]]
    member.until(lambda: studio.workspace.audio.track_ids(set_id) == wanted)
    member.until(lambda: room.tracks.model.ids() == wanted)
    member.press(Qt.Key.Key_Delete)
    member.until(lambda: studio.workspace.audio.track_ids(set_id) == [ids[1], ids[2]])
    member.until(member.shell.notices.isVisible)
    buttons = member.shell.notices.findChildren(QPushButton)
    member.click(next(one for one in buttons if one.text() == "&Undo"))
    member.until(lambda: room.tracks.model.ids() == wanted)


def test_a_set_is_deleted_with_its_tracks_and_undone(enter, studio):
    set_id, ids = studio.a_set(LONG, LONG)
    member = enter()
    opened(member, set_id)
    member.press(Qt.Key.Key_Delete, CTRL | SHIFT)
    member.until(lambda: studio.workspace.audio.sets() == [])
    member.until(lambda: member.room.pane.model.rowCount() == 0)
    member.press(Qt.Key.Key_Z, CTRL)
    member.until(lambda: studio.workspace.audio.track_ids(set_id) == ids)


def test_the_sound_of_a_vision_is_listed_read_only_and_played(enter, studio):
    vision = studio.rows.put("vision_versions", {"title": "The sea", "forward": "I am awake."})
    url = "https://a.example.com/whole.mp3"
    studio.record(url, LONG)
    whole = studio.rows.put(
        "vision_audios",
        {"vision_id": vision, "audio_url": url, "voice_type": "alloy", "background_music": "rain",
         "generation_status": "completed"},
    )  # fmt: skip
    studio.rows.put(
        "vision_audios",
        {"vision_id": vision, "generation_status": "failed", "error_message": "It broke off.",
         "created_at": "2020-01-01T00:00:00Z"},
    )  # fmt: skip
    member = enter()
    opened(member, vision)
    room = member.room
    member.until(lambda: None not in told(room))
    assert told(room) == ["here  ·  alloy · rain", "It broke off."]
    assert room.page.form.heading.isReadOnly()
    member.press(Qt.Key.Key_Delete, CTRL | SHIFT)
    member.settled()
    assert studio.rows.get("vision_versions", vision) is not None
    member.click(room.page.form.play_button)
    member.hear(0.1)
    assert member.listening.track.id == whole
    assert room.reading.text.toPlainText() == "I am awake."
    member.click(room.page.form.keep.tick)
    member.until(lambda: studio.workspace.media.is_pinned("vision_versions", vision))


def test_what_is_narrated_is_read_along_and_a_change_of_it_is_told(enter, studio):
    vision = studio.rows.put(
        "vision_versions", {"title": "The sea", "home": "By the sea.", "is_active": True}
    )
    set_id, _ids = studio.a_set(LONG, titles=("4 Home",))
    member = enter()
    opened(member, set_id)
    room = member.room
    member.press(Qt.Key.Key_R, CTRL)
    member.until(lambda: room.reading.text.toPlainText() == "By the sea.")
    assert not room.reading.badge.isVisible()
    studio.rows.put("vision_versions", {"id": vision, "home": "In the hills."})
    member.until(lambda: room.reading.text.toPlainText() == "In the hills.")
    assert room.reading.badge.isVisible()
    assert "has been changed" in room.reading.changed.text()
    member.click(room.reading.open_button)
    member.until(lambda: member.shell.current.name == "vision")
    member.until(lambda: member.shell.current.version_id == vision)


def test_the_guess_is_put_right_by_the_member(enter, studio):
    studio.rows.put(
        "vision_versions",
        {"title": "The sea", "home": "By the sea.", "health": "Strong.", "is_active": True},
    )
    set_id, ids = studio.a_set(LONG, titles=("Home",))
    studio.rows.put("audio_tracks", {"id": ids[0], "transcript": "As it was said."})
    member = enter()
    opened(member, set_id)
    room = member.room
    member.press(Qt.Key.Key_R, CTRL)
    member.until(lambda: room.reading.text.toPlainText() == "By the sea.")
    member.click(room.reading.link_button)
    shown = dialog(member)
    member.until(shown.keep_button.isEnabled)
    shown.part.setFocus()
    member.write("Hea")
    member.click(shown.keep_button)
    member.until(lambda: room.reading.text.toPlainText() == "Strong.")
    member.click(room.reading.link_button)
    shown = dialog(member)
    member.until(shown.keep_button.isEnabled)
    shown.part.setFocus()
    member.press(Qt.Key.Key_Home)
    member.click(shown.keep_button)
    member.until(lambda: room.reading.text.toPlainText() == "As it was said.")
    assert not room.reading.open_button.isVisible()


def test_rows_of_sound_are_opened_here_from_elsewhere(enter, studio, open_window):
    first, _ids = studio.a_set(LONG, title="First")
    second, ids = studio.a_set(LONG, LONG, title="Second")
    variant = studio.rows.put("audio_variants", {"audio_track_id": ids[1], "variant_type": "slow"})
    member = enter()
    member.shell.show_row("audio_sets", first)
    opened(member, first)
    member.shell.show_row("audio_tracks", ids[1])
    opened(member, second)
    member.until(lambda: member.room.tracks.chosen() == ids[1])
    member.shell.show_row("audio_sets", first)
    opened(member, first)
    member.shell.show_row("audio_variants", variant)
    opened(member, second)


def test_a_click_on_the_bar_leads_here(enter, studio, qtbot):
    _set_id, ids = studio.a_set(LONG)
    member = enter()
    member.listening.play_set(ids)
    member.hear(0.1)
    member.shell.show_room("journal")
    member.click(member.bar.title)
    assert member.shell.current.name == "audio"


def test_thousands_of_tracks_are_read_a_window_at_a_time(enter, studio):
    made = studio.rows.put("audio_sets", {"title": "Long"})
    studio.rows.put_many(
        "audio_tracks",
        [{"audio_set_id": made, "title": f"T{n}", "order_index": n} for n in range(1500)],
    )
    member = enter()
    opened(member, made)
    model = member.room.tracks.model
    assert model.rowCount() == 1500
    member.until(lambda: model.line(model.ids()[0]) is not None)
    assert model.line(model.ids()[1400]) is None
