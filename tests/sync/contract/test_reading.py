from __future__ import annotations

import pytest

from sync.errors import MayNotRead, ShapeChanged
from sync.protocols import Cursor, Shape
from sync.spec import Mode, TableSpec
from tests.sync.contract.worlds import new_id


def test_inspect_finds_all_documented_columns(world):
    spec = world.spec("journal_entries")
    shape = world.remote.inspect(spec)

    assert shape.exists
    assert shape.columns == set(spec.names)
    assert (shape.has_id, shape.has_token, shape.has_stamp) == (True, True, True)


def test_inspect_tells_a_table_without_updated_at(world):
    shape = world.remote.inspect(world.spec("scenes"))

    assert (shape.has_token, shape.has_stamp) == (True, False)


def test_inspect_leaves_out_a_column_that_the_server_lacks(world):
    spec = world.lacking(world.spec("journal_entries"), "mood")
    shape = world.remote.inspect(spec)

    assert shape.exists
    assert set(spec.names) - shape.columns in ({"mood"}, {"not_there"})


def test_inspect_does_not_raise_for_a_missing_table(world):
    assert not world.remote.inspect(TableSpec("no_such_table", Mode.TWO_WAY)).exists


def test_reading_a_missing_table_raises(world):
    shape = world.remote.inspect(world.spec("scenes"))
    with pytest.raises(ShapeChanged):
        world.remote.manifest(TableSpec("no_such_table", Mode.TWO_WAY), shape, None, 10)


@pytest.mark.parametrize("name", ["scenes", "journal_entries"])
def test_a_table_that_may_not_be_read_is_told_from_one_that_is_not_there(world, name):
    spec = world.spec(name)
    shape = world.remote.inspect(spec)
    with world.withheld(name):
        assert world.remote.inspect(spec) == Shape(exists=False, denied=True)
        with pytest.raises(MayNotRead):
            world.remote.manifest(spec, shape, None, 10)
    assert world.remote.inspect(spec) == shape
    assert not world.remote.inspect(TableSpec("no_such_table", Mode.TWO_WAY)).denied


def test_rows_come_encoded_for_sqlite(world):
    row = world.entry(tags='["b","a"]', mood="calm")
    world.add("journal_entries", row)
    got = world.get("journal_entries", row["id"])

    assert {name: got.values[name] for name in row} == row
    for name in ("created_at", "updated_at"):
        assert len(got.values[name]) == 32
        assert got.values[name].endswith("+00:00")
    assert got.version.token.isdigit()
    assert got.extra is None


def test_every_kind_of_value_comes_back_as_it_was_sent(world):
    vision = {
        "id": new_id(), "user_id": world.member, "version_number": 3, "status": "draft",
        "is_active": 1, "completion_percent": 40,
        "richness_metadata": '{"a":[1,2.5,"é"],"b":null}',
    }  # fmt: skip
    spec = world.spec("vision_versions")
    known = {name: value for name, value in vision.items() if name in spec.names}
    world.add("vision_versions", known)
    got = world.get("vision_versions", vision["id"])

    assert {name: got.values[name] for name in known} == known


def test_an_undocumented_column_is_kept_aside(world):
    spec = world.undocumented(world.spec("journal_entries"), "mood")
    row = world.entry()
    world.add(spec, row)
    got = world.get(spec, row["id"])

    assert "mood" not in got.values or got.values["mood"] is None
    assert got.extra in ('{"mood":"undocumented"}', '{"mood":null}')


def test_a_walk_by_cursor_shows_each_row_once_in_order(world):
    rows = [world.entry(content=str(i)) for i in range(7)]
    world.add("journal_entries", *rows[:4])  # one transaction: one stamp for all four
    world.pass_time()
    world.add("journal_entries", *rows[4:])
    seen, sizes = world.walk(world.spec("journal_entries"), 3)

    assert sorted(r.id for r in seen) == sorted(r["id"] for r in rows)
    order = [(r.values["updated_at"], r.id) for r in seen]
    assert order == sorted(order)
    assert sizes == [3, 3, 1]


def test_a_cursor_without_id_shows_all_rows_of_its_moment(world):
    spec = world.spec("journal_entries")
    stored = world.add("journal_entries", world.entry(), world.entry())
    shape = world.remote.inspect(spec)
    page = world.remote.changed_since(spec, shape, Cursor(stored[0].version.stamp), 10)

    assert len(page) == 2


