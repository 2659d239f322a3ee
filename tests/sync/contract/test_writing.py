from __future__ import annotations

import pytest

from sync.errors import Rejected, ShapeChanged
from sync.protocols import Shape, Version
from tests.sync.contract.worlds import new_id


def journal(world):
    spec = world.spec("journal_entries")
    return spec, world.remote.inspect(spec)


def refused(world, name, *rows):
    with pytest.raises(Rejected) as fault:
        world.add(name, *rows)
    return fault.value.code


def test_insert_gives_the_rows_back_in_their_order_as_they_were_stored(world):
    rows = [world.entry(content=str(i)) for i in range(5)]
    stored = world.add("journal_entries", *rows)

    assert [row.id for row in stored] == [row["id"] for row in rows]
    assert all(row.values["updated_at"] for row in stored)
    assert len({row.version for row in stored}) == 1


def test_rows_of_a_batch_may_have_different_columns(world):
    rows = [world.entry(mood="calm"), world.entry(tags='["a"]', mood=None), world.entry()]
    stored = world.add("journal_entries", *rows)

    assert [row.values["mood"] for row in stored] == ["calm", None, None]
    assert [row.values["tags"] for row in stored] == [None, '["a"]', None]


def test_what_is_not_given_gets_the_servers_default(world):
    [stored] = world.add("journal_entries", world.entry(created_at=None))

    assert stored.values["created_at"] is not None


def test_created_at_is_sent_and_updated_at_never(world):
    made = "2020-02-03T04:05:06.070000+00:00"
    [stored] = world.add("journal_entries", world.entry(created_at=made, updated_at=made))

    assert stored.values["created_at"] == made
    assert stored.values["updated_at"] != made


def test_columns_that_the_server_lacks_are_not_sent(world):
    spec = world.lacking(world.spec("journal_entries"), "mood")
    row = world.entry(mood="calm", not_there="x")
    [stored] = world.add(spec, row)

    assert stored.values["content"] == "words"


def test_a_column_that_vanished_since_raises_with_its_name(world):
    spec = world.spec("journal_entries")
    shape = world.remote.inspect(spec)
    lacking = world.lacking(spec, "mood")
    [column] = {"mood", "not_there"} & set(lacking.names)
    stale = Shape(exists=True, columns=shape.columns | {column}, has_stamp=True)
    with pytest.raises(ShapeChanged) as fault:
        world.remote.insert(lacking, stale, [world.entry(**{column: "x"})])

    assert fault.value.column == column


@pytest.mark.parametrize("size", [1, 3])
def test_a_refused_row_refuses_its_whole_batch(world, size):
    taken = world.entry()
    world.add("journal_entries", taken)
    rows = [world.entry() for _ in range(size - 1)] + [taken]

    assert refused(world, "journal_entries", *rows) == "23505"
    assert world.remote.count(world.spec("journal_entries")) == 1


def test_a_natural_key_may_be_taken_once(world):
    row = {"id": new_id(), "user_id": world.member, "category": "fun"}
    world.add("life_vision_category_state", row)

    code = refused(world, "life_vision_category_state", row | {"id": new_id()})
    assert code == "23505"


def test_a_row_of_somebody_else_is_refused(world):
    assert refused(world, "journal_entries", world.entry(user_id=world.stranger)) == "42501"


def test_a_child_without_its_parent_is_refused(world):
    item = {"id": new_id(), "user_id": world.member, "vision_id": new_id()}
    assert refused(world, "vision_board_items", item) == "23503"


def test_a_check_refuses_with_its_code(world):
    world.refuse("life_vision_category_state", "category", "nonsense")
    row = {"id": new_id(), "user_id": world.member, "category": "nonsense"}
    assert refused(world, "life_vision_category_state", row) == "23514"


def test_tables_without_write_policies_refuse(world):
    row = {"id": new_id(), "user_id": world.member}
    assert refused(world, "token_usage", row) == "42501"


def test_an_update_changes_the_version_that_it_names(world):
    spec, shape = journal(world)
    [stored] = world.add("journal_entries", world.entry(mood="calm", tags='["a"]'))
    changes = {"content": "more words", "mood": None, "tags": '["a","b"]'}
    updated = world.remote.update(spec, shape, stored.id, stored.version, changes)

    assert {name: updated.values[name] for name in changes} == changes
    assert updated.version.token != stored.version.token
    assert world.get("journal_entries", stored.id) == updated


