"""The longest stall of the window while 10,000 rows arrive: `python -m tests.bench.stall`.

A timer of the GUI thread should tick every few milliseconds; its longest gap is what a member
would feel. Measured from the sync's first word to its last, and beside it while the window rests.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from tests.backend.server import Backend
from tests.bench.devices import fill, signed_in, synchronised

_AIM_MS = 50
_TICK_MS = 2
_REST_MS = 4000


def main() -> None:
    """Fill one device, then watch the window of a second one take everything over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name, Backend() as backend:
        os.environ |= backend.environment | {"VIBRATIONFIT_KEY_FILE": str(Path(name) / "key")}
        member = backend.sign_up()
        first = signed_in(Path(name) / "first", member)
        fill(first, arguments.entries)
        synchronised(first)
        _watch(signed_in(Path(name) / "second", member))


def _watch(folder) -> None:
    from PySide6.QtCore import Qt, QTimer

    from desktop.app.application import Application

    application = Application(folder)
    process = application.syncing.process
    gaps: dict[str, float] = {}
    state = {"phase": "start", "last": time.perf_counter(), "begun": 0.0}

    def tick() -> None:
        now = time.perf_counter()
        phase = state["phase"]
        gaps[phase] = max(gaps.get(phase, 0.0), (now - state["last"]) * 1000)
        state["last"] = now

    def started() -> None:
        state.update(phase="sync", begun=time.perf_counter())

    def finished(report: dict) -> None:
        print(f"  {report['pulled']} pulled in {time.perf_counter() - state['begun']:.1f} s")
        state["phase"] = "after"
        QTimer.singleShot(_REST_MS, close)

    def close() -> None:
        # What closing takes is no stall of a window in use.
        state["phase"] = "end"
        application.shell.close()

    timer = QTimer(application)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(_TICK_MS)
    timer.timeout.connect(tick)
    process.started.connect(started)
    process.finished.connect(finished)
    QTimer.singleShot(0, application, timer.start)
    application.run()
    print(f"longest stall while the rows arrive  {gaps['sync']:5.0f} ms (aim {_AIM_MS})")
    print(f"longest stall in the {_REST_MS // 1000} s afterwards   {gaps['after']:5.0f} ms")


if __name__ == "__main__":
    main()
