"""The lanes: order, delivery on the GUI thread, faults as sentences, a clean end."""

from __future__ import annotations

import errno
import functools
import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject

from desktop.core.errors import AppError, WrongKey
from desktop.core.messages import DISK_FULL, UNEXPECTED
from desktop.qt.lanes import DatabaseLane, FreeLane, Pulse
from tests.patience import PATIENCE


class Notebook:
    """A workspace for tests: it knows its thread, and what was done with it."""

    def __init__(self):
        self.thread = threading.get_ident()
        self.written = []
        self.foreign = 0
        self.chores = 3
        self.closed_in = None

    def close(self):
        self.closed_in = threading.get_ident()


def chore(notebook):
    notebook.chores -= 1
    return notebook.chores > 0


PULSE = Pulse(
    elsewhere=lambda n: n.foreign, here=lambda n: len(n.written), chore=chore, seconds=0.01
)


@pytest.fixture
def lane(qtbot):
    lane = DatabaseLane(PULSE)
    yield lane
    assert lane.close()


@pytest.fixture
def notebook(lane, qtbot):
    with qtbot.waitSignal(lane.opened):
        lane.open(Notebook)
    found = []
    lane.ask(lambda n: n, found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_requests_run_in_order_in_one_thread_and_answer_on_the_gui_thread(lane, notebook, qtbot):
    gui = threading.get_ident()
    answers = []
    for number in range(50):
        lane.ask(
            lambda n, k=number: (k, threading.get_ident() == n.thread),
            lambda answer: answers.append((*answer, threading.get_ident() == gui)),
        )
    qtbot.waitUntil(lambda: len(answers) == 50)
    assert answers == [(number, True, True) for number in range(50)]
    assert notebook.thread != gui


def test_what_is_asked_before_opening_waits_for_it(lane, qtbot):
    answers = []
    lane.ask(lambda n: n.chores, answers.append)
    with qtbot.waitSignal(lane.opened):
        lane.open(Notebook)
    qtbot.waitUntil(lambda: answers == [3])


def test_a_fault_with_a_sentence_goes_to_the_asker(lane, notebook, qtbot):
    met = []

    def refuse(_notebook):
        raise AppError("That is not possible.")

    with qtbot.assertNotEmitted(lane.problem_met):
        lane.ask(refuse, failed=met.append)
        qtbot.waitUntil(lambda: bool(met))
    assert str(met[0]) == "That is not possible."
    assert met[0].__traceback__ is None


def test_a_fault_that_nobody_takes_becomes_a_notice(lane, notebook, qtbot):
    def refuse(_notebook):
        raise AppError("The disk is full.")

    with qtbot.waitSignal(lane.problem_met) as met:
        lane.ask(refuse)
    assert met.args == ["The disk is full."]


def test_a_bug_is_logged_with_a_trace_and_told_calmly(lane, notebook, qtbot, caplog):
    with qtbot.waitSignal(lane.problem_met) as met:
        lane.ask(lambda _n: 1 // 0)
    assert met.args == [UNEXPECTED]
    assert caplog.records[-1].exc_info
    caplog.clear()
    answers = []
    lane.ask(lambda _n: "still here", answers.append)
    qtbot.waitUntil(lambda: answers == ["still here"])


def test_a_fault_of_the_world_gets_its_own_sentence(lane, notebook, qtbot):
    def no_room(_notebook):
        raise OSError(errno.ENOSPC, "no space left")

    with qtbot.waitSignal(lane.problem_met) as met:
        lane.ask(no_room)
    assert met.args == [DISK_FULL]


class Receiver(QObject):
    """Hears an answer, unless it is gone by then."""

    def __init__(self, heard):
        super().__init__()
        self.heard = heard

    def hear(self, answer):
        self.heard.append(answer)


@pytest.mark.parametrize(
    "callback",
    [
        lambda receiver: receiver.hear,
        lambda receiver: functools.partial(Receiver.hear, receiver),
        lambda receiver: functools.partial(receiver.hear),
        lambda receiver: lambda answer: receiver.hear(answer),  # noqa: PLW0108
    ],
    ids=["method", "partial of a function", "partial", "closure"],
)
def test_an_answer_for_a_receiver_that_is_gone_is_dropped(lane, notebook, qtbot, callback):
    heard = []
    receiver = Receiver(heard)
    held = threading.Event()
    lane.ask(lambda _n: held.wait(PATIENCE), callback(receiver))
    receiver.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(receiver))
    held.set()
    after = []
    lane.ask(lambda _n: 1, after.append)
    qtbot.waitUntil(lambda: after == [1])
    assert heard == []


def test_own_writes_and_foreign_writes_are_told_apart(lane, notebook, qtbot):
    with qtbot.waitSignal(lane.store_changed_here):
        lane.ask(lambda n: n.written.append("a line"))
    with qtbot.waitSignal(lane.store_changed_elsewhere):
        notebook.foreign += 1
    with qtbot.assertNotEmitted(lane.store_changed_here):
        lane.ask(lambda n: n.chores)
        answers = []
        lane.ask(lambda _n: 1, answers.append)
        qtbot.waitUntil(lambda: answers == [1])


def test_background_work_goes_on_in_slices_until_none_is_left(lane, notebook, qtbot):
    qtbot.waitUntil(lambda: notebook.chores == 0)
    with qtbot.waitSignal(lane.store_changed_here):
        notebook.chores = 2
        lane.ask(lambda n: n.written.append("more to index"))
    qtbot.waitUntil(lambda: notebook.chores == 0)


def test_a_failed_opening_is_told_and_can_be_mended(lane, qtbot):
    def locked():
        raise WrongKey("The key does not fit.")

    answers = []
    with qtbot.waitSignal(lane.open_failed) as failed:
        lane.open(locked)
    lane.ask(lambda _n: "open at last", answers.append)
    assert isinstance(failed.args[0], WrongKey)
    with qtbot.waitSignal(lane.opened):
        lane.open(Notebook)
    qtbot.waitUntil(lambda: answers == ["open at last"])


def test_another_workspace_takes_the_place_of_the_first(lane, notebook, qtbot):
    with qtbot.waitSignal(lane.opened):
        lane.open(Notebook)
    assert notebook.closed_in == notebook.thread


def test_closing_finishes_what_was_asked(qtbot):
    lane = DatabaseLane(PULSE)
    made = []
    lane.open(lambda: made.append(Notebook()) or made[0])
    for number in range(20):
        lane.ask(lambda n, k=number: n.written.append(k))
    assert lane.close()
    assert made[0].written == list(range(20))
    assert made[0].closed_in == made[0].thread


def test_what_is_asked_of_a_shut_lane_waits_for_the_next_workspace(lane, notebook, qtbot):
    lane.ask(lambda n: n.written.append("before"))
    with qtbot.waitSignal(lane.was_shut):
        lane.shut()
    assert notebook.written == ["before"]
    assert notebook.closed_in == notebook.thread
    answers = []
    lane.ask(lambda n: n is notebook, answers.append)
    with qtbot.waitSignal(lane.opened):
        lane.open(Notebook)
    qtbot.waitUntil(lambda: answers == [False])


def test_the_free_lane_answers_on_the_gui_thread(qtbot):
    lane = FreeLane()
    gui = threading.get_ident()
    answers = []
    lane.ask(threading.get_ident, lambda n: answers.append((n, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0][0] != gui
    assert answers[0][1] == gui

    def refuse():
        raise AppError("No such account.")

    with qtbot.waitSignal(lane.problem_met) as met:
        lane.ask(refuse)
    assert met.args == ["No such account."]
    assert lane.close()
