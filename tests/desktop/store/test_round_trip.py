"""One encoding: what SQLModel, plain SQL and the public form write, the others read alike."""

from __future__ import annotations

import contextlib
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import StaticPool, create_engine
from sqlalchemy.exc import StatementError
from sqlcipher3 import dbapi2
from sqlmodel import Session, select

from desktop.core.ids import LOCAL_USER_ID
from desktop.store.rows import Rows
from desktop.store.schema import specs
from desktop.store.tables import GenericRow, classes
from desktop.store.tables.base import attribute
from desktop.store.tables.types import JSON_NULL
from sync.values import Kind, canonical_json, from_server, to_server

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
zones = st.timedeltas(timedelta(hours=-14), timedelta(hours=14)).map(
    lambda gap: timezone(timedelta(minutes=gap.total_seconds() // 60))
)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=6)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | words | numbers,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
PYTHON = {
    Kind.UUID: st.uuids(),
    Kind.TEXT: words,
    Kind.INTEGER: st.integers(1, 10),
    Kind.BOOLEAN: st.booleans(),
    Kind.NUMERIC: numbers,
    Kind.DATE: st.dates(date(1, 1, 2), date(9999, 12, 30)),
    Kind.TIMESTAMP: st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=zones),  # noqa: DTZ001 - bounds are naive
    Kind.JSON: json_values.map(lambda value: JSON_NULL if value is None else value),
    Kind.TEXT_ARRAY: st.lists(words, max_size=4),
}
# One table for each documented type: the traps `metadata` and `values` are among them.
CASES = [
    ("journal_entries", "id", Kind.UUID),
    ("journal_entries", "content", Kind.TEXT),
    ("journal_entries", "entry_date", Kind.DATE),
    ("journal_entries", "tags", Kind.TEXT_ARRAY),
    ("journal_entries", "created_at", Kind.TIMESTAMP),
    ("emotional_snapshots", "intensity", Kind.INTEGER),
    ("media_metadata", "file_size", Kind.INTEGER),
    ("daily_papers", "completed", Kind.BOOLEAN),
    ("daily_papers", "content", Kind.JSON),
    ("user_profiles", "values", Kind.JSON),
    ("token_usage", "metadata", Kind.JSON),
    ("token_usage", "cost_estimate", Kind.NUMERIC),
    ("vision_board_items", "position_x", Kind.NUMERIC),
]


class Guest:
    """The test's connection as an engine of its own sees it; transactions are autocommitted."""

    def __init__(self, connection):
        self._connection = connection

    def __getattr__(self, name):
        return getattr(self._connection, name)

    def close(self):
        pass


@pytest.fixture
def session(connection):
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=lambda: Guest(connection), poolclass=StaticPool
    )
    with Session(engine) as made:
        yield made
    engine.dispose()


def server_form(kind, value):
    """What a server would answer for a Python value."""
    if kind is Kind.TIMESTAMP or kind is Kind.DATE:
        return value.isoformat()
    if kind is Kind.UUID or kind is Kind.NUMERIC:
        return str(value)
    return None if value is JSON_NULL else value


@pytest.mark.parametrize(("table", "column", "kind"), CASES)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_sqlmodel_plain_sql_and_public_form_agree(connection, session, table, column, kind, data):
    value = data.draw(PYTHON[kind])
    cls = classes()[table]
    row_id = value if column == "id" else uuid.uuid4()
    session.add(cls(**{"id": row_id, attribute(column): value}))
    session.commit()
    stored = connection.execute(
        f'SELECT "{column}", typeof("{column}") FROM "{table}" WHERE id = ?', (str(row_id),)
    ).fetchone()
    session.expire_all()
    loaded = session.exec(select(cls).where(cls.__table__.columns["id"] == row_id)).one()
    read = getattr(loaded, attribute(column))
    session.delete(loaded)
    session.commit()

    assert stored[1] in {"text", "integer"}
    assert read == value
    public = to_server(kind, stored[0])
    if kind is Kind.JSON and value is JSON_NULL:
        assert stored[0] == "null"
    else:
        # The same value coming from a server is stored to the letter as SQLModel stored it.
        assert from_server(kind, server_form(kind, value)) == stored[0]
        assert from_server(kind, public) == stored[0]


