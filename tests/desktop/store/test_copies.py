"""The copy of each day: made once, three kept, and never at the cost of a good one."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import subprocess
import sys
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from filelock import FileLock

from desktop.core.errors import CopyStopped, DatabaseDamaged, DiskFull, StoreProblem
from desktop.core.ids import LOCAL_USER_ID
from desktop.store.copies import SPARE, DailyCopies
from desktop.store.rows import Rows
from tests.desktop.moulds import KEY

TODAY = date(2026, 11, 23)
PAGE = 4096


def day(number):
    return TODAY + timedelta(days=number)


@pytest.fixture
def copies(database):
    return DailyCopies(database)


def names(copies):
    return sorted(path.name for path in copies.folder.glob("*.db*"))


def scenes(database):
    with contextlib.closing(database.connect()) as connection:
        return {row["scene_text"] for row in Rows(connection, LOCAL_USER_ID).walk("scenes")}


def test_a_day_has_one_copy_which_is_whole_private_and_encrypted(database, copies, rows):
    rows.put("scenes", {"scene_text": "private words"})
    assert copies.is_due(TODAY)
    copy = copies.keep(TODAY)
    rows.put("scenes", {"scene_text": "later"})
    assert not copies.is_due(TODAY)
    assert copies.keep(TODAY) is None
    assert copies.all(TODAY) == [copy]
    assert scenes(database.at(copy)) == {"private words"}
    assert b"private" not in copy.read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert stat.S_IMODE(copies.folder.stat().st_mode) == 0o700


def test_the_copies_of_three_days_are_kept(copies):
    made = [copies.keep(day(number)) for number in (0, 1, 5, 9)]
    assert copies.all(day(9)) == made[:0:-1]
    assert names(copies) == [path.name for path in made[1:]]


def test_a_clock_that_was_years_ahead_pushes_no_copy_out(copies):
    ahead = [copies.keep(day(4000 + number)) for number in range(3)]
    made = copies.keep(TODAY)
    assert copies.all(TODAY) == [made, *ahead[:0:-1]]
    later = copies.keep(day(1))
    assert copies.all(day(1)) == [later, made, ahead[2]]


def test_a_damaged_database_leaves_the_copies_of_before(database, copies, rows, connection):
    rows.put_many("scenes", [{"scene_text": f"{n} {'x' * 2000}"} for n in range(300)])
    kept = [copies.keep(day(number)) for number in range(3)]
    contents = [path.read_bytes() for path in kept]
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with database.path.open("r+b") as file:
        file.seek(database.path.stat().st_size * 3 // 4 // PAGE * PAGE)
        file.write(os.urandom(3 * PAGE))
    with pytest.raises(DatabaseDamaged):
        copies.keep(day(3))
    assert names(copies) == [path.name for path in kept]
    assert [path.read_bytes() for path in kept] == contents


def test_a_copy_that_the_disk_did_not_take_pushes_none_out(database, copies, monkeypatch):
    kept = [copies.keep(day(number)) for number in range(3)]
    plain = type(database)._verify

    def worn(self, copy, *rest):
        with copy.open("r+b") as file:
            file.seek(copy.stat().st_size // 2 // PAGE * PAGE)
            file.write(os.urandom(PAGE))
        plain(self, copy, *rest)

    monkeypatch.setattr(type(database), "_verify", worn)
    with pytest.raises(StoreProblem):
        copies.keep(day(3))
    assert names(copies) == [path.name for path in kept]


def test_the_journal_that_vanished_is_not_begun_anew_over_its_copies(database, copies, rows):
    rows.put("scenes", {"scene_text": "before"})
    copy = copies.keep(TODAY)
    rows._connection.close()
    database.path.unlink()
    with pytest.raises(DatabaseDamaged, match="gone, though copies"):
        database.open()
    assert not database.path.exists()
    shutil.rmtree(copy.parent)
    database.open()
    assert scenes(database) == set()


def test_a_disk_without_a_margin_is_left_alone(copies, monkeypatch):
    kept = copies.keep(TODAY)
    usage = SimpleNamespace(free=SPARE)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(DiskFull, match="too little room"):
        copies.keep(day(1))
    assert names(copies) == [kept.name]


def test_two_processes_never_copy_at_once(copies):
    copies.folder.mkdir()
    with FileLock(copies.folder / "copying.lock"):
        assert copies.keep(TODAY) is None
    assert copies.keep(TODAY)


@pytest.mark.parametrize("asked", [0, 2])
def test_a_copy_may_be_stopped_and_leaves_nothing(copies, rows, asked):
    rows.put_many("scenes", [{"scene_text": "x" * 2000} for _ in range(300)])
    kept = copies.keep(TODAY)
    looks = iter(range(asked))
    with pytest.raises(CopyStopped):
        copies.keep(day(1), lambda: next(looks, None) is None)
    assert names(copies) == [kept.name]
    assert copies.keep(day(1))


COPIER = """
import pathlib, sys
from datetime import date
from desktop.store.copies import DailyCopies
from desktop.store.database import Database

copies = DailyCopies(Database(pathlib.Path(sys.argv[1]), bytes.fromhex(sys.argv[2])))

def stopped():
    print("copying", flush=True)
    return bool(sys.stdin.readline()) and False

copies.keep(date.fromisoformat(sys.argv[3]), stopped)
"""


def test_a_kill_amid_a_copy_leaves_the_old_ones_and_the_next_sweeps_up(database, copies, rows):
    rows.put_many("scenes", [{"scene_text": f"{n} {'x' * 2000}"} for n in range(300)])
    kept = [copies.keep(day(number)) for number in range(3)]
    contents = [path.read_bytes() for path in kept]
    words = [sys.executable, "-c", COPIER, str(database.path), KEY.hex(), day(3).isoformat()]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout.readline() == "copying\n"
        process.kill()
    assert [path.read_bytes() for path in kept] == contents
    assert f"{day(3)}.db.part" in names(copies)
    made = copies.keep(day(4))
    assert names(copies) == [*(path.name for path in kept[1:]), made.name]


def test_a_writer_goes_on_while_a_copy_is_made(database, copies, rows):
    rows.put_many("scenes", [{"scene_text": "x" * 2000} for _ in range(300)])
    written = []

    def stopped():
        written.append(rows.put("scenes", {"scene_text": "meanwhile"}))
        return False

    copy = copies.keep(TODAY, stopped)
    assert written
    # The copy is of one moment: that before the first of them, or after.
    assert len(scenes(database.at(copy)) - {"x" * 2000}) <= 1
    assert "meanwhile" in scenes(database)
