"""The table classes and the created database against the documented schema, column by column."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, UniqueConstraint

from desktop.core.paths import resource
from desktop.domain import categories
from desktop.store.schema import documented, mirrored, specs
from desktop.store.tables import classes
from desktop.store.tables.base import CATEGORIES
from sync.spec import Mode

DOCUMENTED = json.loads(Path(resource("schema/supabase.json")).read_text(encoding="utf-8"))
MIRRORED = {t["name"]: t for t in DOCUMENTED if t["sync"] in {"two-way", "pull"}}
BASE_TYPES = {"varchar(50)": "text", "bigint": "integer"}
WHOLE = {"integer", "bigint", "boolean"}


def normal(check):
    return re.sub(r'["\s()]', "", check).lower()


def wanted_checks(table):
    stated = [c[6:] for c in table["constraints"] if c.startswith("CHECK ")]
    return sorted(normal(c) for c in stated + table.get("checks_from_descriptions", []))


def wanted_uniques(table):
    return [
        [name.strip() for name in c[c.index("(") + 1 : -1].split(",")]
        for c in table["constraints"]
        if c.startswith("UNIQUE")
    ]


def test_51_tables_are_documented_30_by_column_18_by_name_and_3_are_left_alone():
    kinds = [t["sync"] for t in documented()]
    assert len(kinds) == 51
    assert kinds.count("none") == 3
    assert len(mirrored()) == len(classes()) == len(MIRRORED) == 30
    assert sum(s.mode is Mode.GENERIC for s in specs().values()) == 18
    assert sum(s.mode is Mode.TWO_WAY for s in specs().values()) == 18


def test_no_class_stands_for_an_undocumented_table():
    assert set(classes()) == set(MIRRORED)


@pytest.mark.parametrize("name", MIRRORED)
def test_class_mirrors_every_column(name):
    columns = classes()[name].__table__.columns
    assert list(columns.keys()) == [c["name"] for c in MIRRORED[name]["columns"]]
    for wanted in MIRRORED[name]["columns"]:
        column = columns[wanted["name"]]
        documented_type = wanted["type"]
        assert column.type.kind == BASE_TYPES.get(documented_type, documented_type)
        assert getattr(column.type, "big", False) == (documented_type == "bigint")
        length = re.search(r"\((\d+)\)", documented_type)
        assert getattr(column.type, "length", None) == (int(length[1]) if length else None)
        assert column.primary_key == (wanted["name"] == "id")
        assert column.nullable == (wanted["name"] != "id")


@pytest.mark.parametrize("name", MIRRORED)
def test_class_mirrors_checks_uniques_and_references(name):
    table = classes()[name].__table__
    checks = [c for c in table.constraints if isinstance(c, CheckConstraint)]
    assert sorted(normal(str(c.sqltext)) for c in checks) == wanted_checks(MIRRORED[name])
    uniques = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    assert [list(c.columns.keys()) for c in uniques] == wanted_uniques(MIRRORED[name])
    found = {k.parent.name: (k.target_fullname, k.ondelete) for k in table.foreign_keys}
    assert found == {
        column: (f"{parent}.id", "CASCADE")
        for column, parent in MIRRORED[name].get("foreign_keys", {}).items()
    }


@pytest.mark.parametrize("name", MIRRORED)
def test_database_mirrors_every_column(connection, name):
    found = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    wanted = [
        (c["name"], "INTEGER" if c["type"] in WHOLE else "TEXT", int(c["name"] == "id"))
        for c in MIRRORED[name]["columns"]
    ]
    assert [(row[1], row[2], row[5]) for row in found] == wanted
    assert [row[1] for row in found if row[3]] == ["id"]


@pytest.mark.parametrize("name", MIRRORED)
def test_database_mirrors_checks_uniques_and_references(connection, name):
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    checks = re.findall(r"CHECK \((.*?)\)\s*(?:,\n|\n\))", sql, re.DOTALL)
    assert sorted(normal(c) for c in checks) == wanted_checks(MIRRORED[name])
    uniques = [
        [row[2] for row in connection.execute(f'PRAGMA index_info("{index[1]}")')]
        for index in connection.execute(f'PRAGMA index_list("{name}")').fetchall()
        if index[3] == "u"
    ]
    assert uniques == wanted_uniques(MIRRORED[name])
    found = {
        row[3]: (row[2], row[4], row[6])
        for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')
    }
    assert found == {
        column: (parent, "id", "CASCADE")
        for column, parent in MIRRORED[name].get("foreign_keys", {}).items()
    }


def test_every_reference_has_an_index_because_deleting_a_parent_looks_for_children(connection):
    for spec in mirrored():
        leading = {
            connection.execute(f'PRAGMA index_info("{index[1]}")').fetchone()[2]
            for index in connection.execute(f'PRAGMA index_list("{spec.name}")').fetchall()
        }
        assert set(spec.references) <= leading, spec.name


def test_category_codes_of_the_tables_are_those_of_the_domain():
    assert categories.CODES == CATEGORIES


def test_the_journal_list_is_read_from_an_index_alone(connection):
    plan = connection.execute(
        "EXPLAIN QUERY PLAN SELECT id FROM journal_entries "
        "ORDER BY entry_date DESC, created_at DESC, id DESC"
    ).fetchall()
    assert ["COVERING INDEX journal_entries_by_entry_date" in row[3] for row in plan] == [True]
