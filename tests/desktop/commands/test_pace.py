from __future__ import annotations

import pytest

from desktop.commands.pace import Pace
from desktop.services.faults import Fault, FaultKind

OFFLINE = Fault(FaultKind.OFFLINE, "The server could not be reached.")


def waits(pace, now):
    """How many seconds until the next run, as far as a week."""
    return next(second for second in range(604_801) if pace.due(now + second))


def test_the_first_run_is_at_once_and_the_next_by_the_clock():
    pace = Pace(300)
    assert pace.due(1000.0)
    pace.done(1000.0)
    assert waits(pace, 1000.0) == 300


def test_a_change_is_sent_when_the_writing_pauses():
    pace = Pace(300)
    pace.done(0.0)
    pace.changed(10.0)
    pace.changed(11.0)
    assert not pace.due(12.0)
    assert pace.due(13.0)


def test_somebody_who_never_pauses_is_not_forgotten():
    pace = Pace(300)
    pace.done(0.0)
    for second in range(10, 25):
        pace.changed(float(second))
    assert pace.due(25.0)


def test_faults_make_the_pauses_longer_up_to_the_usual_one():
    pace = Pace(300)
    pauses = []
    for _ in range(12):
        pace.failed(0.0, OFFLINE)
        pauses.append(waits(pace, 0.0))
    assert 5 <= pauses[0] <= 10
    assert max(pauses) <= 300
    assert min(pauses[-3:]) >= 150


def test_a_server_that_does_not_answer_is_not_asked_more_for_changes():
    pace = Pace(300)
    pace.failed(0.0, OFFLINE)
    before = waits(pace, 0.0)
    pace.changed(0.0)
    assert waits(pace, 0.0) == before
    pace.at_once()
    assert pace.due(0.0)


@pytest.mark.parametrize(("asked", "least"), [(60.0, 60), (400.0, 400), (86_400.0, 900)])
def test_the_server_may_ask_to_wait_but_not_for_ever(asked, least):
    pace = Pace(30)
    pace.failed(0.0, Fault(FaultKind.OFFLINE, "Busy.", asked))
    assert waits(pace, 0.0) == least


def test_without_a_sign_in_there_is_no_run_until_somebody_wants_one():
    pace = Pace(30)
    pace.failed(0.0, Fault(FaultKind.SIGN_IN, "Sign in."))
    pace.changed(1.0)
    assert pace.waits_for_sign_in
    assert not pace.due(1e9)
    pace.at_once()
    assert pace.due(0.0)
    pace.done(0.0)
    assert not pace.waits_for_sign_in


def test_a_good_run_forgets_the_faults_before_it():
    pace = Pace(300)
    for _ in range(5):
        pace.failed(0.0, OFFLINE)
    pace.done(0.0)
    pace.failed(0.0, OFFLINE)
    assert waits(pace, 0.0) <= 10