def test_an_update_of_columns_that_the_server_lacks_only_reads(world):
    spec, shape = journal(world)
    [stored] = world.add("journal_entries", world.entry())
    changes = {"not_there": "x", "updated_at": "2020-01-01T00:00:00.000000+00:00"}

    assert world.remote.update(spec, shape, stored.id, stored.version, changes) == stored
    assert world.remote.update(spec, shape, stored.id, Version("1", "x"), changes) is None


def test_an_update_of_another_version_changes_nothing(world):
    spec, shape = journal(world)
    [stored] = world.add("journal_entries", world.entry())
    world.edit("journal_entries", stored.id, {"content": "theirs"})
    for version in (stored.version, Version(), Version(stamp=stored.version.stamp)):
        changes = {"content": "ours"}
        assert world.remote.update(spec, shape, stored.id, version, changes) is None

    assert world.get("journal_entries", stored.id).values["content"] == "theirs"


def test_an_update_of_a_row_that_is_gone_changes_nothing(world):
    spec, shape = journal(world)
    [stored] = world.add("journal_entries", world.entry())
    world.remove("journal_entries", stored.id)

    version = stored.version
    assert world.remote.update(spec, shape, stored.id, version, {"content": "x"}) is None
    assert not world.remote.delete(spec, shape, stored.id, version)


def test_an_update_of_somebody_elses_row_changes_nothing(world):
    spec, shape = journal(world)
    [theirs] = world.add("journal_entries", world.entry(user_id=world.stranger), store=world.other)
    version = theirs.version

    assert world.remote.update(spec, shape, theirs.id, version, {"content": "x"}) is None
    assert not world.remote.delete(spec, shape, theirs.id, version)


def test_an_update_that_gives_the_row_away_is_refused(world):
    spec, shape = journal(world)
    [stored] = world.add("journal_entries", world.entry())
    with pytest.raises(Rejected) as fault:
        world.remote.update(spec, shape, stored.id, stored.version, {"user_id": world.stranger})

    assert fault.value.code == "42501"


def test_a_delete_takes_the_version_that_it_names(world):
    spec, shape = journal(world)
    [stored] = world.add("journal_entries", world.entry())
    world.edit("journal_entries", stored.id, {"content": "theirs"})

    assert not world.remote.delete(spec, shape, stored.id, stored.version)
    current = world.get("journal_entries", stored.id).version
    assert world.remote.delete(spec, shape, stored.id, current)
    assert world.get("journal_entries", stored.id) is None


def test_deleting_a_parent_takes_its_children_along(world):
    vision = {"id": new_id(), "user_id": world.member, "version_number": 1}
    [parent] = world.add("vision_versions", vision)
    item = {"id": new_id(), "user_id": world.member, "vision_id": vision["id"]}
    world.add("vision_board_items", item)
    spec = world.spec("vision_versions")

    assert world.remote.delete(spec, world.remote.inspect(spec), parent.id, parent.version)
    assert world.get("vision_board_items", item["id"]) is None


def test_a_deleted_row_may_come_back_under_its_id(world):
    spec, shape = journal(world)
    row = world.entry()
    [stored] = world.add("journal_entries", row)
    world.remote.delete(spec, shape, stored.id, stored.version)
    [again] = world.add("journal_entries", row)

    assert again.id == row["id"]


@pytest.mark.parametrize(
    ("name", "column"), [("journal_entries", "content"), ("scenes", "scene_text")]
)
def test_without_row_versions_writes_still_respect_what_others_wrote(viewed, name, column):
    spec = viewed.view(name)
    shape = viewed.remote.inspect(spec)
    assert not shape.has_token
    row = {"id": new_id(), "user_id": viewed.member, column: "ours"}
    [stored] = viewed.remote.insert(spec, shape, [row])

    [listed] = viewed.remote.manifest(spec, shape, None, 10)
    assert listed.version == stored.version
    assert viewed.remote.fetch(spec, shape, [stored.id]) == [stored]

    viewed.pass_time()
    viewed.edit(name, stored.id, {column: "theirs"})
    changes = {column: "ours again"}
    assert viewed.remote.update(spec, shape, stored.id, stored.version, changes) is None
    assert not viewed.remote.delete(spec, shape, stored.id, stored.version)

    viewed.pass_time()
    [current] = viewed.remote.fetch(spec, shape, [stored.id])
    updated = viewed.remote.update(spec, shape, stored.id, current.version, changes)
    assert updated.values[column] == "ours again"
    assert updated.version != current.version
    assert viewed.remote.delete(spec, shape, stored.id, updated.version)
