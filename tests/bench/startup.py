"""How soon the window is there with 100,000 entries: `python -m tests.bench.startup`.

Whole processes, in turn: a bare PySide6 window, ours until the first page of entries is painted,
and ours until today's entry is ready for typing; with a key file. The ratios of the medians hold
on any machine, the milliseconds on this one. Our bytecode is written first, as an installation
does: the bare window's was written when its packages were installed.

`--tracks 5000` starts in turn, as well, from a second data folder with the same entries and so many
tracks, all on this computer and some of them kept offline, and tells what they cost a start.
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import desktop
import sync
from desktop.core.clock import SystemClock
from desktop.core.paths import DataFolder
from desktop.core.settings import SettingsFile
from desktop.headless import open_workspace
from desktop.services.journal import EntryDraft
from tests.fakes.diary import write_diary
from tests.fakes.sounds import write_library

_AIMS = {"list": 1.5, "today": 2.5}


def main() -> None:
    """Fill a profile, start windows in turn, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--tracks", type=int, default=0, help="of a second folder with sounds")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _compile()
    with tempfile.TemporaryDirectory() as name:
        os.environ["VIBRATIONFIT_KEY_FILE"] = str(Path(name) / "key")
        folder = DataFolder.chosen(str(Path(name) / "data"))
        _fill(folder, arguments.entries)
        starts = [(moment, folder) for moment in ("bare", "list", "today")]
        if arguments.tracks:
            full = DataFolder.chosen(str(Path(name) / "full"))
            _fill(full, arguments.entries, arguments.tracks)
            starts += [(moment, full) for moment in ("list", "today")]
        times: list[list[float]] = [[] for _ in starts]
        draw = random.Random(1)
        for turn in range(arguments.rounds + 1):
            # In another order each time: what ran before has a say in how fast the next one is.
            order = list(zip(starts, times, strict=True))
            draw.shuffle(order)
            for (moment, one), found in order:
                seconds = _start(moment, one)
                if turn:  # the first round warms the caches
                    found.append(seconds)
    _tell([statistics.median(found) for found in times], arguments.tracks)


def _tell(medians: list[float], tracks: int) -> None:
    bare, listed, typing, *full = medians
    print(f"bare window painted           {bare * 1000:6.0f} ms")
    for moment, text, median in (
        ("list", "first page of entries painted", listed), ("today", "ready for typing", typing),
    ):  # fmt: skip
        print(f"{text:29} {median * 1000:6.0f} ms   {median / bare:.2f} times bare "
              f"(aim {_AIMS[moment]})")  # fmt: skip
    for text, median, empty in zip(("list", "today"), full, (listed, typing), strict=False):
        print(f"{text}, with {tracks:,} tracks {median * 1000:15.0f} ms   "
              f"{median / empty:.3f} times without")  # fmt: skip


def _compile() -> None:
    for package in (desktop, sync):
        compileall.compile_dir(package.__path__[0], quiet=1)
    subprocess.run([sys.executable, "-m", "desktop.app.bytecode"], check=True)


def _fill(folder: DataFolder, count: int, tracks: int = 0) -> None:
    with contextlib.closing(open_workspace(folder)) as workspace:
        write_diary(workspace.connection, workspace.user_id, count)
        if tracks:
            write_library(workspace, tracks, sets=max(1, tracks // 100))
        draft = EntryDraft(SystemClock().today(), "Today I begin.", None, ())
        workspace.journal.save(workspace.journal.new_id(), draft, "bench")
        while workspace.search.drain():
            pass
        workspace.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _start(moment: str, folder: DataFolder) -> float:
    room = {"list": "journal", "today": "today"}.get(moment)
    if room:
        SettingsFile(folder.settings).change(room=room)
    command = [sys.executable, "-m", "tests.bench.window_probe", moment, str(folder.root)]
    begun = time.time()
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return float(done.stdout.split()[0]) - begun


if __name__ == "__main__":
    main()
