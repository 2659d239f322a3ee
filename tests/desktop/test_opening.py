"""Opening a journal: what a start compares instead of making it anew."""

from __future__ import annotations

import contextlib

import pytest

from desktop import headless
from desktop.core.paths import DataFolder
from desktop.store.schema import specs
from sync.local.installed import installed
from sync.local.schema import mark


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("VIBRATIONFIT_KEY_FILE", str(tmp_path / "key"))
    return DataFolder(tmp_path / "data")


def test_the_mark_of_syncs_tables_stands_in_the_code():
    # When this fails, put the left value into LEDGER_MARK: each database then renews its triggers.
    assert mark(specs().values()) == headless.LEDGER_MARK


def test_opening_makes_syncs_tables_and_mends_them(folder):
    with contextlib.closing(headless.open_workspace(folder)) as workspace:
        assert installed(workspace.connection) == headless.LEDGER_MARK
        workspace.connection.execute("DROP TRIGGER sync_capture_journal_entries_delete")
    with contextlib.closing(headless.open_workspace(folder)) as workspace:
        assert installed(workspace.connection) == headless.LEDGER_MARK
