"""Lost answers: what may have arrived is neither doubled nor taken for a stranger's."""

from __future__ import annotations

import pytest

from sync.errors import Offline, SignInNeeded
from sync.remote.memory import MemoryRemote
from tests.sync.remotes import lose
from tests.sync.world import MEMBER


def test_an_insert_without_an_answer_is_not_doubled(world):
    one = world.device()
    one.add("notes", content="Text.")
    lose(one, "insert")
    report = one.sync()
    assert not report.held
    assert len(world.server_rows("notes")) == 1
    world.assert_same()


def test_an_insert_without_an_answer_that_was_edited_since(world):
    one = world.device()
    key = one.add("notes", content="First sentence.", mood="calm")
    lose(one, "insert")
    one.edit("notes", key, content="First sentence. Second sentence.", mood="glad")
    report = one.sync()
    assert report.conflicts == 0
    assert one.row("notes", key)["mood"] == "glad"
    assert world.server_rows("notes")[key]["content"] == "First sentence. Second sentence."
    world.assert_same()


def test_an_insert_without_an_answer_that_was_deleted_since_stays_deleted(world):
    one = world.device()
    key = one.add("notes", content="Text.")
    lose(one, "insert", lambda: one.delete("notes", key))
    one.sync()
    world.settle(rounds=1)
    assert one.rows("notes") == world.server_rows("notes") == {}


def test_an_insert_that_arrives_after_its_deletion_stays_deleted(world):
    one = world.device()
    key = one.add("notes", content="Text.")
    later = []

    class Late(MemoryRemote):
        def insert(self, *arguments):
            later.append(lambda: super(Late, self).insert(*arguments))
            raise Offline("no answer")

    with pytest.raises(Offline):
        one.sync(Late(world.server, MEMBER, one.clock))
    one.delete("notes", key)
    one.sync()
    assert one.outbox() == []
    later.pop()()
    assert key in world.server_rows("notes")
    world.settle(rounds=2)
    assert one.rows("notes") == world.server_rows("notes") == {}


def test_an_update_without_an_answer_that_was_edited_since(world):
    one = world.device()
    key = one.add("notes", content="Text.", mood="calm")
    one.sync()
    one.edit("notes", key, content="Text, longer.", mood="glad")
    lose(one, "update")
    one.edit("notes", key, content="Text, longer still.")
    report = one.sync()
    assert report.conflicts == 0
    assert world.server_rows("notes")[key]["content"] == "Text, longer still."
    world.assert_same()


def test_an_update_that_arrives_after_the_row_seemed_to_be_gone_is_not_doubled(world):
    one = world.device()
    key = one.add("days", day="2026-01-01", content="Text.")
    one.add("notes", content="Another row that only we can see.")
    one.sync()
    one.edit("days", key, content="More of it.\n\nText.")
    later = []

    class Late(MemoryRemote):
        def update(self, *arguments):
            later.append(lambda: super(Late, self).update(*arguments))
            raise Offline("no answer")

    with pytest.raises(Offline):
        one.sync(Late(world.server, MEMBER, one.clock))
    # Taken for nobody, we see no row at all.
    with pytest.raises(SignInNeeded):
        one.sync(MemoryRemote(world.server, None, one.clock))
    later.pop()()
    one.edit("days", key, content="More of it.\n\nText. And more.")
    report = one.sync()
    assert report.conflicts == 0
    assert world.server_rows("days")[key]["content"] == "More of it.\n\nText. And more."
    world.assert_same()


def test_an_update_without_an_answer_that_was_taken_back(world):
    one = world.device()
    key = one.add("notes", content="Text.")
    one.sync()
    one.edit("notes", key, content="Mistake.")
    lose(one, "update")
    one.edit("notes", key, content="Text.")
    world.settle(rounds=2)
    assert world.server_rows("notes")[key]["content"] == "Text."
    world.assert_same()


def test_a_deletion_without_an_answer_is_simply_done(world):
    one = world.device()
    world.put("bills", mood="paid")
    key = one.add("notes", content="Text.")
    one.sync()
    one.delete("notes", key)
    lose(one, "delete")
    report = one.sync()
    assert report.restored == 0
    assert one.outbox() == []
    assert world.server_rows("notes") == {}


def test_a_row_restored_after_a_deletion_without_an_answer_lives(world):
    one = world.device()
    world.put("bills", mood="paid")
    key = one.add("notes", content="Text.")
    one.sync()
    one.delete("notes", key)
    later = []

    class Late(MemoryRemote):
        def delete(self, *arguments):
            later.append(lambda: super(Late, self).delete(*arguments))
            raise Offline("no answer")

    with pytest.raises(Offline):
        one.sync(Late(world.server, MEMBER, one.clock))
    one.restore("notes", key)
    one.sync()
    assert later.pop()() is False
    world.settle(rounds=1)
    assert key in world.server_rows("notes")


def test_a_database_from_a_backup_does_not_double_what_was_sent(world):
    one, two = world.two()
    key = one.add("notes", content="Text.\n\nMore.")
    one.sync()
    # The backup was made before the row was sent.
    one.db.execute("DELETE FROM sync_rows")
    one.db.execute("DELETE FROM sync_cursors")
    one.db.execute("UPDATE notes SET updated_at = NULL")
    report = one.sync()
    assert report.conflicts == 0
    two.sync()
    assert two.row("notes", key)["content"] == "Text.\n\nMore."
    world.assert_same()


# -- refusals ---------------------------------------------------------------------------------
