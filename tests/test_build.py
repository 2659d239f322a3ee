"""The packaged app: built once, then started as a member would start it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.processes import wait_for_log
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[1]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def packaged(tmp_path_factory) -> Path:
    """The built app's program."""
    folder = tmp_path_factory.mktemp("build")
    places = ["--distpath", folder / "dist", "--workpath", folder / "work"]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    subprocess.run([*command, *places, "build.spec"], cwd=ROOT, check=True)
    return folder / "dist" / "vibrationfit" / "vibrationfit"


@pytest.fixture
def surroundings(tmp_path):
    """An environment with nothing of Python's in it, and a data folder of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return kept | {
        "VIBRATIONFIT_DATA_DIR": str(tmp_path / "data"),
        "VIBRATIONFIT_KEY_FILE": str(tmp_path / "key"),
        "QT_QPA_PLATFORM": "offscreen",
    }


def test_the_packaged_command_line_writes_and_reads_an_entry(packaged, surroundings):
    added = subprocess.run(
        [packaged, "--json", "journal", "add", "A walk by the river"],
        env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert added.returncode == 0, added.stderr
    shown = subprocess.run(
        [packaged, "--json", "journal", "show", json.loads(added.stdout)["id"]],
        env=surroundings, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(shown.stdout)["content"] == "A walk by the river"


def test_the_packaged_app_holds_what_draws_the_charts(packaged):
    inside = packaged.parent / "_internal"
    assert (inside / "numpy").is_dir()
    assert (inside / "pyqtgraph").is_dir()


def test_the_packaged_window_opens_and_paints(packaged, surroundings, tmp_path):
    window = subprocess.Popen([packaged], env=surroundings, stderr=subprocess.PIPE)
    try:
        wait_for_log(tmp_path / "data" / "logs", "window painted", window)
    finally:
        window.terminate()
        window.communicate(timeout=PATIENCE)
