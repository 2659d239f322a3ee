"""The index is watched, mended and renewed, and finds what reading all rows would find."""

from __future__ import annotations

import contextlib
import json
import random

import pytest

from desktop.core.ids import LOCAL_USER_ID, new_id
from desktop.store.schema import mirrored, specs, two_way
from desktop.store.search import index as index_module
from desktop.store.search import setup
from desktop.store.search.finding import find
from desktop.store.search.index import SearchIndex
from sync.spec import Mode
from sync.values import canonical_json
from tests.desktop.store.search.indexing import drained, ids, raw
from tests.fakes.diary import write_diary


def test_every_table_with_words_is_watched(connection):
    watched = {
        name
        for (name,) in connection.execute(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search_%'"
        )
    }
    assert {spec.name for spec in two_way()} <= watched
    assert "generic_rows" in watched
    assert watched <= {spec.name for spec in mirrored()} | {"generic_rows"}
    assert not {s.name for s in specs().values() if s.mode is Mode.GENERIC} & watched


def test_installing_again_changes_nothing(connection, rows, index):
    rows.put("journal_entries", {"content": "heron"})
    drained(index)
    before = connection.execute("PRAGMA schema_version").fetchone()
    index_module.install(connection)
    assert connection.execute("PRAGMA schema_version").fetchone() == before
    assert index.waiting() == 0


def test_a_rule_that_changed_sends_its_table_through_the_index_again(connection, rows, index):
    rows.put("journal_entries", {"content": "heron"})
    rows.put("scenes", {"scene_text": "heron"})
    drained(index)
    seen = json.loads(
        connection.execute("SELECT value FROM local_meta WHERE key = 'search'").fetchone()[0]
    )
    seen["scenes"] = "of an older version"
    connection.execute("UPDATE local_meta SET value = ? WHERE key = 'search'", (json.dumps(seen),))
    index_module.install(connection)
    assert index.waiting() == 1
    drained(index)
    assert len(ids(connection, "heron")) == 2
    assert index.problems() == []


def test_a_damaged_index_is_told_and_built_anew(connection, index):
    write_diary(connection, LOCAL_USER_ID, 50)
    drained(index)
    connection.execute("DELETE FROM search_docs WHERE docid IN "
                       "(SELECT docid FROM search_docs LIMIT 3)")  # fmt: skip
    raw(connection, "scenes", scene_text="heron")
    connection.execute("DELETE FROM search_queue")
    problems = index.problems()
    assert any("3 rows of journal_entries are missing" in line for line in problems)
    assert any("1 rows of scenes are missing" in line for line in problems)
    assert any("3 documents of the search index stand for no row" in line for line in problems)
    steps = []
    index.rebuild(lambda done, total: steps.append((done, total)))
    assert steps[-1] == (51, 51)
    assert index.problems() == []
    assert len(ids(connection, "heron")) == 1


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE search_index_data SET block = zeroblob(length(block)) WHERE id > 100",
        "UPDATE search_index_data SET block = x'00' WHERE id = 10",
        "DELETE FROM search_index_data WHERE id > 100",
        "DELETE FROM search_index_idx",
        "DELETE FROM search_index_docsize",
        "DROP TABLE search_index_data",
    ],
)
def test_any_harm_to_the_index_is_told_and_mended(database, rows, connection, harm):
    write_diary(connection, LOCAL_USER_ID, 100)
    entry = rows.put("journal_entries", {"content": "heron"})
    drained(SearchIndex(connection))
    connection.execute(harm)
    with contextlib.closing(database.connect()) as later:
        mending = SearchIndex(later)
        assert mending.problems()
        rows.put("scenes", {"scene_text": "kingfisher"})
        mending.rebuild()
        assert mending.problems() == []
        assert ids(later, "heron") == [entry]
        assert len(ids(later, "kingfisher")) == 1


def test_as_many_hits_are_given_as_were_asked_for(connection, index):
    for number in range(1200):
        day = f"20{number % 100:02}-01-01"
        raw(connection, "journal_entries", entry_date=day, content="heron")
    drained(index)
    found = find(connection, "heron", limit=5000)
    assert (len(found.hits), found.total, found.capped) == (1200, 1001, True)
    assert find(connection, "heron", limit=0).hits == ()


def test_the_database_file_holds_no_indexed_word(database, connection, rows, index):
    rows.put("journal_entries", {"content": "quizzaciously"})
    drained(index)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    files = [path for path in database.path.parent.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"quizzacious" in path.read_bytes()]


_VOCABULARY = ("heron", "river", "stone", "été", "日記", "🌞")


def _change(draw, connection, living):
    """One random change of one random row, as whoever may make it."""
    deed = draw.choice(("add", "add", "edit", "move", "rename", "delete"))
    if deed == "add" or not living:
        row_id = raw(connection, "journal_entries", **_words(draw))
        living.append(row_id)
        return
    row_id = draw.choice(living)
    if deed == "delete":
        connection.execute("DELETE FROM journal_entries WHERE id = ?", (row_id,))
        living.remove(row_id)
    elif deed == "rename":
        new = new_id()
        connection.execute("UPDATE journal_entries SET id = ? WHERE id = ?", (new, row_id))
        living[living.index(row_id)] = new
    else:
        values = _words(draw)
        if deed == "move":
            values = {"entry_date": values["entry_date"]}
        sets = ", ".join(f"{name} = ?" for name in values)
        connection.execute(
            f"UPDATE journal_entries SET {sets} WHERE id = ?", (*values.values(), row_id)
        )


def _words(draw):
    return {
        "content": " ".join(draw.choices(_VOCABULARY, k=draw.randint(0, 5))),
        "tags": canonical_json(draw.sample(_VOCABULARY, draw.randint(0, 2))),
        "entry_date": f"2026-01-{draw.randint(1, 28):02}",
    }


@pytest.mark.parametrize("seed", range(5))
def test_after_any_changes_the_index_finds_what_reading_all_rows_finds(connection, index, seed):
    draw = random.Random(seed)
    living = []
    for _ in range(150):
        _change(draw, connection, living)
        if draw.random() < 0.2:
            index.drain(limit=draw.randint(1, 20))
    drained(index)
    rows = connection.execute("SELECT id, content, tags, entry_date FROM journal_entries")
    table = [(row_id, content, json.loads(tags), day) for row_id, content, tags, day in rows]
    for word in _VOCABULARY:
        found = ids(connection, word, limit=200)
        assert set(found) == {r for r, text, tags, _ in table if word in text or word in tags}
        tagged = ids(connection, f"tag:{word}", limit=200)
        assert set(tagged) == {r for r, _, tags, _ in table if word in tags}
        days = {row_id: day for row_id, _, _, day in table}
        assert [days[r] for r in tagged] == sorted((days[r] for r in tagged), reverse=True)
    assert index.problems() == []


def test_the_fingerprint_of_rules_and_triggers_stands_in_the_code():
    # When this fails, put the left value into CURRENT: each database then renews what changed.
    assert index_module.fingerprint() == setup.CURRENT


def test_an_index_of_another_version_is_looked_at_when_the_file_is_opened(database, connection):
    connection.execute("UPDATE local_meta SET value = 'old' WHERE key = 'search_made_by'")
    connection.execute("DROP TRIGGER search_scenes_added")
    connection.execute("UPDATE local_meta SET value = '{}' WHERE key = 'search'")
    database.open()
    raw(connection, "scenes", scene_text="heron")
    drained(SearchIndex(connection))
    assert len(ids(connection, "heron")) == 1
