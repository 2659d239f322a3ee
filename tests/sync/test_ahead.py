"""Pages that are read ahead: all of them, in order, not too many, and no fault is swallowed."""

from __future__ import annotations

import threading

import pytest

from sync.crew import Crew
from sync.errors import Offline
from sync.protocols import Cursor, LastPage, RemoteRow, Version
from sync.pulling.ahead import PagesAhead
from tests.patience import PATIENCE

_PAGES = 9


@pytest.fixture(params=[0, 1, 4])
def crew(request):
    made = Crew(request.param)
    yield made
    made.close()


class Shelf:
    """A server with pages of one row each; notes what was asked for.

    `making` is called once the place of a page was told and before its rows are made.
    """

    def __init__(self, count=_PAGES, last=list):
        self.asked = []
        self.asking = threading.Condition()
        self.making = [].append
        self._count = count
        self._last = last

    def read(self, after, seen):
        number = int(after.id) + 1 if after else 0
        with self.asking:
            self.asked.append(number)
            self.asking.notify_all()
        if number == self._count:
            return []
        kind = self._last if number == self._count - 1 else list
        if kind is list:
            seen(Cursor(f"s{number}", str(number)))
        self.making(number)
        return kind([RemoteRow(str(number), {}, Version(stamp=f"s{number}"))])

    def wait_for(self, count):
        with self.asking:
            assert self.asking.wait_for(lambda: len(self.asked) >= count, PATIENCE)


def taken(pages):
    found = []
    while page := pages.take():
        found.append(int(page[0].id))
        if isinstance(page, LastPage):
            break
        pages.go_on()
    return found


@pytest.mark.parametrize("freely", [True, False])
@pytest.mark.parametrize("last", [list, LastPage])
def test_all_pages_come_in_their_order(crew, freely, last):
    shelf = Shelf(last=last)
    assert taken(PagesAhead(crew, shelf.read, None, freely=freely)) == list(range(_PAGES))
    assert shelf.asked == list(range(_PAGES + (last is list)))


class Prompt(Crew):
    """Comes back from asking for a page only once the server has told where the next begins."""

    def __init__(self, workers):
        super().__init__(workers)
        self.asked, self.told = threading.Event(), threading.Event()

    def ask(self, request, *, patient=False):
        asked = super().ask(request, patient=patient)
        self.asked.set()
        assert self.told.is_set() or self.told.wait(PATIENCE)
        return asked


def test_pages_keep_their_order_however_fast_the_server_is():
    for _ in range(50):
        crew, shelf = Prompt(1), Shelf(count=3)

        def read(after, seen, crew=crew, shelf=shelf):
            def told(place):
                assert crew.asked.wait(PATIENCE)
                crew.told.set()
                seen(place)

            return shelf.read(after, told)

        assert taken(PagesAhead(crew, read, None, freely=True)) == [0, 1, 2]
        crew.close()


def test_a_walk_goes_on_after_a_place(crew):
    shelf = Shelf()
    pages = PagesAhead(crew, shelf.read, Cursor("s4", "4"), freely=True)
    assert taken(pages) == list(range(5, _PAGES))


def test_three_pages_are_read_ahead_and_no_more():
    crew, shelf = Crew(4), Shelf()
    pages = PagesAhead(crew, shelf.read, None, freely=True)
    shelf.wait_for(3)
    assert crew.ask(lambda: 7, patient=True)() == 7
    assert shelf.asked == [0, 1, 2]
    pages.take()
    pages.go_on()
    shelf.wait_for(4)
    crew.close()
    assert shelf.asked == [0, 1, 2, 3]


def test_the_next_page_is_asked_for_before_the_rows_of_one_are_made():
    crew, shelf = Crew(2), Shelf(count=3)
    # With the first page in hand one has to wait for the second question.
    shelf.making = lambda number: shelf.wait_for(min(number + 2, 4))
    assert taken(PagesAhead(crew, shelf.read, None, freely=True)) == [0, 1, 2]
    crew.close()


def test_a_server_that_tells_no_place_is_walked_through_all_the_same(crew):
    shelf = Shelf()
    pages = PagesAhead(crew, lambda after, _: shelf.read(after, {}.get), None, freely=True)
    assert taken(pages) == list(range(_PAGES))


def test_nothing_is_read_ahead_without_a_word():
    crew, shelf = Crew(4), Shelf()
    pages = PagesAhead(crew, shelf.read, None, freely=False)
    pages.take()
    crew.close()
    assert shelf.asked == [0]


def test_a_fault_comes_in_the_place_of_its_page(crew):
    shelf = Shelf()

    def read(after, seen):
        if after and after.id == "1":
            raise Offline("nobody there")
        return shelf.read(after, seen)

    pages = PagesAhead(crew, read, None, freely=True)
    with pytest.raises(Offline):
        taken(pages)
    assert shelf.asked == [0, 1]


@pytest.mark.parametrize("last", [list, LastPage])
def test_questions_that_can_wait_are_asked_once_the_last_page_has_come(last):
    crew, shelf, order = Crew(2), Shelf(count=2, last=last), []
    pages = PagesAhead(crew, shelf.read, None, freely=True)
    began = threading.Event()
    crew.ask(lambda: (order.extend(shelf.asked), began.set()), patient=True)
    # Nobody takes a page, and nobody waits for the answer.
    assert began.wait(PATIENCE)
    assert order == shelf.asked == [0, 1, 2][: 2 + (last is list)]
    pages.take()
    crew.close()


def test_questions_that_can_wait_are_asked_after_a_fault():
    crew, began = Crew(1), threading.Event()

    def fail(after, seen):
        raise Offline("nobody there")

    pages = PagesAhead(crew, fail, None, freely=True)
    crew.ask(began.set, patient=True)
    assert began.wait(PATIENCE)
    with pytest.raises(Offline):
        pages.take()
    crew.close()


def test_a_page_is_at_hand_only_once_it_has_come():
    crew, shelf = Crew(1), Shelf()
    gate = threading.Event()

    def read(after, seen):
        if after and after.id == "1":
            assert gate.wait(PATIENCE)
        return shelf.read(after, seen)

    pages = PagesAhead(crew, read, None, freely=True)
    assert [page[0].id for page in (pages.take(), pages.take())] == ["0", "1"]
    assert pages.at_hand() == []
    gate.set()
    pages.go_on()
    shelf.wait_for(5)
    assert [page[0].id for page in (pages.at_hand(), pages.at_hand())] == ["2", "3"]
    crew.close()


@pytest.mark.parametrize("last", [list, LastPage])
def test_the_end_and_a_fault_are_no_pages_at_hand(last):
    crew = Crew(1)
    pages = PagesAhead(crew, Shelf(count=1 + (last is LastPage), last=last).read, None, freely=True)
    pages.take()
    crew.close()
    assert pages.at_hand() == []
    assert list(pages.take()) == [] or last is LastPage

    def read(after, seen):
        if after:
            raise Offline("nobody there")
        return Shelf().read(after, seen)

    crew = Crew(1)
    pages = PagesAhead(crew, read, None, freely=True)
    pages.take()
    crew.close()
    assert pages.at_hand() == []
    with pytest.raises(Offline):
        pages.take()
