"""A sync whose own computer fails it: told in a sentence, kept in a report, nothing lost."""

from __future__ import annotations

import subprocess
import sys

import pytest
from filelock import FileLock

from desktop import headless
from sync.cancel import CancelToken
from sync.errors import AlreadyRunning
from tests.patience import PATIENCE

MANY = 600


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_disk_that_fills_up_leaves_a_report_and_the_next_sync_goes_on(devices):
    desk, lap = devices
    desk.put(*({"entry_date": "2026-01-01", "content": "long " * 300} for _ in range(MANY)))
    desk.sync()
    size = (lap.data / "profiles/local/journal.db").stat().st_size + 200_000
    limited = (
        "import os, resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])\n"
    )
    tried = subprocess.run(
        [sys.executable, "-c", limited, *lap.command("sync")[1:]], env=lap.environment,
        capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert tried.returncode == 1
    assert "disk" in tried.stderr
    assert "Traceback" not in tried.stderr
    report = lap.ok("status", "--json").value()["last_report"]
    assert report["outcome"] in {"DiskFull", "StoreProblem"}
    assert [notice["detail"] for notice in report["notices"]] == [tried.stderr.strip()]
    lap.sync()
    assert lap.rows().keys() == desk.rows().keys()


def test_a_run_that_waits_for_another_says_so(devices, backend, monkeypatch):
    desk, _ = devices
    for name, value in backend.environment.items():
        monkeypatch.setenv(name, value)
    desk.put({"entry_date": "2026-01-01"})
    lock = FileLock(desk.data / "profiles/local/sync.lock")
    phases = []

    def progress(phase, *_place):
        phases.append(phase)
        lock.release()

    with desk.workspace() as workspace:
        lock.acquire()
        with pytest.raises(AlreadyRunning):
            headless.run_sync(workspace, CancelToken())
        report = headless.run_sync(workspace, CancelToken(), progress, wait=60.0)
    assert report.pushed == 1
    assert phases[0] == "wait"
    assert "push" in phases
