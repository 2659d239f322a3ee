"""What can be read of a damaged database is saved, and nothing else is claimed."""

from __future__ import annotations

import contextlib
import os
import shutil

import pytest

from desktop.core.ids import LOCAL_USER_ID
from desktop.store import upkeep
from desktop.store.database import Database
from desktop.store.rows import Rows
from desktop.store.salvage import salvage
from tests.desktop.moulds import KEY

PAGE = 4096
MANY = 600


@pytest.fixture
def fresh(tmp_path):
    with contextlib.closing(Database(tmp_path / "fresh" / "journal.db", KEY).opened()) as made:
        yield made


@pytest.fixture
def full(database, connection, rows):
    """A database of some hundred pages, closed, with rows, a version and something in the trash."""
    rows.put_many("scenes", [{"scene_text": f"{n} {'x' * 1500}"} for n in range(MANY)])
    first = rows.put("journal_entries", {"entry_date": "2026-01-01", "content": "first words"})
    rows.put("journal_entries", {"id": first, "content": "later words, and many more of them"})
    rows.delete("journal_entries", rows.put("journal_entries", {"entry_date": "2026-01-02"}))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return database


def harm(database, *places):
    """Overwrite a few pages at these parts of the file."""
    pages = database.path.stat().st_size // PAGE
    with database.path.open("r+b") as file:
        for place in places:
            file.seek(int(pages * place) * PAGE)
            file.write(os.urandom(2 * PAGE))


def texts(connection):
    return {row["scene_text"] for row in Rows(connection, LOCAL_USER_ID).walk("scenes")}


def test_a_sound_database_is_saved_whole(full, fresh):
    saved = salvage(full, fresh)
    assert (saved.rows, saved.torn) == (MANY + 1, ())
    (entry,) = Rows(fresh, LOCAL_USER_ID).walk("journal_entries")
    assert entry["content"] == "later words, and many more of them"
    for kept in ("local_trash", "local_versions"):
        assert fresh.execute(f"SELECT count(*) FROM {kept}").fetchone() == (1,)
    assert fresh.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_around_damaged_pages_every_row_is_saved_as_it_was(full, fresh):
    with contextlib.closing(full.connect()) as connection:
        before = texts(connection)
    harm(full, 0.5, 0.6, 0.7)
    damaged = full.path.read_bytes()
    saved = salvage(full, fresh)
    after = texts(fresh)
    assert after < before
    assert len(after) > MANY - 30
    assert "scenes" in saved.torn
    assert full.path.read_bytes() == damaged
    assert full.at(fresh.execute("PRAGMA database_list").fetchone()[2]).check() == []


@pytest.fixture
def torn_away(database, connection, rows, tmp_path):
    """A database and its log, as they lie on the disk while somebody writes."""
    rows.put_many("scenes", [{"scene_text": f"{n} {'x' * 1500}"} for n in range(50)])
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    rows.put("scenes", {"scene_text": "in the log"})
    rows.put("scenes", {"scene_text": "last in the log"})
    taken = database.at(tmp_path / "taken" / "journal.db")
    taken.path.parent.mkdir()
    for tail in ("", "-wal"):
        shutil.copy(f"{database.path}{tail}", f"{taken.path}{tail}")
    return taken


def test_what_the_log_alone_holds_is_read(torn_away, fresh):
    before = [path.read_bytes() for path in sorted(torn_away.path.parent.iterdir())]
    assert (salvage(torn_away, fresh).read, "last in the log" in texts(fresh)) == (52, True)
    assert [path.read_bytes() for path in sorted(torn_away.path.parent.iterdir())] == before


def test_a_transaction_that_the_log_does_not_hold_whole_counts_for_nothing(torn_away, fresh):
    log = torn_away.path.with_name("journal.db-wal")
    os.truncate(log, log.stat().st_size - PAGE - 24)
    salvage(torn_away, fresh)
    assert "in the log" in texts(fresh)
    assert "last in the log" not in texts(fresh)


def test_a_long_row_is_read_over_all_its_pages(database, connection, rows, fresh):
    long = "".join(f"{n} é " for n in range(20_000))
    rows.put("scenes", {"scene_text": long})
    connection.close()
    assert salvage(database, fresh).torn == ()
    assert texts(fresh) == {long}


def test_saving_twice_doubles_nothing(full, fresh):
    salvage(full, fresh)
    assert salvage(full, fresh).rows == 0


def test_a_file_of_which_nothing_can_be_read_says_so(full, fresh):
    full.path.write_bytes(os.urandom(full.path.stat().st_size))
    assert (salvage(full, fresh).read, texts(fresh)) == (0, set())


def test_whoever_has_the_database_open_is_noticed(full):
    assert not upkeep.is_in_use(full)
    with contextlib.closing(full.opened()):
        assert upkeep.is_in_use(full)
    assert not upkeep.is_in_use(full)
    with contextlib.closing(full.opened()) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
