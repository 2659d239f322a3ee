from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.merging.rows import Lost, merge_row
from sync.spec import ColumnSpec, Merge, Mode, TableSpec
from sync.values import Kind, canonical_json, canonical_value

SPEC = TableSpec(
    "things",
    Mode.TWO_WAY,
    (
        ColumnSpec("id", Kind.UUID),
        ColumnSpec("body", Kind.TEXT, Merge.TEXT),
        ColumnSpec("mood", Kind.TEXT),
        ColumnSpec("done", Kind.BOOLEAN),
        ColumnSpec("price", Kind.NUMERIC),
        ColumnSpec("tags", Kind.TEXT_ARRAY, Merge.SET),
        ColumnSpec("data", Kind.JSON, Merge.KEYS),
        ColumnSpec("updated_at", Kind.TIMESTAMP),
    ),
)
ALL = frozenset(SPEC.names)

WORD = st.sampled_from(["", "one", "two", "one two", "three\n\nfour", "five. six."])
LEAF = st.none() | st.booleans() | st.integers(0, 3) | WORD
JSON = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=6,
)
ROW = st.fixed_dictionaries(
    {
        "id": st.just("i"),
        "body": st.none() | WORD,
        "mood": st.none() | WORD,
        "done": st.none() | st.sampled_from([0, 1]),
        "price": st.none() | st.sampled_from(["1.5", "1.50", "2"]),
        "tags": st.none() | st.lists(st.sampled_from("xyz"), max_size=4).map(canonical_json),
        "data": st.none() | JSON.map(canonical_json),
        "updated_at": st.sampled_from(["2026-01-01T00:00:00.000000+00:00"]),
    }
)


def row(**columns):
    return dict.fromkeys(SPEC.names) | {"id": "i"} | columns


def merged(base, local, remote, *, local_wins=False, columns=ALL):
    return merge_row(SPEC, columns, base, local, remote, local_wins=local_wins)


def same(one, other):
    """Whether two rows mean the same in all columns that travel."""
    return all(
        canonical_value(SPEC.by_name[n].kind, one[n])
        == canonical_value(SPEC.by_name[n].kind, other[n])
        for n in SPEC.merged_names
    )


@settings(max_examples=150, deadline=None)
@given(st.none() | ROW, ROW, st.booleans())
def test_equal_sides_stay_as_they_are(base, state, wins):
    result = merged(base, state, dict(state), local_wins=wins)
    assert same(result.values, state)
    assert not result.lost
    assert not result.joined


@settings(max_examples=150, deadline=None)
@given(ROW, ROW, st.booleans())
def test_what_one_side_changed_survives(base, state, wins):
    for result in (
        merged(base, state, base, local_wins=wins),
        merged(base, base, state, local_wins=wins),
    ):
        assert same(result.values, state)
        assert not result.lost
        assert not result.joined


@settings(max_examples=200, deadline=None)
@given(ROW, ROW, ROW, st.sets(st.sampled_from(SPEC.merged_names)), st.booleans())
def test_changes_of_different_columns_both_survive(base, ours, theirs, mine, wins):
    local = base | {name: ours[name] for name in mine}
    remote = base | {n: theirs[n] for n in SPEC.merged_names if n not in mine}
    result = merged(base, local, remote, local_wins=wins)
    assert same(result.values, base | {n: (local if n in mine else remote)[n] for n in base})
    assert not result.lost


@settings(max_examples=250, deadline=None)
@given(st.none() | ROW, ROW, ROW, st.booleans())
def test_a_scalar_either_wins_or_is_named_as_lost(base, local, remote, wins):
    result = merged(base, local, remote, local_wins=wins)
    lost = {entry.column: entry.value for entry in result.lost}
    for name in ("mood", "done", "price"):
        kept = result.values[name]
        assert kept in (local[name], remote[name])
        if name in lost:
            assert kept == (local if wins else remote)[name]
            assert lost[name] == (remote if wins else local)[name]


@settings(max_examples=250, deadline=None)
@given(st.none() | ROW, ROW, ROW, st.booleans())
def test_swapping_sides_and_winner_gives_the_same_row(base, local, remote, wins):
    one = merged(base, local, remote, local_wins=wins)
    other = merged(base, remote, local, local_wins=not wins)
    for name in ("mood", "done", "price", "tags"):
        kind = SPEC.by_name[name].kind
        left, right = (canonical_value(kind, r.values[name]) for r in (one, other))
        if name == "tags":
            left, right = (sorted(json.loads(v or "[]")) for v in (left, right))
        assert left == right
    lost_scalars = [{e.column for e in r.lost} - {"data"} for r in (one, other)]
    assert lost_scalars[0] == lost_scalars[1]


@settings(max_examples=250, deadline=None)
@given(ROW, ROW, ROW, st.booleans())
def test_a_merged_row_merges_with_its_remote_to_itself(base, local, remote, wins):
    once = merged(base, local, remote, local_wins=wins).values
    assert same(merged(remote, once, remote, local_wins=wins).values, once)


def test_columns_that_the_server_lacks_keep_the_local_value():
    result = merged(row(), row(body="here"), {"id": "i"}, columns={"id", "mood"})
    assert result.values["body"] == "here"


