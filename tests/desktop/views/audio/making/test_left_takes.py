"""A recording outlives the app: killed while one speaks, it is offered, heard, kept, discarded."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.media.sealed import SealedWriter
from desktop.views.audio.making.recorder import Recorder
from desktop.views.audio.making.recorder_form import Spoken, Step
from tests.desktop.applications import in_lane
from tests.desktop.media.sounds import pcm

ROOT = Path(__file__).resolve().parents[5]

# A whole app that records what a stand-in for a microphone says, second by second, until enough
# of it lies on the disk.
SPEAKING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.app.application import Application
from desktop.core.paths import DataFolder
from desktop.views.audio.making.recorder import Recorder
from desktop.views.audio.making.recorder_form import Spoken
from tests.desktop.media.sounds import pcm
from tests.desktop.views.audio.making.conftest import Mouth

folder, vision = DataFolder(Path(sys.argv[1])), sys.argv[2]
app = Application(folder)
mouth, second = Mouth(), pcm(1.0)

def speak():
    mouth.heard.emit(second)
    app.lane.ask(lambda w: sum(p.stat().st_size for p in folder.root.rglob("*.take")), told)

def told(size):
    if size > 300_000:
        print("on the disk", flush=True)
    else:
        QTimer.singleShot(20, speak)

def record():
    recorder = Recorder(
        app._kit, Spoken("Home", "By the sea.", vision, "home"), app.shell, lambda _parent: mouth
    )
    recorder.open()
    recorder.record_button.click()
    speak()

app.lane.opened.connect(record)
app.run()
"""


@pytest.fixture
def vision(workspace):
    return workspace.rows.put(
        "vision_versions", {"title": "Life", "home": "By the sea.", "is_active": True}
    )


@pytest.fixture
def killed(folder, vision):
    """An app that was killed while somebody spoke."""
    with subprocess.Popen(
        [sys.executable, "-c", SPEAKING, str(folder.root), vision], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as other:  # fmt: skip
        assert other.stdout.readline() == "on the disk\n"
        other.send_signal(signal.SIGKILL)
    assert other.returncode == -signal.SIGKILL


@pytest.fixture
def listener(killed, open_window):
    found = open_window()
    room = found.app.shell.show_room("audio")
    found.until(lambda: room.found.line is not None and room.found.line.isVisible())
    return found


def files(folder):
    return [p for p in folder.root.rglob("*") if p.suffix in {".take", ".aside"}]


def opened(listener):
    room = listener.app.shell.current
    listener.click(room.found.line.open_button)
    listener.until(lambda: bool(room.findChildren(Recorder)))
    (recorder,) = room.findChildren(Recorder)
    return recorder


def test_a_recording_of_a_killed_app_is_offered_and_kept(
    listener, folder, workspace, vision, qtbot
):
    room = listener.app.shell.current
    assert room.found.line.sentence.text().startswith("A recording of 0:0")
    recorder = opened(listener)
    assert recorder.step is Step.TAKEN
    assert (recorder.spoken.part, recorder.text.toPlainText()) == ("home", "By the sea.")
    with qtbot.waitSignal(recorder.kept) as kept:
        listener.click(recorder.keep_button)
    listener.until(lambda: not room.found.line.isVisible())
    track = workspace.audio.track(kept.args[1])
    narration = workspace.audio.narration(track)
    assert (track.title, narration.vision_id, narration.part) == (
        "Home / Environment", vision, "home",
    )  # fmt: skip
    with workspace.media.open(track.url) as reader:
        assert reader.size > 5_000
    assert files(folder) == []


def test_a_recording_that_was_left_is_told_at_the_start(killed, open_window):
    found = open_window()
    found.until(lambda: "waits for you in the Listen room" in found.app.shell.notices.text())


def test_who_only_listens_finds_it_again(listener, folder):
    recorder = opened(listener)
    recorder.reject()
    listener.settled()
    assert listener.app.shell.current.found.line.isVisible()
    assert len(files(folder)) == 1
    recorder = opened(listener)
    listener.click(recorder.discard_button)
    listener.until(lambda: not listener.app.shell.current.found.line.isVisible())
    assert files(folder) == []


def test_what_is_discarded_can_be_brought_back(listener, folder):
    line = listener.app.shell.current.found.line
    listener.click(line.discard_button)
    listener.until(lambda: not line.isVisible())
    notices = listener.app.shell.notices
    (undo,) = [b for b in notices.findChildren(QPushButton) if b.text() == "&Undo"]
    listener.click(undo)
    listener.until(line.isVisible)
    listener.click(line.discard_button)
    listener.until(lambda: not line.isVisible())
    in_lane(listener.app, listener._bot, lambda w: type(w.takes)(w.takes._root, w.key).waiting())
    assert files(folder) == []


def test_nothing_is_left_of_what_was_kept_or_taken_again(kit, qtbot, mouths, folder, ask):
    recorder = Recorder(kit, Spoken("A thought"), None, mouths)
    recorder.open()
    recorder.record_button.click()
    mouths[-1].heard.emit(pcm(3.0))
    recorder.stop_button.click()
    assert ask(lambda w: w.takes.waiting()) == []  # it is at hand still
    assert len(files(folder)) == 1
    recorder.again_button.click()
    ask(lambda _w: True)
    assert files(folder) == []
    recorder.record_button.click()
    mouths[-1].heard.emit(pcm(3.0))
    recorder.stop_button.click()
    ask(lambda _w: True)  # what was heard is on the disk
    with qtbot.waitSignal(recorder.kept):
        recorder.keep_button.click()
        assert len(files(folder)) == 1  # until its rows are written
    assert files(folder) == []


def test_a_full_disk_is_told_and_the_recording_goes_on(kit, qtbot, mouths, monkeypatch):
    def full(_writer):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(SealedWriter, "sync", full)
    recorder = Recorder(kit, Spoken("A thought"), None, mouths)
    recorder.open()
    recorder.record_button.click()
    mouths[-1].heard.emit(pcm(3.0))
    qtbot.waitUntil(lambda: "goes on, in memory" in recorder.notice.text())
    mouths[-1].heard.emit(pcm(2.0))
    assert (recorder.step, recorder.time.text()) == (Step.RECORDING, "0:05")
    monkeypatch.undo()
    recorder.stop_button.click()
    with qtbot.waitSignal(recorder.kept):
        recorder.keep_button.click()
