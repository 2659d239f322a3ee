"""How one listens is as one left it, on this device."""

from __future__ import annotations

import pytest

from desktop.core import settings as settings_module
from desktop.domain.listening import Repeat
from tests.desktop.views.audio.conftest import LONG


@pytest.fixture
def ids(studio):
    return studio.a_set(LONG, LONG)[1]


@pytest.fixture
def on(ids, open_window):
    member = open_window()
    member.listening.play_set(ids)
    member.hear(0.1)
    member.settled()
    return member


def again(member, open_window):
    """The window is closed and another one opened."""
    member.shell.close()
    member.app.close()
    opened = open_window()
    opened.listening  # noqa: B018 - it is made when it is asked for
    opened.settled()
    return opened


def test_speed_loudness_and_repeating_are_as_they_were(on, ids, open_window):
    on.choose(on.bar.speed_button, "1.25x")
    on.listening.set_volume(0.6)
    on.choose(on.bar.more_button, "Repeat", "The whole set")
    later = again(on, open_window)
    assert later.listening.speed == 1.25
    assert later.listening.volume == later.listening.loudness == 0.6
    assert later.listening.queue.repeat is Repeat.SET
    later.listening.play_set(ids, ids[1])
    later.hear(0.1)
    assert later.bar.speed_button.text() == "1.25x"
    later.listening.next()
    later.until(lambda: later.listening.track.id == ids[0])


def test_what_was_switched_off_is_off_and_comes_back_as_loud_as_it_was(on, ids, open_window):
    on.listening.set_volume(0.6)
    on.click(on.bar.volume_button)
    later = again(on, open_window)
    assert later.listening.loudness == 0
    later.listening.play_set(ids)
    later.hear(0.1)
    assert later.bar.volume_button.accessibleName() == "Sound on"
    later.click(later.bar.volume_button)
    assert later.listening.loudness == 0.6


def test_the_music_is_as_loud_and_as_silent_as_it_was(on, open_window):
    background = on.app.sounding.background
    background.set_volume(0.8)
    background.set_muted(True)
    later = again(on, open_window)
    background = later.app.sounding.background
    later.until(lambda: background.volume == 0.8)
    assert background.muted
    assert background.loudness == 0


def test_a_slider_on_its_way_is_one_writing(on, monkeypatch):
    written = []
    write = settings_module.write_atomically
    monkeypatch.setattr(
        settings_module,
        "write_atomically",
        lambda path, content: written.append(content) or write(path, content),
    )
    for percent in range(100):
        on.listening.set_volume(percent / 100)
    on.settled()
    assert not written
    on.until(lambda: bool(written))
    assert len(written) == 1
    assert b"percent = 99" in written[0]


def test_what_the_cinema_repeats_is_no_habit(on, open_window):
    on.listening.set_repeat(Repeat.SET, chosen=False)
    later = again(on, open_window)
    assert later.listening.queue.repeat is Repeat.OFF


def test_who_is_quicker_than_the_disk_is_heeded(open_window):
    member = open_window()
    member.listening.set_speed(2.0)  # before what was kept has been read
    member.listening.set_volume(0.3)
    member.settled()
    assert member.listening.speed == 2.0
    assert member.listening.volume == 0.3
    later = again(member, open_window)
    assert later.listening.speed == 2.0
