"""A vision read aloud: put on in the player, or written into tracks that are kept."""

from __future__ import annotations

import sys

import pytest
import shiboken6
from PySide6.QtCore import Qt

from desktop.media.content import examined
from desktop.services.making.intake import taken
from desktop.services.making.recordings import Told
from desktop.services.making.voices import Voice
from desktop.services.spoken import sections, spoken_id
from desktop.views.audio.making import read_to_me
from desktop.views.audio.making.read_to_me import ReadToMe
from tests.desktop.media.sounds import mp3, wav


@pytest.fixture
def vision(ask):
    return ask(
        lambda w: w.rows.put("vision_versions", {"forward": "I am awake.", "home": "By the sea."})
    )


@pytest.fixture
def voice(tmp_path, monkeypatch):
    """A program that stands for the system's voice, and Qt's for one that reads."""
    sound = tmp_path / "sound.wav"
    sound.write_bytes(wav(0.6))
    code = f"import sys; sys.stdout.buffer.write(open({str(sound)!r}, 'rb').read())"
    made = [Voice("Anna", (sys.executable, "-c", code))]
    monkeypatch.setattr(read_to_me, "_writing_voice", lambda: made[0])
    monkeypatch.setattr(read_to_me, "can_read", lambda: True)
    return made


@pytest.fixture
def opened(kit, ask, vision, voice):
    dialogs = []

    def open_now():
        found = ask(lambda w: sections(w.connection, vision))
        dialogs.append(ReadToMe(kit, vision, found))
        dialogs[-1].open()
        return dialogs[-1]

    yield open_now
    for dialog in dialogs:
        if shiboken6.isValid(dialog):
            dialog.done(0)


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_is_read_now_by_the_player(opened, qtbot, vision):
    dialog = opened()
    assert "the 2 sections" in dialog.about.text()
    with qtbot.waitSignal(dialog.read_requested) as asked:
        click(qtbot, dialog.read_button)
    assert asked.args[0] == [spoken_id(vision, "forward"), spoken_id(vision, "home")]


def test_it_is_kept_as_tracks_and_ones_own_voice_stays(opened, qtbot, ask, vision, folder):
    own = ask(lambda w: w.recordings.narrate(taken(mp3(), "a.mp3"), Told(), vision, "home"))
    dialog = opened()
    with qtbot.waitSignal(dialog.kept) as kept:
        click(qtbot, dialog.keep_button)
    qtbot.waitUntil(lambda: "One section" in dialog.notice.text())
    set_id, track_id = kept.args
    assert set_id == own.set_id

    def read(workspace):
        track = workspace.audio.track(track_id)
        with workspace.media.open(track.url) as reader:
            return track, reader.whole(), [t.id for t in workspace.audio.tracks(set_id)]

    track, content, ids = ask(read)
    assert ids == [track_id, own.track_id]
    assert (track.title, track.transcript) == ("Forward", "I am awake.")
    assert examined(content).suffix == "m4a"
    audio = ask(lambda w: [row["voice_type"] for row in w.rows.list("vision_audios")])
    assert sorted(audio) == ["Anna", "own voice"]
    assert not [p for p in folder.root.rglob("*") if p.is_file() and b"ftyp" in p.read_bytes()]


def test_a_voice_that_fails_is_told(opened, qtbot, voice):
    voice[0] = Voice("Broken", (sys.executable, "-c", "raise SystemExit(1)"))
    dialog = opened()
    click(qtbot, dialog.keep_button)
    qtbot.waitUntil(lambda: "did not write" in dialog.notice.text())
    with qtbot.waitSignal(dialog.rejected):
        click(qtbot, dialog.close_button)


def test_without_any_voice_it_is_said(opened, voice, monkeypatch):
    voice[0] = None
    assert "not write" in opened().notice.text()
    monkeypatch.setattr(read_to_me, "can_read", lambda: False)
    dialog = opened()
    assert "has no voice" in dialog.notice.text()
    assert not dialog.read_button.isEnabled()
    assert not dialog.keep_button.isEnabled()


def test_a_vision_without_words_has_nothing_to_read(kit, qtbot, voice):
    dialog = ReadToMe(kit, "x", [])
    qtbot.addWidget(dialog)
    assert "no words" in dialog.about.text()
    assert not dialog.read_button.isEnabled()
