from __future__ import annotations

import contextlib
from datetime import date

import pytest

from desktop.core.errors import InvalidInput
from desktop.core.ids import LOCAL_USER_ID
from desktop.services.journal import EntryDraft
from tests.fakes.diary import write_diary

TODAY = date(2026, 3, 31)


def write(journal, content):
    entry_id = journal.new_id()
    journal.save(entry_id, EntryDraft(TODAY, content), "s")
    return entry_id


def test_what_was_just_written_is_found(journal, search):
    entry_id = write(journal, "A heron at the pond")
    result = search.find("heron")
    assert [hit.row_id for hit in result.hits] == [entry_id]
    assert (result.total, result.capped, result.waiting) == (1, False, 0)
    assert ("heron", True) in result.hits[0].snippet


def test_ones_own_words_are_found_while_a_pull_waits(connection, journal, search):
    write_diary(connection, LOCAL_USER_ID, 2000)
    entry_id = write(journal, "A heron at the pond")
    result = search.find("heron")
    assert [hit.row_id for hit in result.hits] == [entry_id]
    assert result.waiting > 0


def test_draining_tells_how_many_wait_until_none_does(connection, search):
    write_diary(connection, LOCAL_USER_ID, 400)
    seen = [search.waiting()]
    while seen[-1]:
        seen.append(search.drain())
    assert seen[0] == 400
    assert seen == sorted(seen, reverse=True)
    assert search.check() == []


def test_searching_works_while_another_program_writes(database, connection, journal, search):
    connection.execute("PRAGMA busy_timeout = 0")
    entry_id = write(journal, "A heron at the pond")
    assert search.find("heron").hits
    write(journal, "A second one")
    with contextlib.closing(database.connect()) as other, database.writing(other):
        result = search.find("heron")
        assert [hit.row_id for hit in result.hits] == [entry_id]
        assert result.waiting == 1


def test_to_look_for_something_is_no_change(connection, journal, search):
    write(journal, "A heron at the pond")
    search.find("heron")
    before = connection.total_changes
    assert search.find("heron").hits
    assert connection.total_changes == before
    assert not connection.in_transaction


def test_what_indexing_changes_can_be_told_from_what_was_written(connection, journal, search):
    write(journal, "A heron at the pond")
    written = connection.total_changes - search.changes
    assert search.find("heron").hits
    search.drain()
    assert search.changes > 0
    assert connection.total_changes - search.changes == written


def test_a_bad_date_is_told(search):
    with pytest.raises(InvalidInput, match="such as 2024"):
        search.find("before:soon")


def test_the_index_can_be_built_anew(connection, journal, search):
    write(journal, "A heron at the pond")
    assert search.find("heron").hits
    connection.execute("DELETE FROM search_docs")
    assert search.check()
    search.rebuild()
    assert search.check() == []
    assert search.find("heron").hits
