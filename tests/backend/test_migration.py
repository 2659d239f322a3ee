"""The sync migration adds, may be applied twice, fits a project that drifted, and can be undone."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tests.backend.samples import MIRRORED, make
from tests.backend.server import SQL

_SHAPE = """
    select 'column', c.relname, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || coalesce(' ' || pg_get_expr(d.adbin, d.adrelid), '')
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
    union all
    select 'trigger', tgrelid::regclass::text, pg_get_triggerdef(oid) from pg_trigger
    where not tgisinternal
    union all
    select 'policy', tablename, policyname from pg_policies
    union all
    select 'function', '', oid::regprocedure::text from pg_proc
    where pronamespace = 'public'::regnamespace
    union all
    select 'rights', relname, relacl::text from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'
"""


@contextlib.contextmanager
def on_trial(backend):
    """A connection whose work, of whole files of SQL too, is thrown away at the end."""
    with backend.connect() as connection:
        yield connection
        connection.rollback()


def run(connection, name):
    connection.execute((Path(SQL) / name).read_text(encoding="utf-8"))


def shape(connection):
    return set(connection.execute(_SHAPE).fetchall())


def test_it_only_adds_and_its_reversal_takes_all_back(backend):
    with on_trial(backend) as connection:
        before = shape(connection)
        run(connection, "0002_sync.sql")
        during = shape(connection)
        run(connection, "0002_sync_down.sql")
        after = shape(connection)
    assert before < during
    assert after == before


def test_it_may_be_applied_and_reversed_again(backend):
    with on_trial(backend) as connection:
        before = shape(connection)
        run(connection, "0002_sync.sql")
        once = shape(connection)
        run(connection, "0002_sync.sql")
        assert shape(connection) == once
        run(connection, "0002_sync_down.sql")
        run(connection, "0002_sync_down.sql")
        assert shape(connection) == before


def test_rows_that_were_there_keep_their_content_and_get_a_stamp(backend, member):
    rows = {table: make(backend, member, table)["id"] for table in MIRRORED}
    with on_trial(backend) as connection:
        read = "select to_jsonb(t) - 'updated_at' from {} t where id = %s"
        before = {t: connection.execute(read.format(t), [i]).fetchone() for t, i in rows.items()}
        run(connection, "0002_sync.sql")
        after = {t: connection.execute(read.format(t), [i]).fetchone() for t, i in rows.items()}
        stamps = [
            connection.execute(f"select updated_at from {t} where id = %s", [i]).fetchone()[0]
            for t, i in rows.items()
        ]
    assert after == before
    assert None not in stamps


@pytest.mark.parametrize(
    "drift",
    [
        "drop table frequency_flip",
        "alter table scenes rename user_id to member_id",
        "alter table daily_papers drop column id",
        "drop table audio_variants; drop table audio_tracks",
    ],
)
def test_what_a_drifted_project_lacks_is_skipped(backend, drift):
    with on_trial(backend) as connection:
        # The policies that name a column go with it.
        for statement in drift.split("; "):
            connection.execute(f"{statement} cascade" if "drop" in statement else statement)
        run(connection, "0002_sync.sql")
        ((count,),) = connection.execute("select count(*) from sync_tables").fetchall()
        run(connection, "0002_sync_down.sql")
    assert 27 < count < 30
