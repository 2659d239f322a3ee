"""What was typed a second before the process is killed is kept, in whichever room it was typed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import headless
from desktop.core.paths import DataFolder
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[3]
WORDS = "What I wrote a second ago"


def _column(table, column):
    return lambda workspace: [row[column] for row in workspace.rows.walk(table)]


def _begun(keeper):
    """The notes of a form that was not saved yet; it shows them at the next start."""
    return lambda workspace: [
        draft.notes for draft, _ in getattr(workspace, keeper).unsaved().values()
    ]


KEPT = {
    "journal": _column("journal_entries", "content"),
    "vision": _column("vision_versions", "forward"),
    "flow": _column("life_vision_category_state", "transcript"),
    "scenes": _column("scenes", "scene_text"),
    "flips": _column("frequency_flip", "input_text"),
    "checkin": _begun("check_ins"),
    "events": _begun("events"),
    "paper": lambda workspace: [
        row["content"]["gratitude"] for row in workspace.rows.walk("daily_papers")
    ],
}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a matter of POSIX")
@pytest.mark.parametrize("room", list(KEPT))
def test_words_that_are_a_second_old_outlive_the_process(room, tmp_path, monkeypatch):
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / "test.key"))
    folder = DataFolder.chosen(str(tmp_path / "data"))
    words = [sys.executable, "-m", "tests.desktop.app.dying_process", folder.root, room, WORDS]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    with contextlib.closing(headless.open_workspace(folder)) as workspace:
        assert KEPT[room](workspace) == [WORDS]
        assert workspace.database.check() == []
