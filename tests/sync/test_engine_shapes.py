"""Servers of another shape: tables and columns that are missing, go, come, or are unknown here."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace

import pytest

from sync.errors import Rejected, ShapeChanged
from sync.local.sqlite_store import SqliteStore
from sync.remote.memory import MemoryRemote
from tests.sync.faults import Grim, Killed, MortalConnection
from tests.sync.world import MEMBER


def test_a_missing_table_is_skipped_and_found_when_it_comes(world):
    one = world.device()
    leaves = world.server.tables["leaves"]
    leaves.exists = False
    note = one.add("notes", content="Note.")
    leaf = one.add("leaves", note_id=note, content="Leaf.")
    report = one.sync()
    assert report.missing_tables == ["leaves"]
    assert report.waiting == 1
    assert note in world.server_rows("notes")
    leaves.exists = True
    one.sync()
    assert leaf in world.server_rows("leaves")


def test_a_missing_column_stays_here_and_goes_when_it_comes(world):
    one, two = world.two()
    notes = world.server.tables["notes"]
    notes.missing = {"mood", "score"}
    key = one.add("notes", content="Text.", mood="calm")
    bare = one.add("notes", content="Bare.")
    report = one.sync()
    assert report.missing_columns == {"notes": ["mood", "score"]}
    assert "mood" not in world.server_rows("notes")[key]
    two.sync()
    two.edit("notes", key, content="Other text.")
    two.sync()
    one.sync()
    assert (one.row("notes", key)["mood"], one.row("notes", key)["content"]) == (
        "calm",
        "Other text.",
    )
    notes.missing = set()
    for row_id, row in notes.rows.items():
        notes.rows[row_id] = type(row)(
            {"mood": None, "score": None, **row.values}, {}, row.xmin, row.stamp
        )
    world.server.edit("notes", bare, {"mood": "from the web"})
    world.settle(rounds=2)
    assert world.server_rows("notes")[key]["mood"] == "calm"
    assert one.row("notes", bare)["mood"] == "from the web"
    world.assert_same()


def test_a_column_that_goes_away_between_runs_holds_nothing_up(world):
    one = world.device()
    key = one.add("notes", content="Text.", mood="calm")
    one.sync()
    notes = world.server.tables["notes"]
    notes.missing = {"mood"}
    one.edit("notes", key, content="Edited.", mood="glad")
    report = one.sync()
    assert not report.held
    assert world.server_rows("notes")[key]["content"] == "Edited."
    assert one.row("notes", key)["mood"] == "glad"


@pytest.mark.parametrize(
    ("table", "column", "value"), [("notes", "mood", "glad"), ("leaves", "done", 1)]
)
def test_what_a_column_holds_when_it_comes_back_is_taken(world, table, column, value):
    one, two = world.two()
    note = one.add("notes", content="Text.")
    key = note if table == "notes" else one.add("leaves", note_id=note, content="Leaf.")
    world.settle(rounds=1)
    held = world.server.tables[table]
    held.missing = {column}
    world.server.edit(table, key, {column: value})
    report = two.sync()
    assert report.missing_columns == {table: [column]}
    held.missing = set()
    # Nothing but the column changed: the row has the version that is known.
    two.sync()
    assert two.row(table, key)[column] == value


def test_columns_of_the_server_that_nobody_documented_are_kept(world):
    one = world.device()
    world.server.tables["notes"].added = {"colour": "red"}
    key = world.put("notes", content="Text.")
    one.sync()
    extra = one.db.execute("SELECT extra FROM sync_rows WHERE row_id = ?", (key,)).fetchone()
    assert extra == ('{"colour":"red"}',)
    one.edit("notes", key, content="Edited.")
    one.sync()
    assert world.server.tables["notes"].rows[key].added == {"colour": "red"}


class Strict(MemoryRemote):
    """Asks for its columns by name, as the real one does, and is refused when one is gone."""

    def changed_since(self, table, shape, *arguments):
        self._refuse(table, shape)
        return super().changed_since(table, shape, *arguments)

    def manifest(self, table, shape, *arguments):
        self._refuse(table, shape)
        return super().manifest(table, shape, *arguments)

    def _refuse(self, table, shape):
        held = self.server.tables[table.name]
        if not held.exists or not shape.columns <= held.columns:
            raise ShapeChanged(f"{table.name}: not as it was")


def test_a_column_that_is_gone_is_noticed_while_reading(world):
    one = world.device()
    note = one.add("notes", content="Text.", mood="calm")
    leaf = one.add("leaves", note_id=note, content="Leaf.", done=1)
    one.sync()
    world.server.tables["notes"].missing = {"mood"}
    world.server.tables["leaves"].missing = {"done"}
    world.server.edit("notes", note, {"content": "Edited."})
    world.server.edit("leaves", leaf, {"content": "Edited."})
    report = one.sync(Strict(world.server, MEMBER, one.clock))
    assert report.missing_columns == {"notes": ["mood"], "leaves": ["done"]}
    assert (one.row("notes", note)["content"], one.row("notes", note)["mood"]) == (
        "Edited.",
        "calm",
    )
    assert one.row("leaves", leaf)["content"] == "Edited."


def test_a_table_that_cannot_be_read_leaves_the_others_alone(world):
    one = world.device()

    class Broken(MemoryRemote):
        def inspect(self, table):
            if table.name == "buds":
                raise Rejected("XX000", "no")
            return super().inspect(table)

        def changed_since(self, table, *arguments):
            if table.name == "notes":
                raise Rejected("XX000", "no")
            return super().changed_since(table, *arguments)

        def generic_page(self, *_arguments):
            raise Rejected("XX000", "no")

    world.put("notes", content="Note.")
    day = world.put("days", day="2026-01-01", content="Day.")
    report = one.sync(Broken(world.server, MEMBER, one.clock))
    assert one.row("days", day) is not None
    assert len(report.notices) == 3
    one.sync()
    world.assert_same()


def test_a_held_row_is_tried_again_once_its_table_has_another_shape(world):
    one = world.device()
    notes = world.server.tables["notes"]
    notes.check = lambda row: row["mood"] != "forbidden"
    bad = one.add("notes", content="Bad.", mood="forbidden")
    other = one.add("notes", content="Good.")
    assert len(one.sync().held) == 1
    notes.check, notes.missing = None, {"score"}
    world.server.edit("notes", other, {"content": "Edited."})
    assert one.sync(on_demand=False).pushed == 1
    assert bad in world.server_rows("notes")


def test_a_table_that_is_gone_takes_nothing_with_it(world):
    one = world.device()
    note = one.add("notes", content="Text.")
    one.sync()
    world.server.tables["notes"].exists = False
    day = world.put("days", day="2026-01-01", content="Day.")
    report = one.sync(Strict(world.server, MEMBER, one.clock))
    assert report.missing_tables == ["notes"]
    assert one.row("notes", note) is not None
    assert one.row("days", day) is not None
    assert one.outbox() == []


OLD = "One thing was so.\n\nAnother thing was so."


def goes(world, device, column="content"):
    """The column goes from the server, and a run notices it."""
    world.server.tables["notes"].missing = {column}
    device.sync()


def comes(world, device, **values):
    """The column comes back, with what is given there."""
    notes = world.server.tables["notes"]
    notes.missing = set()
    for row_id, row in notes.rows.items():
        # A row that was made meanwhile has nothing there.
        notes.rows[row_id] = replace(row, values=dict.fromkeys(notes.spec.names) | row.values)
    for row_id, changes in values.items():
        world.server.edit("notes", row_id, changes)
    device.sync()


@pytest.mark.parametrize("settled_meanwhile", [True, False])
def test_a_text_edited_while_its_column_was_away_is_not_joined_to_its_old_self(
    world, settled_meanwhile
):
    one, two = world.two()
    key = one.add("notes", content=OLD)
    world.settle(rounds=1)
    goes(world, one)
    one.edit("notes", key, content=OLD.replace("One thing was", "One thing is"))
    if settled_meanwhile:
        one.sync()
        one.edit("notes", key, mood="calm")
        one.sync()
    comes(world, one)
    assert one.row("notes", key)["content"] == "One thing is so.\n\nAnother thing was so."
    world.settle(rounds=2)
    assert two.row("notes", key)["content"] == "One thing is so.\n\nAnother thing was so."
    world.assert_same()


def test_both_sides_edited_while_a_column_was_away(world):
    one = world.device()
    key = one.add("notes", content=OLD, tags='["a"]', data='{"k":"v","w":1}')
    one.sync()
    goes(world, one)
    one.edit("notes", key, content=OLD.replace("One thing was", "One thing is"))
    one.sync()
    comes(world, one, **{key: {"content": OLD.replace("Another thing was", "Another thing is")}})
    assert one.row("notes", key)["content"] == "One thing is so.\n\nAnother thing is so."
    one.sync()
    world.assert_same()


def test_what_was_edited_elsewhere_alone_is_taken_when_its_column_comes_back(world):
    one = world.device()
    key = one.add("notes", content=OLD)
    one.sync()
    goes(world, one)
    comes(world, one, **{key: {"content": "Written anew."}})
    assert one.row("notes", key)["content"] == "Written anew."
    assert one.outbox() == []


@pytest.mark.parametrize("nothing", [None, "", " "])
def test_a_column_that_comes_back_empty_takes_nothing_away(world, nothing):
    one, two = world.two()
    keys = [one.add("notes", content=OLD) for _ in range(3)]
    world.settle(rounds=1)
    goes(world, one)
    one.edit("notes", keys[0], content="Edited.")
    one.edit("notes", keys[1], mood="calm")
    one.sync()
    comes(world, one, **{key: {"content": nothing} for key in keys})
    world.settle(rounds=2)
    assert [two.row("notes", key)["content"] for key in keys] == ["Edited.", OLD, OLD]
    world.assert_same()


def test_a_row_made_while_a_column_was_away_has_no_ancestor_there(world):
    one = world.device()
    goes(world, one)
    key = one.add("notes", content=OLD, mood="calm")
    one.sync()
    one.edit("notes", key, content=f"{OLD}\n\nAnd more.")
    one.sync()
    comes(world, one, **{key: {"content": "Written on the web."}})
    text = one.row("notes", key)["content"]
    assert "Written on the web." in text
    assert OLD in text
    assert "And more." in text


def test_a_single_value_edited_while_its_column_was_away_stands(world):
    one = world.device()
    key = one.add("notes", content=OLD, mood="calm")
    one.sync()
    goes(world, one, "mood")
    one.edit("notes", key, mood="glad")
    one.sync()
    comes(world, one)
    one.sync()
    assert world.server_rows("notes")[key]["mood"] == "glad"
    world.assert_same()


def test_a_row_deleted_elsewhere_lives_for_what_was_written_while_its_column_was_away(world):
    one, two = world.two()
    keys = [one.add("notes", content=OLD) for _ in range(2)]
    one.add("notes", content="Witness.")
    world.settle(rounds=1)
    goes(world, one)
    one.edit("notes", keys[0], content="Edited.")
    one.edit("notes", keys[1], mood="calm")
    one.sync()
    for key in keys:
        world.server.remove("notes", key)
    assert one.sync().restored == 1
    comes(world, one)
    world.settle(rounds=2)
    assert two.row("notes", keys[0])["content"] == "Edited."
    assert two.row("notes", keys[1]) is None
    world.assert_same()


def test_nothing_is_noted_any_more_once_all_columns_are_there(world):
    one = world.device()
    key = one.add("notes", content=OLD)
    gone = one.add("notes", content=OLD)
    one.sync()
    goes(world, one)
    one.edit("notes", key, content="Edited.")
    one.edit("notes", gone, mood="calm")
    one.sync()
    assert one.db.execute("SELECT count(*) FROM sync_agreed").fetchone() == (2,)
    world.server.remove("notes", gone)
    comes(world, one)
    one.sync(full_compare=True)
    for table in ("sync_absent", "sync_agreed"):
        assert one.db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize("boundaries", range(0, 100, 3))
def test_a_run_that_is_cut_off_when_a_column_comes_back_goes_on(world, boundaries):
    one, two = world.two()
    key = one.add("notes", content=OLD)
    world.settle(rounds=1)
    goes(world, one)
    one.edit("notes", key, content=OLD.replace("One thing was", "One thing is"))
    one.sync()
    world.server.tables["notes"].missing = set()
    grim, real = Grim(), one.connect()
    grim.arm(boundaries)
    store = SqliteStore(lambda: MortalConnection(real, grim), sqlite3.Error, lambda: 0.0)
    with contextlib.suppress(Killed):
        one.engine(store=store).run()
    real.close()
    world.settle(rounds=2)
    assert two.row("notes", key)["content"] == "One thing is so.\n\nAnother thing was so."
    world.assert_same()
