"""A vision without audio, read aloud in the window: the same bar, the same keys."""

from __future__ import annotations

from functools import partial

import pytest

from desktop.domain.listening import Phase
from desktop.domain.vision import label
from desktop.qt.sound import outlet as outlet_module
from desktop.qt.sound.reading_aloud import ReadingSound
from desktop.views.audio.making import read_to_me
from desktop.views.audio.making.desk import MakingDesk
from desktop.views.audio.making.read_to_me import ReadToMe
from desktop.views.room import RoomKit

SENTENCES = "One two three four five six. Seven eight nine ten eleven twelve. " * 4


@pytest.fixture
def voice(monkeypatch):
    monkeypatch.setattr(outlet_module, "ReadingSound", partial(ReadingSound, engine="mock"))
    monkeypatch.setattr(read_to_me, "can_read", lambda: True)


def test_a_vision_is_read_in_the_bar_section_by_section(studio, open_window, voice, qtbot):
    vision = studio.rows.put("vision_versions", {"forward": SENTENCES, "home": SENTENCES})
    member = open_window()
    app = member.app
    kit = RoomKit(app.lane, app.free, app.look, lambda: app.sounding.hearing)
    desk = MakingDesk(kit, member.shell)
    desk.read_to_me(vision)
    member.until(lambda: bool(member.shell.findChildren(ReadToMe)))
    member.click(member.shell.findChildren(ReadToMe)[0].read_button)
    member.until(lambda: member.bar is not None and member.bar.title.text() == "Forward")
    member.hear(1.0)
    bar = member.bar
    member.click(bar.play_button)
    assert member.listening.standing is Phase.PAUSED
    member.click(bar.play_button)
    member.listening.next()
    member.until(lambda: bar.title.text() == label("home"))
    member.hear(0.5)
    member.listening.skip(15.0)
    member.until(lambda: member.listening.position > 5)
    member.listening.stop()
