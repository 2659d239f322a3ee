"""Examining, repairing, and putting a copy back."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from desktop.core.errors import StoreProblem
from desktop.core.ids import LOCAL_USER_ID
from desktop.store import upkeep
from desktop.store.rows import Rows


def scenes(database):
    with contextlib.closing(database.connect()) as connection:
        return {row["scene_text"] for row in Rows(connection, LOCAL_USER_ID).walk("scenes")}


@pytest.fixture
def filled(database):
    with contextlib.closing(database.connect()) as connection:
        Rows(connection, LOCAL_USER_ID).put("scenes", {"scene_text": "before"})
    return database


def test_a_sound_database_is_counted(filled):
    health = upkeep.examine(filled)
    assert health.problems == ()
    assert health.rows["scenes"] == 1
    assert health.rows["journal_entries"] == 0
    assert health.bytes > 0
    assert health.version >= 1


def test_a_damaged_database_is_told_with_its_problems(filled):
    with filled.path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(filled.path.stat().st_size - 4096))
    health = upkeep.examine(filled)
    assert health.problems
    assert health.rows == {}


def test_a_repair_touches_no_row(filled):
    with contextlib.closing(filled.connect()) as connection:
        connection.execute("DROP TRIGGER keep_trash_scenes")
    assert upkeep.repair(filled)
    assert scenes(filled) == {"before"}
    with contextlib.closing(filled.connect()) as connection:
        connection.execute("DELETE FROM scenes")
        assert connection.execute("SELECT count(*) FROM local_trash").fetchone() == (1,)


def test_a_copy_takes_the_place_and_the_present_file_is_kept_aside(filled, tmp_path):
    copy = tmp_path / "copies" / "one.db"
    filled.backup(copy)
    with contextlib.closing(filled.connect()) as connection:
        Rows(connection, LOCAL_USER_ID).put("scenes", {"scene_text": "after"})
    aside = upkeep.put_back(filled, copy)
    assert scenes(filled) == {"before"}
    assert scenes(filled.at(aside)) == {"before", "after"}
    assert upkeep.copies(copy.parent) == [copy]


@pytest.mark.parametrize("calls", [1, 2, 3])
def test_putting_back_may_be_cut_off_at_any_place(filled, tmp_path, monkeypatch, calls):
    copy = tmp_path / "one.db"
    filled.backup(copy)
    left = iter(range(calls))
    plain = Path.replace

    def replace(self, target):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return plain(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with contextlib.suppress(KeyboardInterrupt):
            upkeep.put_back(filled, copy)
    filled.open()
    assert scenes(filled) == {"before"}


def test_a_copy_takes_the_place_of_a_damaged_file(filled, tmp_path):
    copy = tmp_path / "one.db"
    filled.backup(copy)
    filled.path.write_bytes(os.urandom(8192))
    assert upkeep.put_back(filled, copy).exists()
    assert scenes(filled) == {"before"}


def test_an_unsound_copy_is_refused_and_nothing_moves(filled, tmp_path):
    copy = tmp_path / "one.db"
    copy.write_bytes(os.urandom(8192))
    with pytest.raises(StoreProblem, match="not sound"):
        upkeep.put_back(filled, copy)
    assert scenes(filled) == {"before"}


def test_copies_come_newest_first(filled, tmp_path):
    folder = tmp_path / "copies"
    assert upkeep.copies(folder) == []
    for age, name in enumerate(["new.db", "old.db"]):
        filled.backup(folder / name)
        os.utime(folder / name, (1_000_000 - age, 1_000_000 - age))
    assert [path.name for path in upkeep.copies(folder)] == ["new.db", "old.db"]
