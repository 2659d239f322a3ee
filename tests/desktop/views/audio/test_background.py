"""What is heard under the voice: it comes and goes with it, and is kept on this device."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from desktop.domain.listening import FADE
from desktop.media.addresses import parsed
from tests.desktop.views.audio.conftest import LONG


@pytest.fixture
def on(studio, open_window):
    _set_id, ids = studio.a_set(LONG, LONG, titles=("Forward", "Waves"))
    member = open_window()
    member.ids = ids
    member.listening.play_set(ids)
    member.hear(0.1)
    member.background = member.app.sounding.background
    return member


def under(member, *words):
    member.choose(member.bar.more_button, "Under the voice", *words)


def test_noise_comes_and_goes_with_the_voice(on):
    under(on, "Like rain")
    on.until(lambda: on.background.is_playing)
    on.click(on.bar.play_button)
    on.until(lambda: not on.background.is_playing)
    on.click(on.bar.play_button)
    on.until(lambda: on.background.is_playing)
    on.listening.next()
    on.until(lambda: on.listening.track.id == on.ids[1])
    on.hear(0.1)
    assert on.background.is_playing
    under(on, "Nothing")
    on.until(lambda: not on.background.is_playing)
    assert on.listening.is_playing


def test_it_is_off_for_now_and_comes_back_as_loud(on):
    under(on, "Like rain")
    on.background.set_volume(0.6)
    under(on, "Off for now")
    assert on.background.loudness == 0
    assert on.background.choice == "rain"
    under(on, "Off for now")
    assert on.background.loudness == 0.6


def test_a_track_is_chosen_and_loops_under_the_voice(on):
    under(on, "A track of a set…")
    on.until(lambda: any(d.isVisible() for d in on.shell.findChildren(QDialog)))
    dialog = next(d for d in on.shell.findChildren(QDialog) if d.isVisible())
    on.until(lambda: dialog.choice.rows.count() == 2)
    dialog.choice.field.setText("wav")
    dialog.choice.field.returnPressed.emit()
    on.until(lambda: on.background.choice == f"track:{on.ids[1]}")
    on.until(lambda: on.background.is_playing)
    assert on.listening.track.id == on.ids[0]


def test_a_track_that_is_not_here_is_told_and_fetched(on, studio):
    url = "https://a.example.com/away.mp3"
    away = studio.rows.put("audio_tracks", {"title": "Away", "audio_url": url})
    on.background.choose(f"track:{away}")
    on.until(on.shell.notices.isVisible)
    key = studio.workspace.media.key_of(parsed(url).url)
    on.until(lambda: studio.workspace.media.register.find(key) is not None)
    assert on.listening.is_playing


def test_the_timer_takes_both_into_silence(on):
    under(on, "Deep, soft noise")
    on.until(lambda: on.background.is_playing)
    on.listening.sleeping.after(FADE / 60 / 200)
    on.until(lambda: not on.listening.is_playing)
    on.until(lambda: not on.background.is_playing)


def test_choice_and_volume_are_kept(on, open_window):
    under(on, "Even noise")
    on.background.set_volume(0.55)
    on.settled()
    on.shell.close()
    on.app.close()
    again = open_window()
    background = again.app.sounding.background
    again.until(lambda: background.choice == "pink")
    assert background.volume == 0.55
    assert not background.is_playing
