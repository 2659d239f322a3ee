"""Where no window can be opened the app says so in a sentence, and never aborts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from desktop.app.screen import missing_screen
from tests.patience import PATIENCE

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 and Wayland")


@linux
@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ":4711"},
        {"QT_QPA_PLATFORM": "xcb"},
        {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/nowhere"},
        {"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":4711"},
    ],
)
def test_without_a_screen_there_is_a_sentence(environment):
    assert "no screen" in missing_screen(environment)


@linux
@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600"])
def test_platforms_without_a_screen_are_taken_at_their_word(platform):
    assert missing_screen({"QT_QPA_PLATFORM": platform}) is None


@linux
def test_a_wayland_session_counts_as_a_screen(tmp_path):
    (tmp_path / "wayland-0").touch()
    assert (
        missing_screen({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}) is None
    )


@linux
def test_the_program_ends_with_one_sentence(tmp_path):
    bare = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {k: v for k, v in os.environ.items() if k not in bare}
    ended = subprocess.run(
        [sys.executable, "-m", "desktop", "--data-dir", str(tmp_path)],
        env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert "no screen" in ended.stderr


def test_the_start_loads_no_sound_and_nothing_slow(tmp_path):
    code = (
        "import sys; import desktop.app.application, desktop.views.today.room; "
        "from desktop import headless; "
        "slow = ('PySide6.QtMultimedia', 'sqlmodel', 'sqlalchemy', 'supabase', 'httpx', 'keyring');"
        "sys.exit(', '.join(m for m in slow if m in sys.modules) or 0)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert ended.returncode == 0, ended.stderr
