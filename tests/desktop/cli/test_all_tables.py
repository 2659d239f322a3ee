"""Every column of every table that a member writes, through the command line to another device."""

from __future__ import annotations

import json

from desktop.store.schema import mirrored, specs, two_way
from sync.spec import Mode
from sync.values import Kind

VALUES = {
    Kind.TEXT: "Some words, “quoted”.\n\nA second part 🌊",
    Kind.INTEGER: 3,
    Kind.BOOLEAN: True,
    Kind.NUMERIC: "12.5",
    Kind.DATE: "2024-02-29",
    Kind.TIMESTAMP: "2026-11-22T08:50:16.050090+00:00",
    Kind.JSON: {"b": [1, None, "ü"], "a": {"x": True}, "c": 0.1},
    Kind.TEXT_ARRAY: ["one", "two, three", 'qu"ote', "{}"],
}
CHOICES = {
    ("life_vision_category_state", "category"): "fun",
    ("vision_versions", "status"): "draft",
    ("vision_versions", "perspective"): "plural",
    ("vision_board_items", "item_type"): "quote",
}


def full_row(spec, ids):
    """A row with a value in every column; those that the store fills are left to it."""
    row = {
        column.name: CHOICES.get((spec.name, column.name), VALUES[column.kind])
        for column in spec.columns
        if column.kind in VALUES and column.name not in {"created_at", "updated_at"}
    }
    row |= {column: ids[parent] for column, parent in spec.references.items()}
    return row


def comparable(row):
    return {name: value for name, value in row.items() if name != "updated_at"}


def test_rows_of_all_tables_with_every_column_reach_the_other_device(devices):
    desk, lap = devices
    written, ids = {}, {}
    for spec in two_way():
        row = desk.put(full_row(spec, ids), table=spec.name)[0]
        ids[spec.name] = row["id"]
        written[spec.name] = row
        assert None not in row.values(), spec.name
    report = desk.sync()
    assert report["pushed"] == len(written)
    assert report["held"] == []
    assert lap.sync()["pulled"] >= len(written)
    for table, row in written.items():
        assert comparable(lap.row(row["id"], table)) == comparable(row), table
    quiet = desk.sync("--full")
    assert (quiet["pushed"], quiet["merged"], quiet["conflicts"]) == (0, 0, 0)
    assert all(comparable(desk.row(r["id"], t)) == comparable(r) for t, r in written.items())


def test_tables_that_belong_to_the_server_are_read_and_not_written(devices, backend, member):
    desk, _ = devices
    backend.sql(
        "INSERT INTO user_stats (user_id, data) VALUES (%s, %s)",
        (member.id, json.dumps({"streak": 7, "big": 1234567890123})),
    )
    backend.sql(
        "INSERT INTO token_transactions (user_id, amount, transaction_type) VALUES (%s, 5, 'gift')",
        (member.id,),
    )
    assert desk.sync()["pulled"] >= 2
    (stats,) = desk.rows("user_stats").values()
    assert stats["data"] == {"streak": 7, "big": 1234567890123}
    (bought,) = desk.rows("token_transactions").values()
    assert bought["amount"] == 5
    pull_only = next(s.name for s in mirrored() if s.mode is Mode.PULL)
    assert desk.run("data", "put", pull_only, "{}").code == 1
    assert desk.run("data", "delete", "user_stats", stats["id"]).code == 1
    assert specs()["user_stats"].mode is Mode.GENERIC
