"""The plan is total, pure, and decides each case as ALGORITHM.md says."""

from __future__ import annotations

import itertools

import pytest

from sync.plan import RowState, Verdict, plan
from tests.sync.world import BILLS, DAYS, NOTES

COLUMNS = frozenset(NOTES.names)


def row(**values):
    made = dict.fromkeys(NOTES.names)
    made |= {"id": "n1", "user_id": "u1", "content": "Base.", "mood": "calm"}
    return made | values


BASE = row(updated_at="2026-01-01T00:00:00.000000+00:00")
LATER = "2026-01-02T00:00:00.000000+00:00"
HERE = {"absent": None, "same": BASE, "changed": BASE | {"mood": "glad"}}
THERE = {
    "absent": None,
    "same": BASE | {"updated_at": LATER},
    "changed": BASE | {"content": "Other.", "updated_at": LATER},
}


@pytest.mark.parametrize(
    ("here", "there", "verdict"),
    [
        ("same", "same", Verdict.REFRESH),
        ("same", "changed", Verdict.TAKE),
        ("same", "absent", Verdict.DROP),
        ("changed", "same", Verdict.SEND),
        ("changed", "changed", Verdict.MERGE),
        ("changed", "absent", Verdict.REVIVE_THERE),
        ("absent", "same", Verdict.ERASE),
        ("absent", "changed", Verdict.REVIVE_HERE),
        ("absent", "absent", Verdict.FORGET),
    ],
)
def test_each_case_with_a_base(here, there, verdict):
    action = plan(NOTES, COLUMNS, RowState(BASE, HERE[here], THERE[there]))
    assert action.verdict is verdict


@pytest.mark.parametrize(
    ("here", "there", "verdict"),
    [
        ("absent", "absent", Verdict.NOTHING),
        ("absent", "same", Verdict.TAKE),
        ("same", "absent", Verdict.INSERT),
        ("same", "same", Verdict.ADOPT),
        ("changed", "changed", Verdict.JOIN),
    ],
)
def test_each_case_without_a_base(here, there, verdict):
    action = plan(NOTES, COLUMNS, RowState(None, HERE[here], THERE[there]))
    assert action.verdict is verdict


def test_no_state_is_left_undecided():
    for base, here, there, touched, wins in itertools.product(
        (None, BASE), HERE.values(), THERE.values(), (False, True), (False, True)
    ):
        before = [None if s is None else dict(s) for s in (base, here, there)]
        state = RowState(base, here, there, touched)
        first = plan(NOTES, COLUMNS, state, local_wins=wins)
        assert first == plan(NOTES, COLUMNS, state, local_wins=wins)
        assert [None if s is None else dict(s) for s in (base, here, there)] == before
        if there is not None and first.row is not None:
            # What is sent turns the server's row into the local one.
            assert {**there, **first.changes} == dict(first.row)


def test_a_merge_takes_columns_from_both_sides():
    action = plan(NOTES, COLUMNS, RowState(BASE, HERE["changed"], THERE["changed"]))
    assert (action.row["content"], action.row["mood"]) == ("Other.", "glad")
    assert action.row["updated_at"] == LATER
    assert action.changes == {"mood": "glad"}


def test_rule_18_decides_between_single_values_and_names_the_loser():
    state = RowState(BASE, BASE | {"mood": "glad"}, BASE | {"mood": "sad"})
    there = plan(NOTES, COLUMNS, state, local_wins=False)
    assert (there.row["mood"], there.lost[0].value, there.changes) == ("sad", "glad", {})
    here = plan(NOTES, COLUMNS, state, local_wins=True)
    assert (here.row["mood"], here.lost[0].value) == ("glad", "sad")
    assert here.changes == {"mood": "glad"}


def test_a_row_that_was_touched_and_edited_back_survives_a_deletion_there():
    action = plan(NOTES, COLUMNS, RowState(BASE, BASE, None, touched=True))
    assert action.verdict is Verdict.REVIVE_THERE


def test_columns_that_the_server_lacks_are_neither_compared_nor_changed():
    columns = COLUMNS - {"mood"}
    there = {n: v for n, v in THERE["same"].items() if n in columns}
    action = plan(NOTES, columns, RowState(BASE, HERE["changed"], there))
    assert action.verdict is Verdict.REFRESH
    assert action.row["mood"] == "glad"
    assert action.changes == {}


def test_the_servers_own_tables_are_simply_taken():
    names = frozenset(BILLS.names)
    here = dict.fromkeys(BILLS.names) | {"id": "b", "mood": "old"}
    there = here | {"mood": "new"}
    assert plan(BILLS, names, RowState(None, here, there)).verdict is Verdict.TAKE
    assert plan(BILLS, names, RowState(None, here, None)).verdict is Verdict.DROP


def test_json_null_and_no_value_are_the_same_to_rest():
    here, there = BASE | {"data": "null"}, BASE | {"data": None}
    assert plan(NOTES, COLUMNS, RowState(BASE, here, there)).verdict is Verdict.REFRESH


def test_an_unanswered_write_that_arrived_is_the_base():
    sent = BASE | {"content": "Base.\n\nSent."}
    here = BASE | {"content": "Base.\n\nSent. And more."}
    state = RowState(BASE, here, sent, touched=True, sent=(sent,))
    action = plan(NOTES, COLUMNS, state)
    assert action.verdict is Verdict.SEND
    assert action.row["content"] == "Base.\n\nSent. And more."


def test_an_unanswered_write_that_did_not_arrive_is_not_the_base():
    sent = BASE | {"content": "Base.\n\nSent."}
    there = BASE | {"content": "Before.\n\nBase."}
    action = plan(NOTES, COLUMNS, RowState(BASE, sent, there, touched=True, sent=(sent,)))
    assert action.verdict is Verdict.MERGE
    assert action.row["content"] == "Before.\n\nBase.\n\nSent."


def test_an_unanswered_write_that_others_built_upon_is_the_base():
    sent = BASE | {"content": "Base.\n\nSent."}
    there = BASE | {"content": "Base.\n\nSent.\n\nTheirs."}
    here = BASE | {"content": "Base.\n\nSent, and edited."}
    action = plan(NOTES, COLUMNS, RowState(BASE, here, there, touched=True, sent=(sent,)))
    assert action.row["content"] == "Base.\n\nSent, and edited.\n\nTheirs."


def test_a_row_of_another_device_with_our_natural_key_is_no_ancestor():
    names = frozenset(DAYS.names)
    here = dict.fromkeys(DAYS.names) | {"id": "d", "day": "2026-01-01", "content": "Ours."}
    there = here | {"content": "Theirs."}
    state = RowState(None, here, there, touched=True, sent=(here,))
    action = plan(DAYS, names, state)
    assert "Ours." in action.row["content"]
    assert "Theirs." in action.row["content"]
