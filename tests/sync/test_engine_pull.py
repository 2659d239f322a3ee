"""Pulling: nothing is skipped, nothing is read twice for nothing, drift harms nobody."""

from __future__ import annotations

import pytest

from sync.cancel import CancelToken
from sync.engine import RunOptions
from sync.errors import Cancelled, Offline, Rejected, ShapeChanged
from sync.protocols import Listed
from sync.remote.memory import MemoryRemote
from tests.sync.world import MEMBER, new_id


def late_note(world, content="Late."):
    """A transaction of the web application that took its stamp now and commits later."""
    transaction = world.server.begin()
    key = new_id()
    transaction.insert("notes", [{"id": key, "user_id": MEMBER, "content": content}])
    return key, transaction


def test_a_row_committed_late_is_found(world):
    one = world.device()
    world.put("notes", content="Before.")
    key, transaction = late_note(world)
    world.server.clock.advance(60)
    world.put("notes", content="After.")
    one.sync()
    transaction.commit()
    # The count would tell, too; a run by the timer does not ask for it.
    one.sync(on_demand=False)
    assert one.row("notes", key)["content"] == "Late."


def test_a_row_committed_late_after_a_slow_walk_is_found(world):
    one = world.device()
    world.server.max_rows = 1
    world.put("notes", content="Before.")
    key, transaction = late_note(world)
    world.server.clock.advance(1)
    for _ in range(3):
        world.put("notes", content="After.")

    class Slow(MemoryRemote):
        def changed_since(self, *arguments):
            page = super().changed_since(*arguments)
            world.server.clock.advance(240)
            world.put("notes", content="Meanwhile.") if self.traffic.requests < 12 else None
            return page

    one.sync(Slow(world.server, MEMBER, one.clock))
    transaction.commit()
    one.sync(on_demand=False)
    assert one.row("notes", key) is not None


def test_pages_that_end_between_rows_of_one_stamp(world):
    one = world.device()
    world.server.max_rows = 3
    rows = [{"id": new_id(), "user_id": MEMBER, "content": f"Row {n}."} for n in range(10)]
    world.server.write("notes", *rows)
    # A run by the timer does not count, and so would not find out later.
    assert one.sync(on_demand=False).pulled == 10
    world.assert_same(one)


def test_a_walk_that_was_cut_off_goes_on_where_it_was(world):
    one = world.device()
    world.server.max_rows = 4
    for number in range(20):
        world.put("notes", content=f"Row {number}.")
        world.server.clock.advance(1000)

    class Cut(MemoryRemote):
        left = 3

        def changed_since(self, table, shape, after, limit):
            self.left -= table.name == "notes"
            if self.left < 0:
                raise Offline("cut off")
            return super().changed_since(table, shape, after, limit)

    with pytest.raises(Offline):
        one.sync(Cut(world.server, MEMBER, one.clock))
    got = len(one.rows("notes"))
    assert 0 < got < 20
    assert one.ledger.summary().last_report["pulled"] == got
    fresh = MemoryRemote(world.server, MEMBER, one.clock)
    asked = []
    walk = fresh.changed_since
    fresh.changed_since = lambda t, s, after, limit: (
        asked.append((t.name, after)) or walk(t, s, after, limit)
    )
    assert one.sync(fresh).pulled == 20 - got
    first = next(after for name, after in asked if name == "notes")
    assert first.id in one.rows("notes")
    world.assert_same(one)


def test_cancelling_keeps_what_is_done(world):
    one = world.device()
    world.server.max_rows = 4
    for number in range(20):
        world.put("notes", content=f"Row {number}.")
    cancel = CancelToken()

    def progress(phase, table, done, total):
        if phase == "pull" and table == "notes" and done >= 8:
            cancel.cancel()

    with pytest.raises(Cancelled):
        one.engine().run(cancel, progress, RunOptions())
    assert len(one.rows("notes")) == 8
    one.sync()
    world.assert_same(one)


def test_a_row_without_a_stamp_is_found_by_counting(world):
    one = world.device()
    world.put("notes", content="Stamped.")
    one.sync()
    key = world.put("notes", content="Unstamped.", updated_at=None)
    held = world.server.tables["notes"].rows
    held[key] = type(held[key])(held[key].values | {"updated_at": None}, {}, 999, None)
    one.sync()
    assert one.row("notes", key)["content"] == "Unstamped."


