from __future__ import annotations

import pytest

from sync.errors import Rejected
from sync.protocols import Cursor
from sync.remote.memory import MemoryRemote, MemoryServer
from sync.spec import ColumnSpec, Mode, TableSpec
from sync.values import Kind

PARENT = TableSpec(
    "parents",
    Mode.TWO_WAY,
    (
        ColumnSpec("id", Kind.UUID),
        ColumnSpec("user_id", Kind.UUID),
        ColumnSpec("body", Kind.TEXT),
        ColumnSpec("created_at", Kind.TIMESTAMP),
        ColumnSpec("updated_at", Kind.TIMESTAMP),
    ),
    owner="user_id",
)
CHILD = TableSpec(
    "children",
    Mode.TWO_WAY,
    (ColumnSpec("id", Kind.UUID), ColumnSpec("parent_id", Kind.UUID)),
    references={"parent_id": "parents"},
)


def parent(key: str, user: str = "anna", body: str = "x"):
    return {"id": key, "user_id": user, "body": body}


@pytest.fixture
def server():
    return MemoryServer([PARENT, CHILD])


def test_a_late_commit_shows_up_behind_the_newest_stamp(server):
    anna = MemoryRemote(server, "anna")
    shape = anna.inspect(PARENT)
    late = server.begin()
    late.insert("parents", [parent("a")])
    server.clock.advance(2)
    server.write("parents", parent("b"))
    [seen] = anna.changed_since(PARENT, shape, None, 10)
    late.commit()

    assert anna.changed_since(PARENT, shape, Cursor(seen.version.stamp, seen.id), 10) == []
    assert [line.id for line in anna.manifest(PARENT, shape, None, 10)] == ["a", "b"]


def test_a_transaction_gives_its_rows_one_version_and_one_stamp(server):
    server.write("parents", parent("a"), parent("b"))
    anna = MemoryRemote(server, "anna")
    first, second = anna.fetch(PARENT, anna.inspect(PARENT), ["a", "b"])

    assert first.version == second.version


def test_a_refused_row_undoes_its_whole_transaction(server):
    transaction = server.begin("anna")
    transaction.insert("parents", [parent("a")])
    transaction.insert("children", [{"id": "c", "parent_id": "nobody"}])

    with pytest.raises(Rejected) as refused:
        transaction.commit()
    assert refused.value.code == "42501"
    assert server.rows("parents") == {}


def test_deleting_a_parent_takes_its_children(server):
    server.write("parents", parent("a"))
    server.write("children", {"id": "c", "parent_id": "a"})
    server.remove("parents", "a")

    assert server.rows("children") == {}


def test_a_child_is_seen_through_its_parent_alone(server):
    server.write("parents", parent("a"), parent("b", user="bert"))
    server.write("children", {"id": "c", "parent_id": "a"}, {"id": "d", "parent_id": "b"})
    anna = MemoryRemote(server, "anna")

    assert [r.id for r in anna.fetch(CHILD, anna.inspect(CHILD), ["c", "d"])] == ["c"]
    assert MemoryRemote(server, None).count(PARENT) == 0


def test_a_restored_backup_changes_every_version(server):
    server.write("parents", parent("a", body="old"))
    before = server.snapshot()
    server.edit("parents", "a", {"body": "new"})
    anna = MemoryRemote(server, "anna")
    [edited] = anna.fetch(PARENT, anna.inspect(PARENT), ["a"])
    server.restore(before)
    [restored] = anna.fetch(PARENT, anna.inspect(PARENT), ["a"])

    assert restored.values["body"] == "old"
    assert restored.version.token != edited.version.token
