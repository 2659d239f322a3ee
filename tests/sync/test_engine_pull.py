"""Pulling: nothing is skipped, nothing is read twice for nothing, drift harms nobody."""

from __future__ import annotations

import pytest

from sync.cancel import CancelToken
from sync.engine import RunOptions
from sync.errors import Cancelled, Offline
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


@pytest.mark.parametrize("stamp", ["2036-01-01T00:00:00+00:00", "infinity"])
@pytest.mark.parametrize("wrong_by", [0, 10 * 365 * 86_400, -10 * 365 * 86_400])
def test_a_stamp_from_the_future_hides_nothing_that_is_written_later(world, stamp, wrong_by):
    one = world.device(wrong_by=wrong_by)
    world.put("notes", content="By a computer that is ten years ahead.", updated_at=stamp)
    one.sync()
    for text in ("Second.", "Third."):
        world.server.clock.advance(86_400 / 2)
        key = world.put("notes", content=text)
        one.sync(on_demand=False)
        assert one.row("notes", key)["content"] == text
    # Nor does it make every run walk through everything there is.
    world.server.clock.advance(3600)
    requests = one.remote.traffic.requests
    report = one.sync(on_demand=False)
    assert report.pulled == 0
    assert one.remote.traffic.requests - requests < 12


def test_a_stamp_at_the_very_beginning_of_the_calendar_ends_no_run(world):
    one = world.device()
    world.put("notes", content="Old.", updated_at="0001-01-01T00:00:00+00:00")
    one.sync()
    key = world.put("notes", content="New.")
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

        def changed_since(self, table, *arguments):
            self.left -= table.name == "notes"
            if self.left < 0:
                raise Offline("cut off")
            return super().changed_since(table, *arguments)

    with pytest.raises(Offline):
        one.sync(Cut(world.server, MEMBER, one.clock))
    got = len(one.rows("notes"))
    assert 0 < got < 20
    assert one.ledger.summary().last_report["pulled"] == got
    fresh = MemoryRemote(world.server, MEMBER, one.clock)
    asked = []
    walk = fresh.changed_since
    fresh.changed_since = lambda t, s, after, *more: (
        asked.append((t.name, after)) or walk(t, s, after, *more)
    )
    assert one.sync(fresh).pulled == 20 - got
    first = next(after for name, after in asked if name == "notes")
    assert first.id in one.rows("notes")
    world.assert_same(one)


def test_a_row_committed_late_while_a_walk_was_cut_off_is_found(world):
    one = world.device()
    world.server.max_rows = 1
    world.put("notes", content="Before.")
    one.sync()
    key, transaction = late_note(world)
    world.server.clock.advance(400)
    world.put("notes", content="Then.")
    world.put("notes", content="After.")
    token = CancelToken()

    def cut_off(phase, table, done, _total):
        if (phase, table, done) == ("pull", "notes", 1):
            token.cancel()

    with pytest.raises(Cancelled):
        one.engine().run(token, cut_off, RunOptions(on_demand=False))
    transaction.commit()
    world.server.clock.advance(1000)
    one.sync(on_demand=False)
    one.sync(on_demand=False)
    assert one.row("notes", key)["content"] == "Late."


def test_how_long_a_walk_took_is_noted_though_it_found_nothing_new(world):
    one = world.device()
    world.put("notes", content="There.")
    one.sync()

    class Slow(MemoryRemote):
        def changed_since(self, table, *more):
            world.server.clock.advance(400 * (table.name == "notes"))
            return super().changed_since(table, *more)

    one.sync(Slow(world.server, MEMBER, one.clock), on_demand=False)
    assert one.ledger.mark("notes").slack >= 400
    one.sync(on_demand=False)
    assert one.ledger.mark("notes").slack < 400


def test_what_was_walked_through_whole_is_counted_and_not_listed(world):
    one = world.device()
    world.put("notes", content="There.")

    class Asked(MemoryRemote):
        def manifest(self, table, *more):
            assert table.name != "notes"
            return super().manifest(table, *more)

    assert one.sync(Asked(world.server, MEMBER, one.clock)).pulled == 1
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
    world.server.clock.advance(1000)  # so that walks begin after that stamp
    world.put("notes", content="Later.")
    world.settle(rounds=1)
    plain = notes.changed
    notes.changed = lambda old, changes, _moment: plain(old, changes, frozen)

    class Frozen(MemoryRemote):
        def update(self, table, shape, row_id, version, changes):
            if super().update(table, shape, row_id, version, changes) is None:
                return None
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


def test_a_big_overlap_is_passed_over_by_versions_alone(world):
    one = world.device()
    world.server.max_rows = 4
    for number in range(30):
        world.put("notes", content=f"Row {number}.")
    one.sync()
    asked = []

    class Heard(MemoryRemote):
        def changed_since(self, table, shape, after, *more):
            if table.name == "notes":
                asked.append(after)
            return super().changed_since(table, shape, after, *more)

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