def test_a_canonical_stamp_serves_as_a_cursor_as_well_as_a_verbatim_one(world):
    spec = world.spec("journal_entries")
    stored = sorted(world.add("journal_entries", world.entry(), world.entry()), key=lambda r: r.id)
    after = Cursor(stored[0].values["updated_at"], stored[0].id)
    page = world.remote.changed_since(spec, world.remote.inspect(spec), after, 10)

    assert [row.id for row in page] == [stored[1].id]


def test_an_edited_row_comes_again_in_a_new_version(world):
    spec = world.spec("journal_entries")
    [stored] = world.add("journal_entries", world.entry())
    world.pass_time()
    world.edit("journal_entries", stored.id, {"content": "edited"})
    after = Cursor(stored.version.stamp, stored.id)
    [again] = world.remote.changed_since(spec, world.remote.inspect(spec), after, 10)

    assert again.values["content"] == "edited"
    assert again.version.token != stored.version.token
    assert again.version.stamp != stored.version.stamp


def test_a_row_committed_late_is_missed_by_the_cursor_and_found_by_the_manifest(world):
    spec = world.spec("journal_entries")
    late = world.entry(content="late")
    commit = world.begin_late(late)
    world.pass_time()
    [seen] = world.add("journal_entries", world.entry())
    commit()
    shape = world.remote.inspect(spec)

    after = Cursor(seen.version.stamp, seen.id)
    assert world.remote.changed_since(spec, shape, after, 10) == []
    assert late["id"] in {line.id for line in world.remote.manifest(spec, shape, None, 10)}


def test_the_server_cuts_pages_and_a_walk_goes_on_to_the_empty_one(world):
    rows = [world.entry(content=f"{i}") for i in range(1100)]
    world.add("journal_entries", *rows[:600])
    world.add("journal_entries", *rows[600:])
    seen, sizes = world.walk(world.spec("journal_entries"), 5000)

    assert sizes == [1000, 100]
    assert {r.id for r in seen} == {r["id"] for r in rows}


def test_a_manifest_lists_ids_and_versions_in_order(world):
    spec = world.spec("scenes")
    rows = [{"id": new_id(), "user_id": world.member} for _ in range(5)]
    stored = world.add("scenes", *rows)
    shape = world.remote.inspect(spec)
    first = world.remote.manifest(spec, shape, None, 3)
    second = world.remote.manifest(spec, shape, first[-1].id, 3)

    assert [line.id for line in first + second] == sorted(row["id"] for row in rows)
    assert {line.id: line.version for line in first + second} == {r.id: r.version for r in stored}
    assert world.remote.manifest(spec, shape, second[-1].id, 3) == []


def test_fetch_takes_any_number_of_ids_and_passes_over_unknown_ones(world):
    rows = [world.entry() for _ in range(230)]
    world.add("journal_entries", *rows)
    spec = world.spec("journal_entries")
    ids = [row["id"] for row in rows] + [new_id(), rows[0]["id"]]
    found = world.remote.fetch(spec, world.remote.inspect(spec), ids)

    assert sorted(row.id for row in found) == sorted(row["id"] for row in rows)
    assert world.remote.fetch(spec, world.remote.inspect(spec), []) == []


def test_count_counts_what_the_member_sees(world):
    world.add("journal_entries", world.entry(), world.entry())
    world.add("journal_entries", world.entry(user_id=world.stranger), store=world.other)

    assert world.remote.count(world.spec("journal_entries")) == 2


def test_nobody_sees_the_rows_of_another_member(world):
    [stored] = world.add("journal_entries", world.entry())
    spec = world.spec("journal_entries")
    shape = world.other.inspect(spec)

    assert world.other.fetch(spec, shape, [stored.id]) == []
    assert world.other.manifest(spec, shape, None, 10) == []
    assert world.other.changed_since(spec, shape, None, 10) == []


def test_generic_rows_come_whole_with_their_owner(world):
    spec = world.spec("user_stats")
    rows = [{"id": new_id(), "user_id": world.member} for _ in range(3)]
    world.generic("user_stats", [*rows, {"id": new_id(), "user_id": world.stranger}])
    pages = [world.remote.generic_page(spec, offset, 2) for offset in (0, 2, 4)]

    assert [len(page) for page in pages] == [2, 1, 0]
    seen = [row for page in pages for row in page]
    assert [row.key for row in seen] == sorted(row["id"] for row in rows)
    assert {row.owner for row in seen} == {world.member}
    assert all(row.key in row.data for row in seen)


def test_traffic_is_counted(world):
    before = world.remote.traffic.requests
    world.remote.count(world.spec("journal_entries"))

    assert world.remote.traffic.requests == before + 1
