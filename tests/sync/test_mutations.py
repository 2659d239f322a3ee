"""Each safeguard is switched off once; the tests must notice, or they prove nothing.

A mutant is put to a witness test by name or, where its harm needs a rare order of events, to the
simulation, which must fail within some seeds.
"""

from __future__ import annotations

import pytest

import sync.comparing.compare
import sync.comparing.deletions
import sync.plan
import sync.pulling.generic
import sync.pulling.intake
import sync.pulling.pull
import sync.pushing.changes
import sync.pushing.settle
from sync.comparing.canary import Canary
from sync.local.aside import Aside
from sync.local.ledger import Ledger
from sync.local.sqlite_store import SqliteStore
from sync.local.steps import Step
from sync.local.writer import Writer
from sync.plan import Side, Verdict
from sync.protocols import Cursor
from sync.pulling.ahead import PagesAhead
from sync.pushing.desk import Desk
from sync.remote.memory import MemoryRemote
from tests.sync import test_engine_deletes as deletes
from tests.sync import test_engine_joins as joins
from tests.sync import test_engine_pull as pulls
from tests.sync import test_engine_push as pushes
from tests.sync import test_engine_shapes as shapes
from tests.sync import test_engine_twins as twins
from tests.sync import test_engine_unanswered as unanswered
from tests.sync.simulation import Plan, Simulation

_SEEDS = 240


def no_compare_and_swap(patch):
    def matching(_self, held, _shape, row_id, _version):
        return held.rows.get(row_id)

    patch.setattr(MemoryRemote, "_matching", matching)


def no_overlap(patch):
    def start(mark):
        return Cursor(mark.stamp) if mark.stamp else None

    patch.setattr(sync.pulling.pull, "_start", start)


def no_slack(patch):
    plain = Ledger.save_mark

    def save(self, table, mark):
        plain(self, table, type(mark)(mark.stamp, 0.0, mark.walk, mark.walk_started))

    patch.setattr(Ledger, "save_mark", save)


def no_id_in_the_cursor(patch):
    follow = PagesAhead._follow
    patch.setattr(PagesAhead, "_follow", lambda self, p: follow(self, Cursor(p.stamp, "~")))
    patch.setattr(sync.pulling.pull, "place_of", lambda row: Cursor(row.version.stamp, "~"))


def no_note_of_attempts(patch):
    patch.setattr(SqliteStore, "mark_attempted", lambda _self, _spec, _rows: None)


def no_look_at_edits_meanwhile(patch):
    patch.setattr(SqliteStore, "_moved", lambda _self, _spec, _part: set())


def no_canary(patch):
    patch.setattr(Canary, "is_green", lambda _self, _doubted: True)


def no_guard(patch):
    patch.setattr(sync.comparing.deletions, "too_many", lambda _gone, _known: False)
    patch.setattr(sync.comparing.deletions, "too_many_at_all", lambda _gone: False)


def no_question_by_id(patch):
    plain = sync.comparing.compare._fetch_into

    def fetch(run, spec, ids):
        known = run.store.versions(spec, ids)
        return plain(run, spec, [i for i in ids if i not in known])

    patch.setattr(sync.comparing.compare, "_fetch_into", fetch)


def no_answer_as_base(patch):
    plain = sync.pushing.settle._step

    def step(run, spec, item):
        made = plain(run, spec, item)
        owned = {n: v for n, v in made.row.items() if n in spec.server_owned}
        fields = {name: getattr(made, name) for name in made.__slots__}
        return type(made)(**{**fields, "row": {**item.sent.row, **owned}})

    patch.setattr(sync.pushing.settle, "_step", step)


def no_graves(patch):
    patch.setattr(Writer, "_bury", lambda _self, _step: None)


def no_touch(patch):
    plain = sync.pushing.changes.Changes._changes

    def changes(self, row, values, known):
        untouched = type(row)(row.row_id, row.seq, 0, row.row, row.known)
        return plain(self, untouched, values, known)

    patch.setattr(sync.pushing.changes.Changes, "_changes", changes)


def no_revival_here(patch):
    patch.setitem(sync.plan._WITH_BASE, (Side.ABSENT, Side.CHANGED), Verdict.ERASE)


def no_revival_there(patch):
    patch.setitem(sync.plan._WITH_BASE, (Side.CHANGED, Side.ABSENT), Verdict.DROP)


def no_parents_for_children(patch):
    patch.setattr(SqliteStore, "pointed_at", lambda *_: set())
    patch.setattr("sync.pushing.desk.revive_parents", lambda *_: False)


def no_adoption(patch):
    patch.setattr(Desk, "_adopt", lambda *_: False)


