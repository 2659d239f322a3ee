"""Speech written into a file: programs that stand for the system's, and espeak-ng where it is."""

from __future__ import annotations

import shutil
import sys
import threading

import pytest

from desktop.core.errors import AppError
from desktop.media.content import examined
from desktop.services.making.voices import Voice, spoken_sound, writing_voice

# A WAV whose lengths are unknown, as whoever writes into a pipe leaves them.
_PIPE = """
import os, sys
sys.path.insert(0, {root!r})
from tests.desktop.media.sounds import wav
text = sys.stdin.buffer.read().decode()
assert text == "Ich bin wach. \u00dcber dem Meer.", text
assert "VIBRATIONFIT_KEY_FILE" not in os.environ
sound = bytearray(wav(0.5))
sound[4:8] = sound[40:44] = b"\\x24\\xf0\\xff\\x7f"
sys.stdout.buffer.write(sound)
"""
_FILE = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.desktop.media.sounds import mp3
Path(sys.argv[1]).write_bytes(mp3(0.5))
"""
TEXT = "Ich bin wach. Über dem Meer."


@pytest.fixture
def voice(pytestconfig):
    def make(script, *arguments):
        code = script.format(root=str(pytestconfig.rootpath))
        return Voice("Test", (sys.executable, "-c", code, *arguments))

    return make


def test_what_comes_through_a_pipe_gets_its_real_lengths(voice, tmp_path, monkeypatch):
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", "x")
    content = spoken_sound(TEXT, voice(_PIPE), tmp_path / "own")
    facts = examined(content)
    assert (facts.suffix, round(facts.seconds, 1)) == ("wav", 0.5)


def test_a_file_that_is_written_is_gone_at_once(voice, tmp_path):
    content = spoken_sound(TEXT, voice(_FILE, "{file}.m4a"), tmp_path / "own")
    assert examined(content).suffix == "mp3"
    assert list((tmp_path / "own").iterdir()) == []


@pytest.mark.parametrize("script", ["raise SystemExit(3)", "pass"])
def test_a_voice_that_writes_nothing_is_told(voice, tmp_path, script):
    with pytest.raises(AppError, match="did not write"):
        spoken_sound(TEXT, voice(script), tmp_path / "own")
    with pytest.raises(AppError, match="did not write"):
        spoken_sound(TEXT, Voice("None", (str(tmp_path / "none"),)), tmp_path / "own")


def test_a_voice_is_ended_early_with_the_app(voice, tmp_path):
    stop = threading.Event()
    stop.set()
    with pytest.raises(AppError, match="did not write"):
        spoken_sound(TEXT, voice("import time; time.sleep(600)"), tmp_path / "own", stop)


def test_the_systems_program_is_found(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(sys, "platform", "linux")
    assert writing_voice("en").command[:3] == ("/usr/bin/espeak-ng", "-v", "en")
    assert "-v" not in writing_voice("C-x").command
    monkeypatch.setattr(sys, "platform", "darwin")
    assert writing_voice("en").name == "macOS"
    monkeypatch.setattr(sys, "platform", "win32")
    assert writing_voice("en").name == "Windows"
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert writing_voice("en") is None


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_espeak_speaks(tmp_path):
    content = spoken_sound("I am awake.", writing_voice("en"), tmp_path / "own")
    assert examined(content).seconds > 0.3
