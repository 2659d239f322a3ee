"""The bar at the foot of the window, by clicks and keys, with real sounds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QSlider, QToolButton, QWidgetAction

from desktop.domain.listening import Phase, Repeat
from tests.desktop.media.sounds import mp3
from tests.desktop.views.audio.conftest import LONG

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def on(studio, open_window):
    """A window in which the first of two long tracks is played."""
    _set_id, ids = studio.a_set(LONG, LONG, titles=("Forward", "Home"))
    member = open_window()
    member.ids = ids
    member.listening.play_set(ids)
    member.hear(0.1)
    return member


def test_without_anything_on_there_is_no_bar(studio, open_window):
    member = open_window()
    member.settled()
    assert member.bar is None


def test_it_tells_what_is_on_and_pauses_and_goes_on(on):
    bar = on.bar
    assert bar.isVisible()
    assert bar.title.text() == "Forward"
    on.click(bar.play_button)
    assert on.listening.standing is Phase.PAUSED
    assert bar.state.text() == "Paused"
    assert not on.app.sounding.is_playing
    assert bar.play_button.accessibleName().startswith("Play")
    on.click(bar.play_button)
    on.hear(0.2)
    assert on.app.sounding.is_playing
    assert bar.play_button.accessibleName().startswith("Pause")


def test_a_title_alone_stands_in_the_middle_of_the_bar(on):
    bar = on.bar
    on.until(lambda: not bar.state.isVisible())

    def middle(widget):
        return widget.mapTo(bar, widget.rect().center()).y()

    on.until(lambda: abs(middle(bar.title) - middle(bar.play_button)) <= 1)
    on.click(bar.play_button)
    on.until(lambda: middle(bar.title) < middle(bar.play_button) < middle(bar.state))


def test_a_click_on_the_line_goes_to_that_place(on, qtbot):
    line = on.bar.place.line
    place = QPoint(line.width() // 2, line.height() // 2)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=place)
    on.until(lambda: on.listening.position == pytest.approx(15.0, abs=1.5))


def test_the_line_is_walked_by_keys(on):
    on.click(on.bar.play_button)  # so that the place is the keys' alone
    on.bar.place.line.setFocus()
    on.press(Qt.Key.Key_PageUp)
    on.until(lambda: 14 < on.listening.position < 18)
    on.press(Qt.Key.Key_Left)
    on.until(lambda: 9 < on.listening.position < 14)


def test_buttons_skip_and_change_the_track(on):
    on.click(on.bar.on_button)
    on.hear(15.0)
    on.click(on.bar.back_button)
    on.until(lambda: on.listening.position < 5)
    on.click(on.bar.next_button)
    on.until(lambda: on.bar.title.text() == "Home")
    on.hear(0.1)
    on.click(on.bar.previous_button)
    on.until(lambda: on.bar.title.text() == "Forward")


def test_keys_work_from_another_room(on):
    on.shell.show_room("journal")
    on.press(Qt.Key.Key_Space, CTRL)
    assert on.listening.standing is Phase.PAUSED
    on.press(Qt.Key.Key_Space, CTRL)
    on.hear(0.1)
    on.press(Qt.Key.Key_Right, CTRL | SHIFT)
    on.hear(15.0)
    on.press(Qt.Key.Key_Left, CTRL | SHIFT)
    on.until(lambda: on.listening.position < 5)
    on.press(Qt.Key.Key_Right, CTRL | ALT)
    on.until(lambda: on.listening.track.id == on.ids[1])
    on.hear(0.1)
    on.press(Qt.Key.Key_Left, CTRL | ALT)
    on.until(lambda: on.listening.track.id == on.ids[0])


def test_the_media_keys_of_a_keyboard_work_in_every_room(on):
    on.shell.show_room("journal")
    on.press(Qt.Key.Key_MediaTogglePlayPause)
    assert on.listening.standing is Phase.PAUSED
    on.press(Qt.Key.Key_MediaPlay)
    on.hear(0.1)
    on.press(Qt.Key.Key_MediaNext)
    on.until(lambda: on.listening.track.id == on.ids[1])
    on.hear(0.1)
    on.press(Qt.Key.Key_MediaPrevious)
    on.until(lambda: on.listening.track.id == on.ids[0])
    on.hear(0.1)
    on.press(Qt.Key.Key_MediaStop)
    assert on.listening.standing is Phase.PAUSED


def test_speed_sleep_timer_and_repeat_are_chosen_in_menus(on):
    bar = on.bar
    on.choose(bar.speed_button, "1.5x")
    assert on.listening.speed == 1.5
    assert bar.speed_button.text() == "1.5x"
    assert bar.speed_button.accessibleName() == "Speed 1.5"
    on.choose(bar.sleep_button, "In 30 minutes")
    assert "29:59 left" in bar.sleep_button.accessibleName() or "30:00" in bar.state.text()
    on.choose(bar.sleep_button, "Off")
    assert not on.listening.sleeping.timer.is_on
    assert bar.sleep_button.accessibleName() == "Sleep timer"
    on.choose(bar.sleep_button, "At the end of this track")
    assert on.listening.sleeping.timer.at_end
    on.choose(bar.more_button, "Repeat", "The whole set")
    assert on.listening.queue.repeat is Repeat.SET


def test_going_elsewhere_in_a_pause_tells_anew_how_long_the_sleep_timer_runs(on):
    bar = on.bar
    on.click(bar.play_button)
    bar.place.line.setFocus()
    on.press(Qt.Key.Key_End)
    on.until(lambda: on.listening.position > 29)
    on.choose(bar.sleep_button, "At the end of this track")
    assert bar.sleep_button.accessibleName() == "Sleep timer: 0:00 left"
    on.press(Qt.Key.Key_Home)
    on.until(lambda: bar.sleep_button.accessibleName() == "Sleep timer: 0:30 left")
    assert bar.state.text() == "Paused"


def test_another_version_is_chosen_in_the_menu(studio, open_window):
    _set_id, ids = studio.a_set(LONG)
    url = "https://a.example.com/slow.mp3"
    studio.record(url, mp3(30.0, 300.0))
    variant = studio.rows.put(
        "audio_variants", {"audio_track_id": ids[0], "variant_type": "slow", "audio_url": url}
    )
    member = open_window()
    member.listening.play_set(ids)
    member.hear(0.1)
    member.choose(member.bar.more_button, "Version", "slow")
    member.until(lambda: member.listening.variant == variant)
    member.hear(0.1)


def test_the_sound_is_switched_off_and_on_and_set_in_the_menu(on):
    on.click(on.bar.volume_button)
    assert on.listening.loudness == 0
    assert on.bar.volume_button.accessibleName() == "Sound on"
    on.click(on.bar.volume_button)
    assert on.listening.loudness == 1
    menu = on.bar.more_button.menu()
    menu.aboutToShow.emit()
    row = next(a for a in menu.actions() if isinstance(a, QWidgetAction)).defaultWidget()
    row.findChild(QSlider).setValue(40)
    assert on.listening.volume == 0.4
    on.choose(on.bar.more_button, "Sound off")
    assert on.listening.loudness == 0
    on.choose(on.bar.more_button, "Sound off")
    assert on.listening.loudness == 0.4


def test_what_is_taken_off_is_gone_and_its_place_is_kept(on, studio):
    on.listening.seek(12.0)
    on.hear(12.1)
    on.click(on.bar.close_button)
    assert not on.bar.isVisible()
    on.settled()
    assert studio.place(on.ids[0]).position == pytest.approx(12.3, abs=1.0)


def test_in_a_narrow_window_the_rarer_things_are_in_the_menu(on):
    on.shell.resize(900, 600)
    on.until(lambda: not on.bar.close_button.isVisible())
    assert on.bar.play_button.isVisible()
    on.choose(on.bar.more_button, "Take it off")
    assert not on.bar.isVisible()


def test_every_button_has_a_name(on):
    buttons = on.bar.findChildren(QToolButton)
    assert len(buttons) >= 10
    assert all(one.accessibleName() for one in buttons)
    assert on.bar.place.line.accessibleDescription().endswith("of 0:30")


def test_after_a_restart_it_is_laid_out_where_one_stopped_and_nothing_plays(
    on, open_window, studio
):
    on.listening.next()
    on.until(lambda: on.bar.title.text() == "Home")
    on.hear(0.1)
    on.listening.seek(20.0)
    on.hear(20.2)
    on.shell.close()
    on.app.close()
    stopped = studio.place(on.ids[1]).position
    assert stopped >= 20.2
    again = open_window()
    again.until(lambda: again.bar is not None and again.bar.isVisible())
    assert again.bar.title.text() == "Home"
    assert again.listening.standing is Phase.SILENT
    assert not again.listening.is_playing
    assert again.listening.position == pytest.approx(stopped)
    told = again.bar.place.line.accessibleDescription()
    assert told.startswith("0:2")
    assert told.endswith("of 0:30")
    again.click(again.bar.play_button)
    again.hear(20.0)
    assert again.listening.position < 25
