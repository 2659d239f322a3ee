"""The client of the sync worker: wishes out, facts in, and a worker that dies comes back."""

from __future__ import annotations

import sys

import pytest

from desktop.qt.sync_process import Start, SyncProcess


@pytest.fixture
def sync(qtbot):
    sync = SyncProcess()
    yield sync
    sync.stop()


def worker(*words, key=None, once=False):
    return lambda: Start(sys.executable, ["-m", "tests.desktop.qt.worker", *words], key, once=once)


def one_after_the_other(*workers):
    left = list(workers)

    def start():
        return left.pop(0)()

    return start


def test_a_run_is_told_from_its_start_to_its_report(sync, qtbot):
    with qtbot.waitSignal(sync.ready):
        sync.start(worker())
    told = []
    sync.started.connect(lambda: told.append("started"))
    sync.progressed.connect(lambda *facts: told.append(facts))
    with qtbot.waitSignal(sync.finished) as finished:
        sync.sync_now()
    assert told == ["started", ("pull", "journal_entries", 5, None)]
    assert finished.args == [{"pulled": 5}]
    assert not sync.is_running
    assert sync.is_alive


def test_the_key_goes_through_the_pipe_first(sync, qtbot):
    with qtbot.waitSignal(sync.finished) as told:
        sync.start(worker("key", key="ab" * 32))
    assert told.args == [{"key": "ab" * 32}]


def test_a_run_that_fails_says_its_kind_and_a_sentence(sync, qtbot):
    with qtbot.waitSignal(sync.ready):
        sync.start(worker("offline"))
    with qtbot.waitSignal(sync.failed) as told:
        sync.sync_now()
    assert told.args == ["offline", "The server could not be reached."]


def test_a_long_run_can_be_cancelled(sync, qtbot):
    with qtbot.waitSignal(sync.ready):
        sync.start(worker("long"))
    with qtbot.waitSignal(sync.progressed):
        sync.sync_now()
    assert sync.is_running
    with qtbot.waitSignal(sync.cancelled):
        sync.cancel()
    assert not sync.is_running


def test_a_wish_before_the_worker_is_there_is_not_lost(sync, qtbot):
    with qtbot.waitSignal(sync.died):
        sync.start(one_after_the_other(worker("die"), worker()))
    with qtbot.waitSignal(sync.finished):
        sync.sync_now()


def test_a_worker_that_dies_is_started_again(sync, qtbot):
    with qtbot.waitSignals([sync.died, sync.died, sync.ready], order="strict"):
        sync.start(one_after_the_other(worker("die"), worker("die"), worker()))


def test_a_program_that_is_not_there_counts_as_dead(sync, qtbot):
    with qtbot.waitSignal(sync.died):
        sync.start(lambda: Start("/nowhere/no-such-program", []))


def test_a_worker_for_one_run_is_not_started_again(sync, qtbot):
    with qtbot.waitSignal(sync.ready):
        sync.start(worker("once", once=True))
    with qtbot.waitSignals([sync.finished, sync.died]):
        sync.sync_now()
    assert not sync.is_alive


@pytest.mark.parametrize("words", [(), ("deaf",)])
def test_stopping_ends_the_worker_even_one_that_does_not_hear(sync, qtbot, words):
    with qtbot.waitSignal(sync.ready):
        sync.start(worker(*words))
    with qtbot.assertNotEmitted(sync.died):
        sync.stop()
    assert not sync.is_alive


def test_it_can_be_started_anew_with_other_words(sync, qtbot):
    with qtbot.waitSignal(sync.ready):
        sync.start(worker())
    with qtbot.waitSignal(sync.ready):
        sync.start(worker("offline"))
    with qtbot.waitSignal(sync.failed):
        sync.sync_now()
