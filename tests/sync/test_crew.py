"""The helpers of a run: what others wait for goes first, and nothing is left waiting for ever."""

from __future__ import annotations

import threading

import pytest

from sync.crew import Crew, NotSent, first_fault
from sync.errors import Garbled, Offline, Rejected, ShapeChanged
from tests.patience import PATIENCE


@pytest.fixture
def crew():
    made = Crew(2)
    yield made
    made.close()


class Gate:
    """A request that stays under way until it is let go, and tells when it has begun."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.open = threading.Event()

    def __call__(self) -> None:
        self.begun.set()
        assert self.open.wait(PATIENCE)


def test_a_patient_request_begins_after_all_others(crew):
    order = []
    gates = [Gate(), Gate()]
    busy = [crew.ask(gate) for gate in gates]
    patient = crew.ask(lambda: order.append("patient"), patient=True)
    urgent = crew.ask(lambda: order.append("urgent"))
    for gate in gates:
        gate.open.set()
    for answer in (*busy, urgent, patient):
        answer()
    assert order == ["urgent", "patient"]


def test_patient_requests_use_all_hands_while_nothing_else_is_asked():
    crew = Crew(4)
    gates = [Gate() for _ in range(4)]
    answers = [crew.ask(gate, patient=True) for gate in gates]
    assert all(gate.begun.wait(PATIENCE) for gate in gates)
    for gate in gates:
        gate.open.set()
    for answer in answers:
        answer()
    crew.close()


def test_few_patient_requests_go_beside_others():
    crew = Crew(4)
    walk, gates = Gate(), [Gate() for _ in range(3)]
    page = crew.ask(walk)
    answers = [crew.ask(gate, patient=True) for gate in gates]
    assert gates[0].begun.wait(PATIENCE)
    assert gates[1].begun.wait(PATIENCE)
    assert not gates[2].begun.is_set()
    walk.open.set()
    page()
    assert gates[2].begun.wait(PATIENCE)
    for gate in gates:
        gate.open.set()
    for answer in answers:
        answer()
    crew.close()


def test_no_patient_request_goes_beside_a_walk_not_even_between_its_pages():
    crew = Crew(4)
    end, order = crew.walk(), []
    patient = crew.ask(lambda: order.append("patient"), patient=True)
    for name in ("page", "last page"):
        crew.ask(lambda name=name: order.append(name))()
    end()
    patient()
    assert order == ["page", "last page", "patient"]
    end()
    crew.close()


def test_whoever_waits_for_a_patient_request_waits_for_no_walk():
    crew = Crew(1)
    crew.walk()
    other = crew.ask(lambda: 5, patient=True)
    assert crew.ask(lambda: 7, patient=True)() == 7
    assert other() == 5
    crew.close()


def test_whoever_waits_for_a_patient_request_does_not_wait_for_a_walk_that_begins_meanwhile():
    crew, gate = Crew(1), Gate()

    def first() -> None:
        gate()
        crew.walk()

    earlier = crew.ask(first, patient=True)
    later = crew.ask(gate.open.is_set, patient=True)
    assert gate.begun.wait(PATIENCE)
    waiting = threading.Thread(target=later, daemon=True)
    waiting.start()
    gate.open.set()
    earlier()
    waiting.join(PATIENCE)
    assert not waiting.is_alive()
    assert later()
    crew.close()


def test_once_the_awaited_answer_is_here_patient_requests_wait_for_walks_again():
    crew, began = Crew(1), threading.Event()
    crew.ask(lambda: None, patient=True)()
    end = crew.walk()
    patient = crew.ask(began.set, patient=True)
    crew.ask(lambda: None)()
    assert not began.is_set()
    end()
    patient()
    crew.close()


def test_walks_are_over_for_good_once_somebody_waited_for_a_patient_request():
    crew, began = Crew(1), threading.Event()
    crew.walk()
    crew.ask(lambda: None, patient=True)()
    crew.ask(began.set, patient=True)
    assert began.wait(PATIENCE)
    crew.close()


def test_a_walk_that_ended_ends_no_other_one():
    crew = Crew(1)
    first, second, began = crew.walk(), crew.walk(), threading.Event()
    patient = crew.ask(began.set, patient=True)
    first()
    crew.ask(lambda: None)()
    assert not began.is_set()
    second()
    assert began.wait(PATIENCE)
    patient()
    crew.close()


def test_a_fault_reaches_whoever_waits_and_frees_the_hand(crew):
    def fail() -> None:
        raise Offline("nobody there")

    faults = [crew.ask(fail, patient=True) for _ in range(3)]
    for answer in faults:
        with pytest.raises(Offline):
            answer()
    assert crew.ask(lambda: 7)() == 7


def test_closing_waits_for_what_is_under_way_and_begins_nothing_more():
    crew = Crew(1)
    gate, begun = Gate(), threading.Event()
    crew.ask(gate)
    crew.ask(begun.set, patient=True)
    assert gate.begun.wait(PATIENCE)
    threading.Timer(0.01, gate.open.set).start()
    crew.close()
    assert gate.open.is_set()
    assert not begun.is_set()


def test_without_hands_everything_happens_when_it_is_waited_for():
    order = []
    crew = Crew(0)
    answer = crew.ask(lambda: order.append("asked"), patient=True)
    assert not order
    answer()
    assert order == ["asked"]
    crew.close()


@pytest.mark.parametrize("fault", [Garbled("cut"), Rejected("23514", "no"), ShapeChanged("no")])
@pytest.mark.parametrize("workers", [0, 1])
def test_a_fault_of_one_row_keeps_no_other_from_being_sent(fault, workers):
    crew, sent = Crew(workers), []

    def send(name):
        sent.append(name)
        if name == "bad":
            raise fault
        return name

    assert crew.each(send, ["first", "bad", "last"]) == ["first", fault, "last"]
    assert sent == ["first", "bad", "last"]
    crew.close()


@pytest.mark.parametrize("workers", [0, 1])
def test_after_a_fault_of_the_line_nothing_more_is_sent(workers):
    crew, sent, fault = Crew(workers), [], Offline("nobody there")

    def send(name):
        sent.append(name)
        raise fault

    answers = crew.each(send, ["first", "second", "third"])
    assert sent == ["first"]
    assert [type(answer) for answer in answers] == [Offline, NotSent, NotSent]
    # What was left out may well stand before the fault that it was left out for.
    assert first_fault([Rejected("23514", "no"), *reversed(answers)]) is fault
    crew.close()
