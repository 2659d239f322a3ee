"""What was typed a second before the process is killed is on the disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
WORDS = "What I wrote a second ago is still here, every single word of it, to the very last one."


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a matter of POSIX")
def test_a_killed_window_has_lost_nothing_that_is_a_second_old(folder, pen):
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.desktop.views.rooms.typing_process", folder.root, WORDS],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        told = [process.stdout.readline().strip() for _ in range(2)]
        os.kill(process.pid, signal.SIGKILL)
    assert told == ["typed", "second"]
    assert process.returncode == -signal.SIGKILL
    assert pen.texts() == [WORDS]
    assert pen.workspace.database.check() == []
