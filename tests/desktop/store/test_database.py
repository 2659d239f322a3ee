"""The database file: who may read it, what opens it, and what is said when it does not."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop.core.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DiskFull,
    NewerDatabase,
    StoreProblem,
    WrongKey,
)
from desktop.core.ids import LOCAL_USER_ID
from desktop.store import faults
from desktop.store.database import Database
from desktop.store.migrations import MIGRATIONS, Migration, statements, version
from desktop.store.rows import Rows
from desktop.store.transactions import writing
from tests.desktop.moulds import KEY

posix = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def database(tmp_path):
    """A database that was made for the test, not a copy: how one is made is tried here."""
    made = Database(tmp_path / "profile" / "journal.db", KEY)
    made.open()
    return made


@posix
def test_files_and_folders_are_the_members_alone(database, connection):
    connection.execute("INSERT INTO scenes (id) VALUES ('a')")
    assert mode(database.path.parent) == 0o700
    files = [*database.path.parent.iterdir()]
    assert {p.name for p in files} == {"journal.db", "journal.db-wal", "journal.db-shm"}
    assert {mode(path) for path in files} == {0o600}


@posix
def test_a_file_that_others_could_read_is_closed_to_them(database):
    database.path.chmod(0o644)
    database.open()
    assert mode(database.path) == 0o600


def test_every_connection_is_durable_and_holds_references(connection):
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2}
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


def test_sync_may_ask_for_a_connection_that_does_not_hold_references(database):
    with contextlib.closing(database.connect(foreign_keys=False)) as made:
        assert made.execute("PRAGMA foreign_keys").fetchone()[0] == 0


def test_no_word_is_readable_in_any_file(database, rows):
    rows.put("journal_entries", {"content": "a very private sentence " * 50, "tags": ["secrettag"]})
    raw = b"".join(p.read_bytes() for p in database.path.parent.iterdir())
    assert len(raw) > 50_000
    for word in (b"private", b"secrettag", b"journal_entries", b"SQLite format"):
        assert word not in raw


def test_a_wrong_key_says_so_and_harms_nothing(database, rows, capfd):
    rows.put("scenes", {"scene_text": "x"})
    before = database.path.read_bytes()
    with pytest.raises(WrongKey, match=r"does not open.*Nothing was changed"):
        Database(database.path, b"w" * 32).open()
    assert database.path.read_bytes() == before
    assert rows.count("scenes") == 1
    assert capfd.readouterr() == ("", "")


def test_opening_again_changes_nothing(database, rows):
    rows.put("scenes", {"scene_text": "x"})
    database.open()
    assert rows.count("scenes") == 1


def test_a_newer_database_is_refused_with_a_sentence(database):
    with contextlib.closing(database.connect()) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(NewerDatabase, match=r"newer version.*update the app"):
        database.open()


def add_column(connection):
    connection.execute("ALTER TABLE scenes ADD COLUMN later TEXT")


LATER = (*MIGRATIONS, Migration(1000, "later", add_column))


def test_a_migration_of_a_used_database_is_preceded_by_a_sound_copy(database, rows):
    rows.put("scenes", {"scene_text": "x"})
    later = Database(database.path, KEY, LATER, database.path.parent / "copies")
    later.open()
    later.open()
    (copy,) = (database.path.parent / "copies").iterdir()
    with contextlib.closing(Database(copy, KEY).connect()) as old:
        assert version(old) == MIGRATIONS[-1].number
        assert old.execute("SELECT scene_text FROM scenes").fetchall() == [("x",)]
    with contextlib.closing(later.connect()) as new:
        assert version(new) == 1000
        assert new.execute("SELECT later FROM scenes").fetchall() == [(None,)]
        assert [n for (n,) in new.execute("SELECT number FROM local_migrations")] == [
            *(step.number for step in MIGRATIONS), 1000,
        ]  # fmt: skip


SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"


# The first one alone has no search, which every opening looks after.
@pytest.mark.parametrize("number", [step.number for step in MIGRATIONS[1:-1]])
def test_a_database_of_each_earlier_version_becomes_the_same_as_a_new_one(
    number, tmp_path, connection
):
    earlier = Database(tmp_path / "old.db", KEY, MIGRATIONS[:number], tmp_path / "copies")
    earlier.open()
    entry = ("calm", '["sea","sun"]', "The words of before")
    with contextlib.closing(earlier.connect()) as old:
        assert version(old) == number
        old.execute(
            "INSERT INTO journal_entries (id, mood, tags, content) VALUES ('a', ?, ?, ?)", entry
        )
    present = Database(earlier.path, KEY, MIGRATIONS, earlier.backups)
    present.open()
    with contextlib.closing(present.connect()) as new:
        kept = new.execute("SELECT mood, tags, content FROM journal_entries").fetchall()
        assert kept == [entry]
        assert new.execute(SCHEMA).fetchall() == connection.execute(SCHEMA).fetchall()
        assert new.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len([*earlier.backups.iterdir()]) == 1
    with pytest.raises(NewerDatabase):
        earlier.open()


def test_a_new_database_needs_no_copy(database):
    assert not database.backups.exists()


def test_a_migration_that_fails_leaves_the_version_before(database):
    def broken(connection):
        add_column(connection)
        raise RuntimeError("half way")

    broken_steps = (*MIGRATIONS, Migration(1000, "broken", broken))
    with pytest.raises(RuntimeError, match="half way"):
        Database(database.path, KEY, broken_steps).open()
    with contextlib.closing(database.connect()) as connection:
        assert version(connection) == MIGRATIONS[-1].number
        names = [row[1] for row in connection.execute("PRAGMA table_info(scenes)")]
    assert "later" not in names


def test_statements_are_told_apart_even_inside_triggers():
    script = (
        "-- a word; with a semicolon\nCREATE TABLE a (b);\n\n"
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a;\nEND;\n"
    )
    assert [s.split()[1] for s in statements(script)] == ["TABLE", "TRIGGER"]
    with pytest.raises(ValueError, match="inside a statement"):
        [*statements("CREATE TABLE a (")]


def test_a_backup_is_whole_encrypted_and_closed_to_others(database, rows, tmp_path):
    rows.put("journal_entries", {"content": "private words"})
    copy = tmp_path / "copies" / "one.db"
    database.backup(copy)
    assert [p.name for p in copy.parent.iterdir()] == ["one.db"]
    assert b"private" not in copy.read_bytes()
    with contextlib.closing(database.at(copy).connect()) as other:
        assert other.execute("SELECT content FROM journal_entries").fetchone() == ("private words",)
    if os.name == "posix":
        assert mode(copy) == 0o600


def test_a_backup_that_cannot_be_written_leaves_the_last_one(database, tmp_path, monkeypatch):
    copy = tmp_path / "one.db"
    copy.write_text("the last one")
    monkeypatch.setattr(Database, "_verify", lambda *_: (_ for _ in ()).throw(StoreProblem("no")))
    with pytest.raises(StoreProblem):
        database.backup(copy)
    assert copy.read_text() == "the last one"
    assert not copy.with_name("one.db.part").exists()


def damage(path):
    with path.open("r+b") as file:
        # Every page but the first, so that the key still fits.
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))


def test_a_damaged_file_is_named_so_and_its_sentence_shows_a_way_on(database, rows):
    rows.put("scenes", {"scene_text": "x"})
    with contextlib.closing(database.connect()) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    rows._connection.close()
    damage(database.path)
    with pytest.raises(DatabaseDamaged, match=r"damaged.*doctor"):
        database.open()
    assert database.check()


def test_damage_that_is_met_while_reading_is_named_so(database, rows, connection):
    rows.put_many("scenes", [{"scene_text": "x" * 3000} for _ in range(100)])
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    size = database.path.stat().st_size
    with database.path.open("r+b") as file:
        # The end of the file, in which the rows lie; the schema before it is sound.
        file.seek(size - 40 * 4096)
        file.write(os.urandom(40 * 4096))
    with contextlib.closing(database.connect()) as other:
        found = Rows(other, LOCAL_USER_ID)
        with pytest.raises(DatabaseDamaged, match="damaged"):
            list(found.walk("scenes"))
    assert database.check()


def test_an_emptied_file_is_no_new_one(database, rows, connection):
    rows.put("scenes", {"scene_text": "before"})
    connection.close()
    database.path.write_bytes(b"")
    with pytest.raises(DatabaseDamaged, match="is empty"):
        database.open()
    assert not database.path.stat().st_size


def test_a_beginning_that_was_cut_off_is_begun_anew(tmp_path):
    path = tmp_path / "profile" / "journal.db"
    path.parent.mkdir()
    path.with_name("journal.db.new").write_bytes(b"half of it")
    Database(path, KEY).open()
    assert list(path.parent.iterdir()) == [path]


def test_the_log_of_a_file_that_was_taken_away_is_kept_apart(database, rows, connection, tmp_path):
    rows.put("scenes", {"scene_text": "only in the log"})
    log = database.path.with_name("journal.db-wal")
    words = log.read_bytes()
    database.path.rename(tmp_path / "taken away.db")
    database.open()
    assert database.check() == []
    (left,) = database.path.parent.glob("journal-left-*.db-wal")
    assert left.read_bytes() == words


def test_two_that_begin_at_once_share_one_file(tmp_path):
    database = Database(tmp_path / "journal.db", KEY)
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _number: database.open(), range(4)))
    assert opened == [None] * 4
    assert database.check() == []


def test_rubbish_in_place_of_the_file_is_left_alone(tmp_path):
    path = tmp_path / "journal.db"
    path.write_bytes(b"not a database at all " * 500)
    before = path.read_bytes()
    with pytest.raises(WrongKey, match="file is damaged"):
        Database(path, KEY).open()
    assert path.read_bytes() == before


def test_a_sound_file_has_no_problems_even_if_the_server_broke_our_rules(database, connection):
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("INSERT INTO emotional_snapshots (id, intensity) VALUES ('a', 99)")
    assert database.check() == []


def test_a_full_disk_is_said_and_nothing_saved_before_is_lost(database, rows, connection):
    rows.put("scenes", {"scene_text": "before"})
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull, match=r"no room left.*Everything saved before is safe"):
        rows.put("scenes", {"scene_text": "x" * 100_000})
    assert not connection.in_transaction
    connection.execute(f"PRAGMA max_page_count = {pages + 1000}")
    rows.put("scenes", {"scene_text": "after"})
    assert {r["scene_text"] for r in rows.walk("scenes")} == {"before", "after"}
    assert database.check() == []


def test_a_lock_that_lasts_is_said(database, rows, connection):
    connection.execute("PRAGMA busy_timeout = 1")
    with (
        contextlib.closing(database.connect()) as other,
        writing(other),
        pytest.raises(DatabaseBusy, match="Another program"),
    ):
        rows.put("scenes", {"scene_text": "x"})
    rows.put("scenes", {"scene_text": "x"})


def test_a_folder_that_cannot_be_is_said(tmp_path):
    with pytest.raises(StoreProblem, match="could not be opened"):
        Database(tmp_path / "nowhere" / "journal.db", KEY).connect()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "no room left on the disk"),
        (errno.EACCES, "may not be written"),
        (errno.ENOTDIR, "could not be opened"),
    ],
)
def test_a_fault_of_the_file_system_is_a_sentence(tmp_path, monkeypatch, code, sentence):
    def refuse(*_args):
        raise OSError(code, "no")

    monkeypatch.setattr("desktop.store.database._private_file", refuse)
    with pytest.raises(StoreProblem, match=sentence):
        Database(tmp_path / "journal.db", KEY).open()


def test_a_fault_of_ours_is_not_dressed_up_as_the_worlds(connection):
    with pytest.raises(faults.Error) as caught, writing(connection):
        connection.execute("SELECT nonsense FROM scenes")
    assert faults.translate(caught.value) is None
    assert faults.translate(ValueError("ours")) is None
    assert not connection.in_transaction


def test_a_key_of_another_length_is_a_bug(tmp_path):
    with pytest.raises(ValueError, match="32 bytes"):
        Database(tmp_path / "journal.db", b"short")


def test_faults_print_nothing_of_what_was_written(rows, connection, caplog):
    caplog.set_level(logging.DEBUG)
    connection.execute("CREATE TRIGGER no BEFORE INSERT ON scenes BEGIN SELECT nonsense(1); END")
    with pytest.raises(Exception, match="nonsense") as caught:
        rows.put("scenes", {"scene_text": "my secret"})
    assert "my secret" not in f"{caught.value!r} {caught.value.__cause__!r} {caplog.text}"


if sys.platform == "linux":

    def test_a_limit_of_the_system_is_a_sentence_too(database, rows):
        import resource

        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        size = max(p.stat().st_size for p in database.path.parent.iterdir())
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            with pytest.raises(StoreProblem, match="Everything saved before is safe"):
                rows.put("scenes", {"scene_text": "x" * 2 * size})
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        rows.put("scenes", {"scene_text": "after"})
        assert rows.count("scenes") == 1
