"""Devices for the benchmarks: data folders that are signed in, full or empty."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.services.workspace import Workspace
from sync.cancel import CancelToken
from sync.report import Report
from tests.backend.server import Member
from tests.fakes.diary import write_diary


def signed_in(root: Path, member: Member) -> DataFolder:
    """A new data folder with the member signed in."""
    folder = DataFolder.chosen(str(root))
    with contextlib.closing(headless.open_workspace(folder)):
        door = headless.accounts(folder)
        door.settle(door.sign_in(member.email, member.password), join=True)
    return folder


def fill(folder: DataFolder, count: int) -> None:
    """Write entries that no other device has."""
    with contextlib.closing(headless.open_workspace(folder)) as workspace:
        write_diary(workspace.connection, workspace.user_id, count, seed=time.time_ns())


def synchronised(folder: DataFolder) -> tuple[Report, float]:
    """A whole run of the engine: its report and its seconds."""
    with contextlib.closing(headless.open_workspace(folder)) as workspace:
        start = time.perf_counter()
        report = _run(workspace)
        seconds = time.perf_counter() - start
    if report.held or report.waiting:
        raise SystemExit(f"{len(report.held)} rows held back, {report.waiting} waiting")
    return report, seconds


def _run(workspace: Workspace) -> Report:
    return headless.build_engine(workspace).run(CancelToken())