def no_memory_of_what_was_there(patch):
    plain = Step.__init__

    def made(self, *values, **fields):
        plain(self, *values, **{**fields, "revived_from": None})

    patch.setattr(Step, "__init__", made)


def no_echo(patch):
    patch.setattr(sync.pushing.changes, "digest", lambda _changes: None)


def no_memory_of_what_was_agreed(patch):
    patch.setattr(sync.pulling.intake, "with_agreed", lambda _spec, base, _agreed, _remote: base)


def no_waiting_for_what_lies_aside(patch):
    patch.setattr(Aside, "ids", lambda *_: set())


WITNESSES = [
    (no_overlap, pulls.test_a_row_committed_late_is_found),
    (no_slack, pulls.test_a_row_committed_late_after_a_slow_walk_is_found),
    (no_id_in_the_cursor, pulls.test_pages_that_end_between_rows_of_one_stamp),
    (no_note_of_attempts, unanswered.test_an_insert_without_an_answer_that_was_edited_since),
    (no_note_of_attempts, unanswered.test_an_update_without_an_answer_that_was_taken_back),
    (no_look_at_edits_meanwhile, pushes.test_an_edit_while_the_row_is_on_its_way_is_sent_next),
    (no_look_at_edits_meanwhile, pushes.test_an_edit_between_planning_and_writing_is_not_lost),
    (no_answer_as_base, pushes.test_what_the_server_stores_is_taken_over_and_ours_is_kept),
    (no_graves, unanswered.test_an_insert_that_arrives_after_its_deletion_stays_deleted),
    (no_touch, unanswered.test_a_row_restored_after_a_deletion_without_an_answer_lives),
    (no_adoption, twins.test_a_day_made_there_after_our_pull_is_joined_when_ours_is_refused),
    (no_memory_of_what_was_agreed, shapes.test_both_sides_edited_while_a_column_was_away),
    (
        no_waiting_for_what_lies_aside,
        joins.test_a_row_that_waits_for_its_place_is_not_sent_over_what_came,
    ),
    (no_echo, pushes.test_a_server_that_insists_is_not_asked_for_ever),
    (
        no_compare_and_swap,
        pushes.test_an_edit_between_reading_and_writing_is_merged_not_overwritten,
    ),
]
SETTLED_WITNESSES = [
    (no_canary, deletes.test_emptiness_under_a_strange_identity_is_not_believed),
    (no_guard, deletes.test_many_deletions_wait_for_the_members_word),
    (no_guard, deletes.test_a_few_deletions_in_many_tables_add_up),
    (no_question_by_id, deletes.test_a_row_missing_from_the_manifest_but_there_by_its_id_stays),
    (no_revival_here, deletes.test_an_edit_there_beats_a_deletion_here),
    (no_revival_there, deletes.test_an_edit_here_beats_a_deletion_there),
    (no_memory_of_what_was_there, deletes.test_a_revival_that_another_device_overtakes_is_merged),
    (no_parents_for_children, deletes.test_an_edited_child_brings_its_deleted_parent_back),
]
SIMULATED = [
    no_compare_and_swap,
    no_overlap,
    no_id_in_the_cursor,
    no_revival_here,
    no_parents_for_children,
]
# These show only where nobody else could have caused a conflict.
CALM = [no_note_of_attempts]
_NOTICED = (AssertionError, KeyError, TypeError, AttributeError)


def _name(value):
    return getattr(value, "__name__", None)


@pytest.mark.parametrize(("mutant", "witness"), WITNESSES, ids=_name)
def test_a_witness_notices(world, monkeypatch, mutant, witness):
    mutant(monkeypatch)
    with pytest.raises(_NOTICED):
        witness(world)


@pytest.mark.parametrize(("mutant", "witness"), SETTLED_WITNESSES, ids=_name)
def test_a_witness_of_deletions_notices(world, settled, monkeypatch, mutant, witness):
    mutant(monkeypatch)
    with pytest.raises(_NOTICED):
        witness(world, settled)


@pytest.mark.parametrize("mutant", SIMULATED + CALM, ids=_name)
def test_the_simulation_notices(tmp_path, monkeypatch, mutant):
    mutant(monkeypatch)
    for seed in range(1, _SEEDS):
        calm = mutant in CALM
        simulation = Simulation(tmp_path, Plan(seed, calm=calm))
        try:
            simulation.run()
        except Exception:  # noqa: BLE001 - a mutant may break in any way
            return
        finally:
            simulation.close()
    pytest.fail(f"{mutant.__name__} went unnoticed in {_SEEDS} seeds")
