"""Every room with ten years of rows beside an empty one: `python -m tests.bench.rooms`.

Prints for each room how long it takes from asking for it to its first paint, with and without
rows, and the longest stall of the window while its list is walked through, a row is deleted and
brought back. Whole processes, in turn; the ratios of the medians hold on any machine.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.core.clock import SystemClock
from desktop.core.paths import DataFolder
from desktop.domain.categories import CATEGORIES
from desktop.domain.vision import CODES
from desktop.headless import open_workspace
from sync.values import canonical_json
from tests.fakes.diary import write_diary

ROOMS = ("journal", "vision", "scenes", "flips", "checkin", "events", "paper")
_AIM, _AIM_MS = 1.5, 50
_PAPERS, _VERSIONS = 3_650, 200
_STEPS = 40
_WORDS = ("calm", "river", "home", "light", "we")


def main() -> None:
    """Fill a folder, open the rooms of it and of an empty one in turn, print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        os.environ["VIBRATIONFIT_KEY_FILE"] = str(Path(name) / "key")
        folders = {kind: str(Path(name) / kind) for kind in ("empty", "full")}
        _fill(DataFolder.chosen(folders["full"]), arguments.rows)
        open_workspace(DataFolder.chosen(folders["empty"])).close()
        found: dict[tuple[str, str], list[tuple[float, float]]] = {}
        for _ in range(arguments.rounds):
            for kind, folder in folders.items():
                for room, opened, stall in _measured(folder):
                    found.setdefault((kind, room), []).append((opened, stall))
    for room in ROOMS:
        empty, full = (
            [statistics.median(each) for each in zip(*found[kind, room], strict=True)]
            for kind in ("empty", "full")
        )
        print(
            f"{room:8} empty {empty[0]:4.0f} ms, full {full[0]:4.0f} ms, "
            f"ratio {full[0] / empty[0]:4.2f} (aim {_AIM}), "
            f"longest stall {full[1]:4.0f} ms (aim {_AIM_MS})"
        )


def _measured(folder: str) -> list[tuple[str, float, float]]:
    command = [sys.executable, "-m", "tests.bench.room_probe", folder, str(_STEPS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [(room, float(a), float(b)) for room, a, b in map(str.split, done.stdout.splitlines())]


def _fill(folder: DataFolder, count: int) -> None:
    """Write rows as if they had come from the server long ago: nothing waits to be sent."""
    workspace = open_workspace(folder)
    connection, owner = workspace.connection, workspace.user_id
    draw = random.Random(7)
    began = time.time()
    connection.execute("UPDATE sync_control SET applying = 1")
    write_diary(connection, owner, count, seed=7)
    connection.execute("BEGIN IMMEDIATE")
    for table, lines in _tables(draw, count, owner):
        columns = lines[0].keys()
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        connection.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",
            [tuple(one.values()) for one in lines],
        )
    # What the search knows has no say in how fast a room opens.
    connection.execute("DELETE FROM search_queue")
    connection.execute("UPDATE sync_control SET applying = 0")
    connection.execute("COMMIT")
    workspace.close()
    print(f"filled in {time.time() - began:.0f} s", flush=True)


def _tables(draw, count, owner):
    def row(**values):
        return {"id": str(uuid.UUID(int=draw.getrandbits(128))), "user_id": owner, **values}

    def moment():
        then = datetime.now(UTC) - timedelta(seconds=draw.random() * 3650 * 86_400)
        return then.isoformat(timespec="microseconds")

    def words(number):
        return " ".join(draw.choice(_WORDS) for _ in range(number))

    def day(n):
        return (SystemClock().today() - timedelta(days=n)).isoformat()

    codes = [category.code for category in CATEGORIES]
    for table, when, word, level, notes in (
        ("emotional_snapshots", "snapshot_date", "emotion_type", "intensity", "notes"),
        ("vibrational_events", "event_date", "event_type", "vibration_level", "description"),
    ):
        yield table, [
            row(**{when: moment(), word: f"word {draw.randint(1, 60)}", level: draw.randint(1, 10),
                   notes: words(12), "created_at": moment()})
            for _ in range(count)
        ]  # fmt: skip
    yield "scenes", [
        row(category=draw.choice(codes), scene_title=words(4), scene_text=words(90),
            created_at=moment())
        for _ in range(count)
    ]  # fmt: skip
    yield "frequency_flip", [
        row(category=draw.choice(codes), input_text=words(20), clarity_seed=words(20),
            created_at=moment())
        for _ in range(count)
    ]  # fmt: skip
    yield "daily_papers", [
        row(paper_date=day(n), completed=n % 2, created_at=moment(),
            content=canonical_json({"gratitude": words(20), "tasks": [words(4)] * 3}))
        for n in range(1, min(count, _PAPERS) + 1)
    ]  # fmt: skip
    yield "vision_versions", [
        row(version_number=n, title=f"Number {n}", status="complete", is_draft=0,
            created_at=moment(), is_active=int(n == 1), **{code: words(250) for code in CODES})
        for n in range(1, min(count, _VERSIONS) + 1)
    ]  # fmt: skip


if __name__ == "__main__":
    main()
