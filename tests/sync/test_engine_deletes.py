"""Deletions: proved, guarded, and weaker than any edit."""

from __future__ import annotations

import pytest

from sync.errors import Offline, SignInNeeded
from sync.remote.memory import MemoryRemote
from tests.sync.world import MEMBER, OTHER


class Member:
    """A token source that says who is signed in."""

    def __init__(self, user_id):
        self._user_id = user_id

    def user_id(self):
        return self._user_id


def test_a_deletion_travels(world, settled):
    one, two, keys = settled
    one.delete("notes", keys[0])
    assert one.sync().deleted_there == 1
    assert two.sync().deleted_here == 1
    assert two.row("notes", keys[0]) is None
    world.assert_same()


def test_an_edit_there_beats_a_deletion_here(world, settled):
    one, two, keys = settled
    two.edit("notes", keys[0], content="Edited.")
    two.sync()
    one.delete("notes", keys[0])
    report = one.sync()
    assert report.restored == 1
    assert report.notices
    assert one.row("notes", keys[0])["content"] == "Edited."
    world.assert_same()


def test_an_edit_here_beats_a_deletion_there(world, settled):
    one, two, keys = settled
    two.delete("notes", keys[0])
    two.sync()
    one.edit("notes", keys[0], content="Edited.")
    report = one.sync()
    assert report.restored == 1
    world.settle(rounds=1)
    assert two.row("notes", keys[0])["content"] == "Edited."
    world.assert_same()


def test_two_edits_of_a_row_that_vanished_there_are_merged(world, settled):
    one, two, keys = settled
    one.edit("notes", keys[0], content="Note 0. One.")
    two.edit("notes", keys[0], content="Two. Note 0.", mood="glad")
    world.server.remove("notes", keys[0])
    world.settle(rounds=2)
    assert one.row("notes", keys[0])["content"] == "Two. Note 0. One."
    assert one.row("notes", keys[0])["mood"] == "glad"
    world.assert_same()


def test_a_revival_that_another_device_overtakes_is_merged(world, settled):
    one, two, keys = settled
    one.edit("notes", keys[0], mood="glad")
    two.edit("notes", keys[0], content="Two. Note 0.")
    world.server.remove("notes", keys[0])

    class Stuck(MemoryRemote):
        def insert(self, *_arguments):
            raise Offline("no way there")

    with pytest.raises(Offline):
        one.sync(Stuck(world.server, MEMBER, one.clock))
    two.sync()
    report = one.sync()
    assert report.conflicts == 0
    row = world.server_rows("notes")[keys[0]]
    assert (row["content"], row["mood"]) == ("Two. Note 0.", "glad")


def test_deleted_on_both_sides_is_simply_gone(world, settled):
    one, two, keys = settled
    one.delete("notes", keys[0])
    two.delete("notes", keys[0])
    world.settle(rounds=1)
    assert one.outbox() == two.outbox() == []
    world.assert_same()


def test_a_row_deleted_and_restored_before_sync_stays(world, settled):
    one, _, keys = settled
    one.delete("notes", keys[0])
    one.restore("notes", keys[0])
    world.settle(rounds=1)
    assert len(world.server_rows("notes")) == 5
    world.assert_same()


def test_an_edited_child_brings_its_deleted_parent_back(world, settled):
    one, two, keys = settled
    leaf = one.add("leaves", note_id=keys[0], content="Leaf.")
    bud = one.add("buds", leaf_id=leaf, content="Bud.")
    world.settle(rounds=1)
    two.delete("notes", keys[0])
    two.sync()
    one.edit("buds", bud, content="Bud, edited.")
    world.settle(rounds=2)
    for device in (one, two):
        assert device.row("buds", bud)["content"] == "Bud, edited."
        assert device.row("notes", keys[0])["content"] == "Note 0."
    world.assert_same()