@pytest.mark.parametrize(("table", "column", "kind"), CASES)
def test_no_value_is_null_in_every_type(connection, session, table, column, kind):
    if column == "id":
        return
    row_id = uuid.uuid4()
    session.add(classes()[table](id=row_id))
    session.commit()
    stored = connection.execute(
        f'SELECT "{column}" IS NULL FROM "{table}" WHERE id = ?', (str(row_id),)
    ).fetchone()
    assert stored[0] == 1
    assert getattr(session.get(classes()[table], row_id), attribute(column)) is None


def test_json_null_and_no_value_stay_different(rows, connection):
    first = rows.put("daily_papers", {"paper_date": "2026-11-21", "content": JSON_NULL})
    second = rows.put("daily_papers", {"paper_date": "2026-11-22", "content": None})
    found = dict(connection.execute("SELECT id, content FROM daily_papers").fetchall())
    assert found == {first: "null", second: None}


def test_giving_back_the_public_form_of_json_null_changes_nothing(rows, connection):
    row_id = rows.put("daily_papers", {"paper_date": "2026-11-21", "content": JSON_NULL})
    rows.put("daily_papers", rows.get("daily_papers", row_id))
    assert connection.execute("SELECT content FROM daily_papers").fetchone()[0] == "null"


def test_ids_are_found_whichever_side_wrote_them(connection, session):
    connection.execute(
        "INSERT INTO scenes (id, scene_text) VALUES (?, ?)",
        ("0a1b2c3d-0000-4000-8000-00000000abcd", "by SQL"),
    )
    cls = classes()["scenes"]
    loaded = session.get(cls, uuid.UUID("0A1B2C3D-0000-4000-8000-00000000ABCD"))
    assert loaded.scene_text == "by SQL"


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("emotional_snapshots", {"snapshot_date": datetime(2026, 1, 1)}),  # noqa: DTZ001
        ("journal_entries", {"entry_date": datetime(2026, 1, 1, tzinfo=UTC)}),
        ("vision_board_items", {"position_x": 1.5}),
        ("daily_papers", {"completed": 1}),
        ("emotional_snapshots", {"intensity": True}),
        ("journal_entries", {"content": b"bytes"}),
        ("journal_entries", {"tags": "one"}),
    ],
)
def test_the_types_refuse_what_they_would_have_to_guess(session, table, values):
    session.add(classes()[table](id=uuid.uuid4(), **values))
    with pytest.raises(StatementError):
        session.commit()
    session.rollback()


def test_a_generic_row_is_kept_whole(connection, session, rows):
    data = {"n": Decimal("1.50"), "who": ["a", None]}
    session.add(
        GenericRow(
            tbl="user_stats", row_id="7", owner=uuid.UUID(LOCAL_USER_ID), data=data, hash="h"
        )
    )
    session.commit()
    stored = connection.execute("SELECT data, owner FROM generic_rows").fetchone()
    assert stored == (canonical_json(data), LOCAL_USER_ID)
    assert rows.get("user_stats", "7") == data


def test_every_column_of_every_two_way_table_survives_the_public_form(database, connection):
    samples = {
        Kind.UUID: LOCAL_USER_ID,
        Kind.TEXT: "Grüße 🌱",
        Kind.INTEGER: 7,
        Kind.BOOLEAN: True,
        Kind.NUMERIC: "12.340",
        Kind.DATE: "2026-11-22",
        Kind.TIMESTAMP: "2026-11-22T08:50:16.050099+00:00",
        Kind.JSON: {"a": [1, {"b": None}], "z": "ü"},
        Kind.TEXT_ARRAY: ["b", "a"],
    }
    codes = {
        "category": "fun", "status": "draft", "perspective": "plural", "item_type": "quote",
    }  # fmt: skip
    rows = Rows(connection, LOCAL_USER_ID)
    made: dict[str, str] = {}
    for spec in (s for s in specs().values() if s.mode == "two-way"):
        values = {c.name: samples[c.kind] for c in spec.columns if c.name != "id"}
        values.update({k: v for k, v in codes.items() if k in values})
        values.update({column: made[parent] for column, parent in spec.references.items()})
        made[spec.name] = rows.put(spec.name, values)
        assert rows.get(spec.name, made[spec.name]) == {"id": made[spec.name], **values}
    with contextlib.closing(database.connect()) as other:
        assert Rows(other, LOCAL_USER_ID).count("audio_variants") == 1
