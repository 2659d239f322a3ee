"""What comes into the index: a member's words, wherever they stand, and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.ids import new_id
from desktop.store.schema import two_way
from desktop.store.search.documents import generic_document
from desktop.store.search.finding import find
from sync.spec import Merge
from sync.values import Kind, canonical_json
from tests.desktop.store.search.indexing import drained, ids, raw


def _words_of(spec, number):
    """A row in which every column that may hold words holds one of its own."""
    words, values = {}, {}
    for column in spec.columns:
        word = f"w{number}{column.name.replace('_', '')}"
        kind = column.kind
        if kind is Kind.TEXT and column.merge is Merge.TEXT:
            values[column.name] = word
        elif kind is Kind.JSON:
            values[column.name] = canonical_json({"any": [{"deep": word}]})
        elif kind is Kind.TEXT_ARRAY:
            values[column.name] = canonical_json([word])
        else:
            continue
        words[column.name] = word
    return words, values


def test_every_word_of_every_table_that_a_member_writes_is_found(connection, index):
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    expected = {}
    for number, spec in enumerate(two_way()):
        words, values = _words_of(spec, number)
        row_id = raw(connection, spec.name, **values)
        expected |= dict.fromkeys(words.values(), row_id)
    drained(index)
    assert {word: ids(connection, word) for word in expected} == {
        word: [row_id] for word, row_id in expected.items()
    }
    assert index.problems() == []


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("ai_conversations", {"messages": '[{"role":"user","content":"heron"}]'}),
        ("viva_conversations", {"messages": '[{"parts":[{"text":"heron"}],"role":"viva"}]'}),
        ("refinements", {"output_text": "heron"}),
        ("assessment_insights", {"insight_text": "heron"}),
        ("prompt_suggestions_cache", {"suggestions": '{"work":["heron"]}'}),
        ("generated_images", {"prompt": "heron"}),
        ("token_transactions", {"description": "heron"}),
        ("user_profiles", {"values": '["heron"]'}),
        ("media_metadata", {"file_name": "heron.png"}),
        ("daily_papers", {"content": '{"gratitude":"heron","tasks":["a","b","c"]}'}),
        ("emotional_snapshots", {"emotion_type": "heron"}),
    ],
)
def test_readable_tables_are_searched(connection, index, table, values):
    row_id = raw(connection, table, **values)
    drained(index)
    (hit,) = find(connection, "heron").hits
    assert (hit.table, hit.row_id) == (table, row_id)
    assert hit.title


def test_the_servers_roles_and_addresses_are_no_words(connection, index):
    messages = [{"role": "assistant", "content": "heron", "url": "https://example.org/kingfisher"}]
    raw(connection, "ai_conversations", messages=canonical_json(messages))
    drained(index)
    assert len(ids(connection, "heron")) == 1
    assert ids(connection, "assistant") == ids(connection, "kingfisher") == []


def test_rows_of_generic_tables_are_searched_by_their_strings(connection, index):
    data = {"id": new_id(), "data": {"title": "First flight", "note": "heron"},
            "created_at": "2025-05-05T12:00:00+00:00"}  # fmt: skip
    connection.execute(
        "INSERT INTO generic_rows VALUES ('abundance_events', 'k1', NULL, ?, 'h')",
        (json.dumps(data),),
    )
    drained(index)
    (hit,) = find(connection, "heron").hits
    assert (hit.table, hit.row_id, hit.title) == ("abundance_events", "k1", "First flight")
    assert hit.day.isoformat() == "2025-05-05"
    connection.execute("DELETE FROM generic_rows")
    drained(index)
    assert ids(connection, "heron") == []
    assert index.problems() == []


@pytest.mark.parametrize(
    "values",
    [
        {"tags": "not json"},
        {"tags": '{"a":"heron"}'},
        {"entry_date": "yesterday"},
        {"entry_date": None, "created_at": None},
        {"created_at": "never"},
        {"created_at": "0001-01-01T00:00:00+00:00", "entry_date": None},
        {"created_at": "9999-12-31T23:59:59.999999+00:00", "entry_date": None},
        {"mood": ""},
        {"tags": "[" * 2000},
    ],
)
def test_whatever_the_server_holds_is_indexed(connection, index, values):
    row_id = raw(connection, "journal_entries", content="heron", **values)
    drained(index)
    assert ids(connection, "heron") == [row_id]
    assert index.problems() == []


_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(st.characters(), max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["title", "data", "date", "category", "x"]), inner),
    ),
    max_leaves=8,
)


@given(_json)
def test_any_json_of_a_server_makes_a_document(data):
    found = generic_document("abundance_events", "k", json.dumps(data))
    assert found.headline
    assert (found.headline + found.body).encode()


def test_a_row_without_a_day_is_on_no_side_of_any_day(connection, index):
    row_id = raw(connection, "journal_entries", content="heron")
    drained(index)
    (hit,) = find(connection, "heron").hits
    assert (hit.row_id, hit.day) == (row_id, None)
    assert ids(connection, "heron before:2999") == ids(connection, "heron after:0001") == []
