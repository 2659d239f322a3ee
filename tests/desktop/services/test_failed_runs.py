"""Reports of runs that the database ended: kept where it can be, told in plain words."""

from __future__ import annotations

import contextlib

import pytest

from desktop import headless
from desktop.core.errors import DatabaseBusy, DiskFull
from desktop.core.paths import DataFolder
from desktop.services.failed_runs import UNFORESEEN, FailedRuns
from desktop.store.transactions import writing
from sync.local.ledger import Ledger

KEY = b"k" * 32


@pytest.fixture
def workspace(tmp_path):
    with contextlib.closing(headless.open_workspace(DataFolder(tmp_path), key=KEY)) as opened:
        opened.connection.execute("PRAGMA busy_timeout = 1")
        yield opened


@pytest.fixture
def failed(workspace, tmp_path):
    keep = Ledger(workspace.connection).keep_report
    return FailedRuns(tmp_path, workspace.connection, keep)


def last(workspace):
    report = workspace.status.summary().last_report
    return report and (report["outcome"], [notice["detail"] for notice in report["notices"]])


def test_a_failed_run_is_found_among_the_reports_with_its_sentence(workspace, failed):
    failed.keep(DiskFull("There is no room left."))
    assert last(workspace) == ("DiskFull", ["There is no room left."])
    assert workspace.status.summary().last_success_at is None


def test_a_fault_of_ours_is_kept_without_its_words(workspace, failed):
    failed.keep(KeyError("what a member wrote"))
    outcome, (sentence,) = last(workspace)
    assert outcome == UNFORESEEN
    assert "member" not in sentence


def test_while_another_program_holds_the_database_the_report_waits_beside_it(workspace, failed):
    with contextlib.closing(workspace.database.connect()) as other, writing(other):
        failed.keep(DatabaseBusy("Another program is using your journal."))
        failed.take_over()
        assert last(workspace) is None
    failed.take_over()
    assert last(workspace) == ("DatabaseBusy", ["Another program is using your journal."])
    failed.take_over()
    assert len(workspace.status.last_reports(5)) == 1


@pytest.mark.parametrize("content", ["", "[]", '{"outcome": 1}'])
def test_a_waiting_report_that_cannot_be_read_is_let_go(workspace, failed, tmp_path, content):
    file = tmp_path / "failed-run.json"
    file.write_text(content)
    failed.take_over()
    assert last(workspace) is None
    assert not file.exists()