def test_what_the_server_owns_is_taken_from_there():
    result = merged(row(updated_at="a"), row(updated_at="b"), row(updated_at="c"), local_wins=True)
    assert result.values["updated_at"] == "c"


def test_texts_keep_both_parts_and_say_so():
    result = merged(row(body="P"), row(body="P\n\nhere"), row(body="P\n\nthere"))
    assert result.values["body"] == "P\n\nthere\n\nhere"
    assert result.joined == ("body",)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        ('["a"]', '["a","b"]', '["a","c"]', '["a","c","b"]'),
        ('["a","b"]', '["b"]', '["a","b","c"]', '["b","c"]'),
        ('["a"]', "[]", '["a","a"]', '["a","a"]'),  # adds win
        ('["a"]', '["a","b"]', '["b"]', '["b"]'),
        (None, '["a"]', '["b","a"]', '["b","a"]'),
        ('["a"]', None, "[]", None),
    ],
)
def test_sets_take_the_additions_of_both(base, ours, theirs, result):
    assert merged(row(tags=base), row(tags=ours), row(tags=theirs)).values["tags"] == result


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, {"a": 1, "c": 3}, {"a": 1, "b": 2, "c": 3}),
        ({"a": {"x": 1}}, {"a": {"x": 1, "y": 2}}, {"a": {"x": 3}}, {"a": {"x": 3, "y": 2}}),
        ({"a": 1, "b": 2}, {"b": 2}, {"a": 1, "b": 3}, {"b": 3}),
        ({"a": 1}, {}, {"a": 2}, {"a": 2}),
        ({"l": [1, 2]}, {"l": [1, 2, 3]}, {"l": [0, 1, 2]}, {"l": [0, 1, 2, 3]}),
        ({"l": [{"n": "a"}]}, {"l": [{"n": "a", "x": 1}]}, {"l": [{"n": "a", "y": 2}]},
         {"l": [{"n": "a", "x": 1, "y": 2}]}),
        ({"t": "A b.\n\nC d."}, {"t": "A B.\n\nC d."}, {"t": "A b.\n\nC D."},
         {"t": "A B.\n\nC D."}),
        ([{"id": 1, "t": "a"}, {"id": 2}], [{"id": 2}, {"id": 1, "t": "b"}],
         [{"id": 1, "t": "a", "n": 1}, {"id": 2}, {"id": 3}],
         [{"id": 1, "t": "b", "n": 1}, {"id": 2}, {"id": 3}]),
        ({"t": "a"}, {"t": ""}, {"t": "b"}, {"t": "b"}),
        ([1], [1, 2], [1, 2, 3], [1, 2, 3]),
        ([{"q": 1}], [{"q": 1}, {"q": 2}], [{"q": 1}, {"q": 3}], [{"q": 1}, {"q": 3}, {"q": 2}]),
    ],
)  # fmt: skip
def test_json_is_merged_key_by_key(base, ours, theirs, result):
    states = [row(data=canonical_json(value)) for value in (base, ours, theirs)]
    outcome = merged(*states)
    assert outcome.values["data"] == canonical_json(result)
    assert not outcome.lost


@pytest.mark.parametrize("wins", [True, False])
def test_a_word_stands_where_the_other_side_never_wrote_one(wins):
    ours, theirs = ({"a": "Dance", "b": ""}, {"a": "", "b": "Swim"})
    states = (row(data=canonical_json(value)) for value in (ours, theirs))
    outcome = merged(None, *states, local_wins=wins)
    assert outcome.values["data"] == canonical_json({"a": "Dance", "b": "Swim"})
    assert not outcome.lost
    assert not outcome.joined


def test_json_leaves_that_both_changed_follow_rule_18_and_the_loser_is_kept():
    base, ours, theirs = (row(data=canonical_json({"n": n, "k": 1})) for n in (1, 2, 3))
    here = merged(base, ours, theirs, local_wins=True)
    there = merged(base, ours, theirs, local_wins=False)
    assert here.values["data"] == '{"k":1,"n":2}'
    assert here.lost == (Lost("data", '{"k":1,"n":3}'),)
    assert there.values["data"] == '{"k":1,"n":3}'
    assert there.lost == (Lost("data", '{"k":1,"n":2}'),)


def test_equality_is_on_canonical_values():
    base = row(data='{"a":1,"b":2}', price="1.5", tags='["a"]')
    spaced = row(data='{"b": 2, "a": 1}', price="1.50", tags='[ "a" ]')
    theirs = row(data='{"a":9,"b":2}', price="2", tags="[]")
    result = merged(base, spaced, theirs)
    assert same(result.values, theirs)
    assert not result.lost


def test_json_null_and_null_are_one():
    result = merged(row(data="null"), row(data=None), row(data='{"a":1}'))
    assert result.values["data"] == '{"a":1}'


def test_a_value_that_is_no_json_is_treated_as_a_whole():
    result = merged(row(data="{}"), row(data="{broken"), row(data='{"a":1}'))
    assert result.values["data"] == '{"a":1}'
    assert result.lost == (Lost("data", "{broken"),)