def test_a_stamp_that_no_trigger_moves_is_not_trusted(world):
    one, two = world.two()
    key = one.add("notes", content="First.", mood="calm")
    world.settle(rounds=1)
    notes = world.server.tables["notes"]
    frozen = notes.rows[key].stamp
    plain = notes.changed
    notes.changed = lambda old, changes, _moment: plain(old, changes, frozen)

    class Frozen(MemoryRemote):
        def update(self, table, shape, row_id, version, changes):
            super().update(table, shape, row_id, version, changes)
            row = notes.rows[row_id]
            notes.rows[row_id] = type(row)(row.values, row.added, row.xmin, frozen)
            return self.fetch(table, shape, [row_id])[0]

    one.edit("notes", key, content="Second.")
    one.sync(Frozen(world.server, MEMBER, one.clock))
    two.edit("notes", key, mood="glad")
    two.sync(Frozen(world.server, MEMBER, two.clock))
    assert one.sync().pulled == 1
    assert one.row("notes", key)["mood"] == "glad"
    assert one.row("notes", key)["content"] == "Second."


def test_new_versions_of_everything_cost_no_rewriting(world):
    one = world.device()
    for number in range(5):
        one.add("notes", content=f"Row {number}.")
    one.sync()
    world.server.retoken()
    report = one.sync(full_compare=True)
    assert (report.pulled, report.merged, report.pushed) == (0, 0, 0)
    assert one.outbox() == []
    one.edit("notes", next(iter(one.rows("notes"))), mood="glad")
    assert one.sync().pushed == 1


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


def test_rows_that_break_a_local_rule_are_stored_or_kept_aside(world):
    one = world.device()
    world.server.tables["days"].unique = []
    world.put("days", day="2026-01-01", content="One.")
    second = world.put("days", day="2026-01-01", content="Two.")
    report = one.sync()
    assert len(one.rows("days")) == 1
    assert report.notices
    aside = one.db.execute("SELECT data FROM sync_aside").fetchall()
    assert len(aside) == 1
    first = next(iter(one.rows("days")))
    assert one.sync().deleted_there == 0
    other = second if first != second else next(k for k in world.server_rows("days") if k != first)
    world.server.remove("days", first)
    one.sync()
    one.sync()
    assert set(one.rows("days")) == {other}
    assert one.db.execute("SELECT count(*) FROM sync_aside").fetchone() == (0,)


def test_a_child_may_come_without_its_parent(world):
    one = world.device()
    world.server.tables["leaves"].rows.clear()
    note = world.put("notes", content="Note.", user_id=new_id())
    leaf = world.put("leaves", note_id=note, content="Orphan.")
    one.sync()
    assert one.row("leaves", leaf)["content"] == "Orphan."
    assert one.row("notes", note) is None


def test_without_any_version_the_content_decides(world):
    one, two = world.two()
    for table in world.server.tables.values():
        table.token = table.stamped = False
    key = one.add("notes", content="Text.", mood="calm")
    world.settle(rounds=1)
    one.edit("notes", key, content="Edited.")
    two.edit("notes", key, mood="glad")
    world.settle(rounds=2)
    world.assert_same()
    assert one.row("notes", key)["mood"] == "glad"
    assert one.row("notes", key)["content"] == "Edited."


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


def test_a_big_overlap_is_passed_over_by_versions_alone(world):
    one = world.device()
    world.server.max_rows = 4
    for number in range(30):
        world.put("notes", content=f"Row {number}.")
    one.sync()
    asked = []

    class Heard(MemoryRemote):
        def changed_since(self, table, shape, after, limit):
            if table.name == "notes":
                asked.append(after)
            return super().changed_since(table, shape, after, limit)

        def versions_since(self, table, shape, after, limit):
            rows = MemoryRemote.changed_since(self, table, shape, after, limit)
            return [Listed(row.id, row.version) for row in rows]

    one.sync(Heard(world.server, MEMBER, one.clock), on_demand=False)
    assert len(asked) == 1
    new = world.put("notes", content="New.")
    late, transaction = late_note(world)
    transaction.commit()
    assert one.sync(Heard(world.server, MEMBER, one.clock), on_demand=False).pulled == 2
    assert {new, late} <= one.rows("notes").keys()
