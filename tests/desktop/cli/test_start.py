"""`python -m desktop` and the console script without a command: the window, late and politely."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import desktop.__main__
from tests.patience import PATIENCE


def test_the_console_script_is_the_same_program():
    (script,) = [e for e in entry_points(group="console_scripts") if e.name == "vibrationfit"]
    assert script.load() is desktop.__main__.main


def test_without_qt_the_window_says_so_in_one_sentence(lonely):
    lonely.environment["QT_QPA_PLATFORM"] = "offscreen"
    for words in ((), ("--data-dir", str(lonely.data)), (f"--data-dir={lonely.data}",)):
        tried = subprocess.run(
            [sys.executable, "-m", "desktop", *words], env=lonely.environment,
            capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert tried.returncode == 1
        assert "PySide6" in tried.stderr
        assert "Traceback" not in tried.stderr
        assert tried.stderr.count("\n") == 1


def test_help_and_version_need_no_data_folder(lonely):
    for words in (("--help",), ("--version",), ("sync", "--help"), ("data", "put", "--help")):
        result = lonely.ok(*words)
        assert "vibrationfit" in result.out
    assert not lonely.data.exists()
