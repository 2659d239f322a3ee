"""What 500 short tracks in a row cost in memory: `python -m tests.bench.listening [--tracks N]`.

Real files of each kind, sealed on the shelf, in one set, heard through the window's own listening
at twice the speed. Prints the memory after each tenth, and that after all as a share of that after
the first tenth; fails above the aim. Linux alone tells how much a process holds now.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.domain.listening import Phase
from desktop.qt.lanes import DatabaseLane, Pulse
from desktop.qt.sound.listening import Listening
from tests.desktop.media.sounds import flac, m4a, mp3, opus, vorbis, wav
from tests.fakes.sounds import record_set

KEY = bytes(range(32))
_KINDS = (mp3, m4a, vorbis, mp3, flac, mp3, opus, wav)
_AIM = 1.1
_SILENT_FOR = 30.0


def main() -> int:
    """Hear them all, print what the process holds; 1 when it grew by more than the aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tracks", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=0.2, help="how long each track is")
    arguments = parser.parse_args()
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        folder = DataFolder(Path(name) / "data")
        workspace = headless.open_workspace(folder, key=KEY)
        contents = (
            _KINDS[n % len(_KINDS)](arguments.seconds, 200.0 + n) for n in range(arguments.tracks)
        )
        ids = record_set(workspace, contents)
        workspace.close()
        lane = DatabaseLane(
            Pulse(elsewhere=lambda _w: 0, here=lambda _w: 0, chore=lambda _w: False)
        )
        lane.open(lambda: headless.open_workspace(folder, key=KEY))
        held, heard = _hear(lane, ids)
        lane.close()
    app.processEvents()
    ratio = held[-1] / held[0]
    print(f"{len(heard)} of {len(ids)} tracks heard, in order: {heard == list(ids)}")
    print("megabytes after each tenth:", " ".join(f"{size:.0f}" for size in held))
    print(f"after all: {ratio:.3f} times that after the first tenth (aim {_AIM})")
    return int(ratio > _AIM or heard != list(ids))


def _hear(lane: DatabaseLane, ids: list[str]) -> tuple[list[float], list[str]]:
    """Play all; the memory after each tenth, and what was on, in its order."""
    listening, held, heard, loop = Listening(lane), [], [], QEventLoop()
    each, last = max(1, len(ids) // 10), [time.monotonic()]

    def on(track):
        if track is not None:
            heard.append(track.id)
            last[0] = time.monotonic()
            if len(heard) > 1 and (len(heard) - 1) % each == 0:
                held.append(_megabytes())

    def look():
        over = listening.standing is Phase.PAUSED and len(heard) == len(ids)
        if over or time.monotonic() - last[0] > _SILENT_FOR:
            loop.quit()

    listening.track_changed.connect(on)
    listening.set_speed(2.0)
    listening.set_volume(0.0)
    listening.play_set(ids)
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(200)
    loop.exec()
    held.append(_megabytes())
    listening.close()
    QCoreApplication.processEvents()
    return held, heard


def _megabytes() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


if __name__ == "__main__":
    sys.exit(main())
