"""The ledger remembers between runs."""

from __future__ import annotations

import sqlite3

import pytest

from sync.local.ledger import Ledger, Mark, install
from sync.protocols import Cursor, Shape
from sync.report import Held, Report
from tests.sync.world import SPECS, ddl

AT = "2026-01-01T12:00:00.000000+00:00"
LATER = "2026-01-01T13:00:00.000000+00:00"


@pytest.fixture
def db():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for spec in SPECS.values():
        if spec.columns:
            connection.execute(ddl(spec))
    install(connection, SPECS)
    yield connection
    connection.close()


@pytest.fixture
def ledger(db):
    return Ledger(db)


def test_an_empty_ledger_has_nothing_to_tell(ledger):
    summary = ledger.summary()
    assert (summary.waiting, summary.held, summary.last_report) == (0, (), None)
    assert summary.last_success_at is None


def test_the_summary_tells_waiting_and_held_rows_apart(db, ledger):
    db.execute("INSERT INTO notes (id) VALUES ('n1'), ('n2')")
    seq = db.execute("SELECT seq FROM sync_outbox WHERE row_id = 'n1'").fetchone()[0]
    ledger.hold(Held("notes", "n1", "23514", "notes: a check"), seq, AT)
    summary = ledger.summary()
    assert summary.waiting == 1
    assert summary.held == (Held("notes", "n1", "23514", "notes: a check"),)
    db.execute("UPDATE notes SET mood = 'glad' WHERE id = 'n1'")
    assert ledger.summary().waiting == 2


def test_held_rows_are_released_by_table_and_when_they_no_longer_wait(db, ledger):
    db.execute("INSERT INTO notes (id) VALUES ('n1')")
    ledger.hold(Held("notes", "n1", "x", "y"), 1, AT)
    ledger.hold(Held("leaves", "l1", "x", "y"), 1, AT)
    ledger.release_settled()
    assert list(ledger.held()) == [("notes", "n1")]
    ledger.release("notes")
    assert ledger.held() == {}


def test_reports_of_good_and_bad_runs_are_kept_but_not_for_ever(ledger):
    ledger.keep_report(Report(pulled=1), "done", AT)
    for _ in range(60):
        ledger.keep_report(Report(pulled=2), "Offline", LATER)
    last = ledger.last_reports(100)
    assert len(last) == 50
    assert (last[0]["outcome"], last[0]["pulled"]) == ("Offline", 2)


def test_the_last_success_is_not_the_last_run(ledger):
    ledger.keep_report(Report(), "done", AT)
    ledger.keep_report(Report(), "Offline", LATER)
    summary = ledger.summary()
    assert summary.last_success_at == AT
    assert summary.last_report["outcome"] == "Offline"


def test_marks_come_back_as_they_were(ledger):
    assert ledger.mark("notes") == Mark()
    mark = Mark(AT, 2.5, Cursor(LATER, "n1"), AT)
    ledger.save_mark("notes", mark)
    assert ledger.mark("notes") == mark
    ledger.set_swept("notes", LATER)
    ledger.save_mark("notes", Mark(AT))
    assert ledger.mark("notes") == Mark(AT)
    assert ledger.swept_at("notes") == LATER


def test_shapes_come_back_as_they_were(ledger):
    shape = Shape(True, frozenset({"id", "content"}), True, False, True)
    ledger.save_shape("notes", shape, AT)
    ledger.set_stamp_rests("notes", True)
    caps = ledger.caps()["notes"]
    assert (caps.shape, caps.seen_at, caps.stamp_rests) == (shape, AT, True)


def test_graves_are_dug_and_levelled(ledger):
    ledger.bury("notes", "n1", [{"content": "Sent."}], AT)
    assert ledger.graves("notes") == {"n1": [{"content": "Sent."}]}
    ledger.clear_graves(AT)
    assert ledger.graves("notes")
    ledger.clear_graves(LATER)
    assert ledger.graves("notes") == {}
