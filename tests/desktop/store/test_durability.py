"""Killed processes and several processes at once: what was saved is there, whole, once."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys

import pytest

from desktop.core.ids import LOCAL_USER_ID
from desktop.store.rows import Rows

# Writes entries one by one, each with a child in the same transaction, and tells after each one.
WRITER = f"""
import pathlib, sys
from desktop.store.database import Database
from desktop.store.rows import Rows
from desktop.store.sessions import writing_session

path, name, count = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
database = Database(path, bytes(range(32)))
database.open()
connection = database.connect()
rows = Rows(connection, {LOCAL_USER_ID!r})
for n in range(count):
    with writing_session(connection, name):
        parent = rows.put("vision_versions", {{"title": f"{{name}} {{n}}", "forward": "x" * 3000}})
        rows.put("vision_board_items", {{"vision_id": parent, "content": f"{{name}} {{n}}"}})
        rows.put("voice_profiles", {{"analysis": {{name: n}}}})
    print(n, flush=True)
"""


def start(database, name, count):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(database.path), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
    )


def titles(database):
    with contextlib.closing(database.connect()) as connection:
        rows = Rows(connection, LOCAL_USER_ID)
        visions = {row["id"]: row["title"] for row in rows.walk("vision_versions")}
        items = sorted(row["content"] for row in rows.walk("vision_board_items"))
        assert items == sorted(visions.values())
        return items


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_amid_writing_loses_nothing_that_was_saved(database, seed):
    enough = random.Random(seed).randrange(3, 40)
    process = start(database, "w", 100_000)
    with process.stdout as said:
        for line in said:
            if int(line) >= enough:
                process.kill()
                break
        saved = int((said.read().split() or [line])[-1])
    process.wait()

    found = titles(database)
    assert {f"w {n}" for n in range(saved + 1)} <= set(found)
    assert len(set(found)) == len(found)
    assert len(found) <= saved + 2  # the one that was saved while the kill came
    assert database.check() == []
    database.open()


def test_two_processes_write_at_once_and_neither_loses_a_row(database):
    processes = [start(database, name, 40) for name in ("a", "b")]
    for process in processes:
        with process.stdout as said:
            said.read()
        assert process.wait() == 0
    assert titles(database) == sorted(f"{name} {n}" for name in "ab" for n in range(40))
    with contextlib.closing(database.connect()) as connection:
        # One row for both of them, because its id derives from the member.
        assert Rows(connection, LOCAL_USER_ID).count("voice_profiles") == 1
    assert database.check() == []


def test_two_processes_may_make_the_database_at_once(tmp_path):
    path = tmp_path / "new" / "journal.db"
    code = (
        "import pathlib\nfrom desktop.store.database import Database\n"
        f"Database(pathlib.Path({str(path)!r}), bytes(range(32))).open()"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]


def test_another_process_sees_that_something_was_written(database, connection):
    before = connection.execute("PRAGMA data_version").fetchone()[0]
    with start(database, "w", 1) as process:
        process.communicate()
    assert connection.execute("PRAGMA data_version").fetchone()[0] != before


def test_no_word_stays_readable_after_a_kill(database):
    process = start(database, "unmistakable", 100_000)
    with process.stdout as said:
        for line in said:
            if int(line) >= 5:
                process.kill()
                break
        said.read()
    process.wait()
    left = [path for path in database.path.parent.iterdir() if path.is_file()]
    assert any(path.name.endswith("-wal") for path in left) or os.name == "nt"
    for path in left:
        assert b"unmistakable" not in path.read_bytes()
