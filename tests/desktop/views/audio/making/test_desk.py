"""The door of making audio: files are brought along, and the recorder opens with its section."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QWidget

from desktop.services.making.intake import taken
from desktop.services.making.recordings import Told
from desktop.views.audio.making.desk import MakingDesk
from desktop.views.audio.making.recorder import Recorder
from tests.desktop.media.sounds import mp3


@pytest.fixture
def desk(kit, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return MakingDesk(kit, window)


def test_dropped_files_become_tracks_and_what_cannot_is_told(desk, qtbot, tmp_path, ask):
    good, bad = tmp_path / "waves.mp3", tmp_path / "words.txt"
    good.write_bytes(mp3(1.0))
    bad.write_text("words")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(bad)), QUrl.fromLocalFile(str(good)),
                     QUrl("https://x.example/a.mp3")])  # fmt: skip
    files = desk.files_in(dropped)
    assert files == [bad, good]
    sentences, made = [], []
    desk.told.connect(sentences.append)
    desk.made.connect(lambda *ids: made.append(ids))
    desk.bring(files)
    qtbot.waitUntil(lambda: bool(made))
    ((set_id, track_id),) = made
    assert "words.txt" in sentences[0]
    (track,) = ask(lambda w: w.audio.tracks(set_id))
    assert (track.id, track.title) == (track_id, "waves")


def test_the_recorder_opens_with_the_text_of_its_section(desk, qtbot, ask):
    vision = ask(lambda w: w.rows.put("vision_versions", {"home": "By the sea."}))
    desk.record(vision, "home")
    qtbot.waitUntil(lambda: bool(desk.parent().findChildren(Recorder)))
    (recorder,) = desk.parent().findChildren(Recorder)
    assert recorder.text.toPlainText() == "By the sea."
    recorder.reject()


def test_recording_freely_offers_the_sections_and_begins_with_the_first_without_a_voice(
    desk, qtbot, ask
):
    vision = ask(
        lambda w: w.rows.put(
            "vision_versions",
            {"forward": "I am awake.", "home": "By the sea.", "is_active": True},
        )
    )
    ask(lambda w: w.recordings.narrate(taken(mp3(1.0), "a.mp3"), Told(), vision, "forward"))
    desk.record_freely()
    qtbot.waitUntil(lambda: bool(desk.parent().findChildren(Recorder)))
    (recorder,) = desk.parent().findChildren(Recorder)
    assert recorder.what.count() == 15
    assert recorder.what.itemText(0) == "Forward (recorded)"
    assert (recorder.spoken.part, recorder.text.toPlainText()) == ("home", "By the sea.")
    assert recorder.what.itemText(14) == "Something else"
    recorder.what.setCurrentIndex(14)
    assert recorder.spoken.vision_id is None
    assert recorder.text.isHidden()
    recorder.reject()


def test_without_a_vision_anything_can_be_recorded(desk, qtbot):
    desk.record_freely()
    qtbot.waitUntil(lambda: bool(desk.parent().findChildren(Recorder)))
    (recorder,) = desk.parent().findChildren(Recorder)
    assert recorder.what.isHidden()
    assert recorder.spoken.title.startswith("Recording of ")
    recorder.reject()
