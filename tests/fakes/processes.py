"""Watching other processes from outside, as a person or a script would."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path


def wait_for_log(folder: Path, words: str, process: subprocess.Popen, seconds: float = 60) -> str:
    """Wait until a log file in the folder holds a line with these words, and return the line.

    Fails at once when the process ends before. The file is asked again and again because nothing
    announces a line written by another process on every platform.
    """
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        for file in folder.glob("*.log"):
            for line in file.read_text(encoding="utf-8").splitlines():
                if words in line:
                    return line
        if process.poll() is not None:
            raise AssertionError(f"the process ended with {process.returncode}")
        time.sleep(0.05)
    raise AssertionError(f"no line with {words!r}")