def test_a_child_of_a_parent_deleted_here_recalls_it_from_the_trash(world, settled):
    one, _, keys = settled
    one.db.execute("PRAGMA foreign_keys = OFF")
    one.delete("notes", keys[0])
    one.sync()
    leaf = one.add("leaves", note_id=keys[0], content="Late leaf.")
    one.sync()
    world.settle(rounds=1)
    assert world.server_rows("leaves")[leaf]["content"] == "Late leaf."
    assert world.server_rows("notes")[keys[0]]["content"] == "Note 0."
    world.assert_same()


def test_many_deletions_wait_for_the_members_word(world, settled):
    one, _, _ = settled
    extra = [one.add("notes", content="More.") for _ in range(40)]
    one.sync()
    for key in extra[:30]:
        world.server.remove("notes", key)
    report = one.sync()
    assert report.suspicious_deletes == {"notes": 30}
    assert report.deleted_here == 0
    assert len(one.rows("notes")) == 45
    assert one.sync().suspicious_deletes == {"notes": 30}
    report = one.sync(accept_deletes=frozenset({"notes"}))
    assert report.deleted_here == 30
    world.assert_same(one)


def test_the_members_word_does_not_hold_for_a_server_that_shows_nothing(world, settled):
    one, _, _ = settled
    notes = [one.add("notes", content="More.") for _ in range(40)]
    leaf = one.add("leaves", note_id=notes[0], content="Leaf.")
    one.sync()

    class Emptied(MemoryRemote):
        def manifest(self, table, *arguments):
            return [] if table.name == "notes" else super().manifest(table, *arguments)

        def fetch(self, *_arguments):
            return []

    emptied = Emptied(world.server, MEMBER, one.clock)
    report = one.sync(emptied, full_compare=True, accept_deletes=frozenset({"notes"}))
    assert report.deleted_here == 0
    assert report.suspicious_deletes == {"notes": 45}
    assert one.row("leaves", leaf)


def test_refused_deletions_are_sent_back(world, settled):
    one, two, _ = settled
    extra = [one.add("notes", content="More.") for _ in range(40)]
    one.sync()
    for key in extra[:30]:
        world.server.remove("notes", key)
    report = one.sync(refuse_deletes=frozenset({"notes"}))
    assert report.suspicious_deletes == {}
    assert len(world.server_rows("notes")) == 45
    two.sync()
    world.assert_same()


def test_vanished_rows_of_the_servers_own_stay_but_are_not_sent(world, settled):
    one, _, _ = settled
    bills = [world.put("bills", mood="paid") for _ in range(30)]
    one.sync()
    for key in bills:
        world.server.remove("bills", key)
    report = one.sync(refuse_deletes=frozenset({"bills"}))
    assert report.suspicious_deletes == {"bills": 30}
    assert (report.waiting, one.outbox()) == (0, [])
    assert one.sync(accept_deletes=frozenset({"bills"})).deleted_here == 30
    world.assert_same(one)


def test_a_few_deletions_in_many_tables_add_up(world, settled):
    one, _, keys = settled
    leaves = [one.add("leaves", note_id=keys[0], content="Leaf.") for _ in range(600)]
    notes = [one.add("notes", content="More.") for _ in range(600)]
    one.sync()
    for leaf, note in zip(leaves[:30], notes[:30], strict=True):
        world.server.remove("leaves", leaf)
        world.server.remove("notes", note)
    report = one.sync()
    assert report.deleted_here == 0
    assert report.suspicious_deletes == {"leaves": 30, "notes": 30}


def test_emptiness_under_a_strange_identity_is_not_believed(world, settled):
    one, _, keys = settled
    nobody = MemoryRemote(world.server, None, one.clock)
    report = one.sync(nobody)
    assert report.deleted_here == 0
    assert len(one.rows("notes")) == 5
    one.edit("notes", keys[0], content="Edited meanwhile.")
    one.delete("notes", keys[1])
    for _ in range(2):
        one.add("notes", content="New.")
    with pytest.raises(SignInNeeded):
        one.sync(nobody)
    assert one.ledger.held() == {}
    one.sync()
    world.settle(rounds=2)
    rows = world.server_rows("notes")
    assert rows[keys[0]]["content"] == "Edited meanwhile."
    assert {keys[0], *keys[2:]} < set(rows)
    assert (keys[1] in rows, len(rows)) == (False, 6)
    world.assert_same()


