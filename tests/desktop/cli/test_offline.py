"""What the command line does without any server: writing, reading, usage, faults of the disk."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys

import pytest

from desktop.account import recovery
from desktop.store.database import Database
from tests.desktop.cli.devices import ROOT
from tests.patience import PATIENCE


def test_qt_is_barred_from_all_commands_of_these_tests(lonely):
    tried = subprocess.run(
        [sys.executable, "-c", "import PySide6.QtCore"],
        env=lonely.environment, capture_output=True, check=False,
    )  # fmt: skip
    assert tried.returncode == 1
    assert b"ModuleNotFoundError" in tried.stderr


def test_entries_are_written_listed_and_shown(lonely):
    added = lonely.ok(
        "journal", "add", "--json", "--date", "2026-03-01", "--mood", "calm", "--tag", "sea",
        "--tag", "early", "A walk", "along the sea",
    ).value()  # fmt: skip
    assert added["content"] == "A walk along the sea"
    lonely.ok("journal", "add", "--date", "2026-03-02", stdin="First line\n\nsecond — ünïcode 🌊\n")
    listed = lonely.ok("journal", "list", "--json").lines()
    assert [line["entry_date"] for line in listed] == ["2026-03-02", "2026-03-01"]
    assert listed[1]["tags"] == ["sea", "early"]
    assert lonely.ok("journal", "list", "--json", "--tag", "sea").value()["id"] == added["id"]
    assert lonely.ok("--json", "journal", "list", "--since", "2026-03-02").value()
    assert len(lonely.ok("journal", "list", "--limit", "1").out.splitlines()) == 1
    shown = lonely.ok("journal", "show", "2026-03-02")
    assert "second — ünïcode 🌊" in shown.out
    assert "A walk along the sea" in lonely.ok("journal", "show", added["id"]).out
    missing = lonely.run("journal", "show", "2020-01-01")
    assert missing.code == 1
    assert "no entry" in missing.err


@pytest.mark.parametrize(
    "words",
    [
        ("journal", "add", "--date", "tomorrow", "text"),
        ("journal", "add"),
        ("journal", "list", "--since", "2026-13-01"),
        ("journal", "list", "--limit", "-3"),
        ("data", "list", "journal_entries", "--limit", "-3"),
        ("sync", "--every", "soon", "--watch"),
        ("data", "list", "horses"),
        ("data", "put", "payment_history", "{}"),
        ("data", "put", "journal_entries", "[]"),
        ("data", "put", "journal_entries", '{"user_id": "not mine"}'),
        ("data", "delete", "orders", "0f0e3f94-0000-4000-8000-000000000000"),
        ("horse",),
        ("journal",),
        ("search",),
        ("--data-dir",),
        ("sign-in", "--email", "a@example.org"),
    ],
)
def test_wrong_usage_ends_with_one_and_a_sentence(lonely, words):
    result = lonely.run(*words)
    assert result.code == 1
    assert result.err.strip()
    assert result.out == ""


def put(device, *rows):
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    return device.ok("data", "put", "journal_entries", stdin=lines).lines()


def test_rows_go_in_and_out_as_json_lines(lonely):
    first, second = put(
        lonely,
        {"entry_date": "2026-01-01", "content": "one", "tags": ["a", "b"], "mood": None},
        {"entry_date": "2026-01-02", "content": "two"},
    )
    assert put(lonely, {"id": first["id"], "mood": "glad"})[0] == first | {"mood": "glad"}
    listed = lonely.ok("data", "list", "journal_entries").lines()
    assert {row["id"] for row in listed} == {first["id"], second["id"]}
    got = lonely.ok("data", "get", "journal_entries", second["id"].upper(), first["id"])
    assert got.lines() == [second, first | {"mood": "glad"}]
    gone = lonely.ok("data", "delete", "--json", "journal_entries", stdin=f"{second['id']}\n")
    assert gone.value() == {"deleted": 1, "absent": 0}
    assert set(lonely.rows()) == {first["id"]}
    assert lonely.run("data", "get", "journal_entries", second["id"]).code == 1
    assert lonely.run("data", "delete", "journal_entries", second["id"]).code == 1
    assert lonely.ok("data", "list", "payment_history").out == ""


def test_rows_may_begin_with_the_byte_order_mark_of_a_shell(lonely):
    words = ("data", "put", "journal_entries")
    assert lonely.ok(*words, stdin='\ufeff{"content": "Piped."}\n').value()["content"] == "Piped."
    assert "Line 1 is no JSON object" in lonely.run(*words, stdin="[" * 100_000).err


def test_of_many_rows_all_are_put_or_none(lonely):
    rows = [{"entry_date": "2026-01-01", "content": str(n)} for n in range(50)]
    lines = "\n".join(json.dumps(row) for row in [*rows, {"contend": "typo"}])
    refused = lonely.run("data", "put", "journal_entries", stdin=lines)
    assert refused.code == 1
    assert "51" in refused.err
    assert "contend" in refused.err
    assert lonely.rows() == {}
    assert len(put(lonely, *rows)) == 50
    assert len(lonely.rows()) == 50


def test_the_home_of_nobody_is_told_in_a_sentence(lonely):
    nowhere = "~nobody-of-that-name/x"
    told = "There is nobody here whose home “~nobody-of-that-name/x” could be."
    assert told in lonely.run("status", "--data-dir", nowhere).err
    assert told in lonely.run("--data-dir", nowhere).err  # the window's way
    refused = lonely.run("status", environment={"VIBRATIONFIT_KEY_FILE": nowhere})
    assert (refused.code, told in refused.err) == (1, True)


def test_what_was_just_written_is_found(lonely):
    lonely.ok("journal", "add", "--mood", "calm", "Lighthouse at dusk")
    found = lonely.ok("search", "--json", "mood:calm", "lightho*").value()
    assert found["total"] == 1
    assert found["waiting"] == 0
    assert "Lighthouse" in found["hits"][0]["snippet"]
    # Nobody is typing here: a word is a word, and the beginning of one is asked for by a star.
    assert lonely.ok("search", "--json", "lightho").value()["total"] == 0
    assert lonely.ok("search", "--json", "lighthouse").value()["total"] == 1
    assert lonely.run("search", "after:yesteryear").code == 1


def test_status_and_doctor_speak_of_a_fresh_folder(lonely):
    status = lonely.ok("status", "--json").value()
    assert status["signed_in_as"] is None
    assert status["waiting"] == 0
    assert "saved on this computer" in lonely.ok("status").out  # there is no server to be on
    doctor = lonely.ok("doctor", "--json").value()
    assert doctor["ok"]
    areas = {finding["area"] for finding in doctor["findings"]}
    assert {"python", "data folder", "key", "keyring", "database local", "server"} <= areas


def test_no_readable_text_reaches_the_disk(lonely):
    lonely.ok("journal", "add", "--tag", "lighthousetag", "Lighthousewords at dusk")
    lonely.ok("search", "lighthousewords")
    for path in lonely.data.rglob("*"):
        if path.is_file():
            assert b"ighthouse" not in path.read_bytes(), path


def test_without_any_way_to_a_key_nothing_is_made(lonely):
    del lonely.environment["VIBRATIONFIT_KEY_FILE"]
    result = lonely.run("journal", "add", "text")
    assert result.code == 1
    assert "VIBRATIONFIT_KEY_FILE" in result.err
    assert not list(lonely.data.rglob("*.db"))


def test_a_wrong_key_says_so_and_harms_nothing(lonely):
    lonely.ok("journal", "add", "text")
    database = lonely.data / "profiles/local/journal.db"
    before = database.read_bytes()
    lonely.environment["VIBRATIONFIT_KEY_FILE"] = str(lonely.folder / "other")
    (lonely.folder / "other").write_text("ab" * 32)
    (lonely.folder / "other").chmod(0o600)
    result = lonely.run("journal", "list")
    assert result.code == 1
    assert "key" in result.err
    assert database.read_bytes() == before


def test_a_key_file_that_others_can_read_is_refused(lonely):
    lonely.ok("journal", "add", "text")
    (lonely.folder / "key").chmod(0o644)
    result = lonely.run("journal", "list")
    assert result.code == 1
    assert "chmod 600" in result.err


def test_a_broken_database_is_told_and_left_as_it_is(lonely):
    lonely.ok("journal", "add", "text")
    database = lonely.data / "profiles/local/journal.db"
    for tail in ("-wal", "-shm"):
        database.with_name(database.name + tail).unlink(missing_ok=True)
    torn = b"SQLite format 3\0" + b"x" * 8176
    database.write_bytes(torn)
    for words in (("journal", "list"), ("doctor",), ("sync",)):
        result = lonely.run(*words)
        assert result.code == 1
        assert result.err.strip().endswith(".")
    assert database.read_bytes() == torn


def test_a_locked_database_ends_with_one(lonely):
    lonely.ok("journal", "add", "text")
    key = bytes.fromhex((lonely.folder / "key").read_text())
    holder = Database(lonely.data / "profiles/local/journal.db", key).connect()
    holder.execute("BEGIN IMMEDIATE")
    result = lonely.run("journal", "add", "more")
    holder.execute("ROLLBACK")
    holder.close()
    assert result.code == 1
    assert result.err.strip()
    assert len(lonely.rows()) == 1


def test_a_reader_that_leaves_early_is_no_fault(lonely):
    lonely.put(*({"entry_date": "2026-01-01", "content": "long " * 200} for _ in range(400)))
    process = lonely.start("data", "list", "journal_entries")
    process.stdout.readline()
    process.stdout.close()
    process.stdin.close()
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=PATIENCE) == 1


def test_a_member_does_not_steer_the_terminal_with_text(lonely):
    lonely.ok("journal", "add", "bell \a and \x1b[31mred")
    assert "\x1b" not in lonely.ok("journal", "list").out


def test_starting_imports_nothing_slow(lonely):
    lonely.ok("journal", "add", "text")
    code = (
        "import sys\n"
        "from desktop import headless\n"
        "from desktop.core.paths import DataFolder\n"
        "workspace = headless.open_workspace(DataFolder.chosen(sys.argv[1]))\n"
        "assert len(workspace.journal.first_page(5)) == 1\n"
        "slow = {'sqlmodel', 'sqlalchemy', 'pydantic', 'httpx', 'keyring', 'supabase',\n"
        "        'supabase_auth', 'cryptography', 'argon2', 'filelock'} & set(sys.modules)\n"
        "assert not slow, slow\n"
        "workspace.close()\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(lonely.data)],
        env=lonely.environment, cwd=ROOT, check=True, timeout=PATIENCE,
    )  # fmt: skip


def test_the_database_is_no_plain_sqlite_file(lonely):
    lonely.ok("journal", "add", "text")
    plain = sqlite3.connect(lonely.data / "profiles/local/journal.db")
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_master")
    plain.close()


def test_the_data_folder_is_its_owners_alone(lonely):
    lonely.ok("status")
    assert lonely.data.stat().st_mode & 0o077 == 0


def test_the_doctor_builds_a_torn_search_index_anew(lonely):
    lonely.ok("journal", "add", "Lighthouse at dusk")
    lonely.ok("search", "lighthouse")
    key = bytes.fromhex((lonely.folder / "key").read_text())
    connection = Database(lonely.data / "profiles/local/journal.db", key).connect()
    connection.execute("DELETE FROM search_docs")
    connection.close()
    found = lonely.ok("doctor", "--json").value()
    (search,) = [f for f in found["findings"] if f["area"] == "search local"]
    assert search["mended"]
    assert lonely.ok("search", "--json", "lighthouse").value()["total"] == 1
    again = lonely.ok("doctor", "--json").value()
    assert not any(f["mended"] for f in again["findings"])


def test_the_recovery_key_is_shown_only_when_it_is_asked_for(lonely):
    lonely.ok("journal", "add", "text")
    kept = lonely.run("recovery-key")
    assert (kept.code, kept.out) == (1, "")
    assert "--show" in kept.err
    shown = lonely.ok("recovery-key", "--show").out.strip()
    key = bytes.fromhex((lonely.folder / "key").read_text())
    assert recovery.parse(shown) == key
    assert lonely.ok("recovery-key", "--show", "--json").value() == {"recovery_key": shown}


def torn(lonely):
    """A journal of some entries whose file has lost a few pages where its rows lie."""
    lonely.put(*({"entry_date": "2026-01-01", "content": "long " * 500} for _ in range(200)))
    path = lonely.data / "profiles/local/journal.db"
    with path.open("r+b") as file:
        file.seek(path.stat().st_size * 3 // 4 // 4096 * 4096)
        file.write(os.urandom(3 * 4096))
    return path


def test_the_doctor_tells_the_ways_on_and_salvages_when_asked(lonely):
    path = torn(lonely)
    damaged = path.read_bytes()
    told = lonely.run("doctor")
    assert told.code == 1
    assert "doctor --salvage" in told.err
    assert path.read_bytes() == damaged
    mended = lonely.ok("doctor", "--salvage", "--json").value()
    (found,) = [f for f in mended["findings"] if f["area"] == "database local"]
    assert found["mended"]
    assert "new journal" in found["sentence"]
    assert len(lonely.rows()) > 180
    assert lonely.ok("doctor", "--json").value()["ok"]
    assert damaged in [p.read_bytes() for p in path.parent.glob("journal-replaced-*.db")]


def test_a_sync_copies_the_journal_and_the_copy_brings_it_back(lonely):
    lonely.put({"entry_date": "2026-01-01", "content": "in the copy"})
    assert lonely.run("sync").code == 3  # nobody is signed in: the copy is made all the same
    (copy,) = (lonely.data / "profiles/local/copies").glob("*.db")
    assert f"copies local: The newest of 1 is sound: {copy}" in lonely.ok("doctor").out
    path = lonely.data / "profiles/local/journal.db"
    path.unlink()
    refused = lonely.run("journal", "list")
    assert refused.code == 1
    assert "gone, though copies of it are kept" in refused.err
    assert str(copy) in refused.err
    mended = lonely.ok("doctor", "--salvage", "--json").value()
    (found,) = [f for f in mended["findings"] if f["area"] == "database local"]
    assert found["mended"]
    assert [row["content"] for row in lonely.rows().values()] == ["in the copy"]


def test_the_doctor_sends_nobody_to_the_doctor_and_names_the_file_of_a_wrong_key(lonely):
    path = torn(lonely)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))
    assert "vibrationfit doctor'" not in lonely.run("doctor").err
    (lonely.folder / "key").write_text("ab" * 32)
    for words in (("doctor",), ("journal", "list")):
        assert f"is in the file {lonely.folder / 'key'}." in lonely.run(*words).err


def test_an_emptied_journal_is_told_and_left_as_it_is(lonely):
    lonely.ok("journal", "add", "text")
    path = lonely.data / "profiles/local/journal.db"
    path.write_bytes(b"")
    for words in (("journal", "list"), ("doctor",), ("doctor", "--salvage")):
        result = lonely.run(*words)
        assert result.code == 1
        assert "empty" in result.err
    assert path.read_bytes() == b""


def test_a_worker_without_its_key_ends_with_a_sentence(lonely):
    for line in ("", "{}\n", '{"key": "abc"}\n', '{"key": 5}\n'):
        result = lonely.run("sync", "--watch", "--stdio", "--key-stdin", stdin=line)
        assert result.code == 1
        assert "no key" in result.err


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_full_disk_is_told_and_loses_nothing(lonely):
    lonely.ok("journal", "add", "safe")
    rows = [{"entry_date": "2026-01-01", "content": "long text " * 100} for _ in range(800)]
    size = (lonely.data / "profiles/local/journal.db").stat().st_size
    # No file may grow further: the nearest thing to a full disk that a test may make.
    limited = (
        "import os, resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])\n"
    )
    words = lonely.command("data", "put", "journal_entries")
    tried = subprocess.run(
        [sys.executable, "-c", limited, *words[1:]], env=lonely.environment,
        input="".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8",
        capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert tried.returncode == 1
    assert "disk" in tried.stderr
    assert "Traceback" not in tried.stderr
    assert [row["content"] for row in lonely.rows().values()] == ["safe"]
    assert lonely.ok("doctor", "--json").value()["ok"]


def test_many_rows_are_searched_whole(lonely):
    lonely.put(*({"entry_date": "2026-01-01", "content": f"gull number {n}"} for n in range(1200)))
    assert "more than 1,000 hits" in lonely.ok("search", "gull").out
    found = lonely.ok("search", "--json", "1199").value()
    assert (found["total"], found["waiting"]) == (1, 0)
