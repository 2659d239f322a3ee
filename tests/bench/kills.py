"""Two devices that write and synchronise while their syncs are killed at random: what is left?

`python -m tests.bench.kills [SEED [ROUNDS]]` prints one line: rows on both devices and on the
server, and how many of the words that were written are lost or doubled (both must be 0).
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.backend.server import Backend
from tests.desktop.cli.devices import Device

_KILLED = 0.7


def main():
    """Run one campaign and tell how it ended."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, Backend() as backend:
        member = backend.sign_up()
        devices = [
            Device(Path(folder) / name, backend.environment).arrive(member)
            for name in ("desk", "lap")
        ]
        written = set()
        kills = sum(_round(dice, devices, written) for _ in range(rounds))
        for _ in range(3):
            for device in devices:
                device.sync()
        desk, lap = (device.rows() for device in devices)
        text = "\n".join(row["content"] for row in desk.values())
        lost = sum(word not in text for word in written)
        doubled = sum(text.count(word) > 1 for word in written)
        there = backend.sql("SELECT count(*) FROM journal_entries WHERE user_id = %s", (member.id,))
        print(
            f"seed {seed}: {kills} kills, {len(written)} words, lost {lost}, doubled {doubled}, "
            f"rows {len(desk)} = {len(lap)} = {there[0][0]}, "
            f"devices {'alike' if desk == lap else 'DIFFER'}"
        )
        return int(bool(lost or doubled or desk != lap))


def _round(dice, devices, written):
    for device in devices:
        device.put(*_writing(dice, device.rows(), written))
    syncs = [device.start("sync", "--json") for device in devices]
    kills = 0
    for sync in syncs:
        if dice.random() < _KILLED:
            try:
                sync.wait(timeout=dice.uniform(0.3, 2.2))
            except subprocess.TimeoutExpired:
                sync.send_signal(signal.SIGKILL)
                kills += 1
    for sync in syncs:
        sync.communicate(timeout=120)
    return kills


def _writing(dice, rows, written):
    def word():
        written.add(found := f"word{len(written)}x")
        return found

    new = [
        {"entry_date": "2026-01-01", "content": f"Begun with {word()}.\n\nAnd so on.\n"}
        for _ in range(dice.randint(5, 60))
    ]
    edited = dice.sample(sorted(rows), min(len(rows), 10))
    return new + [
        {"id": row_id, "content": f"{rows[row_id]['content']}\n\nAdded {word()}.\n"}
        for row_id in edited
    ]


if __name__ == "__main__":
    sys.exit(main())