def test_the_only_row_of_an_account_may_go(world):
    one, two = world.two()
    two.tokens = Member(MEMBER)
    key = one.add("notes", content="Only.")
    world.settle(rounds=1)
    one.delete("notes", key)
    one.sync()
    assert two.sync().deleted_here == 1
    world.assert_same()


def test_all_rows_of_an_account_may_not_go_unasked(world):
    one, two = world.two()
    two.tokens = Member(MEMBER)
    keys = [one.add("notes", content="Text.") for _ in range(2)]
    world.settle(rounds=1)
    for key in keys:
        one.delete("notes", key)
    one.sync()
    assert two.sync().suspicious_deletes == {"notes": 2}
    assert two.sync(accept_deletes=frozenset({"notes"})).deleted_here == 2
    world.assert_same()


def test_what_the_member_gave_their_word_for_does_not_make_the_rest_doubtful(world):
    one, two = world.two()
    notes = [one.add("notes", content="Text.") for _ in range(60)]
    day, _ = (one.add("days", day=f"2026-01-0{number}") for number in (1, 2))
    world.settle(rounds=1)
    for table, key in (*(("notes", key) for key in notes), ("days", day)):
        one.delete(table, key)
    one.sync()
    report = two.sync(accept_deletes=frozenset({"notes"}))
    assert (report.deleted_here, report.suspicious_deletes) == (61, {})
    world.assert_same()


def test_a_session_of_another_account_does_nothing_at_all(world, settled):
    one, _, keys = settled
    one.edit("notes", keys[0], content="Edited.")
    one.tokens = Member(OTHER)
    with pytest.raises(SignInNeeded):
        one.sync(MemoryRemote(world.server, OTHER, one.clock))
    assert len(one.rows("notes")) == 5
    assert world.server_rows("notes")[keys[0]]["content"] == "Note 0."
    one.tokens = Member(MEMBER)
    assert one.sync().pushed == 1


def test_a_broken_manifest_gives_no_verdict(world, settled):
    one, _, keys = settled
    world.server.max_rows = 2
    world.server.remove("notes", keys[0])

    class Broken(MemoryRemote):
        def manifest(self, table, shape, after_id, limit):
            if table.name == "notes" and after_id is not None:
                raise Offline("cut off")
            return super().manifest(table, shape, after_id, limit)

    with pytest.raises(Offline):
        one.sync(Broken(world.server, MEMBER, one.clock))
    assert len(one.rows("notes")) == 5
    assert one.sync().deleted_here == 1
    world.assert_same(one)


def assert_forgotten_row_stays(world, one, key):
    """Compare everything with a server whose manifest leaves a row out."""

    class Forgetful(MemoryRemote):
        def manifest(self, *arguments):
            return [line for line in super().manifest(*arguments) if line.id != key]

    report = one.sync(Forgetful(world.server, MEMBER, one.clock), full_compare=True)
    assert report.deleted_here == 0
    assert one.row("notes", key) is not None


def test_a_row_missing_from_the_manifest_but_there_by_its_id_stays(world, settled):
    one, _, keys = settled
    assert_forgotten_row_stays(world, one, keys[0])


def test_a_row_missing_from_the_manifest_that_cannot_be_read_by_its_id_stays(world, settled):
    one, _, keys = settled
    world.server.tables["notes"].unreadable.add(keys[0])
    assert_forgotten_row_stays(world, one, keys[0])


def test_generic_rows_go_when_the_server_drops_them(world, settled):
    one, _, _ = settled
    world.server.write_generic("extras", "k1", {"id": "k1"})
    world.server.write_generic("extras", "k2", {"id": "k2"})
    one.sync()
    del world.server.tables["extras"].rows["k1"]
    world.server.write_generic("extras", "k2", {"id": "k2", "new": 1})
    one.sync()
    assert one.generic("extras") == {"k2": {"id": "k2", "new": 1}}
    one.sync(MemoryRemote(world.server, None, one.clock))
    assert one.generic("extras")
